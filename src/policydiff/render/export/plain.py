"""Tables as CSV, JSON and JSON Lines: texts as they are, so that nothing has to be taken back.

CSV follows RFC 4180: UTF-8, commas, quotes where needed. It is read by programs; for a spreadsheet there is xlsx, in
which no cell can be a formula.
"""

import csv
import json
from collections.abc import Sequence
from io import StringIO

from policydiff.render.export.tables import Filled, Value


def draw_csv(tables: Sequence[Filled]) -> dict[str, bytes]:
    """Return one CSV file for each table; what is empty is an empty cell."""
    files = {}
    for one in tables:
        text = StringIO()
        writer = csv.writer(text)
        writer.writerow(column.name for column in one.table.columns)
        writer.writerows([_cell(value) for value in row] for row in one.rows)
        files[f"{one.table.name}.csv"] = text.getvalue().encode()
    return files


def draw_json(tables: Sequence[Filled]) -> dict[str, bytes]:
    """Return one JSON file for each table: an array with one object a line."""
    return {f"{one.table.name}.json": ("[\n" + ",\n".join(_objects(one)) + "\n]\n").encode() for one in tables}


def draw_jsonl(tables: Sequence[Filled]) -> dict[str, bytes]:
    """Return one file for each table with one JSON object a line."""
    return {f"{one.table.name}.jsonl": "".join(f"{line}\n" for line in _objects(one)).encode() for one in tables}


def _objects(one: Filled) -> list[str]:
    names = [column.name for column in one.table.columns]
    return [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in one.rows]


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
