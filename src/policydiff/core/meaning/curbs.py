"""Words that do away with something and words that only lessen it: verbieten, begrenzen."""

from collections.abc import Iterator

from policydiff.core.meaning.alignment import Alignment, is_exchange, leftovers, paired
from policydiff.core.meaning.negation import is_of_one_matter, read_denials
from policydiff.core.meaning.reading import Mark, Side
from policydiff.core.meaning.values import Direction, Signal, SignalCode

RANKS = {"stop": 2, "curb": 1}
LEAST_STEM = 3
"""What there is nothing or little of has so many letters: CO2-frei."""
_ENDINGS = ("e", "en", "er", "es", "em")


def find_curbs(alignment: Alignment) -> Iterator[Signal]:
    """Return where a text only lessens what the other does away with: it binds less, though it turns nothing round."""
    old, new = leftovers(_read(alignment.old_side), _read(alignment.new_side), alignment)

    def fits(one: Mark, other: Mark) -> bool:
        return one.name != other.name and is_exchange(one, other, alignment) and is_of_one_matter(alignment, one)

    degrees = paired(
        _degrees(alignment.old_side, alignment.old.partner),
        _degrees(alignment.new_side, alignment.new.partner),
        alignment,
        lambda one, other: one.key == other.key and one.name != other.name,
        reach=0,
    )[0]
    for one, other in degrees:
        yield _signal(one, other)
    if not old or not new or read_denials(alignment.old_side) or read_denials(alignment.new_side):
        return
    for one, other in paired(old, new, alignment, fits)[0]:
        yield _signal(one, other)


def _signal(one: Mark, other: Mark) -> Signal:
    direction = Direction.STRENGTHENED if other.rank > one.rank else Direction.WEAKENED
    return Signal(code=SignalCode.BINDING, direction=direction, old=one.text, new=other.text)


def _read(side: Side) -> list[Mark]:
    return [side.mark(hit, hit.name, RANKS[hit.name]) for hit in side.of("curbs")]


def _degrees(side: Side, partner: list[int]) -> list[Mark]:
    """Return changed words that say that there is nothing or little of something, with what it is as their key."""
    found = []
    for place, word in enumerate(side.words):
        for name, entries in side.lexicon.tables.get("degrees", {}).items() if partner[place] < 0 else ():
            if stem := next(filter(None, (_of_what(word, entry) for entry in entries)), ""):
                found.append(Mark(stem, name, (place,), side.written((place,)), RANKS[name]))
    return found


def _of_what(word: str, entry: str) -> str:
    """Return what a word says that there is nothing or little of: barriere; nothing where it is no such word."""
    bare = entry.strip("*")
    if entry.endswith("*"):
        stem = word.removeprefix(bare) if word.startswith(bare) else ""
    else:
        ending = next((end for end in ("", *_ENDINGS) if word.endswith(bare + end)), None)
        stem = "" if ending is None else word.removesuffix(bare + ending)
    stem = stem.removesuffix("-")
    return stem if len(stem) >= LEAST_STEM else ""
