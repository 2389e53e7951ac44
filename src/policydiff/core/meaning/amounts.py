"""Amounts that were raised or lowered, and figures that name something else."""

from collections.abc import Iterator
from dataclasses import dataclass

from policydiff.core.meaning.alignment import Alignment, is_exchange, leftovers, paired
from policydiff.core.meaning.deadlines import DAYS
from policydiff.core.meaning.reading import Mark, Side
from policydiff.core.meaning.values import Direction, Signal, SignalCode
from policydiff.core.quantities import Quantity

LEAST_COMMON = 4
"""Two counted nouns are the same when one ends with the other and that has so many letters: Stellen, Lehrerstellen."""


LEAST_BUDGET = 10_000
"""A smaller sum of money is a price, a wage or a grant, which nobody divides: in `benchmarks/meaning` all of 15 are,
and all budgets come to a million or more."""
PRICE = "price"
_MONEY = frozenset(("euro", "pound", "dollar"))


@dataclass(frozen=True, slots=True)
class _Counted(Mark):
    """A number as a mark."""

    quantity: Quantity | None = None


def find_amounts(alignment: Alignment, dated: tuple[set[int], set[int]]) -> Iterator[Signal]:
    """Return the signals of numbers; the places of dates and deadlines are given and stay out of it."""
    old, new = read_amounts(alignment.old_side, dated[0]), read_amounts(alignment.new_side, dated[1])
    for code in (SignalCode.AMOUNT, SignalCode.FIGURE):
        is_figure = code is SignalCode.FIGURE
        olds = [mark for mark in old if (mark.name == "figure") is is_figure]
        news = [mark for mark in new if (mark.name == "figure") is is_figure]
        yield from _compared(code, *leftovers(olds, news, alignment), alignment)


def read_amounts(side: Side, dated: set[int]) -> list[Mark]:
    """Return the numbers of a text, but for those at the places of dates, with unit or `PRICE` as their group."""
    found: list[Mark] = []
    for one in side.quantities:
        places = side.places(one.start, one.end)
        if dated.isdisjoint(places) and not _is_time_of(side, one):
            key = (one.value, one.high, "" if one.is_counted else one.unit)
            name = "figure" if one.is_figure else "amount"
            group = PRICE if one.unit in _MONEY and one.high < LEAST_BUDGET else one.unit
            found.append(_Counted(key, name, places, one.text, group=group, quantity=one))
    return found


def _is_time_of(side: Side, one: Quantity) -> bool:
    """Whether a time is counted by an article: 5 Euro a day, einmal in einem Jahr."""
    if one.unit not in DAYS:
        return False
    articles = set(side.lexicon.tables.get("numbers", {}).get("1", ())) - {"one"}
    return one.text.split()[0].casefold() in articles


def _compared(code: SignalCode, old: list[Mark], new: list[Mark], alignment: Alignment) -> Iterator[Signal]:
    pairs, old, new = paired(old, new, alignment, _has_one_unit)
    exchanged, old, new = paired(old, new, alignment, lambda one, other: is_exchange(one, other, alignment))
    for one, other in pairs:
        direction = Direction.CHANGED if code is SignalCode.FIGURE else _direction(_of(one), _of(other))
        yield Signal(code=code, direction=direction, old=one.text, new=other.text)
    for one, other in exchanged:
        yield Signal(code=code, direction=Direction.CHANGED, old=one.text, new=other.text)
    for mark in old:
        yield Signal(code=code, direction=Direction.REMOVED, old=mark.text, new="")
    for mark in new:
        yield Signal(code=code, direction=Direction.ADDED, old="", new=mark.text)


def _of(mark: Mark) -> Quantity:
    assert isinstance(mark, _Counted)
    assert mark.quantity is not None
    return mark.quantity


def _has_one_unit(one: Mark, other: Mark) -> bool:
    old, new = _of(one), _of(other)
    if old.is_figure or old.unit == new.unit:
        return True
    if old.is_counted and new.is_counted:
        short, long = sorted((old.unit, new.unit), key=len)
        return len(short) >= LEAST_COMMON and long.endswith(short)
    return (not old.unit and new.is_counted) or (not new.unit and old.is_counted)


def _direction(old: Quantity, new: Quantity) -> Direction:
    if new.value >= old.value and new.high >= old.high:
        return Direction.RAISED
    if new.value <= old.value and new.high <= old.high:
        return Direction.LOWERED
    return Direction.CHANGED
