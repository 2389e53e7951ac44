"""All that a catalogue says of one demand, for the terminal."""

import json

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.render.messages import Messages
from policydiff.render.rows import place
from policydiff.render.safety import json_value, line
from policydiff.render.terminal.sheet import Sheet


def render_demand(demand: Demand, catalogue: Catalogue, messages: Messages, *, width: int, colour: bool) -> str:
    """Return a demand as lines of text no longer than `width`."""
    sheet = Sheet(width=width, colour=colour)
    sheet.add(line(demand.title or demand.id), style="bold")
    sheet.add()
    sheet.add(line(demand.text))
    sheet.add()
    sheet.labelled([(label, value) for label, value in _pairs(demand, catalogue, messages) if value])
    return sheet.text()


def _pairs(demand: Demand, catalogue: Catalogue, messages: Messages) -> list[tuple[str, str]]:
    text = messages.text
    groups = {group.key: line(group.name) for group in catalogue.working_groups}
    known = {one.key: line(one.name) for one in catalogue.addressees}
    asked = [name for key, name in known.items() if key in demand.addressees]
    asked += [line(key) for key in demand.addressees if key not in known]
    date = line(messages.date(catalogue.date)) if catalogue.date else ""
    edition = [line(catalogue.title), date, line(catalogue.edition)]
    return [
        (text("report.id"), line(demand.id)),
        (text("report.group"), groups.get(demand.group, line(demand.group))),
        (text("report.addressees"), ", ".join(asked) or text("report.nobody")),
        (text("report.source"), place(demand.source, messages)),
        (text("demand.edition"), ", ".join(part for part in edition if part)),
        (text("demand.succeeds"), _succeeds(demand, messages)),
        (text("field.status"), text(f"status.{demand.status}") if demand.status else ""),
        *((f"{text('field.positions')} ({line(party)})", line(words)) for party, words in demand.positions.items()),
        (text("field.tags"), ", ".join(line(tag) for tag in demand.tags)),
        (text("field.note"), line(demand.note or "")),
        *((f"{text('field.meta')} ({line(key)})", _value(value)) for key, value in demand.meta.items()),
    ]


def _succeeds(demand: Demand, messages: Messages) -> str:
    if demand.succeeds is None:
        return ""
    return ", ".join(line(id) for id in demand.succeeds) or messages.text("demand.succeeds_nothing")


def _value(value: object) -> str:
    return line(value if isinstance(value, str) else json.dumps(json_value(value), ensure_ascii=False))
