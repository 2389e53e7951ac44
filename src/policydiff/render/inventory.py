"""The first report of a catalogue as people read it: who is asked for what, by working group and by addressee."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from policydiff.core.catalogue import Catalogue, Demand
from policydiff.render.messages import Messages
from policydiff.render.outline import in_group_order
from policydiff.render.rows import place
from policydiff.render.safety import line, paragraphs


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One demand: its text, who is asked (empty: nobody), where it stands in the paper."""

    id: str
    anchor: str
    title: str
    text: str
    group: str
    addressees: tuple[str, ...]
    place: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    """One working group with its preamble and demands; `number` is its place in the paper."""

    key: str
    number: str
    name: str
    heading: str
    preamble: tuple[str, ...]
    count: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """All that one addressee is asked for."""

    key: str
    name: str
    count: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixRow:
    """How often an addressee is asked, per working group (empty: never) and in all."""

    name: str
    counts: tuple[str, ...]
    sum: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Inventory:
    """A catalogue ready to be laid out; `matrix` ends with nobody, `sums` are the demands of each group and in all.

    `text_language` is that of the catalogue.
    """

    language: str
    text_language: str
    title: str
    edition: str
    date: str
    paper: str
    headline: str
    preamble: tuple[str, ...]
    closing: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    calls: tuple[Call, ...]
    nobody: tuple[Item, ...]
    matrix: tuple[MatrixRow, ...]
    sums: tuple[str, ...]


def inventory(catalogue: Catalogue, messages: Messages) -> Inventory:
    """Return a catalogue laid out for people in the language of the messages."""
    known = {group.key: group for group in catalogue.working_groups}
    order = in_group_order([*known, *(demand.group for demand in catalogue.demands)], known)
    names = {addressee.key: line(addressee.name) for addressee in catalogue.addressees}
    asked = {key: names.get(key, line(key)) for key in (*names, *sorted(_asked(catalogue) - names.keys()))}
    groups = {key: line(known[key].name) if key in known else line(key) for key in order}
    items = {demand.id: _item(demand, groups, asked, messages) for demand in catalogue.demands}
    return Inventory(
        language=messages.language,
        text_language=catalogue.language,
        title=line(catalogue.title),
        edition=line(catalogue.edition),
        date=line(messages.date(catalogue.date)) if catalogue.date else "",
        paper=line(catalogue.paper or ""),
        headline=_headline(catalogue, messages),
        preamble=paragraphs(catalogue.preamble or ""),
        closing=paragraphs(catalogue.closing or ""),
        chapters=_chapters(catalogue, order, items, messages),
        calls=_calls(catalogue, asked, items, messages),
        nobody=tuple(items[demand.id] for demand in catalogue.demands if not demand.addressees),
        matrix=_matrix(catalogue, order, asked, messages),
        sums=_sums(catalogue, order, messages),
    )


def _asked(catalogue: Catalogue) -> set[str]:
    return {key for demand in catalogue.demands for key in demand.addressees}


def _item(demand: Demand, groups: dict[str, str], asked: dict[str, str], messages: Messages) -> Item:
    return Item(
        id=line(demand.id),
        anchor=f"d-{line(demand.id)}",
        title=line(demand.title or ""),
        text=line(demand.text),
        group=groups[demand.group],
        addressees=tuple(name for key, name in asked.items() if key in demand.addressees),
        place=place(demand.source, messages),
    )


def _headline(catalogue: Catalogue, messages: Messages) -> str:
    total = len(catalogue.demands)
    if not total:
        return messages.text("inventory.headline_empty")
    sentence = messages.text(
        "inventory.headline" if total > 1 else "inventory.headline_one",
        demands=messages.text("report.demands", count=total),
        groups=messages.text("inventory.headline_groups", count=len({demand.group for demand in catalogue.demands})),
        addressees=messages.text("inventory.headline_addressees", count=len(_asked(catalogue))),
    )
    nobody = sum(not demand.addressees for demand in catalogue.demands)
    return f"{sentence} {messages.text('inventory.headline_nobody', count=nobody)}" if nobody else sentence


def _chapters(
    catalogue: Catalogue, order: Sequence[str], items: dict[str, Item], messages: Messages
) -> tuple[Chapter, ...]:
    known = {group.key: group for group in catalogue.working_groups}
    chapters = []
    for number, key in enumerate(order, start=1):
        group = known.get(key)
        held = tuple(items[demand.id] for demand in catalogue.demands if demand.group == key)
        name = line(group.name) if group else line(key)
        chapters.append(
            Chapter(
                key=line(key),
                number=messages.number(number),
                name=name,
                heading=f"{name}: {line(group.title)}" if group and group.title else name,
                preamble=paragraphs(group.preamble or "") if group else (),
                count=messages.text("report.demands", count=len(held)),
                items=held,
            )
        )
    return tuple(chapters)


def _calls(catalogue: Catalogue, asked: dict[str, str], items: dict[str, Item], messages: Messages) -> tuple[Call, ...]:
    calls = []
    for key, name in asked.items():
        held = tuple(items[demand.id] for demand in catalogue.demands if key in demand.addressees)
        if held:
            count = messages.text("report.demands", count=len(held))
            calls.append(Call(key=key, name=name, count=count, items=held))
    return tuple(calls)


def _matrix(
    catalogue: Catalogue, order: Sequence[str], asked: dict[str, str], messages: Messages
) -> tuple[MatrixRow, ...]:
    counts = Counter((key, demand.group) for demand in catalogue.demands for key in demand.addressees)
    counts.update(("", demand.group) for demand in catalogue.demands if not demand.addressees)
    rows = []
    for key, name in (*asked.items(), ("", messages.text("report.nobody"))):
        found = [counts[key, group] for group in order]
        if any(found):
            shown = tuple(messages.number(count) if count else "" for count in found)
            total = messages.number(sum(found))
            rows.append(MatrixRow(name=name, counts=shown, sum=total))
    return tuple(rows)


def _sums(catalogue: Catalogue, order: Sequence[str], messages: Messages) -> tuple[str, ...]:
    held = Counter(demand.group for demand in catalogue.demands)
    return tuple(messages.number(count) for count in (*(held[key] for key in order), len(catalogue.demands)))
