"""JSON Schemas for the YAML files of a policy folder, for editors; drawn from the values that the code reads into.

Draft 7: what the YAML extension of VS Code (redhat.vscode-yaml) understands best. What stands in a file is said by the
dataclasses of `core.catalogue`; only what they cannot say (patterns, the shape of `catalogue.yaml`) is said here.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from functools import cache
from importlib import resources
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from policydiff.core.acceptance import FINGERPRINT, Acceptance
from policydiff.core.catalogue import Addressee, Catalogue, Demand, Source, WorkingGroup
from policydiff.core.lexicon import load_lexicon
from policydiff.core.rules import RULES, Severity
from policydiff.sources.fields import IDENTIFIER

LANGUAGES = ("de", "en")

Schema = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
# Blanks alone are no text. An optional text may be left empty: `note:` with nothing behind it.
_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_IDENTIFIER = f"^{IDENTIFIER.pattern}$"
# A year, a month or a day; how many days a month has is left to `policydiff check`.
_DATE = r"^(?!0000)\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
# What is told by the place of a file and not repeated inside it.
_BY_PLACE = {
    Demand: ("group",),
    WorkingGroup: ("key",),
    Addressee: ("key",),
    Catalogue: ("demands",),
    Acceptance: ("fingerprint",),
}


def draw_demand(language: str, *, addressees: Sequence[Addressee] | None = None) -> Schema:
    """Return the schema of a demand; with `addressees`, only these can be named, each with its printed name."""
    said = _said(language, "demand")
    schema = _object(Demand, said)
    properties = schema["properties"]
    properties["id"]["pattern"] = _IDENTIFIER
    properties["said_of"]["pattern"] = f"^$|^{FINGERPRINT.pattern}$"
    _explain_choice(properties["status"], _said(language, "status"))
    properties["source"] |= _object(Source, _said(language, "source"), nullable=True)
    if addressees is not None:
        keys, names = [one.key for one in addressees], [_called(one) for one in addressees]
        properties["addressees"]["items"] = {"enum": keys, "enumDescriptions": names}
    return _finish(schema, said)


def draw_group(language: str) -> Schema:
    """Return the schema of a `_group.yaml`."""
    said = _said(language, "group")
    return _finish(_object(WorkingGroup, said), said)


def draw_catalogue(language: str) -> Schema:
    """Return the schema of `catalogue.yaml`, where paper, groups and addressees are written in a shape of their own."""
    said = _said(language, "catalogue")
    schema = _object(Catalogue, said)
    properties = schema["properties"]
    properties["edition"]["pattern"] = _IDENTIFIER
    properties["date"] |= {"pattern": f"^$|{_DATE}"}
    file = {"type": "string", "pattern": r"\S", "description": said["file"]}
    properties["paper"] = {
        "type": ["object", "null"],
        "description": said["paper"],
        "properties": {"file": file},
        "required": ["file"],
        "additionalProperties": False,
    }
    properties["working_groups"] |= _list(dict(_TEXT))
    addressee = _object(Addressee, _said(language, "addressee"))
    _explain_choice(addressee["properties"]["level"], _said(language, "level"))
    properties["addressees"] = {
        "type": ["object", "null"],
        "description": said["addressees"],
        "propertyNames": {"pattern": _IDENTIFIER},
        "additionalProperties": addressee,
    }
    return _finish(schema, said)


def draw_settings(language: str) -> Schema:
    """Return the schema of `policydiff.yaml`: the severity of each rule."""
    said = _said(language, "settings")
    severity: Schema = {"enum": [*map(str, Severity), None]}
    _explain_choice(severity, _said(language, "severity"))
    severities = {
        "type": ["object", "null"],
        "description": said["severities"],
        "properties": {rule.code: severity for rule in RULES},
        "additionalProperties": False,
    }
    schema = {"type": "object", "properties": {"severities": severities}, "additionalProperties": False}
    return _finish(schema, said)


def draw_lexicon(language: str, *, words: str | None = None) -> Schema:
    """Return the schema of `lexicon.yaml`; `words` is the language of the catalogue, whose lexicon it adds to."""
    said = _said(language, "lexicon")
    tables = {
        table: {
            "type": ["object", "null"],
            "properties": {name: {**_list(dict(_TEXT)), "description": said["class"]} for name in classes},
            "additionalProperties": False,
        }
        for table, classes in load_lexicon(words or language).tables.items()
    }
    return _finish({"type": "object", "properties": tables, "additionalProperties": False}, said)


def draw_acceptances(language: str) -> Schema:
    """Return the schema of `accepted.yaml`: what a person says of each change, under its fingerprint."""
    said = _said(language, "accepted")
    schema = {
        "type": "object",
        "propertyNames": {"pattern": f"^{FINGERPRINT.pattern}$"},
        "additionalProperties": _object(Acceptance, said),
    }
    return _finish(schema, said)


def _finish(schema: Schema, said: Mapping[str, str]) -> Schema:
    return {"$schema": _DRAFT, "title": said["_title"], "description": said["_description"], **schema}


def _object(kind: type, said: Mapping[str, str], *, nullable: bool = False) -> Schema:
    """Return the schema of a mapping with the fields of a dataclass; a field without a default is required."""
    hints = get_type_hints(kind)
    written = [one for one in fields(kind) if one.name not in _BY_PLACE.get(kind, ())]
    return {
        "type": ["object", "null"] if nullable else "object",
        "properties": {one.name: {**_field(one, hints[one.name]), "description": said[one.name]} for one in written},
        **({} if nullable else {"required": [one.name for one in written if _is_required(one)]}),
        "additionalProperties": False,
    }


def _field(one: Field[Any], hint: Any) -> Schema:
    if _is_required(one):
        return dict(_TEXT)
    if isinstance(hint, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    origin = get_origin(hint)
    if origin is tuple:
        return _list(dict(_TEXT))
    if origin is Mapping:
        values = {"additionalProperties": {"type": "string"}} if get_args(hint)[1] is str else {}
        return {"type": ["object", "null"], **values}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [*map(str, hint), None]}
    return _SIMPLE[hint]()


_SIMPLE: Mapping[Any, Callable[[], Schema]] = {
    str: lambda: {"type": ["string", "null"], "pattern": r"^$|\S"},
    int: lambda: {"type": ["integer", "null"], "minimum": 1},
    Source: dict,
}


def _is_required(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _list(item: Schema) -> Schema:
    return {"type": ["array", "null"], "items": item, "uniqueItems": True}


def _explain_choice(schema: Schema, said: Mapping[str, str]) -> None:
    """Say beside each word of a choice what it means; the last is nothing at all."""
    schema["enumDescriptions"] = [said[str(word)] if word else "" for word in schema["enum"]]


def _called(addressee: Addressee) -> str:
    return re.sub(r"\s+", " ", addressee.name)


def _said(language: str, table: str) -> Mapping[str, str]:
    return _texts(language if language in LANGUAGES else "en")[table]


@cache
def _texts(language: str) -> Mapping[str, Mapping[str, str]]:
    source = resources.files(__package__).joinpath(f"{language}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
