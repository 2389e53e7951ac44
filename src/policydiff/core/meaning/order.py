"""Two that changed places in a language whose word order says who does what to whom: English."""

from collections.abc import Iterator, Sequence
from itertools import product

from policydiff.core.meaning.reading import Side

LONGEST = 3
"""A phrase that changes places has at most so many words, articles aside: the local housing associations."""

_ARTICLES = frozenset(("a", "an", "the", "its", "their", "our"))
_BE = frozenset("is are was were be been being am".split())
_HAVE = frozenset("has have had".split())
_JOINING = frozenset(", ; and or but while whereas nor & – — /".split())
_ENDS = frozenset((".", "!", "?", ":", "(", ")", "", *_JOINING))
_FUNCTION = frozenset(
    "be have not to of in on at by for from with as that this these those which who whose it they we you he she more "
    "most less all any some each every than also then there here if when where because so very own other such its do "
    "does did will would shall should can could may might must".split()
)

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
        self._side = side
        self.places = [place for place in sentence if side.words[place] not in _ARTICLES]
        self.keys = [_key(side.words[place]) for place in self.places]
        self.once = {key: at for at, key in enumerate(self.keys) if self.keys.count(key) == 1}
        self.joints = [place for place, key in enumerate(self.keys) if key in _JOINING]
        self._marked = {
            place
            for table in ("negation", "curbs", "quantifiers", "deadlines", "conditions")
            for hit in side.of(table)
            for place in hit.places
        } | {place for one in side.quantities for place in side.places(one.start, one.end)}
        self.mutual = {place for hit in side.lexicon.finder("mutual").find(self.keys) for place in hit.places}
        self.directed = {place for hit in side.lexicon.finder("prepositions").find(self.keys) for place in hit.places}

    def is_function(self, at: int) -> bool:
        """Whether a word is none that could change places with another."""
        key = self.keys[at]
        return (
            key in _FUNCTION
            or key in _ENDS
            or not key[0].isalpha()
            or key.endswith("ly")
            or self.places[at] in self._marked
            or at in self.mutual
            or at in self.directed
        )

    def is_route(self, middle: range, start: int, end: int) -> bool:
        """Whether a way is told between two names, which leads back as well: from Leeds to Bradford."""
        ends = (self.places[start], self.places[end - 1])
        is_way = self.at(start - 1) == "from" and [self.keys[at] for at in middle] == ["to"]
        return is_way and all(map(self._side.is_capital, ends))

    def at(self, place: int) -> str:
        """Return the word at a place; nothing where the sentence is over."""
        return self.keys[place] if 0 <= place < len(self.keys) else ""


def _key(word: str) -> str:
    if word in _BE:
        return "be"
    if word in _HAVE:
        return "have"
    if word in _FUNCTION:
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
    if not _fits(before.at(one - 1), after.at(new_other - 1)) or not _fits(
        before.at(other + second), after.at(new_one + first)
    ):
        return False
    return _is_directed(before, range(one + first, other), one, other + second)


def _fits(one: str, other: str) -> bool:
    """Whether what stands beside two phrases is the same, or a phrase begins or ends there."""
    return one == other or one in _ENDS or other in _ENDS


def _is_directed(sequence: _Sequence, middle: range, start: int, end: int) -> bool:
    """Whether the words between two phrases tell them apart; `start` and `end` are where the two begin and end."""
    if not sequence.mutual.isdisjoint(middle) or sequence.is_route(middle, start, end):
        return False
    keys: Sequence[str] = [sequence.keys[at] for at in middle]
    opens, closes = keys[0] in _JOINING, keys[-1] in _JOINING
    if opens and closes:
        return False
    if opens:
        frame = [key for key in keys if key not in _JOINING]
        return frame != sequence.keys[max(start - len(frame), 0) : start] and any(_says(sequence, middle))
    if closes:
        frame = [key for key in keys if key not in _JOINING]
        return frame != sequence.keys[end : end + len(frame)] and any(_says(sequence, middle))
    return middle[-1] in sequence.directed or any(_says(sequence, middle))


def _says(sequence: _Sequence, middle: range) -> Iterator[bool]:
    return (sequence.keys[at] not in _FUNCTION | _JOINING and at not in sequence.directed for at in middle)
