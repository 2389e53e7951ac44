"""A chronicle as rows of the tables of an export."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Annotated, Context, Kind, Moved, Parted, Reassigned, Renamed, Reworded
from policydiff.core.comparison import Progress
from policydiff.core.lineage import Chronicle, Link, LinkKind, Node
from policydiff.core.lineage.dates import first_and_last_day
from policydiff.core.lineage.differences import kinds_between
from policydiff.core.lineage.partings import derive_along
from policydiff.core.meaning import Signal
from policydiff.render.export.tables import TABLES, Filled, Value
from policydiff.render.safety import json_value

STEP = "changes"
"""The step that progress is told of: how many of the links are looked at."""

# Between the keys of a list in one cell: no key holds a blank.
_BETWEEN = " "

_Row = dict[str, Value]


def fill_tables(chronicle: Chronicle, progress: Progress | None = None) -> tuple[Filled, ...]:
    """Return all tables with their rows, editions in the order of time, demands in that of their papers."""
    rows: Mapping[str, Iterator[_Row]] = {
        "editions": _editions(chronicle),
        "working_groups": _groups(chronicle),
        "addressees": _addressees(chronicle),
        "demands": _demands(chronicle),
        "demand_addressees": _asked(chronicle),
        "links": (_link(link, chronicle) for link in chronicle.lineage.links),
        "changes": _numbered(_changes(chronicle, progress)),
    }
    return tuple(
        Filled(
            table=table,
            rows=[tuple(row.get(column.name) for column in table.columns) for row in rows[table.name]],
        )
        for table in TABLES
    )


def _editions(chronicle: Chronicle) -> Iterator[_Row]:
    for number, version in enumerate(chronicle.versions, start=1):
        catalogue = version.catalogue
        days = first_and_last_day(catalogue.date)
        yield {
            "edition": catalogue.edition,
            "number": number,
            "title": catalogue.title,
            "date": catalogue.date,
            "date_from": days[0].isoformat() if days else None,
            "date_to": days[1].isoformat() if days else None,
            "language": catalogue.language,
            "paper": catalogue.paper,
            "commit": version.commit,
            "demands": len(catalogue.demands),
        }


def _groups(chronicle: Chronicle) -> Iterator[_Row]:
    for edition, catalogue in chronicle.catalogues().items():
        known = {group.key: group for group in catalogue.working_groups}
        others = sorted({demand.group for demand in catalogue.demands} - known.keys())
        for number, key in enumerate((*known, *others), start=1):
            group = known.get(key)
            names = {"name": group.name, "title": group.title} if group else {"name": key}
            yield {"edition": edition, "working_group": key, "number": number, **names}


def _addressees(chronicle: Chronicle) -> Iterator[_Row]:
    for edition, catalogue in chronicle.catalogues().items():
        known = {one.key: (one.name, str(one.level)) for one in catalogue.addressees}
        others = sorted({key for demand in catalogue.demands for key in demand.addressees} - known.keys())
        for number, key in enumerate((*known, *others), start=1):
            name, level = known.get(key, (key, "other"))
            yield {"edition": edition, "addressee": key, "number": number, "name": name, "level": level}


def _demands(chronicle: Chronicle) -> Iterator[_Row]:
    for node, demand in chronicle.demands().items():
        yield {
            **node._asdict(),
            "thread": chronicle.lineage.threads[node],
            "working_group": demand.group,
            "position": demand.source.position,
            "page": demand.source.page,
            "line": demand.source.line,
            "printed_number": demand.source.number,
            "title": demand.title,
            "text": demand.text,
            "status": demand.status and str(demand.status),
            "note": demand.note,
        }


def _asked(chronicle: Chronicle) -> Iterator[_Row]:
    for node, demand in chronicle.demands().items():
        for key in dict.fromkeys(demand.addressees):
            yield {**node._asdict(), "addressee": key}


def _link(link: Link, chronicle: Chronicle) -> _Row:
    return {
        **_ends(link.old, link.new),
        "kind": str(link.kind),
        "grade": str(link.grade),
        "reason": str(link.reason),
        "score": link.score,
        "continued": link.continued,
        "gap": len(chronicle.gap(link.old.edition, link.new.edition)),
    }


def _ends(old: Node | None, new: Node | None) -> _Row:
    return {
        "old_edition": old.edition if old else None,
        "old_id": old.id if old else None,
        "new_edition": new.edition if new else None,
        "new_id": new.id if new else None,
    }


def _numbered(rows: Iterator[_Row]) -> Iterator[_Row]:
    for number, row in enumerate(rows, start=1):
        yield {"number": number, **row}


def _changes(chronicle: Chronicle, progress: Progress | None) -> Iterator[_Row]:
    """Yield what changed: along every link, then what came and what went, edition by edition."""
    lineage, demands = chronicle.lineage, chronicle.demands()
    contexts: dict[tuple[str, str], Context] = {}
    for number, link in enumerate(lineage.links):
        steps = link.old.edition, link.new.edition
        if steps not in contexts:
            contexts[steps] = chronicle.context(*steps)
            if progress:
                progress(STEP, number, len(lineage.links))
        yield from _along(chronicle, link, demands, contexts[steps])
    for place, edition in enumerate(lineage.editions):
        for id in lineage.nodes[edition]:
            node = Node(edition, id)
            if not lineage.before(node):
                yield {**_ends(None, node), "kind": str(Kind.ADDED)}
            following = lineage.editions[place + 1 : place + 2]
            if following and all(link.new.edition != following[0] for link in lineage.next_of(node)):
                yield {**_ends(node, None), "kind": str(Kind.DROPPED)}


def _along(chronicle: Chronicle, link: Link, demands: Mapping[Node, Demand], context: Context) -> Iterator[_Row]:
    ends = _ends(link.old, link.new)
    if link.kind is LinkKind.REINSTATED:
        yield {**ends, "kind": str(Kind.REINSTATED)}
    is_plain = link.kind not in (LinkKind.SPLIT, LinkKind.MERGED)
    if is_plain and not kinds_between(demands[link.old], demands[link.new], context.groups):
        return
    for change in derive_along(chronicle.lineage, link, demands, context):
        row: _Row = {**ends, "kind": str(change.kind)}
        match change:
            case Parted(signals=signals):
                yield {**row, "signals": _codes(signals)}
            case Reworded(weight=weight, signals=signals):
                yield {**row, "weight": str(weight), "signals": _codes(signals)}
            case Reassigned(joined=joined, left=left):
                yield {**row, "joined": _BETWEEN.join(joined) or None, "left": _BETWEEN.join(left) or None}
            case Moved(old=before, new=after):
                yield {**row, "old_value": _BETWEEN.join(before), "new_value": _BETWEEN.join(after)}
            case Renamed(old=was, new=now):
                yield {**row, "old_value": was, "new_value": now}
            case Annotated(fields=fields):
                for one in fields:
                    yield {**row, "signals": one.field, "old_value": _said(one.old), "new_value": _said(one.new)}
            case _:
                yield row


def _codes(signals: Iterable[Signal]) -> str | None:
    return _BETWEEN.join(dict.fromkeys(signal.rule for signal in signals)) or None


def _said(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    import json  # needed rarely

    return json.dumps(json_value(value), ensure_ascii=False, sort_keys=True)
