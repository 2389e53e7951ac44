"""Why there is no comparison of two versions: what a run leaves where there is no report."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from policydiff.errors import Problem

# More than anybody mends before trying again; a catalogue can have a problem in every file.
MOST_PROBLEMS = 50


class FailureReason(StrEnum):
    """What stands in the way: the commit itself, the one it is to be compared with, or that there is none before it."""

    UNREADABLE = "unreadable"
    OLD_UNREADABLE = "old-unreadable"
    FIRST = "first"


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A comparison that was not possible: the commit, why, the first problems, and how many more there are.

    The problems are those of `old_commit` where it is that one which cannot be read; else that is empty.
    """

    commit: str
    problems: tuple[Problem, ...] = ()
    left: int = 0
    reason: FailureReason = FailureReason.UNREADABLE
    old_commit: str = ""

    @classmethod
    def of(cls, commit: str, problems: Sequence[Problem], *, old_commit: str = "") -> Self:
        """Return the failure that these problems are: of the commit, or of the old one where that is named."""
        return cls(
            commit=commit,
            problems=tuple(problems[:MOST_PROBLEMS]),
            left=max(0, len(problems) - MOST_PROBLEMS),
            reason=FailureReason.OLD_UNREADABLE if old_commit else FailureReason.UNREADABLE,
            old_commit=old_commit,
        )
