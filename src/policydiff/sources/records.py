"""The documents of a catalogue ↔ its values: `catalogue.yaml`, `_group.yaml` and demands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from policydiff.core.acceptance import FINGERPRINT
from policydiff.core.catalogue import Addressee, Catalogue, Demand, Level, Source, Status, WorkingGroup
from policydiff.core.wording import fold
from policydiff.errors import Phrase, Problem, did_you_mean
from policydiff.sources.fields import IDENTIFIER, IDENTIFIER_RULE, Fields
from policydiff.sources.yaml import Document

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
DATE_RULE = Phrase("write 2016, 2016-04 or 2016-04-30")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cover:
    """What `catalogue.yaml` says, before the groups and demands are read."""

    catalogue: Catalogue
    group_order: tuple[str, ...]


def is_date(text: str) -> bool:
    """Return whether a text is a year, a month or a day that the calendar has."""
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def read_cover(document: Document, problems: list[Problem]) -> Cover:
    """Return what `catalogue.yaml` says; problems are appended."""
    fields = Fields(document, problems)
    edition = fields.text("edition", required=True) or ""
    if edition and not IDENTIFIER.fullmatch(edition):
        fields.problem("edition", Phrase("the edition {edition!r}", edition=edition), IDENTIFIER_RULE, "id-invalid")
    printed = fields.text("date")
    if printed and not is_date(printed):
        found = Phrase("the date {date!r}", date=printed)
        fields.problem("date", found, Phrase("{rule}, in quotes", rule=DATE_RULE))
    paper = fields.inside("paper")
    paper_file = paper.text("file", required=True) if paper else None
    if paper:
        paper.refuse_unknown()
    catalogue = Catalogue(
        edition=edition,
        title=fields.text("title", required=True) or "",
        language=fields.text("language", required=True) or "",
        date=printed,
        paper=paper_file,
        preamble=fields.text("preamble"),
        closing=fields.text("closing"),
        addressees=_addressees(fields, problems, document),
    )
    order = fields.texts("working_groups") or ()
    fields.refuse_unknown()
    return Cover(catalogue=catalogue, group_order=order)


def read_group(document: Document, key: str, problems: list[Problem]) -> WorkingGroup:
    """Return what a `_group.yaml` says; problems are appended."""
    fields = Fields(document, problems)
    group = WorkingGroup(
        key=key,
        name=fields.text("name", required=True) or key,
        title=fields.text("title"),
        preamble=fields.text("preamble"),
    )
    fields.refuse_unknown()
    return group


def read_demand(
    document: Document, id: str, group: str, addressees: Mapping[str, Any] | None, problems: list[Problem]
) -> Demand:
    """Return the demand of a file named `id` in the folder `group`; problems are appended.

    `addressees` are the keys that `catalogue.yaml` knows; None where it cannot be read.
    """
    fields = Fields(document, problems)
    written = fields.text("id", required=True)
    if written and fold(written) != fold(id):
        found = Phrase("the id {written!r} in a file named {id}.yaml", written=written, id=id)
        fields.problem("id", found, Phrase("let both be the same"), "id-mismatched")
    text = fields.text("text", required=True, missing="text-empty")
    keys = fields.texts("addressees") or ()
    for index, key in enumerate(keys):
        if addressees is not None and key not in addressees:
            hint = did_you_mean(key, list(addressees))
            stop = "" if hint.endswith("?") else "."
            remedy = Phrase("{hint}{stop} New ones go into catalogue.yaml under “addressees”", hint=hint, stop=stop)
            found = Phrase("the unknown addressee {key!r}", key=key)
            fields.problem(f"addressees.{index}", found, remedy, "addressee-unknown")
    status = fields.choice("status", list(Status))
    positions = fields.mapping("positions")
    for party, wording in positions.items():
        if not isinstance(wording, str):
            found = Phrase("the position of {party!r} is not a text", party=party)
            fields.problem(f"positions.{party}", found, Phrase("write its wording"))
    said_of = fields.text("said_of")
    if said_of and not FINGERPRINT.fullmatch(said_of):
        found = Phrase("{said!r} is no fingerprint of a wording", said=said_of)
        remedy = Phrase("delete the line, and let `policydiff link` say again what the demand continues")
        fields.problem("said_of", found, remedy)
    demand = Demand(
        id=id,
        group=group,
        text=text or "",
        addressees=keys,
        title=fields.text("title"),
        source=_source(fields.inside("source")),
        succeeds=fields.texts("succeeds"),
        presumed=fields.texts("presumed") or (),
        said_of=said_of,
        status=Status(status) if status else None,
        positions=positions,
        tags=fields.texts("tags") or (),
        note=fields.text("note"),
        meta=fields.mapping("meta"),
    )
    fields.refuse_unknown()
    return demand


def cover_values(catalogue: Catalogue) -> dict[str, Any]:
    """Return the mapping that `catalogue.yaml` holds for a catalogue."""
    values = {
        "edition": catalogue.edition,
        "title": catalogue.title,
        "date": catalogue.date,
        "language": catalogue.language,
        "paper": {"file": catalogue.paper} if catalogue.paper else None,
        "working_groups": [group.key for group in catalogue.working_groups],
        "addressees": {one.key: {"name": one.name, "level": str(one.level)} for one in catalogue.addressees},
        "preamble": catalogue.preamble,
        "closing": catalogue.closing,
    }
    return {key: value for key, value in values.items() if value}


def group_values(group: WorkingGroup) -> dict[str, Any]:
    """Return the mapping that `_group.yaml` holds for a working group."""
    values = {"name": group.name, "title": group.title, "preamble": group.preamble}
    return {key: value for key, value in values.items() if value}


def demand_values(demand: Demand) -> dict[str, Any]:
    """Return the mapping that a demand's file holds; empty `addressees` and `succeeds` say something and stay."""
    source = {
        "position": demand.source.position,
        "page": demand.source.page,
        "line": demand.source.line,
        "number": demand.source.number,
    }
    values = {
        "id": demand.id,
        "title": demand.title,
        "text": demand.text,
        "addressees": list(demand.addressees),
        "source": {key: value for key, value in source.items() if value is not None},
        "succeeds": None if demand.succeeds is None else list(demand.succeeds),
        "presumed": list(demand.presumed),
        "said_of": demand.said_of,
        "status": demand.status and str(demand.status),
        "positions": dict(demand.positions),
        "tags": list(demand.tags),
        "note": demand.note,
        "meta": dict(demand.meta),
    }
    kept = {"addressees", "succeeds"}
    return {key: value for key, value in values.items() if value or (key in kept and value is not None)}


def _source(fields: Fields | None) -> Source:
    if fields is None:
        return Source()
    source = Source(
        position=fields.whole_number("position"),
        page=fields.whole_number("page"),
        line=fields.whole_number("line"),
        number=fields.text("number"),
    )
    fields.refuse_unknown()
    return source


def _addressees(fields: Fields, problems: list[Problem], document: Document) -> tuple[Addressee, ...]:
    addressees = []
    for key, value in fields.mapping("addressees").items():
        if not IDENTIFIER.fullmatch(key):
            found = Phrase("the addressee key {key!r}", key=key)
            fields.problem(f"addressees.{key}", found, IDENTIFIER_RULE, "id-invalid")
        if not isinstance(value, dict):
            found = Phrase("the addressee {key!r} without a name", key=key)
            fields.problem(f"addressees.{key}", found, Phrase("write “{key}: {{name: …, level: …}}”", key=key))
            continue
        inside = Fields(document, problems, ("addressees", key))
        level = inside.choice("level", list(Level))
        name = inside.text("name", required=True) or key
        addressees.append(Addressee(key=key, name=name, level=Level(level) if level else Level.OTHER))
        inside.refuse_unknown()
    return tuple(addressees)
