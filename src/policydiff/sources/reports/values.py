"""Typed reading of JSON that nobody vouches for: each value is checked, and what does not fit says where it stands."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from policydiff.core.commits import COMMIT_ID
from policydiff.sources.fields import IDENTIFIER

# Longer than any demand or preamble of the papers read so far (4,000 characters), by far.
LONGEST_TEXT = 100_000
# What names something: a title, a party, the specification of a version.
LONGEST_NAME = 2_000
# Runs of a redline, demands of a question, tags: the longest so far has some hundreds.
MOST_PARTS = 20_000
# Twice the largest catalogue that policydiff is made for, with every demand replaced by another.
MOST_ENTRIES = 400_000
# As deep as a YAML file may be. Free values (`meta`) of a real catalogue are lists in mappings: three deep.
DEEPEST = 40

# Longer than any path that git and the common file systems keep.
LONGEST_PATH = 4_096

_Choice = TypeVar("_Choice", bound=StrEnum)


class InvalidError(Exception):
    """A value is not what it must be; says where it stands, such as `entries[3].details.reworded.class`."""

    def __init__(self, path: str, found: str) -> None:
        """Keep both."""
        super().__init__(path, found)
        self.path, self.found = path, found


@dataclass(frozen=True, kw_only=True, slots=True)
class Fields:
    """The fields of one JSON object; every method raises InvalidError for a field that is missing or does not fit."""

    values: dict[str, Any]
    path: str = ""

    @classmethod
    def of(cls, value: object, path: str, known: Sequence[str] | None = None) -> "Fields":
        """Return the fields of an object that holds exactly the known ones; any are taken where none are named."""
        if not isinstance(value, dict):
            raise InvalidError(path, f"is {kind_of(value)}, not an object")
        found = cls(values=value, path=path)
        if known is not None:
            for key in value:
                if key not in known:
                    raise InvalidError(found.at(key), "is not known")
        return found

    def at(self, key: str) -> str:
        """Return the path of a field; a strange or long key is shortened."""
        shown = key if IDENTIFIER.fullmatch(key) else ascii(key[:40])
        return f"{self.path}.{shown}" if self.path else shown

    def take(self, key: str) -> Any:
        """Return the value of a field as it is."""
        if key not in self.values:
            raise InvalidError(self.at(key), "is missing")
        return self.values[key]

    def text(self, key: str, most: int = LONGEST_TEXT) -> str:
        """Return a text."""
        return _text(self.take(key), self.at(key), most)

    def text_or_none(self, key: str, most: int = LONGEST_TEXT) -> str | None:
        """Return a text or nothing."""
        return None if self.take(key) is None else self.text(key, most)

    def matching(self, key: str, pattern: re.Pattern[str], what: str) -> str:
        """Return a text of a certain form."""
        text = self.text(key, LONGEST_NAME)
        if not pattern.fullmatch(text):
            raise InvalidError(self.at(key), f"is {text[:60]!a}, which is no {what}")
        return text

    def identifier(self, key: str) -> str:
        """Return an id or key."""
        return self.matching(key, IDENTIFIER, "id")

    def identifiers(self, key: str) -> tuple[str, ...]:
        """Return a list of ids or keys, each named once."""
        found = self.names(key)
        for index, one in enumerate(found):
            if not IDENTIFIER.fullmatch(one):
                raise InvalidError(f"{self.at(key)}[{index}]", f"is {one[:60]!a}, which is no id")
        return found

    def names(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that should be ids and need not, each named once."""
        found = self.texts(key, LONGEST_NAME)
        if len(set(found)) != len(found):
            raise InvalidError(self.at(key), "names something twice")
        return found

    def texts(self, key: str, most: int = LONGEST_TEXT) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(_text(one, f"{self.at(key)}[{index}]", most) for index, one in enumerate(self.list(key)))

    def list(self, key: str, most: int = MOST_PARTS) -> list[Any]:
        """Return a list as it is."""
        value = self.take(key)
        if not isinstance(value, list):
            raise InvalidError(self.at(key), f"is {kind_of(value)}, not a list")
        if len(value) > most:
            raise InvalidError(self.at(key), f"has {len(value):,} elements, more than {most:,}")
        return value

    def whole(self, key: str, least: int = 0) -> int:
        """Return a whole number."""
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value < 2**53:
            raise InvalidError(self.at(key), f"is {kind_of(value)}, not a whole number from {least}")
        return value

    def whole_or_none(self, key: str, least: int = 0) -> int | None:
        """Return a whole number or nothing."""
        return None if self.take(key) is None else self.whole(key, least)

    def truth(self, key: str) -> bool:
        """Return true or false."""
        value = self.take(key)
        if not isinstance(value, bool):
            raise InvalidError(self.at(key), f"is {kind_of(value)}, not true or false")
        return value

    def share(self, key: str) -> float:
        """Return a number from 0 to 1."""
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise InvalidError(self.at(key), f"is {kind_of(value)}, not a number from 0 to 1")
        return value

    def choice(self, key: str, known: type[_Choice]) -> _Choice:
        """Return a word of a closed list."""
        value = self.take(key)
        if not isinstance(value, str) or value not in tuple(known):
            raise InvalidError(self.at(key), f"is {kind_of(value)}, none of {', '.join(known)}")
        return known(value)

    def choice_or_none(self, key: str, known: type[_Choice]) -> _Choice | None:
        """Return a word of a closed list or nothing."""
        return None if self.take(key) is None else self.choice(key, known)

    def choices(self, key: str, known: type[_Choice]) -> tuple[_Choice, ...]:
        """Return words of a closed list."""
        found = self.list(key)
        places = Fields(values={f"{key}[{index}]": one for index, one in enumerate(found)}, path=self.path)
        return tuple(_in_list(places, f"{key}[{index}]", known) for index in range(len(found)))

    def inside(self, key: str, known: str) -> "Fields":
        """Return the fields of an object inside; `known` names them, with blanks between."""
        return Fields.of(self.take(key), self.at(key), known.split())

    def each(self, key: str, known: str, most: int = MOST_PARTS) -> Iterator["Fields"]:
        """Yield the fields of every object of a list."""
        names = known.split()
        for index, one in enumerate(self.list(key, most)):
            yield Fields.of(one, f"{self.at(key)}[{index}]", names)

    def registry(self, key: str, most: int = MOST_PARTS) -> dict[str, Any]:
        """Return an object whose keys are ids, its values as they are."""
        found = Fields.of(self.take(key), self.at(key))
        if len(found.values) > most:
            raise InvalidError(found.path, f"has {len(found.values):,} fields, more than {most:,}")
        for id in found.values:
            if not IDENTIFIER.fullmatch(id):
                raise InvalidError(found.at(id), "is no id")
        return found.values


