"""Words in runs of one mark: redlines as people read them."""

from collections.abc import Iterable
from typing import NamedTuple

from policydiff.core.wording import NEW_MARKS, OLD_MARKS, Mark, Run
from policydiff.render.safety import visible

KEPT, REMOVED, INSERTED = str(Mark.KEPT), str(Mark.REMOVED), str(Mark.INSERTED)
MOVED_AWAY, MOVED_HERE = str(Mark.MOVED_AWAY), str(Mark.MOVED_HERE)
MOVED = (MOVED_AWAY, MOVED_HERE)
# No words of the text but the circled number of the part that the clause behind it belongs to.
NUMBER = "number"
# A space at which no line ends.
FIXED = "\N{NO-BREAK SPACE}"
# Signs that stand by themselves, as words do, and those that belong to the word behind them, or may.
_LIKE_WORDS = "–—%‰&§+=€$£"
_LEANING = "([{„‚“‘«»\"'-/"


class Piece(NamedTuple):
    """Neighbouring words with one mark; white space at the edges of marked words is a kept piece of its own.

    `move` is the number that the old and the new place of moved words share. A tuple, since a large report has ten
    thousands of them.
    """

    mark: str
    text: str
    move: int | None = None


def pieces(redline: Iterable[Run]) -> tuple[Piece, ...]:
    """Return a redline as pieces whose marks never reach over the white space at their edges."""
    found: list[Piece] = []
    is_apart = False
    for run in redline:
        text = visible(run.text).replace("\n", " ").replace("\t", " ")
        bare = text.strip()
        is_apart |= text[:1].isspace()
        if not bare:
            continue
        mark = str(run.mark)
        if found and (is_apart or _meet(found[-1], mark, bare)):
            if found[-1].mark == KEPT:
                found[-1] = Piece(KEPT, f"{found[-1].text} ")
            elif mark == KEPT:
                bare = f" {bare}"
            else:
                found.append(Piece(KEPT, " "))
        if found and (found[-1].mark, found[-1].move) == (mark, run.move):
            found[-1] = Piece(mark, found[-1].text + bare, run.move)
        else:
            found.append(Piece(mark, bare, run.move))
        is_apart = text[-1:].isspace()
    return tuple(found)


def side_pieces(redline: Iterable[Run], *, is_old: bool) -> tuple[Piece, ...]:
    """Return the pieces of one side of a redline: those that make its text."""
    marks = OLD_MARKS if is_old else NEW_MARKS
    return pieces(run for run in redline if run.mark in marks)


def _meet(before: Piece, mark: str, bare: str) -> bool:
    """Return whether what was removed and what was inserted would stand side by side without a space between them."""
    is_of_one_text = any({mark, before.mark} <= side for side in (OLD_MARKS, NEW_MARKS))
    return not is_of_one_text and (bare[0].isalnum() or bare[0] in _LIKE_WORDS) and before.text[-1] not in _LEANING
