"""German words that name an act and what averts it in one: Verkaufsstopp, Abschiebemoratorium, Einfuhrverbot."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from policydiff.core.function_words import without_accents
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching.words import is_kin, stem
from policydiff.core.meaning.reading import Mark, Side

LEAST_ACT = 3
"""What a compound says is averted has so many letters: Bau."""
KNOWN_WORDS = 1 << 12
"""How many words are remembered; hardly more than a hundred nouns of a catalogue end like a compound that averts."""
TURNED = "leave +"
"""What an act is called that no table has and that the other text averts in one word: Exportstopp, Export."""

_LINK = "s"
_SIGNS = {"+": "-", "-": "+"}


class Compound(NamedTuple):
    """A noun that averts: the act, without the letter that joins it, and what its opposite is called, if it has one."""

    act: str
    name: str


def find_compounds(side: Side) -> Mapping[int, Compound]:
    """Return the compounds of a text by their places."""
    if side.lexicon.language != "de":
        return {}
    places = (hit.places[0] for hit in side.of("opposites") if len(hit.places) == 1)
    found = {place: _split(side.words[place], side.lexicon) for place in places if side.is_capital(place)}
    return {place: compound for place, compound in found.items() if compound}


def find_named_acts(side: Side, other: Side) -> Iterator[Mark]:
    """Return the nouns of a text that no table has and that the other text averts in one word: Export, Exportstopp."""
    acts = {_stem(compound.act) for compound in find_compounds(other).values() if not compound.name}
    listed = {place for hit in side.of("opposites") for place in hit.places} if acts else set()
    for place, word in enumerate(side.words) if acts else ():
        if side.is_capital(place) and place not in listed and any(is_kin(_stem(word), act) for act in acts):
            yield Mark(TURNED, TURNED, (place,), side.written((place,)))


@lru_cache(maxsize=KNOWN_WORDS)
def _split(word: str, lexicon: Lexicon) -> Compound | None:
    head = next((head for head in _heads(lexicon) if word.endswith(head)), "")
    act = word.removesuffix(head).removesuffix("-") if head else ""
    if len(act) < LEAST_ACT:
        return None
    bare = act.removesuffix(_LINK)
    find = lexicon.finder("opposites").find
    hit = next((hit for part in (bare, act) for hit in find((part,))), None)
    if hit is None:
        return Compound(bare, "")
    family, sign = hit.name.split()
    return Compound(bare, f"{family} {_SIGNS[sign]}")


@cache
def _heads(lexicon: Lexicon) -> tuple[str, ...]:
    """Return how words end that avert what they begin with, the longest first."""
    averting = lexicon.tables.get("handlings", {}).get("averting", ())
    return tuple(sorted((entry.strip("*") for entry in averting if entry.startswith("*")), key=len, reverse=True))


def _stem(word: str) -> str:
    return stem(without_accents(word))
