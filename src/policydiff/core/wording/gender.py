"""The same persons in another gender form: double forms, gender signs, participles, and the words that follow them."""

import re
from typing import NamedTuple

from policydiff.core.wording.spelling import Spelling

_BOTH = frozenset(("und", "oder", "bzw", "and", "or", "=beziehungsweise", "=und", "=and"))
_EITHER = frozenset(("oder", "or", "bzw", "=beziehungsweise"))
_FEMININE = re.compile(r"in(?:nen)?$")
_MASCULINE_ENDINGS = frozenset(("", "e", "en", "n", "s", "es", "ern", "r"))
_AGENT = re.compile(r"er(?:n|s)?$")
_PARTICIPLE = re.compile(r"nd(?:e|en|er|em|es)?$")
_ADJECTIVE = re.compile(r"(?:e|er|en|em|es)$")
_VERB = re.compile(r"(?:t|et|en|n)$")
LEAST_STEM = 3
"""What two forms of one word share has at least this many letters: Lehrende, Lehrer."""


class Word(NamedTuple):
    """One word of a text: its key, how it is written, and the signs before it.

    `is_gendered` says that a gender sign was taken off it, `is_double` that it is what is left of a double form. `tail`
    is what stands behind the sign in a compound: Schüler*innenparlament.
    """

    key: str
    text: str
    before: str
    is_gendered: bool = False
    is_double: bool = False
    tail: str = ""


def without_doubles(words: list[Word], known: Spelling) -> tuple[list[Word], int]:
    """Return the words with double forms as their shorter one (Kundinnen und Kunden, er oder sie), and their number."""
    found: list[Word] = []
    count = at = doubled = 0
    while at < len(words):
        word = words[at]._replace(is_double=True) if doubled and at == doubled else words[at]
        opened = _opens_double(words, at, known)
        closed = 0 if opened else _closes_double(found, word, known)
        if (
            opened == 2
            and found
            and words[at + 2].key in known.classes
            and known.is_alike(found[-1].key, words[at + 2].key)
        ):
            found.pop()  # die Präsidentin oder der Präsident: the article goes with its noun
        elif closed:
            del found[len(found) - closed + 1 :]
            found[-1] = found[-1]._replace(is_double=True)
        elif not opened:
            found.append(word)
        if opened:
            doubled = at + opened + (words[at + opened].key in known.classes)
        count += bool(opened or closed)
        at += opened or 1
    return found, count


def _opens_double(words: list[Word], at: int, known: Spelling) -> int:
    """Return how many words to leave out where a feminine form begins a double form: itself and the „und“."""
    word = words[at]
    if not _is_feminine(word) or at + 1 >= len(words):
        return 0
    if "/" in words[at + 1].before:
        return int(is_person(word, words[at + 1]))
    if words[at + 1].key not in _BOTH or at + 2 >= len(words):
        return 0
    noun = at + 3 if words[at + 2].key in known.classes and at + 3 < len(words) else at + 2
    return 2 if is_person(word, words[noun]) else 0


def _closes_double(found: list[Word], word: Word, known: Spelling) -> int:
    """Return how many words a second half of a double form takes along: Kunden und Kundinnen, er oder sie, der/die."""
    if "/" in word.before and found:
        first, taken = found[-1], 1
    elif len(found) > 1 and found[-1].key in _BOTH:
        first, taken = found[-2], 2
    elif len(found) > 2 and found[-2].key in _BOTH and found[-1].key in known.classes and _is_feminine(word):
        first, taken = found[-3], 3
    else:
        return 0
    if _is_feminine(word):
        return taken if is_person(word, first) else 0
    is_either = taken == 1 or found[-1].key in _EITHER
    return taken if is_either and first.key != word.key and known.is_alike(first.key, word.key) else 0


def _is_feminine(word: Word) -> bool:
    return word.text[:1].isupper() and _FEMININE.search(word.key) is not None


def is_person(feminine: Word, other: Word) -> bool:
    """Return whether two nouns name the same persons, the first with a feminine ending or a gender sign taken off."""
    if not other.text[:1].isupper():
        return False
    if not other.key.endswith(feminine.tail):
        return False
    stem, key = feminine.key.removesuffix(feminine.tail), other.key.removesuffix(feminine.tail)
    stem, key = _bare(stem if feminine.is_gendered else _FEMININE.sub("", stem)), _bare(key)
    return len(stem) >= LEAST_STEM and key.startswith(stem) and key[len(stem) :] in _MASCULINE_ENDINGS


def _bare(key: str) -> str:
    return key.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def is_same_person(old: Word, new: Word, known: Spelling) -> bool:
    """Return whether two nouns or pronouns name the same persons, with another or no gender in their form."""
    if old.is_gendered != new.is_gendered:
        gendered, other = (old, new) if old.is_gendered else (new, old)
        if is_person(gendered, other) or not gendered.tail:
            return is_person(gendered, other)
    if any(way.sub(name, old.key) == way.sub(name, new.key) for way, name in known.persons if way.search(old.key)):
        return True
    if {old.key, new.key} & known.neutral and known.is_alike(old.key, new.key):
        return True
    is_noun = old.text[:1].isupper() and new.text[:1].isupper()
    return is_noun and (_is_agent(old.key, new.key) or _is_agent(new.key, old.key))


def _is_agent(agent: str, participle: str) -> bool:
    """Return whether one noun is what the other does: Benutzer, Benutzende; Teilnehmerzahl, Teilnehmendenzahl."""
    for tail in range(min(len(agent), len(participle)) - 4):
        one, other = agent[: len(agent) - tail], participle[: len(participle) - tail]
        if tail and agent[len(one)] != participle[len(other)]:
            return False
        root, act = _AGENT.sub("", one), _PARTICIPLE.sub("", other)
        # Besuch-er, Besuche-nde; Wand(e)r-er, Wander-nde; Samml-er, Sammel-nde.
        if root != one and act != other and act in {root, f"{root}e", f"{root}er", f"{root[:-1]}el"}:
            return len(root) >= LEAST_STEM
    return False


def follows(old: Word, new: Word, known: Spelling) -> bool:
    """Return whether a word differs only as it must beside a noun in another gender form: article, ending, number."""
    if known.is_alike(old.key, new.key):
        return True
    if not (old.text[:1].islower() and new.text[:1].islower()) or {old.key, new.key} & known.guarded:
        return False
    for endings in (_ADJECTIVE, _VERB):
        if endings.search(old.key) and endings.search(new.key):
            stem = endings.sub("", old.key)
            if len(stem) > LEAST_STEM and stem == endings.sub("", new.key):
                return True
    return False
