"""Words as they are weighed: the same key for every way to write the same word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from policydiff.core.lexicon import Lexicon

LEAST_TYPO_LETTERS = 7
"""A word has at least this many letters before a doubled or swapped letter is taken for a slip. In simplemma's
dictionaries 0.2 % of the German and 1 % of the English words of this length meet another one in that way, most of them
rare forms of verbs (scharrte, scharte); letters left out are never taken for slips: Begründung, Begrünung."""

MOST_KEYS = 1 << 16
"""More words than the vocabulary of a large catalogue; beyond them looked-up words are forgotten."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_TRIPLED = re.compile(r"([^\W\d_])\1\1")
_DOUBLED = re.compile(r"([^\W\d_s])\1")
# English only: in German Anreise is not Anreize.
_IZE = re.compile(r"(?<=\w\w\w)is(?=(?:e|es|ed|ing|er|ers|ations?)$)")
_INNER_SIGNS = re.compile(r"[^\w]|_")
# In German these two change the tense: verbleibst, verbliebst.
_TENSE = {"e", "i"}
_NONE: frozenset[str] = frozenset()

Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""First word of a phrase → its words and what they stand for, the longest phrase first."""


class Spelling:
    """The spelling tables of one lexicon, made ready for looking up words."""

    def __init__(self, lexicon: Lexicon | None) -> None:
        tables = lexicon.tables if lexicon else {}
        self._is_english = lexicon is not None and lexicon.language == "en"
        guarded, distinct = tables.get("guarded", {}), tables.get("distinct", {})
        self._sharp = frozenset(distinct.get("ss", ()))
        spellings = tables.get("spelling", {})
        self._spellings = [(plain(way), plain(name)) for name, ways in spellings.items() for way in ways]
        self._modals = frozenset(guarded.get("modal", ()))
        self._acronyms = frozenset(guarded.get("acronym", ()))
        self.keys: dict[str, str] = {}
        self.negations = frozenset(map(plain, guarded.get("negation", ())))
        self.guarded = self.negations | frozenset(map(plain, self._modals))
        self._unlike = frozenset(plain(word) for name in ("doubled", "swapped") for word in distinct.get(name, ()))
        self.classes = _classes(tables.get("inflection", {}))
        self.neutral = frozenset(tables.get("neutral", {}).get("pronoun", ()))
        self.months = {way.casefold(): name for name, ways in tables.get("months", {}).items() for way in ways}
        self.persons = _persons(tables.get("gender", {}))
        self.phrases: Phrases = {}
        self.phrases = self._compiled({**tables.get("abbreviation", {}), **tables.get("person", {})})

    def key(self, word: str) -> str:
        """Return what is the same in all spellings of a word: capitals, umlauts, ß, hyphens and variants do not count.

        A modal verb in capitals keeps them, since it binds more than one in small letters (MUSS), and so does an
        acronym that would be a common word (US, us).
        """
        key = self.keys.get(word)
        if key is None:
            if len(self.keys) >= MOST_KEYS:
                self.keys.clear()
            key = self.keys[word] = self._key(word)
        return key

    def _key(self, word: str) -> str:
        small = word.lower()
        if not any(map(str.isalnum, word)):
            return word
        if word.isupper() and (small in self._acronyms or (len(word) > 1 and small in self._modals)):
            return word
        if small in self._sharp:
            return small
        key = _TRIPLED.sub(r"\1\1", _INNER_SIGNS.sub("", plain(small)))
        for variant, name in self._spellings:
            if variant in key:
                key = key.replace(variant, name)
        return _IZE.sub("iz", key) if self._is_english else key

    def is_alike(self, old: str, new: str) -> bool:
        """Return whether two keys are forms of one article, pronoun or auxiliary verb."""
        return bool(self.classes.get(old, _NONE) & self.classes.get(new, _NONE))

    def is_slip(self, old: str, new: str) -> bool:
        """Return whether two keys differ by one slip: a letter doubled or not, or two neighbouring letters swapped."""
        if min(len(old), len(new)) < LEAST_TYPO_LETTERS or not (old.isalpha() and new.isalpha()):
            return False
        if {old, new} & self.guarded or {old, new} <= self._unlike:
            return False
        if len(old) != len(new):
            return abs(len(old) - len(new)) == 1 and _DOUBLED.sub(r"\1", old) == _DOUBLED.sub(r"\1", new)
        places = [place for place, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
        if len(places) != 2 or places[1] != places[0] + 1 or places[0] < 2 or places[1] > len(old) - 3:
            return False
        letters = set(old[places[0] : places[1] + 1])
        return letters == set(new[places[0] : places[1] + 1]) and letters != _TENSE

    def _compiled(self, table: Mapping[str, Iterable[str]]) -> Phrases:
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, ways in table.items():
            for way in ways:
                words = tuple(self.key(part.rstrip("*")) + "*" * part.endswith("*") for part in _PARTS.findall(way))
                found.setdefault(words[0].rstrip("*"), []).append((words, f"={name}"))
        return {first: sorted(phrases, key=lambda one: (-len(one[0]), one)) for first, phrases in found.items()}


# A phrase in parts as a text is read; a point between letters parts them (z.B.).
_PARTS = re.compile(r"\w+(?:[-’']\w+)*\*?|[^\w\s.’'-]")


def plain(word: str) -> str:
    """Return a word in small letters without umlauts and ß: Straße, STRASSE and strasse are one."""
    return word.casefold().translate(_UMLAUTS)


@lru_cache(maxsize=8)
def spelling(lexicon: Lexicon | None) -> Spelling:
    """Return the spelling tables of a lexicon, made ready once."""
    return Spelling(lexicon)


def _classes(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in table.items():
        for word in words:
            found.setdefault(plain(word), set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _persons(table: Mapping[str, Iterable[str]]) -> list[tuple[re.Pattern[str], str]]:
    found = []
    for name, words in table.items():
        ways = sorted(map(plain, words), key=lambda word: (-len(word), word))
        found.append((re.compile("|".join(map(re.escape, ways))), f"={name}"))
    return found
