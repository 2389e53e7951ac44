"""What went from one entry of a report into another word for word, though neither demand continues the other."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Literal, TypeAlias

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
_Terms: TypeAlias = frozenset[str]
"""The stems of the words of a clause: two clauses that have the same say the same."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause of a demand, and the numbers of its entry and of itself on its side.

    `is_only_here` says that its entry has not half of it on the other side, wherever there its words stand.
    """

    entry: int
    number: int
    cut: Cut
    is_only_here: bool


def find_carried(
    entries: Iterable[Entry], lexicon: Lexicon, take_context: Callable[[], Iterable[Demand]] = tuple
) -> tuple[Evidence, ...]:
    """Return the passages that an entry lost and another won in the same words, in the order of the entries.

    They say the same: none differs from the other by what would be a signal. What several demands of one side say is
    left out, for nobody knows which of them gave it; so is what stands on in its own entry, or under an id that now
    carries another demand. What demands say whose words stand as they were (`take_context` gives some of those that
    stand unchanged) is told only where it went along with more.
    """
    sides = [(entry.old, entry.new) for entry in entries if entry.old != entry.new]
    changed = [(old, new) for old, new in sides if _say(old) != _say(new)]
    found = [
        (one, other, share)
        for one, other, share in _find_only(*(_read(changed, side) for side in _SIDES))
        if one.entry != other.entry
        and one.cut.demand != other.cut.demand
        and not find_signals(one.cut.text, other.cut.text, lexicon)
    ]
    if not found:
        return ()
    standing = [one for old, new in sides if _say(old) == _say(new) for one in new]
    said = [one.terms for one in cut([*standing, *take_context()])]
    usual = {terms for terms, others in _find_holding([one.cut.terms for one, *_ in found], said) if any(others)}
    texts = [{one.id: fold(one.text) for entry in changed for one in entry[side]} for side in _SIDES]
    return tuple(_tell(run, *texts) for run in _join(found) if _says_enough(run, usual))


def _say(demands: Iterable[Demand]) -> list[str]:
    return [fold(one.text) for one in demands]


def _read(changed: Iterable[tuple[Sequence[Demand], Sequence[Demand]]], side: Literal[0, 1]) -> list[_Piece]:
    """Return the clauses of one side that say enough to be known again."""
    clauses = [one for entry, sides in enumerate(changed) for one in _cut(entry, sides[side], sides[1 - side])]
    return [
        _Piece(entry, number, one, is_only_here)
        for number, (entry, one, is_only_here) in enumerate(clauses)
        if _count_words([one]) >= CLAUSE_WORDS
    ]


def _cut(entry: int, demands: Iterable[Demand], opposite: Iterable[Demand]) -> Iterator[tuple[int, Cut, bool]]:
    """Yield the clauses of one side of an entry, and whether not half of each stands anywhere on the other side."""
    clauses = cut(demands)
    said = frozenset(term for one in opposite for term in find_terms(fold(one.text)))
    kin = find_kin({term for one in clauses for term in one.terms}, said)
    yield from ((entry, one, _hold(one.terms, said, kin) < LEAST_SHARE) for one in clauses)


def _count_words(cuts: Iterable[Cut]) -> int:
    return sum(not is_figure(term) for one in cuts for term in one.terms)


def _find_only(old: Sequence[_Piece], new: Sequence[_Piece]) -> list[tuple[_Piece, _Piece, float]]:
    """Return the clauses that were lost and say the same as one that was won and no second one, with the share."""
    lost, won = ([one.cut.terms for one in side if one.is_only_here] for side in (old, new))
    olds, news = _group(old), _group(new)
    alike = _find_alike(lost, won)
    of_old, of_new = Counter[_Terms](), Counter[_Terms]()
    for one, other, _ in _find_alike([one for one, *_ in alike], news):
        of_old[one] += len(news[other])
    for other, one, _ in _find_alike([other for _, other, _ in alike], olds):
        of_new[other] += len(olds[one])
    kept = [(one, other, share) for one, other, share in alike if of_old[one] == of_new[other] == 1]
    return [(olds[one][0], news[other][0], share) for one, other, share in kept]


def _find_alike(clauses: Iterable[_Terms], others: Iterable[_Terms]) -> list[tuple[_Terms, _Terms, float]]:
    """Return each clause with one other, or two, of which each holds enough of the other, and the greater share."""
    found: list[tuple[_Terms, _Terms, float]] = []
    for one, holding in _find_holding(clauses, others):
        shares = ((other, share, _hold(other, one, find_kin(other, one))) for other, share in holding)
        alike = ((one, other, max(share, back)) for other, share, back in shares if back >= CARRIED_SHARE)
        found += islice(alike, 2)  # where a second one says it, nothing is told
    return found


def _group(pieces: Iterable[_Piece]) -> dict[_Terms, list[_Piece]]:
    """Return the clauses by what they say, so that a sentence of every demand is compared once."""
    groups: dict[_Terms, list[_Piece]] = defaultdict(list)
    for one in pieces:
        groups[one.cut.terms].append(one)
    return groups


def _find_holding(
    clauses: Iterable[_Terms], others: Iterable[_Terms]
) -> Iterator[tuple[_Terms, Iterator[tuple[_Terms, float]]]]:
    """Yield each clause with those others that hold enough of it, in order, and how much they hold."""
    known, places = list(dict.fromkeys(others)), defaultdict[str, set[int]](set)
    for place, other in enumerate(known):
        for term in other:
            places[term].add(place)
    asked = list(dict.fromkeys(clauses))
    kin = find_kin({term for one in asked for term in one}, places)
    near = {term: set().union(*(places[other] for other in others)) for term, others in kin.items()}
    for one in asked:
        shares = ((known[place], _hold(one, known[place], kin)) for place in sorted(_find_near(one, near)))
        yield one, ((other, share) for other, share in shares if share >= CARRIED_SHARE)


def _find_near(clause: _Terms, near: Mapping[str, set[int]]) -> set[int]:
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


def _weigh(clause: _Terms) -> dict[str, int]:
    """Return the stems of a clause with their letters."""
    return {term: FIGURE_LETTERS if is_figure(term) else len(term) for term in clause}


def _hold(clause: _Terms, others: _Terms, kin: Mapping[str, frozenset[str]]) -> float:
    """Return how much of the words of a clause, by letters, others say; `kin` are the stems that say the same."""
    weights = _weigh(clause)
    held = sum(weight for term, weight in weights.items() if not kin[term].isdisjoint(others))
    return held / max(sum(weights.values()), 1)


_Pair: TypeAlias = tuple[_Piece, _Piece, float]


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


def _says_enough(run: Sequence[_Pair], usual: AbstractSet[_Terms]) -> bool:
    own = [pair for pair in run if pair[0].cut.terms not in usual]
    return min(_count_words(pair[side].cut for pair in own) for side in _SIDES) >= PASSAGE_WORDS


def _tell(run: Sequence[_Pair], old: Mapping[str, str], new: Mapping[str, str]) -> Evidence:
    (first, to, _), (last, end, _) = run[0], run[-1]
    return Evidence(
        old=first.cut.demand,
        new=to.cut.demand,
        old_clause=old[first.cut.demand][first.cut.start : last.cut.end],
        new_clause=new[to.cut.demand][to.cut.start : end.cut.end],
        share=round(min(share for *_, share in run), 4),
    )
