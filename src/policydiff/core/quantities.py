"""Reads the numbers of a text as values with units: `0,7 %` is 0.7 percent, `1,5 Mrd. Euro` is 1500000000 euro."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from policydiff.core.lexicon import Hit, Lexicon
from policydiff.core.lexicon.finding import fold_word
from policydiff.core.lexicon.numerals import NO_NOUN_BEFORE, compound_numbers, split_unit, stem_noun

NUMBER_TABLES = ("numbers", "scales", "multiples", "units", "names", "months")
NOUN_REACH = 4
"""A counted noun stands at most this many words behind its number: `fünf neue kommunale Stellen`."""
YEARS = range(1900, 2101)
"""A bare number of four digits in this range names a year."""
LONGEST_SIGN = 4
"""Capitals of at most this many letters before a number are a name (A 40, ISO 27001); longer ones are shouted words."""
WHOLES = frozenset((10, 100, 1000))
"""So many of one of these are a share: 95 von 100 Fällen."""
DAYS = {
    "year": Fraction(1461, 4),
    "week": Fraction(7),
    "working day": Fraction(7, 5),
    "day": Fraction(1),
    "hour": Fraction(1, 24),
}
"""Units of time in days."""
CLOCK = frozenset(("o'clock", "am", "pm"))
"""Units of the times of a day, of which none is more or less."""
LARGEST_SHARE = 20
"""`1/3` and `1/20` are parts of something; `17/1234` is the number of a paper."""

_ROMAN = re.compile(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})")
_NUMBER = (
    r"[1-9]\d{0,2}(?:[\u00a0\u2009\u202f' ]\d{3})+(?![\d.,]*\d)(?:,\d+)?"  # 1 500 000
    r"|\d+[ \u00a0\u2009\u202f]?/[ \u00a0\u2009\u202f]?\d+(?![\d/])"  # 1/3
    r"|\d+(?:[.,:]\d+)*"
)
_PIECE = re.compile(rf"(?P<number>{_NUMBER})|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]")
_GROUPED = re.compile(r"[\u00a0\u2009\u202f' ]")
_GERMAN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_TIME = re.compile(r"[012]?\d[:.][0-5]\d")
_COINS = frozenset(("euro", "dollar", "pound"))
_BEFORE_YEAR = frozenset(
    "bis ab seit in im von vom vor nach jahr jahre jahres ende mitte anfang sommer herbst winter frühjahr by until "
    "from since of before after year end than the our its their this that under".split()
)
_COUNTING = frozenset(("tempo", "faktor", "zahl", "über", "unter", "knapp", "rund"))
_DASHES = frozenset("-–—")
_UP_TO = frozenset(("bis", "to", "through"))
_AND = frozenset(("and", "und", "oder", "or"))
_BETWEEN = frozenset(("zwischen", "between"))
_OUT_OF = frozenset(("von", "of", "out of", "in"))
_SHARING = frozenset(("auf", "to", "oder", "or", "und", "and", "bis", "statt"))
_BEFORE_ORDINAL = frozenset("der die das den dem des zum zur am vom im beim".split())
_ARTICLES = frozenset(("a", "an"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number of a text: an amount (how many, how much), or a figure that names something (§ 5, A 40, 2030)."""

    value: Fraction
    high: Fraction
    """The upper end of a range (`10 bis 20`); the value itself where there is none."""
    unit: str
    """`percent`, `euro`, `km` …, the stem of the counted noun, or nothing; of a figure, how it is written."""
    is_figure: bool
    is_counted: bool
    """Whether the unit is a counted noun and not one of the lexicon's units."""
    start: int
    end: int
    text: str

    @property
    def key(self) -> tuple[bool, Fraction, Fraction, str]:
        """What is the same in two quantities that say the same."""
        return self.is_figure, self.value, self.high, self.unit


@dataclass(frozen=True, slots=True)
class Piece:
    """A number, word or sign of a text: as written, as compared, and where it stands."""

    text: str
    word: str
    start: int
    end: int
    is_number: bool


