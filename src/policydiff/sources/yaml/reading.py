"""YAML files → plain mappings, with the place of every key and every problem."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from policydiff.errors import CatalogueError, Phrase, Problem

Path = tuple[str, ...]

_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = {_TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")}
# Deeper than any catalogue needs; keeps a hostile file from exhausting the stack.
_DEEPEST = 40
_QUOTE = Phrase("put texts with “: ”, “#” or quotes at their start in quotes, and indent with blanks")
_NAME_KEYS = Phrase("write “key: value” with a blank behind the colon, and indent the lines of a longer text")
_CLOSE = Phrase("close the bracket")
_ESCAPES = Phrase("write a single backslash as “\\\\”, or use single quotes")
_ONE_ONLY = Phrase("put one demand into each file, without lines of “---”")
_REMOVE = Phrase("remove the character")
# What libyaml was busy with when something that began in an earlier line had no end.
_OPENED = (
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while parsing a flow sequence",
    "while parsing a flow mapping",
)
# What libyaml says (its scanner.c, parser.c, composer.c and reader.c) and what to do; anything else is told as it is.
KNOWN_REASONS: Mapping[str, tuple[Phrase, Phrase]] = {
    str(reason): (reason, remedy)
    for reason, remedy in (
        (Phrase("mapping values are not allowed in this context"), _QUOTE),
        (Phrase("block sequence entries are not allowed in this context"), _QUOTE),
        (Phrase("found character that cannot start any token"), _QUOTE),
        (Phrase("did not find expected alphabetic or numeric character"), _QUOTE),
        (Phrase("did not find expected comment or line break"), _QUOTE),
        (Phrase("did not find expected key"), _QUOTE),
        (Phrase("did not find expected node content"), _QUOTE),
        (Phrase("found unexpected ':'"), _QUOTE),
        (Phrase("found undefined alias"), _QUOTE),
        (Phrase("found undefined tag handle"), _QUOTE),
        (Phrase("found unexpected end of stream"), Phrase("write the missing quotation mark")),
        (Phrase("found unexpected document indicator"), Phrase("write the missing quotation mark")),
        (Phrase("could not find expected ':'"), _NAME_KEYS),
        (Phrase("did not find expected '-' indicator"), _NAME_KEYS),
        (Phrase("did not find expected ',' or ']'"), _CLOSE),
        (Phrase("did not find expected ',' or '}}'"), _CLOSE),
        (Phrase("found a tab character that violates indentation"), Phrase("indent with blanks")),
        (Phrase("found unknown escape character"), _ESCAPES),
        (Phrase("did not find expected hexdecimal number"), _ESCAPES),
        (Phrase("found invalid Unicode character escape code"), _ESCAPES),
        (Phrase("but found another document"), _ONE_ONLY),
        (Phrase("did not find expected <document start>"), Phrase("begin every line at the left edge")),
        (Phrase("control characters are not allowed"), _REMOVE),
    )
}

LARGEST_FILE = 4_000_000
"""So many bytes of YAML are read at most, thousands of pages: the job that reads a stranger's change must end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """The mapping of one YAML file, and for each path of keys the line and column (from 1) it stands at."""

    file: str
    values: dict[str, Any]
    places: Mapping[Path, tuple[int, int]]

    def line(self, *path: str) -> int:
        """Return the line of a key, or of the nearest key above it that is there."""
        return self.place(*path)[0]

    def place(self, *path: str) -> tuple[int, int]:
        """Return the line and column of a key, or of the nearest key above it that is there."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem(self, path: Path, found: Phrase, remedy: Phrase, code: str) -> Problem:
        """Return a problem at the place of a key."""
        line, column = self.place(*path)
        return Problem(
            file=self.file, line=line, column=column, key=".".join(path), found=found, remedy=remedy, code=code
        )


def read_document(content: bytes, file: str) -> Document:
    """Return the mapping that a YAML file holds.

    Raises CatalogueError with all problems: not UTF-8, a syntax error, a duplicate key, an alias, a tag, no mapping.
    """
    text = _decode(content, file)
    try:
        root = compose(text)
    except MarkedYAMLError as error:
        place = _place_of(text, _blamed(error, text))
        raise CatalogueError(_malformed(file, place, str(error.problem or error.context), _QUOTE)) from None
    except YAMLError as error:
        place = _place_of(text, getattr(error, "position", 0))
        reason = getattr(error, "reason", None) or str(error).splitlines()[0]
        raise CatalogueError(_malformed(file, place, str(reason), _REMOVE)) from None
    reading = _Reading(file)
    values = reading.value(root, ()) if root is not None else None
    if not isinstance(values, dict):
        listed = Phrase("this is not a list of “key: value” lines")
        found = Phrase("no “key: value” lines found") if values is None else listed
        reading.problems.append(_invalid(file, (1, 1), found, Phrase("see the repository format in the README")))
    if reading.problems or not isinstance(values, dict):
        raise CatalogueError(*reading.problems)
    return Document(file=file, values=values, places=reading.places)


class _Reading:
    """One walk over the nodes of a file: values, places and problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.places: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: Node, path: Path) -> Any:
        place = _start_of(node)
        self.places.setdefault(path, place)
        if id(node) in self._seen:
            return self._alias(path)
        if len(path) > _DEEPEST:
            found = Phrase("values nested more than {count} deep", count=_DEEPEST)
            return self._problem(place, found, Phrase("write them with fewer levels"))
        if node.tag not in _PLAIN_TAGS:
            remedy = Phrase("remove it: only plain values are allowed")
            return self._problem(place, Phrase("the tag {tag}", tag=str(node.tag)), remedy)
        self._seen.add(id(node))
        if isinstance(node, ScalarNode):
            return _scalar(node)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        return [self.value(item, (*path, str(index))) for index, item in enumerate(node.value)]

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = _start_of(key_node)
            if not isinstance(key_node, ScalarNode):
                self._problem(place, Phrase("a key that is not a word"), Phrase("write “key: value”"))
                continue
            key = str(key_node.value)
            if key in values:
                first, _ = self.places[(*path, key)]
                found = Phrase("the key {key!r} a second time (first in line {line})", key=key, line=first)
                self._problem(place, found, Phrase("keep one of them"), "key-duplicate")
                continue
            self.places[(*path, key)] = place
            values[key] = self.value(value_node, (*path, key))
        return values

    def _alias(self, path: Path) -> None:
        """Report that a value is only named; libyaml gives the place of the value, the key that names it is known."""
        key = next((step for step in reversed(path) if not step.isdigit()), "")
        found = Phrase("“{key}” takes its value from elsewhere in the file, with an asterisk (*name)", key=key)
        remedy = Phrase("write the value itself here; a text that begins with “*” goes into quotes")
        self._problem(self.places[path], found, remedy)

    def _problem(self, place: tuple[int, int], found: Phrase, remedy: Phrase, code: str = "yaml-invalid") -> None:
        self.problems.append(_invalid(self.file, place, found, remedy, code))


