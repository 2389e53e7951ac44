"""Tables as a workbook, one sheet each; XlsxWriter writes it. No cell holds a formula or a link."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO

import xlsxwriter

from policydiff.render.export.tables import Filled, Type
from policydiff.render.tables.workbook import cut

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# The same bytes every time: the file says of itself that it was made on the first day that zip files know.
_MADE = datetime(1980, 1, 1, tzinfo=UTC)
# Excel counts days from here on; what is older stands as text.
_FIRST_DAY = date(1900, 3, 1)
_WIDTHS = {"text": 60, "title": 40, "name": 30, "commit": 14}
_WIDTH = 18
NAME = "policydiff.xlsx"


def draw_xlsx(tables: Sequence[Filled]) -> dict[str, bytes]:
    """Return the workbook."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, _OPTIONS)
    workbook.set_properties({"created": _MADE})
    bold = workbook.add_format({"bold": True, "bottom": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for one in tables:
        sheet = workbook.add_worksheet(one.table.name)
        sheet.freeze_panes(1, 0)
        columns = one.table.columns
        sheet.autofilter(0, 0, max(len(one.rows), 1), len(columns) - 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDTHS.get(column.name, _WIDTH))
            sheet.write_string(0, place, column.name, bold)
        for row, values in enumerate(one.rows, start=1):
            for place, (value, column) in enumerate(zip(values, columns, strict=True)):
                if isinstance(value, bool):
                    sheet.write_boolean(row, place, value)
                elif isinstance(value, int | float):
                    sheet.write_number(row, place, value)
                elif value and column.type is Type.DAY and date.fromisoformat(value) >= _FIRST_DAY:
                    sheet.write_datetime(row, place, date.fromisoformat(value), day)
                elif value:
                    sheet.write_string(row, place, cut(value))
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(one.rows) + 1}"})
    workbook.close()
    return {NAME: file.getvalue()}
