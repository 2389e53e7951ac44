"""Amounts that were raised or lowered, and figures that name something else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from policydiff.core.lexicon import Hit, Lexicon
from policydiff.core.lexicon.numerals import split_unit, stem_noun
from policydiff.core.meaning.alignment import Alignment, is_exchange, leftovers, paired
from policydiff.core.meaning.conditions import find_exceptions
from policydiff.core.meaning.limits import UNSURE, find_limit
from policydiff.core.meaning.reading import Mark, Side
from policydiff.core.meaning.thresholds import FROM, UNDER, is_plain, threshold_of
from policydiff.core.meaning.values import MIRRORED, Direction, Signal, SignalCode
from policydiff.core.quantities import CLOCK, DAYS, Quantity

LEAST_COMMON = 4
"""Two counted nouns are the same when one ends with the other and that has so many letters: Stellen, Lehrerstellen."""


LEAST_BUDGET = 10_000
"""A smaller sum of money is a price, a wage or a grant, which nobody divides: in `benchmarks/meaning` all of 15 are,
and all budgets come to a million or more."""
PRICE = "price"
TIME = "time"
"""The unit of all times, which are compared in days."""
RATE_WORDS = 4
"""What an amount is counted by has at most so many words: in der Woche."""
BY_REACH = 3
"""The word that says by how much stands so near before its percentage: um rund die Hälfte."""
_BY = frozenset(("um", "by"))
_TIMES = frozenset(("once", "twice", "thrice", "times"))
_MONEY = frozenset(("euro", "pound", "dollar"))


@dataclass(frozen=True, slots=True)
class Growth:
    """By what share something is to grow, or to shrink: verdoppeln, um die Hälfte erhöhen."""

    is_more: bool
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Rate:
    """What an amount is counted by (im Monat, je Kilogramm), in the unit that it is compared in, and its places."""

    unit: str
    value: Fraction
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Counted(Mark):
    """A number as a mark; `is_bare` is a time that an article counts and that may only say how often: 5 Euro a day."""

    quantity: Quantity | None = None
    is_bare: bool = False
    is_interval: bool = False
    """Whether it says how often something happens: alle 15 Minuten, every six months."""
    is_share: bool = False
    """Whether it says of how many one is meant: a matter of scope unless it took an amount's place (jede zweite)."""
    growth: Growth | None = None
    rate: Rate | None = None


def find_amounts(alignment: Alignment, dated: tuple[set[int], set[int]]) -> Iterator[Signal]:
    """Return the signals of numbers; the places of dates and deadlines are given and stay out of it."""
    old, new = _read(alignment.old_side, dated[0]), _read(alignment.new_side, dated[1])
    yield from _limited(old, new, alignment)
    old, new = _rated(old, new, alignment)
    for code in (SignalCode.AMOUNT, SignalCode.FIGURE):
        is_figure = code is SignalCode.FIGURE
        olds = [mark for mark in old if (mark.name == "figure") is is_figure]
        news = [mark for mark in new if (mark.name == "figure") is is_figure]
        yield from _compared(code, *leftovers(olds, news, alignment), alignment)


def _limited(old: list[Mark], new: list[Mark], alignment: Alignment) -> Iterator[Signal]:
    """Return the amounts that stayed while what made a limit or an estimate of them came or went: bis zu 500 Plätze."""
    partner = alignment.old.partner
    standing = {(mark.key, mark.places): mark for mark in new if mark.name == "amount"}
    for mark in old:
        twin = standing.get((mark.key, tuple(partner[place] for place in mark.places)))
        if twin:
            before, after = (
                find_limit(side, one.places) for side, one in ((alignment.old_side, mark), (alignment.new_side, twin))
            )
            kinds = {before.kind, after.kind}
            if len(kinds) > 1 and "" in kinds and UNSURE not in kinds:
                yield Signal(
                    code=SignalCode.AMOUNT,
                    direction=Direction.CHANGED,
                    old=alignment.old_side.written((*before.places, *mark.places)),
                    new=alignment.new_side.written((*after.places, *twin.places)),
                )


