"""A sheet as CSV."""

import csv
import re
from io import StringIO

from policydiff.render.messages import Messages
from policydiff.render.tables.cells import Sheet, cell_text

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# How a cell begins that a spreadsheet takes for a formula or a command, the full-width signs included
# (OWASP, "CSV Injection"); apostrophes before that would be taken for ours.
_ACTING = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def draw_csv(sheet: Sheet, messages: Messages) -> str:
    """Return a sheet with its heads, every cell as text that no spreadsheet runs."""
    text = StringIO()
    writer = csv.writer(text, delimiter=messages.text("table.delimiter"))
    writer.writerow(column.head for column in sheet.columns)
    writer.writerows([harmless(cell_text(cell)) for cell in row] for row in sheet.rows)
    return BYTE_ORDER_MARK + text.getvalue()


def harmless(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if _ACTING.match(text) else text


def plain(cell: str) -> str:
    """Return what a harmless cell says: its text without the apostrophe that `harmless` put before it."""
    return cell[1:] if cell.startswith("'") and _ACTING.match(cell) else cell
