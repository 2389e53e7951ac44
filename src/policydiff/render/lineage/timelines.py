"""The timeline in words: rows by working group, a sign for every edition, and the legend."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from policydiff.core.lineage import Chronicle
from policydiff.core.lineage.timelines import Cell, Row, Sign, Timeline
from policydiff.core.matching import Grade
from policydiff.render.lineage.labels import EditionLabel, label_editions
from policydiff.render.messages import Messages
from policydiff.render.safety import line

SIGNS = {
    Sign.FIRST: ("+", "timeline.first"),
    Sign.KEPT: ("=", "timeline.kept"),
    Sign.REWORDED: ("~", "timeline.reworded"),
    Sign.REASSIGNED: ("@", "timeline.reassigned"),
    Sign.MOVED: ("»", "timeline.moved"),
    Sign.SEVERAL: ("*", "timeline.several"),
    Sign.SPLIT: ("<", "timeline.split"),
    Sign.MERGED: (">", "timeline.merged"),
    Sign.REINSTATED: ("↑", "timeline.reinstated"),
    Sign.PASSED_ON: ("→", "timeline.passed_on"),
    Sign.DROPPED: ("×", "timeline.dropped"),
    Sign.ABSENT: ("·", "timeline.absent"),
}
"""For every sign how it is printed, and the key of its word."""
UNSURE = "?"


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """The demands of one working group."""

    key: str
    name: str
    rows: tuple[RowNote, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineNote:
    """The timeline in words; the legend lists the signs that occur, each with its word."""

    title: str
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
        Chapter(key=line(key), name=line(timeline.groups.get(key, key)), rows=tuple(_rows(rows, messages, known)))
        for key, rows in groupby(timeline.rows, key=lambda row: row.group)
    )
    return TimelineNote(
        title=line(chronicle.latest.title),
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
        word = ", ".join([word, *(messages.text(f"kind.{kind}") for kind in cell.kinds)])
    return CellNote(
        sign=sign,
        code=str(cell.sign),
        word=word,
        is_unsure=cell.grade not in (None, Grade.CERTAIN),
    )
