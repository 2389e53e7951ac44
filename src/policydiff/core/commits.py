"""What the id of a commit looks like."""

import re

# The whole id: SHA-1 or, in repositories of the newer format, SHA-256.
COMMIT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
