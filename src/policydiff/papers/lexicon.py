"""The words of German and English that the importer knows, read once from the data files beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from policydiff.core.catalogue import Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """Word lists in lower case, one field per list of `words.toml`."""

    function_words: frozenset[str]
    id_stop_words: frozenset[str]
    generic_nouns: frozenset[str]
    negations: frozenset[str]
    abbreviations: frozenset[str]
    closing_abbreviations: frozenset[str]
    months: MappingProxyType[str, int]
    hanging_hyphen_words: frozenset[str]
    hyphen_prefixes: frozenset[str]
    closing_headings: frozenset[str]
    front_headings: frozenset[str]
    contents_headings: frozenset[str]
    intro_words: frozenset[str]
    intro_lines: frozenset[str]
    title_words: frozenset[str]
    demand_cues: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bodies:
    """Names of bodies, and words that begin or end such names, each with the level of government."""

    names: MappingProxyType[str, Level]
    heads: MappingProxyType[str, Level]


@cache
def words() -> Lexicon:
    """Return the word lists."""
    table = _read("words.toml")
    months = MappingProxyType(table.pop("months"))
    return Lexicon(months=months, **{name: frozenset(entries) for name, entries in table.items()})


@cache
def bodies() -> Bodies:
    """Return the names of bodies that papers address."""
    table = _read("addressees.toml")
    names = {name: Level(level) for level, lists in table.items() for name in lists["names"]}
    heads = {head: Level(level) for level, lists in table.items() for head in lists["heads"]}
    return Bodies(names=MappingProxyType(names), heads=MappingProxyType(heads))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
