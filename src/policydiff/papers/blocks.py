"""Lines of running text as blocks: where each heading, introduction, item and paragraph begins, and which it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from policydiff.papers.addressees import ends_with_addressees, ends_with_bracket, is_list_of_names, read_label
from policydiff.papers.dates import read_date
from policydiff.papers.draft import Note, NoteCode
from policydiff.papers.joins import doubt_joins, is_closed, is_rest_of_item, may_be_rest
from policydiff.papers.layout import Layout, Style
from policydiff.papers.leads import gives_reasons, is_formal_lead
from policydiff.papers.lexicon import words
from policydiff.papers.lines import Line
from policydiff.papers.marks import (
    LETTERED,
    LONGEST_HEADING,
    Mark,
    begins_ending,
    could_be_heading,
    is_intro,
    is_keyword_heading,
    names_section,
)
from policydiff.papers.paragraphs import ends_sentence, is_open, join_lines, split_sentences

# A demand without a mark is looked for over this many lines: the longest in the Ruhr paper has seven.
LONGEST_ITEM_LINES = 14
# A line that carries on a heading is short itself.
LONGEST_HEADING_REST = 60
# A heading line of this share of a full line may have been broken by its margin, for headings are set larger.
WIDE_HEADING = 0.7
# The date of a paper stands among its first lines.
LAST_DATE_PLACE = 8


class Shape(StrEnum):
    """What a block looks like, before its neighbours are asked."""

    HEADING = "heading"
    INTRO = "intro"
    ITEM = "item"
    LABEL = "label"
    PROSE = "prose"


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Lines that belong together, as one text without its mark; `notes` are the doubts of putting them together."""

    shape: Shape
    lines: tuple[Line, ...]
    text: str
    mark: Mark | None = None
    notes: tuple[Note, ...] = ()

    @property
    def line(self) -> int:
        """Return the number of the first line."""
        return self.lines[0].number


def build_blocks(lines: tuple[Line, ...], layout: Layout) -> tuple[Block, ...]:
    """Return the blocks of a paper in order; every line is in exactly one."""
    starts = [0]
    for place in range(1, len(lines)):
        if _begins(place, starts[-1], lines, layout):
            starts.append(place)
    spans = list(zip(starts, [*starts[1:], len(lines)], strict=True))
    return tuple(_build(start, end, lines, layout) for start, end in spans)


