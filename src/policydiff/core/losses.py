"""What a rewording struck that asked for something of its own: a whole sentence that nothing says any more."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from policydiff.core.matching.clauses import find_kin, is_figure
from policydiff.core.matching.cutting import find_pieces, find_terms
from policydiff.core.wording import OLD_MARKS, Mark, Run

LEAST_TERMS = 2
"""So many words that carry a subject, figures aside, ask for something: Maut abschaffen."""
MOST_KEPT = 0.25
"""A struck sentence has at most this share of its words in common with what was kept before or behind it."""
MOST_SAID = 0.5
"""Of a struck sentence at most this share of its words stands in what was put in; else it is said in other words. All
three were set by hand on rewordings of laws, programmes and the compendium of the BSI (docs/meaning.md)."""

_END = re.compile(r"[.!?;•]")
_Terms: TypeAlias = frozenset[str]


class _Stretch(NamedTuple):
    """Where a run of a redline stands in the old text, what it says, and most of what was put in right beside it."""

    start: int
    end: int
    is_struck: bool
    beside: int


def find_lost_sentences(redline: tuple[Run, ...]) -> tuple[str, ...]:
    """Return the sentences, and what stands between semicolons or bullets, that a redline strikes as a whole.

    They come in their order. None is returned where other words took its place and share a word with it, or where what
    was put in elsewhere says the same. Of a text of which nothing was kept, none is.
    """
    text = "".join(run.text for run in redline if run.mark in OLD_MARKS)
    stretches = list(_read(redline))
    if not any(_may_hold(one, text) for one in stretches):
        return ()
    if not any(_find_matter(text[one.start : one.end]) for one in stretches if not one.is_struck):
        return ()
    come = frozenset[str]().union(*(_find_matter(run.text) for run in redline if run.mark is Mark.INSERTED))
    return tuple(
        text[start:end] for start, end in find_pieces(text) if _is_lost(text, range(start, end), stretches, come)
    )


def _read(redline: Sequence[Run]) -> Iterator[_Stretch]:
    at = 0
    for place, run in enumerate(redline):
        if run.mark in OLD_MARKS:
            neighbours = (*redline[max(place - 1, 0) : place], *redline[place + 1 : place + 2])
            beside = [len(_find_matter(one.text)) for one in neighbours if one.mark is Mark.INSERTED]
            is_struck = run.mark is Mark.REMOVED
            yield _Stretch(at, at + len(run.text), is_struck, max(beside, default=0) if is_struck else 0)
            at += len(run.text)


def _may_hold(one: _Stretch, text: str) -> bool:
    """Whether a whole sentence may be struck: what is gone has an end in it, or reaches to one end of the text."""
    return one.is_struck and (one.start == 0 or one.end == len(text) or bool(_END.search(text, one.start, one.end)))


def _find_matter(text: str) -> _Terms:
    return frozenset(term for term in find_terms(text) if not is_figure(term))


def _is_lost(text: str, piece: range, stretches: Sequence[_Stretch], come: _Terms) -> bool:
    matter = _find_matter(text[piece.start : piece.stop])
    within = [one for one in stretches if one.start < piece.stop and piece.start < one.end]
    if len(matter) < LEAST_TERMS or not any(_may_hold(one, text) for one in within):
        return False
    here = (text[max(one.start, piece.start) : min(one.end, piece.stop)] for one in within if not one.is_struck)
    kept = frozenset[str]().union(*map(_find_matter, here))
    said = sum(bool(kin) for kin in find_kin(matter, come).values())
    if any(one.beside >= LEAST_TERMS for one in within):
        return not kept and not said
    return len(kept) <= MOST_KEPT * len(matter) and said <= MOST_SAID * len(matter)
