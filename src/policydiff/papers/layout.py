"""What a whole paper teaches about its layout: where lines break, how items begin, which numbers are headings."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from policydiff.papers.addressees import ends_with_addressees
from policydiff.papers.beliefs import believe_marks
from policydiff.papers.lexicon import language_of
from policydiff.papers.lines import Line
from policydiff.papers.marks import (
    DOUBTFUL_SIGNS,
    LETTERED,
    Mark,
    could_be_heading,
    find_mark,
    is_keyword_heading,
)
from policydiff.papers.paragraphs import collect_vocabulary, is_open

# Fewer running lines than this teach nothing about the width of the paper.
FEWEST_JOINS = 3
# Without them a line is taken for full from this share of the longest line on, if that is no wider than a page
# (Ruhr paper: 0.80; less here, for items are often set narrower).
FULL_SHARE = 0.72
WIDEST_PAGE = 125
# and, where no line runs on at all, no narrower: lists of short lines are not wrapped.
NARROWEST_PAGE = 45
# Running lines shorter than this share of the median are slips of the extraction and do not teach the width
# (the shortest of the Ruhr paper has 0.86 of it).
SLIP_SHARE = 0.6
# From this share of running lines with an empty line between them on, prose counts as double-spaced (Ruhr paper: 0.48),
DOUBLE_SHARE = 0.25
# or from so many full lines without an end above an empty line on, where running lines are too few to count.
FEWEST_OPEN_GAPS = 2
# and from this share on, the whole paper does, items too.
ALL_DOUBLE_SHARE = 0.9
# Up to this share of indented running lines, a leading blank marks a beginning (Ruhr paper: 2 of 98).
INDENTED_JOINS_SHARE = 0.2
# Beside marks, a leading blank shows items too from this many on that end with addressees: lists that lost their signs.
FEWEST_INDENTED = 2


class Style(StrEnum):
    """How the paper shows where an item begins."""

    MARKS = "marks"
    INDENTS = "indents"
    PLAIN = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The layout of a paper: `marks` are the believed marks of its lines, `heading_marks` the numbers of headings."""

    style: Style
    marks: tuple[Mark | None, ...]
    heading_marks: frozenset[str]
    base_indent: int
    block_indents: bool
    double_spaced: bool
    all_double: bool
    room_limit: float
    widest_running: float
    keyword_headings: bool
    spaced_headings: bool
    addressed: bool
    vocabulary: frozenset[str]
    language: str

    def has_room(self, line: Line, following: Line) -> bool:
        """Return whether the next word would have fitted on the line: then a person, not the margin, ended it."""
        if line.width > self.widest_running:
            return True
        return line.width + 1 + len(following.text.split()[0]) < self.room_limit


def learn_layout(lines: tuple[Line, ...]) -> Layout:
    """Return the layout that the lines of a paper teach."""
    joins = [place for place in range(1, len(lines)) if _runs_on(lines[place - 1], lines[place])]
    room_limit, widest = _learn_width(lines, joins)
    spaced = sum(1 for place in joins if lines[place].gap == 1) / max(1, len(joins))
    base, block_indents, indented = _learn_indents(lines, joins)
    all_double = spaced >= ALL_DOUBLE_SHARE and len(joins) >= FEWEST_JOINS
    double_spaced = spaced >= DOUBLE_SHARE and len(joins) >= FEWEST_JOINS
    # Where nothing teaches the width, a sign at the head of a line is taken at its word.
    marks = believe_marks(lines, room_limit if len(joins) >= FEWEST_JOINS else float("inf"), double_spaced)
    heading_marks = _find_heading_marks(lines, marks, base)
    items = [mark for mark in marks if mark and mark.style not in heading_marks]
    marked = len(items) > 1 or (items and items[0].style not in DOUBTFUL_SIGNS)
    without_mark = _count_indented_items(lines, marks, base) if marked else 0
    running = sum(1 for place in joins if lines[place].indent > base)
    beside_marks = without_mark >= FEWEST_INDENTED and (not block_indents or without_mark > running)
    block_indents = block_indents and not beside_marks
    style = Style.MARKS if marked and not beside_marks else Style.INDENTS if indented else Style.PLAIN
    if style is Style.INDENTS and not block_indents:
        double_spaced = double_spaced or _count_open_gaps(lines, base) >= FEWEST_OPEN_GAPS
    return Layout(
        style=style,
        marks=marks,
        heading_marks=heading_marks,
        base_indent=base,
        block_indents=block_indents,
        double_spaced=double_spaced,
        all_double=all_double,
        room_limit=room_limit,
        widest_running=widest,
        keyword_headings=any(is_keyword_heading(line.text) for line in lines),
        spaced_headings=_sets_headings_off(lines, marks),
        addressed=any(ends_with_addressees(line.text) for line in lines),
        vocabulary=collect_vocabulary(line.text for line in lines),
        language=language_of(" ".join(line.text for line in lines)),
    )


def _sets_headings_off(lines: tuple[Line, ...], marks: tuple[Mark | None, ...]) -> bool:
    """Return whether a heading between items has an empty line above it: then none stands right below an item."""
    first = next((place for place, mark in enumerate(marks) if mark), len(lines))
    return any(
        lines[place].gap > 0 and not marks[place] and marks[place + 1] and could_be_heading(lines[place].text)
        for place in range(first + 1, len(lines) - 1)
    )


