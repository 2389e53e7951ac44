"""`python -m policydiff`."""

import sys

from policydiff.cli import main

sys.exit(main())
