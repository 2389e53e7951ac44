"""What a word that has an opposite is about: two that are about other things turn nothing round."""

from collections.abc import Iterator
from functools import cached_property

from policydiff.core.function_words import is_small, without_accents
from policydiff.core.matching.words import is_kin, stem
from policydiff.core.meaning.acts import articles, auxiliaries, is_object, joints
from policydiff.core.meaning.alignment import Alignment
from policydiff.core.meaning.compounds import find_compounds
from policydiff.core.meaning.contrasts import is_content
from policydiff.core.meaning.nouns import LEAST_LETTERS, PASSIVE, function_words
from policydiff.core.meaning.reach import Reaches
from policydiff.core.meaning.reading import Mark, Side

BROAD = frozenset(("growth", "leave"))
"""Opposites that also answer each other (fördern, kürzen) and may stand apart; others must take each other's place."""
FOUNDED = "growth +"
"""The class of what brings something about, which has an opposite only in the end of the same thing."""
LEAST_SHARED = 5
"""Two words of the matter are one in another form where they begin with so many same letters: Exporte, Exporten."""

_SIGNS = frozenset(",;:.!?()–—/")
_BE = frozenset("be is are was were been being".split())
_TOLD_ELSEWHERE = ("deadlines", "places")


class Objects:
    """What the opposites of two aligned texts are about."""

    def __init__(self, alignment: Alignment, reaches: Reaches) -> None:
        self._alignment, self._reaches = alignment, reaches
        self._sides = alignment.old_side, alignment.new_side
        self._known: dict[tuple[bool, Mark], bool] = {}

    def are_others(self, one: Mark, other: Mark) -> bool:
        """Whether neither text names what the mark of the other is about: Gebühren senken, das Angebot erweitern.

        Both must say something else that stayed, for two texts that say one thing each say it of the same, as a
        rewording goes (die Bibliothek, die Bücherei). Of what is brought about it is enough that the other text does
        not name it.
        """
        marks = (one, True), (other, False)
        is_absent = [self._is_absent(mark, is_old=is_old) for mark, is_old in marks]
        is_broad = {mark.name.split()[0] for mark, _ in marks} <= BROAD
        if is_broad and all(is_absent) and all(self._is_else_kept(mark, is_old=is_old) for mark, is_old in marks):
            return True
        return any(
            _is_founding(self._sides[not is_old], mark) and (absent or self._is_no_end(mark, ending, is_old=is_old))
            for (mark, is_old), absent, ending in zip(marks, is_absent, (other, one), strict=True)
        )

    def _is_no_end(self, mark: Mark, ending: Mark, *, is_old: bool) -> bool:
        """Whether a German noun founds what the other text does not name so: Altschuldenabbau, Altschuldenfonds."""
        side, another = self._sides[not is_old], self._sides[is_old]
        if side.lexicon.language != "de" or not side.is_capital(mark.places[0]):
            return False
        things = [at for at in self._places(mark, is_old=is_old) if at not in mark.places][:1]
        ended = {another.words[at] for at in ending.places}  # it may name what it ends: Stellenabbau
        return bool(things) and not any(
            without_accents(word).startswith(_stem(side.words[things[0]]))
            if word in ended
            else _is_one_thing(side.words[things[0]], word)
            for word in another.words
        )

    def _is_absent(self, mark: Mark, *, is_old: bool) -> bool:
        """Whether what a mark is about is named, and nowhere in the other text."""
        if (is_old, mark) not in self._known:
            things = set(self._things(mark, is_old=is_old))
            said = self._said[is_old]
            self._known[is_old, mark] = bool(things) and not any(thing in said for thing in things)
        return self._known[is_old, mark]

    def _is_else_kept(self, mark: Mark, *, is_old: bool) -> bool:
        """Whether a text says something in another deed than that of its mark that the other text says as well."""
        side, numbers = self._sides[not is_old], self._reaches.numbers(is_old=is_old)
        partner = (self._alignment.old if is_old else self._alignment.new).partner
        parting = joints(side.lexicon) | {";", ","}
        first, last = mark.places[0], mark.places[-1]
        clause = [at for at in range(len(side.words)) if numbers[at] == numbers[first]]
        start = max((at for at in clause if at < first and side.words[at] in parting), default=clause[0])
        end = min((at for at in clause if at > last and side.words[at] in parting), default=clause[-1] + 1)
        elsewhere = (at for at in range(len(side.words)) if not start <= at < end)
        return any(partner[at] >= 0 and is_content(side, at) and not is_small(side.words[at]) for at in elsewhere)

    @cached_property
    def _said(self) -> tuple[str, str]:
        """What the old text says, and what the new one says."""
        old, new = (" ".join(map(without_accents, side.words)) for side in self._sides)
        return old, new

    def _things(self, mark: Mark, *, is_old: bool) -> Iterator[str]:
        """Return how the words begin that say what a mark is about, as far as its clause has any."""
        side = self._sides[not is_old]
        for at in self._places(mark, is_old=is_old):
            yield without_accents(side.words[at])[: LEAST_LETTERS if at in mark.places else LEAST_SHARED]

    def _places(self, mark: Mark, *, is_old: bool) -> list[int]:
        """Return where it stands what a mark is about."""
        side, numbers = self._sides[not is_old], self._reaches.numbers(is_old=is_old)
        clause = [at for at in range(len(side.words)) if numbers[at] == numbers[mark.places[0]]]
        content = [at for at in clause if is_content(side, at) and not is_small(side.words[at])]
        told = {at for table in _TOLD_ELSEWHERE for hit in side.of(table) for at in hit.places}
        is_german = side.lexicon.language == "de"
        found = _german(side, mark, clause, content) if is_german else _english(side, mark, clause, content)
        return [at for at in found if at not in told]


