"""What the search looks through: all that every edition says, as a script that gives a value.

A script and no JSON file, since a page opened from a folder may load the one and not the other. It holds texts and the
stems of their words, and no index.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.core.languages import read_language
from policydiff.render.safety import escape_json, line
from policydiff.render.site.book import Book
from policydiff.render.site.stems import tabulate

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")  # as in find.js

Said = tuple[list[str], list[list[int]]]
"""All different texts, and for every run of editions that say the same its first, its last and the places of these."""


def draw_search(book: Book) -> str:
    """Return what every edition says, as a script.

    `editions` are code, name, what it is called, and language. `demands` come in the order in which they begin: path of
    the page, texts, runs; the first text of a run is the id or the key. `others` have what it is before these and what
    it is called behind the path; a path that ends in `#` is followed by the edition. `stems` say by language what is
    taken off words in front and behind, what is put there instead, and what is left of which words.
    """
    labels = book.labels.values()
    languages = [read_language(catalogue.language) for catalogue in book.chronicle.catalogues().values()]
    demands = [[book.pages[thread], *_demand(book, thread)] for thread in book.wordings]
    others = [[kind, page, name, *_fold(said)] for kind, page, name, said in _others(book) if any(said)]
    told = {
        "editions": [
            [label.code, label.name, label.called, language] for label, language in zip(labels, languages, strict=True)
        ],
        "demands": demands,
        "others": others,
        "stems": _stems([*demands, *others], languages),
    }
    text = escape_json(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
    less = text.replace("<", "\\u003c")  # not even who copies the script into a page gets a tag
    return f"var policydiffSaid = {less};\n"


def _stems(told: Iterable[Sequence[Any]], languages: Sequence[str]) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return how the words of all texts are cut to their stems, by language."""
    words: dict[str, set[str]] = {}
    for *_, texts, runs in told:
        for edition, _, *places in runs:
            words.setdefault(languages[edition], set()).update(*(_WORD.findall(texts[place]) for place in places))
    return {language: tabulate(found, language) for language, found in words.items()}


def _demand(book: Book, thread: str) -> Said:
    return _fold([_texts(book.demands[cell.node]) if cell.node else () for cell in book.rows[thread].cells])


def _texts(demand: Demand) -> tuple[str, ...]:
    """Return the id of a demand and all that it says, its text first."""
    positions = (f"{party}: {words}" for party, words in demand.positions.items())
    return _lines([demand.id, demand.text, demand.title, demand.note, *demand.tags, *positions])


def _others(book: Book) -> Iterator[tuple[str, str, str, Sequence[Sequence[str]]]]:
    """Yield what demands stand in: what it is, the path of its page, what it is called, the texts of each edition."""
    catalogues = list(book.chronicle.catalogues().values())
    last = book.chronicle.last_groups()
    groups = [{last[one.edition][group.key]: group for group in one.working_groups} for one in catalogues]
    for place, (catalogue, label) in enumerate(zip(catalogues, book.labels.values(), strict=True)):
        told = _lines([label.name, label.long, catalogue.date])
        yield "edition", "index.html#", label.long, [told if at == place else () for at in range(len(catalogues))]
    for key, page in book.group_pages.items():
        held = [one.get(key) for one in groups]
        yield "group", page, book.groups[key], [_lines([one.key, one.name, one.title]) if one else () for one in held]
    for key, page in book.addressee_pages.items():
        yield "addressee", page, book.addressees[key], [_addressee(catalogue, key) for catalogue in catalogues]
    for key, page in book.group_pages.items():
        held = [one.get(key) for one in groups]
        yield "preamble", page, book.groups[key], [_lines([one.preamble]) if one else () for one in held]
    yield "preamble", "index.html#", "", [_lines([catalogue.preamble]) for catalogue in catalogues]
    yield "closing", "index.html#", "", [_lines([catalogue.closing]) for catalogue in catalogues]


def _addressee(catalogue: Catalogue, key: str) -> tuple[str, ...]:
    return next((_lines([one.key, one.name]) for one in catalogue.addressees if one.key == key), ())


def _lines(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line(text) for text in texts if text))


def _fold(said: Sequence[Sequence[str]]) -> Said:
    """Return what successive editions say, each text and each run of editions that say the same once."""
    places: dict[str, int] = {}
    runs: list[list[int]] = []
    for edition, texts in enumerate(said):
        found = [places.setdefault(text, len(places)) for text in texts]
        if found and runs and runs[-1][1] == edition - 1 and runs[-1][2:] == found:
            runs[-1][1] = edition
        elif found:
            runs.append([edition, edition, *found])
    return list(places), runs
