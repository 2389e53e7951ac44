"""The smallest replacements that lead from one wording to another, with keys that tell the same edit in many texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from policydiff.core.function_words import is_small
from policydiff.core.lexicon import Lexicon
from policydiff.core.wording.blocks import align
from policydiff.core.wording.folding import fold
from policydiff.core.wording.gender import Word, follows
from policydiff.core.wording.spelling import Spelling, plain, spelling
from policydiff.core.wording.tokens import is_word, keys, tokens

LEAST_SHARED_LETTERS = 4
"""Two words of one change that begin with as many same letters became each other: Benutzer, Benutzende."""
LEAST_STEM = 3
"""A word keeps at least this many letters when its ending is cut off."""

_ENDINGS = ("en", "em", "es", "e", "n", "s", "m")
_PARTICIPLE = "ender"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """Neighbouring words that became others, as written; one side is empty where words only went or came.

    The same edit has the same key in every text, whatever case or number its words stand in and whatever article goes
    with them.
    """

    key: str
    old: str
    new: str


class _Change(NamedTuple):
    old: Sequence[tuple[str, str]]
    new: Sequence[tuple[str, str]]


def edits(old: str, new: str, lexicon: Lexicon | None = None) -> tuple[Edit, ...]:
    """Return the smallest replacements of whole words, in the order of the texts; white space is none.

    An article, a pronoun or an ending that only follows another edit of the same text is none of its own.
    """
    known = spelling(lexicon)
    old_words, new_words = tokens(fold(old)), tokens(fold(new))
    changes = [
        change
        for block in align(keys(old_words), keys(new_words))
        if not block.is_kept
        for change in _parted(old_words[block.old_from : block.old_to], new_words[block.new_from : block.new_to], known)
    ]
    leading = [change for change in changes if not _is_following(change, known)]
    return tuple(
        Edit(key=_key(change, known), old=_text(change.old), new=_text(change.new)) for change in leading or changes
    )


def _parted(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], known: Spelling) -> Iterator[_Change]:
    """Yield a change in parts where its words became each other one by one: neue Benutzer, alte Benutzende."""
    if len(old) != len(new) or len(old) < 2:
        yield _Change(old, new)
        return
    start = 0
    for place, (before, after) in enumerate(zip(old, new, strict=True)):
        if _resemble(before[1], after[1], known):
            if start < place:
                yield _Change(old[start:place], new[start:place])
            yield _Change(old[place : place + 1], new[place : place + 1])
            start = place + 1
    if start < len(old):
        yield _Change(old[start:], new[start:])


def _resemble(old: str, new: str, known: Spelling) -> bool:
    before, after = plain(old), plain(new)
    return known.is_alike(before, after) or (
        len(before) >= LEAST_SHARED_LETTERS and before[:LEAST_SHARED_LETTERS] == after[:LEAST_SHARED_LETTERS]
    )


def _is_following(change: _Change, known: Spelling) -> bool:
    """Return whether every word of a change is an article, a pronoun or the same word with another ending."""
    if len(change.old) != len(change.new):
        return False
    return all(
        follows(Word(plain(old), old, ""), Word(plain(new), new, ""), known)
        for (_, old), (_, new) in zip(change.old, change.new, strict=True)
    )


def _key(change: _Change, known: Spelling) -> str:
    """Return the stems of the content words on both sides without those that both hold; else all words.

    Of two auxiliary verbs the key is the verb, whatever its number: muss, müssen.
    """
    sides = [[word for _, word in side] for side in change]
    if len(change.old) == len(change.new) == 1:
        old, new = (known.classes.get(plain(word), frozenset()) for (word,) in sides)
        if old and new and not old & new:
            return f"{min(old)} → {min(new)}"
    if change.old and change.new:
        content = [[_stem(word) for word in side if is_word(word) and not is_small(word)] for side in sides]
        shared = set(content[0]) & set(content[1])
        content = [[word for word in side if word not in shared] for side in content]
        if all(content):
            return " → ".join(" ".join(side) for side in content)
    return " → ".join(" ".join(plain(word) for word in side) for side in sides)


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    """Return a word in small letters without the ending of case and number; the gender form stays."""
    # Bessere, besserer; but not Kinder, Benutzer.
    endings = _ENDINGS if word[:1].isupper() else ("er", *_ENDINGS)
    word = plain(word)
    if word.endswith(_PARTICIPLE):
        return word[:-2]
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word


def _text(words: Sequence[tuple[str, str]]) -> str:
    return "".join(space + word for space, word in words).strip()
