"""The texts of a split or merge as its strands read them: clauses, what they are about, what may give signals."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from policydiff.core.catalogue import Demand
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching.clauses import is_figure
from policydiff.core.matching.cutting import MODALS, Cut, blank_counters, find_terms, find_words
from policydiff.core.meaning import Marking, SignalCode, find_markings
from policydiff.core.wording import fold

Sentence = tuple[str, int]
"""A demand and the number of a sentence in it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says what a clause is about: where it stands in the text of its demand, and its stems.

    `is_marked` says that it may give a signal, `is_turning` that it denies or has an opposite.
    """

    start: int
    end: int
    terms: frozenset[str]
    is_marked: bool
    is_turning: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One side of a split or merge: its texts, folded, by demand, and the clauses of each sentence.

    By clause, `starts` say where each begins, `words` what it is about, `markings` what in it may give signals and
    `moods` what of that binds.
    """

    cuts: Sequence[Cut]
    texts: Mapping[str, str]
    sentences: Mapping[Sentence, Sequence[int]]
    starts: Sequence[int]
    words: Sequence[Sequence[Word]]
    markings: Sequence[Sequence[Marking]]
    moods: Sequence[str]

    def text(self, first: int, last: int) -> str:
        """Return what stands from one clause to another."""
        return self.texts[self.cuts[first].demand][self.starts[first] : self.cuts[last].end].strip(" ,;:")

    def write(self, places: Sequence[int]) -> list[str]:
        """Return what neighbouring clauses of some say together."""
        return [self.text(run[0], run[-1]) for run in _split(places)]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a strand: its clauses with what may give signals, by sentence those it has of it, and what they say.

    `terms` are the stems of what its clauses are about, `stems` those of what leads in as well. `bound` is `text` with
    the words that bind it, where those stand elsewhere in the sentence: muss Schulen sanieren und Brücken erneuern.
    `around` is the rest of its sentences.
    """

    clauses: Mapping[int, Sequence[Marking]] = field(default_factory=dict)
    sentences: Mapping[Sentence, Sequence[int]] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    text: str = ""
    bound: str = ""
    around: str = ""
    has_mood: bool = False

    def markings(self) -> Iterator[Marking]:
        """Yield what may give signals."""
        for markings in self.clauses.values():
            yield from markings

    def values(self) -> set[tuple[SignalCode, Hashable]]:
        """Return what its signals may be about, however it is written."""
        return {(one.code, one.key) for one in self.markings()}


def read_texts(demands: Sequence[Demand], cuts: Sequence[Cut], lexicon: Lexicon) -> Reading:
    """Return one side of a split or merge; `cuts` are the clauses of its demands."""
    texts = {demand.id: blank_counters(fold(demand.text)) for demand in demands}
    found = {id: find_markings(text, lexicon) for id, text in texts.items()}
    # Words between two clauses belong to the later one: Das Land soll: a) …
    starts = [
        cuts[place - 1].end if place and cuts[place - 1].demand == one.demand else 0 for place, one in enumerate(cuts)
    ]
    sentences: dict[Sentence, list[int]] = {}
    for place, one in enumerate(cuts):
        sentences.setdefault((one.demand, one.sentence), []).append(place)
    first = {id: [mark.start for mark in some] for id, some in found.items()}
    markings = [
        found[one.demand][bisect_left(first[one.demand], start) : bisect_left(first[one.demand], one.end)]
        for start, one in zip(starts, cuts, strict=True)
    ]
    near = {one: [mark for place in places for mark in markings[place]] for one, places in sentences.items()}
    return Reading(
        cuts=cuts,
        texts=texts,
        sentences=sentences,
        starts=starts,
        words=[list(_read_words(one, near[one.demand, one.sentence])) for one in cuts],
        markings=markings,
        moods=[_find_mood(one, some) for one, some in zip(cuts, markings, strict=True)],
    )


def read_clauses(reading: Reading, places: Sequence[int]) -> Side:
    """Return clauses, by place, as one side of a strand."""
    told = reading.write(places)
    bound = [f"{mood}{text}" for mood, text in zip(_find_moods(reading, places), told, strict=True)]
    sentences: dict[Sentence, list[int]] = {}
    for place in places:
        sentences.setdefault((reading.cuts[place].demand, reading.cuts[place].sentence), []).append(place)
    return Side(
        clauses={place: reading.markings[place] for place in places},
        sentences=sentences,
        terms=frozenset(term for place in places for term in reading.cuts[place].terms),
        stems=frozenset(term for place in places for term in find_terms(reading.cuts[place].text)),
        text="; ".join(told),
        bound="; ".join(bound),
        around="; ".join(
            reading.text(place, place) for one in sentences for place in reading.sentences[one] if place not in places
        ),
        has_mood=bound != told or any(reading.moods[place] for place in places),
    )


def _split(places: Sequence[int]) -> Iterator[list[int]]:
    """Yield neighbouring places."""
    for _, run in groupby(enumerate(places), lambda one: one[1] - one[0]):
        yield [place for _, place in run]


def _read_words(cut: Cut, markings: Sequence[Marking]) -> Iterator[Word]:
    spans = [
        (span, mark.code is SignalCode.NEGATION)
        for mark in markings
        for span in _find_spans(cut, mark)
        if cut.start < span[1] and span[0] < cut.end
    ]
    for first, last, terms in find_words(cut):
        start, end = cut.start + first, cut.start + last
        if matter := frozenset(term for term in terms if not is_figure(term)):
            marks = [is_turning for span, is_turning in spans if span[0] < end and start < span[1]]
            yield Word(start, end, matter, bool(marks), any(marks))


def _find_spans(cut: Cut, mark: Marking) -> Sequence[tuple[int, int]]:
    """Return the spans of a marking; a condition has what stands in it, and one word before: erst wenn …, even if …."""
    if mark.code is not SignalCode.CONDITION:
        return mark.spans
    is_led = cut.start < mark.start < cut.end and cut.text[: mark.start - cut.start].count(" ") == 1
    return [(cut.start if is_led else mark.start, mark.spans[-1][1])]


def _find_mood(cut: Cut, markings: Sequence[Marking]) -> str:
    """Return the words of a clause that bind, but for a modal verb at its end behind another: sollen wohnen können."""
    end = cut.start + len(cut.text.rstrip(".!?"))
    binding = [one for one in markings if one.code is SignalCode.BINDING]
    kept = [*binding[:1], *(one for one in binding[1:] if one.text not in MODALS or one.spans[-1][1] < end)]
    return "".join(f"{one.text} " for one in kept)


def _find_moods(reading: Reading, places: Sequence[int]) -> Iterator[str]:
    """Yield for each run of places that has none the words of another clause of its sentence that bind it, but once."""
    told = set(places)
    for run in _split(places):
        first = reading.cuts[run[0]]
        own = [place for place in reading.sentences[first.demand, first.sentence] if reading.moods[place]]
        governing = [place for place in own if place < run[0]][-1:] or own[:1]
        if any(reading.moods[place] for place in run) or not governing or governing[0] in told:
            yield ""
        else:
            told.add(governing[0])
            yield reading.moods[governing[0]]
