"""The signals of a split or merge: what of the old texts became what of the new ones, compared strand by strand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from policydiff.core.catalogue import Demand
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching.clauses import Tracing, is_figure
from policydiff.core.matching.cutting import Cut, blank_counters, find_terms
from policydiff.core.matching.words import FUNCTION_WORDS, WORD, is_kin, plain
from policydiff.core.meaning import Signal, SignalCode, find_moods, find_signals, in_order
from policydiff.core.quantities import read_quantities
from policydiff.core.wording import fold

_VALUES = (SignalCode.AMOUNT, SignalCode.FIGURE, SignalCode.DEADLINE)
"""Signals whose words may say the same in another way: 20 Mio., 20 Millionen."""

_OF_SENTENCES = (SignalCode.BINDING, SignalCode.CONDITION)
"""Signals of all that one demand gave to another; others are read clause by clause, so that no like sum hides one.
Read clause by clause these too, 29 of the 566 joined German pairs of `benchmarks/meaning` go wrong."""

_DISTRIBUTING = frozenset(("each", "both", "beide", "beiden"))
"""Words that say nothing any more where each thing has a demand of its own."""
_EACH = re.compile(
    r"\b(?:jeweils|je(?=\s+(?:\w+\s+)?\d))\b|\beach\b(?=\W*$|\s+(?:with|by|get|gets|receive|receives)\b)", re.IGNORECASE
)
"""What says that a sum is meant for each of several things."""
_RATES = frozenset(
    ("percent", "permille", "percentage point", "fold", "db", "°", "km/h", "year", "week", "day", "hour")
)
"""Units, as the lexicon writes them, of amounts that do not add up."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One side of a split or merge, as its strands read it.

    `texts` are the folded ones by demand; `starts` say where each clause starts, `moods` which words bind it.
    """

    cuts: Sequence[Cut]
    texts: Mapping[str, str]
    starts: Sequence[int]
    moods: Sequence[str]
    sentences: Mapping[tuple[str, int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a strand: its clauses by place, their sentences, all that stands in these, and what the clauses say.

    `bound` is the same with the words that bind it, where those stand elsewhere in the sentence: muss Schulen sanieren
    und Brücken erneuern.
    """

    clauses: Mapping[int, str] = field(default_factory=dict)
    terms: frozenset[str] = frozenset()
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


@dataclass(frozen=True, slots=True)
class _Sharing:
    """Two strands: the side of one that has words, the side that lacks them, and the same sides of another strand."""

    own: _Side
    opposite: _Side
    mine: _Side
    theirs: _Side


def find_part_signals(
    old: Sequence[Demand], new: Sequence[Demand], tracing: Tracing, lexicon: Lexicon
) -> tuple[Signal, ...]:
    """Return what a split or merge means, by code and direction, each clause read against what became of it.

    So a figure is compared with that of the same matter, and one that stands on in another demand hides nothing.
    """
    before, after = _read_side(old, tracing.old, lexicon), _read_side(new, tracing.new, lexicon)
    links = {(one, other): (tracing.old[one].demand, tracing.new[other].demand) for one, other in tracing.pairs}
    numbers = {link: number for number, link in enumerate(dict.fromkeys(links.values()))}
    whole = _find_strands(before, after, {pair: numbers[link] for pair, link in links.items()}, lexicon)
    fine = _find_strands(before, after, _tie(tracing), lexicon)
    return in_order(
        dict.fromkeys(
            one
            for strands, is_whole in ((whole, True), (fine, False))
            for strand in strands
            for one in strand.signals
            if (one.code in _OF_SENTENCES) is is_whole and not _is_kept(one, strand, strands, lexicon)
        )
    )


