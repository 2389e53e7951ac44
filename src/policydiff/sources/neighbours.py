"""Which demands have to be read beside the changed ones, because they may say nearly the same; told by their words."""

import re
from collections import Counter
from collections.abc import Collection, Mapping

_TEXT = re.compile(r"^text:(.*(?:\n(?!\w+:).*)*)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_LONG = 4
_NUMBER = re.compile(r"\b\d+")
ALL_READ = 500
"""Up to so many demands all are read: that takes no longer than to choose."""
COMMON = 0.1
"""A word that stands in more than this share of the texts does not choose."""
LEAST_SHARED = 0.4
"""A file is read when its text has this share of a changed text's other words, and the same numbers. Nearly identical
texts share 0.6 of their stems (see core/checks/repeats); the words here still have their endings."""


def find_neighbours(contents: Mapping[str, bytes], changed: Collection[str]) -> Collection[str]:
    """Return the changed paths that are there, and those of files whose texts hold many of the same words."""
    if len(contents) <= ALL_READ:
        return contents
    texts = {path: _text(content) for path, content in contents.items()}
    words = {path: set(_WORD.findall(text)) for path, text in texts.items()}
    numbers = {path: frozenset(_NUMBER.findall(text)) for path, text in texts.items()}
    spread = Counter(word for found in words.values() for word in found)
    wanted = {path for path in changed if path in words}
    homes: dict[tuple[str, frozenset[str]], list[str]] = {}
    least: dict[str, float] = {}
    for path in wanted:
        rare = [word for word in words[path] if spread[word] <= COMMON * len(contents)] or list(words[path])
        least[path] = LEAST_SHARED * len(rare)
        for word in rare:
            homes.setdefault((word, numbers[path]), []).append(path)
    measured = {found for _, found in homes}
    near = set(wanted)
    for path, found in words.items():
        if numbers[path] in measured:
            hits = Counter(home for word in found for home in homes.get((word, numbers[path]), ()))
            if any(count >= least[home] for home, count in hits.items()):
                near.add(path)
    return [path for path in contents if path in near]


def find_words(content: bytes) -> frozenset[str]:
    """Return the words of four signs and more of a demand's text, without making a demand of its file.

    They are cut at blanks alone: there may be 100,000 files, and an expression takes three times as long.
    """
    return frozenset([word for word in _text(content).split() if len(word) >= _LONG])


def _text(content: bytes) -> str:
    whole = content.decode(errors="replace").casefold()
    found = _TEXT.search(whole)
    return found[1] if found else whole
