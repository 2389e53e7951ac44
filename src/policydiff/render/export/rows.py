"""A chronicle as rows of the tables of an export."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Annotated, Change, Context, Kind, Moved, Parted, Reassigned, Renamed, Reworded
from policydiff.core.comparison import Progress
from policydiff.core.lineage import Chronicle, Lineage, Link, LinkKind, Node
from policydiff.core.lineage.dates import first_and_last_day
from policydiff.core.lineage.differences import kinds_between
from policydiff.core.lineage.partings import derive_along, find_company, is_lone, is_parted
from policydiff.render.export.tables import PART_DROPPED, TABLES, Filled, Value
from policydiff.render.safety import json_value

STEP = "changes"
"""The step that progress is told of: how many of the links are looked at."""

# Between the keys of a list in one cell: no key holds a blank.
_BETWEEN = " "

_Row = dict[str, Value]


def fill_tables(chronicle: Chronicle, progress: Progress | None = None) -> tuple[Filled, ...]:
    """Return all tables with their rows, editions in the order of time, demands in that of their papers."""
    changes, clauses = _changes(chronicle, progress)
    rows: Mapping[str, Iterable[_Row]] = {
        "editions": _editions(chronicle),
        "working_groups": _groups(chronicle),
        "addressees": _addressees(chronicle),
        "demands": _demands(chronicle),
        "demand_addressees": _asked(chronicle),
        "demand_tags": _tags(chronicle),
        "demand_positions": _positions(chronicle),
        "links": (_link(link, chronicle) for link in chronicle.lineage.links),
        "changes": _numbered(changes),
        "clauses": _numbered(clauses),
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
            "preamble": catalogue.preamble,
            "closing": catalogue.closing,
        }


def _groups(chronicle: Chronicle) -> Iterator[_Row]:
    last = chronicle.last_groups()
    for edition, catalogue in chronicle.catalogues().items():
        known = {group.key: group for group in catalogue.working_groups}
        others = sorted({demand.group for demand in catalogue.demands} - known.keys())
        for number, key in enumerate((*known, *others), start=1):
            group = known.get(key)
            told = {"name": group.name, "title": group.title, "preamble": group.preamble} if group else {"name": key}
            thread = last[edition].get(key, key)
            yield {"edition": edition, "working_group": key, "thread": thread, "number": number, **told}


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
            "meta": _said(demand.meta) if demand.meta else None,
        }


def _asked(chronicle: Chronicle) -> Iterator[_Row]:
    for node, demand in chronicle.demands().items():
        for key in dict.fromkeys(demand.addressees):
            yield {**node._asdict(), "addressee": key}


def _tags(chronicle: Chronicle) -> Iterator[_Row]:
    for node, demand in chronicle.demands().items():
        for tag in dict.fromkeys(demand.tags):
            yield {**node._asdict(), "tag": tag}


def _positions(chronicle: Chronicle) -> Iterator[_Row]:
    for node, demand in chronicle.demands().items():
        for party, text in demand.positions.items():
            yield {**node._asdict(), "party": party, "text": text}


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


def _numbered(rows: Iterable[_Row]) -> Iterator[_Row]:
    for number, row in enumerate(rows, start=1):
        yield {"number": number, **row}


def _changes(chronicle: Chronicle, progress: Progress | None) -> tuple[list[_Row], list[_Row]]:
    """Return what changed along every link, then what came and what went, edition by edition; and which words went."""
    lineage, demands = chronicle.lineage, chronicle.demands()
    contexts: dict[tuple[str, str], Context] = {}
    changes: list[_Row] = []
    clauses: list[_Row] = []
    parted: set[Node] = set()
    for number, link in enumerate(lineage.links):
        steps = link.old.edition, link.new.edition
        if steps not in contexts:
            contexts[steps] = chronicle.context(*steps)
            if progress:
                progress(STEP, number, len(lineage.links))
        found = _derive(lineage, link, demands, contexts[steps])
        changes += _along(link, found)
        # What a split or merger lost stands at each of its links; of what is back, what each demand itself lost.
        if link.old not in parted:
            clauses += _clauses(link, found)
        if not is_lone(lineage, link):
            parted.update(find_company(lineage, link)[0] if is_parted(link) else (link.old,))
    for place, edition in enumerate(lineage.editions):
        for id in lineage.nodes[edition]:
            node = Node(edition, id)
            if not lineage.before(node):
                changes.append({**_ends(None, node), "kind": str(Kind.ADDED)})
            following = lineage.editions[place + 1 : place + 2]
            if following and all(link.new.edition != following[0] for link in lineage.next_of(node)):
                changes.append({**_ends(node, None), "kind": str(Kind.DROPPED)})
    return changes, clauses


def _derive(lineage: Lineage, link: Link, demands: Mapping[Node, Demand], context: Context) -> tuple[Change, ...]:
    if is_lone(lineage, link) and not kinds_between(demands[link.old], demands[link.new], context.groups):
        return ()
    return derive_along(lineage, link, demands, context)


def _along(link: Link, changes: Iterable[Change]) -> Iterator[_Row]:
    ends = _ends(link.old, link.new)
    if link.kind is LinkKind.REINSTATED:
        yield {**ends, "kind": str(Kind.REINSTATED)}
    for change in changes:
        row: _Row = {**ends, "kind": str(change.kind)}
        match change:
            case Parted():
                yield {**row, "signals": _codes(change)}
            case Reworded(weight=weight):  # along a split or merger, that tells what it means
                yield {**row, "weight": str(weight), "signals": None if is_parted(link) else _codes(change)}
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


def _clauses(link: Link, changes: Iterable[Change]) -> Iterator[_Row]:
    """Yield the words that a split or merger lost and won, and the sentences that a rewording struck."""
    for change in changes:
        match change:
            case Parted(dropped=dropped, added=added, lost=lost):
                for one in dropped:
                    yield _clause(one.text, old=Node(link.old.edition, one.demand), is_lost=one.text in lost)
                for one in added:
                    yield _clause(one.text, new=Node(link.new.edition, one.demand))
            case Reworded(lost=lost) if not is_parted(link):
                for text in lost:
                    yield _clause(text, old=link.old, is_lost=True)
            case _:
                pass


def _clause(text: str, *, old: Node | None = None, new: Node | None = None, is_lost: bool = False) -> _Row:
    kind = Kind.DROPPED if old else Kind.ADDED
    return {**_ends(old, new), "kind": str(kind), "text": text, "rule": PART_DROPPED if is_lost else None}


def _codes(change: Parted | Reworded) -> str | None:
    lost = [PART_DROPPED] if change.lost else []
    return _BETWEEN.join(dict.fromkeys([*lost, *(signal.rule for signal in change.signals)])) or None


def _said(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    import json  # needed rarely

    return json.dumps(json_value(value), ensure_ascii=False, sort_keys=True)