def free_value(value: Any, path: str, depth: int = 0) -> Any:
    """Return a value of any form, if it is not too deep and its texts are not too long."""
    if depth > DEEPEST:
        raise InvalidError(path, f"is more than {DEEPEST} deep")
    match value:
        case str():
            return _text(value, path, LONGEST_TEXT)
        case dict():
            for key in value:
                _text(key, path, LONGEST_NAME)
            return {key: free_value(one, path, depth + 1) for key, one in value.items()}
        case list():
            return [free_value(one, path, depth + 1) for one in value]
        case float() if not math.isfinite(value):
            raise InvalidError(path, "is not finite")
        case _:
            return value


def read_commit(fields: Fields, key: str) -> str:
    """Return the id of a commit."""
    return fields.matching(key, COMMIT_ID, "commit")


def read_file(value: object, path: str) -> str:
    """Return the path of a file inside the repository: relative, and without a step that leads out of it."""
    text = _text(value, path, LONGEST_PATH)
    if "\0" in text or any(step in ("", ".", "..") for step in text.split("/")):
        raise InvalidError(path, f"is {text[:60]!a}, which is no path inside the repository")
    return text


def kind_of(value: object) -> str:
    """Return what a value is, with its beginning where it is short to say."""
    match value:
        case None:
            return "null"
        case bool() | int() | float():
            return f"the value {str(value)[:40]}"
        case str():
            return f"the text {value[:40]!a}"
        case dict():
            return "an object"
        case _:
            return "a list"


def _text(value: object, path: str, most: int) -> str:
    if not isinstance(value, str):
        raise InvalidError(path, f"is {kind_of(value)}, not a text")
    if len(value) > most:
        raise InvalidError(path, f"has {len(value):,} characters, more than {most:,}")
    return value


def _in_list(places: Fields, key: str, known: type[_Choice]) -> _Choice:
    value = places.values[key]
    if not isinstance(value, str) or value not in tuple(known):
        where = f"{places.path}.{key}" if places.path else key
        raise InvalidError(where, f"is {kind_of(value)}, none of {', '.join(known)}")
    return known(value)
