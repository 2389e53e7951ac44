"""A redline with the lines that comparing takes off put back into it; which paragraphs of two texts belong together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from policydiff.core.wording import NEW_MARKS, OLD_MARKS, Mark, Run, fold, redline
from policydiff.render.safety import visible

LINE = "\n"
# Two paragraphs are compared word by word when they share so much of their words; below it hardly a phrase is common,
# and one struck and one inserted read better (looked at in the example's preambles: 0.35 and more is a rewording).
_LEAST_LIKENESS = 0.35
# A preamble has few paragraphs; of so many pairs all are weighed, in longer texts only equal ones are found.
_MOST_PAIRS = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A text as it is compared, and the places of the spaces in it at which a line ends."""

    text: str
    ends: frozenset[int] = frozenset()


def lay_out(text: str) -> Layout:
    """Return a text without its layout and where its lines end."""
    lines = _folded_lines(text)
    ends = []
    length = 0
    for one in lines[:-1]:
        ends.append(length + len(one))
        length += len(one) + 1
    return Layout(text=" ".join(lines), ends=frozenset(ends))


def compare_layouts(old: Layout, new: Layout) -> Iterator[Run]:
    """Yield the redline of two texts with their lines, every sign visible.

    Where both have the same words, the new lines are taken: other lines are no change.
    """
    runs = (Run(mark=Mark.KEPT, text=new.text),) if old.text == new.text else redline(old.text, new.text)
    return _with_lines(runs, old, new)


def mark_layout(layout: Layout, mark: Mark) -> Iterator[Run]:
    """Yield a whole text with its lines under one mark."""
    return _with_lines([Run(mark=mark, text=layout.text)], layout, layout)


def pair_paragraphs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return for the place of a new paragraph the place of the old one it is like, each once, the most alike first."""
    before, after = ([Counter(fold(text).split()) for text in texts] for texts in (old, new))
    is_short = len(old) * len(new) <= _MOST_PAIRS
    likenesses = [
        (-likeness, abs(place - old_place), place, old_place)
        for place, words in enumerate(after)
        for old_place, old_words in enumerate(before)
        if is_short or words == old_words
        if (likeness := _likeness(old_words, words)) >= _LEAST_LIKENESS
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, place, old_place in sorted(likenesses):
        if place not in found and old_place not in taken:
            found[place] = old_place
            taken.add(old_place)
    return found


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Return what share of all words both have in common (Dice's coefficient over words with their counts)."""
    return 2 * (old & new).total() / max(old.total() + new.total(), 1)


def _folded_lines(text: str) -> list[str]:
    """Return the lines folded, those as one between which folding joins a broken word."""
    found: list[str] = []
    raw = ""
    for line in text.split(LINE):
        folded = fold(line)
        if not folded:
            continue
        if found and fold(f"{raw}\n{line}") != f"{found[-1]} {folded}":
            raw = f"{raw}\n{line}"
            found[-1] = fold(raw)
        else:
            raw = line
            found.append(folded)
    return found


def _with_lines(runs: Iterable[Run], old: Layout, new: Layout) -> Iterator[Run]:
    old_at = new_at = 0
    for run in runs:
        is_old, is_new = run.mark in OLD_MARKS, run.mark in NEW_MARKS
        words = []
        for piece in re.findall(r" |[^ ]+", run.text):
            is_end = new_at in new.ends if is_new else old_at in old.ends
            words.append(LINE if piece == " " and is_end else visible(piece))
            old_at += len(piece) if is_old else 0
            new_at += len(piece) if is_new else 0
        yield Run(mark=run.mark, text="".join(words), move=run.move)
