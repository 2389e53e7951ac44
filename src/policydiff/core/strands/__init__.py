"""The signals of a split or merge: what of the old texts became what of the new ones, compared strand by strand."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from policydiff.core.catalogue import Demand
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching.clauses import Tracing
from policydiff.core.matching.cutting import Cut
from policydiff.core.meaning import Signal, SignalCode, find_signals, in_order
from policydiff.core.strands.frames import complete
from policydiff.core.strands.sides import Reading, Side, read_clauses, read_texts

__all__ = ["find_part_signals"]

_OF_SENTENCES = frozenset((SignalCode.BINDING, SignalCode.CONDITION))
"""Signals of all that one demand gave to another; others are read clause by clause, so that no like sum hides one.
Read clause by clause these too, 34 of the 566 joined German pairs of `benchmarks/meaning` go wrong."""
_OF_CLAUSES = frozenset(SignalCode) - _OF_SENTENCES
_INDIVISIBLE = frozenset((SignalCode.DEADLINE, SignalCode.NEGATION, SignalCode.CONDITION))
_LIMITS = frozenset(("quantifier", "exclusive"))
"""What a clause that went two ways must have taken both ways: a sum, a name or a place can stand on in one."""
_DISTRIBUTING = frozenset(("each", "both", "beide", "beiden"))
"""Words that say nothing any more where each thing has a demand of its own."""


@dataclass(frozen=True, slots=True)
class _Strand:
    """Clauses of one old demand and those of one new demand that they became; one side is empty where none did."""

    old: Side
    new: Side
    signals: tuple[Signal, ...]

    @property
    def is_lone(self) -> bool:
        """Return whether one side is empty."""
        return not self.old.text or not self.new.text


def find_part_signals(
    old: Sequence[Demand], new: Sequence[Demand], tracing: Tracing, lexicon: Lexicon
) -> tuple[Signal, ...]:
    """Return what a split or merge means, by code and direction, each clause read against what became of it.

    So a figure is compared with that of the same matter, and one that stands on in another demand hides nothing.
    """
    before, after = read_texts(old, tracing.old, lexicon), read_texts(new, tracing.new, lexicon)
    links = {(one, other): (tracing.old[one].demand, tracing.new[other].demand) for one, other in tracing.pairs}
    numbers = {link: number for number, link in enumerate(dict.fromkeys(links.values()))}
    whole = {pair: numbers[link] for pair, link in links.items()}
    found = (
        _find_strands(before, after, knots, codes, lexicon)
        for knots, codes in ((whole, _OF_SENTENCES), (_tie(tracing), _OF_CLAUSES))
    )
    return in_order(
        dict.fromkeys(
            one
            for strands in found
            for strand in strands
            for one in strand.signals
            if not _is_kept(one, strand, strands)
        )
    )


def _find_strands(
    before: Reading,
    after: Reading,
    knots: Mapping[tuple[int, int], int],
    codes: Collection[SignalCode],
    lexicon: Lexicon,
) -> list[_Strand]:
    """Return what became of what, the clauses of pairs with the same number as one, then what was traced nowhere."""
    heirs = _attach(before.cuts, [(one, knot) for (one, _), knot in knots.items()])
    sources = _attach(after.cuts, [(other, knot) for (_, other), knot in knots.items()])
    old_places, new_places = _find_places(heirs), _find_places(sources)
    sides = [
        (read_clauses(before, old_places[knot]), read_clauses(after, new_places[knot]))
        for knot in dict.fromkeys(knots.values())
    ]
    sides += [(read_clauses(before, run), Side()) for run in _find_lone(before.cuts, heirs)]
    sides += [(Side(), read_clauses(after, run)) for run in _find_lone(after.cuts, sources)]
    olds, news = complete(before, sides, codes), complete(after, [(new, old) for old, new in sides], codes)
    return [
        _Strand(*pair, tuple(one for one in _read(*pair, texts, lexicon) if one.code in codes))
        for pair, texts in zip(sides, zip(olds, news, strict=True), strict=True)
    ]


def _tie(tracing: Tracing) -> dict[tuple[int, int], int]:
    """Return for each pair of clauses a number, the same for those of two demands that a chain of pairs connects."""
    knots: dict[tuple[int, int], int] = {}
    known: dict[tuple[bool, int, str], int] = {}
    for number, (one, other) in enumerate(tracing.pairs):
        ends = ((True, one, tracing.new[other].demand), (False, other, tracing.old[one].demand))
        joined = {known[end] for end in ends if end in known}
        if joined:
            known.update({end: number for end, knot in known.items() if knot in joined})
            knots.update({pair: number for pair, knot in knots.items() if knot in joined})
        known.update(dict.fromkeys(ends, number))
        knots[one, other] = number
    return knots


def _attach(cuts: Sequence[Cut], links: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Return for each clause the strands it belongs to; one held nowhere goes with its neighbour in the piece."""
    own: list[set[int]] = [set() for _ in cuts]
    for place, knot in links:
        own[place].add(knot)
    found: list[set[int]] = []
    for _, run in groupby(range(len(cuts)), lambda place: (cuts[place].demand, cuts[place].piece)):
        piece = list(run)
        for at, _ in enumerate(piece):
            near = (*reversed(piece[: at + 1]), *piece[at + 1 :])
            found.append(next((own[other] for other in near if own[other]), set()))
    return found


