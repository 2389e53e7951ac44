"""Numerals and units of a lexicon: German numbers written as one word, and units with their factor."""

from fractions import Fraction
from functools import cache, lru_cache

from policydiff.core.lexicon import Lexicon
from policydiff.core.lexicon.finding import fold_word

_INFLECTED = frozenset(("eine", "einen", "einem", "einer", "eines", "zweier", "dreier"))
_SCALES = (("hundert", 100), ("tausend", 1000))


@cache
def compound_numbers(lexicon: Lexicon) -> dict[str, Fraction]:
    """Return the German numbers written as one word, by word: zweihundert, fünfundzwanzig, dreieinhalb."""
    if lexicon.language != "de":
        return {}
    counts = {
        word: Fraction(name)
        for name, words in lexicon.tables.get("numbers", {}).items()
        if name.isdigit()
        for word in words
        if word not in _INFLECTED
    }
    ones = {word: value for word, value in counts.items() if value < 10}
    tens = {word: value for word, value in counts.items() if value >= 20}
    joined = {f"{one}und{ten}": value + many for one, value in ones.items() for ten, many in tens.items()}
    large = {f"{one}{word}": value * scale for one, value in counts.items() for word, scale in _SCALES}
    mixed = {f"{one}einhalb": value + Fraction(1, 2) for one, value in counts.items() if value < 20}
    return {fold_word(word): value for word, value in (joined | large | mixed).items()}


@lru_cache(maxsize=1 << 10)
def split_unit(name: str) -> tuple[Fraction, str]:
    """Return the factor and the unit that a class of units names: `1000 kw` is 1000 times kw, `kw` once."""
    factor, _, unit = name.partition(" ")
    return (Fraction(factor), unit) if unit and factor[0].isdigit() else (Fraction(1), name)
