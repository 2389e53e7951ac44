"""What the search looks things up in: every word of every wording, folded to its stem, as a script that gives a value.

A script and no JSON file, since a page opened from a folder may load the one and not the other.
"""

import json
import re
import unicodedata
from collections.abc import Iterator

from policydiff.core.lineage import Node
from policydiff.render.rows import beginning
from policydiff.render.safety import escape_json, line
from policydiff.render.site.book import Book
from policydiff.render.site.demands import LONGEST, is_unchanged

_WORD = re.compile(r"[^\W_]+")
_UMLAUTS = re.compile("([aou])e")
_MARKS = re.compile("[\u0300-\u036f]")


def draw_index(book: Book) -> str:
    """Return the index as a script: words → numbers of demands, and what every demand was in each edition.

    Numbers count the demands in the order in which they begin.
    """
    stems: dict[str, dict[int, None]] = {}
    known: dict[str, frozenset[str]] = {}
    for number, nodes in enumerate(book.wordings.values()):
        for text in dict.fromkeys(text for node in nodes for text in _texts(book, node)):
            for word in known.setdefault(text, frozenset(find_stems(text))):
                stems.setdefault(word, {})[number] = None
    words = {word: list(stems[word]) for word in sorted(stems)}
    told = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return f"var policydiffWords = {escape_json(told)};\n"


def draw_threads(book: Book) -> str:
    """Return, for editions that have no report, what every demand was in each of them, as a script.

    A list of: its page, its last wording, and by the number of the edition the number of its wording there.
    """
    told = []
    for row in book.timeline.rows:
        wordings: dict[int, int] = {}
        count = 0
        for number, cell in enumerate(row.cells, start=1):
            if cell.node is not None:
                count += not is_unchanged(cell)
                wordings[number] = count
        text = beginning(line(row.demand.title or row.demand.text), LONGEST)
        told.append([book.pages[row.thread], text, wordings])
    return f"var policydiffThreads = {escape_json(json.dumps(told, ensure_ascii=False, separators=(',', ':')))};\n"


def _texts(book: Book, node: Node) -> Iterator[str]:
    demand = book.demands[node]
    yield from filter(None, (demand.text, demand.title, demand.id, demand.note, *demand.tags))


def find_stems(text: str) -> Iterator[str]:
    """Yield the stem of every word of a text."""
    for word in _WORD.findall(fold_letters(text)):
        yield stem(word)


def fold_letters(text: str) -> str:
    """Return a text in small letters without accents; ä, ae and a are the same letter."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.lower().replace("ß", "ss")))
    return _UMLAUTS.sub(r"\1", plain)


def stem(word: str) -> str:
    """Return the stem of a folded word, as CISTEM finds it (Weissweiler and Fraser 2017), with case not looked at.

    The steps are those of assets/words.js, letter for letter: what is put in must be what is looked for.
    """
    if word.startswith("ge") and len(word) >= 6:
        word = word[2:]
    while len(word) > 3:
        if len(word) > 5 and word.endswith(("em", "er", "nd")):
            word = word[:-2]
        elif word.endswith(("t", "e", "s", "n")):
            word = word[:-1]
        else:
            break
    return word
