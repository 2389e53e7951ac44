"""The report in front of a Synopse, in parts that every format can draw: figures, and notes with marked words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policydiff.core.report import Report
from policydiff.render.declarations import DeclarationNote
from policydiff.render.frame import FrameNote
from policydiff.render.glance import Glance, GlanceLine
from policydiff.render.messages import Messages
from policydiff.render.outline import Outline, Pairing, outline
from policydiff.render.pieces import KEPT, Piece
from policydiff.render.rollups import introduce_rollups


class Named(NamedTuple):
    """A demand by its id, and the anchor of the cell that has its text; empty where none has it."""

    id: str
    anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One thing to know: what it is, the words that show it, the demands it is about, and more of its kind in short."""

    head: str
    text: tuple[Piece, ...] = ()
    named: tuple[Named, ...] = ()
    below: "tuple[Note, ...]" = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """What stands under one heading: a table of figures with its column heads, or notes."""

    heading: str
    introduction: str = ""
    heads: tuple[str, ...] = ()
    figures: tuple[tuple[str, ...], ...] = ()
    items: tuple[Note, ...] = ()


def front_parts(report: Report, messages: Messages, anchors: Collection[str]) -> tuple[Part, ...]:
    """Return what a report tells besides the rows of its Synopse; `anchors` are those of its demands."""
    rollups = introduce_rollups(report, messages, has_rows=True)
    return tuple(_parts(outline(report, messages), messages, anchors, rollups))


def _parts(report: Outline, messages: Messages, anchors: Collection[str], rollups: str) -> Iterator[Part]:
    text = messages.text
    if report.glance:
        items = tuple(_first(report.glance, anchors))
        yield Part(heading=text("report.first"), introduction=report.glance.counts, items=items)
    yield _balance(report, messages)
    kinds = tuple((one.word, one.count) for one in report.kinds)
    yield Part(
        heading=text("report.kinds"),
        introduction=text("report.kinds_note"),
        heads=(text("report.count"),),
        figures=kinds,
    )
    if report.levels:
        yield Part(
            heading=text("report.levels"),
            introduction=text("report.levels_note"),
            heads=report.levels.columns,
            figures=tuple((row.name, *row.cells) for row in report.levels.rows),
        )
    if report.alarms or report.reused:
        yield Part(heading=text("report.alarms"), items=tuple(_alarms(report, messages)))
    if report.questions:
        yield Part(
            heading=text("report.questions"),
            introduction=report.questions_note,
            items=tuple(map(_pairing, report.questions)),
        )
    if report.related:
        yield Part(
            heading=text("report.related"),
            introduction=text("report.related_note"),
            items=tuple(_topic(one, messages) for one in report.related),
        )
    if report.rollups:
        notes = [Note(head=f"{one.word}: {one.edit}", text=_plain(one.count)) for one in report.rollups]
        yield Part(heading=text("report.rollups"), introduction=rollups, items=tuple(notes))
    if report.frame:
        yield Part(heading=text("report.frame"), items=tuple(_frame(report.frame)))
    if report.declarations:
        yield Part(
            heading=text("report.declarations"),
            introduction=text("report.declarations_note"),
            items=tuple(_declarations(report.declarations, messages)),
        )


def _first(glance: Glance, anchors: Collection[str]) -> Iterator[Note]:
    for one in glance.lines:
        yield Note(head=one.what, text=_plain(one.text), named=_about(one, anchors))
    if glance.more:
        below = (Note(head=one.what, named=_about(one, anchors)) for one in glance.others)
        yield Note(head=f"{glance.more}:", below=tuple(below))
    for one in glance.doubts:
        named = [_named(demand.id, demand.anchor, anchors) for demand in one.named]
        yield Note(head=one.what, text=_plain(one.text), named=tuple(named))


def _about(one: GlanceLine, anchors: Collection[str]) -> tuple[Named, ...]:
    return (_named(one.id, one.anchor, anchors),) if one.id else ()


def _named(id: str, anchor: str, anchors: Collection[str]) -> Named:
    """Return a demand of the report with its anchor in the Synopse, where old demands have another."""
    found = f"v0-{id}" if anchor.startswith("old-") else f"d-{id}"
    return Named(id, found if found in anchors else "")


def _alarms(report: Outline, messages: Messages) -> Iterator[Note]:
    for one in report.alarms:
        told = f"{one.meaning} {one.whereabouts}" if one.whereabouts else one.meaning
        yield Note(head=f"{one.word}: {one.id}", text=_plain(told))
    if report.reused:
        yield Note(head=report.reused.word, text=_plain(report.reused.meaning))
        for one in report.reused.alarms:
            referring = ", ".join(reference.id for reference in one.references)
            parts = [(messages.text("report.reused_old"), one.living)]
            parts += [(messages.text("report.reused_new"), one.new.text)]
            parts += [(messages.text("report.references"), referring)] if referring else []
            yield Note(head=one.id, text=_plain("; ".join(f"{word}: {told}" for word, told in parts)))


def _balance(report: Outline, messages: Messages) -> Part:
    text = messages.text
    rows = [(row.word, _figure(row.old, messages), _figure(row.new, messages)) for row in report.balance.rows]
    total = (text("report.total"), messages.number(report.balance.old), messages.number(report.balance.new))
    return Part(
        heading=text("report.balance"),
        introduction=text("report.balance_note"),
        heads=(text("report.old"), text("report.new")),
        figures=(*rows, total),
    )


def _figure(value: int | None, messages: Messages) -> str:
    return messages.text("synopsis.none") if value is None else messages.number(value)


def _pairing(pair: Pairing) -> Note:
    meanwhile = f" – {pair.until}" if pair.until else ""
    return Note(head=f"{pair.question} ({pair.certainty})", text=_plain(f"{_sides(pair)}{meanwhile}"))


def _topic(pair: Pairing, messages: Messages) -> Note:
    return Note(head=f"{messages.text('report.closeness')} {pair.score}", text=_plain(_sides(pair)))


def _sides(pair: Pairing) -> str:
    """Return the texts of both sides with their ids, by which a question calls them."""
    sides = (" · ".join(f"{one.text} ({one.id})" for one in side) for side in (pair.old, pair.new))
    return " → ".join(sides)


def _frame(notes: Sequence[FrameNote]) -> Iterator[Note]:
    for note in notes:
        for one in (note, *note.below):
            head = f"{one.word}: {one.subject}" if one.subject else one.word
            yield Note(head=head, text=one.pieces or _plain(one.words))


def _declarations(notes: Sequence[DeclarationNote], messages: Messages) -> Iterator[Note]:
    for one in notes:
        named = "; ".join(f"{named.id}: {messages.quote(named.opening)}" for named in one.named)
        told = f"{one.words} – {named}" if named else one.words
        yield Note(head=f"{one.badge.word}: {one.demand.opening} ({one.demand.id})", text=_plain(told))


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(KEPT, text),) if text else ()
