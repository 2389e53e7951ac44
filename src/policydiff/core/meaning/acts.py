"""What is done about an act: who stops a closure keeps open, who lifts a ban allows, and who enforces one forbids."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from policydiff.core.function_words import without_accents
from policydiff.core.lexicon import Hit, Lexicon
from policydiff.core.matching.words import is_kin, stem
from policydiff.core.meaning.compounds import find_compounds
from policydiff.core.meaning.nouns import PASSIVE, function_words
from policydiff.core.meaning.reading import Mark, Side

LIFTING = "lifting"
"""What averts only acts that avert or lessen themselves, and else says nothing: lift a ban, lift wages."""
PURSUING = "pursuing"
"""What leaves an act as it is."""
STATES = frozenset("side inside level chance need bound".split())
"""Opposites that name no act that somebody may stop or pursue: für, gegen, innerhalb, außerhalb."""
PHRASE = 5
"""An act stands at most so many words behind the one that stops it: Stopp der geplanten weiteren Schließungen."""
LEAST_ADJECTIVE = 4
"""An adjective has at least so many letters."""

_SIGNS = frozenset(",;:.!?()–—")
_THAT = frozenset(("dass", "daß"))
_ADJECTIVE = ("e", "en", "er", "es", "em")
_GENITIVE = ("er", "es")
_BE = frozenset("be is are was were been being".split())
_OF = frozenset("of on to".split())
_SUBJECTS = frozenset("we they".split())
_RELATIVES = frozenset("that which who".split())
_COMPARATIVES = frozenset("more less fewer lower higher greater larger longer smaller shorter".split())


def join_acts(
    marks: Sequence[Mark],
    side: Side,
    other: Side,
    clauses: Callable[[], Sequence[int]],
    is_alone: Callable[[Mark], bool],
) -> list[Mark]:
    """Return opposites, each act with what is done about it as one: Schließung verhindern is the opposite of schließen.

    `clauses` gives the number of the clause for each place. An act that the other text names by the same noun stays by
    itself, for then what is done about it is compared: verhindern, ermöglichen. `is_alone` says of a word that nothing
    of the other text took its place.
    """
    handlings = _handlings(side)
    if not handlings:
        return list(marks)
    numbers = clauses()
    handled = [hit.places[0] for hit, _ in _handlings(other)]

    def is_compared(place: int, handling: Mark) -> bool:
        """Whether the other text names an act, so that what is done about it there is another thing."""
        is_named = any(_is_same_noun(side, place, other, at) for at in range(len(other.words)))
        is_handled = not all(_is_same_noun(side, place, other, at) for at in handled)
        return is_named and (is_handled or not is_alone(handling))

    heads = {mark.places[0]: mark for mark in marks}
    lessening = {mark.places[0] for mark in marks if mark.name.endswith("-")}
    for hit, kind in handlings:
        own = heads.get(hit.places[0])
        if own is None or own.places != hit.places:
            continue
        near = [place for place in heads if numbers[place] == numbers[hit.places[0]] and place not in hit.places]
        found = _find_acts(hit, side, [place for place in sorted(near) if heads[place].name.split()[0] not in STATES])
        if kind == LIFTING:
            found = [one for one in found if not lessening.isdisjoint(heads[one[0]].places)]
            if not found:
                del heads[own.places[0]]
        acts = [place for place, is_clause in found if is_clause or not is_compared(place, own)]
        for place in acts:
            heads[place] = _joined(side, heads[place], own, is_turned=kind != PURSUING)
        if acts:
            del heads[own.places[0]]
        if acts and _is_leading(
            hit, side, acts[0]
        ):  # what is done to both stands before the first: Verbot des Verkaufs
            heads[own.places[0]] = heads.pop(acts[0])
    return sorted(heads.values(), key=lambda mark: mark.places)


def _handlings(side: Side) -> list[tuple[Hit, str]]:
    """Return what is done about acts, with its class; nouns first, the last one before the others.

    A compound has its act in itself: Verkaufsverbot.
    """
    listed, compounds = _listed(side.lexicon), find_compounds(side)
    found = [
        (hit, listed[hit.entry])
        for hit in side.of("opposites")
        if hit.entry in listed and hit.places[0] not in compounds
    ]
    return sorted(found, key=lambda one: (not _is_noun(one[0], side), -one[0].places[0]))


def _joined(side: Side, act: Mark, handling: Mark, *, is_turned: bool) -> Mark:
    family, sign = act.name.split()
    name = f"{family} {'-' if sign == '+' else '+'}" if is_turned else act.name
    places = tuple(sorted((*act.places, *handling.places)))
    return replace(act, key=name, name=name, places=places, text=side.written(places))


def _is_same_noun(side: Side, place: int, other: Side, at: int) -> bool:
    """Whether two texts have the same noun at two places, in German in whatever form."""
    word, twin = side.words[place], other.words[at]
    if side.lexicon.language == "de":
        is_noun = word[0] == twin[0] and other.is_capital(at)
        return is_noun and is_kin(stem(without_accents(word)), stem(without_accents(twin)))
    return word == twin and _is_verb(side, place) == _is_verb(other, at)


def _is_verb(side: Side, place: int) -> bool:
    """Whether an English word that may be a noun stands where a verb does: will cut, we cut."""
    return bool(place) and side.words[place - 1] in auxiliaries(side.lexicon) | _SUBJECTS


def _find_acts(hit: Hit, side: Side, near: list[int]) -> list[tuple[int, bool]]:
    """Return which acts of a clause something is done about, and whether each has a clause or a verb of its own."""
    if side.lexicon.language != "de":
        found = dict(_find_english(hit, side, near))
        return [(place, found.get(place, False)) for place in _with_row(side, near, set(found))]
    if clause := _clause_behind(hit, side):
        return [(place, True) for place in near if place in _verbs_at_end(clause, side)]
    nouns = [place for place in near if side.is_capital(place)]
    find = _find_behind_noun if _is_noun(hit, side) else _find_objects
    return [(place, False) for place in _with_row(side, nouns, set(find(hit, side, nouns)))]


def _is_noun(hit: Hit, side: Side) -> bool:
    return side.lexicon.language == "de" and len(hit.places) == 1 and side.is_capital(hit.places[0])


def _is_leading(hit: Hit, side: Side, act: int) -> bool:
    """Whether a noun has its act behind it."""
    return hit.places[0] < act and (side.lexicon.language != "de" or _is_noun(hit, side))


def _clause_behind(hit: Hit, side: Side) -> range:
    """Return the clause with dass behind a German word: verhindern, dass Schulen geschlossen werden."""
    start = hit.places[-1] + 1
    start += side.words[start : start + 1] == (",",)
    if _THAT.isdisjoint(side.words[start : start + 1]):
        return range(0)
    places = range(start, len(side.words))
    return range(start, next((at for at in places if side.clauses[at] != side.clauses[start]), places.stop))


def _verbs_at_end(clause: range, side: Side) -> range:
    """Return the places behind the last noun of a German clause: dass Schulen dauerhaft geschlossen werden."""
    return range(next((at + 1 for at in reversed(clause) if side.is_capital(at)), clause.start), clause.stop)


def _find_behind_noun(hit: Hit, side: Side, nouns: list[int]) -> Iterator[int]:
    """Return the noun that follows another one: Verbot des Verkaufs, Stopp für den Ausbau."""
    last = hit.places[-1]
    act = next((place for place in nouns if last < place <= last + PHRASE), None)
    parting = _SIGNS | joints(side.lexicon)
    if act and not any(side.is_capital(at) or side.words[at] in parting for at in range(last + 1, act)):
        yield act


def _find_objects(hit: Hit, side: Side, nouns: list[int]) -> Iterator[int]:
    """Return the nouns that are the object of a German verb or the subject of its passive."""
    first, last = hit.places[0], hit.places[-1]
    leading = auxiliaries(side.lexicon)
    following = side.words[last + 1] if last + 1 < len(side.words) else "."
    is_last = following in _SIGNS | joints(side.lexicon) | leading
    before = (at for at in range(first) if side.clauses[at] == side.clauses[first])
    is_adjective = last + 1 < len(side.words) and side.is_capital(last + 1)
    is_bracketed = not is_adjective and any(side.words[at] in leading for at in before)
    is_behind = is_last or following == "wir" or is_bracketed
    for place in nouns:
        stands_right = first < place < last or (is_behind if place < first else not is_last)
        if stands_right and side.clauses[place] == side.clauses[first] and is_object(side, place, first):
            yield place


def is_object(side: Side, place: int, verb: int) -> bool:
    """Whether a German noun stands behind no preposition, and in no genitive of another: die Folgen der Schließung."""
    words, small, prepositions = side.words, function_words(side.lexicon), _prepositions(side.lexicon)
    before = place - 1
    while (
        before not in (-1, verb)
        and not side.is_capital(before)
        and len(words[before]) >= LEAST_ADJECTIVE
        and words[before].endswith(_ADJECTIVE)
        and words[before] not in small
    ):
        before -= 1
    if before in (-1, verb):
        return True
    first = before if words[before] in small - prepositions else before + 1
    if not first:
        return True
    is_behind_noun = side.is_capital(first - 1) and words[first - 1].isalpha()
    return words[first - 1] not in prepositions and not (is_behind_noun and words[first].endswith(_GENITIVE))


def _with_row(side: Side, near: list[int], found: set[int]) -> list[int]:
    """Return acts with those that are joined to them: die Schließung und den Verkauf."""
    parting = joints(side.lexicon) | {","}
    passed = parting | (function_words(side.lexicon) - _prepositions(side.lexicon))
    for one, other in pairwise(near):
        between = set(side.words[one + 1 : other])
        if not found.isdisjoint((one, other)) and not parting.isdisjoint(between) and between <= passed:
            found |= {one, other}
    return sorted(found)


def _find_english(hit: Hit, side: Side, near: list[int]) -> Iterator[tuple[int, bool]]:
    """Return the act that follows an English word, or that is the subject of its passive."""
    first, last = hit.places[0], hit.places[-1]
    words, parting, prepositions = side.words, joints(side.lexicon), _prepositions(side.lexicon)
    near = [at for at in near if words[at] not in _COMPARATIVES and side.clauses[at] == side.clauses[first]]
    if not _BE.isdisjoint(words[max(first - 2, 0) : first]):
        act = next((at for at in near if at < first and _is_subject(side, at)), None)
        if act is not None and _RELATIVES.isdisjoint(words[act:first]):
            yield act, False
        return
    if first - 1 in near and words[first - 2] in articles(side.lexicon):  # the deportation ban
        yield first - 1, False
        return
    passed = articles(side.lexicon) | {"from"}
    is_clause = False
    for at in range(last + 1, min(last + PHRASE + 1, len(words))):
        if at in near:
            yield at, is_clause
            return
        is_clause = is_clause or words[at] == "from"
        is_passed = words[at] in (passed | _BE if is_clause else passed) or (at == last + 1 and words[at] in _OF)
        if not is_passed and words[at] in function_words(side.lexicon) | prepositions | parting | _SIGNS:
            return


def _is_subject(side: Side, place: int) -> bool:
    """Whether an English noun begins its clause, with an article or adjectives: the planned closure is stopped."""
    opening = articles(side.lexicon) | joints(side.lexicon) | _RELATIVES
    for at in range(place - 1, max(place - PHRASE, 0) - 1, -1):
        if side.clauses[at] != side.clauses[place] or side.words[at] in opening:
            return True
        if side.words[at] in function_words(side.lexicon):
            return False
    return place <= PHRASE


@cache
def _listed(lexicon: Lexicon) -> dict[str, str]:
    """Return what may be done about an act, with its class."""
    return {entry: name for name, entries in lexicon.tables.get("handlings", {}).items() for entry in entries}


@cache
def auxiliaries(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that help a verb: werden, haben, sollen."""
    inflection, guarded = (lexicon.tables.get(name, {}) for name in ("inflection", "guarded"))
    listed = (*(inflection.get(name, ()) for name in ("be", "be-past", "have")), guarded.get("modal", ()), PASSIVE)
    return frozenset(word for words in listed for word in words)


@cache
def joints(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that join two things or deeds."""
    contrasts, rows = (lexicon.tables.get(name, {}) for name in ("contrasts", "rows"))
    listed = (*(contrasts.get(name, ()) for name in ("and", "but", "or")), rows.get("and", ()))
    return frozenset(word for words in listed for word in words)


@cache
def _prepositions(lexicon: Lexicon) -> frozenset[str]:
    listed = (word for words in lexicon.tables.get("prepositions", {}).values() for word in words)
    return frozenset((*listed, *lexicon.tables.get("particles", {}).get("opening", ())))


@cache
def articles(lexicon: Lexicon) -> frozenset[str]:
    """Return the English articles."""
    return frozenset(lexicon.tables.get("grammar", {}).get("article", ()))
