"""The value of a number, in digits or words: 1.500, anderthalb, two and a half, 10 Mio."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from policydiff.core.lexicon import Hit
from policydiff.core.lexicon.numerals import compound_numbers
from policydiff.core.quantities.pieces import AND, ARTICLES, DASHES, GROUPING, LONGEST_SIGN, UP_TO, Reading
from policydiff.core.quantities.values import CLOCK

LARGEST_SHARE = 20
"""`1/3` and `1/20` are parts of something; `17/1234` is the number of a paper."""

_GERMAN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_TIME = re.compile(r"[012]?\d[:.][0-5]\d")


@dataclass(frozen=True, slots=True)
class Number:
    """The value of a number, the place behind it, and how it is written."""

    value: Fraction
    end: int  # the place behind it
    is_dotted: bool = False  # written like the number of a chapter: an amount only with a unit
    needs_unit: bool = False  # ein, a: an article unless a unit follows
    is_scaled: bool = False


def read_number(read: Reading, place: int) -> Number | None:
    """Return the number that begins at a place, as long as it goes; None where none does."""
    number = _digits(read, place) if read.pieces[place].is_number else _word_number(read, place)
    while number is not None:
        longer = _lengthened(read, number)
        if longer is None:
            return number
        number = longer
    return None


def _digits(read: Reading, place: int) -> Number:
    text = GROUPING.sub("", read.pieces[place].text)
    is_german = read.lexicon.language == "de"
    if "/" in text:
        above, below = (int(part) for part in text.split("/"))
        is_share = above < below <= LARGEST_SHARE
        return Number(Fraction(above, below or 1), place + 1, is_dotted=not is_share)
    if (_GERMAN_THOUSANDS if is_german else _ENGLISH_THOUSANDS).fullmatch(text):
        text = text.replace("." if is_german else ",", "")
        return Number(Fraction(text.replace(",", ".")), place + 1)
    is_time = _is_time(read, place)
    if _TIME.fullmatch(text) and (is_time or ":" in text):  # 17:30, 17.30 Uhr
        hours, minutes = re.split("[:.]", text)
        return Number(int(hours) + Fraction(int(minutes), 60), place + 1, is_dotted=not is_time)
    if _DECIMAL.fullmatch(text):
        return Number(Fraction(text.replace(",", ".")), place + 1, is_dotted="." in text)
    return Number(Fraction(0), place + 1, is_dotted=True)


def _is_time(read: Reading, place: int) -> bool:
    """Whether a number is a time of day by its unit, which it may share: 17.30 Uhr, 8.30 bis 17.30 Uhr."""
    after = place + (3 if read.word(place + 1) in UP_TO | DASHES else 1)
    unit = read.hits.get(("units", after))
    return unit is not None and unit.name in CLOCK


def _word_number(read: Reading, place: int) -> Number | None:
    if hit := _numeral(read, place):
        value = Fraction(hit.name)
        is_part = value < Fraction(1, 2) and hit.entry.strip("*").isalpha()
        return Number(value, place + 1, needs_unit=value == 1 or is_part)
    if hit := read.hits.get(("scales", place)):
        return Number(Fraction(hit.name), place + 1, needs_unit=int(hit.name) > 1000, is_scaled=True)
    value_of = compound_numbers(read.lexicon)
    return Number(Fraction(value_of[read.words[place]]), place + 1) if read.words[place] in value_of else None


def _lengthened(read: Reading, number: Number) -> Number | None:
    """Return the number with its next word (Mio., Drittel, -five), or None where that is no part of it."""
    after = number.end + (read.word(number.end) == "-")
    if read.word(after) == "m" and read.coin(number.end - 1):  # £5m
        return replace(number, value=number.value * 10**6, end=after + 1, is_scaled=True)
    if read.word(after) in AND and read.word(after + 1) in ARTICLES:  # two and a half
        return add_part(read, number, after + 2)
    after = skip_article(read, number, after)
    if scale := read.hits.get(("scales", after)):
        end = after + 1
        if read.word(end) == "." and len(read.words[after]) <= LONGEST_SIGN:
            end += 1
        return replace(number, value=number.value * int(scale.name), end=end, needs_unit=False, is_scaled=True)
    part = _numeral(read, after)
    if part is None or number.is_scaled:
        return None
    value = Fraction(part.name)
    is_part = value < 1 <= number.value and part.entry.strip("*").isalpha()
    if is_part and not _is_third_party(read, number, after):
        return replace(number, value=number.value * value, end=after + 1, needs_unit=False, is_scaled=True)
    if after > number.end and number.value in range(20, 100, 10) and value in range(1, 10):
        return replace(number, value=number.value + value, end=after + 1)
    return add_part(read, number, after) if read.touches(after) else None  # 2½


def _numeral(read: Reading, place: int) -> Hit | None:
    """Return the numeral at a place, unless the word is a unit with its number: Dreiviertelstunde."""
    return None if ("units", place) in read.hits else read.hits.get(("numbers", place))


def add_part(read: Reading, number: Number, place: int) -> Number | None:
    """Return a whole number with the part of one behind it, or None where there is none."""
    part = read.hits.get(("numbers", place))
    if part is None or Fraction(part.name) >= 1 or number.value.denominator > 1 or number.is_scaled:
        return None
    return replace(number, value=number.value + Fraction(part.name), end=place + 1, is_scaled=True)


def skip_article(read: Reading, number: Number, place: int) -> int:
    """Return the place of what a part is of: half a million, a quarter of an hour; else the place given."""
    after = place + (read.word(place) == "of")
    return after + 1 if number.value < 1 and read.word(after) in ARTICLES else place


def _is_third_party(read: Reading, number: Number, place: int) -> bool:
    return read.words[number.end - 1] in {"a", "an"} and read.word(place + 1) != "of"
