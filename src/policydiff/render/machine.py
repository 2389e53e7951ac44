"""The report as JSON, the contract for machines; schema/report.schema.json says what stands where.

One entry stands on one line, so that two reports compare well line by line. Untouched demands are written as text
directly: a tree of objects for 100,000 of them would cost more than all the rest.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, assert_never

from policydiff.core.acceptance import Acceptance
from policydiff.core.catalogue import Demand
from policydiff.core.changes import (
    Added,
    Annotated,
    Change,
    Dropped,
    FieldChange,
    Former,
    Kind,
    Moved,
    Parted,
    Reassigned,
    Reinstated,
    Renamed,
    Reworded,
)
from policydiff.core.matching import Clause, Evidence
from policydiff.core.meaning import Signal
from policydiff.core.report import (
    Alarm,
    DeclarationChange,
    Entry,
    Fate,
    FrameChange,
    LevelShift,
    Origin,
    Question,
    Report,
    Rollup,
    Selection,
    Side,
    Told,
)
from policydiff.core.rules import Finding, Severity
from policydiff.core.wording import Run
from policydiff.render.safety import escape_json, json_value

SCHEMA_VERSION = 1

_LINES_PER_PIECE = 1000


def render_report(report: Report) -> str:
    """Return the report as JSON text that ends with a line end."""
    head: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "old": _side(report.old),
        "new": _side(report.new),
        "language": report.language,
        "summary": _summary(report),
    }
    if report.selection:
        head["selection"] = _selection(report.selection)
    head |= {
        "groups": {key: {"name": one.name, "title": one.title} for key, one in report.groups.items()},
        "addressees": {key: {"name": one.name, "level": str(one.level)} for key, one in report.addressees.items()},
    }
    lists = {
        "alarms": map(_dump, map(_alarm, report.alarms)),
        "rollups": map(_dump, map(_rollup, report.rollups)),
        "entries": _entry_lines(report),
        "questions": map(_dump, map(_question, report.questions)),
        "related": map(_dump, map(_question, report.related)),
        "carried": map(_dump, map(_part, report.carried)),
        "frame": map(_dump, map(_frame, report.frame)),
        "declarations": map(_dump, map(_declaration, report.declarations)),
        "unused_acceptances": map(_dump, map(_unused, report.unused_acceptances)),
        "shifts": map(_dump, map(_shift, report.shifts)),
    }
    parts = ["{\n"]
    for key, value in head.items():
        parts.append(f'"{key}":{_dump(value)},\n')
    parts += _demand_lines(report)
    for key, lines in lists.items():
        parts.append(f'"{key}":[')
        parts += _listed(lines)
        parts.append("],\n" if key != "shifts" else "]\n}\n")
    return "".join(parts)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines with commas between them, many in one piece: 200,000 short strings cost more than their text."""
    remaining = iter(lines)
    before = "\n"
    while piece := ",\n".join(islice(remaining, _LINES_PER_PIECE)):
        yield before + piece
        before = ",\n"
    if before != "\n":
        yield "\n"


def _demand_lines(report: Report) -> Iterator[str]:
    """Yield the demands that changed, are asked about, alarm, or concern a declaration, by side and id, one to a line.

    Of several with one id the first counts: what is told first.
    """
    told: list[tuple[tuple[Demand, ...], tuple[Demand, ...]]] = [
        *((entry.old, entry.new) for entry in report.entries if entry.changes),
        *((one.old, one.new) for one in (*report.questions, *report.related)),
        *(((one.old,), (one.new,)) for one in report.alarms),
        *((one.named, (one.demand,)) for one in report.declarations),
    ]
    old, new = ({one.id: one for pair in reversed(told) for one in reversed(pair[side])} for side in (0, 1))
    for key, demands, end in (("old", old, "},"), ("new", new, "}},\n")):
        yield f'"demands":{{"{key}":{{' if key == "old" else f'\n"{key}":{{'
        yield from _listed(f"{_dump(id)}:{_dump(_whole_demand(one))}" for id, one in reversed(demands.items()))
        yield end


