"""Words that do away with something and words that only lessen it: verbieten, begrenzen."""

from collections.abc import Iterator

from policydiff.core.meaning.alignment import Alignment, is_exchange, leftovers, paired
from policydiff.core.meaning.negation import is_of_one_matter, read_denials
from policydiff.core.meaning.reading import Mark, Side
from policydiff.core.meaning.values import Direction, Signal, SignalCode

RANKS = {"stop": 2, "curb": 1}


def find_curbs(alignment: Alignment) -> Iterator[Signal]:
    """Return where a text only lessens what the other does away with: it binds less, though it turns nothing round."""
    old, new = leftovers(_read(alignment.old_side), _read(alignment.new_side), alignment)

    def fits(one: Mark, other: Mark) -> bool:
        return one.name != other.name and is_exchange(one, other, alignment) and is_of_one_matter(alignment, one)

    if not old or not new or read_denials(alignment.old_side) or read_denials(alignment.new_side):
        return
    for one, other in paired(old, new, alignment, fits)[0]:
        is_stronger = other.rank > one.rank
        direction = Direction.STRENGTHENED if is_stronger else Direction.WEAKENED
        yield Signal(code=SignalCode.BINDING, direction=direction, old=one.text, new=other.text)


def _read(side: Side) -> list[Mark]:
    return [side.mark(hit, hit.name, RANKS[hit.name]) for hit in side.of("curbs")]
