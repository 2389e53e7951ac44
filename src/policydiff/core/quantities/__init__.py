"""Reads the numbers of a text as values with units: `0,7 %` is 0.7 percent, `1,5 Mrd. Euro` is 1500000000 euro."""

import re
from collections.abc import Iterator
from fractions import Fraction

from policydiff.core.lexicon import Hit, Lexicon
from policydiff.core.lexicon.numerals import split_unit, stem_noun
from policydiff.core.quantities.figures import find_figure, is_in_formula, is_one_of_row, name_figure
from policydiff.core.quantities.numbers import Number, add_part, read_number, skip_article
from policydiff.core.quantities.pieces import AND, ARTICLES, DASHES, Reading
from policydiff.core.quantities.ranges import join_ranges
from policydiff.core.quantities.values import CLOCK, DAYS, YEARS, Quantity

__all__ = ["CLOCK", "DAYS", "YEARS", "Quantity", "read_quantities"]

_ROMAN = re.compile(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")


def read_quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Return the numbers of a text in order.

    Numbers inside a date or a deadline are returned as well; `policydiff.core.meaning.deadlines` knows those.
    """
    return tuple(join_ranges(list(_find_quantities(Reading(text, lexicon))), text))


def _find_quantities(read: Reading) -> Iterator[Quantity]:
    place = 0
    while place < len(read.pieces):
        if multiple := read.hits.get(("multiples", place)):
            counted, place = _multiple(read, multiple)
            yield counted
        elif _ROMAN.fullmatch(read.pieces[place].text):  # SGB XII
            yield name_figure(read, place, place, Fraction(0))
            place += 1
        elif is_in_formula(read, place):
            place += 1
        elif number := read_number(read, place):
            found, place = _measured(read, place, number)
            if found:
                yield found
        else:
            place += 1


def _multiple(read: Reading, hit: Hit) -> tuple[Quantity, int]:
    """Return a number and its unit in one (verdoppeln, jede zweite), and the place behind it."""
    value, unit = split_unit(hit.name)
    place, end = hit.places[0], hit.places[-1] + 1
    period = read.hits.get(("units", end)) if unit == "percent" else None
    if period and split_unit(period.name)[1] in DAYS:  # jede zweite Woche: every two weeks
        factor, name = split_unit(period.name)
        return _quantity(read, place, period.places[-1] + 1, 100 / value * factor, name), period.places[-1] + 1
    return _quantity(read, place, end, value, unit), end


def _measured(read: Reading, place: int, number: Number) -> tuple[Quantity | None, int]:
    """Return what a number is, with its unit or noun, and the place behind it."""
    if unit := _unit(read, number.end) or read.hits.get(("units", skip_article(read, number, number.end))):
        factor, name = split_unit(unit.name)
        end = unit.places[-1] + 1
        if number.value == 1 and read.word(end) in AND and read.word(end + 1) in ARTICLES:  # a year and a half
            number = add_part(read, number, end + 2) or number
            end = max(end, number.end)
        return _quantity(read, place, end, number.value * factor, name), end
    if is_one_of_row(read, place, number):  # Stufe drei
        return name_figure(read, place, number.end - 1, number.value), number.end
    if number.needs_unit:
        return None, place + 1
    if coin := read.coin(place):
        return _quantity(read, coin.places[0], number.end, number.value, coin.name), number.end
    if read.pieces[place].is_number and not number.is_scaled:
        named = find_figure(read, place, number)
        if named:
            return named
    noun = read.noun(number.end)
    if number.value.denominator > 1 and _is_share(read, place, noun):
        return _quantity(read, place, number.end, number.value * 100, "percent"), number.end
    stem = stem_noun(read.words[noun]) if noun else ""
    end = _behind_pair(read, noun) if noun else number.end
    return _quantity(read, place, end, number.value, stem, is_counted=bool(noun)), number.end


def _behind_pair(read: Reading, noun: int) -> int:
    """Return the place behind a counted noun, and behind its other gender: Lehrerinnen und Lehrer."""
    other = noun + 2
    is_pair = read.word(noun + 1) in AND and stem_noun(read.word(other)) == stem_noun(read.words[noun])
    return (other if is_pair else noun) + 1


def _is_share(read: Reading, place: int, noun: int | None) -> bool:
    """Whether a fraction is a part of something (ein Drittel der Mittel, 1/3) and no measure (1,5 Stellen)."""
    text = read.pieces[place].text
    return "/" in text or (noun is None and not read.pieces[place].is_number) or not (text[0].isdigit() or noun)


def _unit(read: Reading, place: int) -> Hit | None:
    after = place + (read.word(place) in DASHES and read.touches(place))
    if unit := read.hits.get(("units", after)):
        return unit
    noun = read.noun(after)
    return read.hits.get(("units", noun)) if noun is not None else None


def _quantity(
    read: Reading, first: int, behind: int, value: Fraction, unit: str, *, is_counted: bool = False
) -> Quantity:
    start, end = read.pieces[first].start, read.pieces[behind - 1].end
    return Quantity(
        value=value,
        high=value,
        unit=unit,
        is_figure=False,
        is_counted=is_counted,
        start=start,
        end=end,
        text=read.text[start:end],
    )
