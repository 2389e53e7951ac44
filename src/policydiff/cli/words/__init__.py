"""What commands say that write files or ask a person, in German and English; reports have their words in `render`."""

import tomllib
from functools import cache
from importlib import resources

from policydiff.core.languages import read_language
from policydiff.render.messages import Messages


def said(language: str) -> Messages:
    """Return the words of commands in a language such as `de` or `de-AT`; English where we lack it."""
    return _load("de" if read_language(language) == "de" else "en")


@cache
def _load(language: str) -> Messages:
    source = resources.files(__package__).joinpath(f"{language}.toml")
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    patterns = {f"{table}.{name}": text for table, entries in tables.items() for name, text in entries.items()}
    return Messages(language=language, patterns=patterns)
