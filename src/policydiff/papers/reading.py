"""From the bytes of a paper to its draft: the one verb of this package."""

import re
from collections.abc import Sequence
from dataclasses import replace

from policydiff.errors import PaperError, Problem
from policydiff.papers.addressees import (
    Habits,
    learn_habits,
    level_of,
    may_be_no_body,
    read_label,
    read_lead,
    split_names,
    take_addressees,
)
from policydiff.papers.asides import take_asides
from policydiff.papers.blocks import Block, Shape, build_blocks
from policydiff.papers.columns import doubt_columns, read_columns
from policydiff.papers.dates import end_of, read_date
from policydiff.papers.draft import Draft, DraftDemand, DraftGroup, Note, NoteCode, Role
from policydiff.papers.items import Items, arrange_items, demand_by_words
from policydiff.papers.layout import Layout, Style, learn_layout
from policydiff.papers.lexicon import words
from policydiff.papers.lines import read_lines
from policydiff.papers.marks import DOUBTFUL_SIGNS, find_mark, split_heading, strip_markdown
from policydiff.papers.paragraphs import split_sentences, stops_short
from policydiff.papers.sections import Outline, Section, build_outline, roles_of, sounds_demanding

DEFAULT_GROUP = {"de": "Forderungen", "en": "Demands"}
# A paper with this many demanding paragraphs for each marked demand does not mark its demands (Ruhr paper: 0.14).
SPOKEN_TO_MARKED = 2


def read_paper(content: bytes, *, name: str) -> Draft:
    """Return the draft of a catalogue that a paper holds; raise PaperError where it cannot be read as one.

    Every non-blank line has exactly one role, and its words are in the draft or in the notes.
    """
    lines, beside = read_columns(read_lines(content, name=name))
    stream = take_asides(lines)
    layout = learn_layout(stream.lines)
    everything = build_blocks(stream.lines, layout)
    blocks = [block for block in everything if block.text]
    empty = [
        Note(line=line.number, code=NoteCode.NOT_UNDERSTOOD, text=line.text)
        for block in everything
        if not block.text
        for line in block.lines
    ]
    heads = [note for note in beside if note.code is NoteCode.TABLE_HEAD]
    set_aside = (*stream.notes, *heads, *empty)
    outline = build_outline(blocks, layout)
    notes = [
        *set_aside,
        *beside,
        *doubt_columns(stream.lines),
        *outline.notes,
        *(note for block in blocks for note in block.notes),
    ]
    sections = [section for section in outline.sections if section.heading or section.blocks]
    ends_here = outline.closing_heading is None and not outline.closing
    arranged = [
        arrange_items(section.blocks, layout, last=ends_here and section is sections[-1]) for section in sections
    ]
    arranged = _read_by_words(sections, arranged, layout)
    if not any(items.demands for items in arranged):
        remedy = "mark each demand with a bullet sign or number, or end it with its addressees in brackets"
        raise PaperError(Problem(found="no demand was found in the paper", remedy=remedy, file=name))
    notes.extend(note for items in arranged for note in items.notes)
    roles = {note.line: Role.NOT_UNDERSTOOD.value for note in set_aside}
    return _assemble(outline, sections, arranged, notes, roles=roles, language=layout.language)


def _read_by_words(sections: Sequence[Section], arranged: Sequence[Items], layout: Layout) -> list[Items]:
    """Return the sections with paragraphs read as demands by their words where the paper does not mark its demands."""
    marked = sum(len(items.demands) for items in arranged)
    spoken = sum(
        sounds_demanding(block) for items in arranged for block in items.preamble if block.shape is Shape.PROSE
    )
    nowhere = not marked or (layout.style is Style.PLAIN and spoken > SPOKEN_TO_MARKED * marked)
    here = layout.style is Style.PLAIN
    return [
        demand_by_words(section.blocks) if nowhere or (here and not items.demands) else items
        for section, items in zip(sections, arranged, strict=True)
    ]


