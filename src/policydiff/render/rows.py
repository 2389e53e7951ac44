"""One entry of the report as people read it: kind words, both wordings with their marks, and what else differs."""

from collections.abc import Mapping
from dataclasses import dataclass

from policydiff.core.catalogue import Demand, Source
from policydiff.core.changes import Change, Parted, Reassigned, Reworded
from policydiff.core.matching import Grade, Reason
from policydiff.core.report import Entry
from policydiff.core.wording import Run, Weight
from policydiff.render.anchors import Anchors
from policydiff.render.facts import Fact, acceptance_facts, entry_facts, weight_facts
from policydiff.render.messages import Messages
from policydiff.render.names import Badge, Names
from policydiff.render.parts import Parts, trace_parts
from policydiff.render.pieces import INSERTED, KEPT, MOVED, NUMBER, REMOVED, Piece, pieces, side_pieces
from policydiff.render.safety import line


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A kind of change in words, with its weight where it has one."""

    kind: str
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reassignment:
    """Other addressees: names on both sides in the catalogue's order, and which joined and left."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """A demand on one side: its text in marked pieces, its addressees as (name, mark), where it stands in the paper.

    `number` is the circled number that a part of a split or a source of a merge has in its entry, else empty.
    """

    id: str
    anchor: str
    title: str
    group: str
    pieces: tuple[Piece, ...]
    addressees: tuple[Piece, ...]
    place: str
    number: str

    @property
    def text(self) -> str:
        """Return the text as it stands in the paper."""
        return "".join(piece.text for piece in self.pieces if piece.mark != NUMBER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One entry: kinds, severity, certainty (empty when certain), both sides, the redline of both, and facts."""

    anchor: str
    labels: tuple[Label, ...]
    badge: Badge | None
    certainty: str
    old: tuple[Wording, ...]
    new: tuple[Wording, ...]
    redline: tuple[Piece, ...]
    reassigned: Reassignment | None
    facts: tuple[Fact, ...]

    @property
    def has_numbers(self) -> bool:
        """Return whether numbers say which clause went where."""
        return any(wording.number for wording in (*self.old, *self.new))

    @property
    def has_marks(self) -> bool:
        """Return whether words are marked as removed or inserted."""
        marked = (wording.pieces for wording in (*self.old, *self.new))
        return bool(self.redline) or any(piece.mark not in (KEPT, NUMBER) for pieces in marked for piece in pieces)

    @property
    def has_moves(self) -> bool:
        """Return whether words were moved to another place of the text."""
        return any(piece.mark in MOVED for piece in self.redline)

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of both sides, each once."""
        return tuple(dict.fromkeys(wording.id for wording in (*self.old, *self.new)))

    @property
    def places(self) -> tuple[str, ...]:
        """Return where the demands stand in both papers, each place once."""
        found = (wording.place for wording in (*self.old, *self.new))
        return tuple(dict.fromkeys(place for place in found if place))

    @property
    def other_anchors(self) -> tuple[str, ...]:
        """Return the anchors of ids that are not the entry's own: parts of a split, sources of a merge, old ids."""
        kept = {wording.id for wording in self.new}
        old = [wording.anchor for wording in self.old if wording.id not in kept]
        anchors = dict.fromkeys([*old, *(wording.anchor for wording in self.new)])
        return tuple(anchor for anchor in anchors if anchor != self.anchor)


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts(Names):
    """Turns the entries of one report into words."""

    anchors: Anchors

    def row(self, entry: Entry) -> Row:
        """Return an entry in words."""
        redline: tuple[Run, ...] = ()
        reassigned = None
        for change in entry.changes:
            if isinstance(change, Reworded):
                redline = change.redline
            elif isinstance(change, Reassigned) and not change.parts:  # else the facts tell them
                reassigned = self._reassigned(entry, change)
        old_pieces = side_pieces(redline, is_old=True) if redline else None
        new_pieces = side_pieces(redline, is_old=False) if redline else None
        parts = trace_parts(entry)
        before, after = ({key for demand in side for key in demand.addressees} for side in (entry.old, entry.new))
        is_both = bool(entry.old and entry.new)
        gone = dict.fromkeys(self.addressee_names(before - after if is_both else ()), REMOVED)
        come = dict.fromkeys(self.addressee_names(after - before if is_both else ()), INSERTED)
        old = tuple(
            self._side(demand, old_pieces, gone, parts, is_old=True)
            for demand in parts.in_order(entry.old, is_old=True)
        )
        new = tuple(
            self._side(demand, new_pieces, come, parts, is_old=False)
            for demand in parts.in_order(entry.new, is_old=False)
        )
        certainty = ""
        if entry.grade and entry.grade is not Grade.CERTAIN and entry.reason and entry.score is not None:
            certainty = f"{self.messages.text(f'grade.{entry.grade}')}: {self.reason(entry.reason, entry.score)}"
        return Row(
            anchor=(self.anchors.new if entry.new else self.anchors.old)(line(entry.main.id)),
            labels=tuple(self._label(change) for change in entry.changes),
            badge=self.badge(entry.severity) if entry.severity else None,
            certainty=certainty,
            old=old,
            new=new,
            redline=pieces(redline),
            reassigned=reassigned,
            facts=(
                *entry_facts(entry, self),
                *weight_facts(entry.findings, self),
                *acceptance_facts(entry, self),
            ),
        )

    def plain(self, demand: Demand, *, is_old: bool) -> Wording:
        """Return a demand without any mark."""
        return self._side(demand, None, {}, Parts(), is_old=is_old)

    def _side(
        self,
        demand: Demand,
        marked: tuple[Piece, ...] | None,
        marks: Mapping[str, str],
        parts: Parts,
        *,
        is_old: bool,
    ) -> Wording:
        id = line(demand.id)
        return Wording(
            id=id,
            anchor=self.anchors.old(id) if is_old else self.anchors.new(id),
            title=line(demand.title or ""),
            group=self.group_name(demand.group),
            pieces=marked or parts.pieces(demand, is_old=is_old),
            addressees=tuple(
                Piece(mark=marks.get(name, KEPT), text=name) for name in self.addressee_names(demand.addressees)
            ),
            place=place(demand.source, self.messages),
            number=parts.number(demand, is_old=is_old),
        )

    def reason(self, reason: Reason, score: float) -> str:
        """Return what a match rests on and, where texts were weighed, how well they fit (ähnlicher Wortlaut, 0,83)."""
        word = self.messages.text(f"reason.{reason}")
        return f"{word}, {self.messages.score(score)}" if reason in (Reason.SIMILAR_TEXT, Reason.PARTS) else word

    def _label(self, change: Change) -> Label:
        word = self.messages.text(f"kind.{change.kind}")
        weight = change.weight if isinstance(change, Reworded) else None
        if isinstance(change, Parted) and change.is_substantive:
            weight = Weight.SUBSTANTIVE
        if weight:
            word = f"{word} ({self.messages.text(f'weight.{weight}')})"
        return Label(kind=str(change.kind), word=word)

    def _reassigned(self, entry: Entry, change: Reassigned) -> Reassignment:
        return Reassignment(
            old=self.addressee_names(key for demand in entry.old for key in demand.addressees),
            new=self.addressee_names(key for demand in entry.new for key in demand.addressees),
            joined=self.addressee_names(change.joined),
            left=self.addressee_names(change.left),
        )


def place(source: Source, messages: Messages, *, has_position: bool = False) -> str:
    """Return where a demand stands in its paper (Nr. 4.12, S. 3, Z. 47), as far as it is known.

    With `has_position`, also which demand of the paper it is (Forderung 30).
    """
    parts = []
    if source.number:
        parts.append(messages.text("report.position", number=line(source.number)))
    if has_position and source.position is not None:
        parts.append(messages.text("synopsis.position", position=source.position))
    if source.page is not None:
        parts.append(messages.text("report.page", page=source.page))
    if source.line is not None:
        parts.append(messages.text("report.line", line=source.line))
    return ", ".join(parts)


def beginning(text: str, length: int) -> str:
    """Return the beginning of a text, whole words and dots of no more than `length` characters together."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(' ', 1)[0][: length - 2].rstrip(' ,;:–-')} …"


def opening(demand: Demand, length: int) -> str:
    """Return how a demand begins, with its title where it has one, in no more than `length` characters."""
    title = f"{line(demand.title)} – " if demand.title else ""
    return beginning(f"{title}{line(demand.text)}", length)