def read_amounts(side: Side, dated: set[int]) -> list[Mark]:
    """Return the numbers of a text, but for those at the places of dates, with unit or `PRICE` as their group."""
    return [mark for mark in _read(side, dated) if not _is_bare(mark)]


def find_shares(side: Side) -> list[Hit]:
    """Return the words that say that one of so many is meant (jede zweite, one in five), unless they say how often."""
    hits = side.lexicon.finder("multiples").find(side.words)
    ends = {side.places(one.start, one.end)[-1] for one in side.quantities if one.unit == "percent"}
    return [hit for hit in hits if hit.name.endswith(" percent") and hit.places[-1] in ends]


def _read(side: Side, dated: set[int]) -> list[Mark]:
    found: list[Mark] = []
    shares = {hit.places for hit in find_shares(side)}
    for written in side.quantities:
        places = side.places(written.start, written.end)
        if dated.isdisjoint(places):
            one = _in_days(written)
            if one.is_counted:
                one = replace(one, unit=_neutral_units(side.lexicon).get(one.unit, one.unit))
            key = (one.value, one.high, "" if one.is_counted else one.unit)
            name = "figure" if one.is_figure else "amount"
            group = PRICE if one.unit in _MONEY and one.high < LEAST_BUDGET else written.unit
            is_bare = one.unit == TIME and _is_by_article(side, one)
            often = _interval_words(side.lexicon)
            is_interval = one.unit == TIME and not often.isdisjoint(side.words[max(places[0] - 1, 0) : places[0] + 1])
            found.append(
                _Counted(
                    key,
                    name,
                    places,
                    one.text,
                    group=group,
                    quantity=one,
                    is_bare=is_bare,
                    is_interval=is_interval,
                    is_share=places in shares,
                    growth=_growth(side, one, places[0]),
                    rate=None if one.is_figure else _rate(side, written, places, dated),
                )
            )
    return found


def _rate(side: Side, one: Quantity, places: tuple[int, ...], dated: set[int]) -> Rate | None:
    """Return what an amount at some places is counted by, which stands right behind it or is an adverb before it."""
    _, slash, by = side.words[places[-1]].rpartition("/")
    if slash and side.text.startswith("/", one.end):  # 3 Euro/kg: the words are one
        units = side.lexicon.finder("units").find((by,))
        return _rate_of(units[0], places) if units else None
    first, behind = places[0], places[-1] + 1
    finder = side.lexicon.finder("rates", "units")
    start = max(first - 1, 0)
    hits = [
        (hit, tuple(place + start for place in hit.places))
        for hit in finder.find(side.words[start : behind + RATE_WORDS])
    ]
    for hit, own in hits:
        if hit.table == "rates" and not hit.name.startswith("per") and (own[-1] + 1 == first or own[0] == behind):
            return _rate_of(hit, (*own, *places) if own[0] < first else (*places, *own))
        if hit.table == "rates" and own[0] == behind:
            for unit, its in hits:
                following = side.words[its[-1] + 1 : its[-1] + 2]
                is_dated = not dated.isdisjoint(its) or any(word[0].isdigit() for word in following)
                if unit.table == "units" and its[0] == own[-1] + 1 and not is_dated:
                    found = _rate_of(unit, (*places, *own, *its))
                    return found if hit.name == "per" or found.unit == TIME else None
    return None


def _rate_of(hit: Hit, places: tuple[int, ...]) -> Rate:
    factor, unit = split_unit(hit.name)
    return Rate(TIME, factor * DAYS[unit], places) if unit in DAYS else Rate(unit, factor, places)


def _rated(old: list[Mark], new: list[Mark], alignment: Alignment) -> tuple[list[Mark], list[Mark]]:
    """Return marks with amounts in one rate where the texts count by different ones: 120 Euro im Jahr, 10 im Monat."""
    counted: list[dict[tuple[str, str], set[Fraction]]] = [{}, {}]
    for marks, rates in zip((old, new), counted, strict=True):
        for mark in marks:
            if isinstance(mark, _Counted) and mark.rate:
                rates.setdefault((_of(mark).unit, mark.rate.unit), set()).add(mark.rate.value)
    differing = {both for both in counted[0].keys() & counted[1].keys() if len(counted[0][both] | counted[1][both]) > 1}
    if not differing:
        return old, new
    sides = (old, alignment.old_side), (new, alignment.new_side)
    before, after = ([_in_rate(mark, side, differing) for mark in marks] for marks, side in sides)
    return before, after