def _assemble(
    outline: Outline,
    sections: Sequence[Section],
    arranged: Sequence[Items],
    notes: list[Note],
    *,
    roles: dict[int, str],
    language: str,
) -> Draft:
    habits = learn_habits(_item_texts(arranged))
    groups: list[DraftGroup] = []
    demands: list[DraftDemand] = []
    labels = _bare_numbers(sections)
    closing = [block for items in arranged for block in items.trailing] + outline.closing
    for section, items in zip(sections, arranged, strict=True):
        group = _build_group(section, items, language, notes)
        if section.heading and section.heading.line in labels:
            number, name = group.name.split(maxsplit=1)
            group = replace(group, name=name, number=number)
        groups.append(group)
        for place, parts in enumerate(items.demands, start=1):
            demand = _build_demand(parts, len(groups) - 1, len(demands) + 1, habits, notes)
            demands.append(replace(demand, addressees=demand.addressees or items.called.get(demand.line, ())))
            if _stops_short(parts, demands[-1].text, is_last=place == len(items.demands)):
                what = demands[-1].text.splitlines()[-1]
                notes.append(Note(line=parts[-1].lines[-1].number, code=NoteCode.UNFINISHED, text=what))
        notes += _marked_prose(items)
    _note_addressees(demands, notes)
    roles = roles | _roles(outline, arranged, closing)
    heads = [note.text for note in notes if note.code is NoteCode.LETTERHEAD]
    dated = (text for text in (*map(end_of, heads), *(block.text for block in closing)) if read_date(text))
    date_line = outline.date.text if outline.date else next(dated, None)
    return Draft(
        groups=tuple(groups),
        demands=tuple(demands),
        notes=tuple(sorted(set(notes), key=lambda note: (note.line, note.code.value, note.text))),
        title=" ".join(strip_markdown(block.text) for block in outline.title) or None,
        date=read_date(date_line) if date_line else None,
        date_line=date_line,
        preamble=_join_paragraphs(outline.front),
        closing=_join_paragraphs(closing),
        closing_heading=strip_markdown(outline.closing_heading.text) if outline.closing_heading else None,
        roles=tuple(sorted(roles.items())),
    )


def _roles(outline: Outline, arranged: Sequence[Items], closing: Sequence[Block]) -> dict[int, str]:
    """Return the role of every line of the running text."""
    preamble = [*outline.front, *(block for items in arranged for block in items.preamble)]
    demands = [part for items in arranged for parts in items.demands for part in parts]
    title = [*outline.title, *([outline.date] if outline.date else [])]
    return (
        roles_of(preamble, Role.PREAMBLE)
        | roles_of(closing, Role.CLOSING)
        | roles_of(outline.headings, Role.HEADING)
        | roles_of(demands, Role.DEMAND)
        | roles_of(title, Role.TITLE)
    )


def _marked_prose(items: Items) -> list[Note]:
    """Return a note for every line that begins with a sign or number and was read as running text.

    Above the first demand and in lower case that is a sign at the head of a paragraph; numbers stand in any sentence.
    """
    start = min((parts[0].line for parts in items.demands), default=None)
    found: list[Note] = []
    for block in items.preamble:
        for line in block.lines:
            mark = find_mark(line.text)
            below = start is not None and line.number > start
            begins = line is block.lines[0] and mark is not None and mark.style in DOUBTFUL_SIGNS and mark.rest
            if mark and block.mark is None and (begins or (below and mark.rest[:1].isupper())):
                found.append(Note(line=line.number, code=NoteCode.UNSURE_PROSE, text=line.text))
    return found


def _item_texts(arranged: Sequence[Items]) -> list[str]:
    return [part.text for items in arranged for parts in items.demands for part in parts]


def _bare_numbers(sections: Sequence[Section]) -> frozenset[int]:
    """Return the lines of headings with a number but no full stop ("2 Childcare"), where all headings count up so."""
    headings = [section.heading for section in sections if section.heading]
    found = [re.match(r"(\d{1,2})\s+[A-ZÄÖÜ]", heading.text) for heading in headings if heading.mark is None]
    numbers = [int(match[1]) for match in found if match]
    if (
        len(numbers) != len(headings)
        or len(numbers) < 2
        or numbers != list(range(numbers[0], numbers[0] + len(numbers)))
    ):
        return frozenset()
    return frozenset(heading.line for heading in headings)


