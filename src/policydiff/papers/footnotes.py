"""Footnotes at the foot of a page or the end of a paper, and the signs in the running text that point to them."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from policydiff.papers.draft import Note, NoteCode
from policydiff.papers.lines import Line
from policydiff.papers.marks import could_be_heading, find_mark
from policydiff.papers.paragraphs import ends_sentence

_RAISED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
_FOOTNOTE = re.compile(
    r"^(?:([\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)\s*\S"
    r"|(\d{1,2})\s+(?:vgl\.|siehe|see|ebd\.|ebenda|quelle|source|cf\.|ibid|https?:))",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"^(\[\d{1,2}\])\s+\S")
# A plain number is a footnote's where the same number is stuck to a word further up.
_NUMBERED = re.compile(r"^(\d{1,2})\)?\s+[^\W\d]")
# Units are raised to a power ("km²"); "CO2", "A40" and "G7" have fewer small letters before their number.
_RAISED_SIGN = re.compile(
    r"(?<=[^\W\d_]|[)\]”“\".,;])(?<!\b[mM])(?<!\b[ckd]m)([\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+)"
)
_PLAIN_SIGN = re.compile(
    r"(?:(?<=[a-zäöüß]{3})|(?<=[a-zäöüß]{3}[.,;])|(?<=[a-zäöüß]\)))(\d{1,2})(?=[.,;:!?)\]”“\"]*(?:\s|$))"
)


def find_footnotes(lines: Sequence[Line], taken: Container[int]) -> dict[int, str]:
    """Return the lines of footnotes with the number of each; a note runs on to the end of its sentence."""
    found: dict[int, str] = {}
    for place in range(len(lines)):
        if place in taken or place in found:
            continue
        label = _label_of(place, lines)
        if label is None:
            continue
        end = place
        while end + 1 < len(lines) and end + 1 not in taken and not ends_sentence(lines[end].text):
            following = lines[end + 1]
            if following.gap or following.after_break or find_mark(following.text) or _label_of(end + 1, lines):
                break
            end += 1
        found.update(dict.fromkeys(range(place, end + 1), label))
    return found


def _label_of(place: int, lines: Sequence[Line]) -> str | None:
    """Return the number of the footnote that begins here, None where none does."""
    text = lines[place].text
    match = _FOOTNOTE.match(text)
    if match:
        return (match[1] or match[2]).translate(_RAISED)
    reference = _REFERENCE.match(text)
    if reference and any(reference[1] in other.text[1:] for at, other in enumerate(lines) if at != place):
        return reference[1]
    numbered = _NUMBERED.match(text)
    if numbered and _is_numbered_heading(place, lines):
        return None
    if numbered and any(numbered[1] == sign[1] for line in lines[:place] for sign in _PLAIN_SIGN.finditer(line.text)):
        return numbered[1]
    return None


def _is_numbered_heading(place: int, lines: Sequence[Line]) -> bool:
    """Return whether a line is one of the headings that count up: "2 Verkehr" between "1 Wohnen" and "3 Schule"."""
    if not _stands_as_heading(place, lines):
        return False
    number = int(lines[place].text.split()[0].rstrip(")"))
    return any(
        (match := _NUMBERED.match(other.text)) and abs(int(match[1]) - number) == 1 and _stands_as_heading(at, lines)
        for at, other in enumerate(lines)
    )


def _stands_as_heading(place: int, lines: Sequence[Line]) -> bool:
    """Return whether a line could be a heading and has empty lines around it."""
    gap_below = place + 1 < len(lines) and lines[place + 1].gap > 0
    return lines[place].gap > 0 and gap_below and could_be_heading(lines[place].text)


def take_signs(lines: Sequence[Line], labels: Iterable[str]) -> tuple[list[Line], list[Note]]:
    """Return the running text without the signs of these footnotes, and a note for each sign.

    A sign without a footnote stays, and is a doubt; a plain number is one only behind a stop ("gebaut.2", not "Band2").
    """
    known = frozenset(labels)
    kept: list[Line] = []
    notes: list[Note] = []
    for line in lines:
        signs = list(_RAISED_SIGN.finditer(line.text))
        plain = _PLAIN_SIGN.finditer(line.text)
        signs += [match for match in plain if match[1] in known or not line.text[match.start() - 1].isalpha()]
        text = line.text
        for sign in sorted(signs, key=lambda match: -match.start()):
            is_known = sign[1].translate(_RAISED) in known
            word = line.text[: sign.end()].split()[-1]
            code = NoteCode.FOOTNOTE_SIGN if is_known else NoteCode.UNSURE_FOOTNOTE
            notes.append(Note(line=line.number, code=code, text=word))
            if is_known:
                text = text[: sign.start()] + text[sign.end() :]
        kept.append(replace(line, text=text) if text != line.text else line)
    return kept, notes
