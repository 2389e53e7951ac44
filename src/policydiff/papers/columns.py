"""Text that a PDF converter printed side by side: two columns of items, and tables of demands with their addressees."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policydiff.papers.addressees import is_address_word, level_of, split_names
from policydiff.papers.draft import Note, NoteCode
from policydiff.papers.lexicon import words
from policydiff.papers.lines import Line
from policydiff.papers.marks import DOUBTFUL_SIGNS, SURE_SIGNS, is_keyword_heading
from policydiff.papers.paragraphs import is_open

# So many signs in the middle of lines, all at one place, begin items of a second column.
FEWEST_SIGNS = 2
# So many lines with a wide blank at one place may be two columns, or a table.
FEWEST_ALIGNED = 3
# Columns stand at least so far apart; the blanks of justified text are narrower.
GUTTER = 3
# A column of numbers is headed by no more than "Lfd. Nr.".
LONGEST_HEAD = 12

_SIGN_INSIDE = re.compile(rf"\s{{{GUTTER},}}(?=[{SURE_SIGNS}]\s|[{re.escape(DOUBTFUL_SIGNS)}]\s)")
_CELL_BREAK = re.compile(rf"\s{{{GUTTER},}}(?=\S)")
_NUMBER = re.compile(r"^(\d{1,3}(?:\.\d{1,3})?)[.)]?\s+(?=\S)")


def read_columns(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Note, ...]]:
    """Return the lines with columns one below the other and rows of tables as items, and what is to be said of them."""
    rows, heads = _read_tables(lines)
    unwoven, columns = _unweave(rows)
    return tuple(unwoven), (*heads, *columns)


def doubt_columns(lines: Sequence[Line]) -> list[Note]:
    """Return a note for every line with a wide blank where several others of the same paper have theirs."""
    breaks = {place: line.indent + match.end() for place, line in enumerate(lines) if (match := _wide_blank(line))}
    counts = Counter(breaks.values())
    return [
        Note(line=lines[place].number, code=NoteCode.UNSURE_COLUMNS, text=lines[place].text)
        for place, column in breaks.items()
        if counts[column] >= FEWEST_ALIGNED
    ]


def _unweave(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """Return the lines with a right column, shown by its signs, below its left one."""
    kept: list[Line] = []
    notes: list[Note] = []
    place = 0
    while place < len(lines):
        start = _sign_inside(lines[place])
        end = _end_of_columns(place, start, lines) if start else place
        both = [line for line in lines[place:end] if _is_split(line, start)]
        if sum(1 for line in both if _sign_inside(line) == start) < FEWEST_SIGNS:
            kept.append(lines[place])
            place += 1
            continue
        chosen = lines[place:end]
        kept += [part for line in chosen if (part := _part(line, 0, start))]
        kept += [part for line in chosen if (part := _part(line, start, None))]
        notes += [Note(line=line.number, code=NoteCode.TWO_COLUMNS, text=line.text) for line in both]
        place = end
    return kept, notes


def _sign_inside(line: Line) -> int:
    """Return where in the line a sign stands behind a wide blank, 0 where none does."""
    match = _SIGN_INSIDE.search(line.body.lstrip())
    return match.end() + line.indent if match else 0


def _end_of_columns(place: int, start: int, lines: Sequence[Line]) -> int:
    """Return the first line below this one across whose middle text runs, or that heads a new part."""
    end = place + 1
    while end < len(lines) and not lines[end].after_break:
        line = lines[end]
        if line.body[start - 1 : start].strip() or line.body[start - 2 : start - 1].strip():
            break
        if is_keyword_heading(line.text) or (line.gap and not _is_split(line, start) and line.indent < start):
            break
        end += 1
    return end


def _is_split(line: Line, start: int) -> bool:
    return bool(start and line.body[:start].strip() and line.body[start:].strip())


def _part(line: Line, start: int, end: int | None) -> Line | None:
    """Return one side of a line, None where it is empty."""
    body = line.body[start:end].rstrip()
    text = " ".join(body.split())
    if not text:
        return None
    indent = len(body) - len(body.lstrip())
    return replace(line, text=text, body=body, indent=indent, width=indent + len(text), gap=0 if start else line.gap)


def _wide_blank(line: Line) -> re.Match[str] | None:
    inside = line.body.lstrip()
    match = _CELL_BREAK.search(inside)
    is_mark = match is not None and len(inside[: match.start()].strip()) <= GUTTER  # a sign, and its text set off
    return None if is_mark or re.search(r"\d$", inside) else match


def _read_tables(lines: Sequence[Line]) -> tuple[list[Line], list[Note]]:
    """Return the lines with each row of a table as an item and a line of its addressees."""
    kept: list[Line] = []
    notes: list[Note] = []
    place = 0
    while place < len(lines):
        column, heads = _table_head(place, lines)
        end, rows = (
            (place, [])
            if not heads
            else _read_rows(place + heads, column, lines)
            if column
            else _read_cells(place + heads, heads, lines)
        )
        if not rows:
            kept.append(lines[place])
            place += 1
            continue
        notes += [
            Note(line=line.number, code=NoteCode.TABLE_HEAD, text=line.text) for line in lines[place : place + heads]
        ]
        kept += rows
        place = end
    return kept, notes


def _table_head(place: int, lines: Sequence[Line]) -> tuple[int, int]:
    """Return where the column of addressees begins, and how many lines head the table: 0 where there is none.

    Where each cell has a line of its own the column is 0.
    """
    line = lines[place]
    cells = _CELL_BREAK.split(line.body.strip())
    if len(cells) > 1 and is_address_word(cells[-1]) and any(_is_demand_word(cell) for cell in cells[:-1]):
        return line.body.rindex(cells[-1]), 1
    cells = [other.text for other in lines[place : place + 3]]
    for count in (2, 3):
        head = cells[:count]
        if (
            len(head) == count
            and is_address_word(head[-1])
            and _is_demand_word(head[-2])
            and len(head[0]) <= LONGEST_HEAD
        ):
            return 0, count
    return 0, 0


def _is_demand_word(text: str) -> bool:
    return text.strip(" :.").lower() in words().table_words


def _read_rows(start: int, column: int, lines: Sequence[Line]) -> tuple[int, list[Line]]:
    """Return where a table with cells side by side ends, and its rows: the lines of a demand, then its addressees."""
    rows: list[tuple[list[Line], list[Line]]] = []
    place = start
    numbered = bool(_NUMBER.match(lines[start].text)) if start < len(lines) else False
    while place < len(lines):
        line = lines[place]
        left, right = _part(line, 0, column), _part(line, column, None)
        if line.body[column - 1 : column].strip() or is_keyword_heading(line.text) or _table_head(place, lines)[1]:
            break
        begins = bool(left and (_NUMBER.match(left.text) if numbered else right and _row_is_done(rows)))
        if not begins and (not rows or line.gap):
            break
        if begins:
            rows.append(([], []))
        rows[-1][0].extend([left] if left else [])
        rows[-1][1].extend([right] if right else [])
        place += 1
    complete = all(names and left for left, names in rows)
    return (place, [line for row in rows for line in _as_item(*row)]) if rows and complete else (start, [])


def _row_is_done(rows: Sequence[tuple[list[Line], list[Line]]]) -> bool:
    return not rows or not is_open(rows[-1][1][-1].text)


def _read_cells(start: int, heads: int, lines: Sequence[Line]) -> tuple[int, list[Line]]:
    """Return where a table with one cell a line ends, and its rows."""
    rows: list[Line] = []
    place = start
    while place + heads <= len(lines):
        *_, left, right = lines[place : place + heads]
        names = split_names(right.text)
        if not names or not all(level_of(name) for name in names) or is_keyword_heading(lines[place].text):
            break
        label = f"{lines[place].text.rstrip('.')} " if heads > 2 else ""
        rows += _as_item([replace(left, text=label + left.text)], [right])
        place += heads
    return place, rows


def _as_item(left: Sequence[Line], right: Sequence[Line]) -> list[Line]:
    """Return a row as an item with its number, or a sign where it has none, and a line that names its addressees."""
    first = left[0]
    number = _NUMBER.match(first.text)
    text = f"{number[1]}. {first.text[number.end() :]}" if number else f"• {first.text}"
    names = " ".join(line.text for line in right)
    return [
        replace(first, text=text, indent=0, width=len(text), is_row=True),
        *(replace(line, indent=2, gap=0) for line in left[1:]),
        replace(right[0], text=f"Adressaten: {names}", indent=2, gap=0),
    ]