def _begins(place: int, start: int, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether a new block begins at this line; `start` is where the running one began."""
    before, line = lines[place - 1], lines[place]
    text = " ".join(part.text for part in lines[start:place])
    if layout.marks[place] or (gives_reasons(line.text) and not is_open(text)):
        return True
    if layout.marks[start] and not layout.marks[start].rest and place == start + 1:  # type: ignore[union-attr]
        return False  # the sign stands alone on its line, its text on the next
    room = layout.has_room(before, line)
    closed = is_closed(text)
    dated = read_date(line.text) or read_date(text)
    if dated and (place <= LAST_DATE_PLACE or closed or line.gap > 0) and not is_open(text):
        return True
    if _is_open(text, before, line, layout):
        return False
    if place == 1 and room and could_be_heading(text) and layout.style is Style.INDENTS and not line.text[0].islower():
        return not is_keyword_heading(text) or not _carries_on_heading(place, text, lines, layout)
    if is_keyword_heading(text) and place - start < 3:
        return not _carries_on_heading(place, text, lines, layout)
    if is_keyword_heading(line.text) or read_label(line.text) or _names_addressees(place, lines, layout):
        return True
    set_off = closed or room or line.gap > 0 or (place < LAST_DATE_PLACE and could_be_heading(text))
    if set_off and _stands_alone(line, place, lines, layout):
        return True
    if place == start + 1 and room and names_section(text, words().closing_headings | words().front_headings):
        return True
    if is_intro(split_sentences(text)[-1]) and (text.endswith(":") or room or line.gap > 0):
        return True
    if line.text[0].islower() or _begins_inside(line.text, closed):
        indented = layout.style is Style.INDENTS and line.indent > layout.base_indent
        if indented and line.gap > 0 and ends_with_bracket(text) and line.text[0].islower():
            return True
        return closed and ends_with_addressees(text) and (room or indented) and line.text[0] not in "(["
    return _begins_by_layout(place, start, text, lines, layout)


def _is_open(text: str, before: Line, line: Line, layout: Layout) -> bool:
    if not is_open(text):
        return False
    by_word = text[-1].isalpha()
    spaced = line.gap > 0 and not layout.double_spaced and not line.after_break and not line.text[0].islower()
    return not (by_word and spaced and layout.has_room(before, line))


def _names_addressees(place: int, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether a line right below an item is nothing but names of bodies ("Bund/Land")."""
    if not place or lines[place].gap or layout.style is not Style.MARKS or not is_list_of_names(lines[place].text):
        return False
    before = lines[place - 1]
    if is_open(before.text) or ends_with_addressees(before.text):
        return False
    following = lines[place + 1] if place + 1 < len(lines) else None
    ends_item = following is None or following.gap > 0 or layout.marks[place + 1] is not None
    return ends_item or is_closed(before.text) or layout.has_room(before, lines[place])


def _begins_inside(text: str, closed: bool) -> bool:
    """Return whether a line cannot begin anything: it closes something, or is the bracket of what came before."""
    return (text[0] in "([" and (not closed or ends_with_addressees(f"… {text}"))) or text[0] in ")]“”"


def _stands_alone(line: Line, place: int, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether the line is an introduction, or begins or heads a closing or front part, all by itself."""
    if is_intro(line.text) or (is_closed(lines[place - 1].text) and begins_ending(line.text)):
        return True
    if not names_section(line.text, words().closing_headings | words().front_headings):
        return False
    return place + 1 == len(lines) or lines[place + 1].gap > 0 or layout.has_room(line, lines[place + 1])


def _carries_on_heading(place: int, text: str, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether the line is the rest of a heading: the margin broke it, and the rest ends early."""
    before, line = lines[place - 1], lines[place]
    if (
        line.gap > (1 if layout.all_double else 0)
        or text.startswith("#")
        or len(text) + len(line.text) > LONGEST_HEADING * 1.5
    ):
        return False
    if line.text[0].islower():
        return True
    if len(line.text) > LONGEST_HEADING_REST or line.text.endswith((".", ":", ";")) or place + 1 == len(lines):
        return False
    following = lines[place + 1]
    if layout.has_room(before, line):  # headings are set larger than the text: theirs is a narrower line
        long_enough = before.width >= layout.room_limit * WIDE_HEADING and layout.style is Style.INDENTS
        return long_enough and line.indent == layout.base_indent and layout.has_room(line, following)
    spaced = following.gap > (1 if layout.double_spaced else 0)
    return bool(spaced or layout.marks[place + 1] or layout.has_room(line, following))


def _begins_by_layout(place: int, start: int, text: str, lines: tuple[Line, ...], layout: Layout) -> bool:
    before, line = lines[place - 1], lines[place]
    room, closed = layout.has_room(before, line), is_closed(text)
    if ends_with_addressees(text) or (not closed and is_rest_of_item(place, start, lines, layout)):
        return ends_with_addressees(text)
    if layout.style is Style.INDENTS and not layout.block_indents and line.indent > layout.base_indent:
        return _indent_begins(place, start, lines, layout, closed=closed, room=room)
    if line.after_break and (not closed or text.endswith(";")):
        at_margin = _is_indented_item(start, layout, lines) and line.indent <= layout.base_indent
        return room and not (at_margin and _leads_to_addressees(place, lines, layout))
    if _is_indented_item(start, layout, lines) and line.gap == 0:
        goes_on = line.indent <= layout.base_indent and _leads_to_addressees(place, lines, layout, sentences=True)
        return room and (closed or _begins_spaced_prose(place, lines, layout)) and not goes_on
    # An item that names nobody may run to the margin: its lines are close, the gap after it is not.
    if _reaches_addressees(place, start, lines, layout):
        return False
    item_like = layout.marks[start] is not None or _is_indented_item(start, layout, lines)
    close_set = place - start > 1 and all(part.gap == 0 for part in lines[start + 1 : place])
    ordinary_gap = 1 if layout.all_double or (layout.double_spaced and not item_like and not close_set) else 0
    if line.gap > ordinary_gap:
        return True
    if line.indent != before.indent and layout.block_indents and (closed or room) and not layout.marks[start]:
        return True
    if not closed:
        return room
    return room or (_is_prose(text) and _leads_to_addressees(place, lines, layout))


def _reaches_addressees(place: int, start: int, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether the line brings an item that an empty line broke to its addressees."""
    before, line = lines[place - 1], lines[place]
    if line.gap != 1 or not _is_indented_item(start, layout, lines) or line.indent > layout.base_indent:
        return False
    return not layout.has_room(before, line) and _leads_to_addressees(place, lines, layout)


def _begins_spaced_prose(place: int, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether double-spaced prose begins right below an item: the next line runs on after an empty one."""
    if not layout.double_spaced or layout.all_double or place + 1 >= len(lines):
        return False
    line, following = lines[place], lines[place + 1]
    runs_on = following.gap == 1 and not layout.has_room(line, following) and following.indent == layout.base_indent
    return runs_on and line.text[0].isupper() and not ends_with_addressees(line.text)


def _indent_begins(
    place: int, start: int, lines: tuple[Line, ...], layout: Layout, *, closed: bool, room: bool
) -> bool:
    """Return whether a leading blank begins an item here, or only shows that a page began in mid-sentence."""
    if closed:
        return True
    in_prose = lines[start].indent == layout.base_indent
    gap = lines[place].gap
    if in_prose and layout.double_spaced:
        return room
    return room or gap > 0 or ends_with_bracket(lines[place - 1].text)


def _is_indented_item(start: int, layout: Layout, lines: tuple[Line, ...]) -> bool:
    """Return whether the block that began there is an item by its leading blank alone."""
    return layout.style is Style.INDENTS and lines[start].indent > layout.base_indent


def _is_prose(text: str) -> bool:
    return len(split_sentences(text)) > 1 or len(text) > 2 * LONGEST_HEADING


def _leads_to_addressees(place: int, lines: tuple[Line, ...], layout: Layout, *, sentences: bool = False) -> bool:
    """Return whether the lines from here on end with addressees before any sentence ends, or all in `sentences`."""
    text = ""
    for ahead in range(place, min(place + LONGEST_ITEM_LINES, len(lines))):
        if ahead > place and (layout.marks[ahead] or (lines[ahead].gap and not layout.all_double)):
            return False
        if ahead > place and layout.style is Style.INDENTS and lines[ahead].indent > layout.base_indent:
            return False
        text = f"{text} {lines[ahead].text}".strip()
        if ends_with_addressees(text):
            return sentences or len(split_sentences(text)) == 1
        if ends_sentence(lines[ahead].text) and not sentences:
            return False
    return False


def _build(start: int, end: int, lines: tuple[Line, ...], layout: Layout) -> Block:
    chosen = lines[start:end]
    mark = layout.marks[start]
    texts = [line.text for line in chosen]
    if mark:
        texts = [text for text in (mark.rest, *texts[1:]) if text]
    text, doubtful = join_lines(texts, vocabulary=layout.vocabulary, language=layout.language)
    notes = [Note(line=chosen[0].number, code=NoteCode.UNSURE_HYPHEN, text=word) for word in doubtful]
    notes.extend(doubt_joins(start, end, lines, layout))
    shape = _shape(start, end, text, lines, layout)
    if shape is Shape.LABEL and not read_label(text):
        notes.append(Note(line=chosen[0].number, code=NoteCode.UNSURE_ADDRESSEES, text=text))
    if shape is Shape.HEADING and may_be_rest(start, lines, layout):
        notes.append(Note(line=chosen[0].number, code=NoteCode.UNSURE_HEADING, text=text))
    if shape is Shape.HEADING and len(chosen) > 1 and layout.has_room(chosen[0], chosen[1]):
        notes.append(Note(line=chosen[1].number, code=NoteCode.UNSURE_HEADING, text=chosen[1].text))
    return Block(shape=shape, lines=chosen, text=text, mark=mark, notes=tuple(notes))


def _shape(start: int, end: int, text: str, lines: tuple[Line, ...], layout: Layout) -> Shape:
    mark, first = layout.marks[start], lines[start]
    if mark and mark.style in layout.heading_marks:
        return Shape.HEADING
    if mark and text:
        return Shape.INTRO if _leads_to_list(mark, end, text, layout) else Shape.ITEM
    if is_keyword_heading(first.text) or (
        end - start == 1 and names_section(text, words().closing_headings | words().front_headings)
    ):
        return Shape.HEADING
    if read_label(text) or (end - start == 1 and _names_addressees(start, lines, layout)):
        return Shape.LABEL
    if is_intro(text):
        return Shape.INTRO
    if start == 0 and layout.style is Style.INDENTS and could_be_heading(text) and not ends_with_addressees(text):
        return Shape.PROSE  # a title may stand as far in as the items
    if layout.style is Style.INDENTS and first.indent > layout.base_indent:
        return Shape.PROSE if _is_spaced_prose(lines[start:end], text, layout) else Shape.ITEM
    if _is_plain_heading(start, end, text, lines, layout):
        return Shape.HEADING
    if layout.style is not Style.MARKS and ends_with_addressees(text):
        return Shape.ITEM
    return Shape.PROSE


def _leads_to_list(mark: Mark, end: int, text: str, layout: Layout) -> bool:
    """Return whether a numbered line leads to a list of its own: "II. Der Rat fordert … auf,"."""
    following = layout.marks[end] if end < len(layout.marks) else None
    return (
        following is not None
        and following.style != mark.style
        and not mark.is_sign
        and mark.style not in LETTERED
        and is_formal_lead(text)
    )


def _is_spaced_prose(chosen: Sequence[Line], text: str, layout: Layout) -> bool:
    gaps = sum(1 for line in chosen[1:] if line.gap)
    return (
        layout.double_spaced and not layout.all_double and gaps * 2 > len(chosen) - 1 and not ends_with_addressees(text)
    )


def _is_plain_heading(start: int, end: int, text: str, lines: tuple[Line, ...], layout: Layout) -> bool:
    """Return whether a short line without a mark stands as a heading, where the paper's headings look like that."""
    if end - start > 1 or end == len(lines) or not could_be_heading(text) or ends_with_bracket(text):
        return False
    if layout.keyword_headings and layout.style is not Style.MARKS:
        return False
    if layout.keyword_headings and text.endswith(":"):
        return False
    set_off = (
        start == 0
        or lines[start].gap > 0
        or ends_sentence(lines[start - 1].text)
        or ends_with_addressees(lines[start - 1].text)
    )
    if layout.style is Style.PLAIN and not layout.addressed and not re.search(r"\w", text):
        return False
    return set_off or layout.has_room(lines[start - 1], lines[start])