def _in_rate(mark: Mark, side: Side, differing: set[tuple[str, str]]) -> Mark:
    if not (isinstance(mark, _Counted) and mark.rate and (_of(mark).unit, mark.rate.unit) in differing):
        return mark
    one, rate = _of(mark), mark.rate
    by = replace(one, value=one.value / rate.value, high=one.high / rate.value, unit=f"{one.unit} per {rate.unit}")
    key = by.value, by.high, "" if by.is_counted else by.unit
    return replace(mark, key=key, places=rate.places, text=side.written(rate.places), quantity=by)


def _growth(side: Side, one: Quantity, place: int) -> Growth | None:
    """Return by what something grows or shrinks; of a percentage only where um and a word of growth say so."""
    if one.unit == "fold" and one.value != 1:
        return Growth(one.value > 1, abs(one.value - 1) * 100)
    if one.unit != "percent" or _BY.isdisjoint(side.words[max(place - BY_REACH, 0) : place]):
        return None
    near = [
        (abs(hit.places[0] - place), hit.name)
        for hit in side.of("opposites")
        if hit.name.startswith("growth") and side.sentences[hit.places[0]] == side.sentences[place]
    ]
    return Growth(min(near)[1] == "growth +", one.value) if near else None


@cache
def _neutral_units(lexicon: Lexicon) -> dict[str, str]:
    """Return what one word for all genders stands for, by the stem of each of its nouns: Lehrkräfte, Lehrer."""
    table = lexicon.tables.get("gender", {})
    return {stem_noun(word): stem_noun(name) for name, words in table.items() for word in words}


@cache
def _interval_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.tables.get("quantifiers", {}).get("all", ()))


def _in_days(one: Quantity) -> Quantity:
    """Return a time in days, so that two weeks are fourteen days; any other number as it is."""
    if one.is_figure or one.is_counted or one.unit not in DAYS:
        return one
    return replace(one, value=one.value * DAYS[one.unit], high=one.high * DAYS[one.unit], unit=TIME)


def _is_by_article(side: Side, one: Quantity) -> bool:
    """Whether a time is counted by an article and no numeral: einmal in einem Jahr, but eine halbe Stunde."""
    numbers = side.lexicon.tables.get("numbers", {})
    first, *others = one.text.casefold().split()
    entries = {entry for name, listed in numbers.items() if name != "1" for entry in listed}
    return first in set(numbers.get("1", ())) - {"one"} and entries.isdisjoint(others)


def _is_bare(mark: Mark) -> bool:
    return isinstance(mark, _Counted) and mark.is_bare


def _compared(code: SignalCode, old: list[Mark], new: list[Mark], alignment: Alignment) -> Iterator[Signal]:
    _, old, new = paired(old, new, alignment, _is_same_time)
    pairs, old, new = paired(old, new, alignment, lambda one, other: _has_one_unit(one, other, may_be_bare=False))
    times, old, new = paired(old, new, alignment, lambda one, other: _is_other_time(one, other, alignment))
    pairs += times
    grown, old, new = paired(old, new, alignment, _is_same_course)
    old, new = ([mark for mark in marks if not _is_bare(mark)] for marks in (old, new))
    exchanged, old, new = paired(old, new, alignment, lambda one, other: is_exchange(one, other, alignment))
    old, new = ([mark for mark in marks if not (isinstance(mark, _Counted) and mark.is_share)] for marks in (old, new))
    for one, other in pairs:
        is_open = code is SignalCode.FIGURE or _of(one).unit in CLOCK or _is_interval(one) or _is_interval(other)
        if is_open:
            yield Signal(code=code, direction=Direction.CHANGED, old=one.text, new=other.text)
        else:
            yield _change(one, other, alignment)
    for one, other in grown:
        before, after = _percent(one), _percent(other)
        if before != after:
            direction = Direction.RAISED if after > before else Direction.LOWERED
            yield Signal(code=code, direction=direction, old=one.text, new=other.text)
    for one, other in exchanged:
        yield Signal(code=code, direction=Direction.CHANGED, old=one.text, new=other.text)
    for mark in _unless_excepted(old, alignment):
        yield Signal(code=code, direction=Direction.REMOVED, old=mark.text, new="")
    for mark in _unless_excepted(new, alignment.mirrored()) if new else ():
        yield Signal(code=code, direction=Direction.ADDED, old="", new=mark.text)


