"""Small words in which a clause differs from what it became: they carry no subject and may turn what is asked round.

Those that deny or limit are compared by themselves; those that bind, relate or join where another stands in their
place, so that what merely leads in or joins, as the cut made necessary, is none: Wir, das Land soll, und.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from policydiff.core.catalogue import Demand
from policydiff.core.matching import Evidence
from policydiff.core.matching.cutting import cut, find_terms
from policydiff.core.matching.words import WORD
from policydiff.core.meaning import Signal
from policydiff.core.wording import fold


class _Role(Enum):
    LIMIT = auto()
    MOOD = auto()
    RELATION = auto()
    JOINT = auto()


_TABLE = {
    _Role.LIMIT: (
        "nicht kein keine keinem keinen keiner keines weder not no none neither nor",
        "nur only",
        "alle allen aller alles jede jedem jeden jeder jedes all each",
        "mehr more",
    ),
    _Role.MOOD: (
        "muss müssen must shall",
        "soll sollen sollte sollten should",
        "kann können darf dürfen can could may",
    ),
    _Role.RELATION: (
        "mit with",
        "ohne without",
        "für for",
        "gegen",
        "vor before",
        "nach after",
        "über over",
        "unter under",
        "zwischen between",
    ),
    _Role.JOINT: ("und sowie and", "oder or"),
}
"""By role the words that say the same. Left out are prepositions that change with the build of a sentence alone:
Sanierung von Schulen durch das Land."""
_GROUPS = {
    word: (role, number) for role, rows in _TABLE.items() for number, row in enumerate(rows) for word in row.split()
}
_STOPS = frozenset(",.;:()–—•")

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class SmallWord:
    """A small word that the other side has not: where it stands in the folded text of a demand, and what it is there.

    `is_told` says that a signal names it.
    """

    demand: str
    start: int
    end: int
    text: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    role: _Role
    number: int
    terms: frozenset[str] = frozenset()
    """What a word that relates or joins stands before."""
    before: frozenset[str] = frozenset()
    """What a word that joins stands behind."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """The small words of a clause, and by role which ones its whole sentence has."""

    words: Sequence[_Word]
    sentence: Mapping[_Role, Collection[int]]


def find_small_words(
    old: Sequence[Demand], new: Sequence[Demand], parts: Iterable[Evidence], signals: Sequence[Signal]
) -> tuple[tuple[SmallWord, ...], tuple[SmallWord, ...]]:
    """Return the small words of the old texts that what became of their clauses has not, and those of the new ones."""
    olds, news = _read_clauses(old), _read_clauses(new)
    heirs: dict[tuple[str, str], list[_Clause]] = defaultdict(list)
    sources: dict[tuple[str, str], list[_Clause]] = defaultdict(list)
    for one in parts:
        heirs[one.old, one.old_clause] += news.get((one.new, one.new_clause), ())
        sources[one.new, one.new_clause] += olds.get((one.old, one.old_clause), ())
    return (
        tuple(_find_lost(olds, heirs, _list_words(one.old for one in signals))),
        tuple(_find_lost(news, sources, _list_words(one.new for one in signals))),
    )


def _list_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.casefold() for text in texts for word in WORD.findall(text))


def _find_lost(
    own: Mapping[tuple[str, str], Sequence[_Clause]],
    counterparts: Mapping[tuple[str, str], Sequence[_Clause]],
    told: Collection[str],
) -> Iterator[SmallWord]:
    found = {
        (demand, word.start): SmallWord(
            demand=demand, start=word.start, end=word.end, text=word.text, is_told=word.text.casefold() in told
        )
        for (demand, text), clauses in own.items()
        for theirs in [counterparts.get((demand, text), ())]
        for clause in (clauses if theirs else ())
        for word in clause.words
        if _is_lost(word, theirs, is_told=word.text.casefold() in told)
    }
    yield from (found[place] for place in sorted(found))


def _is_lost(word: _Word, theirs: Sequence[_Clause], *, is_told: bool) -> bool:
    """Return whether the clauses of the other side that hold the clause of a small word have none that says the same.

    Where no signal names it, one in the rest of their sentences will do.
    """
    in_clause = {other.number for one in theirs for other in one.words if other.role is word.role}
    if is_told and word.role is not _Role.JOINT:
        return word.number not in in_clause
    if word.role in (_Role.LIMIT, _Role.MOOD):
        around = [one.sentence.get(word.role, ()) for one in theirs]
        return not any(word.number in one for one in around) and (word.role is _Role.LIMIT or any(around))
    answers = {
        other.number
        for one in theirs
        for other in one.words
        if other.role is word.role
        and other.terms & word.terms
        and (word.role is _Role.RELATION or other.before & word.before)
    }
    return bool(answers) and word.number not in answers


def _read_clauses(demands: Sequence[Demand]) -> dict[tuple[str, str], list[_Clause]]:
    """Return the clauses of demands, by demand and text, each with the words between it and the one before it."""
    found: dict[tuple[str, str], list[_Clause]] = defaultdict(list)
    for demand in demands:
        words = list(_read_words(fold(demand.text)))
        starts = [word.start for word in words]
        cuts = cut([demand])
        own: list[list[_Word]] = []
        sentences: dict[int, dict[_Role, set[int]]] = defaultdict(lambda: defaultdict(set))
        for before, one in zip([0, *(one.end for one in cuts)], cuts, strict=False):
            own.append(words[bisect_left(starts, before) : bisect_left(starts, one.end)])
            for word in own[-1]:
                sentences[one.sentence][word.role].add(word.number)
        for one, some in zip(cuts, own, strict=True):
            found[one.demand, one.text].append(_Clause(some, sentences[one.sentence]))
    return found


def _read_words(text: str) -> Iterator[_Word]:
    """Yield the small words of a folded text that may be told, those that relate or join with what stands beside."""
    waiting: list[_Word] = []
    last: frozenset[str] = frozenset()
    end = 0
    for found in WORD.finditer(text):
        is_apart = not _STOPS.isdisjoint(text[end : found.start()])
        end = found.end()
        is_part = text.endswith("-", 0, found.start()) or text.startswith("-", end)  # Nicht-EU-Länder
        role, number = (None, 0) if is_part else _GROUPS.get(found[0].casefold(), (None, 0))
        terms = find_terms(found[0])
        if role in (_Role.LIMIT, _Role.MOOD):
            yield _Word(*found.span(), found[0], role, number)
        elif terms:
            yield from (_Word(w.start, w.end, w.text, w.role, w.number, terms, w.before) for w in waiting)
        if terms or is_apart or role is _Role.JOINT:
            waiting = [word for word in waiting if role is word.role is _Role.JOINT and not is_apart]
        if role in (_Role.RELATION, _Role.JOINT):
            waiting.append(_Word(*found.span(), found[0], role, number, before=last))
        last = terms or last
