"""The timeline in words: rows by working group, a sign for every edition, and the legend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat

from policydiff.core.lineage import Chronicle
from policydiff.core.lineage.names import Name
from policydiff.core.lineage.timelines import Cell, Row, Sign, Timeline
from policydiff.core.matching import Grade
from policydiff.render.lineage.labels import EditionLabel, former_names, label_editions, span_of
from policydiff.render.messages import Messages
from policydiff.render.safety import line

SIGNS = {
    Sign.FIRST: ("+", "timeline.first"),
    Sign.KEPT: ("=", "timeline.kept"),
    Sign.REWORDED: ("~", "timeline.reworded"),
    Sign.REASSIGNED: ("@", "timeline.reassigned"),
    Sign.MOVED: ("»", "timeline.moved"),
    Sign.SEVERAL: ("*", "timeline.several"),
    Sign.RENAMED: ("#", "timeline.renamed"),
    Sign.ANNOTATED: ("°", "timeline.annotated"),
    Sign.SPLIT: ("<", "timeline.split"),
    Sign.MERGED: (">", "timeline.merged"),
    Sign.REINSTATED: ("↑", "timeline.reinstated"),
    Sign.PASSED_ON: ("→", "timeline.passed_on"),
    Sign.DROPPED: ("×", "timeline.dropped"),
    Sign.ABSENT: ("·", "timeline.absent"),
}
"""For every sign how it is printed, and the key of its word."""
UNSURE = "?"
_QUIET = (Sign.KEPT, Sign.ABSENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class CellNote:
    """One demand in one edition: the sign, its code, its word with all that changed."""

    sign: str
    code: str
    word: str
    is_unsure: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RowNote:
    """One demand: its name in the lineage, the beginning of its last wording, its cells."""

    thread: str
    text: str
    cells: tuple[CellNote, ...]

    def runs(self) -> Iterable[tuple[CellNote, int]]:
        """Yield the cells, each with in how many editions running it says the same; where something happened, in one.

        Of 60,000 cells nine in ten say that nothing happened: as one cell a run, a page is a tenth as heavy.
        """
        for cell, held in groupby(self.cells):
            count = sum(1 for _ in held)
            if cell.code in _QUIET:
                yield cell, count
            else:
                yield from repeat((cell, 1), count)


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """The demands of one working group; `formerly` says what it was called before, empty where it kept its name."""

    key: str
    name: str
    formerly: str
    rows: tuple[RowNote, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineNote:
    """The timeline in words; the legend lists the signs that occur, each with its word.

    `title` says which years it is about, `latest` is the title of the latest paper. `text_language` is that of the
    catalogue.
    """

    text_language: str
    title: str
    latest: str
    headline: str
    editions: tuple[EditionLabel, ...]
    chapters: tuple[Chapter, ...]
    legend: tuple[CellNote, ...]
    has_unsure: bool


def note_timeline(timeline: Timeline, chronicle: Chronicle, messages: Messages) -> TimelineNote:
    """Return a timeline in words."""
    labels = label_editions(chronicle, messages)
    known: _Notes = {}
    chapters = tuple(
        _chapter(key, timeline.groups.get(key, ()), tuple(_rows(rows, messages, known)), labels, messages)
        for key, rows in groupby(timeline.rows, key=lambda row: row.group)
    )
    return TimelineNote(
        text_language=chronicle.latest.language,
        title=f"{messages.text('timeline.title')} {span_of(chronicle, messages)}".strip(),
        latest=line(chronicle.latest.title),
        headline=messages.text(
            "timeline.headline",
            demands=messages.text("report.demands", count=len(timeline.rows)),
            editions=messages.text("timeline.editions", count=len(timeline.editions)),
        ),
        editions=tuple(labels[edition] for edition in timeline.editions),
        chapters=chapters,
        legend=tuple(_cell(Cell(sign=sign), messages) for sign in timeline.used()),
        has_unsure=any(cell.is_unsure for one in chapters for row in one.rows for cell in row.cells),
    )


def _chapter(
    key: str, names: Sequence[Name], rows: tuple[RowNote, ...], labels: Mapping[str, EditionLabel], messages: Messages
) -> Chapter:
    former = former_names(names, labels, messages) if names else ""
    return Chapter(
        key=line(key),
        name=line(names[-1].name if names else key),
        formerly=messages.text("timeline.formerly", names=former) if former else "",
        rows=rows,
    )


_Notes = dict[tuple[object, ...], CellNote]
"""Cells by what they say: there are 100,000 of them, and a handful of different ones."""


def _rows(rows: Iterable[Row], messages: Messages, known: _Notes) -> Iterable[RowNote]:
    for row in rows:
        yield RowNote(
            thread=line(row.thread),
            text=line(row.demand.title or row.demand.text),
            cells=tuple(_known(cell, messages, known) for cell in row.cells),
        )


def _known(cell: Cell, messages: Messages, known: _Notes) -> CellNote:
    key = cell.sign, cell.kinds, cell.grade
    if key not in known:
        known[key] = _cell(cell, messages)
    return known[key]


def _cell(cell: Cell, messages: Messages) -> CellNote:
    sign, key = SIGNS[cell.sign]
    word = messages.text(key)
    if len(cell.kinds) > 1 or cell.sign in (Sign.SPLIT, Sign.MERGED, Sign.REINSTATED):
        others = (kind for kind in cell.kinds if str(kind) != str(cell.sign))  # whose word is the same in other words
        word = ", ".join(dict.fromkeys([word, *(messages.text(f"kind.{kind}") for kind in others)]))
    is_unsure = cell.grade not in (None, Grade.CERTAIN)
    if is_unsure:
        word = f"{word} ({messages.text(f'grade.{cell.grade}')})"
    return CellNote(sign=sign, code=str(cell.sign), word=word, is_unsure=is_unsure)
