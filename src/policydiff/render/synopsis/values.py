"""The Synopse as data: versions side by side, with every word chosen and every text harmless; formats draw it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from policydiff.render.names import Badge
from policydiff.render.synopsis.spans import Span


class Says(StrEnum):
    """What a cell says of its version: the text, or a fixed word in its place."""

    TEXT = "text"
    UNCHANGED = "unchanged"
    DROPPED = "dropped"
    ABSENT = "absent"


class Holds(StrEnum):
    """What a block is about."""

    DEMAND = "demand"
    HEADING = "heading"
    PREAMBLE = "preamble"
    CLOSING = "closing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """What one party wants instead, where a demand is disputed."""

    party: str
    text: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A demand, or a text of the frame, as one version words it.

    `number` is that of a part of a split or a source of a merge; `place` where it stands in its paper. `asks` is False
    for texts of the frame, which address nobody.
    """

    id: str
    anchor: str
    title: tuple[Span, ...]
    number: str
    text: tuple[Span, ...]
    positions: tuple[Position, ...]
    addressees: tuple[Span, ...]
    place: str
    asks: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What one version says in one or more rows.

    `labels` are the kinds of change against the version before, `facts` what else changed, `certainty` how far the
    match can be relied on (empty when certain).
    """

    version: int
    rows: int
    says: Says
    statements: tuple[Statement, ...] = ()
    labels: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    badge: Badge | None = None
    certainty: str = ""

    @property
    def size(self) -> int:
        """Return how many letters the cell shows, about."""
        return sum(
            len(span.text) for one in self.statements for spans in (one.title, one.text) for span in spans
        ) + sum(len(span.text) for one in self.statements for position in one.positions for span in position.text)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Rows that belong together, as those of a split: one at least, and in every row the cells that begin there.

    `kinds`, `severities` and `addressees` (keys) are what a reader can filter by.
    """

    holds: Holds
    rows: tuple[tuple[Cell, ...], ...]
    is_changed: bool
    kinds: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Return how many letters the longest cell shows, about."""
        return max(cell.size for row in self.rows for cell in row)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """What stands under one heading: a working group, or the closing text."""

    key: str
    heading: str
    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One version: its name in the head of the table, title, date in words (empty when unknown), how many demands.

    `mark` stands in the head of the table: the date, or of two versions of one edition what tells them apart.
    """

    name: str
    title: str
    date: str
    mark: str
    edition: str
    demands: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One value of a filter: its code as classes name it, its word, and what blocks call it."""

    code: str
    word: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What a reader of the page can choose rows by."""

    code: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Synopsis:
    """Two or three versions side by side; our words are in `language`, the demands in `text_language`.

    `state` is the line of the page head with the date of the newest version, empty where no paper names one. `remarks`
    say what is left out, `legend` how the marks are to be read.
    """

    language: str
    text_language: str
    title: str
    state: str
    subject: str
    date: str | None
    columns: tuple[Column, ...]
    headlines: tuple[str, ...]
    remarks: tuple[str, ...]
    legend: str
    sections: tuple[Section, ...]
    filters: tuple[Filter, ...]

    @property
    def blocks(self) -> Iterator[Block]:
        """Yield all blocks."""
        for section in self.sections:
            yield from section.blocks

    @property
    def statements(self) -> Iterator[Statement]:
        """Yield all demands that are shown or said to be unchanged, cell by cell."""
        for block in self.blocks:
            if block.holds is Holds.DEMAND:
                yield from (one for row in block.rows for cell in row for one in cell.statements)

    @property
    def anchors(self) -> frozenset[str]:
        """Return the anchors of all demands that are shown or said to be unchanged."""
        return frozenset(one.anchor for one in self.statements)


def class_names(synopsis: Synopsis) -> tuple[tuple[str, ...], ...]:
    """Return for the blocks of each section the classes by which a filter chooses them."""
    codes = {(one.code, choice.key): choice.code for one in synopsis.filters for choice in one.choices}
    return tuple(tuple(_classes(block, section, codes) for block in section.blocks) for section in synopsis.sections)


def _classes(block: Block, section: Section, codes: Mapping[tuple[str, str], str]) -> str:
    keys = [
        ("group", section.key),
        *(("addressee", key) for key in block.addressees),
        *(("kind", kind) for kind in block.kinds),
        *([("kind", "changed")] if block.is_changed else []),
        *(("severity", severity) for severity in block.severities),
    ]
    return " ".join(codes[key] for key in keys if key in codes)
