"""The words that carry meaning in a language: tables of words and phrases, packaged as TOML, which a user can extend.

An entry is written in lower case. `*` at the beginning or end of a word stands for any letters or none (`sicherstell*`,
`*rückbau*`), ` … ` for up to `GAP_WORDS` words of the same sentence (`stellt … sicher`). The longest entry wins.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from policydiff.core.languages import read_language
from policydiff.core.lexicon.brackets import Brackets
from policydiff.core.lexicon.finding import GAP_WORDS, Finder, Hit, Token, tokenise

__all__ = ["GAP_WORDS", "PLACE_SIZES", "Finder", "Hit", "Lexicon", "Tables", "Token", "load_lexicon", "tokenise"]

Tables = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Table → class → entries."""

PLACE_SIZES = ("quarter", "municipality", "region", "state", "country", "continent", "world")
"""The sizes of places that classes of the table `places` begin with, from the smallest to the largest."""

# What a class must look like that a user invents; in other tables the code knows the classes by name.
_NEW_CLASSES = {
    "places": re.compile(rf"(?:{'|'.join(PLACE_SIZES)})(?: wide| level|: .+)?|idiom"),
    "opposites": re.compile(r"[^\W\d]+ [+-]"),
    "units": re.compile(r"(?:[1-9]\d*(?:/[1-9]\d*)? )?[^\W\d].*"),
    "groups": re.compile(r".+"),
}


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Lexicon:
    """The tables of one language; two lexicons are the same only where they are the same object."""

    language: str
    tables: Tables

    def extended(self, tables: Mapping[str, Mapping[str, Any]]) -> "Lexicon":
        """Return a lexicon that also holds a user's entries, which stand in tables of the same form."""
        return Lexicon(language=self.language, tables=_merged(self.tables, tables))

    def accepts(self, table: str, name: str) -> bool:
        """Return whether a user may add to a class: one that is known, or a new one in the form its table asks for."""
        form = _NEW_CLASSES.get(table)
        return name in self.tables.get(table, {}) or bool(form and form.fullmatch(name))

    def finder(self, *tables: str) -> Finder:
        """Return what finds the entries of these tables in a text; compiled once for each lexicon."""
        return _finder(self, tables)


def load_lexicon(language: str) -> Lexicon:
    """Return the packaged lexicon: German for `de` and its kinds (`de-AT`), English for everything else."""
    return _load("de" if read_language(language) == "de" else "en")


@cache
def _load(language: str) -> Lexicon:
    tables: Tables = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda file: file.name):
        if file.name == f"{language}.toml" or file.name.endswith(f"-{language}.toml"):
            tables = _merged(tables, tomllib.loads(file.read_text(encoding="utf-8")))
    return Lexicon(language=language, tables=_merged(tables, {}))


def _merged(one: Tables, other: Mapping[str, Mapping[str, Any]]) -> Tables:
    merged = {table: dict(classes) for table, classes in one.items()}
    for table, classes in other.items():
        for name, entries in classes.items():
            known = merged.setdefault(table, {})
            known[name] = tuple(dict.fromkeys((*known.get(name, ()), *entries)))
    return MappingProxyType({table: MappingProxyType(classes) for table, classes in merged.items()})


@cache
def _finder(lexicon: Lexicon, tables: tuple[str, ...]) -> Finder:
    brackets = Brackets.of(lexicon.tables.get("particles", {}))
    return Finder({table: lexicon.tables.get(table, {}) for table in tables}, brackets)
