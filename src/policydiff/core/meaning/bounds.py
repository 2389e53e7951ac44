"""Words that set a limit to an amount: höchstens, bis zu, nicht mehr als; they deny nothing and are no scope."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from policydiff.core.lexicon import Hit, Lexicon

BOUND_TABLES = ("bounds",)
REACH = 2
"""An amount stands at most so many words behind the word that limits it: bis zu rund 500."""
DENIAL_REACH = 8
"""A denial so near before a comparison turns it round: no one may give more than 50 pounds."""
VERB_REACH = 12
"""A verb that limits stands at most so many words from its amount: auf zehn Prozent der Fläche des Landes begrenzt."""

_SIGNS = {"lower": "bound +", "upper": "bound -"}
_BEFORE_LIMIT = frozenset(("auf", "bei", "to", "at"))
_COMPARING = frozenset(("als", "than"))
_BY = frozenset(("um", "by"))
_TURNED = {"lower": "upper", "upper": "lower"}
_SPEAKING_ELSE = frozenset(("negation", "quantifiers", "opposites"))


def find_bounds(words: Sequence[str], amounts: Sequence[tuple[int, ...]], lexicon: Lexicon) -> list[Hit]:
    """Return the words that limit one of the amounts, given by their places, each as the opposite that it is.

    A class `… amount` needs an amount behind it and none right before (von 5 bis zu 10), `… to` one behind auf. A
    denial turns a comparison into the opposite limit; where it may be of something else, nothing is a limit.
    """
    articles = frozenset(lexicon.tables.get("numbers", {}).get("1", ()))
    starts, ends = {places[0] for places in amounts}, {places[-1] for places in amounts}
    denying = frozenset(lexicon.tables.get("negation", {}).get("not", ()))
    limited = {place for place in starts if place and words[place - 1] in _BEFORE_LIMIT}
    parting = _parting_words(lexicon)
    found = []
    for hit in lexicon.finder(*BOUND_TABLES).find(words):
        sign, _, kind = hit.name.partition(" ")
        first, last, places = hit.places[0], hit.places[-1], hit.places
        if kind == "amount":
            is_one = words[last] in _COMPARING and not articles.isdisjoint(words[last + 1 : last + 2])
            is_near = first - 1 not in ends and not starts.isdisjoint(range(last + 1, last + 1 + REACH))
            is_bound = is_one or is_near
            denials = [place for place in range(max(first - DENIAL_REACH, 0), first) if words[place] in denying]
            if denials and is_bound:
                behind = range(denials[0] + 1, first - (words[first - 1] in _BY))
                is_bound = len(denials) == 1 and parting.isdisjoint(words[place] for place in behind)
                sign, places = _TURNED[sign], (*denials, *places)
        else:
            is_bound = not kind or not limited.isdisjoint(range(first - VERB_REACH, first + VERB_REACH + 1))
        if is_bound:
            found.append(Hit(hit.table, _SIGNS[sign], hit.entry, places))
    return found


@cache
def _parting_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the words behind which a denial may be of something else: not all pay more than, no club with more."""
    listed = (lexicon.tables.get(table, {}).values() for table in ("prepositions", "quantifiers"))
    words = (word for some in listed for entries in some for word in entries)
    return frozenset((*",;:", "mit", "with", "of", "that", "who", "which", *words))


def without_bounds(hits: Iterable[Hit], bounds: Sequence[Hit]) -> Iterator[Hit]:
    """Leave out what only looks like a denial, a quantifier or a word with an opposite: the nicht of nicht mehr als."""
    taken = {place for one in bounds for place in one.places}
    for hit in hits:
        if taken.isdisjoint(hit.places) or hit.table not in _SPEAKING_ELSE:
            yield hit
