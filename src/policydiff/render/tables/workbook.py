"""Sheets as a workbook for Excel; XlsxWriter writes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from policydiff.core.report import Report
from policydiff.render.days import first_day
from policydiff.render.messages import Messages
from policydiff.render.pieces import INSERTED, MOVED_AWAY, MOVED_HERE, REMOVED, Piece
from policydiff.render.safety import line
from policydiff.render.summary import headline
from policydiff.render.tables.cells import Cell, Sheet, cell_text

# What Excel takes in one cell ("Excel specifications and limits"), in units of UTF-16.
LONGEST = 32_767
_DOTS = "…"
# What Excel reads as the code of a sign. XlsxWriter (3.3) escapes it in a cell, and twice in marked words.
_CODED = re.compile("_x[0-9a-fA-F]{4}_")
_A4 = 9
# Nothing that a text says may become anything but text.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_STRUCK: dict[str, Any] = {"italic": True, "font_strikeout": True}
_BOLD: dict[str, Any] = {"bold": True}
_STYLES = {REMOVED: _STRUCK, MOVED_AWAY: _STRUCK, INSERTED: _BOLD, MOVED_HERE: _BOLD}
_CELL: dict[str, Any] = {"text_wrap": True, "valign": "top"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Formats:
    """The formats of a workbook: of cells, of marked words in them, and of cells that are one mark."""

    cell: Any
    head: Any
    title: Any
    words: dict[str, Any]
    whole: dict[str, Any]


def draw_workbook(report: Report, sheets: Sequence[Sheet], messages: Messages) -> bytes:
    """Return the workbook with one sheet after the other; the same bytes for the same report."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, _OPTIONS)
    day = first_day(report.new.date) or "1980-01-01"
    workbook.set_properties(
        {
            "title": f"{messages.text('report.title')}: {line(report.new.title)}"[:255],
            "subject": headline(report, messages)[:255],
            "created": datetime.fromisoformat(f"{day}T00:00:00+00:00"),
        }
    )
    formats = _Formats(
        cell=workbook.add_format(_CELL),
        head=workbook.add_format({**_CELL, "bold": True, "bottom": 1}),
        title=workbook.add_format({"bold": True}),
        words={mark: workbook.add_format(style) for mark, style in _STYLES.items()},
        whole={mark: workbook.add_format({**_CELL, **style}) for mark, style in _STYLES.items()},
    )
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet.name)
        _write(worksheet, sheet, formats)
        _lay_out(worksheet, sheet, f"{report.old.title} → {report.new.title}", messages)
    workbook.close()
    return file.getvalue()


def _write(worksheet: Any, sheet: Sheet, formats: _Formats) -> None:
    for row, text in enumerate(sheet.above):
        worksheet.write_string(row, 0, cut(text), None if row else formats.title)
    top = _top(sheet)
    for column, one in enumerate(sheet.columns):
        worksheet.set_column(column, column, one.width)
    # A table needs a row, even where there is nothing to tell.
    last = top + max(len(sheet.rows), 1)
    columns = [{"header": one.head, "header_format": formats.head} for one in sheet.columns]
    name = f"policydiff_{sheet.kind}"
    options = {"columns": columns, "name": name, "style": "Table Style Light 1", "banded_rows": False}
    worksheet.add_table(top, 0, last, len(sheet.columns) - 1, options)
    for row, cells in enumerate(sheet.rows, start=top + 1):
        for column, cell in enumerate(cells):
            _write_cell(worksheet, row, column, cell, formats)


def _write_cell(worksheet: Any, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, int):
        worksheet.write_number(row, column, cell, formats.cell)
        return
    text = cell_text(cell)
    marked = [piece for piece in cell if piece.text] if isinstance(cell, tuple) else []
    if not text:
        worksheet.write_blank(row, column, None, formats.cell)
    elif len(marked) == 1:
        worksheet.write_string(row, column, cut(text), formats.whole.get(marked[0].mark, formats.cell))
    elif any(piece.mark in _STYLES for piece in marked) and cut(text) == text and not _CODED.search(text):
        worksheet.write_rich_string(row, column, *_fragments(marked, formats), formats.cell)
    else:
        worksheet.write_string(row, column, cut(text), formats.cell)


def _fragments(marked: Sequence[Piece], formats: _Formats) -> list[Any]:
    fragments: list[Any] = []
    for piece in marked:
        style = formats.words.get(piece.mark)
        fragments += [style, piece.text] if style else [piece.text]
    return fragments


def cut(text: str) -> str:
    """Return a text that Excel takes: of a longer one the beginning, and dots."""
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", errors="ignore") + _DOTS


def _lay_out(worksheet: Any, sheet: Sheet, editions: str, messages: Messages) -> None:
    top, last = _top(sheet), _top(sheet) + max(len(sheet.rows), 1)
    worksheet.freeze_panes(top + 1, 0)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(top)
    printed = sum(column.is_printed for column in sheet.columns)
    worksheet.print_area(0, 0, last, printed - 1)
    # Excel takes 255 signs in a head or foot, and `&` for the beginning of a command.
    worksheet.set_header(f"&L{line(editions)[:100].replace('&', '&&')}")
    text = messages.text
    worksheet.set_footer(f"&C{text('report.page_of')}&P{text('report.page_from')}&N")


def _top(sheet: Sheet) -> int:
    """Return the row of the heads, from 0."""
    return len(sheet.above) + 1 if sheet.above else 0
