"""Deadlines: dates, times and words of haste, read as values and compared."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from policydiff.core.lexicon import Hit
from policydiff.core.meaning.alignment import Alignment, leftovers, paired, whatever
from policydiff.core.meaning.reading import DATE_TABLES, Mark, Side
from policydiff.core.meaning.values import Direction, Signal, SignalCode
from policydiff.core.quantities import DAYS, YEARS

TERMS = ("at once", "soon", "medium term", "long term")
"""Words of haste, from the earliest to the latest."""
PERIODS = ("in this term", "in the next term")
CALENDAR = ("this year", "next year")
SEASONS_ALONE = frozenset((5, 8, 11))
"""Parts of a year that need no year to be a date, by their last month: bis zum Sommer."""
LONGEST_DATE = 10
"""A date has at most this many words and signs: bis spätestens zum Ende des Jahres 2026."""

LASTING = "lasting"
"""Words that are a deadline only against another one: langfristige Finanzierung alone says for how long."""

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


def find_deadlines(old: list[Mark], new: list[Mark], alignment: Alignment) -> Iterator[Signal]:
    """Return the signals of the deadlines of both sides."""
    old, new = leftovers(old, new, alignment)
    pairs, old, new = paired(old, new, alignment, lambda one, other: one.group == other.group)
    others, old, new = paired(old, new, alignment, whatever)
    for one, other in pairs:
        direction = Direction.LATER if other.rank > one.rank else Direction.EARLIER
        yield Signal(code=SignalCode.DEADLINE, direction=direction, old=one.text, new=other.text)
    for one, other in others:
        yield Signal(code=SignalCode.DEADLINE, direction=Direction.CHANGED, old=one.text, new=other.text)
    for mark in old:
        if mark.name != LASTING:
            yield Signal(code=SignalCode.DEADLINE, direction=Direction.REMOVED, old=mark.text, new="")
    for mark in new:
        if mark.name != LASTING:
            yield Signal(code=SignalCode.DEADLINE, direction=Direction.ADDED, old="", new=mark.text)


def _deadline(side: Side, hit: Hit, dates: dict[tuple[str, int], Hit]) -> Mark | None:
    if hit.name in _ORDERED:
        group, rank = _ORDERED[hit.name]
        return Mark((group, rank), hit.name, hit.places, side.written(hit.places), rank, group[0])
    if hit.name == "within":
        return _within(side, hit)
    if hit.places[-1] >= hit.places[0] + len(hit.places):  # von 2028 an: the date stands in the gap
        mark = _dated(side, hit.places[0] + 1, hit.places[:1], hit.name, dates)
        is_whole = mark is not None and mark.places[-1] + 1 == hit.places[-1]
        return _mark(side, mark.name, mark.rank, (*mark.places, hit.places[-1])) if mark and is_whole else None
    return _dated(side, hit.places[-1] + 1, hit.places, hit.name, dates)


def _within(side: Side, hit: Hit) -> Mark | None:
    end = side.tokens[hit.places[-1]].end
    for one in side.quantities:
        if one.start >= end and one.unit in DAYS:
            places = side.places(one.start, one.end)
            if places[0] - hit.places[-1] > len(("von", "nur", "x")):
                return None
            days = one.high * DAYS[one.unit]
            return _mark(side, "within", float(days), tuple(range(hit.places[0], places[-1] + 1)))
    return None


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
