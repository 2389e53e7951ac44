"""The bytes of a paper as lines: number, page, indentation, text, and the blank lines before each."""

import re
import shlex
import unicodedata
from dataclasses import dataclass

from policydiff.core.characters import remove_hidden
from policydiff.errors import PaperError, Phrase, Problem

# So many broken lines are named one by one: enough to see the pattern, few enough to read.
MOST_BAD_LINES = 5
TAB_WIDTH = 4
SOFT_HYPHEN = "\u00ad"

_EXTRACT_TEXT = "extract its text first, for example with: pdftotext -layout {name} {text}"
_SAVE_AS_TEXT = "save it as plain text (UTF-8) and import that"
_FOREIGN = (
    (b"%PDF", Phrase("this is a PDF file, not text"), _EXTRACT_TEXT),
    (b"PK\x03\x04", Phrase("this is a Word, OpenDocument or zip file, not text"), _SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0", Phrase("this is an old Word file, not text"), _SAVE_AS_TEXT),
    (b"{\\rtf", Phrase("this is an RTF file, not plain text"), _SAVE_AS_TEXT),
    (b"\xff\xfe", Phrase("this text is UTF-16, not UTF-8"), "save it again with the encoding UTF-8"),
    (b"\xfe\xff", Phrase("this text is UTF-16, not UTF-8"), "save it again with the encoding UTF-8"),
)
_BLANKS = re.compile("[\t\v\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
# Converters leave the soft hyphen of the word and print the hyphen of the line end behind it.
_DOUBLE_HYPHEN = re.compile(rf"(?<=\w){SOFT_HYPHEN}[-‐‑](?=\s*$)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_LINE_END = re.compile("\r\n|\n|\r")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One non-blank line, or the part of one beside a form feed; `text` has single blanks and form NFC.

    `body` has the blanks as they are printed; `is_row` says that a row of a table begins with the line.
    `gap` counts the blank lines before it; `after_break` says that a page ended right before it.
    """

    number: int
    text: str
    indent: int = 0
    width: int = 0
    gap: int = 0
    page: int | None = None
    after_break: bool = False
    body: str = ""
    is_row: bool = False


def read_lines(content: bytes, *, name: str) -> tuple[Line, ...]:
    """Return the non-blank lines of a paper; raise PaperError where it is not UTF-8 text or holds no words."""
    text = _decode(content, name)
    paged = "\f" in text.strip("\f \n\r\t")
    lines: list[Line] = []
    page, gap, after_break = 1, 0, False
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        found = False
        for place, piece in enumerate(raw.split("\f")):
            if place and lines:
                page, after_break = page + 1, True
            line = _measure(piece, number, gap, page if paged else None, after_break)
            if line is not None:
                lines.append(line)
                gap, after_break, found = 0, False, True
        gap = 0 if found else gap + 1
    if not lines:
        what = Phrase("the paper holds no text")
        raise PaperError(Problem(found=what, remedy="give a paper as UTF-8 text", file=name))
    return tuple(lines)


def _measure(piece: str, number: int, gap: int, page: int | None, after_break: bool) -> Line | None:
    blanks = _BLANKS.sub(" ", piece.replace("\t", " " * TAB_WIDTH))
    folded = _DOUBLE_HYPHEN.sub(SOFT_HYPHEN, _show(_CONTROL.sub(" ", blanks)))
    text = " ".join(unicodedata.normalize("NFC", folded).split())
    if not text.strip(SOFT_HYPHEN):
        return None
    body = folded.rstrip()
    indent = len(body) - len(body.lstrip())
    return Line(
        number=number,
        text=text,
        indent=indent,
        width=indent + len(text),
        gap=gap,
        page=page,
        after_break=after_break,
        body=unicodedata.normalize("NFC", body),
    )


def _show(text: str) -> str:
    """Return the text without the signs that nobody sees; soft hyphens stay, for they tell how lines are joined."""
    return SOFT_HYPHEN.join(map(remove_hidden, text.split(SOFT_HYPHEN)))


def _decode(content: bytes, name: str) -> str:
    for magic, found, remedy in _FOREIGN:
        if content.startswith(magic):
            text = re.sub(r"(?:\.(?:pdf|txt))*$", "", name, flags=re.IGNORECASE) + ".txt"
            if text == name:  # a PDF that is named so: it must not be written over
                text = f"{text.removesuffix('.txt')}-text.txt"
            shown = remedy.format(name=shlex.quote(name), text=shlex.quote(text))
            raise PaperError(Problem(found=found, remedy=shown, file=name))
    problems = _find_bad_lines(content, name)
    if problems:
        raise PaperError(*problems)
    if b"\0" in content:
        remedy = "give the paper as plain text (UTF-8)"
        found = Phrase("this is a binary file (it holds zero bytes), not text")
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise PaperError(Problem(found=found, remedy=remedy, file=name, line=line))
    text = content.decode("utf-8").removeprefix("\ufeff")
    if re.match(r"\s*<(!doctype html|html|\?xml)\b", text, re.IGNORECASE):
        found = Phrase("this is a web page or XML file, not plain text")
        raise PaperError(Problem(found=found, remedy=_SAVE_AS_TEXT, file=name))
    return text


def _find_bad_lines(content: bytes, name: str) -> list[Problem]:
    remedy = "save the paper again with the encoding UTF-8"
    problems: list[Problem] = []
    further = 0
    for number, raw in enumerate(re.split(b"\r\n|\n|\r", content), start=1):
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError as error:
            if len(problems) == MOST_BAD_LINES:
                further += 1
                continue
            byte, column = f"{raw[error.start]:02x}", error.start + 1
            found = Phrase("byte 0x{byte} at column {column} is not UTF-8", byte=byte, column=column)
            problems.append(Problem(found=found, remedy=remedy, file=name, line=number))
    if further:
        problems.append(Problem(found=f"{further} more lines are not UTF-8", remedy=remedy, file=name))
    return problems