def _dump(value: object) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _entry_lines(report: Report) -> Iterator[str]:
    for entry in report.entries:
        yield _dump(_entry(entry))
    rest = (
        '"kinds":["unchanged"],"severity":null,"findings":[],"rolled_up":false,'
        '"grade":"certain","reason":"same-id","score":1.0,"fingerprint":"","acceptance":null,"details":{}}'
    )
    groups = {key: _dump(key) for key in {one.group for one in report.untouched}}
    for one in report.untouched:
        id = f'"{one.id}"' if _is_plain(one.id) else _dump(one.id)
        yield f'{{"old":[{id}],"new":[{id}],"group":{groups[one.group]},{rest}'


def _is_plain(id: str) -> bool:
    return id.isascii() and id.isprintable() and '"' not in id and "\\" not in id


def _side(side: Side) -> dict[str, Any]:
    return {
        "spec": side.spec,
        "commit": side.commit,
        "edition": side.edition,
        "title": side.title,
        "date": side.date,
        "demands": side.demands,
    }


def _summary(report: Report) -> dict[str, Any]:
    return {
        "kinds": {str(kind): report.kinds.get(kind, 0) for kind in Kind},
        "balance": {
            "old": {str(fate): report.fates.get(fate, 0) for fate in Fate},
            "new": {str(origin): report.origins.get(origin, 0) for origin in Origin},
        },
        "severities": {str(severity): report.severities.get(severity, 0) for severity in Severity},
        "rolled_up": report.rolled_up,
        "only_renamed": report.only_renamed,
        "substantive": sum(report.substantive.values()),
        "entries": report.entries_in_all,
    }


def _selection(selection: Selection) -> dict[str, Any]:
    return {
        "groups": list(selection.groups),
        "addressees": list(selection.addressees),
        "kinds": [str(kind) for kind in selection.kinds],
        "severities": [str(severity) for severity in selection.severities],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "old": [demand.id for demand in entry.old],
        "new": [demand.id for demand in entry.new],
        "group": entry.group,
        "kinds": [str(kind) for kind in entry.kinds],
        "severity": entry.severity and str(entry.severity),
        "findings": _findings(entry.findings),
        "rolled_up": entry.is_rolled_up,
        "grade": entry.grade and str(entry.grade),
        "reason": entry.reason and str(entry.reason),
        "score": entry.score,
        **_sign_off(entry),
        "details": {str(change.kind): _details(change) for change in entry.changes},
    }


def _details(change: Change) -> dict[str, Any]:
    match change:
        case Reassigned(joined=joined, left=left):
            return {
                "joined": list(joined),
                "left": list(left),
                "levels_joined": [str(level) for level in change.levels_joined],
                "levels_left": [str(level) for level in change.levels_left],
                "shift": str(change.shift),
                "parts": [{"old": one.old, "new": one.new, "change": _details(one.change)} for one in change.parts],
            }
        case Moved(old=old, new=new):
            return {"old": list(old), "new": list(new)}
        case Renamed(old=old_id, new=new_id):
            return {"old": old_id, "new": new_id}
        case Reworded(weight=weight, signals=signals, redline=redline):
            return {"class": str(weight), "signals": draw_signals(signals), "redline": _redline(redline)}
        case Annotated(fields=fields):
            return {"fields": [_field(one) for one in fields]}
        case Reinstated(signals=signals, reassigned=reassigned):
            return {
                **_former(change),
                "others": [_former(one) for one in change.others],
                "signals": draw_signals(signals),
                "lost": list(change.lost),
                "reassigned": _details(reassigned) if reassigned else None,
            }
        case Parted(parts=parts, signals=signals):
            return {
                "parts": [_part(one) for one in parts],
                "dropped": _clauses(change.dropped),
                "added": _clauses(change.added),
                "continued": [{"old": old_id, "new": new_id} for old_id, new_id in change.continued],
                "signals": draw_signals(signals),
            }
        case Dropped() | Added():
            return {}
        case _ as unreachable:
            assert_never(unreachable)


