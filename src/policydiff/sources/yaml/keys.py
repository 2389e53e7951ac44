"""One key of a YAML file, set or removed as text: every other byte stays as a person wrote it."""

import codecs
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from policydiff.errors import CatalogueError, Problem
from policydiff.sources.yaml.reading import compose, read_document
from policydiff.sources.yaml.writing import folded, write_pair

# Where libyaml ends a line.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_TEXT = re.compile(r"\S")
# A sign begins a comment where nothing or a blank stands before it.
_COMMENT = re.compile(r"(?<!\S)#[^\n\r\x85\u2028\u2029]*")


def write_key(
    content: bytes, key: str, value: Sequence[str] | str | None, *, behind: Collection[str], file: str
) -> bytes:
    """Return a YAML file in which a key holds a list of texts or one text; None means that the key is not there.

    A new key comes behind those of `behind`. Entries of a list that stay keep their lines and comments; the comments of
    what goes stay on lines of their own.
    Raises CatalogueError where the file has problems, or where the rest of it could not stay as it is.
    """
    document = read_document(content, file)
    asked = value if value is None or isinstance(value, str) else list(value)
    if document.values.get(key) == asked and (key in document.values) == (asked is not None):
        return content
    text = content.decode("utf-8-sig")
    changed = _set(text, key, asked, behind) if _is_laid_out(text) else text
    if not _says(changed, file, key, asked, document.values) or _all_comments(changed) != _all_comments(text):
        line = document.line(key) if key in document.values else None
        wish = f"remove “{key}”" if asked is None else f"write “{write_pair(key, asked).strip()}”"
        found = f"“{key}” cannot be set here without touching the rest of the file"
        raise CatalogueError(Problem(file=file, line=line, key=key, found=found, remedy=f"{wish} yourself"))
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    return mark + changed.encode()


def _is_laid_out(text: str) -> bool:
    """Return whether every key of the file begins a line of its own."""
    root = compose(text)
    return not root.flow_style and all(not text[_start(text, _at(name)) : _at(name)].strip() for name, _ in root.value)


def _says(text: str, file: str, key: str, value: list[str] | str | None, before: dict[str, Any]) -> bool:
    """Return whether a file holds what was asked for, and else the same keys in the same order."""
    try:
        after = read_document(text.encode(), file).values
    except CatalogueError:
        return False
    rest = [[(one, folded(held[one])) for one in held if one != key] for held in (before, after)]
    is_said = after.get(key) == value and (key in after) == (value is not None)
    return rest[0] == rest[1] and is_said


def _set(text: str, key: str, value: list[str] | str | None, behind: Collection[str]) -> str:
    root = compose(text)
    indent = " " * root.value[0][0].start_mark.column
    pairs = {str(name.value): (name, node) for name, node in root.value}
    if key in pairs:
        name, node = pairs[key]
        if value is None:
            start, end = _start(text, _at(name)), _below(text, _end(text, node), indent)
            return _without(text, start, end, [indent + one for one in _comments(text, root, start, end)])
        return _replaced(text, root, pairs[key], key, value)
    above = [node for name, node in root.value if name.value in behind]
    place = _below(text, _end(text, above[-1]), indent) if above else _start(text, _at(root.value[0][0]))
    return _with(text, place, indent + write_pair(key, value).rstrip("\n"))


def _replaced(text: str, root: Node, pair: tuple[Node, Node], key: str, value: list[str] | str) -> str:
    """Return the text with something else behind a key; a list that was written line by line stays so."""
    name, node = pair
    drawn = write_pair(key, value).removeprefix(f"{key}: ").rstrip("\n")
    colon = text.index(":", name.end_mark.index) + 1
    if isinstance(node, CollectionNode) and isinstance(value, list) and not node.flow_style:
        first, last = (_cuts(text, node)[number] for number in (0, -1))
        lines = _items(text, root, node, value)
        begin = text[:first] if value else f"{text[:colon]} {drawn}{text[colon:first]}"
        if not _is_ended(text[:last]):  # the last line of a file ends as it did
            return (begin + lines).rstrip("\r\n")
        return begin + lines + text[last:]
    start, end = node.start_mark.index, node.end_mark.index
    if start == end:
        return f"{text[:colon]} {drawn}{text[colon:]}"
    return text[:start] + drawn + text[end:]


