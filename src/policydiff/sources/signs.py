"""Signs of a file that nobody sees, and letters that are not in normal form C, with their places."""

import re

from policydiff.core.checks.characters import INVISIBLE, TURNING, describe, find_decomposed, is_composed
from policydiff.core.checks.values import shown
from policydiff.errors import Problem

# How double quotes in YAML spell such a sign.
_ESCAPED = re.compile(
    r"\\[xu]([aA][dD]|00[aA][dD]|034[fF]|061[cC]|180[eE]|20(?:0[b-fB-F]|2[a-eA-E]|6[0-9a-fA-F])|[fF][eE][fF]{2})"
)
_KINDS = (
    (TURNING, "sign-turning", "a sign that turns the direction of writing", "signs that turn the direction of writing"),
    (INVISIBLE, "sign-invisible", "a sign that cannot be seen", "signs that cannot be seen"),
)
_MEND = "let `policydiff check --fix` mend it"


def find_signs(content: bytes, file: str) -> list[Problem]:
    """Return the signs of a file that nobody sees, the first of each kind with its place, and letters put together."""
    if content.isascii() and b"\\" not in content:
        return []
    text = content.decode(errors="replace")
    found = []
    for pattern, code, one, many in _KINDS:
        if first := pattern.search(text):
            count = len(pattern.findall(text))
            what = f"{one}: " if count == 1 else f"{count} {many}, the first is "
            found.append((first.start(), what + describe(first[0]), code))
    spelt: dict[str, re.Match[str]] = {}
    for escaped in _ESCAPED.finditer(text):
        spelt.setdefault("sign-turning" if TURNING.match(chr(int(escaped[1], 16))) else "sign-invisible", escaped)
    for _, code, one, _ in _KINDS:
        if code in spelt:
            found.append((spelt[code].start(), f"{one}, spelt as {spelt[code][0]}", code))
    if not is_composed(text):
        start = find_decomposed(text)
        what = f"letters put together from parts (not normal form C), the first is {shown(text[start : start + 2])}"
        found.append((start, what, "form-decomposed"))
    return [_problem(file, text[:start], what, code) for start, what, code in found]


def _problem(file: str, before: str, found: str, code: str) -> Problem:
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Problem(file=file, line=line, column=column, found=found, remedy=_MEND, code=code)
