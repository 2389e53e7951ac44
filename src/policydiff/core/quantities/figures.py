"""Numbers that name something: § 5, A 40, G8, Halle 3, Stufe drei, 2030; in a formula (CO2) is none."""

from fractions import Fraction

from policydiff.core.lexicon.finding import fold_word
from policydiff.core.quantities.numbers import Number
from policydiff.core.quantities.pieces import AND, DASHES, GROUPING, LONGEST_SIGN, Reading
from policydiff.core.quantities.values import YEARS, Quantity

_FORMULAS = frozenset("CO2 CO2e CH4 H2 H2O N2 N2O NH3 NO2 O2 O3 SF6 SO2".split())
"""Listed, since by its form a formula is like the name of a line or a road: S1, N3, B1, C4."""
_BEFORE_YEAR = frozenset(
    "bis ab seit in im von vom vor nach jahr jahre jahres ende mitte anfang sommer herbst winter frühjahr by until "
    "from since of before after year end than the our its their this that under".split()
)
_COUNTING = frozenset(("tempo", "faktor", "zahl", "über", "unter", "knapp", "rund"))
_ARTICLES = frozenset("a an one ein eine einen einem einer eines".split())
_BEFORE_ORDINAL = frozenset("der die das den dem des zum zur am vom im beim".split())


def find_figure(read: Reading, place: int, number: Number) -> tuple[Quantity, int] | None:
    """Return a number that names something, with what it names, and the place behind it."""
    piece = read.pieces[place]
    first, last = place, place
    if read.touches(place) and read.is_letters(place - 1):  # B1
        first = place - 1
    elif read.touches(place) and read.word(place - 1) in DASHES and read.touches(place - 1):  # COVID-19
        first = place - 2
    elif read.touches(place + 1) and read.is_letters(place + 1):  # 5G
        last = place + 1
    elif not _is_named(read, place) and not number.is_dotted and not _is_ordinal(read, place):
        return None
    while read.word(last + 1) == "-" and read.touches(last + 1) and read.touches(last + 2):  # FIPS 186-4
        last += 2
    value = number.value if piece.text.isdigit() else Fraction(0)
    return name_figure(read, first, last, value), last + 1


def is_in_formula(read: Reading, place: int) -> bool:
    """Whether a number counts the atoms of a formula, which is a word like any other: CO2, N2O."""
    if not (read.pieces[place].is_number and read.touches(place) and read.is_letters(place - 1)):
        return False
    behind = read.touches(place + 1) and read.is_letters(place + 1)
    return read.text[read.pieces[place - 1].start : read.pieces[place + behind].end] in _FORMULAS


def is_one_of_row(read: Reading, place: int, number: Number) -> bool:
    """Whether a number written as a word says which one is meant, and counts nothing: Stufe drei, Absatz zwei."""
    named = read.ends.get(place - 1)
    is_word = named is not None and named.table == "names" and not read.pieces[place].is_number
    is_whole = number.value.denominator == 1 and not number.is_scaled
    if not (is_word and is_whole) or read.words[place] in _ARTICLES:
        return False
    return number.value == 1 or read.noun(number.end) is None  # eins counts nothing


def name_figure(read: Reading, first: int, last: int, value: Fraction) -> Quantity:
    """Return the figure that stands from one place to another, with the word before it that it numbers."""
    text = read.text[read.pieces[first].start : read.pieces[last].end]
    start, end = read.pieces[_name_start(read, first)].start, read.pieces[last].end
    return Quantity(
        value=value,
        high=value,
        unit=str(value) if value and text.isalpha() else fold_word(GROUPING.sub("", text)),
        is_figure=True,
        is_counted=False,
        start=start,
        end=end,
        text=read.text[start:end],
    )


def _is_named(read: Reading, place: int) -> bool:
    """Whether the word before a number, or its form, says that it names something."""
    before = place - 1 - (read.word(place - 1) == ".")
    named = read.ends.get(before)
    if named and named.table == "names":
        return True
    capitals = read.pieces[before].text if place else ""
    if capitals.isupper() and capitals.isalpha() and len(capitals) <= LONGEST_SIGN:
        return True
    piece = read.pieces[place].text
    if len(piece) == len("2030") and piece.isdigit() and int(piece) in YEARS:
        is_dated = read.word(place - 1) in _BEFORE_YEAR or ("months", place - 1) in read.hits
        return is_dated or not read.noun(place + 1)
    if _is_numbered(read, before, place):
        return True
    is_row = read.word(place - 1) in AND | DASHES | {","} and place > 1 and read.pieces[place - 2].is_number
    return is_row and len(piece) < LONGEST_SIGN and _is_named(read, place - 2)  # §§ 3 und 5


def _is_numbered(read: Reading, before: int, place: int) -> bool:
    """Whether a noun stands right before a number that counts nothing: Halle 3, Terminal 2."""
    if before < 1 or before != place - 1 or read.noun(place + 1) or read.words[before] in _COUNTING:
        return False
    return read.pieces[before].text[0].isupper() and read.words[before - 1] not in {".", "!", "?", ":"}


def _is_ordinal(read: Reading, place: int) -> bool:
    return read.word(place + 1) == "." and read.touches(place + 1) and read.word(place - 1) in _BEFORE_ORDINAL


def _name_start(read: Reading, place: int) -> int:
    before = place - 1 - (read.word(place - 1) == ".")
    named = read.ends.get(before)
    if named and named.table == "names":
        return named.places[0]
    capitals = read.pieces[before].text if before >= 0 else ""
    if _is_numbered(read, before, place):
        return before
    return before if capitals.isupper() and capitals.isalpha() and len(capitals) <= LONGEST_SIGN else place
