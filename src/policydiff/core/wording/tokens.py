"""Texts as whole words: what the redline marks and never cuts."""

import re
from collections import Counter
from collections.abc import Sequence

from policydiff.core.characters import MARKS, UNSEEN

GROUPED = r"[1-9]\d{0,2}(?: \d{3})+(?!\d)"
"""A figure whose digits stand in groups of three, as a folded text has it: 1 500 000."""
_LETTER = r"[^\W\d_]"
# Signs that combine with the letter before them and invisible ones belong to the word.
_SIGN = rf"[\w\u0300-\u036f\u200d{MARKS}{UNSEEN}]"
# One word, with the space before it:
# - a figure with its sign, its inner separators and what is joined to it (1.000, 1 000, 0,7, 1/3, −5, 2020-2025, 5G);
# - an abbreviation written in parts, with or without spaces (z. B., i. d. R.), or before a figure (Abs. 2, Art. 3);
# - a word with inner hyphens, dots, apostrophes, slashes or gender signs (Car-Sharing, Bürger*innen, Lehrer(innen))
#   and the hyphen that stands for the rest of a word (Ein- und Ausfuhr, Stadtplanung und -entwicklung).
# Every other sign stands for itself.
_TOKEN = re.compile(
    rf"( ?)((?:(?<!\S)[-+−–])?(?:{GROUPED}|\d+(?:[.,:/]\d+)*){_SIGN}*(?:[-–]{_SIGN}+)*"
    rf"|{_LETTER}\.(?: ?{_LETTER}\.)+(?!\w)"
    rf"|{_LETTER}{{2,4}}\.(?= (?:\d|§))"
    rf"|(?:(?<!\S)-)?{_SIGN}+(?:(?:[-‐‑.’'*:·&]|/-?){_SIGN}+|\((?:in|innen|n|en|r|s|e|es)\){_SIGN}*)*(?:-(?![^ ,;)/]))?"
    r"|[^ ])"
)
_OPENERS = {"(": ")", "[": "]", "{": "}", "„": "“", "»": "«", "‚": "‘", "<": ">", "“": "”", "‘": "’", "«": "»"}
_CLOSERS = frozenset(_OPENERS.values())
# The typewriter's quotation mark does not say whether it opens or closes.
_TYPED = {'"', "'"}
_OPENING = "opening "


def tokens(text: str) -> list[tuple[str, str]]:
    """Return the words of a folded text in order, each as (space before it, word); joined they are the text."""
    return _TOKEN.findall(text)


def keys(words: Sequence[tuple[str, str]]) -> list[str]:
    """Return what two words are compared by: the word, for a typed quotation mark also whether it opens."""
    found = [word for _, word in words]
    if '"' in found or "'" in found:
        for place, (space, word) in enumerate(words):
            if word in _TYPED and (space or not place or found[place - 1] in _OPENERS):
                found[place] = _OPENING + word
    return found


def is_word(key: str) -> bool:
    """Return whether a token is a word or figure and no sign."""
    return any(sign.isalnum() for sign in key)


def partners(words: Sequence[str]) -> dict[int, int]:
    """Return for each bracket or quotation mark that has its other half the place of that half."""
    found: dict[int, int] = {}
    waiting: list[tuple[str, int]] = []
    awaited = Counter[str]()
    for place, key in enumerate(words):
        if len(key) > 1 and not key.startswith(_OPENING):
            continue
        if awaited[key]:
            while True:
                closer, opened = waiting.pop()
                awaited[closer] -= 1
                if closer == key:
                    break
            found[place], found[opened] = opened, place
        elif key.startswith(_OPENING):
            waiting.append((key[len(_OPENING) :], place))
            awaited[key[len(_OPENING) :]] += 1
        elif key in _OPENERS:
            waiting.append((_OPENERS[key], place))
            awaited[_OPENERS[key]] += 1
    return found


def is_balanced(words: Sequence[str]) -> bool:
    """Return whether every bracket and quotation mark has its other half."""
    signs = [key for key in words if key in _OPENERS or key in _CLOSERS or key in _TYPED or key.startswith(_OPENING)]
    return not signs or len(partners(words)) == len(signs)
