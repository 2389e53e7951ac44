"""Why two versions could not be compared: what a run leaves where there is no report."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from policydiff.errors import Problem

# More than anybody mends before trying again; a catalogue can have a problem in every file.
MOST_PROBLEMS = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A comparison that was not possible: the commit, the first problems, and how many more there are."""

    commit: str
    problems: tuple[Problem, ...]
    left: int = 0

    @classmethod
    def of(cls, commit: str, problems: Sequence[Problem]) -> Self:
        """Return the failure that these problems are."""
        left = max(0, len(problems) - MOST_PROBLEMS)
        return cls(commit=commit, problems=tuple(problems[:MOST_PROBLEMS]), left=left)