def _start_of(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _blamed(error: MarkedYAMLError, text: str) -> int:
    """Return where a person has to look: where what is not closed was opened, and never behind the last words."""
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    if opened and mark and opened.line < mark.line and str(error.context).startswith(_OPENED):
        mark = opened
    return min(mark.index, max(0, len(text.rstrip()) - 1)) if mark else 0


def _malformed(file: str, place: tuple[int, int], reason: str, remedy: Phrase) -> Problem:
    known, remedy = KNOWN_REASONS.get(reason, (Phrase.of(reason), remedy))
    return _invalid(file, place, Phrase("not valid YAML: {reason}", reason=known), remedy)


def _invalid(file: str, place: tuple[int, int], found: Phrase, remedy: Phrase, code: str = "yaml-invalid") -> Problem:
    return Problem(file=file, line=place[0], column=place[1], found=found, remedy=remedy, code=code)


def _scalar(node: ScalarNode) -> Any:
    text = str(node.value)
    match str(node.tag).removeprefix(_TAG):
        case "null":
            return None
        case "bool":
            return text.casefold() == "true"
        case "int" | "float":
            return _number(text)
        case _:  # dates stay as they are written: a year or a month is a date here
            return text


def _number(text: str) -> int | float | str:
    plain = text.replace("_", "")
    for read in (lambda: int(plain, 0), lambda: int(plain), lambda: float(plain)):
        try:
            number = read()
        except ValueError:
            continue
        return text if isinstance(number, float) and math.isinf(number) else number  # 1e999: JSON has no such number
    return text


def _decode(content: bytes, file: str) -> str:
    if len(content) > LARGEST_FILE:
        found = Phrase("a file of {size} MB", size=str(round(len(content) / 1_000_000)))
        most = str(LARGEST_FILE // 1_000_000)
        raise CatalogueError(_invalid(file, (1, 1), found, Phrase("keep it below {most} MB", most=most)))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place_of(content[: error.start].decode("utf-8-sig"), error.start)
        found = Phrase("the byte 0x{byte}, which is not UTF-8", byte=f"{content[error.start]:02X}")
        raise CatalogueError(_invalid(file, place, found, Phrase("save the file as UTF-8"))) from None


def _place_of(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def compose(text: str) -> Any:
    """Return the node that a YAML text holds, with the places of all that is in it; None where it holds nothing."""
    try:  # the C parser, ten times as fast; `YAML(typ="safe")` takes it too, but makes a new class for every file
        from ruamel.yaml.cyaml import CSafeLoader
    except ImportError:
        return YAML(typ="safe", pure=True).compose(text)
    return CSafeLoader(text).get_single_node()
