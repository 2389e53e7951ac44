"""What differs between two wordings: the redline by whole words, and whether the change is more than editorial."""

from policydiff.core.wording.edits import Edit, edits
from policydiff.core.wording.folding import fold, fold_seen
from policydiff.core.wording.redlines import NEW_MARKS, OLD_MARKS, Mark, Run, redline
from policydiff.core.wording.weights import Weight, weigh

__all__ = [
    "NEW_MARKS",
    "OLD_MARKS",
    "Edit",
    "Mark",
    "Run",
    "Weight",
    "edits",
    "fold",
    "fold_seen",
    "redline",
    "weigh",
]
