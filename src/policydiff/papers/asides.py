"""Lines that stand beside the running text: page numbers, running headers, footnotes, the table of contents."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from policydiff.papers.addressees import ends_with_addressees, read_label
from policydiff.papers.dates import read_date
from policydiff.papers.draft import Note, NoteCode
from policydiff.papers.footnotes import find_footnotes, take_signs
from policydiff.papers.lexicon import words
from policydiff.papers.lines import Line
from policydiff.papers.marks import could_be_heading, find_mark, is_intro, is_keyword_heading, names_section
from policydiff.papers.paragraphs import ends_sentence, is_open

# A header or footer stands at two page breaks at least; once is chance.
FEWEST_HEADERS = 2
# A page number this near to the first line stands at the head of its page.
MOST_HEADER_LINES = 2
# The number of a document stands among its first lines.
LAST_LETTERHEAD_LINE = 8
# So many blanks tell a page number from the words beside it.
FEWEST_BLANKS = 3
# With more words before it, a number that goes up one by one counts pages; "Unsere Forderung 3" is a heading.
MOST_COUNTED_WORDS = 2
# A title broken by the margin has no more lines than this.
MOST_TITLE_LINES = 3
# Bare numbers that stand closer than this on average number items and not pages; a page has 25 lines and more.
FEWEST_LINES_A_PAGE = 6
# So many lines in a row that end in a page number are a table of contents even without a heading.
FEWEST_CONTENTS = 3

_PAGE_WORD = re.compile(
    r"^[-–—|\[(]*\s*(?:Seite|Page|S\.|p\.)\s*(\d{1,4})(?:\s*(?:von|of|/)\s*\d{1,4})?\s*[-–—|\])]*$", re.IGNORECASE
)
_PAGE_DASHES = re.compile(
    r"^(?:[-–—]\s*(\d{1,4})\s*[-–—]|\|\s*(\d{1,4})\s*\|?|(\d{1,3})\s*/\s*\d{1,3}|\[\s*(\d{1,3})\s*\])$"
)
_HEADER = re.compile(r"^(\S.*?)[\s|–—-]+(?:Seite|Page|S\.|p\.)\s*\d{1,4}(?:\s*(?:von|of|/)\s*\d{1,4})?$", re.IGNORECASE)
_HEADED = re.compile(r"^(?:Seite|Page)\s*\d{1,4}(?:\s*(?:von|of|/)\s*\d{1,4})?[\s|–—-]+(\S.*)$", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"(?:^|\s)(?:Drucksache|Drs\.|Vorlage|Vorlagen-?Nr\.|Antrags-?Nr\.)\s*(?:Nr\.\s*)?[A-Z]{0,3}\s?\d+\s?[/-]\s?\d+"
    r"|^\d{1,2}\.\s(?:Wahlperiode|Legislaturperiode)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"^(?P<words>\S.*?)(?P<blank>\s+)(?P<number>\d{1,4})$")
_COUNTING = re.compile(r"^(?P<number>\d{1,4})(?P<blank>\s{3,})(?P<words>\S.*)$")
# "vgl. Seite 3" points to a page and numbers none.
_POINTS = re.compile(r"(?:siehe|vgl\.?|auf|ab|see|cf\.?|on)$", re.IGNORECASE)
_RULE = re.compile(r"^[-=_*~–—\s]{3,}$")
_BARE = re.compile(r"^\d{1,3}$")
_LEADER = re.compile(r"(?:\.\s?){3,}\s*\d{1,3}$|\s[.…_]+\s*\d{1,3}$")
_PAGE_AT_END = re.compile(r"\s\d{1,3}$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stream:
    """The running text of a paper, and a note for each line that was taken out of it."""

    lines: tuple[Line, ...]
    notes: tuple[Note, ...]


def take_asides(lines: tuple[Line, ...]) -> Stream:
    """Return the running text; gaps and page breaks of the lines taken out go to the line after them."""
    codes: dict[int, NoteCode] = {}
    pages = _find_page_numbers(lines)
    codes.update(dict.fromkeys(pages, NoteCode.PAGE_MARKER))
    rules = [place for place, line in enumerate(lines) if _RULE.match(line.text)]
    codes.update(dict.fromkeys(rules, NoteCode.NOT_UNDERSTOOD))
    codes.update(dict.fromkeys(_find_letterhead(lines, codes), NoteCode.LETTERHEAD))
    codes.update(dict.fromkeys(_find_counting_headers(lines, codes), NoteCode.RUNNING_HEADER))
    codes.update(dict.fromkeys(_find_contents(lines, codes), NoteCode.TABLE_OF_CONTENTS))
    footnotes = find_footnotes(lines, codes)
    codes.update(dict.fromkeys(footnotes, NoteCode.FOOTNOTE))
    codes.update(dict.fromkeys(_find_numbered_headers(lines, codes), NoteCode.RUNNING_HEADER))
    codes.update(dict.fromkeys(_find_headers(lines, codes), NoteCode.RUNNING_HEADER))
    if len(codes) == len(lines):
        return Stream(lines=lines, notes=())
    numbered = _number_pages(lines, pages)
    kept: list[Line] = []
    notes: list[Note] = []
    gap, broken, contents = 0, False, False
    for place, line in enumerate(numbered):
        if place in codes:
            notes.append(Note(line=line.number, code=codes[place], text=line.text))
            gap, broken = gap + line.gap, broken or codes[place] is not NoteCode.TABLE_OF_CONTENTS
            contents = contents or codes[place] is NoteCode.TABLE_OF_CONTENTS
            continue
        # No sentence runs on behind a table of contents, whatever page it ends.
        after_break = (line.after_break or broken) and not contents
        kept.append(replace(line, gap=line.gap + gap, after_break=after_break))
        contents = False
        gap, broken = 0, False
    kept, signs = take_signs(kept, footnotes.values())
    return Stream(lines=tuple(kept), notes=(*notes, *signs))


def _find_page_numbers(lines: tuple[Line, ...]) -> dict[int, int]:
    found: dict[int, int] = {}
    bare: dict[int, int] = {}
    for place, line in enumerate(lines):
        match = _PAGE_WORD.match(line.text) or _PAGE_DASHES.match(line.text)
        if match:
            found[place] = int(next(group for group in match.groups() if group))
        elif _BARE.match(line.text):
            bare[place] = int(line.text)
    places = list(bare)
    rising = all(bare[first] < bare[second] for first, second in pairwise(places))
    dense = len(places) > 2 and (places[-1] - places[0]) / (len(places) - 1) < FEWEST_LINES_A_PAGE
    # Numbers that stand in mid-sentence number pages, however close they are.
    inside = sum(1 for place in places if _is_inside_sentence(place, lines))
    if rising and (not dense or inside * 4 >= len(places)):
        found.update(bare)
    return found


def _is_inside_sentence(place: int, lines: tuple[Line, ...]) -> bool:
    if place == 0 or place + 1 == len(lines):
        return False
    before, following = lines[place - 1].text, lines[place + 1].text
    return is_open(before) or (following[0].islower() and not ends_sentence(before))


def _number_pages(lines: tuple[Line, ...], pages: dict[int, int]) -> tuple[Line, ...]:
    """Return the lines with the page that printed page numbers tell; form feeds, where there are any, count more.

    Numbers stand at the head of their pages where the first begins the paper, else at the foot. Where a number stands
    alone in the middle, or they begin with 2 and text follows the last, either may be meant, and no page is told.
    """
    if not pages or any(line.page is not None for line in lines):
        return lines
    places = sorted(pages)
    at_top = places[0] < MOST_HEADER_LINES
    is_open_end = pages[places[0]] != 1 and places[-1] != len(lines) - 1
    if not at_top and is_open_end and (len(places) == 1 or pages[places[0]] == 2):
        return lines
    numbered: list[Line] = []
    for place, line in enumerate(lines):
        before = [mark for mark in places if mark <= place]
        after = [mark for mark in places if mark >= place]
        if at_top:
            page = pages[before[-1]] if before else None
        elif after and (after[0] != places[0] or pages[after[0]] == 1):
            page = pages[after[0]]
        else:
            page = pages[before[-1]] + 1 if before else None
        numbered.append(replace(line, page=page))
    return tuple(numbered)


def _find_contents(lines: tuple[Line, ...], taken: Iterable[int]) -> list[int]:
    skip = set(taken)
    later = Counter(_fold(line.text) for place, line in enumerate(lines) if place not in skip)
    found: list[int] = []
    for place, line in enumerate(lines):
        if place in skip or place in found:
            continue
        if names_section(line.text, words().contents_headings):
            entries = _follow_contents(lines, place + 1, skip, later)
            found.extend([place, *entries] if entries else [])
        elif _LEADER.search(line.text):
            run = place
            while run < len(lines) and (_LEADER.search(lines[run].text) or run in skip):
                run += 1
            entries = [entry for entry in range(place, run) if entry not in skip]
            found.extend(entries if len(entries) >= FEWEST_CONTENTS else [])
    return found


def _follow_contents(lines: tuple[Line, ...], start: int, skip: set[int], later: Counter[str]) -> list[int]:
    entries: list[int] = []
    seen: set[str] = set()
    for place in range(start, len(lines)):
        text = lines[place].text
        if place in skip:
            continue
        key = _fold(text)
        numbered = bool(_LEADER.search(text) or (_PAGE_AT_END.search(text) and not ends_sentence(text)))
        if key in seen or not (numbered or later[key] > 1):
            break
        seen.add(key)
        entries.append(place)
    return entries


def _fold(text: str) -> str:
    """Return an entry or heading without leaders, page number, number and colon, for telling them alike."""
    bare = _PAGE_AT_END.sub("", _LEADER.sub("", text)).strip(" .…_:#")
    return bare.lower()


def _find_numbered_headers(lines: tuple[Line, ...], taken: dict[int, NoteCode]) -> list[int]:
    """Return lines that end or begin with "Seite 3": beside a page break, or the same again and again."""
    found: dict[int, str] = {}
    for place, line in enumerate(lines):
        match = _HEADER.match(line.text) or _HEADED.match(line.text)
        if match and place not in taken and not _POINTS.search(match[1]) and not find_mark(line.text):
            found[place] = match[1]
    counts = Counter(found.values())
    edges = {0, len(lines) - 1, *_find_edges(lines, taken)}
    return [place for place, text in found.items() if counts[text] >= FEWEST_HEADERS or place in edges]


def _find_letterhead(lines: tuple[Line, ...], taken: Container[int]) -> list[int]:
    """Return the lines above the title that say which document of which parliament this is."""
    head = range(min(LAST_LETTERHEAD_LINE, len(lines)))
    return [place for place in head if place not in taken and _LETTERHEAD.search(lines[place].text)]


def _find_counting_headers(lines: tuple[Line, ...], taken: Container[int]) -> list[int]:
    """Return lines that say the same again and again, with a bare number that counts the pages beside it.

    A wide blank tells the number from the words. Behind a single one it may count headings ("Modul 1"), unless one of
    the lines stands in mid-sentence, or they have more words and go up one by one.
    """
    found: dict[str, dict[int, int]] = {}
    wide: set[int] = set()
    for place, line in enumerate(lines):
        match = _COUNTED.match(line.body.strip()) or _COUNTING.match(line.body.strip())
        if match is None or place in taken or find_mark(line.text) or is_keyword_heading(line.text):
            continue
        words_of_it = " ".join(match["words"].split())
        found.setdefault(words_of_it, {})[place] = int(match["number"])
        if len(match["blank"]) >= FEWEST_BLANKS:
            wide.add(place)
    return [
        place
        for text, numbers in found.items()
        if len(numbers) >= FEWEST_HEADERS and _counts_pages(text, numbers, wide.issuperset(numbers), lines)
        for place in numbers
    ]


def _counts_pages(text: str, numbers: dict[int, int], wide: bool, lines: tuple[Line, ...]) -> bool:
    steps = [second - first for first, second in pairwise(numbers.values())]
    if min(steps) < 1 or not _could_be_header(text):
        return False
    inside = any(_is_inside_sentence(place, lines) for place in numbers)
    many = len(numbers) > FEWEST_HEADERS and len(text.split()) > MOST_COUNTED_WORDS and max(steps) == 1
    return wide or inside or many


def _find_edges(lines: tuple[Line, ...], taken: dict[int, NoteCode]) -> set[int]:
    """Return the lines beside page breaks and page numbers."""
    edges: list[int] = []
    for place, line in enumerate(lines):
        if place in taken:
            if taken[place] is NoteCode.PAGE_MARKER:
                edges.extend((place - 1, place + 1))
        elif line.after_break:
            edges.extend((place - 1, place))
    return {place for place in edges if 0 <= place < len(lines) and place not in taken}


def _find_headers(lines: tuple[Line, ...], taken: dict[int, NoteCode]) -> list[int]:
    """Return lines beside page breaks that say the same there again and again, numbers aside."""
    candidates = _find_edges(lines, taken)
    texts = {place: re.sub(r"\d+", "0", lines[place].text) for place in candidates}
    counts = Counter(texts.values())
    first = re.sub(r"\d+", "0", lines[0].text)
    counts[first] += 0 not in candidates
    headers = {
        place for place, text in texts.items() if counts[text] >= FEWEST_HEADERS and _could_be_header(lines[place].text)
    }
    repeats = [lines[place].text for place in headers if texts[place] == first]
    numbered = any(text != lines[0].text for text in repeats)
    shown = [line for place, line in enumerate(lines) if place not in taken]
    if repeats and (numbered or _is_title_below(shown)):
        headers.add(0)
    else:
        headers.discard(0)
    return sorted(headers)


def _is_title_below(lines: Sequence[Line]) -> bool:
    """Return whether the title of the paper stands below the first line; else that is the first line itself.

    A title is set off, may be broken, and a date or a heading may follow it.
    """
    if len(lines) < 3 or not lines[1].gap:
        return False
    ends = (place for place in range(2, len(lines)) if lines[place].gap or read_date(lines[place].text))
    end = next(ends, len(lines))
    if end == len(lines) or end - 1 > MOST_TITLE_LINES or not _could_be_title(lines[1:end]):
        return False
    following = lines[end].text
    if is_keyword_heading(following) or read_date(following):
        return True
    return not find_mark(following) and (end > 2 or not could_be_heading(following))


def _could_be_title(lines: Sequence[Line]) -> bool:
    whole = " ".join(line.text for line in lines)
    marked = any(find_mark(line.text) or is_keyword_heading(line.text) or is_intro(line.text) for line in lines)
    if marked or names_section(whole, words().closing_headings | words().front_headings):
        return False
    return could_be_heading(whole) or (len(lines) > 1 and whole[0].isupper() and not whole.endswith((".", ":", ";")))


def _could_be_header(text: str) -> bool:
    return not (
        ends_with_addressees(text)
        or find_mark(text)
        or read_label(text)
        or text.endswith((":", "-", ","))
        or text[0].islower()
    )
