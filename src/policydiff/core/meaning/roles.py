"""Who took whose part in a German sentence: prepositions, articles and the number of the verb make it sure."""

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations, product

from policydiff.core.meaning.nouns import LEAST_LETTERS, PASSIVE, Noun, Sentence, fold_umlauts
from policydiff.core.meaning.reading import Side

_BESIDE = "beside"  # the class of prepositions that only put two together: A mit B
_FROM, _TO = frozenset(("von", "aus")), frozenset(("nach", "zu", "in", "auf", "an"))

Exchange = tuple[tuple[int, int], tuple[int, int]]


def find_role_exchange(old_side: Side, old: range, new_side: Side, new: range) -> Exchange | None:
    """Return the places, on both sides, of two nouns that took each other's part; None where grammar leaves it open.

    A sentence whose verb or matter became another says nothing: der Rat folgt dem Amt, dem Rat geht das Amt voran.
    """
    before, after = Sentence(old_side, old), Sentence(new_side, new)
    both = [key for key in before.nouns if key in after.nouns]
    if len(both) < 2 or before.is_mutual or after.is_mutual or not _is_one_matter(before, after):
        return None
    for found in (_by_preposition, _by_case, _by_number, _by_clause):
        if pair := found(before, after, both):
            one, other = pair
            return (before.nouns[one].place, before.nouns[other].place), (
                after.nouns[one].place,
                after.nouns[other].place,
            )
    return None


def _is_one_matter(before: Sentence, after: Sentence) -> bool:
    """Whether words only came or only went, apart from their form."""
    old, new = before.matter(), after.matter()
    return old <= new or new <= old


def _by_preposition(before: Sentence, after: Sentence, nouns: Sequence[str]) -> tuple[str, str] | None:
    """Return two nouns of which each took the preposition, or the lack of one, that the other had."""
    changed = [key for key in nouns if before.nouns[key].preposition != after.nouns[key].preposition]
    if len(changed) != 2 or any(side.nouns[key].is_joined for side in (before, after) for key in changed):
        return None
    one, other = changed
    old = before.nouns[one].preposition, before.nouns[other].preposition
    new = after.nouns[one].preposition, after.nouns[other].preposition
    if old != new[::-1] or _BESIDE in old or (_is_way(old) and not before.is_shift):
        return None
    if "" in old and "von" in old and not (_is_subject(before, one, other) and _is_subject(after, one, other)):
        return None  # von der Stadt is der Stadt as well, but for who does it in the passive or gives what is received
    return one, other


def _is_way(prepositions: tuple[str, str]) -> bool:
    """Whether a way is told: vom Bahnhof zur Schule, which leads back as well."""
    return any(one in _FROM and other in _TO for one, other in (prepositions, prepositions[::-1]))


def _is_subject(sentence: Sentence, one: str, other: str) -> bool:
    """Whether the sentence is a passive, or somebody receives something, and one of two nouns its first part."""
    words = set(sentence.words[sentence.places.start : sentence.places.stop])
    receiving = sentence.side.lexicon.tables.get("receiving", {}).get("receive", ())
    first = min(noun.place for noun in sentence.nouns.values())
    has_giver = not words.isdisjoint(PASSIVE.union(receiving))
    return has_giver and first in {sentence.nouns[one].place, sentence.nouns[other].place}


def _by_case(before: Sentence, after: Sentence, nouns: Sequence[str]) -> tuple[str, str] | None:
    """Return two nouns whose articles say that each took the case of the other."""
    free = [key for key in nouns if _is_free(before, key) and _is_free(after, key)]
    for one, other in combinations(free, 2):
        first, second = (_cases(before.nouns[key], after.nouns[key]) for key in (one, other))
        old, new = _told_apart(first[0], second[0]), _told_apart(first[1], second[1])
        is_changed = old[0].isdisjoint(new[0]) and old[1].isdisjoint(new[1])
        if is_changed and old[0] & new[1] and old[1] & new[0]:
            return one, other
    return None