def _find_strands(
    before: _Reading, after: _Reading, knots: Mapping[tuple[int, int], int], lexicon: Lexicon
) -> list[_Strand]:
    """Return what became of what, the clauses of pairs with the same number as one, then what was traced nowhere."""
    heirs = _attach(before.cuts, [(one, knot) for (one, _), knot in knots.items()])
    sources = _attach(after.cuts, [(other, knot) for (_, other), knot in knots.items()])
    strands = [
        _read(_side(before, _places(heirs, knot)), _side(after, _places(sources, knot)), lexicon)
        for knot in dict.fromkeys(knots.values())
    ]
    strands += [_read(_side(before, run), _Side(), lexicon) for run in _find_lone(before.cuts, heirs)]
    strands += [_read(_Side(), _side(after, run), lexicon) for run in _find_lone(after.cuts, sources)]
    return strands


def _tie(tracing: Tracing) -> dict[tuple[int, int], int]:
    """Return for each pair of clauses a number, the same for those of two demands that a chain of pairs connects."""
    knots: dict[tuple[int, int], int] = {}
    known: dict[tuple[bool, int, str], int] = {}
    for number, (one, other) in enumerate(tracing.pairs):
        ends = ((True, one, tracing.new[other].demand), (False, other, tracing.old[one].demand))
        joined = {known[end] for end in ends if end in known}
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


def _places(linked: Sequence[set[int]], knot: int) -> list[int]:
    return [place for place, knots in enumerate(linked) if knot in knots]


