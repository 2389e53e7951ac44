"""Tables as Parquet, for whoever goes on in DuckDB, Spark or pandas; pyarrow writes it."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pyarrow
import pyarrow.parquet

from policydiff.render.export.tables import Filled, Type, Value

_TYPES: dict[Type, Any] = {
    Type.TEXT: pyarrow.string(),
    Type.WHOLE: pyarrow.int64(),
    Type.NUMBER: pyarrow.float64(),
    Type.YES_NO: pyarrow.bool_(),
    Type.DAY: pyarrow.date32(),
}


def draw_parquet(tables: Sequence[Filled]) -> dict[str, bytes]:
    """Return one Parquet file for each table; the same bytes for the same rows and version of pyarrow."""
    return {f"{one.table.name}.parquet": _draw(one) for one in tables}


def _draw(one: Filled) -> bytes:
    columns = one.table.columns
    schema = pyarrow.schema(
        [pyarrow.field(column.name, _TYPES[column.type], nullable=not column.required) for column in columns]
    )
    arrays = [
        pyarrow.array([_value(row[place], column.type) for row in one.rows], type=_TYPES[column.type])
        for place, column in enumerate(columns)
    ]
    file = BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), file, compression="zstd")
    return file.getvalue()


def _value(value: Value, type: Type) -> Value | date:
    return date.fromisoformat(value) if type is Type.DAY and isinstance(value, str) else value