def _find_places(linked: Sequence[set[int]]) -> dict[int, list[int]]:
    """Return the clauses of each strand."""
    found: dict[int, list[int]] = {}
    for place, knots in enumerate(linked):
        for knot in knots:
            found.setdefault(knot, []).append(place)
    return found


def _find_lone(cuts: Sequence[Cut], linked: Sequence[set[int]]) -> Iterator[list[int]]:
    """Yield the clauses, piece by piece, that go with no demand of the other side."""
    lone = [place for place in range(len(cuts)) if not linked[place]]
    for _, run in groupby(lone, lambda place: (cuts[place].demand, cuts[place].piece)):
        yield list(run)


def _read(old: Side, new: Side, texts: tuple[str, str], lexicon: Lexicon) -> tuple[Signal, ...]:
    """Return the signals of a strand; `texts` are both sides with what their sentences say for them."""
    bound = (old.bound, new.bound) if old.has_mood and new.has_mood else texts
    return (
        *(one for one in find_signals(*texts, lexicon) if one.code is not SignalCode.BINDING),
        *(one for one in find_signals(*bound, lexicon) if one.code is SignalCode.BINDING),
    )


def _is_kept(signal: Signal, strand: _Strand, strands: Sequence[_Strand]) -> bool:
    """Return whether words that came or went by themselves stand on both sides after all, with another strand.

    There their clause went two ways, though never with a denial. What was traced nowhere may have gone anywhere.
    """
    if signal.old and signal.new:
        return False
    words, is_old = (signal.old or signal.new).casefold(), bool(signal.old)
    own, opposite = (strand.old, strand.new) if is_old else (strand.new, strand.old)
    if signal.code is SignalCode.BINDING:  # a verb may stand at the end of the sentence, behind all that it binds
        return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", opposite.around.casefold()))
    for other in (one for one in strands if one is not strand):
        mine, theirs = (other.old, other.new) if is_old else (other.new, other.old)
        if strand.is_lone or other.is_lone:
            alike = [
                (one.old, one.new) if is_old else (one.new, one.old) for one in other.signals if one.code is signal.code
            ]
            if any(came.casefold() == words for went, came in alike if not went):
                return True
        elif (own.sentences.keys() & mine.sentences.keys() and words in _DISTRIBUTING) or (
            signal.code not in _INDIVISIBLE and _is_divided(signal.code, words, own, mine, theirs)
        ):
            return True
    return False


def _is_divided(code: SignalCode, words: str, own: Side, mine: Side, theirs: Side) -> bool:
    """Return whether the clause that has words belongs to another strand too, and they stand on in what it became."""
    values = theirs.values()
    return any(
        one.code is code and one.text.casefold() == words and (code, one.key) in values and one.kind not in _LIMITS
        for place in own.clauses.keys() & mine.clauses.keys()
        for one in own.clauses[place]
    )
