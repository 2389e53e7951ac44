"""Who must act by a clause, or merely may, compared with what became of it: Das Land kann, the state must."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policydiff.core.catalogue import Demand
from policydiff.core.function_words import is_small
from policydiff.core.matching.cutting import BODIES, DEMANDS, MODALS, Cut, find_terms
from policydiff.core.matching.words import WORD
from policydiff.core.wording import fold

WEAK = frozenset("kann können könnte könnten can could may might".split())
"""Verbs that bind nobody. One of another rank is a signal; one that came or went is told as a word."""
_ARTICLES = frozenset("der die das the".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a demand: where it stands in the folded text, and what it is in any form."""

    demand: str
    start: int
    end: int
    terms: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Clause:
    """What a clause says of who must act.

    `called` are bodies named where it leads in, `about` those that it is about, `weak` the verbs that bind nobody where
    it leads in. `is_led` says that it has a lead-in, `is_turned` that it begins with a body of its own: und das Land
    Brücken; `has_modal` that a verb in it binds, wherever it stands.
    """

    called: tuple[Word, ...]
    about: tuple[Word, ...]
    weak: tuple[Word, ...]
    is_led: bool
    is_turned: bool
    has_modal: bool


@dataclass(frozen=True, slots=True)
class _Call:
    """Whom a clause calls on in its sentence, whom it names, whom its sentence names, and how weakly it binds."""

    called: tuple[Word, ...]
    about: tuple[Word, ...]
    weak: tuple[Word, ...]
    named: frozenset[frozenset[str]]
    near: frozenset[frozenset[str]]
    has_modal: bool


def find_lost_bodies(
    own: Sequence[Demand],
    cuts: Sequence[Cut],
    others: Sequence[Demand],
    other_cuts: Sequence[Cut],
    pairs: Mapping[tuple[int, int], float],
) -> frozenset[Word]:
    """Return the words of one side that say who must act, or merely may, and that what became of a clause has not.

    A clause that has none of its own has those of the one before it in its sentence. What a clause is about need stand
    only where most of it went. `pairs` are places, own and other, with the share held.
    """
    calls, theirs = _find_calls(own, cuts), _find_calls(others, other_cuts)
    heirs: dict[int, dict[int, float]] = {}
    for (place, other), share in pairs.items():
        heirs.setdefault(place, {})[other] = share
    lost: set[Word] = set()
    for place, shares in heirs.items():
        call, most = calls[place], max(shares.values())
        found, next_of_kin = ([theirs[other] for other in shares if shares[other] >= least] for least in (0, most))
        lost.update(word for word in call.called if all(word.terms not in heir.named for heir in found))
        lost.update(word for word in call.about if all(word.terms not in one.named | one.near for one in next_of_kin))
        lost.update(word for word in call.weak if any(not heir.has_modal for heir in found))
    return frozenset(lost)


def _find_calls(demands: Sequence[Demand], cuts: Sequence[Cut]) -> list[_Call]:
    texts = {demand.id: fold(demand.text) for demand in demands}
    found: list[_Call] = []
    start = 0
    while start < len(cuts):
        end = start + 1
        while end < len(cuts) and (cuts[end].demand, cuts[end].sentence) == (cuts[start].demand, cuts[start].sentence):
            end += 1
        read = [_read(texts, cuts, place) for place in range(start, end)]
        found.extend(_in_sentence(read))
        start = end
    return found


def _in_sentence(clauses: Sequence[_Clause]) -> Iterator[_Call]:
    """Yield what each clause of a sentence says of who must act, with what it has from those before it."""
    about = _terms(word for one in clauses for word in one.about)
    has_modal = any(one.has_modal for one in clauses)
    called: tuple[Word, ...] = ()
    weak: tuple[Word, ...] = ()
    nearest = next((_terms((*one.called, *one.about)) for one in clauses if one.called or one.about), frozenset())
    for one in clauses:
        called = one.called or (() if one.is_turned else called)
        weak = one.weak if one.is_led else weak
        bodies = _terms((*one.called, *one.about))
        nearest = bodies or nearest
        yield _Call(called, one.about, weak, nearest | _terms(called), about if not bodies else frozenset(), has_modal)


def _read(texts: Mapping[str, str], cuts: Sequence[Cut], place: int) -> _Clause:
    """Return what a clause says of who must act; what stands before it and in no other one leads in as well."""
    cut, text = cuts[place], texts[cuts[place].demand]
    before = cuts[place - 1].end if place and cuts[place - 1].demand == cut.demand else 0
    words = [(word[0].casefold(), word) for word in WORD.finditer(text, before, cut.end)]
    verbs = [(word, found) for word, found in words if word in MODALS or word in DEMANDS]
    led = [one for one in words if one[1].start() < cut.start + cut.matter]
    is_led = any(word in MODALS or word in DEMANDS for word, _ in led)
    bodies = [(found, is_led and found.start() < cut.start + cut.matter) for word, found in words if word in BODIES]
    first = next((at for at, (word, _) in enumerate(words) if not is_small(word)), 0)
    return _Clause(
        called=tuple(Word(cut.demand, *found.span(), find_terms(found[0])) for found, leads in bodies if leads),
        about=tuple(Word(cut.demand, *found.span(), find_terms(found[0])) for found, leads in bodies if not leads),
        weak=tuple(Word(cut.demand, *found.span(), frozenset()) for word, found in led if word in WEAK),
        is_led=is_led,
        is_turned=not is_led and first > 0 and words[first][0] in BODIES and words[first - 1][0] in _ARTICLES,
        has_modal=bool(verbs),
    )


def _terms(words: Iterable[Word]) -> frozenset[frozenset[str]]:
    return frozenset(word.terms for word in words)
