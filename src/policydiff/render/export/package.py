"""What explains an export: a Frictionless data package for programs, and a data dictionary for people.

https://specs.frictionlessdata.io/data-package/ and https://specs.frictionlessdata.io/table-schema/
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from policydiff.core.lineage import Chronicle
from policydiff.render.export.tables import Column, Filled, Table
from policydiff.render.export.words import words
from policydiff.render.messages import Messages
from policydiff.render.safety import escape_json, escape_markdown, line, markdown_code

_MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WORKBOOK = "policydiff.xlsx"


def render_package(tables: Sequence[Filled], chronicle: Chronicle, *, format: str, language: str) -> bytes:
    """Return the description of all tables for programs."""
    messages = words(language)
    package = {
        "profile": "tabular-data-package" if format == "csv" else "data-package",
        "name": "policydiff-export",
        "title": line(chronicle.latest.title),
        "description": messages.text("export.about"),
        "resources": [_resource(one, format, messages) for one in tables],
    }
    return (escape_json(json.dumps(package, ensure_ascii=False, indent=2)) + "\n").encode()


def _resource(one: Filled, format: str, messages: Messages) -> dict[str, Any]:
    table = one.table
    resource: dict[str, Any] = {
        "name": table.name.replace("_", "-"),
        "path": _WORKBOOK if format == "xlsx" else f"{table.name}.{format}",
        "type": "table",
        "format": format,
        "mediatype": _MEDIA[format],
        "encoding": "utf-8",
        "description": messages.text(f"{table.name}.about"),
        "schema": _schema(table, messages),
    }
    if format == "csv":
        resource["profile"] = "tabular-data-resource"
    if format == "xlsx":
        resource["dialect"] = {"sheet": table.name, "excel": {"sheet": table.name}}
    if format == "json":
        resource["dialect"] = {"keyed": True, "json": {"keyed": True}}
    return resource


def _schema(table: Table, messages: Messages) -> dict[str, Any]:
    return {
        "fields": [_field(table, column, messages) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": list(one.columns),
                "reference": {"resource": one.table.replace("_", "-"), "fields": list(one.key)},
            }
            for one in table.references
        ],
        "missingValues": [""],
    }


def _field(table: Table, column: Column, messages: Messages) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    limits |= {"enum": list(column.words)} if column.words else {}
    field: dict[str, Any] = {
        "name": column.name,
        "type": str(column.type),
        "description": messages.text(f"{table.name}.{column.name}"),
    }
    return field | ({"constraints": limits} if limits else {})


def describe(tables: Sequence[Filled], chronicle: Chronicle, *, format: str, language: str) -> bytes:
    """Return the data dictionary as Markdown."""
    messages = words(language)
    text = messages.text
    told = [f"# {escape_markdown(chronicle.latest.title)}", "", text("export.about"), ""]
    told += [text(f"export.{format}"), ""]
    told += [text("export.made"), ""]
    for one in tables:
        told += [f"## {one.table.name}", "", text(f"{one.table.name}.about"), ""]
        told += [text("export.rows", count=len(one.rows)), ""]
        told += _dictionary(one.table, messages)
    return ("\n".join(told).rstrip("\n") + "\n").encode()


def _dictionary(table: Table, messages: Messages) -> list[str]:
    text = messages.text
    heads = [text(f"export.{name}") for name in ("column", "type", "meaning")]
    told = [f"| {' | '.join(heads)} |", "|:--|:--|:--|"]
    refers: Mapping[str, str] = {
        column: one.table for one in table.references for column in one.columns if one.table != table.name
    }
    for column in table.columns:
        meaning = text(f"{table.name}.{column.name}")
        if column.name in table.key:
            meaning += f" {text('export.key')}"
        if column.name in refers:
            meaning += f" {text('export.refers', table=markdown_code(refers[column.name]))}"
        if column.words:
            meaning += f" {text('export.words', words=', '.join(markdown_code(word) for word in column.words))}"
        kind = text(f"types.{column.type}") + ("" if column.required else f", {text('export.optional')}")
        told.append(f"| {markdown_code(column.name)} | {kind} | {meaning} |")
    return [*told, ""]
