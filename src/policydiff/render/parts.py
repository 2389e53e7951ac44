"""Which clause of a split or merged demand went where: a circled number for each part, and before each clause of it.

What no part holds is marked as removed, what no old text held as inserted.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Parted
from policydiff.core.matching import Clause
from policydiff.core.matching.cutting import find_clauses
from policydiff.core.report import Entry
from policydiff.core.strands.small_words import SmallWord, find_small_words
from policydiff.core.wording import fold
from policydiff.render.pieces import INSERTED, KEPT, NUMBER, REMOVED, Piece
from policydiff.render.safety import line, visible

# First and last number that Unicode has circled, and the sign of the first.
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """The numbers of an entry's parts, and the texts of both sides with their marks; ids → numbers, ids → pieces.

    A split has its new demands numbered, a merge its old ones; what is both counts as a split. They are numbered, and
    told, in the order in which the text that holds them all tells them.
    """

    is_split: bool = True
    numbers: Mapping[str, str] = field(default_factory=dict)
    old: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)
    new: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict)

    def number(self, demand: Demand, *, is_old: bool) -> str:
        """Return the number of a part, empty for what is none."""
        return "" if is_old is self.is_split else self.numbers.get(demand.id, "")

    def in_order(self, demands: Iterable[Demand], *, is_old: bool) -> tuple[Demand, ...]:
        """Return the demands of one side in the order of their numbers, those without a number last."""
        order = {id: place for place, id in enumerate(self.numbers if is_old is not self.is_split else ())}
        return tuple(sorted(demands, key=lambda demand: order.get(demand.id, len(order))))

    def pieces(self, demand: Demand, *, is_old: bool) -> tuple[Piece, ...]:
        """Return the text of a demand, with the number of a part before each clause that went there or came from it."""
        text = line(demand.text)
        plain = (Piece(mark=KEPT, text=text),) if text else ()
        return (self.old if is_old else self.new).get(demand.id, plain)


def trace_parts(entry: Entry) -> Parts:
    """Return the numbers of an entry's parts; none where they would tell nothing, as with texts of one clause each."""
    change = next((one for one in entry.changes if isinstance(one, Parted)), None)
    if change is None:
        return Parts()
    is_split = len(entry.new) > 1
    wholes, made = (entry.old, entry.new) if is_split else (entry.new, entry.old)
    held: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in change.parts:
        part, other, clause = (one.new, one.old, one.old_clause) if is_split else (one.old, one.new, one.new_clause)
        held[other][clause].append(part)
    read = (held[whole.id].get(clause, ()) for whole in wholes for clause in _list_clauses(whole))
    order = {id: number for number, id in enumerate(dict.fromkeys([*chain(*read), *(one.id for one in made)]), start=1)}
    owners = {
        whole: {clause: {order[part] for part in parts if part in order} for clause, parts in clauses.items()}
        for whole, clauses in held.items()
    }
    gone, come = find_small_words(entry.old, entry.new, change.parts, change.signals)
    old = {
        one.id: _mark(one, owners.get(one.id, {}) if is_split else {}, change.dropped, gone, REMOVED)
        for one in entry.old
    }
    new = {
        one.id: _mark(one, {} if is_split else owners.get(one.id, {}), change.added, come, INSERTED)
        for one in entry.new
    }
    marked = old if is_split else new
    if not any(map(_is_telling, marked.values())):
        marked |= {whole.id: (Piece(KEPT, line(whole.text)),) for whole in wholes}
    used = {piece.text for pieces in (old if is_split else new).values() for piece in pieces if piece.mark == NUMBER}
    signs = {id: _circled(number) for id, number in order.items()}
    return Parts(
        is_split=is_split,
        numbers={id: sign for id, sign in signs.items() if any(sign in one for one in used)},
        old=old,
        new=new,
    )


def _list_clauses(demand: Demand) -> list[str]:
    text = fold(demand.text)
    return [text[start:end] for start, end in find_clauses(text)]


def _mark(
    demand: Demand,
    owners: Mapping[str, Collection[int]],
    unheld: Iterable[Clause],
    small: Iterable[SmallWord],
    mark: str,
) -> tuple[Piece, ...]:
    """Return the text of a demand with numbers before the clauses that have owners, and with what is unheld marked."""
    text = fold(demand.text)
    shown = visible(text)  # a sign for a sign
    spans = find_clauses(text)
    own = [one.text for one in unheld if one.demand == demand.id]
    runs = _find_runs(text, spans, own)
    found: list[Piece] = []
    before: Collection[int] = ()
    place = 0
    for start, end in spans:
        owner = owners.get(text[start:end], ())
        if start < place or (start not in runs and owner in ((), before)):
            continue
        found.append(Piece(KEPT, shown[place:start]))
        if start in runs:
            found.append(Piece(mark, shown[start : runs[start]]))
            before, place = (), runs[start]
        else:
            found.append(Piece(NUMBER, "".join(_circled(number) for number in sorted(owner))))
            before, place = owner, start
    found.append(Piece(KEPT, shown[place:]))
    exact = {one.start: one.end for one in small if one.demand == demand.id}
    known = {text[start:end] for start, end in (*runs.items(), *exact.items())}
    words = _join(text, [*_find_words(text, [one for one in own if one not in known]), *exact.items()])
    return tuple(piece for piece in _mark_words(found, words, mark) if piece.text)


def _is_telling(pieces: Iterable[Piece]) -> bool:
    """Return whether a text with its marks says more than that all of it belongs to one part."""
    return [piece.mark for piece in pieces] not in ([NUMBER, KEPT], [KEPT])


def _find_words(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    """Return where words stand in a text by themselves."""
    pattern = "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in words)
    return [found.span() for found in re.finditer(pattern, text)] if words else []


def _join(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those as one that meet or have but a space between them."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _mark_words(pieces: Iterable[Piece], words: Sequence[tuple[int, int]], mark: str) -> Iterator[Piece]:
    """Yield the pieces of a text with words of clauses that are held marked, by their places in the text."""
    at = 0
    for piece in pieces:
        if piece.mark != KEPT:
            yield piece
            at += len(piece.text) if piece.mark != NUMBER else 0
            continue
        first, last = at, at + len(piece.text)
        for start, end in words:
            if at <= start and end <= last:
                yield Piece(KEPT, piece.text[at - first : start - first])
                yield Piece(mark, piece.text[start - first : end - first])
                at = end
        yield Piece(KEPT, piece.text[at - first :])
        at = last


def _find_runs(text: str, spans: Iterable[tuple[int, int]], unheld: Iterable[str]) -> dict[int, int]:
    """Return where words that are neighbouring clauses start and end; where two start, the longer ones."""
    starts, ends = ({span[side] for span in spans} for side in (0, 1))
    ends |= {end + 1 for end in ends if text.startswith(")", end)}
    runs: dict[int, int] = {}
    for words in unheld:
        place = text.find(words)
        while place >= 0:
            end = place + len(words)
            if place in starts and end in ends:
                runs[place] = max(end, runs.get(place, 0))
            place = text.find(words, place + 1)
    return runs


def _circled(number: int) -> str:
    signs = [chr(sign + number - first) for first, last, sign in _CIRCLED if first <= number <= last]
    return signs[0] if signs else f"({number})"
