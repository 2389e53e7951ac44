"""Words that say for whom alone or that for all, in whichever table they stand: nur, lediglich; jede, keine ohne."""

from policydiff.core.meaning.acts import joints
from policydiff.core.meaning.alignment import Alignment, leftovers
from policydiff.core.meaning.reading import Mark, Side

TWICE = 2
"""Two denials of a sentence say that it holds of all, or of one thing only: keine Straße ohne Radweg."""

Places = frozenset[int]

_WITHOUT = frozenset(("ohne", "without"))
_SIGNS = frozenset(",:–—()")


def find_synonyms(alignment: Alignment, name: str) -> tuple[Places, Places]:
    """Return the places, on both sides, of words that say `only` or `all` and that the other text says otherwise."""
    sides = alignment.old_side, alignment.new_side
    denials = [[side.mark(hit, name) for hit in side.of("negation") if hit.name == name] for side in sides]
    if not all(any(hit.entry in _WITHOUT for hit in side.of("negation")) for side in sides):
        for side, some in zip(sides, denials, strict=True):
            some += [Mark(name, name, places, side.written(places)) for places in _find_doubled(side)]
    if not any(denials):  # quantifiers alone are compared as such
        return frozenset(), frozenset()
    old, new = (
        [*some, *(side.mark(hit, name) for hit in side.of("quantifiers") if hit.name == name)]
        for side, some in zip(sides, denials, strict=True)
    )
    left = leftovers(old, new, alignment)
    one, other = (
        frozenset(place for mark in marks if mark not in alone for place in mark.places)
        for marks, alone in zip((old, new), left, strict=True)
    )
    return one, other


def _find_doubled(side: Side) -> list[tuple[int, ...]]:
    """Return the places of two denials that are all of a sentence, one of them ohne: keine Straße ohne Radweg."""
    denials = [hit for hit in side.of("negation") if hit.name == "not"]
    parting = joints(side.lexicon) | _SIGNS
    found = []
    for one in (hit for hit in denials if hit.entry in _WITHOUT):
        near = [hit for hit in denials if side.sentences[hit.places[0]] == side.sentences[one.places[0]]]
        places = tuple(sorted(place for hit in near for place in hit.places))
        is_one = parting.isdisjoint(side.words[places[0] : places[-1]])  # ohne Gebühren und nicht geschlossen
        if is_one and len(near) == TWICE and any(hit.entry not in _WITHOUT for hit in near):
            found.append(places)
    return found
