"""The message catalogue: every word a person reads, in German and English, with numbers and dates as printed there."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from policydiff.core.languages import read_language
from policydiff.errors import Phrase

LANGUAGES: tuple[str, ...] = ("de", "en")
FALLBACK = "en"
_FORMS = {"one", "other"}

Pattern = str | Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Messages:
    """The texts of one language, by keys such as `report.title`; a text that counts has the forms `one` and `other`."""

    language: str
    patterns: Mapping[str, Pattern]

    def text(self, key: str, **values: str | int) -> str:
        """Return the text of a key with its placeholders filled; whole numbers are written as the language does.

        `count` chooses between the forms of a text that counts. An unknown key or a missing value is our bug and raises
        KeyError.
        """
        pattern = self.patterns[key]
        if not isinstance(pattern, str):
            pattern = pattern["one" if values["count"] == 1 else "other"]
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return pattern.format_map(shown)

    def tell(self, phrase: Phrase) -> str:
        """Return a phrase in this language, with all phrases inside it; in English where it has no words for it."""
        template = _load_phrases(self.language).get(phrase.template, phrase.template)
        values = phrase.values.items()
        return template.format_map({name: self.tell(one) if isinstance(one, Phrase) else one for name, one in values})

    def number(self, value: int) -> str:
        """Return a whole number with thousands separated (1.000 in German)."""
        return f"{value:,}".replace(",", self.text("format.thousands"))

    def score(self, value: float, places: int = 2) -> str:
        """Return a score between 0 and 1 with two decimals (0,83 in German).

        What is more than nothing is not 0,00, and what is less than sure is not 1,00.
        """
        if 0 < value < 0.005:
            return f"< {self.decimal(0.01)}"
        return f"> {self.decimal(0.99)}" if 0.995 <= value < 1 else self.decimal(value, places)

    def decimal(self, value: float, places: int = 2) -> str:
        """Return a number with so many decimals and a true minus sign (−4,53 in German)."""
        sign = "\N{MINUS SIGN}" if round(value, places) < 0 else ""
        return f"{sign}{abs(value):.{places}f}".replace(".", self.text("format.decimal"))

    def date(self, value: str) -> str:
        """Return a year, month or day in words (`2016-04`: April 2016); anything else comes back as it is."""
        year, *rest = value.split("-")
        numbers = [int(part) for part in rest if part.isascii() and part.isdigit()]
        if not rest or len(numbers) != len(rest) or not 1 <= numbers[0] <= 12:
            return value
        month = self.text(f"months.{numbers[0]}")
        if len(numbers) == 1:
            return self.text("format.month", month=month, year=year)
        return self.text("format.day", day=str(numbers[1]), month=month, year=year) if len(numbers) == 2 else value

    def join(self, items: Sequence[str]) -> str:
        """Return items as a list in a sentence (a, b und c)."""
        if len(items) < 2:
            return "".join(items)
        return self.text("format.list", items=", ".join(items[:-1]), last=items[-1])

    def quote(self, text: str) -> str:
        """Return the text in the quotation marks of the language."""
        return self.text("format.quoted", text=text)


def messages(language: str) -> Messages:
    """Return the messages of a language such as `de` or `de-AT`; English where we lack it."""
    primary = read_language(language)
    return _load(primary if primary in LANGUAGES else FALLBACK)


@cache
def _load(language: str) -> Messages:
    return Messages(language=language, patterns=_flatten(_read(f"{language}.toml")))


@cache
def _load_phrases(language: str) -> Mapping[str, str]:
    """Return the templates of a language by those of English, which need none."""
    return {} if language == FALLBACK else _read(f"findings-{language}.toml")


def _read(name: str) -> dict[str, Any]:
    source = resources.files("policydiff.render").joinpath("locales", name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _flatten(tables: Mapping[str, Any], before: str = "") -> dict[str, Pattern]:
    """Return the texts of all tables by the names of the tables they stand in, with dots between."""
    found: dict[str, Pattern] = {}
    for name, value in tables.items():
        is_pattern = isinstance(value, str) or value.keys() == _FORMS
        found |= {f"{before}{name}": value} if is_pattern else _flatten(value, f"{before}{name}.")
    return found
