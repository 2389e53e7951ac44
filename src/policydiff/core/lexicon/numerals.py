"""Numerals and units of a lexicon: German numbers written as one word, units with their factor, counted nouns."""

from fractions import Fraction
from functools import cache, lru_cache

from policydiff.core.lexicon import Lexicon
from policydiff.core.lexicon.finding import fold_word

LEAST_STEM = 3
"""What is left of a counted noun after its ending keeps at least this many letters."""
NO_NOUN_BEFORE = frozenset(
    "und oder bis auf in im von vom zu zum zur für mit bei pro je the of to and or by per for from at on with "
    "is are der die das den dem des ist sind ein eine einen einem einer eines a an this these all each within "
    "over under before after until till during between through without than into onto about across every has "
    "have who which that when if als wie sowie alle aller allen jede jeden jeder jedes jedem sämtlicher "
    "dieser unserer ihrer seiner ausser ohne gegen nach vor über unter durch aus um seit während wegen statt "
    "zwischen neben wird werden wurde wurden hat haben kann können soll sollen muss müssen darf dürfen gilt "
    "gelten will must shall should can may".split()
)
"""Words behind which stands no noun that a number before them counts: fünf der Schulen."""

_INFLECTED = frozenset(("eine", "einen", "einem", "einer", "eines", "zweier", "dreier"))
_SCALES = (("hundert", 100), ("tausend", 1000))
_FEMALE = "innen"
_ENDINGS = (_FEMALE, "en", "er", "es", "e", "n", "s")
_PLAIN = str.maketrans("äöü", "aou")


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


def stem_noun(noun: str) -> str:
    """Return what is the same in the forms of a counted noun: Stelle, Stellen; Lehrer, Lehrerinnen."""
    plain = noun.translate(_PLAIN)
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= LEAST_STEM:
            bare = plain[: -len(ending)]
            return stem_noun(bare) if ending == _FEMALE and bare.endswith("er") else bare
    return plain
