"""`python -m policydiff`."""

import sys

from policydiff.cli import run

sys.exit(run())
