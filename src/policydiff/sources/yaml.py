"""YAML files ↔ plain mappings; ruamel.yaml has its home here and its objects stop here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from policydiff.errors import CatalogueError, Phrase, Problem

Path = tuple[str, ...]

_TAG = "tag:yaml.org,2002:"
_PLAIN_TAGS = {_TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")}
# Deeper than any catalogue needs; keeps a hostile file from exhausting the stack.
_DEEPEST = 40
# The widest line ruamel.yaml may write before it folds a plain scalar: texts are never wrapped at a column.
_UNWRAPPED = 10_000_000
# Texts that are written without quotes: they begin with a letter, „ or a figure, and hold no colon before a blank.
_BARE = re.compile(r"[\w„‚(»–§](?:(?!: |:$| #)[\w \-–—/.,;:!?()„“‚‘’»«%&+§*…'\"²³€°])*(?<![ :])")
_BARE_IN_LINE = re.compile(r"\w(?:[\w \-–/.()„“‚‘’%&+§]*[\w.)“‘’%])?")
_NUMBER_LIKE = re.compile(r"[\d.,:_+eE-]*\d[\d.,:_+eE-]*|0[xo]\w+")

_PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SPECIAL = frozenset("null true false yes no on off y n".split())
# A longer text gets a line of its own.
_SHORT = 60
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
        root = _compose(text)
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


def write_document(values: Mapping[str, Any], previous: bytes | None = None) -> bytes:
    """Return the mapping as YAML; with `previous`, as an update of that file that keeps its comments and key order.

    Lists of strings and mappings of plain values are written in one line, texts of several lines as a block. A file
    that already says the same comes back byte for byte.
    """
    if previous is None:
        return _dump(_styled(values))
    before = read_document(previous, "").values
    if _folded(before) == _folded(values):
        return previous
    document = _editor().load(previous)
    _update(document, values)
    content = _dump(document)
    if b"\r\n" in previous:
        content = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    try:
        is_sound = _folded(read_document(content, "").values) == _folded(values)
    except CatalogueError:
        is_sound = False
    # A comment in a place where ruamel.yaml cannot keep it: better lose the comment than the file.
    return content if is_sound else _dump(_styled(values))


def write_pair(key: str, value: Any) -> str:
    """Return one „key: value“ as `write_document` writes it; fast for what nearly all values are."""
    drawn = _draw(value) if _PLAIN_WORD.fullmatch(key) and key.casefold() not in _SPECIAL else None
    return write_document({key: value}).decode() if drawn is None else f"{key}: {drawn}\n"


def _draw(value: Any) -> str | None:
    """Return a value as it stands behind its key, None where only ruamel.yaml knows."""
    match value:
        case bool():
            return None
        case int():
            return str(value)
        case str() if "\n" in value:
            lines = value.split("\n")
            is_literal = all(line and line == line.strip() and line.isprintable() for line in lines)
            return "\n  ".join(("|-", *lines)) if is_literal else None
        case str():
            return value if _BARE.fullmatch(value) and _is_safe(value) else None
        case list():
            inside = [_draw_in_line(one) if isinstance(one, str) else None for one in value]
            return None if None in inside else f"[{', '.join(map(str, inside))}]"
        case dict() if value:
            inside = [_draw_in_line(one) if _PLAIN_WORD.fullmatch(key) else None for key, one in value.items()]
            is_plain = None not in inside and _SPECIAL.isdisjoint(map(str.casefold, value))
            pairs = (f"{key}: {one}" for key, one in zip(value, inside, strict=True))
            return f"{{{', '.join(pairs)}}}" if is_plain else None
    return None


def _draw_in_line(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    is_plain = isinstance(value, str) and len(value) <= _SHORT and _BARE_IN_LINE.fullmatch(value) and _is_safe(value)
    return value if is_plain else None


def _is_safe(text: str) -> bool:
    """Return whether a bare text is sure to be written bare: no word or number that means something to YAML."""
    is_word = text[0].isalpha() and text.casefold() not in _SPECIAL and not _NUMBER_LIKE.fullmatch(text)
    return is_word and text.isprintable()


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
            return read()
        except ValueError:
            continue
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


def _compose(text: str) -> Any:
    try:  # the C parser, ten times as fast; `YAML(typ="safe")` takes it too, but makes a new class for every file
        from ruamel.yaml.cyaml import CSafeLoader
    except ImportError:
        return YAML(typ="safe", pure=True).compose(text)
    return CSafeLoader(text).get_single_node()


@cache
def _editor() -> YAML:
    editor = YAML(typ="rt")
    editor.preserve_quotes = True
    editor.width = _UNWRAPPED
    editor.indent(mapping=2, sequence=4, offset=2)
    editor.representer.add_representer(
        type(None), lambda representer, _: representer.represent_scalar(_TAG + "null", "null")
    )
    return editor


def _dump(document: CommentedMap) -> bytes:
    buffer = BytesIO()
    _editor().dump(document, buffer)
    return buffer.getvalue()


def _update(document: CommentedMap, values: Mapping[str, Any]) -> None:
    for key in [key for key in document if key not in values]:
        del document[key]
    order = list(values)
    for index, (key, value) in enumerate(values.items()):
        if key in document and _folded(_plain(document[key])) == _folded(value):
            continue
        if key in document and isinstance(document[key], CommentedMap) and isinstance(value, Mapping):
            _update(document[key], value)
        elif key in document:
            document[key] = _restyled(value, document[key])
        else:
            before = [list(document).index(known) for known in order[:index] if known in document]
            document.insert(max(before) + 1 if before else 0, key, _style(value))


def _folded(value: Any) -> Any:
    """Return the value with the blanks at the ends of its texts removed: how a block ends says nothing."""
    if isinstance(value, Mapping):
        return {key: _folded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_folded(one) for one in value]
    return value.strip() if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value


def _restyled(value: Any, previous: Any) -> Any:
    """Return the value in the list style a person chose for its predecessor (ruamel.yaml keeps quotes by itself)."""
    if isinstance(value, list) and isinstance(previous, CommentedSeq):
        styled = _style(value)
        if value and not previous.fa.flow_style():
            styled.fa.set_block_style()
        return styled
    return _style(value)


def _styled(values: Mapping[str, Any], *, in_line: bool = False) -> CommentedMap:
    styled = CommentedMap()
    for key, value in values.items():
        styled[key] = _style(value, in_line=in_line)
    return styled


def _style(value: Any, *, in_line: bool = False) -> Any:
    if isinstance(value, str):
        return _style_text(value, in_line=in_line)
    if isinstance(value, list | tuple):
        is_flat = not any(isinstance(one, Mapping | list | tuple) for one in value)
        sequence = CommentedSeq([_style(one, in_line=is_flat) for one in value])
        if is_flat:
            sequence.fa.set_flow_style()
        return sequence
    if isinstance(value, Mapping):
        is_flat = bool(value) and all(_is_short(one) for one in value.values())
        mapping = _styled(value, in_line=is_flat)
        if is_flat:
            mapping.fa.set_flow_style()
        return mapping
    return value


def _style_text(text: str, *, in_line: bool) -> Any:
    if not in_line and "\n" in text and all(line == line.strip() for line in text.split("\n")) and text.strip() == text:
        return LiteralScalarString(text)
    # ruamel.yaml's writer leaves some texts bare that the C reader does not take back („[a:;]“).
    is_bare = _BARE_IN_LINE.fullmatch(text) if in_line else _BARE.fullmatch(text)
    return text if is_bare and not _NUMBER_LIKE.fullmatch(text) else DoubleQuotedScalarString(text)


def _is_short(value: Any) -> bool:
    return not isinstance(value, Mapping | list | tuple) and not (
        isinstance(value, str) and ("\n" in value or len(value) > _SHORT)
    )
