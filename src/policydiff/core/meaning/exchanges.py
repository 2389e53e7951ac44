"""Who changed places with whom, and what is before an event that it was after: reversals without opposites."""

from collections.abc import Iterator

from policydiff.core.meaning.alignment import Aligned, Alignment
from policydiff.core.meaning.contrasts import find_contrast_exchange, find_turned_event
from policydiff.core.meaning.negation import read_denials
from policydiff.core.meaning.order import find_swap
from policydiff.core.meaning.reading import Side
from policydiff.core.meaning.roles import find_role_exchange
from policydiff.core.meaning.values import Direction, Signal, SignalCode

LEAST_LETTERS = 3
"""A word that can change places has so many letters: RVR, Bus."""
LONGEST = 80
"""A sentence of more words is not looked at: who stands for whom is no longer sure, and the cost grows."""
MOST_SENTENCES = 50
"""Of texts in which more sentences than this changed nothing is told: they were written anew."""
WHOLE = 10
"""So many words from the one to the other are shown whole."""


def find_exchanges(alignment: Alignment) -> Iterator[Signal]:
    """Return where two of a sentence took each other's part; only what grammar makes sure, and once for a text."""
    old_side, new_side = alignment.old_side, alignment.new_side
    if _has_turned_order(alignment):  # vor A wird B gebaut, nach B wird A gebaut: nobody took another's part
        finds = [find_turned_event]
    elif _has_crossing(alignment):
        finds = [find_role_exchange if old_side.lexicon.language == "de" else find_swap, find_contrast_exchange]
    else:
        return
    denied_old, denied_new = ([mark.places[0] for mark in read_denials(side)] for side in (old_side, new_side))
    for old, new in _sentence_pairs(alignment):
        if sum(place in old for place in denied_old) != sum(place in new for place in denied_new):
            continue
        if found := next(filter(None, (find(old_side, old, new_side, new) for find in finds)), None):
            before, after = (_written(side, places) for side, places in zip((old_side, new_side), found, strict=True))
            yield Signal(code=SignalCode.NEGATION, direction=Direction.REVERSED, old=before, new=after)
            return


def _has_crossing(alignment: Alignment) -> bool:
    """Whether a word that went at one place came at another: without one, nobody changed places."""
    gone, come = (
        {
            word.rstrip("ens")
            for word, partner in zip(side.words, aligned.partner, strict=True)
            if partner < 0 and len(word) >= LEAST_LETTERS
        }
        for side, aligned in ((alignment.old_side, alignment.old), (alignment.new_side, alignment.new))
    )
    return not gone.isdisjoint(come)


def _has_turned_order(alignment: Alignment) -> bool:
    """Whether a word that says before went and one that says after came, or the other way round."""
    table = alignment.old_side.lexicon.tables.get("sequence", {})
    order_of = {word: name for name, words in table.items() for word in words}
    gone, come = (
        {
            order_of[word]
            for word, partner in zip(side.words, aligned.partner, strict=True)
            if partner < 0 and word in order_of
        }
        for side, aligned in ((alignment.old_side, alignment.old), (alignment.new_side, alignment.new))
    )
    return any(one != other for one in gone for other in come)


def _sentence_pairs(alignment: Alignment) -> Iterator[tuple[range, range]]:
    """Return the places of sentences that changed, each with the one that shares most of its words."""
    old, new = (
        [(places, set(side.words[places.start : places.stop])) for places in _changed_sentences(side, aligned)]
        for side, aligned in ((alignment.old_side, alignment.old), (alignment.new_side, alignment.new))
    )
    if not new or max(len(old), len(new)) > MOST_SENTENCES:
        return
    for one, words in old:
        other, _ = max(new, key=lambda pair: (len(words & pair[1]), -pair[0].start))
        yield one, other


def _changed_sentences(side: Side, aligned: Aligned) -> list[range]:
    found: dict[int, range] = {}
    for place, number in enumerate(side.sentences):
        found[number] = range(found[number].start if number in found else place, place + 1)
    return [
        places
        for places in found.values()
        if len(places) <= LONGEST and min(aligned.partner[places.start : places.stop]) < 0
    ]


def _written(side: Side, places: tuple[int, int]) -> str:
    first, last = sorted(places)
    return side.written(tuple(range(first, last + 1)) if last - first < WHOLE else (first, last))
