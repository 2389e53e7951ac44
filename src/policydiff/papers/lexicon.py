"""The words of German and English that the importer knows, read once from the data files beside this module."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from policydiff.core.catalogue import Level

_GERMAN = re.compile(r"\b(?:der|die|das|und|für|von|den|mit|ein|eine|im|zu|wir)\b|[äöüß]", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|and|of|to|for|in|a|we|all|with|by|must)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """Word lists in lower case, one field per list of `words.toml`."""

    function_words: frozenset[str]
    verb_particles: frozenset[str]
    list_conjunctions: frozenset[str]
    id_stop_words: frozenset[str]
    generic_nouns: frozenset[str]
    negations: frozenset[str]
    months: MappingProxyType[str, int]
    hanging_hyphen_words: frozenset[str]
    hyphen_prefixes: frozenset[str]
    hyphen_suffixes: frozenset[str]
    closing_headings: frozenset[str]
    front_headings: frozenset[str]
    contents_headings: frozenset[str]
    table_words: frozenset[str]
    intro_words: frozenset[str]
    intro_lines: frozenset[str]
    title_words: frozenset[str]
    motion_words: frozenset[str]
    demand_cues: frozenset[str]
    closing_cues: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bodies:
    """Names of bodies, and words that begin or end such names, each with the level of government.

    `places` and `branches` are names among them that may mean no body at all.
    """

    names: MappingProxyType[str, Level]
    heads: MappingProxyType[str, Level]
    places: frozenset[str]
    branches: frozenset[str]


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
    ambiguous = table.pop("ambiguous")
    names = {name: Level(level) for level, lists in table.items() for name in lists["names"]}
    heads = {head: Level(level) for level, lists in table.items() for head in lists["heads"]}
    return Bodies(
        names=MappingProxyType(names),
        heads=MappingProxyType(heads),
        places=frozenset(ambiguous["places"]),
        branches=frozenset(ambiguous["branches"]),
    )


def language_of(text: str) -> str:
    """Return "de" or "en", by the small words of the text."""
    return "de" if len(_GERMAN.findall(text)) >= len(_ENGLISH.findall(text)) else "en"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