@dataclass(frozen=True, slots=True)
class _Number:
    value: Fraction
    end: int  # the place behind it
    is_dotted: bool = False  # written like the number of a chapter: an amount only with a unit
    needs_unit: bool = False  # ein, a: an article unless a unit follows
    is_scaled: bool = False


def read_quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Return the numbers of a text in order.

    Numbers inside a date or a deadline are returned as well; `policydiff.core.meaning.deadlines` knows those.
    """
    return tuple(_joined(list(_Reading(text, lexicon).quantities()), text))


def split(text: str) -> list[Piece]:
    """Return the pieces of a text as numbers are read from them: numbers, words without hyphens, signs."""
    return [
        Piece(found[0], fold_word(found[0]), found.start(), found.end(), found["number"] is not None)
        for found in _PIECE.finditer(text)
    ]


class _Reading:
    """One text in pieces, with what the lexicon finds at each place."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.pieces = split(text)
        self.words = [piece.word for piece in self.pieces]
        finder = lexicon.finder(*NUMBER_TABLES)
        self.hits = {(hit.table, hit.places[0]): hit for hit in finder.find(self.words)}
        self.ends = {hit.places[-1]: hit for hit in self.hits.values() if hit.table in {"units", "names"}}

    def quantities(self) -> Iterator[Quantity]:
        place = 0
        while place < len(self.pieces):
            if multiple := self.hits.get(("multiples", place)):
                counted, place = self._multiple(multiple)
                yield counted
            elif _ROMAN.fullmatch(self.pieces[place].text):  # SGB XII
                yield self._named(place, place, Fraction(0))
                place += 1
            elif number := self._number(place):
                found, place = self._measured(place, number)
                if found:
                    yield found
            else:
                place += 1

    def _multiple(self, hit: Hit) -> tuple[Quantity, int]:
        """Return a number and its unit in one (verdoppeln, jede zweite), and the place behind it."""
        value, unit = split_unit(hit.name)
        place, end = hit.places[0], hit.places[-1] + 1
        period = self.hits.get(("units", end)) if unit == "percent" else None
        if period and split_unit(period.name)[1] in DAYS:  # jede zweite Woche: every two weeks
            factor, name = split_unit(period.name)
            return self._quantity(place, period.places[-1] + 1, 100 / value * factor, name), period.places[-1] + 1
        return self._quantity(place, end, value, unit), end

    def _number(self, place: int) -> _Number | None:
        number = self._digits(place) if self.pieces[place].is_number else self._word_number(place)
        while number is not None:
            longer = self._lengthened(number)
            if longer is None:
                return number
            number = longer
        return None

    def _digits(self, place: int) -> _Number:
        text = _GROUPED.sub("", self.pieces[place].text)
        is_german = self.lexicon.language == "de"
        if "/" in text:
            above, below = (int(part) for part in text.split("/"))
            is_share = above < below <= LARGEST_SHARE
            return _Number(Fraction(above, below or 1), place + 1, is_dotted=not is_share)
        if (_GERMAN_THOUSANDS if is_german else _ENGLISH_THOUSANDS).fullmatch(text):
            text = text.replace("." if is_german else ",", "")
            return _Number(Fraction(text.replace(",", ".")), place + 1)
        is_time = self._is_time(place)
        if _TIME.fullmatch(text) and (is_time or ":" in text):  # 17:30, 17.30 Uhr
            hours, minutes = re.split("[:.]", text)
            return _Number(int(hours) + Fraction(int(minutes), 60), place + 1, is_dotted=not is_time)
        if _DECIMAL.fullmatch(text):
            return _Number(Fraction(text.replace(",", ".")), place + 1, is_dotted="." in text)
        return _Number(Fraction(0), place + 1, is_dotted=True)

    def _is_time(self, place: int) -> bool:
        """Whether a number is a time of day by its unit, which it may share: 17.30 Uhr, 8.30 bis 17.30 Uhr."""
        after = place + (3 if self._word(place + 1) in _UP_TO | _DASHES else 1)
        unit = self.hits.get(("units", after))
        return unit is not None and unit.name in CLOCK

    def _word_number(self, place: int) -> _Number | None:
        if hit := self._numeral(place):
            value = Fraction(hit.name)
            is_part = value < Fraction(1, 2) and hit.entry.strip("*").isalpha()
            return _Number(value, place + 1, needs_unit=value == 1 or is_part)
        if hit := self.hits.get(("scales", place)):
            return _Number(Fraction(hit.name), place + 1, needs_unit=int(hit.name) > 1000, is_scaled=True)
        value_of = compound_numbers(self.lexicon)
        return _Number(Fraction(value_of[self.words[place]]), place + 1) if self.words[place] in value_of else None

    def _lengthened(self, number: _Number) -> _Number | None:
        """Return the number with its next word (Mio., Drittel, -five), or None where that is no part of it."""
        after = number.end + (self._word(number.end) == "-")
        if self._word(after) == "m" and self._coin(number.end - 1):  # £5m
            return replace(number, value=number.value * 10**6, end=after + 1, is_scaled=True)
        if self._word(after) in _AND and self._word(after + 1) in _ARTICLES:  # two and a half
            return self._mixed(number, after + 2)
        after = self._behind_article(number, after)
        if scale := self.hits.get(("scales", after)):
            end = after + 1
            if self._word(end) == "." and len(self.words[after]) <= LONGEST_SIGN:
                end += 1
            return replace(number, value=number.value * int(scale.name), end=end, needs_unit=False, is_scaled=True)
        part = self._numeral(after)
        if part is None or number.is_scaled:
            return None
        value = Fraction(part.name)
        is_part = value < 1 <= number.value and part.entry.strip("*").isalpha()
        if is_part and not self._is_third_party(number, after):
            return replace(number, value=number.value * value, end=after + 1, needs_unit=False, is_scaled=True)
        if after > number.end and number.value in range(20, 100, 10) and value in range(1, 10):
            return replace(number, value=number.value + value, end=after + 1)
        return self._mixed(number, after) if self._touches(after) else None  # 2½

    def _numeral(self, place: int) -> Hit | None:
        """Return the numeral at a place, unless the word is a unit with its number: Dreiviertelstunde."""
        return None if ("units", place) in self.hits else self.hits.get(("numbers", place))

    def _mixed(self, number: _Number, place: int) -> _Number | None:
        """Return a whole number with the part of one behind it, or None where there is none."""
        part = self.hits.get(("numbers", place))
        if part is None or Fraction(part.name) >= 1 or number.value.denominator > 1 or number.is_scaled:
            return None
        return replace(number, value=number.value + Fraction(part.name), end=place + 1, is_scaled=True)

    def _behind_article(self, number: _Number, place: int) -> int:
        """Return the place of what a part is of: half a million, a quarter of an hour; else the place given."""
        after = place + (self._word(place) == "of")
        return after + 1 if number.value < 1 and self._word(after) in _ARTICLES else place

    def _is_third_party(self, number: _Number, place: int) -> bool:
        return self.words[number.end - 1] in {"a", "an"} and self._word(place + 1) != "of"

    def _measured(self, place: int, number: _Number) -> tuple[Quantity | None, int]:
        """Return what a number is, with its unit or noun, and the place behind it."""
        if unit := self._unit(number.end) or self.hits.get(("units", self._behind_article(number, number.end))):
            factor, name = split_unit(unit.name)
            end = unit.places[-1] + 1
            if number.value == 1 and self._word(end) in _AND and self._word(end + 1) in _ARTICLES:  # a year and a half
                number = self._mixed(number, end + 2) or number
                end = max(end, number.end)
            return self._quantity(place, end, number.value * factor, name), end
        if number.needs_unit:
            return None, place + 1
        if self._is_row(place, number):  # Stufe drei
            return self._named(place, number.end - 1, number.value), number.end
        if coin := self._coin(place):
            return self._quantity(coin.places[0], number.end, number.value, coin.name), number.end
        if self.pieces[place].is_number and not number.is_scaled:
            named = self._figure(place, number)
            if named:
                return named
        noun = self._noun(number.end)
        if number.value.denominator > 1 and self._is_share(place, noun):
            return self._quantity(place, number.end, number.value * 100, "percent"), number.end
        stem = stem_noun(self.words[noun]) if noun else ""
        end = self._behind_pair(noun) if noun else number.end
        return self._quantity(place, end, number.value, stem, is_counted=bool(noun)), number.end

    def _behind_pair(self, noun: int) -> int:
        """Return the place behind a counted noun, and behind its other gender: Lehrerinnen und Lehrer."""
        other = noun + 2
        is_pair = self._word(noun + 1) in _AND and stem_noun(self._word(other)) == stem_noun(self.words[noun])
        return (other if is_pair else noun) + 1

    def _is_share(self, place: int, noun: int | None) -> bool:
        """Whether a fraction is a part of something (ein Drittel der Mittel, 1/3) and no measure (1,5 Stellen)."""
        text = self.pieces[place].text
        return "/" in text or (noun is None and not self.pieces[place].is_number) or not (text[0].isdigit() or noun)

    def _unit(self, place: int) -> Hit | None:
        after = place + (self._word(place) in _DASHES and self._touches(place))
        if unit := self.hits.get(("units", after)):
            return unit
        noun = self._noun(after)
        return self.hits.get(("units", noun)) if noun is not None else None

    def _coin(self, place: int) -> Hit | None:
        """Return the unit that stands before its number: € 5, EUR 5."""
        before = self.ends.get(place - 1)
        return before if before and before.table == "units" and before.name in _COINS else None

    def _figure(self, place: int, number: _Number) -> tuple[Quantity, int] | None:
        """Return a number that names something, with what it names, and the place behind it."""
        piece = self.pieces[place]
        first, last = place, place
        if self._touches(place) and self._is_letters(place - 1):  # B1, CO2
            first = place - 1
        elif self._touches(place) and self._word(place - 1) in _DASHES and self._touches(place - 1):  # COVID-19
            first = place - 2
        elif self._touches(place + 1) and self._is_letters(place + 1):  # 5G
            last = place + 1
        elif not self._is_named(place) and not number.is_dotted and not self._is_ordinal(place):
            return None
        while self._word(last + 1) == "-" and self._touches(last + 1) and self._touches(last + 2):  # FIPS 186-4
            last += 2
        value = number.value if piece.text.isdigit() else Fraction(0)
        return self._named(first, last, value), last + 1

    def _is_row(self, place: int, number: _Number) -> bool:
        """Whether a number written as a word says which one of a row is meant, and counts nothing: Stufe drei."""
        named = self.ends.get(place - 1)
        is_row = named is not None and named.name == "one of a row" and not self.pieces[place].is_number
        return is_row and not number.is_scaled and self._noun(number.end) is None

    def _named(self, first: int, last: int, value: Fraction) -> Quantity:
        """Return the figure that stands from one place to another, with the word before it that it numbers."""
        text = self.text[self.pieces[first].start : self.pieces[last].end]
        start, end = self.pieces[self._name_start(first)].start, self.pieces[last].end
        return Quantity(
            value=value,
            high=value,
            unit=str(value) if value and text.isalpha() else fold_word(_GROUPED.sub("", text)),
            is_figure=True,
            is_counted=False,
            start=start,
            end=end,
            text=self.text[start:end],
        )

    def _is_named(self, place: int) -> bool:
        """Whether the word before a number, or its form, says that it names something."""
        before = place - 1 - (self._word(place - 1) == ".")
        named = self.ends.get(before)
        if named and named.table == "names":
            return True
        capitals = self.pieces[before].text if place else ""
        if capitals.isupper() and capitals.isalpha() and len(capitals) <= LONGEST_SIGN:
            return True
        piece = self.pieces[place].text
        if len(piece) == len("2030") and piece.isdigit() and int(piece) in YEARS:
            is_dated = self._word(place - 1) in _BEFORE_YEAR or ("months", place - 1) in self.hits
            return is_dated or not self._noun(place + 1)
        if self._is_numbered(before, place):
            return True
        is_row = self._word(place - 1) in _AND | _DASHES | {","} and place > 1 and self.pieces[place - 2].is_number
        return is_row and len(piece) < LONGEST_SIGN and self._is_named(place - 2)  # §§ 3 und 5

    def _is_numbered(self, before: int, place: int) -> bool:
        """Whether a noun stands right before a number that counts nothing: Halle 3, Terminal 2."""
        if before < 1 or before != place - 1 or self._noun(place + 1) or self.words[before] in _COUNTING:
            return False
        return self.pieces[before].text[0].isupper() and self.words[before - 1] not in {".", "!", "?", ":"}

    def _is_ordinal(self, place: int) -> bool:
        return self._word(place + 1) == "." and self._touches(place + 1) and self._word(place - 1) in _BEFORE_ORDINAL

    def _name_start(self, place: int) -> int:
        before = place - 1 - (self._word(place - 1) == ".")
        named = self.ends.get(before)
        if named and named.table == "names":
            return named.places[0]
        capitals = self.pieces[before].text if before >= 0 else ""
        if self._is_numbered(before, place):
            return before
        return before if capitals.isupper() and capitals.isalpha() and len(capitals) <= LONGEST_SIGN else place

    def _noun(self, place: int) -> int | None:
        """Return the place of the noun that a number counts: in German the next capital, in English a plural."""
        for after in range(place, min(place + NOUN_REACH, len(self.pieces))):
            piece = self.pieces[after]
            if not piece.text[0].isalpha() or piece.word in NO_NOUN_BEFORE:
                return None
            if piece.text[0].isupper() if self.lexicon.language == "de" else piece.word.endswith("s"):
                return after
        return None

    def _word(self, place: int) -> str:
        return self.words[place] if 0 <= place < len(self.words) else ""

    def _is_letters(self, place: int) -> bool:
        return 0 <= place < len(self.pieces) and self.pieces[place].text[0].isalpha()

    def _touches(self, place: int) -> bool:
        """Whether nothing stands between a piece and the one before."""
        return 0 < place < len(self.pieces) and self.pieces[place - 1].end == self.pieces[place].start

    def _quantity(self, first: int, behind: int, value: Fraction, unit: str, *, is_counted: bool = False) -> Quantity:
        start, end = self.pieces[first].start, self.pieces[behind - 1].end
        return Quantity(
            value=value,
            high=value,
            unit=unit,
            is_figure=False,
            is_counted=is_counted,
            start=start,
            end=end,
            text=self.text[start:end],
        )


