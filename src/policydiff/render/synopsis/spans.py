"""Words in runs of one mark, for a synopsis: a version in the middle has words that came and words that will go."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from policydiff.core.wording import redline
from policydiff.render.pieces import INSERTED, KEPT, MOVED_AWAY, MOVED_HERE, NUMBER, REMOVED, Piece, side_pieces
from policydiff.render.safety import line

_CAME = (INSERTED, MOVED_HERE)
_GOES = (REMOVED, MOVED_AWAY)


class Span(NamedTuple):
    """Neighbouring words with the same marks.

    `came` (inserted, moved-here) is seen from the version before, `goes` (removed, moved-away) from the version behind;
    `signs` are the numbers of moves in brackets, to stand before the words. A `number` is that of a part of a split or
    merge and no word of the text. A tuple, since a large synopsis has ten thousands of them.
    """

    text: str
    came: str = ""
    goes: str = ""
    signs: str = ""
    is_number: bool = False


class _Letter(NamedTuple):
    text: str
    mark: str
    move: int | None


def spans(pieces: Iterable[Piece]) -> tuple[Span, ...]:
    """Return marked words of one side of a comparison."""
    return tuple(_span(piece) for piece in pieces)


def overlay(came: Sequence[Piece], goes: Sequence[Piece]) -> tuple[Span, ...]:
    """Return one text with its marks from two comparisons: as the new side of the first, the old side of the second."""
    if all(piece.mark == KEPT for piece in came):
        return spans(goes)
    if all(piece.mark == KEPT for piece in goes):
        return spans(came)
    # Moves are counted anew in each comparison; here both stand in one text.
    above = max((piece.move or 0 for piece in came), default=0)
    goes = [Piece(piece.mark, piece.text, piece.move and piece.move + above) for piece in goes]
    letters, numbers = _letters(came)
    others, other_numbers = _letters(goes)
    if [one.text for one in letters if one.text.strip()] != [one.text for one in others if one.text.strip()]:
        return spans(goes)  # two readings of one text that do not agree: the later one counts
    return tuple(_joined(_merged(letters, numbers, others, other_numbers)))


def compared(
    before: str | None, text: str, after: str | None, *, has_before: bool, has_after: bool
) -> tuple[Span, ...]:
    """Return a text marked against its wordings in the versions before and behind, where there are any."""
    came = _side(before, text, is_old=False) if has_before else [Piece(KEPT, line(text))]
    goes = _side(after, text, is_old=True) if has_after else [Piece(KEPT, line(text))]
    return overlay(came, goes)


def plain(text: str) -> tuple[Span, ...]:
    """Return a text without any mark."""
    return (Span(line(text)),) if text.strip() else ()


def _side(other: str | None, text: str, *, is_old: bool) -> list[Piece]:
    if not other:
        return [Piece(REMOVED if is_old else INSERTED, line(text))]
    old, new = (text, other) if is_old else (other, text)
    return list(side_pieces(redline(old, new), is_old=is_old))


def _span(piece: Piece) -> Span:
    return Span(
        text=piece.text,
        came=piece.mark if piece.mark in _CAME else "",
        goes=piece.mark if piece.mark in _GOES else "",
        signs=f"[{piece.move}]" if piece.move else "",
        is_number=piece.mark == NUMBER,
    )


def _letters(pieces: Iterable[Piece]) -> tuple[list[_Letter], dict[int, str]]:
    """Return the letters with their marks, and the numbers of parts by how many letters stand before them."""
    found: list[_Letter] = []
    numbers: dict[int, str] = {}
    count = 0
    for piece in pieces:
        if piece.mark == NUMBER:
            numbers[count] = piece.text
            continue
        for letter in piece.text:
            found.append(_Letter(letter, piece.mark, piece.move))
            count += not letter.isspace()
    return found, numbers


def _merged(
    came: Sequence[_Letter], numbers: dict[int, str], goes: Sequence[_Letter], other_numbers: dict[int, str]
) -> Iterator[Span]:
    """Yield one span for each letter; white space has a mark only where the letters on both sides share it."""
    marks = [one for one in came if one.text.strip()]
    count = 0
    for one in goes:
        if one.text.isspace():
            first, second = marks[max(count - 1, 0)], marks[min(count, len(marks) - 1)]
            before = first if (first.mark, first.move) == (second.mark, second.move) else _Letter(" ", KEPT, None)
        else:
            sign = numbers.pop(count, "") + other_numbers.pop(count, "")
            if sign:
                yield Span(sign, is_number=True)
            before = marks[count]
            count += 1
        moves = (before.move, one.move)
        yield Span(
            text=one.text,
            came=before.mark if before.mark in _CAME else "",
            goes=one.mark if one.mark in _GOES else "",
            signs="".join(f"[{move}]" for move in moves if move),
        )


def _joined(letters: Iterable[Span]) -> Iterator[Span]:
    for marks, held in groupby(letters, lambda one: one[1:]):
        yield Span("".join(one.text for one in held), *marks)