def _change(one: Mark, other: Mark, alignment: Alignment) -> Signal:
    """Return how an amount became another: a higher threshold is no more, for then something holds for fewer.

    How large a body must be to be meant is a matter of scope where nothing denies or excepts; else it is open.
    """
    direction = _direction(_of(one), _of(other))
    sides = (alignment.old_side, one), (alignment.new_side, other)
    before, after = (threshold_of(side, mark.places) for side, mark in sides)
    if before and before == after:
        is_sure = direction in MIRRORED and all(is_plain(side, mark.places[0]) for side, mark in sides)
        if before in {FROM, UNDER} and is_sure:
            is_less = (direction is Direction.RAISED) is (before == FROM)
            scope = Direction.NARROWED if is_less else Direction.WIDENED
            return Signal(code=SignalCode.SCOPE, direction=scope, old=one.text, new=other.text)
        direction = Direction.CHANGED
    return Signal(code=SignalCode.AMOUNT, direction=direction, old=one.text, new=other.text)


def _unless_excepted(marks: list[Mark], alignment: Alignment) -> list[Mark]:
    """Return the marks of the first side that are no part of an exception which went with them and tells them."""
    excepted = find_exceptions(alignment) if marks else set[int]()
    return [mark for mark in marks if not excepted.issuperset(mark.places)]


def _is_same_time(one: Mark, other: Mark) -> bool:
    """Whether two are the same times, of which one has a noun for what they are: 20 Tage, 20 Schließtage."""
    old, new = _of(one), _of(other)
    if one.name == "figure" or old.is_counted is new.is_counted or TIME not in {old.unit, new.unit}:
        return False
    short, long = sorted((old.text, new.text), key=len)
    (number, _, unit), (same, _, noun) = (text.casefold().rpartition(" ") for text in (short, long))
    return number == same and noun.endswith(unit)


def _is_same_course(one: Mark, other: Mark) -> bool:
    """Whether two say by how much something grows, or shrinks: Verdopplung, Erhöhung um die Hälfte."""
    growths = [mark.growth for mark in (one, other) if isinstance(mark, _Counted) and mark.growth]
    return len(growths) == 2 and growths[0].is_more == growths[1].is_more


def _percent(mark: Mark) -> Fraction:
    assert isinstance(mark, _Counted)
    assert mark.growth is not None
    return mark.growth.percent


def _is_interval(mark: Mark) -> bool:
    """Whether a mark is an interval: a longer one is no more, for it comes less often."""
    return isinstance(mark, _Counted) and mark.is_interval


def _of(mark: Mark) -> Quantity:
    assert isinstance(mark, _Counted)
    assert mark.quantity is not None
    return mark.quantity


def _is_other_time(one: Mark, other: Mark, alignment: Alignment) -> bool:
    """Whether a time took the place of another, and neither says how often: für ein Jahr, für zwei Jahre."""
    is_rate = _is_rate(alignment.old_side, one) or _is_rate(alignment.new_side, other)
    return not is_rate and _has_one_unit(one, other) and is_exchange(one, other, alignment)


def _is_rate(side: Side, mark: Mark) -> bool:
    """Whether something is counted right before a time: 5 Euro a day, einmal im Jahr, once a year."""
    place = mark.places[0] - 1
    if place < 0 or not _is_bare(mark):
        return False
    is_behind = any(place in side.places(one.start, one.end) for one in side.quantities)
    return is_behind or side.words[place] in _TIMES or side.words[place - 1].endswith("mal")


def _has_one_unit(one: Mark, other: Mark, *, may_be_bare: bool = True) -> bool:
    if not may_be_bare and (_is_bare(one) or _is_bare(other)):
        return False
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
