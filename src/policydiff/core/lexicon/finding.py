"""Finds the entries of lexicon tables in a text: an index by first word, longest entry first."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from policydiff.core.lexicon.brackets import Brackets

GAP_WORDS = 24
"""How many words ` … ` may stand for: the longest verb bracket of our papers has 19 (stellt … sicher)."""
KNOWN_WORDS = 1 << 15
"""How many different words a finder remembers; a catalogue of 10,000 demands has fewer."""

# A figure with its inner separators is one word, so is a word with inner hyphens, apostrophes or gender signs.
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*(?![^\W\d_])|\w+(?:[-‐‑'’*:·_/&]\w+)*|[^\w\s]")
_ELEMENT = re.compile(r"\*?\w+(?:[-'’&]\w+)*(?:-?\*)?|[^\w\s]")
_GAP = "…"
_SENTENCE_ENDS = frozenset(".;!?")
_NO_BRACKETS = Brackets.of({})


class Token(NamedTuple):
    """A word or sign of a text: as it is compared (lower case, ss for ß), and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found in a text: its table and class, and the places of its words among the tokens."""

    table: str
    name: str
    entry: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    table: str
    name: str
    entry: str
    elements: tuple[str, ...]
    needed: frozenset[str]
    """Words that a text must hold as they are: they rule out most of the entries that begin with a common word."""
    rank: tuple[int, int]
    """How many words and letters an entry asks for: the more, the sooner it is taken."""
    is_bracket: bool
    """Whether it is a verb whose end may be a preposition elsewhere."""

    @classmethod
    def of(cls, table: str, name: str, entry: str, brackets: Brackets) -> "_Entry":
        elements = _elements(entry)
        signs = [element for element in elements if element != _GAP]
        letters = sum(2 * len(sign.strip("*")) - sign.count("*") for sign in signs)
        needed = frozenset(sign for sign in signs if "*" not in sign)
        is_bracket = elements[-2:-1] == (_GAP,) and brackets.is_particle(elements[-1], elements[0])
        return cls(table, name, entry, elements, needed, (len(signs), letters), is_bracket)


def tokenise(text: str) -> tuple[Token, ...]:
    """Return the words and signs of a text in order."""
    return tuple(Token(fold_word(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(text))


@lru_cache(maxsize=KNOWN_WORDS)
def fold_word(word: str) -> str:
    """Return a word as entries are compared with it: lower case, ss for ß, one form for each umlaut and hyphen."""
    return unicodedata.normalize("NFC", word).casefold().replace("‐", "-").replace("‑", "-").replace("’", "'")


class Finder:
    """Finds the entries of some tables; made once for a lexicon and used for every text."""

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]], brackets: Brackets = _NO_BRACKETS) -> None:
        self._brackets = brackets
        self._exact: dict[str, list[_Entry]] = {}
        # First words with `*`, by the two letters that a word must begin or end with; what has none is tried always.
        self._open: dict[str, list[_Entry]] = {}
        for table, classes in tables.items():
            for name, entries in classes.items():
                for entry in entries:
                    self._add(_Entry.of(table, name, entry, brackets))
        self._starting = lru_cache(maxsize=KNOWN_WORDS)(self._find_starting)

    def find(self, words: Sequence[str], sentences: Sequence[int] = ()) -> tuple[Hit, ...]:
        """Return the entries found among the words of a text, in their order.

        `sentences` holds the number of the sentence of each word; without it a sentence ends at every full stop.
        Within a table no word belongs to two entries. An entry of another table that asks for more words takes all
        that it covers: `nur noch` leaves no `nur`.
        """
        present = set(words)
        found = [
            (entry, places)
            for start, word in enumerate(words)
            for entry in self._starting(word)
            if entry.needed <= present and (places := self._places(entry, words, sentences, start))
        ]
        if len(found) > 1:
            found = _longest(found)
        return tuple(Hit(entry.table, entry.name, entry.entry, places) for entry, places in found)

    def _add(self, entry: _Entry) -> None:
        first = entry.elements[0]
        if "*" in first:
            self._open.setdefault(_edge(first), []).append(entry)
        else:
            self._exact.setdefault(first, []).append(entry)

    def _places(self, entry: _Entry, words: Sequence[str], sentences: Sequence[int], start: int) -> tuple[int, ...]:
        elements = entry.elements
        if len(elements) == 1:
            return (start,)
        places = [start]
        stop, reach = len(words), 1
        for number, element in enumerate(elements[1:], start=2):
            if element == _GAP:
                stop, reach = _sentence_end(words, sentences, start), GAP_WORDS + 1
                continue
            closing = self._brackets if entry.is_bracket and number == len(elements) else None
            place = _next_place(element, words, range(places[-1] + 1, min(places[-1] + 1 + reach, stop)), closing)
            if place is None:
                return ()
            places.append(place)
            reach = 1
        return tuple(places)

    def _find_starting(self, word: str) -> tuple[_Entry, ...]:
        keys = ("", f"{word[:2]}*", f"*{word[-2:]}")
        near = (entry for key in keys for entry in self._open.get(key, ()))
        return (*self._exact.get(word, ()), *(entry for entry in near if _fits(entry.elements[0], word)))


def _elements(entry: str) -> tuple[str, ...]:
    elements = tuple(fold_word(found) for found in _ELEMENT.findall(entry))
    if not elements or elements[0] == _GAP or elements[-1] == _GAP:
        raise ValueError(f"an entry of a lexicon begins and ends with a word: {entry!r}")
    return elements


def _edge(element: str) -> str:
    """Return the two letters that all words of an element begin (`st*`) or end with (`*au`), if there are any."""
    bare = element.strip("*")
    if len(bare) < 2 or (element.startswith("*") and element.endswith("*")):
        return ""
    return f"{bare[:2]}*" if element.endswith("*") else f"*{bare[-2:]}"


def _fits(element: str, word: str) -> bool:
    bare = element.strip("*")
    if element.startswith("*"):
        return bare in word if element.endswith("*") else word.endswith(bare)
    return word.startswith(bare) if element.endswith("*") else word == bare


def _next_place(element: str, words: Sequence[str], near: range, brackets: Brackets | None) -> int | None:
    for place in near:
        if _fits(element, words[place]) and (brackets is None or brackets.closes(words, place)):
            return place
    return None


def _sentence_end(words: Sequence[str], sentences: Sequence[int], start: int) -> int:
    """Return the place behind the sentence that a word stands in."""
    if sentences:
        return bisect_right(sentences, sentences[start])
    return next((place for place in range(start, len(words)) if words[place] in _SENTENCE_ENDS), len(words))


def _precedence(one: tuple[_Entry, tuple[int, ...]]) -> tuple[int, int, int, tuple[int, ...], str]:
    """Return what puts the entry first that asks for most words, then that whose words stand nearest to each other."""
    entry, places = one
    count, letters = entry.rank
    return -count, places[-1] - places[0], -letters, places, entry.table


def _longest(found: list[tuple[_Entry, tuple[int, ...]]]) -> list[tuple[_Entry, tuple[int, ...]]]:
    taken: dict[tuple[str, int], int] = {}  # by table and place; "" for all tables: the most words that cover the place
    kept = []
    for entry, places in sorted(found, key=_precedence):
        length = entry.rank[0]
        covered = all(taken.get(("", place), 0) > length for place in places)
        if covered or any((entry.table, place) in taken for place in places):
            continue
        kept.append((entry, places))
        for place in places:
            taken[entry.table, place] = length
            taken.setdefault(("", place), length)
    return sorted(kept, key=lambda one: (one[1], one[0].table))
