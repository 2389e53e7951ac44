"""Typed reading of one mapping's fields; everything that does not fit is collected as a problem with its line."""

import re
from collections.abc import Sequence
from typing import Any

from policydiff.errors import Phrase, Problem, did_you_mean
from policydiff.sources.yaml import Document

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
IDENTIFIER_RULE = Phrase(
    "use letters without accents, digits, “.”, “-” and “_”, at most 120 characters, a letter or digit first"
)
# From here on readers of JSON tell whole numbers no longer apart.
_HIGHEST = 2**53
_SEE_README = Phrase("see the repository format in the README")


class Fields:
    """The fields of a document or of a mapping inside it, read one by one."""

    def __init__(self, document: Document, problems: list[Problem], path: tuple[str, ...] = ()) -> None:
        """Read below `path` of the document and append to `problems`."""
        self._document, self._problems, self._path = document, problems, path
        values: Any = document.values
        for step in path:
            values = values[step]
        self._values: dict[str, Any] = values
        self._asked: list[str] = []

    def text(self, key: str, *, required: bool = False, missing: str = "field-missing") -> str | None:
        """Return a text; None when it is missing or empty. `missing` is the code of the rule that this breaks."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is None or value == "":
            if required:
                is_there = key in self._values
                found = Phrase("an empty {key}", key=key) if is_there else Phrase("no {key}", key=key)
                self.problem(key, found, Phrase("add “{key}: …”", key=key), missing)
        elif isinstance(value, str):
            found = Phrase("a {key} of blanks only", key=key)
            self.problem(key, found, Phrase("write the text or remove the line"), missing)
        else:
            remedy = Phrase("put it in quotes") if _is_scalar(value) else Phrase("write it as one text")
            self.problem(key, Phrase("{key} is {kind}, not a text", key=key, kind=_kind(value)), remedy)
        return None

    def texts(self, key: str) -> tuple[str, ...] | None:
        """Return a list of texts; None when the key is not there."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, str) or not isinstance(value, Sequence):
            found = Phrase("{key} is {kind}, not a list", key=key, kind=_kind(value))
            self.problem(key, found, Phrase("write “{key}: [one, two]”", key=key))
            return None
        texts = []
        for index, one in enumerate(value):
            if isinstance(one, str) and one.strip():
                texts.append(one.strip())
            else:
                kind = _kind(None if isinstance(one, str) else one)
                found = Phrase("{key} holds {kind}, not a text", key=key, kind=kind)
                self.problem(f"{key}.{index}", found, Phrase("write a text, in quotes where it is a number"))
        for one in sorted({one for one in texts if texts.count(one) > 1}):
            self.problem(key, Phrase("{key} names {word!r} twice", key=key, word=one), Phrase("name it once"))
        return tuple(dict.fromkeys(texts))

    def whole_number(self, key: str) -> int | None:
        """Return a number from 1; None when it is missing."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value < _HIGHEST:
            return value
        found = Phrase("{key} is {value}", key=key, value=_shown(value))
        self.problem(key, found, Phrase("write a whole number from 1, without quotes"))
        return None

    def choice(self, key: str, known: Sequence[str]) -> str | None:
        """Return one of the known words; None when it is missing."""
        value = self._take(key)
        if value is None or value in list(known):
            return None if value is None else str(value)
        found = Phrase("{key} is {value}", key=key, value=_shown(value))
        self.problem(key, found, did_you_mean(str(value), [str(word) for word in known]))
        return None

    def mapping(self, key: str) -> dict[str, Any]:
        """Return a mapping; empty when it is missing."""
        value = self._take(key)
        if value is None:
            return {}
        if isinstance(value, dict):
            return value
        found = Phrase("{key} is {kind}, not “key: value” lines", key=key, kind=_kind(value))
        self.problem(key, found, _SEE_README)
        return {}

    def inside(self, key: str) -> "Fields | None":
        """Return the fields of a mapping inside this one; None when it is missing or not a mapping."""
        is_mapping = self.mapping(key) or isinstance(self._values.get(key), dict)
        return Fields(self._document, self._problems, (*self._path, key)) if is_mapping else None

    def refuse_unknown(self, known: Sequence[str] = ()) -> None:
        """Report every key nobody asked for: a misspelt key would otherwise lose its value in silence.

        `known` are further keys that the remedy may name.
        """
        for key in self._values:
            if key not in self._asked:
                remedy = did_you_mean(key, [*self._asked, *known])
                self._add((key,), Phrase("the unknown key {key!r}", key=key), remedy, "key-unknown")

    def problem(self, key: str, found: Phrase, remedy: Phrase, code: str = "field-invalid") -> None:
        """Report a problem at the place of a key (`addressees.1` for an item of a list)."""
        self._add(tuple(key.split(".")), found, remedy, code)

    def _add(self, key: tuple[str, ...], found: Phrase, remedy: Phrase, code: str) -> None:
        self._problems.append(self._document.problem((*self._path, *key), found, remedy, code))

    def _take(self, key: str) -> Any:
        self._asked.append(key)
        return self._values.get(key)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, int | float | bool)


def _shown(value: Any) -> Phrase:
    return Phrase("{text!r}", text=value) if isinstance(value, str) else _kind(value)


def _kind(value: Any) -> Phrase:
    match value:
        case None:
            return Phrase("an empty item")
        case bool():
            return Phrase("the truth value {value}", value=str(value).lower())
        case int() | float():
            return Phrase("the number {value}", value=str(value))
        case str():
            return Phrase("a text")
        case dict():
            return Phrase("a mapping")
        case _:
            return Phrase("a list")