def _joined(found: list[Quantity], text: str) -> Iterator[Quantity]:
    """Make one of both ends of a range, and share a unit: `von 5 auf 10 %`."""
    for place, one in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if following is None or one.is_figure or following.is_figure or one.unit not in {"", following.unit}:
            yield one
            continue
        between = text[one.end : following.start].strip().casefold()
        before = text[: one.start].split()[-1:]
        is_range = between in _DASHES | _UP_TO or (between in _AND and before and before[0].casefold() in _BETWEEN)
        if is_range and not (between in _UP_TO and before and before[0].casefold() == "from"):
            low = one.value * _shared_scale(one, following)
            found[place + 1] = replace(following, value=low, start=one.start, text=text[one.start : following.end])
        elif between in _OUT_OF and not one.unit and following.value in WHOLES and one.value <= following.value:
            part = one.value * 100 / following.value  # 95 von 100 Fällen
            share = replace(one, value=part, high=part, unit="percent", end=following.end)
            found[place + 1] = replace(share, text=text[share.start : share.end])
        elif between in _SHARING and not one.unit:
            yield replace(one, unit=following.unit, is_counted=following.is_counted)
        else:
            yield one


def _shared_scale(low: Quantity, high: Quantity) -> int:
    """Return by what the lower end of `10 bis 20 Mio.` must be multiplied."""
    scale = 1
    while low.value and low.value * scale * 1000 <= high.value:
        scale *= 1000
    return scale if low.text.isdigit() and low.value < 1000 else 1