def _items(text: str, root: Node, node: Node, value: list[str]) -> str:
    """Return the lines of a list: those of entries that stay as they are, with what stands above them.

    What was said of entries that go comes last, where it stands above none of the others.
    """
    places = list(pairwise(_cuts(text, node)))
    held = {str(item.value): place for item, place in zip(node.value, places, strict=True)}
    indent = " " * node.start_mark.column
    line_end = _line_end_before(text, places[0][0])
    new = [
        text[slice(*held[one])] if one in held else f"{indent}- {write_pair('x', [one]).strip()[len('x: [') : -1]}"
        for one in value
    ]
    kept = {held[one] for one in value if one in held}
    new += [indent + one for place in places if place not in kept for one in _comments(text, root, *place)]
    return "".join(piece if _is_ended(piece) else piece + line_end for piece in new)


def _all_comments(text: str) -> list[str]:
    root = compose(text)
    return sorted(_comments(text, root, 0, len(text)))


def _comments(text: str, root: Node, start: int, end: int) -> list[str]:
    """Return the comments between two places of a file: what begins with their sign and is not part of a text."""
    texts = [node for node in _scalars(root) if node.start_mark.index < end and node.end_mark.index > start]
    bare = text
    for node in texts:
        first, last = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):  # behind the sign of a block there can be one
            first = _LINE_END.search(text, first, last)
            first = first.end() if first else last
        bare = bare[:first] + _TEXT.sub("x", bare[first:last]) + bare[last:]
    return [found[0].rstrip() for found in _COMMENT.finditer(bare, start, end)]


def _scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, MappingNode):
        for pair in node.value:
            for one in pair:
                yield from _scalars(one)
    elif isinstance(node, CollectionNode):
        for one in node.value:
            yield from _scalars(one)
    elif isinstance(node, ScalarNode):
        yield node


def _cuts(text: str, node: Node) -> list[int]:
    """Return where the lines of a list begin, and where each of its entries ends."""
    return [_start(text, _at(node)), *(_end(text, item) for item in node.value)]


def _with(text: str, place: int, line: str) -> str:
    """Return the text with a further line; the last line of a file ends as it did."""
    line_end = _line_end_before(text, place)
    if place == len(text) and not _is_ended(text):
        return text + line_end + line
    return text[:place] + line + line_end + text[place:]


def _without(text: str, start: int, end: int, kept: Sequence[str]) -> str:
    """Return the text without some lines, others in their place; the last line of a file ends as it did."""
    if kept:
        line_end = _line_end_before(text, end)
        lines = line_end.join(kept) + (line_end if _is_ended(text[:end]) else "")
        return text[:start] + lines + text[end:]
    if end == len(text) and not _is_ended(text):
        return text[: _start(text, start) - len(_line_end_before(text, start))] if start else ""
    return text[:start] + text[end:]


def _at(node: Node) -> int:
    return int(node.start_mark.index)


def _start(text: str, place: int) -> int:
    """Return where the line of a place begins."""
    return max((found.end() for found in _LINE_END.finditer(text, 0, place)), default=0)


def _end(text: str, node: Node) -> int:
    """Return where the last line of a value ends; libyaml ends a list of lines only before the next key."""
    while isinstance(node, CollectionNode) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    place = node.end_mark.index
    if _is_ended(text[:place]):  # a block of lines ends with them
        return int(place)
    found = _LINE_END.search(text, place)
    return found.end() if found else len(text)


def _below(text: str, place: int, indent: str) -> int:
    """Return where the comments end that are set in below a key, and so belong to it."""
    comments = re.compile(rf"(?:{indent}[ \t]+#[^\n\r\x85\u2028\u2029]*(?:{_LINE_END.pattern}|\Z))*")
    found = comments.match(text, place)
    return found.end() if found else place


def _is_ended(text: str) -> bool:
    return bool(_LINE_END.search(text[-1:]))


def _line_end_before(text: str, place: int) -> str:
    """Return how the lines before a place end; the first of the file where there are none."""
    ends = [found[0] for found in _LINE_END.finditer(text, 0, place)]
    first = _LINE_END.search(text)
    return ends[-1] if ends else first[0] if first else "\n"
