"""What a denial or an opposite is about: its clause, and what is joined to that and is no clause of its own."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from policydiff.core.function_words import is_small, without_accents
from policydiff.core.lexicon import Lexicon
from policydiff.core.matching.words import LEAST_KIN_LETTERS, is_kin, stem
from policydiff.core.meaning.alignment import Alignment
from policydiff.core.meaning.contrasts import is_content
from policydiff.core.meaning.nouns import function_words
from policydiff.core.meaning.reading import Mark, Side

VERB_SECOND = 5
"""The verb of a German clause stands behind its first part, which has hardly more words than this."""
NEAR_BEGINNING = 3
"""A denial so near behind the word that joins two clauses begins the second one: und wird nicht ersetzt."""

_SIGNS = frozenset((",", ":", "–", "—", "(", ")"))
_STOPS = frozenset(".;!?")
_THAT = frozenset("dass daß ob that whether".split())
"""What begins a clause that a denial before it holds for: wir wollen nicht, dass …."""
_PURPOSE = frozenset("um ohne statt anstatt".split())
"""What begins a clause with zu of its own; any other belongs to what is said before: lehnen es ab, … zu schließen."""
_NOT = frozenset("nicht nie not never".split())
_SUBJECTS = frozenset("it they we you he she who".split())
_OPEN = {True, False}
_AUXILIARIES = ("be", "be-past", "have", "do", "become")


class Reaches:
    """What the denials and opposites of two aligned texts hold for."""

    def __init__(self, alignment: Alignment, old: Iterable[Mark], new: Iterable[Mark]) -> None:
        self._sides = (alignment.old_side, tuple(old)), (alignment.new_side, tuple(new))

    def are_apart(self, one: Mark, other: Mark) -> bool:
        """Whether a denial of the old text denies what the new one says, and one of the new what the old one says."""
        old, new = self._clauses
        return old.denies_what_is_said(one, new) and new.denies_what_is_said(other, old)

    def is_of_another(self, denial: Mark, mark: Mark, *, is_old: bool) -> bool:
        """Whether a denial holds for another clause than a mark of its text, and denies what the other text says."""
        own, other = self._clauses if is_old else self._clauses[::-1]
        return own.numbers[mark.places[0]] != own.numbers[denial.places[0]] and own.denies_what_is_said(denial, other)

    def numbers(self, *, is_old: bool) -> tuple[int, ...]:
        """Return for each place of a text the number of its clause."""
        return self._clauses[0 if is_old else 1].numbers

    def are_of_one(self, one: Mark, other: Mark) -> bool:
        """Whether the clauses of both marks are about the same, each word in whatever form."""
        old, new = self._clauses
        return old.is_of_one(one, new, other)

    def are_of_others(self, one: Mark, other: Mark) -> bool:
        """Whether what the clause of each mark is about is said in another clause than that of the other mark."""
        old, new = self._clauses
        return old.is_of_other(one, new, other) and new.is_of_other(other, old, one)

    @cached_property
    def _clauses(self) -> tuple["_Clauses", "_Clauses"]:
        verbs = {verb for side, _ in self._sides for verb in (*_find_verbs(side), *_find_deeds(side))}
        old, new = (_Clauses(side, denials, verbs) for side, denials in self._sides)
        return old, new


class _Clauses:
    """The clauses of a text by number, and which words stand in one that is denied."""

    def __init__(self, side: Side, denials: Iterable[Mark], verbs: set[str]) -> None:
        places = {mark.places[0] for mark in denials}
        self.numbers = tuple(_number(side, places, verbs))
        self._stems = {place: _stem(word) for place, word in enumerate(side.words) if _is_matter(side, place)}
        denied = {self.numbers[place] for place in places}
        self._said: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for place, word in self._stems.items():
            self._said[word[:LEAST_KIN_LETTERS]].append((word, self.numbers[place] in denied))
        self._known: dict[str, set[bool]] = {}
        self._told: dict[tuple[int, ...], bool] = {}

    def denies_what_is_said(self, denial: Mark, other: "_Clauses") -> bool:
        """Whether what a denial denies is said in another text without one."""
        if denial.places not in self._told:
            self._told[denial.places] = self._is_said(denial.places[0], other)
        return self._told[denial.places]

    def _is_said(self, place: int, other: "_Clauses") -> bool:
        """Whether most of what stands behind a denial in its clause is said so, or what stands before that.

        No word of it may still be denied; one that a text says with a denial and without one leaves it open.
        """
        number = self.numbers[place]
        start, end = bisect_left(self.numbers, number), bisect_right(self.numbers, number)
        for part in (range(place + 1, end), range(start, place)):
            words = {self._stems[at] for at in part if at in self._stems}
            states = [other.is_denied(word) if self.is_denied(word) == {True} else _OPEN for word in words]
            if {True} in states:
                return False
            if freed := states.count({False}):
                return freed > states.count(set()) and freed >= states.count(_OPEN)
        return False

    def is_of_other(self, mark: Mark, other: "_Clauses", twin: Mark) -> bool:
        """Whether no word beside a mark stands beside its twin in another text, and most do in other clauses there."""
        words = self._beside(mark)
        near = other._beside(twin)
        said = [word for word in words if other.is_denied(word)]
        is_apart = not any(is_kin(word, one) for word in words for one in near)
        return bool(words) and is_apart and 2 * len(said) > len(words)

    def _beside(self, mark: Mark) -> list[str]:
        number = self.numbers[mark.places[0]]
        start, end = bisect_left(self.numbers, number), bisect_right(self.numbers, number)
        return [self._stems[at] for at in range(start, end) if at in self._stems and at not in mark.places]

    def is_of_one(self, mark: Mark, other: "_Clauses", twin: Mark) -> bool:
        """Whether all beside one of two marks stands beside the other, and some of it in no other clause there."""
        here, there = (self, mark, self._beside(mark)), (other, twin, other._beside(twin))
        short, long = sorted((here, there), key=lambda one: len(one[2]))
        is_held = all(any(is_kin(word, one) for one in long[2]) for word in short[2])
        return is_held and any(short[0]._is_only_beside(short[1], word) for word in short[2])

    def _is_only_beside(self, mark: Mark, word: str) -> bool:
        number = self.numbers[mark.places[0]]
        elsewhere = (one for place, one in self._stems.items() if self.numbers[place] != number)
        return not any(is_kin(word, one) for one in elsewhere)

    def is_denied(self, word: str) -> set[bool]:
        """Return whether a word, in whatever form, stands in a denied clause and whether in another one."""
        if word not in self._known:
            near = self._said.get(word[:LEAST_KIN_LETTERS], ())
            self._known[word] = {is_denied for said, is_denied in near if is_kin(said, word)}
        return self._known[word]


def _number(side: Side, denied: set[int], verbs: set[str]) -> Iterator[int]:
    """Return for each place the number of its clause, given where denials stand and which English words are verbs.

    A clause ends before a sign or a joining word where both sides have a verb, and the second has more than that.
    """
    number, has_verb = 0, False
    for places in _stretches(side):
        stretch = _Stretch(side, places, verbs)
        is_first = places.start == 0 or side.sentences[places.start] != side.sentences[places.start - 1]
        is_denied = not denied.isdisjoint(places[:NEAR_BEGINNING])
        if is_first or (has_verb and stretch.is_clause(is_denied=is_denied)):
            number, has_verb = number + 1, False
        has_verb = has_verb or stretch.has_verb
        yield from (number for _ in places)


def _stretches(side: Side) -> Iterator[range]:
    """Return the places between signs and words that join, each run with the sign or word that it begins with."""
    start = 0
    joints = _joints(side.lexicon)
    for place, word in enumerate(side.words):
        is_joint = word in joints and side.words[place - 1] not in _SIGNS
        if place and (is_joint or word in _SIGNS or side.sentences[place] != side.sentences[place - 1]):
            yield range(start, place)
            start = place
    if side.words:
        yield range(start, len(side.words))


class _Stretch:
    """What stands between two signs or words that join."""

    def __init__(self, side: Side, places: range, verbs: set[str]) -> None:
        self._side = side
        before = _joints(side.lexicon) | _SIGNS
        start = next((place for place in places if side.words[place] not in before), places.stop)
        self._places = range(start, places.stop - (side.words[places.stop - 1] in _STOPS))
        self.has_verb = any(self._is_verb(place, verbs) for place in self._places)
        """Whether it has more than an auxiliary, which stands far before its verb: darf im Haus und im Hof nicht …"""

    def is_clause(self, *, is_denied: bool) -> bool:
        """Whether it is no mere verb, thing or content of what is said before: nicht verkleinert und geschlossen."""
        words = self._side.words[self._places.start : self._places.stop]
        if not words or words[0] in _THAT or ("zu" in words and words[0] not in _PURPOSE):
            return False
        auxiliaries = _auxiliaries(self._side.lexicon)
        if not auxiliaries.isdisjoint(words[:-1]):
            return True
        has_verb = self.has_verb or words[-1] in auxiliaries
        return has_verb and (is_denied or any(map(self._is_thing, self._places)))

    def _is_thing(self, place: int) -> bool:
        is_german = self._side.lexicon.language == "de"
        return is_content(self._side, place) and (not is_german or self._side.is_capital(place))

    def _is_verb(self, place: int, verbs: set[str]) -> bool:
        side, word = self._side, self._side.words[place]
        if not is_content(side, place):
            return False
        before = side.words[place - 1] if place > self._places.start else ""
        if side.lexicon.language != "de":
            return _stem(word) in verbs or (before in _NOT and word.endswith("ed"))
        if side.is_capital(place):
            return False
        if _stem(word) in verbs:
            return True
        auxiliaries = _auxiliaries(side.lexicon)
        if place == self._places.stop - 1 or side.words[place + 1] in auxiliaries:
            return before not in function_words(side.lexicon) or before in _NOT or before in auxiliaries
        is_early = place <= self._places.start + VERB_SECOND
        is_plural = word.endswith("en") and bool(before) and side.is_capital(place - 1)
        return is_early and (word.endswith("t") or is_plural)


def _find_verbs(side: Side) -> Iterator[str]:
    """Return the stems of English words that are verbs by what stands beside them: will not raise, raises no."""
    if side.lexicon.language == "de":
        return
    leading = _auxiliaries(side.lexicon) | _SUBJECTS
    for place in filter(lambda place: is_content(side, place), range(len(side.words))):
        before = next((word for word in side.words[max(place - 2, 0) : place][::-1] if word not in _NOT), "")
        if before in leading or side.words[place + 1 : place + 2] == ("no",):
            yield _stem(side.words[place])


def _find_deeds(side: Side) -> Iterator[str]:
    """Return the stems of German verbs that have an opposite: wir schaffen … ab und führen … ein."""
    if side.lexicon.language == "de":
        for hit in side.of("opposites"):
            if not side.is_capital(hit.places[0]):
                yield _stem(side.words[hit.places[0]])


def _is_matter(side: Side, place: int) -> bool:
    return is_content(side, place) and not is_small(side.words[place])


@cache
def _auxiliaries(lexicon: Lexicon) -> frozenset[str]:
    inflection, guarded, grammar = (lexicon.tables.get(name, {}) for name in ("inflection", "guarded", "grammar"))
    listed = (*(inflection.get(name, ()) for name in _AUXILIARIES), guarded.get("modal", ()), grammar.get("be", ()))
    return frozenset(word for words in listed for word in words)


@cache
def _joints(lexicon: Lexicon) -> frozenset[str]:
    table = lexicon.tables.get("contrasts", {})
    return frozenset((*table.get("and", ()), *table.get("but", ())))


def _stem(word: str) -> str:
    return stem(without_accents(word))
