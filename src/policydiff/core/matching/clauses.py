"""Which clause of an old text went into which clause of a new one, and which clauses the other side does not hold."""

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby, product, takewhile
from math import fsum

from policydiff.core.catalogue import Demand
from policydiff.core.matching.values import Clause, Evidence
from policydiff.core.matching.words import FUNCTION_WORDS, GENDER_MARK, WORD, stems
from policydiff.core.wording import fold

LEAST_SHARE = 0.5
"""A clause is held where this share of its words, by letters, stands in one clause of the other text: with less,
„Senioren beraten“ would be held by „Beratung für Kinder“. Set by hand on the texts of `tests/core/test_clauses.py`: up
to 0.45 one of them goes wrong, from 0.5 to 0.7 none."""
LEAST_KIN_LETTERS = 4
KIN_SHARE = 2 / 3
"""Words are kin where their stems begin with so many letters in common, and these are so much of the longer stem:
„fördern“ is found in „Förderung“, but „Flächen“ not in „Flächenfonds“. Four letters are what a stem keeps at least; the
share was set by hand on the same texts, of which one goes wrong at 0.4 and none from 0.5 to 0.9."""
MANY_PLACES = 200
"""A word in more clauses than this leads to none, unless no other does; of more words that begin alike none are kin.
Else a text of 12,000 words takes minutes."""
# Brackets within a word or beside one without a space: Bürger(innen), Forderung(en), (Schul-)Gebäude.
_IN_WORD = rf"(?-i:{GENDER_MARK.pattern})|(?<=[^\s(])\([^()]*\)|\([^()]*\)(?=\w)"
_END = re.compile(
    rf"(?P<in_word>{_IN_WORD})|\s*(?!{_IN_WORD})\(\s*|\s*\)\s*"
    r"|(?<=[.!?;:])\s+|\s*[;•–—]\s+|,\s+|\s+[-–]\s+"
    r"|\s+(?:und|sowie|oder|wobei|damit|um|indem|insbesondere)\s+"
    r"|\s+(?:and|or|as well as|such as|including|so that|in order to)\s+",
    re.IGNORECASE,
)
_BEFORE, _AFTER = " ,;:–—-)", " ,;:–—"
_BRACKET = re.compile(r"[()]")
# A word whose end stands in a later one: Schul- und Wohnraum.
_CUT_OFF = re.compile(r"(\w+)-(?=[\s,;]|$)")


def find_clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the clauses of a folded text start and end, in order.

    What says nothing by itself joins its neighbour, though never over a semicolon or a full stop. Brackets stand in
    pairs in each clause.
    """
    found: list[tuple[int, int]] = []
    start, is_apart, says = 0, True, False
    for mark in [*(one for one in _END.finditer(text) if not one["in_word"]), None]:
        end = mark.start() if mark else len(text)
        said, says = says, bool(_terms(text[start:end]))
        if found and not is_apart and not (said and says):
            found[-1], says = (found[-1][0], end), said or says
        else:
            found.append((start, end))
        if mark:
            start, is_apart = end, ";" in mark[0] or text[end - 1 : end] in {".", "!", "?"}
    trimmed = (_trim(text, *_balance(text, *_trim(text, start, end))) for start, end in found)
    return tuple((start, end) for start, end in trimmed if start < end)


def trace(
    old: Mapping[str, Demand], new: Mapping[str, Demand], links: Iterable[tuple[str, str]]
) -> tuple[Evidence, ...]:
    """Return the clauses transferred along each link (old id, new id), in the order of the links and texts."""
    order = {link: place for place, link in enumerate(links)}
    olds = _cut(old[id] for id in dict.fromkeys(old_id for old_id, _ in order))
    news = _cut(new[id] for id in dict.fromkeys(new_id for _, new_id in order))
    shares = _pair(olds, news, order.keys())
    places = sorted(shares, key=lambda pair: (order[olds[pair[0]].demand, news[pair[1]].demand], pair))
    return tuple(
        Evidence(
            old=olds[one].demand,
            new=news[other].demand,
            old_clause=olds[one].text,
            new_clause=news[other].text,
            share=round(shares[one, other], 4),
        )
        for one, other in places
    )


def find_unheld(old: Sequence[Demand], new: Sequence[Demand]) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """Return the clauses of old texts that no new one holds, and those of new texts that no old one holds.

    Neighbouring clauses are told as one. Of a clause that is held, the words that stand nowhere on the other side.
    """
    olds, news = _cut(old), _cut(new)
    links = set(product((demand.id for demand in old), (demand.id for demand in new)))
    pairs = _pair(olds, news, links)
    held_old = {one for one, _ in pairs} | _held(_find_homes(olds, news))
    held_new = {other for _, other in pairs} | _held(_find_homes(news, olds))
    return _in_order(old, olds, news, held_old), _in_order(new, news, olds, held_new)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    kept = text[start:end].lstrip(_BEFORE)
    return end - len(kept), end - len(kept) + len(kept.rstrip(_AFTER))


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a clause with its brackets in pairs.

    It takes in the bracket that closes it, or leaves out a lone one and those words beside it that say nothing.
    """
    lone = _find_lone(text, start, end)
    if lone and text[lone[-1]] == "(" and text.startswith(")", end):
        lone.pop()
        end += 1
    if not lone:
        return start, end
    pieces = zip([start, *(place + 1 for place in lone)], [*lone, end], strict=True)
    return max(pieces, key=lambda piece: len(_terms(text[slice(*piece)])))


