"""The two hidden lines at the head of our comment: whose it is, and which run wrote it.

The first, `<!-- policydiff:comment:NAME -->`, tells our comment from all others; NAME keeps several catalogues of one
repository apart. The second, `<!-- policydiff:run:ID.ATTEMPT:COMMIT -->`, lets a run see that a newer one was there.
"""

import re
from dataclasses import dataclass

from policydiff.errors import Problem, UsageError

DEFAULT_NAME = "report"
LONGEST_NAME = 60

# No `--`: inside an HTML comment some readers take it for its end.
_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_RUN = re.compile(r"<!-- policydiff:run:(\d{1,19})\.(\d{1,19}):([0-9a-f]{0,64}) -->")


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One run of a pipeline: its number, which only ever grows, the attempt, and the commit it looked at."""

    id: int = 0
    attempt: int = 0
    commit: str = ""

    @property
    def order(self) -> tuple[int, int]:
        """What is greater for the newer of two runs."""
        return (self.id, self.attempt)


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a run wants to be read, or what was read from a comment: its name, the run, and the visible text."""

    name: str
    run: Run
    body: str

    def says_the_same_as(self, other: "Draft") -> bool:
        """Return whether both show the same text on the same commit; line ends and white space at the end are free."""
        return self.run.commit == other.run.commit and _plain(self.body) == _plain(other.body)


def write_marks(draft: Draft) -> str:
    """Return the whole text of a comment; raises UsageError for a name that cannot stand in a marker."""
    run = draft.run
    return f"{_marker(draft.name)}\n<!-- policydiff:run:{run.id}.{run.attempt}:{run.commit} -->\n{draft.body}"


def read_marks(text: str, name: str) -> Draft | None:
    """Return what a comment with our marker says, or None for any other; without a run line it is older than all."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != _marker(name):
        return None
    second, _, body = rest.partition("\n")
    found = _RUN.fullmatch(second.rstrip())
    if found is None:
        return Draft(name=name, run=Run(), body=rest)
    return Draft(name=name, run=Run(id=int(found[1]), attempt=int(found[2]), commit=found[3]), body=body)


def _marker(name: str) -> str:
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        remedy = f"use small letters, digits and single . _ - between them, at most {LONGEST_NAME} characters"
        raise UsageError(Problem(found=f"{name!r} cannot be the name of a comment", remedy=remedy))
    return f"<!-- policydiff:comment:{name} -->"


def _plain(body: str) -> str:
    return "\n".join(body.splitlines()).strip()
