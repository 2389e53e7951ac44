"""Whether an amount is meant as it stands, or as the least, the most or an estimate: bis zu 500, rund 500."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from policydiff.core.meaning.bounds import BOUND_TABLES, REACH
from policydiff.core.meaning.reading import BOUNDS, Side

ABOUT = "about"
"""What says that an amount is hardly more than an estimate."""
UNSURE = "unsure"
"""What an amount is of which a word elsewhere in the sentence may set the limit: soll 500 Euro nicht übersteigen."""


class Limit(NamedTuple):
    """What an amount is meant as, nothing where it is meant as it stands, and the places of the words that say so."""

    kind: str
    places: tuple[int, ...] = ()


def find_limit(side: Side, places: Sequence[int]) -> Limit:
    """Return what the amount at some places is meant as."""
    first = places[0]
    near = range(max(first - REACH, 0), first)
    for hit in side.of(BOUNDS):
        whole = tuple(range(hit.places[0], first))
        is_one = all(side.words[place][0].isalnum() or side.is_inner_stop(place) for place in whole)
        if hit.places[-1] in near and "*" not in hit.entry and is_one:
            return Limit(hit.name, whole)
    sentence = slice(
        bisect_left(side.sentences, side.sentences[first]), bisect_right(side.sentences, side.sentences[first])
    )
    found = side.lexicon.finder("estimates", *BOUND_TABLES).find(side.words[sentence])
    for hit in found:
        if hit.name == ABOUT and sentence.start + hit.places[-1] in near:
            return Limit(ABOUT, tuple(range(sentence.start + hit.places[0], first)))
    return Limit("" if all(hit.name == ABOUT for hit in found) else UNSURE)