def _find_lone(text: str, start: int, end: int) -> list[int]:
    """Return where brackets stand, in order, that have no other within the span."""
    closing: list[int] = []
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, start, end):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif opened:
            opened.pop()
        else:
            closing.append(bracket.start())
    return [*closing, *opened]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A clause of a demand: where it stands in the folded text, and the stems of its words that carry a subject."""

    demand: str
    text: str
    start: int
    end: int
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Home:
    """The clause of another demand that holds most of a clause, the words it holds, and which share they are."""

    place: int
    held: frozenset[str]
    share: float


def _cut(demands: Iterable[Demand]) -> list[_Cut]:
    found = []
    for demand in demands:
        text = fold(demand.text)
        for start, end in find_clauses(text):
            found.append(_Cut(demand.id, text[start:end], start, end, _terms(text[start:end])))
    return found


def _pair(
    olds: Sequence[_Cut], news: Sequence[_Cut], links: AbstractSet[tuple[str, str]]
) -> dict[tuple[int, int], float]:
    """Return the pairs of clauses, by place, of which one holds the other, and the greater share held.

    Where another demand holds the same words of a clause and more, one that holds fewer does not count, unless all of
    its own clause is there: of „Schul- und Wohnraum“ a programme for housing holds but the second half.
    """
    of_old, of_new = _find_homes(olds, news), _find_homes(news, olds)
    shares: dict[tuple[int, int], float] = {}
    for place, home in _linked(olds, of_old, links):
        shares[place, home.place] = home.share
    for place, home in _linked(news, of_new, {(new, old) for old, new in links}):
        shares[home.place, place] = max(home.share, shares.get((home.place, place), 0.0))
    return {
        (one, other): share
        for (one, other), share in shares.items()
        if not _is_outdone(of_old[one], of_new[other].get(olds[one].demand), one, news[other].demand)
        and not _is_outdone(of_new[other], of_old[one].get(news[other].demand), other, olds[one].demand)
    }


def _linked(
    clauses: Sequence[_Cut], homes: Sequence[Mapping[str, _Home]], links: AbstractSet[tuple[str, str]]
) -> Iterator[tuple[int, _Home]]:
    for place, clause in enumerate(clauses):
        for id, home in homes[place].items():
            if home.share >= LEAST_SHARE and (clause.demand, id) in links:
                yield place, home


def _is_outdone(homes: Mapping[str, _Home], back: _Home | None, place: int, id: str) -> bool:
    """Return whether a clause, at `place`, is better held by another demand than by this one."""
    if id not in homes or (back and back.place == place and back.share == 1):
        return False
    return any(homes[id].held < home.held for home in homes.values())


def _held(homes: Sequence[Mapping[str, _Home]]) -> set[int]:
    return {place for place, found in enumerate(homes) if any(home.share >= LEAST_SHARE for home in found.values())}


def _find_homes(clauses: Sequence[_Cut], others: Sequence[_Cut]) -> list[dict[str, _Home]]:
    """Return for each clause, by demand of the other side, the clause there that holds most of it, the first of equals.

    A word that several clauses of one side have in common counts as much less: that two demands begin with
    „Förderung“ does not make them one.
    """
    places: dict[str, list[int]] = defaultdict(list)
    known: set[tuple[str, frozenset[str]]] = set()
    for place, other in enumerate(others):
        if (other.demand, other.terms) not in known:
            known.add((other.demand, other.terms))
            for term in other.terms:
                places[term].append(place)
    counts = Counter(term for clause in clauses for term in clause.terms)
    kin = _find_kin(counts, places)
    found: dict[frozenset[str], dict[str, _Home]] = {}
    for terms in {clause.terms: None for clause in clauses}:
        near = sorted(({place for other in kin[term] for place in places[other]} for term in terms), key=len)
        few = [one for one in near if len(one) <= MANY_PLACES] or [set(sorted(one)[:MANY_PLACES]) for one in near[:1]]
        homes: dict[str, _Home] = {}
        for place in sorted(set().union(*few)):
            held = frozenset(term for term in terms if not kin[term].isdisjoint(others[place].terms))
            share, id = _weigh(held, counts) / _weigh(terms, counts), others[place].demand
            if id not in homes or share > homes[id].share:
                homes[id] = _Home(place, held, share)
        found[terms] = homes
    return [found[clause.terms] for clause in clauses]


def _find_kin(terms: Iterable[str], others: Iterable[str]) -> dict[str, frozenset[str]]:
    alike = defaultdict(set)
    for other in others:
        alike[other[:LEAST_KIN_LETTERS]].add(other)
    return {
        term: frozenset(one for one in near if _is_kin(term, one)) if len(near) <= MANY_PLACES else near & {term}
        for term in terms
        for near in [frozenset(alike[term[:LEAST_KIN_LETTERS]])]
    }


def _is_kin(term: str, other: str) -> bool:
    """Return whether a stem says the same as another; one that is cut off says so where the other goes on."""
    if term.endswith("-"):
        return other.startswith(term[:-1])
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(term, other, strict=False)))
    return term == other or common >= max(LEAST_KIN_LETTERS, KIN_SHARE * max(len(term), len(other)))


def _weigh(terms: Iterable[str], counts: Mapping[str, int]) -> float:
    return fsum(len(term) / counts[term] for term in terms)


def _join(demands: Sequence[Demand], clauses: Sequence[_Cut], held: AbstractSet[int]) -> Iterator[tuple[int, Clause]]:
    """Yield where neighbouring clauses that are not held start, and what stands between the first and the last.

    Where a lone bracket stands between them, they are told apart.
    """
    texts = {demand.id: fold(demand.text) for demand in demands}
    runs: list[list[_Cut]] = [[]]
    for place, clause in enumerate(clauses):
        if place in held or (runs[-1] and runs[-1][0].demand != clause.demand):
            runs.append([])
        # Words without a subject are held by nobody; they matter where they stand between others.
        if place not in held and (clause.terms or runs[-1]):
            runs[-1].append(clause)
    for run in filter(None, runs):
        text = texts[run[0].demand]
        lone = _find_lone(text, run[0].start, run[-1].end + 1)
        for told in (list(group) for _, group in groupby(run, key=lambda clause: bisect(lone, clause.start))):
            end = told[-1].end
            if text.startswith(")", end) and end not in lone:
                end += 1
            if any(clause.terms for clause in told):
                yield told[0].start, Clause(demand=run[0].demand, text=text[told[0].start : end])


def _in_order(
    demands: Sequence[Demand], own: Sequence[_Cut], others: Sequence[_Cut], held: AbstractSet[int]
) -> tuple[Clause, ...]:
    """Return what is not held, in the order of the texts."""
    order = {demand.id: place for place, demand in enumerate(demands)}
    whole = [(order[clause.demand], start, clause) for start, clause in _join(demands, own, held)]
    words = [(order[clause.demand], start, clause) for start, clause in _find_words(own, others, held)]
    return tuple(clause for *_, clause in sorted([*whole, *words], key=lambda one: one[:2]))


def _find_words(own: Sequence[_Cut], others: Sequence[_Cut], held: AbstractSet[int]) -> Iterator[tuple[int, Clause]]:
    """Yield where neighbouring words of held clauses start that are kin to no word of the other side, and the words."""
    mine, theirs = ({term for clause in clauses for term in clause.terms} for clauses in (own, others))
    known = {term for term, kin in _find_kin(mine, theirs).items() if kin}.union(*_find_kin(theirs, mine).values())
    for clause in (own[place] for place in sorted(held)):
        run: list[tuple[int, int]] = []
        for start, end, terms in [*_words(clause.text), (0, 0, None)]:
            if terms and terms.isdisjoint(known):
                run.append((start, end))
            elif run and (terms is None or terms):
                first, last = run[0][0], run[-1][1]
                yield clause.start + first, Clause(demand=clause.demand, text=clause.text[first:last])
                run = []


def _words(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield where each word starts and ends, and its stems; none for a word that carries no subject."""
    gender = [mark.span() for mark in GENDER_MARK.finditer(text)]
    for word in WORD.finditer(text):
        if not any(start <= word.start() < end for start, end in gender):
            hyphen = "-" if _CUT_OFF.match(text, word.start()) else ""
            yield word.start(), word.end(), _terms(word[0] + hyphen)


def _terms(text: str) -> frozenset[str]:
    cut_off = {stem for part in _CUT_OFF.findall(text) for stem in stems(part)}
    return frozenset(f"{word}-" if word in cut_off else word for word in stems(text) if word not in FUNCTION_WORDS)