def _find_lone(cuts: Sequence[Cut], linked: Sequence[set[int]]) -> Iterator[list[int]]:
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
    was traced nowhere may have gone anywhere. A denial never holds for what another clause says.
    """
    if signal.old and signal.new:
        return False
    words, is_old = signal.old or signal.new, bool(signal.old)
    own, opposite = (strand.old, strand.new) if is_old else (strand.new, strand.old)
    if signal.code is SignalCode.BINDING:  # a verb may stand at the end of the sentence, behind all that it binds
        return any(_holds(one, words, signal.code, lexicon) for one in opposite.around)
    for other in (one for one in strands if one is not strand):
        mine, theirs = (other.old, other.new) if is_old else (other.new, other.old)
        alike = [
            (one.old, one.new) if is_old else (one.new, one.old) for one in other.signals if one.code is signal.code
        ]
        if strand.is_lone or other.is_lone:
            if any(came.casefold() == words.casefold() for went, came in alike if not went):
                return True
        elif (own.sentences & mine.sentences and words.casefold() in _DISTRIBUTING) or (
            signal.code is not SignalCode.NEGATION
            and all(went != words for went, _ in alike)
            and _is_shared(_Sharing(own, opposite, mine, theirs), words, signal.code, lexicon)
        ):
            return True
    return False


def _is_shared(found: _Sharing, words: str, code: SignalCode, lexicon: Lexicon) -> bool:
    """Return whether words of another strand hold for one that lacks them, since its clause is not whole without them.

    A sum for several things is not the same sum for each, unless it says so or one clause with it went two ways.
    """
    having, held = (
        [place for place, text in side.clauses.items() if _holds(text, words, code, lexicon)]
        for side in (found.mine, found.theirs)
    )
    if not having or not held:
        return False
    is_one = any(place in found.own.clauses for place in having)
    if not (is_one or found.opposite.sentences & found.theirs.sentences):
        return False
    if is_one and not found.opposite.sentences & found.theirs.sentences:
        return code is SignalCode.FIGURE or bool(_lacking(found.own, found.opposite, words))
    text = " ".join(found.theirs.clauses[place] for place in held)
    is_before = min(found.opposite.clauses) < held[0] or bool(re.match(rf"\W*{re.escape(words)}", text, re.IGNORECASE))
    is_elliptical = any(
        is_kin(term, other) or is_kin(other, term)
        for full, bare, beside in (
            (found.own, found.opposite, found.theirs),
            (found.mine, found.theirs, found.opposite),
        )
        for term in _lacking(full, bare, words)
        for other in beside.terms
    )
    if code is SignalCode.AMOUNT and not _is_rate(words, lexicon):
        return bool(_EACH.search(text)) and (is_before or is_elliptical)
    return is_elliptical or (is_before and _is_bare(found.own, words))


def _is_rate(words: str, lexicon: Lexicon) -> bool:
    """Return whether an amount is none that several things divide among themselves: a share, a time."""
    return any(one.unit in _RATES for one in read_quantities(words, lexicon))


def _lacking(full: _Side, bare: _Side, words: str) -> list[str]:
    """Return the stems that a side lacks of what the other says, but for figures and the words asked about."""
    return [
        term
        for term in _said(full, words)
        if not any(is_kin(term, other) or is_kin(other, term) for other in bare.terms)
    ]


def _is_bare(own: _Side, words: str) -> bool:
    """Return whether a side names a thing and does not say what is to be done: Radwege bis 2030, in German."""
    rest = re.sub(rf"{re.escape(words)}\W*", " ", own.text, flags=re.IGNORECASE)
    said = [word for word in WORD.findall(rest) if plain(word) not in FUNCTION_WORDS]
    return len(said) <= 1 or said[-1][0].isupper()


def _said(side: _Side, words: str) -> frozenset[str]:
    return frozenset(term for term in side.terms - find_terms(words) if not is_figure(term))


def _holds(text: str, words: str, code: SignalCode, lexicon: Lexicon) -> bool:
    """Return whether a text has words, or numbers and dates of their value."""
    if code in _VALUES:
        return all(one.old != words for one in find_signals(words, text, lexicon) if one.code is code)
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def _read_side(demands: Sequence[Demand], cuts: Sequence[Cut], lexicon: Lexicon) -> _Reading:
    texts = {demand.id: blank_counters(fold(demand.text)) for demand in demands}
    moods = {id: find_moods(text, lexicon) for id, text in texts.items()}
    # Words between two clauses belong to the later one: Das Land soll: a) …
    starts = [
        cuts[place - 1].end if place and cuts[place - 1].demand == one.demand else 0 for place, one in enumerate(cuts)
    ]
    sentences: dict[tuple[str, int], list[int]] = {}
    for place, one in enumerate(cuts):
        sentences.setdefault((one.demand, one.sentence), []).append(place)
    return _Reading(
        cuts,
        texts,
        starts,
        [
            "".join(f"{words} " for at, words in moods[one.demand] if start <= at < one.end)
            for start, one in zip(starts, cuts, strict=True)
        ],
        sentences,
    )


def _side(reading: _Reading, places: Sequence[int]) -> _Side:
    """Return clauses, by place, as one side of a strand."""
    runs = [[place for _, place in run] for _, run in groupby(enumerate(places), lambda one: one[1] - one[0])]
    told = [_text(reading, run[0], run[-1]) for run in runs]
    bound = [f"{_mood(reading, run, places)}{text}" for run, text in zip(runs, told, strict=True)]
    sentences = dict.fromkeys((reading.cuts[place].demand, reading.cuts[place].sentence) for place in places)
    return _Side(
        clauses={place: _text(reading, place, place) for place in places},
        terms=frozenset(term for place in places for term in reading.cuts[place].terms),
        sentences=frozenset(sentences),
        around=tuple(reading.cuts[place].text for one in sentences for place in reading.sentences[one]),
        text="; ".join(told),
        bound="; ".join(bound),
        has_mood=bound != told or any(reading.moods[place] for place in places),
    )


def _text(reading: _Reading, first: int, last: int) -> str:
    text = reading.texts[reading.cuts[first].demand]
    return text[reading.starts[first] : reading.cuts[last].end].strip(" ,;:")


def _mood(reading: _Reading, run: Sequence[int], places: Sequence[int]) -> str:
    """Return the words of another clause of the sentence that bind a run which has none."""
    if any(reading.moods[place] for place in run):
        return ""
    first = reading.cuts[run[0]]
    own = [place for place in reading.sentences[first.demand, first.sentence] if reading.moods[place]]
    governing = [place for place in own if place < run[0]][-1:] or own[:1]
    return reading.moods[governing[0]] if governing and governing[0] not in places else ""
