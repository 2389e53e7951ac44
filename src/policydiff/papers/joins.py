"""What goes on from the line above it: the rests of items, and what may be one or begin something."""

from itertools import pairwise

from policydiff.papers.addressees import ends_with_addressees
from policydiff.papers.draft import Note, NoteCode
from policydiff.papers.layout import Layout, Style
from policydiff.papers.lines import Line
from policydiff.papers.marks import Mark, could_be_heading, find_mark, is_all_capitals, is_keyword_heading, order_of
from policydiff.papers.paragraphs import ends_sentence, is_open

# So few words below an item are no sentence of their own.
MOST_LAST_WORDS = 2


def is_closed(text: str) -> bool:
    """Return whether nothing can go on after the text: a sentence, an introduction or an item with addressees ends."""
    return ends_sentence(text) or text.endswith((":", ";")) or ends_with_addressees(text)


def is_rest_of_item(place: int, start: int, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether a short line right below an item with a mark is its rest: "Stärkung ländlicher" / "Räume".

    A heading would not stand so close where others have an empty line above them; no sentence has two words, or begins
    with a figure ("jährlich" / "20 Mio. Euro").
    """
    line = lines[place]
    if layout.style is not Style.MARKS or layout.marks[start] is None or line.gap or line.after_break:
        return False
    if line.text[0].isdigit():
        return find_mark(line.text) is None
    if not layout.spaced_headings or line.text.endswith(":") or is_all_capitals(line.text):
        return False
    return could_be_heading(line.text) or len(line.text.split()) <= MOST_LAST_WORDS


def may_be_rest(start: int, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether a heading stands right below an item without an end, or where others of the paper are set off."""
    line = lines[start]
    if layout.style is not Style.MARKS or layout.marks[start] or line.gap or line.after_break:
        return False
    if not any(layout.marks[:start]) or is_keyword_heading(line.text) or is_all_capitals(line.text):
        return False
    is_open_above = bool(layout.marks[start - 1]) and not is_closed(lines[start - 1].text)
    return not line.text.endswith(":") and (is_open_above or layout.spaced_headings)


def doubt_joins(start: int, end: int, lines: tuple[Line, ...], layout: Layout) -> list[Note]:
    """Return a note for every line that looks like a beginning and was read as going on."""
    notes = [_doubt(line) for line in lines[start + 1 : end] if _is_next_number(layout.marks[start], line)]
    notes += [
        _doubt(lines[place])
        for place in range(start + 1, end)
        if lines[place].text[0].isupper()
        and could_be_heading(lines[place].text)
        and not is_open(lines[place - 1].text)
        and layout.has_room(lines[place - 1], lines[place])
        and is_rest_of_item(place, start, lines, layout)
    ]
    if layout.style is Style.PLAIN and ends_with_addressees(lines[end - 1].text):
        first = next((place for place in range(start + 1, end) if _may_begin(place, lines)), None)
        notes += [] if first is None else [_doubt(lines[first])]
    if layout.style is not Style.INDENTS or layout.block_indents:
        return notes
    hangs = layout.marks[start] is not None  # what goes on under a sign may stand as far in as its text
    doubtful = [
        line
        for before, line in pairwise(lines[start:end])
        if not (line.after_break and is_open(before.text))
        and line.text[0] != "("
        and (
            (line.indent > layout.base_indent and not (hangs and not line.gap and line.text[0].islower()))
            or (line.gap and lines[start].indent > layout.base_indent)
        )
    ]
    notes += [_doubt(line) for line in doubtful]
    return notes


def _doubt(line: Line) -> Note:
    return Note(line=line.number, code=NoteCode.UNSURE_CONTINUATION, text=line.text)


def _may_begin(place: int, lines: tuple[Line, ...]) -> bool:
    """Return whether a line without a sign may begin a demand, though the one above it fills its line."""
    above = lines[place - 1].text
    return lines[place].text[0].isupper() and not is_open(above) and not above.endswith(("-", "‐"))


def _is_next_number(mark: Mark | None, line: Line) -> bool:
    """Return whether a line within an item begins with the number after that of the item."""
    inner = find_mark(line.text)
    if mark is None or mark.label is None or inner is None or inner.label is None or inner.style != mark.style:
        return False
    own = order_of(mark.label)
    return order_of(inner.label) == (*own[:-1], own[-1] + 1)