def _former(one: Former | Reinstated) -> dict[str, str]:
    return {"edition": one.edition, "id": one.id, "text": one.text}


def _findings(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [{"code": one.rule, "severity": str(one.severity)} for one in findings]


def draw_signals(signals: Iterable[Signal]) -> list[dict[str, str]]:
    """Return the signals of a change as data."""
    return [{"code": str(one.code), "direction": str(one.direction), "old": one.old, "new": one.new} for one in signals]


def _part(one: Evidence) -> dict[str, Any]:
    return {
        "old": one.old,
        "new": one.new,
        "old_clause": one.old_clause,
        "new_clause": one.new_clause,
        "share": one.share,
    }


def _clauses(clauses: Iterable[Clause]) -> list[dict[str, str]]:
    return [{"demand": one.demand, "text": one.text} for one in clauses]


def _field(change: FieldChange) -> dict[str, Any]:
    return {"field": change.field, "old": json_value(change.old), "new": json_value(change.new)}


def _redline(redline: Iterable[Run]) -> list[dict[str, Any]]:
    return [
        {"mark": str(run.mark), "text": run.text, **({} if run.move is None else {"move": run.move})} for run in redline
    ]


def _rollup(rollup: Rollup) -> dict[str, Any]:
    return {
        "kind": str(rollup.kind),
        "old": list(rollup.old),
        "new": list(rollup.new),
        "demands": list(rollup.demands),
        "severity": str(rollup.severity),
        "findings": _findings(rollup.findings),
    }


def _shift(shift: LevelShift) -> dict[str, Any]:
    return {"old": shift.old and str(shift.old), "new": shift.new and str(shift.new), "demands": shift.demands}


def _alarm(alarm: Alarm) -> dict[str, Any]:
    return {
        "code": str(alarm.code),
        "severity": str(alarm.severity),
        "id": alarm.new.id,
        "old": _demand(alarm.old),
        "new": _demand(alarm.new),
        "references": list(alarm.references),
        "living": list(alarm.living),
        **_sign_off(alarm),
    }


def _demand(demand: Demand) -> dict[str, Any]:
    return {"id": demand.id, "group": demand.group, "text": demand.text}


def _whole_demand(demand: Demand) -> dict[str, Any]:
    source = demand.source
    return {
        "group": demand.group,
        "title": demand.title,
        "text": demand.text,
        "addressees": list(demand.addressees),
        "source": {"position": source.position, "page": source.page, "line": source.line, "number": source.number},
        "succeeds": None if demand.succeeds is None else list(demand.succeeds),
        "presumed": list(demand.presumed),
        "status": demand.status and str(demand.status),
        "positions": json_value(demand.positions),
        "tags": list(demand.tags),
        "note": demand.note,
        "meta": json_value(demand.meta),
    }


def _sign_off(change: Told) -> Mapping[str, Any]:
    acceptance = change.acceptance
    accepted = acceptance and {"by": acceptance.by, "reason": acceptance.reason}
    return {"fingerprint": change.fingerprint, "acceptance": accepted}


def _unused(acceptance: Acceptance) -> dict[str, str]:
    return {"fingerprint": acceptance.fingerprint, "by": acceptance.by, "reason": acceptance.reason}


def _question(question: Question) -> dict[str, Any]:
    return {
        "old": [demand.id for demand in question.old],
        "new": [demand.id for demand in question.new],
        "reason": str(question.reason),
        "score": question.score,
        "severity": question.severity and str(question.severity),
        **_sign_off(question),
    }


def _frame(change: FrameChange) -> dict[str, Any]:
    return {
        "kind": str(change.kind),
        "severity": str(change.severity),
        "key": change.key,
        "old": change.old,
        "new": change.new,
        "redline": _redline(change.redline),
        **_sign_off(change),
    }


def _declaration(change: DeclarationChange) -> dict[str, Any]:
    return {
        "id": change.demand.id,
        "severity": str(change.severity),
        "old": None if change.old is None else list(change.old),
        "new": None if change.new is None else list(change.new),
        **_sign_off(change),
    }
