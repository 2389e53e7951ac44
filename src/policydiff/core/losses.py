"""What a rewording struck that asked for something of its own: a whole sentence that nothing says any more."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from policydiff.core.matching.clauses import find_kin, is_figure
from policydiff.core.matching.cutting import find_pieces, find_terms
from policydiff.core.wording import OLD_MARKS, Mark, Run

LEAST_TERMS = 2
"""So many words that carry a subject, figures aside, ask for something: Maut abschaffen."""
LEAST_EXCHANGED = 3
"""So many of them must a sentence have in whose place one other stands, to be another demand and no other wording."""
MOST_KEPT = 0.25
"""A struck sentence has at most this share of its words in common with what was kept before or behind it."""
MOST_SAID = 0.5
"""Of a struck sentence at most this share of its words stands in what was put in; else it is said in other words. All
four were set by hand on rewordings of laws, programmes and the compendium of the BSI (docs/meaning.md)."""

# The stem of a participle: gewartet, abgeschafft.
_PARTICIPLE = re.compile(r"(?P<before>ab|an|auf|aus|bei|ein|um|vor|zu|)ge(?P<verb>\w{4,}t)")
_Terms: TypeAlias = frozenset[str]


class _Stretch(NamedTuple):
    """Where a run of a redline stands in the old text, whether it is struck, and what was put in right beside it."""

    start: int
    end: int
    is_struck: bool
    beside: _Terms


def find_lost_sentences(redline: tuple[Run, ...]) -> tuple[str, ...]:
    """Return the sentences, and what stands between semicolons or bullets, that a redline strikes as a whole.

    They come in their order. None is returned where what took its place has a word of it or says too little to tell,
    or where what was put in elsewhere says the same. Of a text that is one sentence, or of which nothing was kept, none
    is. Which sign ends a sentence does not matter.
    """
    text = "".join(run.text for run in redline if run.mark in OLD_MARKS)
    pieces = [range(*piece) for piece in find_pieces(text)]
    stretches = list(_read(redline))
    if len(pieces) < 2 or not any(one.is_struck for one in stretches):
        return ()
    kept = _find_matter(text[one.start : one.end] for one in stretches if not one.is_struck)
    if not kept:
        return ()
    come = _find_matter(run.text for run in redline if run.mark is Mark.INSERTED)
    return tuple(text[piece.start : piece.stop] for piece in pieces if _is_lost(text, piece, stretches, kept, come))


def _read(redline: Sequence[Run]) -> Iterator[_Stretch]:
    at = 0
    for before, run, behind in zip((None, *redline), redline, (*redline[1:], None), strict=False):
        if run.mark in OLD_MARKS:
            beside = (one.text for one in (before, behind) if one and one.mark is Mark.INSERTED)
            is_struck = run.mark is Mark.REMOVED
            yield _Stretch(at, at + len(run.text), is_struck, _find_matter(beside) if is_struck else frozenset())
            at += len(run.text)


def _find_matter(texts: Iterable[str]) -> _Terms:
    return frozenset(term for text in texts for term in find_terms(text) if not is_figure(term))


def _is_lost(text: str, piece: range, stretches: Sequence[_Stretch], kept: _Terms, come: _Terms) -> bool:
    matter = _find_matter([text[piece.start : piece.stop]])
    within = [one for one in stretches if one.start < piece.stop and piece.start < one.end]
    struck = [one for one in within if one.is_struck]
    if len(matter) < LEAST_TERMS or not struck:
        return False
    here = _find_matter(
        text[max(one.start, piece.start) : min(one.end, piece.stop)] for one in within if not one.is_struck
    )
    beside = frozenset[str]().union(*(one.beside for one in struck))
    said = _find_said(matter, come)
    if len(beside) >= LEAST_TERMS:
        beyond = (side for one in struck for side in (text[one.start : piece.start], text[piece.stop : one.end]))
        least = LEAST_TERMS if _find_matter(beyond) else LEAST_EXCHANGED
        return len(matter) >= least and not here and not said
    # What it only takes up again stands elsewhere still: Wir bauen ein Haus. Das Haus steht allen offen.
    own = matter - (kept - here)
    return len(here) <= min(MOST_KEPT * len(own), 1) and len(said) <= MOST_SAID * len(matter)


def _find_said(matter: _Terms, come: _Terms) -> _Terms:
    """Return the words of a sentence that others say, a participle as its verb: Wartung, gewartet."""
    others = come | {_find_verb(one) for one in come}
    mine = {one: (one, _find_verb(one)) for one in matter}
    kin = find_kin({form for forms in mine.values() for form in forms}, others)
    return frozenset(one for one, forms in mine.items() if any(kin[form] for form in forms))


def _find_verb(term: str) -> str:
    participle = _PARTICIPLE.fullmatch(term)
    return participle["before"] + participle["verb"] if participle else term
