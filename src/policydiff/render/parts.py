"""Which clause of a split or merged demand went where: a circled number for each part, and before each clause of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Merged, Split
from policydiff.core.report import Entry
from policydiff.render.pieces import KEPT, NUMBER, Piece
from policydiff.render.safety import line

# First and last number that Unicode has circled, and the sign of the first.
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """The numbers of an entry's parts, and where they stand in the texts of the other side; ids → numbers.

    A split has its new demands numbered, a merge its old ones; what is both counts as a split.
    """

    is_split: bool = True
    numbers: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def number(self, demand: Demand, *, is_old: bool) -> str:
        """Return the number of a part, empty for what is none."""
        return "" if is_old is self.is_split else self.numbers.get(demand.id, "")

    def pieces(self, demand: Demand, *, is_old: bool) -> tuple[Piece, ...]:
        """Return the text of a demand, with the number of a part before each clause that went there or came from it."""
        text = line(demand.text)
        marks = self.marks.get(demand.id, {}) if is_old is self.is_split else {}
        places = [*sorted(marks), len(text)]
        found = [Piece(mark=KEPT, text=text[: places[0]])]
        for start, end in pairwise(places):
            found += [Piece(mark=NUMBER, text=marks[start]), Piece(mark=KEPT, text=text[start:end])]
        return tuple(piece for piece in found if piece.text)


def trace_parts(entry: Entry) -> Parts:
    """Return the numbers of an entry's parts; none where they would tell nothing, as with a text of one clause."""
    evidence = next((change.parts for change in entry.changes if isinstance(change, Split | Merged)), ())
    if not evidence:
        return Parts()
    is_split = len(entry.new) > 1
    parts, others = (entry.new, entry.old) if is_split else (entry.old, entry.new)
    order = {demand.id: number for number, demand in enumerate(parts, start=1)}
    found: dict[str, dict[int, set[int]]] = {}
    for one in evidence:
        part, other, clause = (one.new, one.old, one.old_clause) if is_split else (one.old, one.new, one.new_clause)
        text = next((line(demand.text) for demand in others if demand.id == other), "")
        place = text.find(line(clause))
        if place >= 0 and part in order:
            found.setdefault(other, {}).setdefault(place, set()).add(order[part])
    told = {id: changing for id, places in found.items() if set(changing := _changing(places)) != {0}}
    used = {number for places in told.values() for numbers in places.values() for number in numbers}
    return Parts(
        is_split=is_split,
        numbers={id: _circled(number) for id, number in order.items() if number in used},
        marks={
            id: {place: "".join(_circled(number) for number in sorted(numbers)) for place, numbers in places.items()}
            for id, places in told.items()
        },
    )


def _changing(places: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """Return the numbers at each place, but for those that go on from the clause before."""
    changing: dict[int, set[int]] = {}
    before: set[int] = set()
    for place in sorted(places):
        if places[place] != before:
            changing[place] = places[place]
        before = places[place]
    return changing


def _circled(number: int) -> str:
    signs = [chr(sign + number - first) for first, last, sign in _CIRCLED if first <= number <= last]
    return signs[0] if signs else f"({number})"
