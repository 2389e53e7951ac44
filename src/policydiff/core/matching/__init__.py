"""Which old demand is which new one, and why. How it works and what it reaches: docs/matching.md."""

from collections.abc import Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.matching.declared import declares_anew
from policydiff.core.matching.sameness import CLEAR_FIT
from policydiff.core.matching.stages import match
from policydiff.core.matching.values import (
    Clause,
    Competitor,
    Evidence,
    Explanation,
    Grade,
    Match,
    Matching,
    Reason,
    Weighed,
    rate_declaration,
)

__all__ = [
    "CLEAR_FIT",
    "Clause",
    "Competitor",
    "Evidence",
    "Explanation",
    "Grade",
    "Match",
    "Matching",
    "Reason",
    "Weighed",
    "declares_anew",
    "explain",
    "explain_near",
    "match",
    "rate_declaration",
]


def explain(
    old: Sequence[Demand], new: Sequence[Demand], old_id: str, new_id: str, *, unchanged: int = 0
) -> Explanation:
    """Return why `old_id` and `new_id` were or were not matched; the arguments are those of `match`.

    Raises KeyError for an id that is not there.
    """
    from policydiff.core.matching import explanation

    return explanation.explain(old, new, old_id, new_id, unchanged=unchanged)


def explain_near(
    old: Sequence[Demand], new: Sequence[Demand], id: str, *, unchanged: int = 0
) -> tuple[Explanation, ...]:
    """Return why all that one id belongs to, on either side, was or was not matched; if nothing, its nearest pair."""
    from policydiff.core.matching import explanation

    return explanation.explain_near(old, new, id, unchanged=unchanged)