def _build_group(section: Section, items: Items, language: str, notes: list[Note]) -> DraftGroup:
    preamble = _join_paragraphs(items.preamble)
    heading = section.heading
    if heading is None:
        first = items.demands[0][0] if items.demands else items.preamble[0]
        notes.append(Note(line=first.line, code=NoteCode.NO_GROUPS, text=DEFAULT_GROUP[language]))
        return DraftGroup(name=DEFAULT_GROUP[language], line=first.line, preamble=preamble)
    if not items.demands:
        notes.append(Note(line=heading.line, code=NoteCode.EMPTY_GROUP, text=heading.text))
    parts = split_heading(_printed_heading(heading))
    chapter = _printed_heading(section.chapter) if section.chapter else None
    title = strip_markdown(section.title.text) if section.title else parts.title
    return DraftGroup(
        name=parts.name, title=title, number=parts.number, line=heading.line, preamble=preamble, chapter=chapter
    )


def _printed_heading(block: Block) -> str:
    if block.mark and block.mark.label:
        return f"{block.lines[0].text[: len(block.lines[0].text) - len(block.mark.rest)].strip()} {block.text}"
    return strip_markdown(block.text)


def _build_demand(parts: Sequence[Block], group: int, position: int, habits: Habits, notes: list[Note]) -> DraftDemand:
    names: list[str] = []
    texts: list[str] = []
    for place, part in enumerate(parts):
        label = (read_label(part.text) or split_names(part.text.rstrip(" ."))) if part.shape is Shape.LABEL else None
        if label:
            names.extend(name for name in label if name not in names)
            continue
        lead = read_lead(part.text) if habits.names_first else None
        ending = take_addressees(lead[1] if lead else part.text, habits)
        names.extend(name for name in (*(lead[0] if lead else ()), *ending.names) if name not in names)
        if ending.unsure:
            notes.append(Note(line=part.lines[-1].number, code=NoteCode.UNSURE_BRACKET, text=ending.unsure))
        own = part.mark.label if place and part.mark and part.mark.label else None
        texts.extend(split_sentences(f"{own}) {ending.text}" if own else ending.text))
    first = parts[0]
    return DraftDemand(
        text="\n".join(text for text in texts if text),
        addressees=tuple(names),
        line=first.line,
        group=group,
        position=position,
        page=first.lines[0].page,
        number=first.mark.label if first.mark else None,
    )


def _stops_short(parts: Sequence[Block], text: str, *, is_last: bool) -> bool:
    """Return whether a demand ends in mid-sentence; the last but one of a list may end with ", und"."""
    if not text or not stops_short(text.splitlines()[-1]):
        return False
    numbered = parts[0].mark is not None and parts[0].mark.label is not None
    listed = text.split()[-1].lower() in words().list_conjunctions and (numbered or re.search(r"[,;]\s\S+$", text))
    return is_last or not listed


def _note_addressees(demands: Sequence[DraftDemand], notes: list[Note]) -> None:
    named = [demand for demand in demands if demand.addressees]
    unknown: set[str] = set()
    in_company = {
        name for demand in named for name in demand.addressees if not all(map(may_be_no_body, demand.addressees))
    }
    for demand in demands:
        if not demand.addressees and named:
            notes.append(Note(line=demand.line, code=NoteCode.NO_ADDRESSEE, text=demand.text.replace("\n", " ")))
        for name in demand.addressees:
            doubtful = level_of(name) is None or (may_be_no_body(name) and name not in in_company)
            if doubtful and name not in unknown:
                unknown.add(name)
                notes.append(Note(line=demand.line, code=NoteCode.UNKNOWN_ADDRESSEE, text=name))


def _join_paragraphs(blocks: Sequence[Block]) -> str | None:
    return "\n\n".join(_printed_item(block) for block in blocks) or None


def _printed_item(block: Block) -> str:
    label = f"{block.mark.label}. " if block.mark and block.mark.label else ""
    return label + strip_markdown(block.text)
