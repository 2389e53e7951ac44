"""Two that changed places in a language whose word order says who does what to whom: English."""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

from policydiff.core.lexicon import Lexicon
from policydiff.core.meaning.reading import Side

LONGEST = 3
"""A phrase that changes places has at most so many words, articles aside: the local housing associations."""

_JOINING_SIGNS = frozenset((",", ";", "–", "—", "/"))
_ENDS = frozenset((".", "!", "?", ":", "(", ")", ""))

Swap = tuple[tuple[int, int], tuple[int, int]]


def find_swap(old_side: Side, old: range, new_side: Side, new: range) -> Swap | None:
    """Return the places, on both sides, of two phrases that changed places around words that stayed as they were.

    Words in a row (A and B), the same said of both (pay for A and pay for B), and what holds of both alike (A works
    with B) turn nothing round.
    """
    before, after = _Sequence(old_side, old), _Sequence(new_side, new)
    shared = [key for key in before.once if key in after.once and not before.is_function(before.once[key])]
    for one, other in product(shared, shared):
        places = (before.once[one], before.once[other], after.once[other], after.once[one])
        if not (places[0] < places[1] and places[2] < places[3]):
            continue
        for first, second in product(range(1, LONGEST + 1), repeat=2):
            if _is_swap(before, after, places, (first, second)):
                return (
                    (before.places[places[0]], before.places[places[1] + second - 1]),
                    (after.places[places[2]], after.places[places[3] + first - 1]),
                )
    return None


class _Sequence:
    """The words of a sentence without articles, each as it is compared: pays and pay, is and are are one."""

    def __init__(self, side: Side, sentence: range) -> None:
        self.grammar = _read_grammar(side.lexicon)
        self.places = [place for place in sentence if side.words[place] not in self.grammar.articles]
        self.keys = [_key(side.words[place], self.grammar) for place in self.places]
        self.once = {key: at for at, key in enumerate(self.keys) if self.keys.count(key) == 1}
        self._marked = {
            place
            for table in ("negation", "curbs", "quantifiers", "deadlines", "conditions")
            for hit in side.of(table)
            for place in hit.places
        } | {place for one in side.quantities for place in side.places(one.start, one.end)}
        self.mutual, self.directed, self._shifts = (
            {place for hit in side.lexicon.finder(table).find(self.keys) for place in hit.places}
            for table in ("mutual", "prepositions", "shifts")
        )

    def is_function(self, at: int) -> bool:
        """Whether a word is none that could change places with another."""
        key = self.keys[at]
        return (
            key in self.grammar.function
            or key in self.grammar.ends
            or not key[0].isalpha()
            or key.endswith("ly")
            or self.places[at] in self._marked
            or at in self.mutual
            or at in self.directed
        )

    def is_way(self, middle: range, start: int) -> bool:
        """Whether a way is told, which leads back as well where nothing is moved: from the park to the school."""
        return not self._shifts and self.at(start - 1) == "from" and [self.keys[at] for at in middle] == ["to"]

    def says(self, places: Iterable[int]) -> bool:
        """Whether some of the words are more than function words and prepositions."""
        return any(
            self.keys[at] not in self.grammar.function | self.grammar.joining and at not in self.directed
            for at in places
        )

    def at(self, place: int) -> str:
        """Return the word at a place; nothing where the sentence is over."""
        return self.keys[place] if 0 <= place < len(self.keys) else ""


class _Grammar(NamedTuple):
    """The words of the table `grammar`; `ends` are the signs and words at which a phrase ends."""

    articles: frozenset[str]
    joining: frozenset[str]
    function: frozenset[str]
    ends: frozenset[str]
    forms: Mapping[str, str]


@cache
def _read_grammar(lexicon: Lexicon) -> _Grammar:
    table = lexicon.tables.get("grammar", {})
    forms = {form: name for name in ("be", "have") for form in table.get(name, ())}
    joining = _JOINING_SIGNS.union(table.get("joining", ()))
    function = frozenset((*forms.values(), *table.get("other", ())))
    return _Grammar(frozenset(table.get("article", ())), joining, function, joining | _ENDS, forms)


def _key(word: str, grammar: _Grammar) -> str:
    if word in grammar.forms:
        return grammar.forms[word]
    if word in grammar.function or word in grammar.joining:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > len("has") and word.endswith("s") and not word.endswith("ss") else word


def _is_swap(before: _Sequence, after: _Sequence, places: tuple[int, int, int, int], sizes: tuple[int, int]) -> bool:
    """Whether `A m B` became `B m A` and m says something of A that it does not say of B."""
    one, other, new_other, new_one = places
    first, second = sizes
    middle = before.keys[one + first : other]
    if not middle or middle != after.keys[new_other + second : new_one]:
        return False
    if before.keys[one : one + first] != after.keys[new_one : new_one + first]:
        return False
    if before.keys[other : other + second] != after.keys[new_other : new_other + second]:
        return False
    phrases = (*range(one, one + first), *range(other, other + second))
    if any(before.is_function(at) for at in phrases) or other + second > len(before.keys):
        return False
    beside = ((one - 1, new_other - 1), (other + second, new_one + first))
    if not all(_fits(before.at(old), after.at(new), before.grammar) for old, new in beside):
        return False
    return _is_directed(before, range(one + first, other), one, other + second)


def _fits(one: str, other: str, grammar: _Grammar) -> bool:
    """Whether what stands beside two phrases is the same, or a phrase begins or ends there."""
    return one == other or one in grammar.ends or other in grammar.ends


def _is_directed(sequence: _Sequence, middle: range, start: int, end: int) -> bool:
    """Whether the words between two phrases tell them apart; `start` and `end` are where the two begin and end."""
    if not sequence.mutual.isdisjoint(middle) or sequence.is_way(middle, start):
        return False
    keys, joining = [sequence.keys[at] for at in middle], sequence.grammar.joining
    opens, closes = keys[0] in joining, keys[-1] in joining
    if not (opens or closes):
        return sequence.says(middle) or (middle[-1] in sequence.directed and sequence.mutual.isdisjoint(range(start)))
    frame = [key for key in keys if key not in joining]
    beside = sequence.keys[max(start - len(frame), 0) : start] if opens else sequence.keys[end : end + len(frame)]
    return opens != closes and frame != beside and sequence.says(middle)
