"""What a sentence says for all of its clauses: before the first thing it is about, or behind the last one."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from policydiff.core.matching.clauses import is_figure
from policydiff.core.matching.words import LEAST_KIN_LETTERS, is_kin
from policydiff.core.meaning import Marking, SignalCode
from policydiff.core.meaning.amounts import PRICE
from policydiff.core.quantities import DAYS
from policydiff.core.strands.sides import Reading, Sentence, Side, Word

_CONDITION = (SignalCode.CONDITION, "")
_STANDING = frozenset(((SignalCode.DEADLINE, ""), _CONDITION, (SignalCode.SCOPE, "place")))
"""What holds for all that follows in its sentence: bis 2030, sofern …, in NRW."""
_DENIAL = (SignalCode.NEGATION, "denial")
_EACH = re.compile(
    r"\b(?:jeweils|je(?=\s+(?:\w+\s+)?\d))\b|\beach\b(?=\W*$|\s+(?:with|by|get|gets|receive|receives)\b)", re.IGNORECASE
)
"""What says that a sum is meant for each of several things."""
_AND = frozenset(("und", "sowie", "and"))
_OR = frozenset(("oder", "noch", "or", "nor"))
"""What the last of several things begins with."""
_RATES = frozenset((PRICE, "percent", "permille", "percentage point", "fold", "db", "°", "km/h", *DAYS))
"""Units, as the lexicon writes them, of amounts that several things do not divide among themselves."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A stretch of a sentence before some of its clauses, or behind them, and what it says that may be told of them.

    What is about `standing` holds for them in any case. `is_joined` says that the clauses are not whole without it, or
    it not without them, `is_row` that they stand in a row with or, and `is_together` that what it stands with became
    part of the same sentence as they did. What stands behind `reach` belongs to something else.
    """

    start: int
    end: int
    standing: Collection[tuple[SignalCode, str]] = ()
    is_joined: bool = False
    is_together: bool = False
    is_row: bool = False
    reach: int = 0


class _Kin:
    """Stems, to ask for those that say the same as others."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._alike: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            self._alike[term[:LEAST_KIN_LETTERS]].append(term)

    def __bool__(self) -> bool:
        return bool(self._alike)

    def has(self, terms: Iterable[str]) -> bool:
        """Return whether any of some stems says the same as one of these."""
        return any(
            is_kin(term, other) or is_kin(other, term)
            for term in terms
            for other in self._alike.get(term[:LEAST_KIN_LETTERS], ())
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The clauses that a strand has of one sentence, by place, with both sides of the strand.

    `known` are the stems of the other side and `lacking` those of them that its own has not; `is_held` says that the
    other side has all of its own.
    """

    own: Side
    opposite: Side
    sentence: Sentence
    places: Sequence[int]
    known: _Kin
    lacking: _Kin
    is_held: bool


def complete(reading: Reading, strands: Sequence[tuple[Side, Side]], codes: Collection[SignalCode]) -> list[str]:
    """Return what each strand says on the side of a reading, with what its sentences say for all of their clauses.

    What stands before the first thing of a sentence or behind the last one holds for each of them where one is not
    whole without the other: „Keine Kürzungen bei“ Schulen und Krankenhäusern; Schulen und Brücken „bis 2030 sanieren“.
    Else only what tells when, where or on which condition does, and only from before: „Bis 2030“ Schulen sanieren und
    Brücken erneuern. `strands` have that side first. A condition that the other one lacks is left out, with all that
    stands in it, unless `codes` have conditions.
    """
    parts = [list(_find_parts(*strand)) for strand in strands]
    mates: dict[Sentence, list[_Part]] = defaultdict(list)
    for part in (one for some in parts for one in some):
        mates[part.sentence].append(part)
    tails = {part: _find_tail(reading, part, mates[part.sentence]) for some in parts for part in some}
    told = []
    for (own, _), some in zip(strands, parts, strict=True):
        pieces = []
        for part in some:
            before = [mate for mate in mates[part.sentence] if mate.places[0] < part.places[0]]
            lead = _find_lead(reading, part, before, is_joined=any(tails[mate].is_joined for mate in before))
            before_it, after_it = (_write(reading, part, frame, codes) for frame in (lead, tails[part]))
            text = "; ".join(reading.write(part.places))
            first, _, rest = text.partition(" ")
            text = rest if before_it and first in _AND else text
            pieces.append(" ".join(filter(None, (before_it, text, after_it))))
        told.append("; ".join(pieces) or own.text)
    return told


def _find_parts(own: Side, opposite: Side) -> Iterator[_Part]:
    if own.text and opposite.text:
        known, mine = _Kin(opposite.stems), _Kin(own.terms)
        lacking = _Kin(term for term in opposite.terms if not is_figure(term) and not mine.has((term,)))
        is_held = all(known.has((term,)) for term in own.terms if not is_figure(term))
        for sentence, places in own.sentences.items():
            yield _Part(own, opposite, sentence, places, known, lacking, is_held)


def _find_lead(reading: Reading, part: _Part, before: Sequence[_Part], *, is_joined: bool) -> _Frame:
    """Return what stands before clauses, up to the first word of something that became something else."""
    places, text = reading.sentences[part.sentence], reading.texts[part.sentence[0]]
    start, end = reading.starts[places[0]], reading.starts[part.places[0]]
    first, own = (reading.cuts[place] for place in (places[0], part.places[0]))
    words = [word for place in places if place < part.places[0] for word in reading.words[place]]
    end = next((word.start for word in words if not _is_common(word, part)), end)
    words = [word for word in words if word.end <= end]
    known = [word.start for word in words if part.known.has(word.terms)]
    is_together, is_row = _is_together(part, before), _is_row(reading, part)
    return _Frame(
        start,
        end + text.startswith(",", end),
        standing=_STANDING if first.piece == own.piece or ":" in text[start:end] else (),
        is_joined=is_joined or (_is_thing(reading, part) and not is_together) or _has_matter(words, part),
        is_together=is_together,
        is_row=is_row,
        reach=end if is_joined or is_row else max(known, default=end),
    )


def _find_tail(reading: Reading, part: _Part, mates: Sequence[_Part]) -> _Frame:
    """Return what stands behind clauses, from the last word of something that became something else on."""
    last = part.places[-1]
    behind = [place for place in reading.sentences[part.sentence] if place > last]
    if not behind:
        return _Frame(0, 0)
    words = [word for place in behind for word in reading.words[place]]
    start = max((word.end for word in words if not _is_common(word, part)), default=reading.starts[behind[0]])
    words = [word for word in words if word.start >= start]
    end = reading.cuts[behind[-1]].end
    return _Frame(
        start,
        end,
        standing=(_CONDITION,) if _CONDITION in map(_about, reading.markings[behind[0]]) else (),
        is_joined=_has_matter(words, part),
        is_together=_is_together(part, (mate for mate in mates if mate.places[0] > last)),
        reach=end,
    )


def _is_together(part: _Part, mates: Iterable[_Part]) -> bool:
    return any(part.opposite.sentences.keys() & mate.opposite.sentences.keys() for mate in mates)


def _is_thing(reading: Reading, part: _Part) -> bool:
    """Return whether clauses are but one word that the counterpart has as well: und Krankenhäusern."""
    return (
        part.is_held and sum(len(reading.words[place]) for place in part.places) == 1 and not any(part.own.markings())
    )


def _is_row(reading: Reading, part: _Part) -> bool:
    """Return whether clauses that have no verb of their own that binds are in a row with or: not cut, sell or close."""
    places = [place for place in reading.sentences[part.sentence] if place >= part.places[0]]
    first = (reading.cuts[place].text.split(" ")[0] for place in places)
    return next((word for word in first if word in _AND | _OR), "") in _OR and not any(
        reading.moods[place] for place in part.places
    )


def _is_common(word: Word, part: _Part) -> bool:
    return word.is_marked or part.known.has(word.terms)


def _has_matter(words: Iterable[Word], part: _Part) -> bool:
    """Return whether words say what clauses lack that say nothing but what their counterpart does."""
    return (
        part.is_held and bool(part.lacking) and any(word.is_turning or part.lacking.has(word.terms) for word in words)
    )


def _write(reading: Reading, part: _Part, frame: _Frame, codes: Collection[SignalCode]) -> str:
    """Return a frame with blanks for what does not hold for the clauses, or what they say in their own way."""
    if frame.start >= frame.end:
        return ""
    found = [
        one
        for place in reading.sentences[part.sentence]
        for one in reading.markings[place]
        if frame.start <= one.start < frame.end
    ]
    held = [one for one in found if _holds(one, reading, part, frame)]
    blank = _letters(one for one in found if one not in held) - _letters(held)
    # What stands within a condition stays, comes and goes with it.
    for one in (mark for mark in found if mark.code is SignalCode.CONDITION):
        if one in held and _is_heard(one, part):
            blank -= _letters((one,))
        elif one not in held or one.code not in codes:
            blank |= _letters((one,))
    text = reading.texts[part.sentence[0]][frame.start : frame.end]
    return "".join(" " if at in blank else sign for at, sign in enumerate(text, frame.start)).strip()


def _letters(markings: Iterable[Marking]) -> set[int]:
    return {at for one in markings for start, end in one.spans for at in range(start, end)}


def _holds(one: Marking, reading: Reading, part: _Part, frame: _Frame) -> bool:
    """Return whether what stands in a frame holds for clauses that say nothing of the kind themselves.

    Where that is open, it does if their counterpart says the same.
    """
    about = _about(one)
    is_heard = _is_heard(one, part)
    own, theirs = ([mark for mark in side.markings() if _about(mark) == about] for side in (part.own, part.opposite))
    if own:
        return len(own) < len(theirs) and one.text in {mark.text for mark in theirs}
    if frame.is_together:
        return frame.is_joined and one.code is SignalCode.NEGATION
    if one.code is SignalCode.FIGURE:
        return is_heard
    if one.code is SignalCode.AMOUNT and one.kind not in _RATES:
        sentence = reading.sentences[part.sentence]
        return is_heard and bool(_EACH.search(reading.text(sentence[0], sentence[-1])))
    if about in frame.standing:
        return True
    if about == _DENIAL:
        return (frame.is_joined or frame.is_row) and one.start <= frame.reach
    return is_heard or (frame.is_joined and one.start <= frame.reach)


def _is_heard(one: Marking, part: _Part) -> bool:
    return (one.code, one.key) in part.opposite.values()


def _about(one: Marking) -> tuple[SignalCode, str]:
    """Return what a marking is about: kein and nur are of one kind."""
    return _DENIAL if one.kind == "exclusive" else (one.code, one.kind)
