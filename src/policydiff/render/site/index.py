"""What the search looks things up in: every word of every wording, folded to its stem, as a script that gives a value.

A script and no JSON file, since a page opened from a folder may load the one and not the other.
"""

import json
import re
import unicodedata
from collections.abc import Iterator

from policydiff.core.lineage import Node
from policydiff.render.anchors import address
from policydiff.render.safety import escape_json, line
from policydiff.render.site.book import Book

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

    `groups` and `addressees` are pairs of key and name, `threads` one list each: the name of its page, what it ever
    was (id, title, text, place of the group, places of the addressees), and for every edition which of these it was
    there, counted from 0, or -1.
    """
    groups, addressees = ({key: place for place, key in enumerate(names)} for names in (book.groups, book.addressees))
    names = book.chronicle.last_groups()
    threads = []
    for row in book.timeline.rows:
        states: dict[tuple[object, ...], int] = {}
        numbers = []
        for cell in row.cells:
            if cell.node is None:
                numbers.append(-1)
                continue
            one = book.demands[cell.node]
            group = names[cell.node.edition].get(one.group, one.group)
            asked = tuple(sorted(addressees[key] for key in one.addressees))
            place = groups.setdefault(group, len(groups))  # a folder may be there without its working group
            state = (line(one.id), line(one.title or ""), line(one.text), place, asked)
            numbers.append(states.setdefault(state, len(states)))
        threads.append([address(row.thread), list(states), numbers])
    called = [(key, book.groups.get(key, line(key))) for key in groups]
    told = {"groups": called, "addressees": list(book.addressees.items()), "threads": threads}
    return f"var policydiffEditions = {escape_json(json.dumps(told, ensure_ascii=False, separators=(',', ':')))};\n"


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
