"""The signals of a split or merge: what of the old texts became what of the new ones, compared strand by strand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from policydiff.core.catalogue import Demand
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching.clauses import Tracing
from policydiff.core.matching.cutting import Cut, blank_counters
from policydiff.core.meaning import Signal, SignalCode, find_moods, find_signals, in_order
from policydiff.core.wording import fold

_VALUES = (SignalCode.AMOUNT, SignalCode.FIGURE, SignalCode.DEADLINE)
"""Signals whose words may say the same in another way: 20 Mio., 20 Millionen."""

_DISTRIBUTING = frozenset(("each", "both", "beide", "beiden"))
"""Words that say nothing any more where each thing has a demand of its own."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a strand: its clauses by place, their sentences, all that stands in these, and what the clauses say.

    `bound` is the same with the words that bind it, where those stand elsewhere in the sentence: muss Schulen sanieren
    und Brücken erneuern.
    """

    clauses: Mapping[int, str] = field(default_factory=dict)
    sentences: frozenset[tuple[str, int]] = frozenset()
    around: tuple[str, ...] = ()
    text: str = ""
    bound: str = ""
    has_mood: bool = False


@dataclass(frozen=True, slots=True)
class _Strand:
    """Clauses of one old demand and those of one new demand that they became; one side is empty where none did."""

    old: _Side
    new: _Side
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
    before, after = _Reader(old, tracing.old, lexicon), _Reader(new, tracing.new, lexicon)
    heirs = _attach(tracing.old, [(one, tracing.new[other].demand) for one, other in tracing.pairs])
    sources = _attach(tracing.new, [(other, tracing.old[one].demand) for one, other in tracing.pairs])
    strands = [
        _read(
            before.side(_places(tracing.old, heirs, *link)),
            after.side(_places(tracing.new, sources, *link[::-1])),
            lexicon,
        )
        for link in dict.fromkeys((tracing.old[one].demand, tracing.new[other].demand) for one, other in tracing.pairs)
    ]
    strands += [_read(before.side(run), _Side(), lexicon) for run in _find_lone(tracing.old, heirs)]
    strands += [_read(_Side(), after.side(run), lexicon) for run in _find_lone(tracing.new, sources)]
    return in_order(
        dict.fromkeys(
            one for strand in strands for one in strand.signals if not _is_kept(one, strand, strands, lexicon)
        )
    )


def _attach(cuts: Sequence[Cut], links: Iterable[tuple[int, str]]) -> list[set[str]]:
    """Return for each clause the demands it goes with; one held nowhere goes with its neighbour in the piece."""
    own: list[set[str]] = [set() for _ in cuts]
    for place, id in links:
        own[place].add(id)
    found: list[set[str]] = []
    for place, one in enumerate(cuts):
        near = [*range(place, -1, -1), *range(place + 1, len(cuts))]
        piece = [other for other in near if (cuts[other].demand, cuts[other].piece) == (one.demand, one.piece)]
        found.append(next((own[other] for other in piece if own[other]), set()))
    return found


def _places(cuts: Sequence[Cut], linked: Sequence[set[str]], own: str, other: str) -> list[int]:
    return [place for place, one in enumerate(cuts) if one.demand == own and other in linked[place]]


def _find_lone(cuts: Sequence[Cut], linked: Sequence[set[str]]) -> Iterator[list[int]]:
    """Yield the clauses, piece by piece, that go with no demand of the other side."""
    lone = [place for place in range(len(cuts)) if not linked[place]]
    for _, run in groupby(lone, lambda place: (cuts[place].demand, cuts[place].piece)):
        yield list(run)


def _read(old: _Side, new: _Side, lexicon: Lexicon) -> _Strand:
    found = find_signals(old.text, new.text, lexicon)
    if old.has_mood and new.has_mood:
        bound = (one for one in find_signals(old.bound, new.bound, lexicon) if one.code is SignalCode.BINDING)
        found = (*(one for one in found if one.code is not SignalCode.BINDING), *bound)
    return _Strand(old, new, found)


def _is_kept(signal: Signal, strand: _Strand, strands: Sequence[_Strand], lexicon: Lexicon) -> bool:
    """Return whether words that came or went by themselves stand on both sides after all, with another strand.

    There their clause belongs to both strands, or one sentence became both: für Busse und Bahnen je 20 Millionen. What
    was traced nowhere may have gone anywhere.
    """
    if signal.old and signal.new:
        return False
    words, is_old = signal.old or signal.new, bool(signal.old)
    own, opposite = (strand.old, strand.new) if is_old else (strand.new, strand.old)
    if signal.code is SignalCode.BINDING:  # a verb may stand at the end of the sentence, behind all that it binds
        return any(_holds(one, words, signal.code, lexicon) for one in opposite.around)

    def holds(*texts: str) -> bool:
        return all(_holds(text, words, signal.code, lexicon) for text in texts)

    for other in (one for one in strands if one is not strand):
        mine, theirs = (other.old, other.new) if is_old else (other.new, other.old)
        alike = [
            (one.old, one.new) if is_old else (one.new, one.old) for one in other.signals if one.code is signal.code
        ]
        if strand.is_lone or other.is_lone:
            if any(came.casefold() == words.casefold() for went, came in alike if not went):
                return True
        elif own.sentences & mine.sentences and words.casefold() in _DISTRIBUTING:
            return True
        elif all(went != words for went, _ in alike):
            shared = own.clauses.keys() & mine.clauses
            is_near = opposite.sentences & theirs.sentences or any(holds(own.clauses[place]) for place in shared)
            if is_near and holds(mine.text, theirs.text):
                return True
    return False


def _holds(text: str, words: str, code: SignalCode, lexicon: Lexicon) -> bool:
    """Return whether a text has words, or numbers and dates of their value."""
    if code in _VALUES:
        return all(one.old != words for one in find_signals(words, text, lexicon) if one.code is code)
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


class _Reader:
    """The clauses of one side of a split or merge, as its strands read them."""

    def __init__(self, demands: Sequence[Demand], cuts: Sequence[Cut], lexicon: Lexicon) -> None:
        self.cuts = cuts
        self.texts = {demand.id: blank_counters(fold(demand.text)) for demand in demands}
        moods = {id: find_moods(text, lexicon) for id, text in self.texts.items()}
        # Words between two clauses belong to the later one: Das Land soll: a) …
        self.starts = [0 if not place or self._opens(place) else cuts[place - 1].end for place in range(len(cuts))]
        self.moods = [
            "".join(f"{words} " for at, words in moods[one.demand] if start <= at < one.end)
            for start, one in zip(self.starts, cuts, strict=True)
        ]

    def side(self, places: Sequence[int]) -> _Side:
        """Return clauses, by place, as one side of a strand."""
        runs = [[place for _, place in run] for _, run in groupby(enumerate(places), lambda one: one[1] - one[0])]
        told = [self._text(run[0], run[-1]) for run in runs]
        bound = [f"{self._mood(run, places)}{text}" for run, text in zip(runs, told, strict=True)]
        sentences = frozenset((self.cuts[place].demand, self.cuts[place].sentence) for place in places)
        return _Side(
            clauses={place: self._text(place, place) for place in places},
            sentences=sentences,
            around=tuple(one.text for one in self.cuts if (one.demand, one.sentence) in sentences),
            text="; ".join(told),
            bound="; ".join(bound),
            has_mood=bound != told or any(self.moods[place] for place in places),
        )

    def _opens(self, place: int) -> bool:
        return self.cuts[place].demand != self.cuts[place - 1].demand

    def _text(self, first: int, last: int) -> str:
        return self.texts[self.cuts[first].demand][self.starts[first] : self.cuts[last].end].strip(" ,;:")

    def _mood(self, run: Sequence[int], places: Sequence[int]) -> str:
        """Return the words of another clause of the sentence that bind a run which has none."""
        if any(self.moods[place] for place in run):
            return ""
        first = self.cuts[run[0]]
        own = [
            place
            for place, one in enumerate(self.cuts)
            if (one.demand, one.sentence) == (first.demand, first.sentence) and self.moods[place]
        ]
        governing = [place for place in own if place < run[0]][-1:] or own[:1]
        return self.moods[governing[0]] if governing and governing[0] not in places else ""
