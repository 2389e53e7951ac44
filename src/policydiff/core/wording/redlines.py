"""The redline: what was kept, removed, inserted and moved, by whole words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from policydiff.core.wording.blocks import Block, align
from policydiff.core.wording.folding import fold
from policydiff.core.wording.moves import is_clause, with_moves
from policydiff.core.wording.tokens import keys, tokens


class Mark(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    INSERTED = "inserted"
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"


OLD_MARKS = frozenset((Mark.KEPT, Mark.REMOVED, Mark.MOVED_AWAY))
"""The marks of the runs that make the old text."""
NEW_MARKS = frozenset((Mark.KEPT, Mark.INSERTED, Mark.MOVED_HERE))
"""The marks of the runs that make the new text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Neighbouring words with the same mark.

    Kept, removed and moved-away runs make the old text, kept, inserted and moved-here ones the new. `move` links the
    two places of a moved clause: 1, 2, … in the order of the new text.
    """

    mark: Mark
    text: str
    move: int | None = None


class _Piece(NamedTuple):
    mark: Mark
    text: str
    move: int = 0


class _Side(NamedTuple):
    """The words of one text: space before each, how each is compared, and each with its space."""

    spaces: Sequence[str]
    keys: Sequence[str]
    words: Sequence[str]


def redline(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs of whole words that lead from one text to the other, both folded.

    What was kept between two changes and is no longer than either of them goes into the change (the semantic clean-up
    of Fraser's diff-match-patch), unless it is a clause: a few common words in a new sentence only hinder reading. A
    clause that stands elsewhere word for word is shown as moved.
    """
    old_side, new_side = _side(old), _side(new)
    blocks = with_moves(_cleaned(align(old_side.keys, new_side.keys), old_side, new_side), old_side.keys, new_side.keys)
    return tuple(_joined(_pieces(blocks, old_side, new_side)))


def _side(text: str) -> _Side:
    found = tokens(fold(text))
    return _Side([space for space, _ in found], keys(found), [space + word for space, word in found])


def _cleaned(blocks: Sequence[Block], old: _Side, new: _Side) -> list[Block]:
    """Return the blocks with each kept one that is no longer than the changes around it made part of them."""
    found: list[Block] = []
    for block in blocks:
        if not block.is_kept and len(found) > 1:
            kept, before = found[-1], found[-2]
            length = len("".join(new.words[kept.new_from : kept.new_to]).strip())
            is_short = length <= min(_length(before, old, new), _length(block, old, new))
            if is_short and not is_clause(new.keys[kept.new_from : kept.new_to]):
                found[-2:] = [Block(False, before.old_from, block.old_to, before.new_from, block.new_to)]
                continue
        found.append(block)
    return found


def _length(block: Block, old: _Side, new: _Side) -> int:
    gone, come = old.words[block.old_from : block.old_to], new.words[block.new_from : block.new_to]
    return max(sum(map(len, gone)), sum(map(len, come)))


def _pieces(blocks: Sequence[Block], old: _Side, new: _Side) -> Iterator[_Piece]:
    """Yield the blocks as text; a space that stands before a change on both sides, or behind it on both, was kept."""
    for place, block in enumerate(blocks):
        if not block.is_kept:
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            yield from _changed(block, after if after and after.is_kept else None, old, new)
        else:
            yield from _kept(block, old, new, is_first=not place)


def _kept(block: Block, old: _Side, new: _Side, *, is_first: bool) -> Iterator[_Piece]:
    """Yield the words both texts hold; the space before them belongs to the change before them.

    A space that only one text has stands for itself; an abbreviation with other spaces is another word.
    """
    old_words = [old.words[at] for at in range(block.old_from, block.old_to)]
    new_words = [new.words[at] for at in range(block.new_from, block.new_to)]
    if not is_first:
        old_words[0], new_words[0] = old_words[0].lstrip(), new_words[0].lstrip()
    if old_words == new_words:
        yield _Piece(Mark.KEPT, "".join(new_words))
        return
    for before, after in zip(old_words, new_words, strict=True):
        if before == after:
            yield _Piece(Mark.KEPT, after)
        elif len(before) > len(after):
            yield from (_Piece(Mark.REMOVED, " "), _Piece(Mark.KEPT, after))
        else:
            yield from (_Piece(Mark.INSERTED, " "), _Piece(Mark.KEPT, before))


def _changed(block: Block, after: Block | None, old: _Side, new: _Side) -> Iterator[_Piece]:
    """Yield the words that went and those that came, with the space before what was kept after them."""
    gone = "".join(old.words[block.old_from : block.old_to]) + (old.spaces[after.old_from] if after else "")
    come = "".join(new.words[block.new_from : block.new_to]) + (new.spaces[after.new_from] if after else "")
    if gone[:1] == come[:1] == " ":
        yield _Piece(Mark.KEPT, " ")
        gone, come = gone[1:], come[1:]
    tail = " " if gone[-1:] == come[-1:] == " " else ""
    if tail:
        gone, come = gone[:-1], come[:-1]
    if gone:
        is_moved = block.move and block.old_to > block.old_from
        yield _Piece(Mark.MOVED_AWAY, gone, block.move) if is_moved else _Piece(Mark.REMOVED, gone)
    if come:
        is_moved = block.move and block.new_to > block.new_from
        yield _Piece(Mark.MOVED_HERE, come, block.move) if is_moved else _Piece(Mark.INSERTED, come)
    if tail:
        yield _Piece(Mark.KEPT, tail)


def _joined(pieces: Iterator[_Piece]) -> Iterator[Run]:
    """Yield the pieces as runs: within one change first what went, then what came, neighbours with one mark as one."""
    open_pieces: dict[Mark, str] = {}
    for mark, text, move in pieces:
        if mark in (Mark.REMOVED, Mark.INSERTED):
            if Mark.KEPT in open_pieces:
                yield from _runs(open_pieces)
                open_pieces = {}
            open_pieces[mark] = open_pieces.get(mark, "") + text
            continue
        if mark is not Mark.KEPT or Mark.KEPT not in open_pieces:
            yield from _runs(open_pieces)
            open_pieces = {}
        if mark is Mark.KEPT:
            open_pieces[mark] = open_pieces.get(mark, "") + text
        else:
            yield Run(mark=mark, text=text, move=move)
    yield from _runs(open_pieces)


def _runs(pieces: dict[Mark, str]) -> Iterator[Run]:
    for mark in (Mark.KEPT, Mark.REMOVED, Mark.INSERTED):
        if pieces.get(mark):
            yield Run(mark=mark, text=pieces[mark])
