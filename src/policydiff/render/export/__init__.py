"""All editions as tidy tables for research, with a data dictionary and a Frictionless data package.

The tables are the same in every format; `tables` says what stands in them, `rows` fills them.
"""

from collections.abc import Callable, Mapping, Sequence

from policydiff.core.comparison import Progress
from policydiff.core.lineage import Chronicle
from policydiff.errors import Problem, UsageError
from policydiff.render.export.package import describe, render_package
from policydiff.render.export.rows import fill_tables
from policydiff.render.export.tables import Filled

FORMATS: tuple[str, ...] = ("csv", "json", "jsonl", "parquet", "xlsx")


def render_export(
    chronicle: Chronicle, *, format: str, language: str | None = None, progress: Progress | None = None
) -> dict[str, bytes]:
    """Return the files of an export, name → content: the tables, `datapackage.json`, and `README.md`, the dictionary.

    The same bytes for the same chronicle. Raises UsageError that names the extra where the library of a format is
    missing, and ValueError for a format that is none of FORMATS.
    """
    language = language or chronicle.latest.language
    draw = _drawer(format)
    tables = fill_tables(chronicle, progress)
    files = draw(tables)
    return {
        **files,
        "datapackage.json": render_package(tables, chronicle, format=format, language=language),
        "README.md": describe(tables, chronicle, format=format, language=language),
    }


def _drawer(format: str) -> Callable[[Sequence[Filled]], Mapping[str, bytes]]:
    match format:
        case "csv" | "json" | "jsonl":
            from policydiff.render.export import plain

            return {"csv": plain.draw_csv, "json": plain.draw_json, "jsonl": plain.draw_jsonl}[format]
        case "parquet":
            try:
                from policydiff.render.export import parquet
            except ImportError:
                remedy = "pip install 'policydiff[parquet]'"
                raise UsageError(Problem(found="Parquet needs the library pyarrow", remedy=remedy)) from None
            return parquet.draw_parquet
        case "xlsx":
            from policydiff.render.export import workbook

            return workbook.draw_xlsx
        case _:
            raise ValueError(f"{format!r} is no format; known are {', '.join(FORMATS)}")
