"""Signs of a file that nobody sees, and letters that are not in normal form C, with their places."""

import re
import sys
from collections.abc import Iterator
from typing import Any

from policydiff.core.characters import INVISIBLE, TURNING, describe, find_decomposed, is_composed, remove_hidden
from policydiff.core.checks.values import shown
from policydiff.errors import CatalogueError, Phrase, Problem
from policydiff.sources.yaml import read_document

# How double quotes in YAML spell a sign by its number, and a control by a letter; anything else behind a backslash is
# passed over with it.
_ESCAPED = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0abe])|.)", re.DOTALL)
_LETTERS = {"0": "\x00", "a": "\x07", "b": "\x08", "e": "\x1b"}
_KINDS = (
    (
        TURNING,
        "sign-turning",
        Phrase("a sign that turns the direction of writing"),
        Phrase("signs that turn the direction of writing"),
    ),
    (INVISIBLE, "sign-invisible", Phrase("a sign that cannot be seen"), Phrase("signs that cannot be seen")),
)
_MEND = Phrase("let `policydiff check --fix` mend it")


def find_signs(content: bytes, file: str) -> list[Problem]:
    """Return the signs of a file that nobody sees, the first of each kind with its place, and letters put together.

    Looked at is the file as it is written, and what quotation marks in it spell out.
    """
    if content.isascii() and b"\\" not in content:
        return []
    text = content.decode(errors="replace")
    said = "\n".join(_texts(_values(content))) if "\\" in text else ""
    found: list[tuple[int, Phrase, str]] = []
    for pattern, code, kind, kinds in _KINDS:
        if first := pattern.search(text):
            count, sign = len(pattern.findall(text)), describe(first[0])
            one = Phrase("{kind}: {sign}", kind=kind, sign=sign)
            many = Phrase("{count} {kinds}, the first is {sign}", count=count, kinds=kinds, sign=sign)
            found.append((first.start(), one if count == 1 else many, code))
        hidden = {match[0] for match in pattern.finditer(said)}
        if spelt := next((match for match in _ESCAPED.finditer(text) if _sign(match) in hidden), None):
            found.append((spelt.start(), Phrase("{kind}, spelt as {spelt}", kind=kind, spelt=spelt[0]), code))
    if not is_composed(text):
        start = find_decomposed(text)
        letters = shown(text[start : start + 2])
        what = Phrase("letters put together from parts (not normal form C), the first is “{letters}”", letters=letters)
        found.append((start, what, "form-decomposed"))
    return [_problem(file, text[:start], what, code) for start, what, code in found]


def remove_spelt(text: str) -> str:
    """Return the text of a file without what spells a sign that nobody sees, if it stands in double quotes."""

    def kept(escaped: re.Match[str]) -> str:
        sign = _sign(escaped)
        return "" if sign and not remove_hidden(sign) else escaped[0]

    return _ESCAPED.sub(kept, text)


def _values(content: bytes) -> Any:
    try:
        return read_document(content, "").values
    except CatalogueError:  # told elsewhere; a file that cannot be read says nothing
        return {}


def _texts(value: Any) -> Iterator[str]:
    """Return the keys and texts inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def _sign(escaped: re.Match[str]) -> str:
    """Return the sign that is spelt out; empty where it is another one than by number, or no control."""
    if escaped[4]:
        return _LETTERS[escaped[4]]
    digits = escaped[1] or escaped[2] or escaped[3]
    number = int(digits, 16) if digits else sys.maxunicode + 1
    return chr(number) if number <= sys.maxunicode else ""


def _problem(file: str, before: str, found: Phrase, code: str) -> Problem:
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Problem(file=file, line=line, column=column, found=found, remedy=_MEND, code=code)