def _is_founding(side: Side, mark: Mark) -> bool:
    """Whether a mark brings about what was not there."""
    listed = side.lexicon.tables.get("foundings", {}).get("founding", ())
    return mark.name == FOUNDED and any(
        hit.places == mark.places and hit.entry in listed for hit in side.of("opposites")
    )


def _stem(word: str) -> str:
    return stem(without_accents(word))


def _is_one_thing(word: str, other: str) -> bool:
    """Whether two words name one thing: forms of one word, or a compound that ends with the other."""
    short, long = sorted((_stem(word), _stem(other)), key=len)
    return is_kin(short, long) or (len(short) >= LEAST_LETTERS and long.endswith(short))


def _german(side: Side, mark: Mark, clause: list[int], content: list[int]) -> list[int]:
    """Return the nouns that are the object of a verb, the subject of its passive, or stand behind a noun."""
    first, last = mark.places[0], mark.places[-1]
    nouns = [at for at in content if side.is_capital(at) and at not in mark.places]
    before = [at for at in nouns if at < first]
    behind = _until_joint(side, [at for at in nouns if at > first], clause, first)
    if side.is_capital(first):
        return [*_own_things(side, first), *(behind or before)]
    if first == last and _is_verb_last(side, last, clause):
        return _behind_modal(side, before, clause, first) or before
    objects = (place for place, at in enumerate(behind) if is_object(side, at, first))
    start = next(objects, None)
    return before if start is None else behind[start:]


def _own_things(side: Side, place: int) -> list[int]:
    """Return a compound that names its thing itself: Steuererhöhung."""
    is_open = any(hit.places == (place,) and hit.entry.startswith("*") for hit in side.of("opposites"))
    return [place] if is_open or place in find_compounds(side) else []


def _is_verb_last(side: Side, place: int, clause: list[int]) -> bool:
    following = side.words[place + 1] if place < clause[-1] else "."
    return following in _SIGNS | joints(side.lexicon) | auxiliaries(side.lexicon)


def _behind_modal(side: Side, nouns: list[int], clause: list[int], verb: int) -> list[int]:
    """Return the nouns between a modal verb and its infinitive, but not those of a passive."""
    leading = [at for at in clause if at < verb and side.words[at] in auxiliaries(side.lexicon)]
    is_passive = not PASSIVE.isdisjoint(side.words[at] for at in (*leading[-1:], verb + 1) if at < len(side.words))
    return [] if is_passive or not leading else [at for at in nouns if at > leading[-1]]


def _english(side: Side, mark: Mark, clause: list[int], content: list[int]) -> list[int]:
    """Return the words that are the object of a verb or the subject of its passive; else all of the clause."""
    first, last = mark.places[0], mark.places[-1]
    before, behind = [at for at in content if at < first], [at for at in content if at > last]
    if not _BE.isdisjoint(side.words[max(first - 2, 0) : first]):
        return before
    following = side.words[last + 1] if last < clause[-1] else "."
    if following in _SIGNS | (function_words(side.lexicon) - articles(side.lexicon)):
        return [*before, *behind]
    behind = _until_joint(side, behind, clause, last)
    if _is_founding(side, mark):  # a commission on the House of Lords
        behind = [at for number, at in enumerate(behind) if at - behind[0] == number]
    return behind or before


def _until_joint(side: Side, places: list[int], clause: list[int], start: int) -> list[int]:
    """Return places up to where another deed may begin: senken Gebühren und bauen Radwege, but: und Beiträge."""
    passed = function_words(side.lexicon) - joints(side.lexicon)
    parting = joints(side.lexicon) | _SIGNS

    def is_end(at: int) -> bool:
        following = at + 1
        is_joined = (
            side.lexicon.language == "de"
            and following <= clause[-1]
            and (side.is_capital(following) or side.words[following] in passed)
        )
        return side.words[at] in parting and not is_joined

    end = next((at for at in clause if at > start and is_end(at)), clause[-1] + 1)
    return [at for at in places if at < end]
