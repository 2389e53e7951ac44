"""Which words of the old text became which of the new one, and so which marks were kept, exchanged, lost or won."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from policydiff.core.meaning.reading import Mark, Side
from policydiff.core.wording.blocks import Block, align

SWAPPED_WORDS = 2
"""Two marks that changed places are a change only where hardly more than they changed: 5 % for A and 10 % for B."""
MANY_PAIRS = 10_000
"""From so many pairs of marks on, only those that stand near each other are looked at: else a text of 100,000 letters
takes minutes. A text of 200 words would need a mark at every second one to come so far."""
FAR = 200
"""How many words apart two marks of such a text are at most: the longest text of ISM has 211."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """One side of an alignment, by place: the partner on the other side (-1: none), the block, the common position."""

    partner: list[int]
    block: list[int]
    position: list[int]

    def blocks_of(self, mark: Mark) -> set[int]:
        """Return the changed blocks that a mark has words in."""
        return {self.block[place] for place in mark.places if self.partner[place] < 0}

    def at(self, mark: Mark) -> int:
        """Return where a mark stands, in steps that both sides share."""
        return self.position[mark.places[0]]

    def is_kept(self, mark: Mark) -> bool:
        """Whether every word of a mark stands in the other text as well."""
        return all(self.partner[place] >= 0 for place in mark.places)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Both sides, aligned word by word."""

    old_side: Side
    new_side: Side
    old: Aligned
    new: Aligned
    blocks: tuple[Block, ...]

    def content(self, block: int) -> tuple[int, int]:
        """Return how many words that say what the text is about a block took away, and how many it brought."""
        one = self.blocks[block]
        return (
            sum(map(self.old_side.is_content, range(one.old_from, one.old_to))),
            sum(map(self.new_side.is_content, range(one.new_from, one.new_to))),
        )

    def is_partner(self, one: Mark, other: Mark) -> bool:
        """Whether a mark of the old side and one of the new share a word that stands in both texts."""
        return any(self.old.partner[place] in other.places for place in one.places)

    def has_new_subject(self, mark: Mark) -> bool:
        """Whether words of the matter, apart from a mark of the old side, became others as well."""
        own = self.old.blocks_of(mark)
        return any(
            min(self.content(block)) > 0
            for block, one in enumerate(self.blocks)
            if not one.is_kept and block not in own
        )

    def mirrored(self) -> "Alignment":
        """Return the same with old and new in each other's place."""
        blocks = tuple(
            one._replace(old_from=one.new_from, old_to=one.new_to, new_from=one.old_from, new_to=one.old_to)
            for one in self.blocks
        )
        return Alignment(self.new_side, self.old_side, self.new, self.old, blocks)


def align_sides(old: Side, new: Side) -> Alignment:
    """Return the alignment of two texts."""
    blocks = tuple(align(old.words, new.words))
    sides = [Aligned([-1] * len(side.words), [0] * len(side.words), [0] * len(side.words)) for side in (old, new)]
    position = 0
    for number, one in enumerate(blocks):
        for side, start, end in ((sides[0], one.old_from, one.old_to), (sides[1], one.new_from, one.new_to)):
            for place in range(start, end):
                side.block[place], side.position[place] = number, position + place - start
        if one.is_kept:
            for step in range(one.old_to - one.old_from):
                sides[0].partner[one.old_from + step] = one.new_from + step
                sides[1].partner[one.new_from + step] = one.old_from + step
        position += max(one.old_to - one.old_from, one.new_to - one.new_from)
    return Alignment(old, new, sides[0], sides[1], blocks)


Pair = tuple[Mark, Mark]


def whatever(one: Mark, other: Mark) -> bool:  # noqa: ARG001
    """Any mark may have become any other."""
    return True


def never(one: Mark, other: Mark) -> bool:  # noqa: ARG001
    """No mark says of something else what another one says."""
    return False


