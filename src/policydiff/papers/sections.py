"""Blocks as the parts of a paper: title, front part, sections under their headings, closing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from policydiff.papers.addressees import ends_with_addressees, ends_with_bracket
from policydiff.papers.blocks import Block, Shape
from policydiff.papers.draft import Note, NoteCode, Role
from policydiff.papers.layout import Layout, Style
from policydiff.papers.leads import gives_reasons
from policydiff.papers.lexicon import words
from policydiff.papers.marks import (
    LONGEST_HEADING,
    could_be_heading,
    heading_style,
    is_keyword_heading,
    names_section,
    split_heading,
)
from policydiff.papers.paragraphs import ends_sentence
from policydiff.papers.titles import date_of, frame_headings, says_more_than_date, take_title


@dataclass(kw_only=True, slots=True)
class Section:
    """A heading and the blocks below it; without a heading it holds what stands in no group.

    `title` is the line below the heading that says what the group is about.
    """

    heading: Block | None = None
    title: Block | None = None
    chapter: Block | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass(kw_only=True, slots=True)
class Outline:
    """The parts of a paper, still as blocks, with the roles and doubts that are settled so far."""

    title: list[Block] = field(default_factory=list)
    date: Block | None = None
    front: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    closing_heading: Block | None = None
    closing: list[Block] = field(default_factory=list)
    headings: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def note(self, code: NoteCode, block: Block) -> None:
        """Remember a doubt about a block."""
        self.notes.append(Note(line=block.line, code=code, text=" ".join(line.text for line in block.lines)))


def build_outline(blocks: Sequence[Block], layout: Layout) -> Outline:
    """Return the parts of a paper; every block is in exactly one of them."""
    outline = Outline()
    blocks = _find_bare_headings(blocks, layout, outline)
    page = take_title(blocks)
    outline.title, outline.date = page.title, page.date
    section = Section()
    outline.sections.append(section)
    reasoning = False
    for place in range(page.count, len(blocks)):
        block = blocks[place]
        if block.shape is Shape.HEADING:
            reasoning = gives_reasons(block.text) or (reasoning and not _heads_like_others(block, outline))
        if outline.closing_heading is not None:
            outline.closing.append(block)
        elif outline.date is None and not any(map(has_items, outline.sections)) and date_of(block):
            outline.date = block
        elif _is_group_title(place, blocks, section):
            section.title = replace(block, shape=Shape.HEADING)
            outline.headings.append(section.title)
            outline.note(NoteCode.UNSURE_HEADING, block)
        elif reasoning and _demands_follow(place, blocks, outline):
            section.blocks.append(replace(block, shape=Shape.PROSE))
        elif block.shape is Shape.HEADING:
            section = _open_section(place, blocks, section, outline)
        else:
            section.blocks.append(block)
    _settle_front(outline, layout)
    _settle_chapters(outline)
    _settle_end(outline, layout)
    _settle_closing(outline)
    if outline.date and outline.date not in outline.title and says_more_than_date(outline.date):
        outline.front.insert(0, outline.date)
    return outline


def _is_group_title(place: int, blocks: Sequence[Block], section: Section) -> bool:
    """Return whether a short line right below the name of a working group ("AG Energie") is its title.

    Several headings below one group are its parts, and a line that others of its kind follow is a demand.
    """
    block, heading = blocks[place], section.heading
    if heading is None or section.blocks or section.title or blocks[place - 1] is not heading:
        return False
    if heading_style(_printed(heading)) != "group" or split_heading(heading.text).title or not _could_name_group(block):
        return False
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if following is None or following.shape is Shape.LABEL or is_keyword_heading(following.text):
        return False
    if block.shape is Shape.HEADING:
        later = next((other for other in blocks[place + 1 :] if other.shape is Shape.HEADING), None)
        return later is None or later.mark is not None or heading_style(_printed(later)) in ("group", "chapter")
    return following.shape is not Shape.PROSE or ends_sentence(following.text)


def _could_name_group(block: Block) -> bool:
    if block.mark or len(block.text) > LONGEST_HEADING or block.shape not in (Shape.HEADING, Shape.PROSE):
        return False
    if block.shape is Shape.HEADING and (is_keyword_heading(block.text) or names_section(block.text, frame_headings())):
        return False
    ended = block.text.endswith((".", ":", ";", ",", "…")) or ends_with_bracket(block.text)
    return block.text[0].isupper() and not ended and not date_of(block)


def _find_bare_headings(blocks: Sequence[Block], layout: Layout, outline: Outline) -> list[Block]:
    """Return the blocks with short lines over prose, below demands, read as headings; say that this is a guess.

    Where leading blanks show the items, a heading without a word such as "AG" shows by nothing but its place.
    """
    found = list(blocks)
    for place in range(1, len(blocks) - 1):
        block, following = blocks[place], blocks[place + 1]
        if layout.style is not Style.INDENTS or block.shape is not Shape.PROSE or following.shape is not Shape.PROSE:
            continue
        stands_out = could_be_heading(block.text) and not sounds_demanding(block) and not date_of(block)
        below_items = any(other.shape is Shape.ITEM for other in blocks[:place])
        if stands_out and below_items and ends_sentence(following.text) and not ends_with_bracket(following.text):
            found[place] = replace(block, shape=Shape.HEADING)
            outline.note(NoteCode.UNSURE_HEADING, block)
    return found


def _open_section(place: int, blocks: Sequence[Block], section: Section, outline: Outline) -> Section:
    block = blocks[place]
    outline.headings.append(block)
    reasons = gives_reasons(block.text)
    ends = reasons or names_section(block.text, words().closing_headings)
    if ends and not _demands_follow(place, blocks, outline if reasons else None):
        outline.closing_heading = block
        if reasons:
            outline.note(NoteCode.UNSURE_CLOSING, block)
        return section
    if section.heading is not None and section.heading.text == block.text:
        outline.note(NoteCode.RUNNING_HEADER, block)
        return section
    section = Section(heading=block)
    outline.sections.append(section)
    return section


def _heads_like_others(block: Block, outline: Outline) -> bool:
    """Return whether a heading is of the kind of those above it that have demands: only then do reasons end there."""
    styles = {heading_style(_printed(one.heading)) for one in outline.sections if one.heading and has_items(one)}
    return heading_style(_printed(block)) in styles


def _demands_follow(place: int, blocks: Sequence[Block], outline: Outline | None = None) -> bool:
    """Return whether a further heading with demands comes after this one; behind reasons one like those above."""
    later = False
    for block in blocks[place + 1 :]:
        if block.shape is Shape.HEADING and (outline is None or _heads_like_others(block, outline)):
            later = not names_section(block.text, words().closing_headings)
        elif later and block.shape is Shape.ITEM:
            return True
    return False


def has_items(section: Section) -> bool:
    """Return whether any block of a section looks like a demand."""
    return any(block.shape is Shape.ITEM for block in section.blocks)


def _settle_front(outline: Outline, layout: Layout) -> None:
    """Move what stands before the first group into the front part."""
    while outline.sections:
        section = outline.sections[0]
        heading = section.heading
        front_words = heading is not None and names_section(heading.text, words().front_headings)
        if heading is not None and not front_words:
            later_items = any(has_items(other) for other in outline.sections[1:])
            keyword = is_keyword_heading(heading.text)
            style = heading_style(_printed(heading))
            alike = any(
                other.heading and has_items(other) and heading_style(_printed(other.heading)) == style
                for other in outline.sections[1:]
            )
            # The first short line over nothing but prose heads a front part, where demands show by their marks.
            prose_only = not outline.front and heading.mark is None and layout.style is Style.MARKS
            alike = alike and not prose_only
            if has_items(section) or keyword or alike or not section.blocks or not later_items:
                return
        if heading is None and has_items(section):
            first = next(place for place, block in enumerate(section.blocks) if block.shape is Shape.ITEM)
            if first and section.blocks[first - 1].shape is Shape.INTRO:
                first -= 1
            outline.front.extend(section.blocks[:first])
            section.blocks = section.blocks[first:]
            return
        if heading is None and not any(has_items(other) for other in outline.sections) and len(outline.sections) == 1:
            return
        if heading is not None:
            outline.note(NoteCode.HEADING_WITHOUT_DEMANDS, heading)
        outline.front.extend(section.blocks)
        outline.sections.pop(0)


def _settle_chapters(outline: Outline) -> None:
    """Give sections the chapter they stand in; a chapter without demands of its own hands on its words."""
    chapter: Block | None = None
    kept: list[Section] = []
    for place, section in enumerate(outline.sections):
        following = outline.sections[place + 1] if place + 1 < len(outline.sections) else None
        heading = section.heading
        if heading is None:
            kept.append(section)
            continue
        if chapter is not None and heading_style(_printed(chapter)) == heading_style(_printed(heading)):
            chapter = None
        deeper = (
            following
            and following.heading
            and heading_style(_printed(following.heading)) != heading_style(_printed(heading))
        )
        if not has_items(section) and following is not None and (deeper or not section.blocks):
            outline.note(NoteCode.HEADING_WITHOUT_DEMANDS, heading)
            if deeper:
                chapter = heading
            following.blocks[:0] = section.blocks
            continue
        section.chapter = chapter
        kept.append(section)
    outline.sections = kept


def _printed(heading: Block) -> str:
    return heading.lines[0].text


def _settle_end(outline: Outline, layout: Layout) -> None:
    """Read a last headed part without any demand as the closing, and say so."""
    if outline.closing_heading is not None or len(outline.sections) < 2:
        return
    last = outline.sections[-1]
    if last.heading is None or has_items(last) or not any(has_items(section) for section in outline.sections):
        return
    if any(ends_with_addressees(block.text) for block in last.blocks):
        return
    if layout.style is Style.PLAIN and any(
        block.shape is Shape.INTRO or sounds_demanding(block) for block in last.blocks
    ):
        return
    outline.closing_heading = last.heading
    outline.closing = last.blocks
    outline.sections.pop()
    outline.note(NoteCode.UNSURE_CLOSING, last.heading)


def _settle_closing(outline: Outline) -> None:
    """Put a heading that is place and date, or the word for reasons, into the text of the closing; tell its items."""
    heading = outline.closing_heading
    if heading is None or not (date_of(heading) or gives_reasons(heading.text)):
        return
    for block in outline.closing:
        if block.shape is Shape.ITEM:
            outline.note(NoteCode.UNSURE_PROSE, block)
    outline.closing.insert(0, heading)
    outline.closing_heading = None


def sounds_demanding(block: Block) -> bool:
    """Return whether the words of a paragraph demand something ("muss", "we will")."""
    folded = block.text.lower()
    return any(re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", folded) for cue in words().demand_cues)


def roles_of(blocks: Sequence[Block], role: Role) -> dict[int, str]:
    """Return the role of every line of the blocks."""
    return {line.number: role.value for block in blocks for line in block.lines}
