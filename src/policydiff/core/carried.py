"""What went from one entry of a report into another word for word, though neither demand continues the other."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from policydiff.core.catalogue import Demand
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching import Evidence
from policydiff.core.matching.clauses import FIGURE_LETTERS, LEAST_SHARE, find_kin, is_figure
from policydiff.core.matching.cutting import Cut, cut, find_terms
from policydiff.core.meaning import find_signals
from policydiff.core.report import Entry
from policydiff.core.wording import fold

CARRIED_SHARE = 0.8
"""A clause was carried where so much of its words, by letters, stands in the other, and of the other's words in it."""
CLAUSE_WORDS = 3
PASSAGE_WORDS = 4
"""So many words that carry a subject, figures aside, a clause has, and all that was carried with it: fewer are what
texts say that have nothing to do with each other (mit dem Stand der Technik, third-party systems). Both were set by
hand on what was found in 37 catalogues, mostly laws and the compendium of the BSI (docs/meaning.md)."""

_SIDES: tuple[Literal[0], Literal[1]] = (0, 1)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause of a demand, and the numbers of its entry and of itself on its side."""

    entry: int
    number: int
    cut: Cut


def find_carried(
    entries: Iterable[Entry], lexicon: Lexicon, take_context: Callable[[], Iterable[Demand]] = tuple
) -> tuple[Evidence, ...]:
    """Return the passages that an entry lost and another won in the same words, in the order of the entries.

    They say the same: none differs from the other by what would be a signal. What several demands of one side say is
    left out, for nobody knows which of them gave it, and so is what demands say that stand unchanged (`take_context`
    gives some); so is what stands on in its own entry, or under an id that now carries another demand.
    """
    changed = [(entry.old, entry.new) for entry in entries if _say(entry.old) != _say(entry.new)]
    old, new = (_read([sides[side] for sides in changed]) for side in _SIDES)
    found = [
        (one, other, share)
        for one, other, share in _find_only(old, new)
        if one.entry != other.entry
        and one.cut.demand != other.cut.demand
        and _is_lost(one.cut, changed[one.entry][1])
        and _is_lost(other.cut, changed[other.entry][0])
        and not find_signals(one.cut.text, other.cut.text, lexicon)
    ]
    usual = [one.terms for one in cut(take_context())] if found else []
    found = [pair for pair in found if not any(_hold(pair[0].cut, terms) >= CARRIED_SHARE for terms in usual)]
    texts = [{one.id: fold(one.text) for sides in changed for one in sides[side]} for side in _SIDES]
    return tuple(_tell(run, *texts) for run in _join(found) if _says_enough(run))


def _say(demands: Iterable[Demand]) -> list[str]:
    return [fold(one.text) for one in demands]


def _read(entries: Iterable[Sequence[Demand]]) -> list[_Piece]:
    """Return the clauses of one side that say enough to be known again."""
    clauses = [(entry, one) for entry, demands in enumerate(entries) for one in cut(demands)]
    return [
        _Piece(entry, number, one) for number, (entry, one) in enumerate(clauses) if _count_words([one]) >= CLAUSE_WORDS
    ]


def _is_lost(clause: Cut, opposite: Iterable[Demand]) -> bool:
    """Return whether texts have not half of a clause, wherever in them its words stand."""
    return _hold(clause, frozenset(term for one in opposite for term in find_terms(fold(one.text)))) < LEAST_SHARE


def _count_words(cuts: Iterable[Cut]) -> int:
    return sum(not is_figure(term) for one in cuts for term in one.terms)


def _find_only(old: Sequence[_Piece], new: Sequence[_Piece]) -> list[tuple[_Piece, _Piece, float]]:
    """Return the clauses that say the same as one of the other side and as no second one, and how much they share."""
    places: dict[str, set[int]] = defaultdict(set)
    for place, other in enumerate(new):
        for term in other.cut.terms:
            places[term].add(place)
    kin = find_kin({term for one in old for term in one.cut.terms}, places)
    near = {term: set().union(*(places[other] for other in others)) for term, others in kin.items()}
    alike = [
        (number, place, max(share, back))
        for number, one in enumerate(old)
        for place in sorted(_find_near(one.cut, near))
        if (share := _hold(one.cut, new[place].cut.terms, kin)) >= CARRIED_SHARE
        if (back := _hold(new[place].cut, one.cut.terms)) >= CARRIED_SHARE
    ]
    olds, news = Counter(number for number, *_ in alike), Counter(place for _, place, _ in alike)
    return [(old[one], new[other], share) for one, other, share in alike if olds[one] == news[other] == 1]


def _find_near(clause: Cut, near: Mapping[str, set[int]]) -> set[int]:
    """Return where a clause that holds enough of another may stand: of its rarest words one must stand there."""
    weights = _weigh(clause)
    found: set[int] = set()
    missed, enough = 0, (1 - CARRIED_SHARE) * sum(weights.values())
    for term in sorted(weights, key=lambda term: (len(near[term]), term)):
        found |= near[term]
        missed += weights[term]
        if missed > enough:
            break
    return found


def _weigh(clause: Cut) -> dict[str, int]:
    """Return the stems of a clause with their letters."""
    return {term: FIGURE_LETTERS if is_figure(term) else len(term) for term in clause.terms}


def _hold(clause: Cut, terms: frozenset[str], kin: Mapping[str, frozenset[str]] | None = None) -> float:
    """Return how much of the words of a clause, by letters, others say."""
    kin = kin or find_kin(clause.terms, terms)
    held = whole = 0
    for term, weight in _weigh(clause).items():
        whole += weight
        if not kin[term].isdisjoint(terms):
            held += weight
    return held / max(whole, 1)


_Pair = tuple[_Piece, _Piece, float]


def _join(found: Sequence[_Pair]) -> Iterator[list[_Pair]]:
    """Yield the clauses that were carried side by side, within one sentence or from one to the next."""
    run = list(found[:1])
    for (one, other, _), pair in pairwise(found):
        if (pair[0].number, pair[1].number) != (one.number + 1, other.number + 1) or _leave(pair, run[0]):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _leave(pair: _Pair, first: _Pair) -> bool:
    """Return whether a pair belongs to other demands than the first of a run."""
    return any(pair[side].cut.demand != first[side].cut.demand for side in _SIDES)


def _says_enough(run: Sequence[_Pair]) -> bool:
    return min(_count_words(pair[side].cut for pair in run) for side in _SIDES) >= PASSAGE_WORDS


def _tell(run: Sequence[_Pair], old: Mapping[str, str], new: Mapping[str, str]) -> Evidence:
    (first, to, _), (last, end, _) = run[0], run[-1]
    return Evidence(
        old=first.cut.demand,
        new=to.cut.demand,
        old_clause=old[first.cut.demand][first.cut.start : last.cut.end],
        new_clause=new[to.cut.demand][to.cut.start : end.cut.end],
        share=round(min(share for *_, share in run), 4),
    )
