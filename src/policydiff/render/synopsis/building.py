"""From comparisons to the Synopse: what each cell says, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Annotated, FieldChange, Kind, Moved, Parted, Reassigned, Renamed
from policydiff.core.report import Entry, Report
from policydiff.core.rules import heaviest
from policydiff.core.wording import redline
from policydiff.render.anchors import Anchors
from policydiff.render.facts import carried_facts, list_facts, list_unheld
from policydiff.render.messages import Messages
from policydiff.render.names import Badge
from policydiff.render.pieces import INSERTED, KEPT, REMOVED, Piece, side_pieces
from policydiff.render.rows import Row, Texts, Wording, place
from policydiff.render.safety import line
from policydiff.render.synopsis.chains import Book, Chain, Node, Stretch, find_returned
from policydiff.render.synopsis.spans import Span, compared, overlay
from policydiff.render.synopsis.values import Block, Cell, Holds, Position, Says, Statement

# What the fixed words of the cells say already.
_FIXED = (Kind.DROPPED, Kind.UNCHANGED)
# What a cell shows in its text and need not tell again.
_SHOWN = ("title", "positions")


@dataclass(frozen=True, kw_only=True, slots=True)
class Builder:
    """Turns chains into blocks; one `Texts` for each comparison. Behind a report cells say all it tells of an entry."""

    book: Book
    messages: Messages
    texts: tuple[Texts, ...]
    newest: Mapping[str, int]
    returned: Mapping[Node, Sequence[Node]]
    has_report: bool
    rows: dict[int, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, reports: Sequence[Report], book: Book, messages: Messages, *, has_report: bool) -> "Builder":
        """Return the builder for successive comparisons."""
        texts = tuple(Texts(report=one, messages=messages, anchors=Anchors.of(one)) for one in reports)
        newest: dict[str, int] = {}
        for node in book.demands:
            newest[node.id] = max(node.version, newest.get(node.id, 0))
        returned = find_returned(reports)
        return cls(book=book, messages=messages, texts=texts, newest=newest, returned=returned, has_report=has_report)

    def block(self, chain: Chain) -> Block:
        """Return the rows of a chain."""
        cells = [self._cell(version, stretch, chain) for version, one in enumerate(chain.columns) for stretch in one]
        starts = [stretch.first for one in chain.columns for stretch in one]
        rows = [
            tuple(cell for cell, start in zip(cells, starts, strict=True) if start == row) for row in range(chain.rows)
        ]
        entries = _entries_of(chain.nodes, self.book.before, self.book.after)
        kinds = dict.fromkeys(str(kind) for entry in entries for kind in entry.kinds)
        is_changed = any(entry.changes for entry in entries)
        return Block(
            holds=Holds.DEMAND,
            rows=tuple(rows),
            is_changed=is_changed,
            kinds=tuple(kind for kind in kinds if kind != Kind.UNCHANGED or not is_changed),
            severities=tuple(dict.fromkeys(str(entry.severity) for entry in entries if entry.severity)),
            addressees=tuple(dict.fromkeys(key for node in chain.nodes for key in self.book.demands[node].addressees)),
        )

    def _cell(self, version: int, stretch: Stretch, chain: Chain) -> Cell:
        if not stretch.nodes:
            gone = self._gone(version, stretch.first, chain)
            says = Says.DROPPED if gone else Says.ABSENT
            if not (gone and self.has_report):
                return Cell(version=version, rows=stretch.rows, says=says)
            dropped = [one for one in _entries_of(gone, self.book.after) if not one.new]
            return Cell(
                version=version,
                rows=stretch.rows,
                says=says,
                facts=tuple(self._told(dropped, version - 1)),
                badge=self._badge(dropped, version - 1),
            )
        came, goes = (_entries_of(stretch.nodes, one) for one in (self.book.before, self.book.after))
        is_same = bool(came) and all(_keeps_words(entry) for entry in came)
        is_shown = not is_same or any(entry.new and not _keeps_words(entry) for entry in goes)
        # What became several is said once, in the first of its cells.
        told = [entry for entry in came if self._first(entry, chain.columns[version]) == stretch]
        rows = [self._row(entry, version - 1) for entry in told]
        labels = [one.word for row in rows for one in row.labels if one.kind not in _FIXED]
        if is_same and is_shown:
            labels.append(self.messages.text("synopsis.unchanged"))
        return Cell(
            version=version,
            rows=stretch.rows,
            says=Says.TEXT if is_shown else Says.UNCHANGED,
            statements=tuple(self._statement(node, chain.group) for node in stretch.nodes),
            labels=tuple(dict.fromkeys(labels)),
            facts=tuple(self._told(told, version - 1)),
            badge=self._badge(told, version - 1),
            certainty="; ".join(dict.fromkeys(row.certainty for row in rows if row.certainty)),
        )

    def _first(self, entry: Entry, column: Sequence[Stretch]) -> Stretch:
        """Return the first cell of a version that holds a demand which an entry has on its new side."""
        return next(one for one in column if any(self.book.before.get(node) is entry for node in one.nodes))

    def _gone(self, version: int, row: int, chain: Chain) -> tuple[Node, ...]:
        """Return the demands that the version before has in this row, so that they were dropped here."""
        before = chain.columns[version - 1] if version else ()
        return next((one.nodes for one in before if one.nodes and one.first <= row < one.first + one.rows), ())

    def _badge(self, entries: Iterable[Entry], step: int) -> Badge | None:
        weight = heaviest(tuple(finding for entry in entries for finding in entry.findings))
        return self.texts[step].badge(weight) if weight else None

    def _told(self, entries: Iterable[Entry], step: int) -> dict[str, None]:
        """Return what is told of entries beside their words, each once."""
        facts = self._noted if self.has_report else self._facts
        return dict.fromkeys(fact for entry in entries for fact in facts(entry, step))

    def _noted(self, entry: Entry, step: int) -> Iterator[str]:
        """Yield all that a report tells of an entry: what the words mean, and what weighs how much."""
        yield from (f"{one.label}: {one.text}" for one in self._row(entry, step).facts)

    def _row(self, entry: Entry, step: int) -> Row:
        if id(entry) not in self.rows:
            self.rows[id(entry)] = self.texts[step].row(entry)
        return self.rows[id(entry)]

    def _facts(self, entry: Entry, step: int) -> Iterator[str]:
        """Yield what changed beside the words, what parts lost or won, whom they ask, what was carried; no notes."""
        for change in entry.changes:
            if isinstance(change, Moved):
                yield from (one.text for one in list_facts(change, self.texts[step]))
            elif isinstance(change, Annotated):
                told = Annotated(fields=tuple(one for one in change.fields if one.field == "status"))
                yield from (f"{one.label}: {one.text}" for one in list_facts(told, self.texts[step]))
            elif isinstance(change, Parted):
                yield from (f"{one.label}: {one.text}" for one in list_unheld(change, self.texts[step]))
            elif isinstance(change, Reassigned) and change.parts:  # marks show only what all of them did
                asked = list_facts(change, self.texts[step])[0]
                yield f"{asked.label}: {asked.text}"
        carried = carried_facts(entry, self.texts[step], lambda id, is_old: self._refer(Node(step + (not is_old), id)))
        yield from (f"{one.label}: {one.text}" for one in carried)

    def _refer(self, node: Node) -> str:
        """Return what its cell calls a demand: its place in the paper, and where nothing is known of it, its id."""
        known = self.book.demands.get(node)  # not where only a part of the report is shown
        return (known and place(known.source, self.messages, has_position=True)) or line(node.id)

    def _statement(self, node: Node, group: str) -> Statement:
        demand = self.book.demands[node]
        came, was = self._side(node, is_old=False)
        goes, will = self._side(node, is_old=True)
        sides = [one for one in (came, goes) if one]
        pieces = self._once(node, demand) or [one.pieces for one in sides] or [(Piece(KEPT, line(demand.text)),)]
        known = self.texts[min(node.version, len(self.texts) - 1)]
        where = place(demand.source, self.messages, has_position=True)
        if demand.group != group:
            where = ", ".join(part for part in (known.group_name(demand.group), where) if part)
        if self.has_report:  # which names demands by their ids
            where = " · ".join(part for part in (where, line(demand.id)) if part)
        return Statement(
            id=line(demand.id),
            anchor=f"d-{line(demand.id)}"
            if self.newest[node.id] == node.version
            else f"v{node.version}-{line(node.id)}",
            title=_text(was, demand.title, will, "title") if demand.title else (),
            number="".join(dict.fromkeys(one.number for one in sides)),
            text=overlay(pieces[0], pieces[-1] if len(pieces) > 1 else [Piece(KEPT, line(demand.text))]),
            positions=tuple(
                Position(
                    party=line(party),
                    text=compared(
                        was.positions.get(party) if was else None,
                        text,
                        will.positions.get(party) if will else None,
                        has_before=was is not None,
                        has_after=will is not None,
                    ),
                )
                for party, text in demand.positions.items()
            ),
            addressees=self._addressees(node, came, goes, known),
            place=where,
        )

    def _other(self, node: Node) -> Node | None:
        """Return the other of the two nodes of a demand that was dropped and is back as itself, and as it alone."""
        others = self.returned.get(node, ())
        return others[0] if len(others) == 1 == len(self.returned[others[0]]) else None

    def _once(self, node: Node, demand: Demand) -> list[tuple[Piece, ...]]:
        """Return the text of a demand that was dropped and is back, marked against the other of its two wordings."""
        other = self._other(node)
        if other is None:
            return []
        is_old = node.version < other.version
        texts = [line(one.text) for one in (demand, self.book.demands[other])]
        return [side_pieces(redline(*(texts if is_old else texts[::-1])), is_old=is_old)]

    def _addressees(self, node: Node, came: Wording | None, goes: Wording | None, texts: Texts) -> tuple[Span, ...]:
        """Return the names of the addressees with their marks from both comparisons, or against when it was there."""
        keys = self.book.demands[node].addressees
        came_marks, goes_marks = (_marks(one.addressees if one else ()) for one in (came, goes))
        if other := self._other(node):
            differing = [key for key in keys if key not in self.book.demands[other].addressees]
            mark = REMOVED if node.version < other.version else INSERTED
            came_marks = dict.fromkeys(texts.addressee_names(differing), mark)
        names = texts.addressee_names(keys)
        return tuple(Span(name, came=came_marks.get(name, ""), goes=goes_marks.get(name, "")) for name in names)

    def _side(self, node: Node, *, is_old: bool) -> tuple[Wording | None, Demand | None]:
        """Return a demand as one of its two comparisons words it, and the one demand it is compared with, if any."""
        entry = (self.book.after if is_old else self.book.before).get(node)
        if entry is None:
            return None, None
        row = self._row(entry, node.version if is_old else node.version - 1)
        mine, others = (entry.old, entry.new) if is_old else (entry.new, entry.old)
        partner = others[0] if len(mine) == len(others) == 1 else None
        return next(one for one in (row.old if is_old else row.new) if one.id == line(node.id)), partner


def _entries_of(nodes: Iterable[Node], *sides: Mapping[Node, Entry]) -> list[Entry]:
    """Return the entries that hold demands, each once."""
    found = (side[node] for node in nodes for side in sides if node in side)
    return list({id(entry): entry for entry in found}.values())


def _keeps_words(entry: Entry) -> bool:
    """Return whether all that a cell shows of a demand but its place is the same on both sides."""
    return all(
        isinstance(change, Moved | Renamed)
        or (isinstance(change, Annotated) and not any(_is_shown(one) for one in change.fields))
        for change in entry.changes
    )


def _is_shown(change: FieldChange) -> bool:
    return change.field.partition(".")[0] in _SHOWN


def _text(was: Demand | None, text: str, will: Demand | None, name: str) -> tuple[Span, ...]:
    before, after = (getattr(one, name) if one else None for one in (was, will))
    return compared(before, text, after, has_before=was is not None, has_after=will is not None)


def _marks(pieces: Iterable[Piece]) -> dict[str, str]:
    return {piece.text: piece.mark for piece in pieces if piece.mark != KEPT}
