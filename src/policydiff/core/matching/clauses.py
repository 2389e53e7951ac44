"""Which clause of an old text went into which clause of a new one, and which clauses the other side does not hold."""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from math import fsum

from policydiff.core.catalogue import Demand
from policydiff.core.matching.bodies import Word, find_lost_bodies
from policydiff.core.matching.cutting import Cut, cut, find_lone, find_terms, find_words
from policydiff.core.matching.values import Clause, Evidence
from policydiff.core.matching.words import LEAST_KIN_LETTERS, is_kin
from policydiff.core.wording import fold

LEAST_SHARE = 0.5
"""A clause is held where this share of its words, by letters, stands in one clause of the other text: with less,
„Senioren beraten“ would be held by „Beratung für Kinder“. Set by hand on the texts of
`tests/core/matching/test_clauses.py`: up to 0.45 one of them goes wrong, from 0.5 to 0.7 none."""
FIGURE_LETTERS = 1
"""A figure and what it counts in say little of what a clause is about: „20 Millionen Euro für Busse“ does not stand in
„20 Millionen Euro für Radwege“. Set by hand: up to 3 letters no text of
`tests/core/strands/test_parted_signals.py` goes wrong, at 4 one does."""
_MEASURES = frozenset("million milliard billion mio mrd tausend tsd euro eur prozent percent cent thousand".split())
MANY_PLACES = 200
"""A word in more clauses than this leads to none, unless no other does; of more words that begin alike none are kin.
Else a text of 12,000 words takes minutes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tracing:
    """The clauses of both sides, by place, which of them hold each other with the share held, and what is not held.

    `parts` tells the pairs in words, in the order of the demands and texts. `dropped` are the clauses of old texts that
    no new one holds, `added` those of new texts that no old one holds: neighbouring clauses as one, and of a clause
    that is held, the words that stand nowhere on the other side.
    """

    old: tuple[Cut, ...]
    new: tuple[Cut, ...]
    pairs: Mapping[tuple[int, int], float]
    parts: tuple[Evidence, ...]
    dropped: tuple[Clause, ...]
    added: tuple[Clause, ...]


def trace(old: Sequence[Demand], new: Sequence[Demand]) -> Tracing:
    """Return what became of each clause of old demands in the new ones."""
    olds, news = cut(old), cut(new)
    likeness = _compare(olds, news)
    of_old = _find_homes(olds, news, likeness)
    of_new = _find_homes(news, olds, lambda place, other: likeness(other, place))
    pairs = _pair(of_old, of_new, likeness)
    held_old = {place for place, _ in (*pairs, *_holding(of_old))}
    held_new = {place for _, place in pairs} | {place for place, _ in _holding(of_new)}
    lost = find_lost_bodies(old, olds, new, news, pairs)
    come = find_lost_bodies(new, news, old, olds, {(other, one): share for (one, other), share in pairs.items()})
    return Tracing(
        old=tuple(olds),
        new=tuple(news),
        pairs=pairs,
        parts=_tell(olds, news, pairs),
        dropped=_in_order(old, olds, news, held_old, lost),
        added=_in_order(new, news, olds, held_new, come),
    )


def _tell(olds: Sequence[Cut], news: Sequence[Cut], pairs: Mapping[tuple[int, int], float]) -> tuple[Evidence, ...]:
    old, new = (list(dict.fromkeys(one.demand for one in side)) for side in (olds, news))
    places = sorted(pairs, key=lambda pair: (old.index(olds[pair[0]].demand), new.index(news[pair[1]].demand), pair))
    return tuple(
        Evidence(
            old=olds[one].demand,
            new=news[other].demand,
            old_clause=olds[one].text,
            new_clause=news[other].text,
            share=round(pairs[one, other], 4),
        )
        for one, other in places
    )


@dataclass(frozen=True, slots=True)
class _Home:
    """The clause of another demand that holds most of a clause, and the share."""

    place: int
    share: float


_Likeness = Callable[[int, int], tuple[float, float]]
"""How alike two clauses are, by place: without figures, which may change, and then with them."""


def _compare(clauses: Sequence[Cut], others: Sequence[Cut]) -> _Likeness:
    """Return how alike any two clauses are, their whole sentences counted in."""
    mine, theirs = _find_matter(clauses), _find_matter(others)

    def likeness(place: int, other: int) -> tuple[float, float]:
        bare, sentence, full = map(_dice, mine[place], theirs[other])
        return round(bare + sentence, 9), full

    return likeness


def _find_matter(clauses: Sequence[Cut]) -> list[tuple[frozenset[str], ...]]:
    """Return for each clause its terms and those of its sentence without figures, and then its own with them."""
    sentences: dict[tuple[str, int], frozenset[str]] = defaultdict(frozenset)
    for one in clauses:
        sentences[one.demand, one.sentence] |= find_terms(one.text)
    both = [(one.terms, sentences[one.demand, one.sentence]) for one in clauses]
    return [(*(frozenset(term for term in full if not is_figure(term)) for full in one), one[0]) for one in both]


def _dice(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _pair(
    of_old: Sequence[Mapping[str, _Home]], of_new: Sequence[Mapping[str, _Home]], likeness: _Likeness
) -> dict[tuple[int, int], float]:
    """Return the pairs of clauses, by place, of which one holds the other, and the greater share held.

    First each clause has one other, the most alike; then those that are left over have one that is taken. So of two
    clauses that say nearly the same neither stands against what became of the other: Steuern auf Arbeit senken und
    Steuern auf Vermögen erhöhen.
    """
    shares = {(place, home.place): home.share for place, home in _holding(of_old)}
    for place, home in _holding(of_new):
        shares[home.place, place] = max(home.share, shares.get((home.place, place), 0.0))
    in_order = sorted(shares, key=lambda pair: (abs(pair[0] - pair[1]), sum(pair)))
    ranked = sorted(in_order, key=lambda pair: likeness(*pair), reverse=True)
    taken: set[tuple[bool, int]] = set()
    kept: set[tuple[int, int]] = set()
    for least in (2, 1):
        for one, other in ranked:
            free = {(True, one), (False, other)} - taken
            if len(free) >= least:
                kept.add((one, other))
                taken |= free
    return {pair: share for pair, share in shares.items() if pair in kept}


def _holding(homes: Sequence[Mapping[str, _Home]]) -> Iterator[tuple[int, _Home]]:
    """Yield where each clause stands and each other one that holds enough of it."""
    for place, found in enumerate(homes):
        for home in found.values():
            if home.share >= LEAST_SHARE:
                yield place, home


def _find_homes(clauses: Sequence[Cut], others: Sequence[Cut], likeness: _Likeness) -> list[dict[str, _Home]]:
    """Return for each clause, by demand of the other side, the clause there that holds most of it, then the most alike.

    A word that several clauses of one side have in common counts as much less: that two demands begin with
    „Förderung“ does not make them one.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, other in enumerate(others):
        for term in other.terms:
            places[term].append(place)
    counts = Counter(term for clause in clauses for term in clause.terms)
    weights = {term: (FIGURE_LETTERS if is_figure(term) else len(term)) / count for term, count in counts.items()}
    kin = find_kin(counts, places)
    found: dict[frozenset[str], dict[str, list[_Home]]] = {}
    for terms in {clause.terms: None for clause in clauses}:
        near = sorted(({place for other in kin[term] for place in places[other]} for term in terms), key=len)
        few = [one for one in near if len(one) <= MANY_PLACES] or [set(sorted(one)[:MANY_PLACES]) for one in near[:1]]
        weight = fsum(weights[term] for term in terms)
        homes: dict[str, list[_Home]] = defaultdict(list)
        for place in sorted(set().union(*few)):
            held = fsum(weights[term] for term in terms if not kin[term].isdisjoint(others[place].terms))
            homes[others[place].demand].append(_Home(place, held / weight))
        most = {id: max(home.share for home in some) for id, some in homes.items()}
        found[terms] = {id: [one for one in some if one.share == most[id]] for id, some in homes.items()}
    return [
        {id: max(equal, key=lambda home: likeness(place, home.place)) for id, equal in found[clause.terms].items()}
        for place, clause in enumerate(clauses)
    ]


