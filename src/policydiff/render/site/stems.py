"""Words cut to their stems, and how a browser cuts others the same way without the library that does it here."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product, takewhile

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.german_stemmer import GermanStemmer

Cut = tuple[str, str, str]
"""What is taken off in front and behind, and what is put there instead: of *gefördert*, „ge“, „ert“ and nothing."""

LEAST_STEM = 4
"""What is shorter is not cut a second time."""

MOST_TRIED = 30
"""So many stems of a catalogue are tried with the usual endings; of 200, English taught 7 cuts more and German none."""

_STEMMERS: dict[str, Callable[[str], str]] = {"de": GermanStemmer().stemWord, "en": EnglishStemmer().stemWord}

# What Snowball leaves alone: plurals with another vowel in English; in German -ss, -in after a person, and participles
# of -ern and -eln, whose ge- may be no prefix elsewhere (Gesetz).
_PLURALS = {"men": "man", "children": "child", "feet": "foot", "teeth": "tooth"}
_PLAIN = {
    "de": (
        (r"ss(?:e[ns]?)?$", "s"),
        (r"(..(?:t|nd|lleg|log))in(?:nen)?$", r"\1"),
        (r"^(?:ge)?(.{3,}(?<!hund)(?<!konz)(?<!exp)(?<!w)(?:er|el))t(?:e[mnrs]?)?$", r"\1"),
    ),
    "en": tuple((f"{plural}$", one) for plural, one in _PLURALS.items()),
}

# Usual endings: how words are made of others, and how these are then bent.
_MADE = {
    "de": " bar end er erin erinnen ern erung et heit ig igkeit igung in innen isch keit lich lichkeit st t ung",
    "en": " able ably al ally ation ed ement en er ful ing ion it ive ly ment ness",
}
_BENT = {
    "de": " e em en er ern ers es est n nen s se sen ses st t te tem ten ter tes",
    "en": " e es ies s y",
}
_PARTICIPLES = (" er el", "t te tem ten ter tes")


def fold(word: str, language: str) -> str:
    """Return a word in small letters without accents; in German ae is ä, and so a. `words.js` does the same."""
    letters = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).lower().replace("ß", "ss"))
    if language == "de":
        letters = re.sub("(?<![aeiouq])([aou])e", r"\1", letters)
    parts = unicodedata.normalize("NFKD", letters)
    return "".join(part for part in parts if not unicodedata.category(part).startswith("M"))


def stem(folded: str, language: str) -> str:
    """Return the stem of a folded word in German or English."""
    for ending, plain in _PLAIN[language]:
        folded = re.sub(ending, plain, folded)
    once = _STEMMERS[language](folded)
    # In German what is left may end like a word again: Förderung, förder, förd.
    twice = _STEMMERS[language](once) if language == "de" else once
    return once if len(twice) < LEAST_STEM else twice


def tabulate(words: Iterable[str], language: str) -> list[tuple[str, str, str, str]]:
    """Return all cuts, each with what it leaves of the words, and usual ones that none of the words needs.

    Words that are their own stems are left out, and so are those of a language that cannot be cut.
    """
    if language not in _STEMMERS:
        return []
    stems = {folded: stem(folded, language) for folded in sorted({fold(word, language) for word in words})}
    cuts: dict[Cut, list[str]] = defaultdict(list)
    for folded, root in stems.items():
        if folded != root:
            cut, rest = _cut(folded, root)
            cuts[cut].append(rest)
    for form, root in _forms(sorted(set(stems.values())), language):
        cut, _ = _cut(form, root)
        if cut not in cuts and stem(form, language) == root:
            cuts[cut] = []
    return [(*cut, " ".join(rests)) for cut, rests in cuts.items()]


def _cut(folded: str, root: str) -> tuple[Cut, str]:
    """Return how a word is cut to its stem, and what is left of it."""
    found = []
    for front in ("", "ge") if folded.startswith("ge") else ("",):
        word = folded.removeprefix(front)
        kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, root, strict=False)))
        found.append((kept, (front, word[kept:], root[kept:]), word[:kept]))
    _, cut, rest = max(found, key=lambda one: one[0])
    return cut, rest


def _forms(roots: list[str], language: str) -> Iterator[tuple[str, str]]:
    """Yield what may be forms of the stems of a language, each with its stem; of some stems all, of all stems some."""
    tried = [root for root in roots if root.isalpha()]
    for root in tried[:: len(tried) // MOST_TRIED + 1]:
        begins = [root] if language == "de" else [root, root + root[-1], root[:-1]]
        yield from ((begin + ending, root) for begin in begins for ending in _join(_MADE[language], _BENT[language]))
        if language == "de":
            yield from ((f"ge{root}{ending}", root) for ending in _join(*_PARTICIPLES))
    if language == "en":
        for root, (plural, one) in product(roots, _PLURALS.items()):
            if root.endswith(one):
                yield root.removesuffix(one) + plural, root


def _join(made: str, bent: str) -> dict[str, None]:
    """Return all endings that can be put together, each once."""
    return dict.fromkeys(map("".join, product(made.split(" "), bent.split(" "))))
