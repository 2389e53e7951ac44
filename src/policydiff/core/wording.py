"""What differs between two wordings: the redline by whole words, and whether the change is more than editorial."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A figure with its inner separators (1.000, 0,7, 4.0, 1/3) is one word; so is a word with inner hyphens, dots,
# apostrophes or gender signs (Car-Sharing, z.B., Bürger*innen). Every other sign stands for itself.
_PIECES = re.compile(r"\s+|\d+(?:[.,:/]\d+)*|\w+(?:[-‐‑.’'*:_/&]\w+)*|[^\w\s]")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
# What an editorial change may touch: anything that is neither letter nor digit, percent, section or currency sign.
# Signs between two digits stay, or 1,5 and 15 would look alike; so does a minus before a figure.
_ORNAMENT = re.compile(r"(?<!\d)[^\w%‰§€$£°](?!\d)|(?<=\d)[^\w%‰§€$£°](?!\d)|(?<!\d)[^\w%‰§€$£°+\-−–](?=\d)|_")


class Mark(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    INSERTED = "inserted"


class Weight(StrEnum):
    """Whether a rewording only touches the form or may touch the matter."""

    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Neighbouring words with the same mark; kept and removed runs make the old text, kept and inserted the new."""

    mark: Mark
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """A sign that a rewording touches the matter, with the words on both sides that show it."""

    code: str
    old: str
    new: str


def fold(text: str) -> str:
    """Return the text as it is compared: Unicode normal form C, white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def redline(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs of whole words that lead from one text to the other, both folded.

    Blocks are found by the longest common run first (Ratcliff and Obershelp, as in difflib), which reads better than a
    shortest edit script. What was kept between two changes and is no longer than either of them goes into the change
    (the semantic clean-up of Fraser's diff-match-patch): a few common words in a new sentence only hinder reading.
    """
    old_pieces, new_pieces = _PIECES.findall(fold(old)), _PIECES.findall(fold(new))
    blocks: list[tuple[str, str]] = []  # kept text and change in turn: equal texts, then what became of each other
    for operation, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old_pieces, new_pieces, autojunk=False
    ).get_opcodes():
        block = "".join(old_pieces[old_from:old_to]), "".join(new_pieces[new_from:new_to])
        is_change = operation != "equal"
        if is_change and len(blocks) > 1 and _is_swallowed(blocks[-1], blocks[-2], block):
            kept, before = blocks.pop(), blocks.pop()
            block = before[0] + kept[0] + block[0], before[1] + kept[1] + block[1]
        blocks.append(block)
    return tuple(run for block in blocks for run in _runs(*block))


def _is_swallowed(kept: tuple[str, str], before: tuple[str, str], after: tuple[str, str]) -> bool:
    length = len(kept[0].strip())
    return not length or length <= min(max(map(len, before)), max(map(len, after)))


def _runs(old: str, new: str) -> list[Run]:
    if old == new:
        return [Run(mark=Mark.KEPT, text=old)]
    runs = [Run(mark=Mark.REMOVED, text=old), Run(mark=Mark.INSERTED, text=new)]
    return [run for run in runs if run.text]


def weigh(old: str, new: str) -> Weight:
    """Return editorial when only spelling of case and ß, punctuation, hyphens, quotes or spacing differ.

    Everything else is substantive: a substantive change called editorial would hide.
    """
    return Weight.EDITORIAL if _bare(old) == _bare(new) else Weight.SUBSTANTIVE


def signals(old: str, new: str) -> tuple[Signal, ...]:
    """Return the signals of a substantive change; so far `figure`: a figure that went, came or changed."""
    old_figures, new_figures = Counter(_FIGURE.findall(fold(old))), Counter(_FIGURE.findall(fold(new)))
    gone, come = old_figures - new_figures, new_figures - old_figures
    if not gone and not come:
        return ()
    return (Signal(code="figure", old=" · ".join(gone.elements()), new=" · ".join(come.elements())),)


def _bare(text: str) -> str:
    return "".join(_ORNAMENT.sub("", fold(text).casefold().replace("ß", "ss")).split())
