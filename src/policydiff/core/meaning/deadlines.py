"""Deadlines: dates, times and words of haste, read as values and compared."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from policydiff.core.lexicon import Hit
from policydiff.core.meaning.alignment import Alignment, Pair, leftovers, paired, whatever
from policydiff.core.meaning.ends import is_no_deadline, is_span
from policydiff.core.meaning.reading import DATE_TABLES, Mark, Side
from policydiff.core.meaning.values import Direction, Signal, SignalCode
from policydiff.core.quantities import DAYS, YEARS, Quantity

TERMS = ("at once", "soon", "medium term", "long term")
"""Words of haste, from the earliest to the latest."""
PERIODS = ("in this term", "in the next term")
CALENDAR = ("this year", "next year")
SEASONS_ALONE = frozenset((5, 8, 11))
"""Parts of a year that need no year to be a date, by their last month: bis zum Sommer."""
LONGEST_DATE = 10
"""A date has at most this many words and signs: bis spätestens zum Ende des Jahres 2026."""

LENGTH_REACH = 3
"""A length of time stands at most so many words behind the word that makes it a deadline: innerhalb von nur zwei."""
TERM_REACH = 4
"""… and behind the noun that does: Übergangsfrist von bis zu sieben Jahren."""
OPEN_LENGTHS = frozenset(("term", "after"))
"""Lengths of time that are compared as deadlines where both texts have one, and else as amounts."""

FOR_GOOD = "duration +"
"""The class of the table `opposites` for what lasts without an end."""

LASTING = "lasting"
"""Words that are a deadline only against another one: langfristige Finanzierung alone says for how long."""

LATEST = "long term"
FIRM = frozenset(("by", "within"))
"""Deadlines that somebody can miss; one that gave way to the long term is gone."""

_LENGTHS = OPEN_LENGTHS | {"within"}
_CLAUSE_SIGNS = frozenset(".,;:!?()")
_ORDERED = {name: (group, rank) for group in (TERMS, PERIODS, CALENDAR) for rank, name in enumerate(group)}
_ORDERED[LASTING] = TERMS, len(TERMS) - 1


def read_deadlines(side: Side) -> list[Mark]:
    """Return the deadlines of a text, each with what kind it is as its name and its value as its rank."""
    dates = {(hit.table, hit.places[0]): hit for hit in side.lexicon.finder(*DATE_TABLES).find(side.words)}
    found: list[Mark] = []
    taken: set[int] = set()
    for hit in side.of("deadlines"):
        mark = _deadline(side, hit, dates)
        if mark and taken.isdisjoint(mark.places):
            taken.update(mark.places)
            found.append(mark)
    bare = (_dated(side, place, (), "by", dates) for (table, place) in dates if table == "seasons")
    for mark in bare:
        if mark and taken.isdisjoint(mark.places):
            taken.update(mark.places)
            found.append(mark)
    return sorted(found, key=lambda mark: mark.places)


def read_both_deadlines(alignment: Alignment) -> tuple[list[Mark], list[Mark]]:
    """Return the deadlines of both sides; a length of time is one only where the other side has such a one too."""
    old, new = read_deadlines(alignment.old_side), read_deadlines(alignment.new_side)
    return _answered(old, new), _answered(new, old)


def _answered(marks: list[Mark], others: list[Mark]) -> list[Mark]:
    is_compared = any(mark.name in _LENGTHS for mark in others)
    return [mark for mark in marks if is_compared or mark.name not in OPEN_LENGTHS]


def find_deadlines(old: list[Mark], new: list[Mark], alignment: Alignment) -> Iterator[Signal]:
    """Return the signals of the deadlines of both sides."""
    old, new = leftovers(old, new, alignment)
    pairs, old, new = paired(old, new, alignment, lambda one, other: one.group == other.group)
    others, old, new = paired(old, new, alignment, whatever)
    for one, other in pairs:
        is_open = is_no_deadline(alignment.old_side, one) or is_no_deadline(alignment.new_side, other)
        direction = Direction.LATER if other.rank > one.rank else Direction.EARLIER
        direction = Direction.CHANGED if is_open else direction
        yield Signal(code=SignalCode.DEADLINE, direction=direction, old=one.text, new=other.text)
    old, old_ends = _ending(old, alignment)
    new, new_ends = _ending(new, alignment.mirrored()) if new else (new, [])
    others += [*old_ends, *((other, one) for one, other in new_ends)]
    for one, other in others:
        yield Signal(code=SignalCode.DEADLINE, direction=_put_off(one, other), old=one.text, new=other.text)
    for mark in old:
        if mark.name != LASTING:
            yield Signal(code=SignalCode.DEADLINE, direction=Direction.REMOVED, old=mark.text, new="")
    for mark in new:
        if mark.name != LASTING:
            yield Signal(code=SignalCode.DEADLINE, direction=Direction.ADDED, old="", new=mark.text)


def _put_off(one: Mark, other: Mark) -> Direction:
    """Return what it says that one kind of deadline took the place of another: bis 2028, langfristig."""
    if other.name == LATEST and one.name in FIRM:
        return Direction.LATER
    return Direction.EARLIER if one.name == LATEST and other.name in FIRM else Direction.CHANGED


def _ending(marks: list[Mark], alignment: Alignment) -> tuple[list[Mark], list[Pair]]:
    """Return the deadlines of the first side, and apart the ends of what lasts for good on the second: entfristet."""
    spans = [mark for mark in marks if is_span(alignment.old_side, mark)]
    lasting = [hit for hit in alignment.new_side.of("opposites") if hit.name == FOR_GOOD] if spans else []
    lasting = [hit for hit in lasting if all(alignment.new.partner[place] < 0 for place in hit.places)]
    if not lasting:
        return marks, []
    return [mark for mark in marks if mark is not spans[0]], [(spans[0], alignment.new_side.mark(lasting[0], FOR_GOOD))]


def _deadline(side: Side, hit: Hit, dates: dict[tuple[str, int], Hit]) -> Mark | None:
    if hit.name in _ORDERED:
        group, rank = _ORDERED[hit.name]
        return Mark((group, rank), hit.name, hit.places, side.written(hit.places), rank, group[0])
    if hit.name == "within":
        return _length(side, hit, LENGTH_REACH)
    if hit.name == "term":
        mark = _length(side, hit, TERM_REACH)
        return replace(mark, name=hit.name) if mark else None
    if hit.name == "after":
        return _after(side, hit)
    if hit.places[-1] >= hit.places[0] + len(hit.places):  # von 2028 an: the date stands in the gap
        mark = _dated(side, hit.places[0] + 1, hit.places[:1], hit.name, dates)
        is_whole = mark is not None and mark.places[-1] + 1 == hit.places[-1]
        return _mark(side, mark.name, mark.rank, (*mark.places, hit.places[-1])) if mark and is_whole else None
    return _dated(side, hit.places[-1] + 1, hit.places, hit.name, dates)


def _length(side: Side, hit: Hit, reach: int) -> Mark | None:
    """Return a length of time that stands near behind a hit, as the deadline that it is: Frist von vier Wochen."""
    last = hit.places[-1]
    end = side.tokens[last].end
    for one in side.quantities:
        if one.start >= end and one.unit in DAYS:
            places = side.places(one.start, one.end)
            is_near = places[0] - last <= reach and _CLAUSE_SIGNS.isdisjoint(side.words[last + 1 : places[0]])
            return _mark(side, "within", _days(one), tuple(range(hit.places[0], places[-1] + 1))) if is_near else None
    return None


def _after(side: Side, hit: Hit) -> Mark | None:
    """Return a length of time right behind nach, or right before it: nach drei Jahren, sechs Monate nach."""
    first, last = hit.places[0], hit.places[-1]
    for one in side.quantities:
        if one.unit in DAYS:
            places = side.places(one.start, one.end)
            if places[0] == last + 1 or places[-1] == first - 1:
                whole = tuple(range(min(first, places[0]), max(last, places[-1]) + 1))
                return _mark(side, "after", _days(one), whole)
    return None


def _days(one: Quantity) -> float:
    return float(one.high * DAYS[one.unit])


def _dated(
    side: Side, place: int, before: tuple[int, ...], kind: str, dates: dict[tuple[str, int], Hit]
) -> Mark | None:
    """Read a date from a place on: 2026, Ende 2026, 1. März 2026, 31.12.2026, March 1, 2026, Schuljahr 2026/27."""
    day = month = part = None
    first, end = place, min(place + LONGEST_DATE, len(side.words))
    while place < end:
        word = side.words[place]
        if season := dates.get(("seasons", place)):
            part = int(season.name)
            place = season.places[-1]
        elif named := dates.get(("months", place)):
            month = int(named.name)
        elif written := _written_date(word):
            return _mark(side, kind, _value(*written, kind), (*before, *range(first, place + 1)))
        elif (year := _year(side, place)) is not None:
            value = _value(year, month or part, day, kind, is_part=part is not None and month is None)
            return _mark(side, kind, value, (*before, *range(first, place + 1)))
        elif word.rstrip("stndrh").isdecimal() and len(word) <= len("31st") and int(word.rstrip("stndrh")) <= 31:
            day = int(word.rstrip("stndrh"))
        elif not (word in ".," or ("leads", place) in dates):
            break
        place += 1
    if part in SEASONS_ALONE and before and not month:
        return _mark(side, f"{kind} month", part, (*before, *range(first, place)))
    if month and place > first:
        last = place - 1 if side.words[place - 1] not in ".," else place - 2
        value = month + (day or 31) / 100
        return _mark(side, f"{kind} month", value, (*before, *range(first, last + 1)))
    return None


def _mark(side: Side, kind: str, value: float, places: tuple[int, ...]) -> Mark:
    return Mark((kind, value), kind, places, side.written(places), value, kind)


def _year(side: Side, place: int) -> int | None:
    """Return the year a word is or begins with (2026, 2026/27), unless it counts something."""
    word = side.words[place]
    head = word.split("/")[0]
    if not (len(head) == len("2026") and head.isdecimal() and int(head) in YEARS):
        return None
    start = side.tokens[place].start
    is_amount = any(one.start <= start < one.end and not one.is_figure and "/" not in word for one in side.quantities)
    return None if is_amount else int(head)


def _written_date(word: str) -> tuple[int, int, int] | None:
    pieces = word.split(".")
    if len(pieces) != len(("31", "12", "2026")) or not all(piece.isdecimal() for piece in pieces):
        return None
    day, month, year = (int(piece) for piece in pieces)
    return (year + 2000 * (year < 100), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _value(year: int, month: int | None, day: int | None, kind: str, *, is_part: bool = False) -> float:
    """Return a date as a number: the last day that is meant, or the first one when something starts."""
    if kind == "from" and not is_part:
        return date(year, month or 1, min(day or 1, monthrange(year, month or 1)[1])).toordinal()
    month = month or 12
    return date(year, month, min(day or 31, monthrange(year, month)[1])).toordinal()