def _is_free(sentence: Sentence, key: str) -> bool:
    noun = sentence.nouns[key]
    return not noun.preposition and not noun.is_joined


def _cases(old: Noun, new: Noun) -> tuple[set[str], set[str]]:
    """Return the cases that a noun may have on both sides, as its gender and number are the same."""
    genders = {gender for _, gender in old.forms} & {gender for _, gender in new.forms}
    before, after = ({case for case, gender in noun.forms if gender in genders} for noun in (old, new))
    return before, after


def _told_apart(one: set[str], other: set[str]) -> tuple[set[str], set[str]]:
    """Return the cases of two nouns of one sentence, which have not both the same one."""
    if len(one) == 1:
        return one, other - one
    return (one - other, other) if len(other) == 1 else (one, other)


def _by_number(before: Sentence, after: Sentence, nouns: Sequence[str]) -> tuple[str, str] | None:
    """Return two nouns that changed places around a verb which took the number of the other: zahlt, zahlen."""
    verbs = list(_changed_verbs(before, after))
    if len(verbs) != 1:
        return None
    (old, new) = verbs[0]
    free = [
        key
        for key in nouns
        if _is_free(before, key)
        and _is_free(after, key)
        and before.words[before.nouns[key].place] == after.words[after.nouns[key].place]
    ]
    for one, other in permutations(free, 2):
        if (
            _nearest(before, old, -1) == one
            and _nearest(before, old, 1) == other
            and _nearest(after, new, -1) == other
            and _nearest(after, new, 1) == one
            and all(_may_differ(before.nouns[key], after.nouns[key]) for key in (one, other))
        ):
            return one, other
    return None


def _may_differ(old: Noun, new: Noun) -> bool:
    """Whether a noun may have another case on either side."""
    first, second = _cases(old, new)
    return not (len(first) == 1 and first == second)


def _nearest(sentence: Sentence, place: int, step: int) -> str:
    """Return the noun next to a verb, before or behind it."""
    found = [(abs(noun.place - place), key) for key, noun in sentence.nouns.items() if (noun.place - place) * step > 0]
    return min(found)[1] if found else ""


def _changed_verbs(before: Sentence, after: Sentence) -> Iterator[tuple[int, int]]:
    forms = {_number(after.words[place], after): place for place in after.places if not after.side.is_capital(place)}
    for place in before.places:
        if not before.side.is_capital(place):
            stem, is_plural = _number(before.words[place], before)
            if stem and (stem, not is_plural) in forms and (stem, is_plural) not in forms:
                yield place, forms[stem, not is_plural]


def _number(word: str, sentence: Sentence) -> tuple[str, bool]:
    """Return the stem of a verb and whether it is in the plural; no stem where it can be none."""
    for name in ("be", "have", "become", "must", "shall", "should", "can", "may", "want"):
        listed = sentence.side.lexicon.tables.get("inflection", {}).get(name, ())
        if word in listed:
            return name, word == listed[-1]
    if word.endswith("t") and len(word) > LEAST_LETTERS:
        return fold_umlauts(word.removesuffix("t").removesuffix("e")), False
    if word.endswith("n") and len(word) > LEAST_LETTERS:
        return fold_umlauts(word.removesuffix("n").removesuffix("e")), True
    return "", False


def _by_clause(before: Sentence, after: Sentence, nouns: Sequence[str]) -> tuple[str, str] | None:
    """Return two nouns that went each into the clause of the other: A zahlt dies, B zahlt das."""
    told = set(after.by_clause(nouns))
    for first, second in combinations(before.by_clause(nouns), 2):
        if min(len(first), len(second)) < 2:
            continue
        for one, other in product(first, second):
            crossed = {frozenset({*first, other} - {one}), frozenset({*second, one} - {other})}
            if crossed <= set(map(frozenset, told)):
                return one, other
    return None
