"""What the tables and columns of an export mean, in German and English."""

import tomllib
from functools import cache
from importlib import resources

from policydiff.render.messages import Messages, messages


def words(language: str) -> Messages:
    """Return the words of an export in a language such as `de` or `de-AT`; English where we lack it."""
    return _load(messages(language).language)


@cache
def _load(language: str) -> Messages:
    source = resources.files(__package__).joinpath(f"{language}.toml")
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    patterns = {f"{table}.{name}": text for table, entries in tables.items() for name, text in entries.items()}
    numbers = {key: pattern for key, pattern in messages(language).patterns.items() if key.startswith("format.")}
    return Messages(language=language, patterns={**numbers, **patterns})
