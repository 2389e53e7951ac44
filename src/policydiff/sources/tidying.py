"""The layout of a catalogue's files: as our writer would write them. What differs is found, and can be mended.

Only the layout: words, numbers and comments stay, and whatever is in doubt stays as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from policydiff.core.catalogue import Addressee, Catalogue, Demand, Source, Status, WorkingGroup
from policydiff.core.characters import purify
from policydiff.core.checks.values import shown
from policydiff.errors import CatalogueError, Phrase, Problem
from policydiff.sources.records import cover_values, demand_values, group_values
from policydiff.sources.signs import remove_spelt
from policydiff.sources.yaml import Document, read_document, write_pair

Split: TypeAlias = Callable[[str], Sequence[str]]
"""Tells the sentences of one line apart."""

# The order of keys is the one in which the records are written, asked of records that hold everything.
_COVER = Catalogue(
    edition="x", title="x", date="x", language="x", paper="x", preamble="x", closing="x",
    addressees=(Addressee(key="x", name="x"),), working_groups=(WorkingGroup(key="x", name="x"),),
)  # fmt: skip
_DEMAND = Demand(
    id="x", group="x", text="x", title="x", source=Source(line=1), succeeds=(), presumed=("x",), said_of="x",
    status=Status.AGREED, positions={"x": "x"}, tags=("x",), note="x", meta={"x": 1},
)  # fmt: skip
GROUP_KEYS = tuple(group_values(WorkingGroup(key="x", name="x", title="x", preamble="x")))
DEMAND_KEYS = tuple(demand_values(_DEMAND))
COVER_KEYS = tuple(cover_values(_COVER))
_MID_SENTENCE = re.compile(r"[.!?…]\W*\s")
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
# A text without quotes in one line: where we would put it in quotes to be sure, it is as good.
_BARE_LINE = re.compile(r"\w+: [^\s\"'|>&*!{\[#].*(?<! )\n")
# Line ends to YAML and not to us; such a file is left alone.
_STRANGE_ENDS = re.compile("[\r\x85\u2028\u2029]")
_MEND = Phrase("let `policydiff check --fix` do it")


def find_layout(content: bytes, document: Document, keys: Sequence[str], split: Split) -> list[Problem]:
    """Return where a file is not laid out as our writer would do it; `keys` in their order."""
    text = _decode(content)
    pure = purify(text)
    try:
        tidied = _tidy(pure, document if pure == text else _reread(pure), keys, split)
    except CatalogueError:
        return []
    return [] if tidied is None or tidied == pure else [_difference(document.file, pure, tidied)]


def mend_layout(content: bytes, keys: Sequence[str], split: Split) -> bytes:
    """Return the file in our layout, without signs that nobody sees, in normal form C; line ends stay as they are.

    The content comes back as it is where anything is in doubt, or where it is not UTF-8.
    """
    try:
        text = purify(_decode(content))
        document = _reread(text)
        if _meaning(_purified(document.values)) != _meaning(_purified(read_document(content, "").values)):
            return content
        text, document = _without_spelt(text, document)
    except (CatalogueError, UnicodeDecodeError):
        return content
    tidied = _tidy(text, document, keys, split) if keys else None
    mended = (tidied or text).encode()
    return mended.replace(b"\n", b"\r\n") if b"\r\n" in content else mended


def _without_spelt(text: str, document: Document) -> tuple[str, Document]:
    """Return a file without the hidden signs that double quotes in it spell out; as it is where that is in doubt."""
    bare = remove_spelt(text) if "\\" in text else text
    if bare == text:
        return text, document
    reread = _reread(bare)
    is_safe = _purified(reread.values) == _purified(document.values)
    return (bare, reread) if is_safe else (text, document)


def lay_by_sentences(text: str, split: Split) -> str:
    """Return a text with one sentence a line; lines are never joined, for they may be the items of a list."""
    lines = [line.strip() for line in text.strip().split("\n")]
    sentences = (split(line) if _MID_SENTENCE.search(line) else (line,) for line in lines)
    return "\n".join(sentence for found in sentences for sentence in found)


def _tidy(text: str, document: Document, keys: Sequence[str], split: Split) -> str | None:
    """Return the text in our layout; None where it cannot be had for sure."""
    if text.startswith("%") or _STRANGE_ENDS.search(text):
        return None
    if "\\" in text:  # signs may be hidden in what quotation marks spell out
        document = replace(document, values=_purified(document.values))
    order = sorted(document.values, key=lambda key: keys.index(key) if key in keys else len(keys))
    drawn = {key: _draw(key, document.values[key], split) for key in order}
    tidied = None if "#" in text or None in drawn.values() else "".join(str(drawn[key]) for key in order)
    if tidied == text:
        return text
    pieces = _cut(text, document)
    if pieces:
        tidied = pieces.head + "".join(_redrawn(pieces, key, drawn[key]) for key in order) + pieces.tail
    if tidied is None or tidied == text:
        return tidied
    try:
        after = _reread(tidied).values
    except CatalogueError:
        return None
    is_safe = _meaning(after) == _meaning(document.values) and _comments(text) == _comments(tidied)
    return tidied if is_safe else None


def _draw(key: str, value: Any, split: Split) -> str | None:
    """Return a pair as our writer writes it; None where it is better left as it is."""
    if key == "text" and isinstance(value, str):
        value = lay_by_sentences(value, split)
    elif isinstance(value, str):
        value = value.strip()
        if any(line != line.strip() for line in value.split("\n")):
            return None  # a list somebody set by hand
    if key == "meta" or value == "" or _holds_unprintable(value):
        return None
    return write_pair(key, value)


def _holds_unprintable(value: Any) -> bool:
    """Return whether a value holds what would not come back as it was printed: 1.10, or nothing at all."""
    if isinstance(value, dict):
        return any(map(_holds_unprintable, value.values()))
    if isinstance(value, list):
        return any(map(_holds_unprintable, value))
    return value is None or isinstance(value, float)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pieces:
    """A file cut at its keys: `leads` are the comments above a key, `bodies` its own lines."""

    head: str
    leads: dict[str, str]
    bodies: dict[str, str]
    tail: str


def _cut(text: str, document: Document) -> _Pieces | None:
    starts = {path[0]: place for path, place in document.places.items() if len(path) == 1}
    if any(column != 1 for _, column in starts.values()):
        return None
    lines = text.removesuffix("\n").split("\n")
    leads: dict[str, str] = {}
    bodies: dict[str, str] = {}
    free = 0
    begins = [line - 1 for line, _ in starts.values()]
    for key, start, end in zip(starts, begins, [*begins[1:], len(lines)], strict=True):
        leads[key] = _kept(lines[free:start])
        free = end
        while free > start + 1 and (not lines[free - 1].strip() or lines[free - 1].startswith("#")):
            free -= 1
        bodies[key] = "".join(f"{line}\n" for line in lines[start:free])
    first = next(iter(starts))
    head, leads[first] = _kept(leads[first].removeprefix("---\n").splitlines()), ""
    if any(line and not line.startswith("#") for line in head.split("\n")):
        return None
    return _Pieces(head=head, leads=leads, bodies=bodies, tail=_kept(lines[free:]))


def _kept(lines: Sequence[str]) -> str:
    """Return comments with the blank lines around them; blank lines alone say nothing."""
    return "".join(f"{line.rstrip()}\n" for line in lines) if any(line.strip() for line in lines) else ""


def _redrawn(pieces: _Pieces, key: str, drawn: str | None) -> str:
    """Return the lines of a pair as they should be: its own where we do not know better."""
    body = pieces.bodies[key]
    is_bare = drawn is not None and drawn.startswith(f'{key}: "') and _BARE_LINE.fullmatch(body)
    has_comment = _COMMENT.search(body) and body != drawn
    return pieces.leads[key] + (body if drawn is None or is_bare or has_comment else drawn)


def _comments(text: str) -> list[str]:
    return sorted(line.rstrip() for line in text.split("\n") if line.startswith("#"))


def _difference(file: str, text: str, tidied: str) -> Problem:
    """Return the first place where two texts differ, as a problem."""
    before, after = text.split("\n"), tidied.split("\n")
    pairs = enumerate(zip(before, after, strict=False))
    number = next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)) - 1)
    line, ours = before[number], after[number]
    found = Phrase("“{line}” where we write “{ours}”", line=shown(line), ours=shown(ours))
    if not line.strip() or not ours.strip() or line.split() == ours.split():
        found = Phrase("blanks, blank lines or line ends that we do not write")
    elif ours.endswith(": |-") and re.match(re.escape(ours[:-2]) + "[^|>]", line):
        found = Phrase("a text in one line, where we write one sentence a line")
    common = next((n for n, (one, other) in enumerate(zip(line, ours, strict=False)) if one != other), 0)
    return Problem(
        file=file,
        line=number + 1,
        column=common + 1,
        found=found,
        remedy=_MEND,
        code="layout-differing",
    )


def _decode(content: bytes) -> str:
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def _reread(text: str) -> Document:
    return read_document(text.encode(), "")


def _meaning(value: Any) -> Any:
    """Return a value with the white space of its texts folded: all that a comparison of two versions looks at."""
    if isinstance(value, dict):
        return {key: _meaning(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_meaning(one) for one in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def _purified(value: Any) -> Any:
    if isinstance(value, dict):
        return {purify(key): _purified(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_purified(one) for one in value]
    return purify(value) if isinstance(value, str) else value
