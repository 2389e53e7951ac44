"""What the soundness of a catalogue is judged by, and what is found."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.rules import Finding, Severity
from policydiff.errors import Phrase

_NOTHING = Phrase.of("")
_WHOLE = Phrase("check where the whole history is: git fetch --unshallow (in CI: fetch-depth: 0)")
Name = tuple[str, str]
"""A demand's group and id: what its file is called (`_group` for the file of the group itself)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flaw:
    """One rule that a catalogue breaks: what was found, what to do, and where.

    The place is a field (path of keys) of a demand, of `catalogue.yaml` where there is no demand, or a paper.
    """

    rule: str
    found: Phrase
    remedy: Phrase
    demand: Name | None = None
    field: tuple[str, ...] = ()
    paper: str = ""
    others: tuple[Name, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What the history knows: the demands that ids once were, all ids it ever held, papers that were cited.

    `texts` holds for an id its demands, oldest first, once for each history that is looked at (two before a merge).

    `is_whole` is False where the history is cut off or there is none; `cut` then says why, and `remedy` what to do.
    """

    texts: Mapping[str, tuple[tuple[Demand, ...], ...]] = field(default_factory=dict)
    ids: Collection[str] = ()
    papers: Collection[str] = ()
    is_whole: bool = True
    cut: Phrase = _NOTHING
    remedy: Phrase = _WHOLE


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperLine:
    """One line of a paper: its number in the file, its words, and whether it is a page number, a header or the like."""

    number: int
    text: str
    is_aside: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """The paper of the edition as far as it can be read: its file and its lines; `unread` says why it has none."""

    file: str
    lines: tuple[PaperLine, ...] = ()
    unread: Phrase = _NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Everything that is looked at: the catalogue, the papers kept beside it, the edition's own paper, and the past.

    `chosen` are the demands that findings are wanted for, None for all; the others are only compared with them.
    `touched` are those that the change itself wrote, where one is looked at: of two it is they that are to be mended.
    `languages` are those that reports can be written in.
    """

    catalogue: Catalogue
    papers: Collection[str] = ()
    paper: Paper | None = None
    past: Past = Past()
    chosen: Collection[Name] | None = None
    touched: Collection[Name] | None = None
    languages: Collection[str] = ()

    @property
    def demands(self) -> tuple[Demand, ...]:
        """Return the demands that findings are wanted for."""
        if self.chosen is None:
            return self.catalogue.demands
        return tuple(demand for demand in self.catalogue.demands if name(demand) in self.chosen)


@dataclass(frozen=True, kw_only=True, slots=True)
class Defect:
    """A flaw with its weight and its place: file (relative to the repository), line and column from 1.

    `key` is the path of keys inside the file, `others` the files that have their part in it, `fingerprint` what makes
    the defect recognisable when its line moves, `is_mendable` says that `--fix` can mend it.
    """

    rule: str
    severity: Severity
    found: Phrase
    remedy: Phrase
    file: str
    line: int
    column: int
    key: str = ""
    others: tuple[str, ...] = ()
    fingerprint: str = ""
    is_mendable: bool = False

    @property
    def rank(self) -> tuple[int, int, str, int, int]:
        """Return the order in which defects are read: the heaviest first, then as in RULES, then by place."""
        return *Finding(rule=self.rule, severity=self.severity).rank, self.file, self.line, self.column


# Rules that are about a folder: their findings have no line.
FOLDER_RULES = frozenset({"catalogue-missing", "group-undescribed"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """What a check found: the defects in order, and the severity from which on it fails (None: it never does)."""

    spec: str
    commit: str | None
    language: str
    demands: int
    defects: tuple[Defect, ...]
    fail_on: Severity | None = Severity.MAJOR
    since: str | None = None
    merged_with: str | None = None
    mended: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[Severity, int]:
        """Return how many defects each severity has, the heaviest first."""
        return {severity: sum(one.severity is severity for one in self.defects) for severity in Severity}

    @property
    def has_failed(self) -> bool:
        """Return whether a defect weighs enough to fail the check."""
        return any(map(self.is_failure, self.defects))

    def is_failure(self, defect: Defect) -> bool:
        """Return whether a defect weighs enough to fail the check."""
        return self.fail_on is not None and defect.severity.rank <= self.fail_on.rank


def name(demand: Demand) -> Name:
    """Return what the demand's file is called."""
    return demand.group, demand.id


def shown(text: str, most: int = 60) -> str:
    """Return the beginning of a text as one line, for a message."""
    folded = " ".join(text.split())
    return folded if len(folded) <= most else folded[: most - 1].rstrip() + "…"