def leftovers(
    old: Sequence[Mark],
    new: Sequence[Mark],
    alignment: Alignment,
    are_apart: Callable[[Mark, Mark], bool] = never,
) -> tuple[list[Mark], list[Mark]]:
    """Return the marks of each side that the other does not have: neither in place nor moved.

    `are_apart` says of two marks with one key, in different places, that they say it of different things.
    """
    if not old or not new:
        return list(old), list(new)
    standing = {(mark.key, mark.places): mark for mark in new}
    kept_old, kept_new = set(), set()
    for mark in old:
        moved = tuple(alignment.old.partner[place] for place in mark.places)
        twin = standing.get((mark.key, moved))
        if twin and not are_apart(mark, twin):
            kept_old.add(mark.places)
            kept_new.add(moved)
    old = [mark for mark in old if mark.places not in kept_old]
    new = [mark for mark in new if mark.places not in kept_new]
    if not old or not new:
        return list(old), list(new)

    gone = {block for mark in old for block in alignment.old.blocks_of(mark)}
    come = {block for mark in new for block in alignment.new.blocks_of(mark)}

    def is_same(one: Mark, other: Mark) -> bool:
        if one.key != other.key or _is_swapped(one, other, gone, come, alignment):
            return False
        return not are_apart(one, other)

    _, old_left, new_left = paired(old, new, alignment, is_same)
    return old_left, new_left


def paired(
    old: Sequence[Mark],
    new: Sequence[Mark],
    alignment: Alignment,
    fits: Callable[[Mark, Mark], bool],
    *,
    reach: int | None = None,
) -> tuple[list[Pair], list[Mark], list[Mark]]:
    """Return which mark became which, those of one block first, then the nearest, and those that are alone."""
    if not old or not new:
        return [], list(old), list(new)
    found = []
    there_of = [alignment.new.at(mark) for mark in new]
    is_crowded = len(old) * len(new) > MANY_PAIRS
    by_place = sorted(range(len(new)), key=there_of.__getitem__)
    standing = [there_of[place] for place in by_place]
    near = slice(None)
    for one_place, one in enumerate(old):
        here = alignment.old.at(one)
        if is_crowded:
            near = slice(bisect_left(standing, here - FAR), bisect_right(standing, here + FAR))
        for other_place in by_place[near]:
            other = new[other_place]
            if not fits(one, other):
                continue
            apart = not is_exchange(one, other, alignment)
            there = there_of[other_place]
            if reach is None or not apart or abs(here - there) <= reach:
                found.append((apart, abs(here - there), here + there, one_place, other_place))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs = []
    for *_, one_place, other_place in sorted(found):
        if one_place not in taken_old and other_place not in taken_new:
            taken_old.add(one_place)
            taken_new.add(other_place)
            pairs.append((old[one_place], new[other_place]))
    pairs.sort(key=lambda pair: (alignment.old.at(pair[0]), alignment.new.at(pair[1])))
    return (
        pairs,
        [mark for place, mark in enumerate(old) if place not in taken_old],
        [mark for place, mark in enumerate(new) if place not in taken_new],
    )


def is_exchange(one: Mark, other: Mark, alignment: Alignment) -> bool:
    """Whether two marks stand where one run of words became another."""
    return not alignment.old.blocks_of(one).isdisjoint(alignment.new.blocks_of(other))


def _is_swapped(one: Mark, other: Mark, gone: set[int], come: set[int], alignment: Alignment) -> bool:
    """Whether two marks that say the same stand in two places where each became something else.

    `gone` and `come` are the changed blocks that hold marks of the old text and of the new.
    """
    if is_exchange(one, other, alignment):
        return False
    here, there = alignment.old.blocks_of(one), alignment.new.blocks_of(other)
    if not all(_is_small(alignment.blocks[block]) for block in here | there):
        return False
    return not here.isdisjoint(come) and not there.isdisjoint(gone)


def _is_small(block: Block) -> bool:
    return max(block.old_to - block.old_from, block.new_to - block.new_from) <= SWAPPED_WORDS
