"""Plain mappings → YAML files: new ones, and updates that keep what a person wrote around them."""

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from policydiff.errors import CatalogueError
from policydiff.sources.yaml.reading import read_document

_NULL = "tag:yaml.org,2002:null"
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


def write_document(values: Mapping[str, Any], previous: bytes | None = None) -> bytes:
    """Return the mapping as YAML; with `previous`, as an update of that file that keeps its comments and key order.

    Lists of strings and mappings of plain values are written in one line, texts of several lines as a block. A file
    that already says the same comes back byte for byte.
    """
    if previous is None:
        return _dump(_styled(values))
    before = read_document(previous, "").values
    if folded(before) == folded(values):
        return previous
    document = _editor().load(previous)
    _update(document, values)
    content = _dump(document)
    if b"\r\n" in previous:
        content = content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    try:
        is_sound = folded(read_document(content, "").values) == folded(values)
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


@cache
def _editor() -> YAML:
    editor = YAML(typ="rt")
    editor.preserve_quotes = True
    editor.width = _UNWRAPPED
    editor.indent(mapping=2, sequence=4, offset=2)
    editor.representer.add_representer(type(None), lambda representer, _: representer.represent_scalar(_NULL, "null"))
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
        if key in document and folded(_plain(document[key])) == folded(value):
            continue
        if key in document and isinstance(document[key], CommentedMap) and isinstance(value, Mapping):
            _update(document[key], value)
        elif key in document:
            styled = _restyled(value, document[key])
            if isinstance(document[key], LiteralScalarString) and "\n" not in value:
                document[key] = None  # else ruamel.yaml would keep the block, for a text that needs none any more
            document[key] = styled
        else:
            before = [list(document).index(known) for known in order[:index] if known in document]
            document.insert(max(before) + 1 if before else 0, key, _style(value))


def folded(value: Any) -> Any:
    """Return the value with the blanks at the ends of its texts removed: how a block ends says nothing."""
    if isinstance(value, Mapping):
        return {key: folded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [folded(one) for one in value]
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