def find_kin(terms: Iterable[str], others: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return for each of some stems those of others that say the same."""
    alike = defaultdict(set)
    for other in others:
        alike[other[:LEAST_KIN_LETTERS]].add(other)
    return {
        term: frozenset(one for one in near if is_kin(term, one)) if len(near) <= MANY_PLACES else near & {term}
        for term in terms
        for near in [frozenset(alike[term[:LEAST_KIN_LETTERS]])]
    }


def is_figure(term: str) -> bool:
    """Return whether a stem is a number or what numbers count in."""
    return term.isdigit() or term in _MEASURES


def _join(demands: Sequence[Demand], clauses: Sequence[Cut], held: AbstractSet[int]) -> Iterator[tuple[int, Clause]]:
    """Yield where neighbouring clauses that are not held start, and what stands between the first and the last.

    Where a lone bracket stands between them, they are told apart.
    """
    texts = {demand.id: fold(demand.text) for demand in demands}
    runs: list[list[Cut]] = [[]]
    for place, clause in enumerate(clauses):
        if place in held or (runs[-1] and runs[-1][0].demand != clause.demand):
            runs.append([])
        # Words without a subject are held by nobody; they matter where they stand between others.
        if place not in held and (clause.terms or runs[-1]):
            runs[-1].append(clause)
    for run in filter(None, runs):
        text = texts[run[0].demand]
        lone = find_lone(text, run[0].start, run[-1].end + 1)
        for told in (list(group) for _, group in groupby(run, key=lambda clause: bisect(lone, clause.start))):
            end = told[-1].end
            if text.startswith(")", end) and end not in lone:
                end += 1
            if any(clause.terms for clause in told):
                yield told[0].start, Clause(demand=run[0].demand, text=text[told[0].start : end])


def _in_order(
    demands: Sequence[Demand],
    own: Sequence[Cut],
    others: Sequence[Cut],
    held: AbstractSet[int],
    bodies: AbstractSet[Word],
) -> tuple[Clause, ...]:
    """Return what is not held, in the order of the texts; `bodies` are words that another text may well have."""
    order = {demand.id: place for place, demand in enumerate(demands)}
    texts = {demand.id: fold(demand.text) for demand in demands}
    whole = [(order[clause.demand], start, clause) for start, clause in _join(demands, own, held)]
    words = [(order[clause.demand], start, clause) for start, clause in _find_words(own, others, held, bodies)]
    before = [
        (order[one.demand], one.start, Clause(demand=one.demand, text=texts[one.demand][one.start : one.end]))
        for one in bodies
        if not any(clause.demand == one.demand and clause.start <= one.start < clause.end for clause in own)
    ]
    return tuple(clause for *_, clause in sorted([*whole, *words, *before], key=lambda one: one[:2]))


def _find_words(
    own: Sequence[Cut], others: Sequence[Cut], held: AbstractSet[int], bodies: AbstractSet[Word]
) -> Iterator[tuple[int, Clause]]:
    """Yield where neighbouring words of held clauses start that are kin to no word of the other side, and the words."""
    mine = {term for clause in own for term in clause.terms}
    theirs = {term for clause in others for term in clause.terms | find_terms(clause.text[: clause.matter])}
    known = {term for term, kin in find_kin(mine, theirs).items() if kin}.union(*find_kin(theirs, mine).values())
    told = {(one.demand, one.start) for one in bodies}
    for clause in (own[place] for place in sorted(held)):
        run: list[tuple[int, int]] = []
        for start, end, terms in [*find_words(clause), (0, 0, None)]:
            is_body = terms is not None and (clause.demand, clause.start + start) in told
            # Of a number each part counts: 1.000 is not 2.000.
            is_new = terms and (terms.isdisjoint(known) or (clause.text[start].isdigit() and not terms <= known))
            if is_body or is_new:
                run.append((start, end))
            elif run and (terms is None or terms):
                first, last = run[0][0], run[-1][1]
                yield clause.start + first, Clause(demand=clause.demand, text=clause.text[first:last])
                run = []
