"""The draft of a catalogue as a paper yields it: groups, demands, and everything the importer is not sure of."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a non-blank line of a paper was read as; every line has exactly one."""

    DEMAND = "demand"
    PREAMBLE = "preamble"
    HEADING = "heading"
    CLOSING = "closing"
    TITLE = "title"
    NOT_UNDERSTOOD = "not-understood"


class NoteCode(StrEnum):
    """What a note says; the closed list that messages, reports and tests share.

    The first block names lines that were taken out of the running text (role `not-understood`), the second block
    names readings that a person should check.
    """

    PAGE_MARKER = "page-marker"
    RUNNING_HEADER = "running-header"
    TABLE_OF_CONTENTS = "table-of-contents"
    FOOTNOTE = "footnote"
    TABLE_HEAD = "table-head"
    LETTERHEAD = "letterhead"
    NOT_UNDERSTOOD = "not-understood"

    TWO_COLUMNS = "two-columns"
    UNSURE_COLUMNS = "unsure-columns"
    FOOTNOTE_SIGN = "footnote-sign"
    UNSURE_FOOTNOTE = "unsure-footnote"
    UNSURE_DEMAND = "unsure-demand"
    UNSURE_PROSE = "unsure-prose"
    UNSURE_HEADING = "unsure-heading"
    UNSURE_CLOSING = "unsure-closing"
    UNSURE_CONTINUATION = "unsure-continuation"
    UNSURE_HYPHEN = "unsure-hyphen"
    UNSURE_BRACKET = "unsure-bracket"
    UNSURE_ADDRESSEES = "unsure-addressees"
    UNKNOWN_ADDRESSEE = "unknown-addressee"
    NO_ADDRESSEE = "no-addressee"
    LEAD_IN_ADDRESSEES = "lead-in-addressees"
    LATER_LEAD_IN = "later-lead-in"
    REASONS = "reasons"
    SUB_ITEMS = "sub-items"
    EMPTY_GROUP = "empty-group"
    HEADING_WITHOUT_DEMANDS = "heading-without-demands"
    UNFINISHED = "unfinished"
    NO_GROUPS = "no-groups"


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One thing a person should look at: the line of the paper, what it is, the words concerned."""

    line: int
    code: NoteCode
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftDemand:
    """One demand as the paper prints it; `group` is an index into the groups of the draft.

    `text` is without mark, number and trailing addressees, one sentence a line. `addressees` are printed names in
    printed order. `line` (from 1) is where it begins; `page` is None where the text does not tell its pages.
    """

    text: str
    addressees: tuple[str, ...]
    line: int
    group: int
    position: int
    page: int | None = None
    number: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftGroup:
    """One working group or chapter; `number` is the printed label that was taken off the name ("Kapitel 3").

    `chapter` names the heading above it where the paper has headings of two levels. Paragraphs of the preamble are
    separated by an empty line.
    """

    name: str
    line: int
    title: str | None = None
    preamble: str | None = None
    number: str | None = None
    chapter: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """All that was read from one paper; `roles` gives every non-blank line (number from 1) its one role."""

    groups: tuple[DraftGroup, ...]
    demands: tuple[DraftDemand, ...]
    notes: tuple[Note, ...]
    title: str | None
    date: str | None
    preamble: str | None
    closing: str | None
    roles: tuple[tuple[int, str], ...]
    date_line: str | None = None
    closing_heading: str | None = None
