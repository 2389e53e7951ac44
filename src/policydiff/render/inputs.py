"""What renderers take besides a report and a catalogue."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexItem:
    """One report in the index: its title, the sentence below it, and where its files are, relative to the index.

    `text_language` is that of the title, where it is known; `editions` says which ones the report is about.
    """

    title: str
    editions: str
    subtitle: str
    html: str
    markdown: str
    text_language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportNote:
    """Something an import was not sure of: the line of the paper, the code of the note, and the words concerned."""

    line: int
    code: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class EnteredRow:
    """Something that people entered, and whether an import kept it: the field, and the demand's id or the group's key.

    The place is empty for `catalogue.yaml`.
    """

    field: str
    place: str
    is_demand: bool
    is_kept: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class EditionRow:
    """One edition in the list of editions: its name, title and date, and the commit that has it."""

    name: str
    title: str
    date: str | None
    commit: str
