"""One entry of the report as people read it: kind words, both wordings with their marks, and what else differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from policydiff.core.catalogue import Demand, Source
from policydiff.core.changes import (
    Added,
    Annotated,
    Change,
    Dropped,
    FieldChange,
    Merged,
    Moved,
    Reassigned,
    Reinstated,
    Renamed,
    Reworded,
    Split,
)
from policydiff.core.matching import Grade, Reason
from policydiff.core.report import Entry, Report
from policydiff.core.wording import Mark, Run
from policydiff.render.anchors import Anchors
from policydiff.render.messages import Messages
from policydiff.render.parts import Parts, trace_parts
from policydiff.render.pieces import FIXED, INSERTED, KEPT, NUMBER, REMOVED, Piece, pieces, side_pieces
from policydiff.render.safety import json_value, line


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A kind of change in words, with its weight where it has one."""

    kind: str
    word: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """Something that differs besides text and addressees: what it is, and the words on both sides."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
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
    """One entry: kinds, certainty (empty when certain), both sides, the redline of both together, and facts."""

    anchor: str
    labels: tuple[Label, ...]
    certainty: str
    old: tuple[Wording, ...]
    new: tuple[Wording, ...]
    redline: tuple[Piece, ...]
    shift: Shift | None
    facts: tuple[Fact, ...]

    @property
    def has_numbers(self) -> bool:
        """Return whether numbers say which clause went where."""
        return any(wording.number for wording in (*self.old, *self.new))

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
class Texts:
    """Turns the values of one report into words."""

    report: Report
    messages: Messages
    anchors: Anchors

    def row(self, entry: Entry) -> Row:
        """Return an entry in words."""
        redline: tuple[Run, ...] = ()
        shift = None
        for change in entry.changes:
            if isinstance(change, Reworded):
                redline = change.redline
            elif isinstance(change, Reassigned):
                shift = self._shift(entry, change)
        old_pieces = side_pieces(redline, Mark.INSERTED) if redline else None
        new_pieces = side_pieces(redline, Mark.REMOVED) if redline else None
        parts = trace_parts(entry)
        old = tuple(self._side(demand, old_pieces, shift, parts, is_old=True) for demand in entry.old)
        new = tuple(self._side(demand, new_pieces, shift, parts, is_old=False) for demand in entry.new)
        certainty = ""
        if entry.grade and entry.grade is not Grade.CERTAIN and entry.reason and entry.score is not None:
            certainty = f"{self.messages.text(f'grade.{entry.grade}')}: {self.reason(entry.reason, entry.score)}"
        return Row(
            anchor=(new or old)[0].anchor,
            labels=tuple(self._label(change) for change in entry.changes),
            certainty=certainty,
            old=old,
            new=new,
            redline=pieces(redline),
            shift=shift,
            facts=tuple(fact for change in entry.changes for fact in self._facts(change)),
        )

    def plain(self, demand: Demand, *, is_old: bool) -> Wording:
        """Return a demand without any mark."""
        return self._side(demand, None, None, Parts(), is_old=is_old)

    def _side(
        self,
        demand: Demand,
        marked: tuple[Piece, ...] | None,
        shift: Shift | None,
        parts: Parts,
        *,
        is_old: bool,
    ) -> Wording:
        id = line(demand.id)
        marks = {} if shift is None else dict.fromkeys(*((shift.left, REMOVED) if is_old else (shift.joined, INSERTED)))
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

    def addressee_names(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the printed names of addressees in the catalogue's order, unknown keys last."""
        known = self.report.addressees
        wanted = set(keys)
        names = [line(addressee.name) for key, addressee in known.items() if key in wanted]
        return (*names, *sorted(line(key) for key in wanted if key not in known))

    def group_name(self, key: str) -> str:
        """Return the printed name of a working group, its key where the name is not known."""
        group = self.report.groups.get(key)
        return line(group.name if group else key)

    def group_heading(self, key: str) -> str:
        """Return name and title of a working group."""
        group = self.report.groups.get(key)
        return line(f"{group.name}: {group.title}") if group and group.title else self.group_name(key)

    def reason(self, reason: Reason, score: float) -> str:
        """Return what a match rests on and, where texts were weighed, how well they fit (ähnlicher Wortlaut, 0,83)."""
        word = self.messages.text(f"reason.{reason}")
        return f"{word}, {self.messages.score(score)}" if reason in (Reason.SIMILAR_TEXT, Reason.PARTS) else word

    def _label(self, change: Change) -> Label:
        word = self.messages.text(f"kind.{change.kind}")
        if isinstance(change, Reworded):
            word = f"{word} ({self.messages.text(f'weight.{change.weight}')})"
        return Label(kind=str(change.kind), word=word)

    def _shift(self, entry: Entry, change: Reassigned) -> Shift:
        return Shift(
            old=self.addressee_names(key for demand in entry.old for key in demand.addressees),
            new=self.addressee_names(key for demand in entry.new for key in demand.addressees),
            joined=self.addressee_names(change.joined),
            left=self.addressee_names(change.left),
        )

    def _facts(self, change: Change) -> list[Fact]:
        text = self.messages.text
        match change:
            case Moved(old=old, new=new):
                before, after = ([self.group_name(key) for key in keys] for keys in (old, new))
                told = signed(before, after) if set(before) & set(after) else None
                return [Fact(label=text("report.group"), text=told or f"{', '.join(before)} → {', '.join(after)}")]
            case Renamed(old=old, new=new):
                return [Fact(label=text("report.id"), text=self._became(line(old), line(new)))]
            case Reworded(signals=signals):
                return [
                    Fact(label=text(f"signal.{one.code}"), text=self._became(line(one.old), line(one.new)))
                    for one in signals
                ]
            case Annotated(fields=fields):
                return [fact for field in fields for fact in self._field(field)]
            case Reinstated(edition=edition, id=id, text=words):
                quoted = self.messages.quote(line(words))
                told = text("report.last_in_value", edition=line(edition), id=line(id), text=quoted)
                return [Fact(label=text("report.last_in"), text=told)]
            case Dropped() | Added() | Split() | Merged() | Reassigned():
                return []
            case _ as unreachable:
                assert_never(unreachable)

    def _field(self, change: FieldChange) -> list[Fact]:
        name, _, rest = change.field.partition(".")
        mapping = change.new if change.old is None else change.old if change.new is None else None
        if isinstance(mapping, Mapping):
            parts = ((f"{change.field}.{key}", value) for key, value in mapping.items())
            return [
                fact
                for field, value in parts
                for fact in self._field(
                    FieldChange(field=field, old=None, new=value)
                    if change.old is None
                    else FieldChange(field=field, old=value, new=None)
                )
            ]
        label = self.messages.text(f"field.{name}")
        # A tag's number says nothing to a reader; a party's name and a key of `meta` do.
        if rest and name != "tags":
            label = f"{label} ({line(rest)})"
        return [Fact(label=label, text=self._became(self._value(name, change.old), self._value(name, change.new)))]

    def _became(self, old: str, new: str) -> str:
        if old and new:
            return f"{old} → {new}"
        return self.messages.text("report.came", text=new) if new else self.messages.text("report.went", text=old)

    def _value(self, name: str, value: Any) -> str:
        if value is None:
            return ""
        if name == "status" and f"status.{value}" in self.messages.patterns:
            return self.messages.text(f"status.{value}")
        if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            return ", ".join(line(one) for one in value)
        return line(value if isinstance(value, str) else _dump(value))


def _dump(value: Any) -> str:
    import json  # needed rarely

    return json.dumps(json_value(value), ensure_ascii=False, sort_keys=True)


def place(source: Source, messages: Messages) -> str:
    """Return where a demand stands in its paper (Nr. 4.12, S. 3, Z. 47), as far as it is known."""
    parts = []
    if source.number:
        parts.append(messages.text("report.position", number=line(source.number)))
    if source.page is not None:
        parts.append(messages.text("report.page", page=source.page))
    if source.line is not None:
        parts.append(messages.text("report.line", line=source.line))
    return ", ".join(parts)


def signed(old: Sequence[str], new: Sequence[str]) -> str:
    """Return which names joined and which left (+ RVR, − Bund), each on one line with its sign."""
    joined, left = ([name for name in one if name not in other] for one, other in ((new, old), (old, new)))
    return ", ".join([*(f"+{FIXED}{name}" for name in joined), *(f"−{FIXED}{name}" for name in left)])


def beginning(text: str, length: int) -> str:
    """Return the beginning of a text, whole words and dots of no more than `length` characters together."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rsplit(' ', 1)[0][: length - 2].rstrip(' ,;:–-')} …"