def _runs_on(line: Line, following: Line) -> bool:
    """Return whether the second line certainly continues the first."""
    if line.text.endswith("-") or following.gap > 1 or find_mark(following.text) or ends_with_addressees(line.text):
        return False
    if line.text.endswith((":", ".", "!", "?", ";")):
        return False
    return following.text[0].islower() or (is_open(line.text) and following.gap == 0) or following.text[0] == "("


def _count_open_gaps(lines: tuple[Line, ...], base: int) -> int:
    """Return how many full lines of running text, without an end, have an empty line before the next one."""
    widths = [line.width for line in lines if line.width <= WIDEST_PAGE]
    full = max(widths, default=0) * FULL_SHARE
    return sum(
        1
        for line, following in pairwise(lines)
        if line.indent == following.indent == base
        and following.gap == 1
        and line.width >= full
        and not is_keyword_heading(line.text)
        and not ends_with_addressees(line.text)
        and not line.text.endswith((".", ":", "!", "?", ";", ")"))
    )


def _learn_width(lines: tuple[Line, ...], joins: list[int]) -> tuple[float, float]:
    """Return the width below which a line has room for one more word, and the widest line that was wrapped."""
    if len(joins) < FEWEST_JOINS:
        longest = max(line.width for line in lines)
        wrapped = (NARROWEST_PAGE if not joins else 0) <= longest <= WIDEST_PAGE and len(lines) > 1
        return (longest * FULL_SHARE, longest) if wrapped else (float("inf"), float("inf"))
    sums = [lines[place - 1].width + 1 + len(lines[place].text.split()[0]) for place in joins]
    middle = median(sums)
    limit = min(length for length in sums if length >= middle * SLIP_SHARE)
    return float(limit), max(lines[place - 1].width for place in joins if lines[place - 1].width <= 2 * middle) * 1.25


def _learn_indents(lines: tuple[Line, ...], joins: list[int]) -> tuple[int, bool, bool]:
    """Return the indent of running text, whether whole items are indented, and whether indents mark items at all."""
    counts = Counter(line.indent for line in lines)
    base = min(indent for indent, count in counts.items() if count * 20 >= len(lines))
    deeper = [line for line in lines if line.indent > base]
    if len(deeper) < 2 or len(deeper) == len(lines):
        return base, False, False
    running = sum(1 for place in joins if lines[place].indent > base)
    whole = running > INDENTED_JOINS_SHARE * len(joins)
    return base, whole, True


def _count_indented_items(lines: tuple[Line, ...], marks: tuple[Mark | None, ...], base: int) -> int:
    """Return how many lines without a mark begin a demand by a leading blank, for it ends with addressees.

    The item before ended with addressees too, or an introduction or an empty line stands there.
    """
    count = 0
    for place in range(1, len(lines)):
        before, line = lines[place - 1], lines[place]
        begins = line.gap > 0 or before.text.endswith(":") or ends_with_addressees(before.text)
        if marks[place] or line.indent <= base or not begins or not line.text[0].isupper():
            continue
        end = place + 1
        while end < len(lines) and not (marks[end] or lines[end].gap or lines[end].indent > base):
            if ends_with_addressees(lines[end - 1].text):
                break
            end += 1
        count += ends_with_addressees(" ".join(part.text for part in lines[place:end]))
    return count


def _find_heading_marks(lines: tuple[Line, ...], marks: tuple[Mark | None, ...], base: int) -> frozenset[str]:
    """Return the number styles that head sections: short lines without an end, with items of another kind below."""
    styles = {mark.style for mark in marks if mark and mark.label and mark.style not in ("word N", "(N)", *LETTERED)}
    keyword = any(is_keyword_heading(line.text) for line in lines)
    return frozenset(style for style in styles if _heads_sections(style, lines, marks, base, keyword))


def _heads_sections(
    style: str, lines: tuple[Line, ...], marks: tuple[Mark | None, ...], base: int, keyword: bool
) -> bool:
    places = [place for place, mark in enumerate(marks) if mark and mark.style == style]
    short = [place for place in places if could_be_heading(marks[place].rest) and not lines[place].text.endswith(":")]  # type: ignore[union-attr]
    if len(short) * 5 < len(places) * 4:
        return False
    with_items = 0
    nested = 0
    for place, following in zip(places, [*places[1:], len(lines)], strict=True):
        end = _next_bare_heading(place, following, lines, marks)
        inner = [marks[inside] for inside in range(place + 1, end)]
        others = [mark for mark in inner if mark and mark.style != style]
        addressed = sum(1 for inside in range(place + 1, end) if ends_with_addressees(lines[inside].text))
        indented = sum(1 for inside in range(place + 1, end) if lines[inside].indent > max(base, lines[place].indent))
        nested += bool(others) and not addressed
        with_items += bool(others) or addressed > 1 or (indented > 1 and addressed > 0)
    if keyword and nested * 2 > len(places) and style in ("N.", "N)"):
        return False
    return with_items * 2 >= len(places)


def _next_bare_heading(place: int, end: int, lines: tuple[Line, ...], marks: tuple[Mark | None, ...]) -> int:
    """Return where a heading without a number stands between two numbers, else the end: below it nothing is theirs."""
    for inside in range(place + 1, end - 1):
        set_off = marks[inside] is None and lines[inside].gap > 0 and lines[inside + 1].gap > 0
        if set_off and could_be_heading(lines[inside].text) and not lines[inside].text.endswith(":"):
            return inside
    return end
