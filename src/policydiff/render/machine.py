"""The report as JSON, the contract for machines; schema/report.schema.json says what stands where.

One entry stands on one line, so that two reports compare well line by line. Untouched demands are written as text
directly: a tree of objects for 100,000 of them would cost more than all the rest.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, assert_never

from policydiff.core.catalogue import Demand
from policydiff.core.changes import (
    Added,
    Annotated,
    Change,
    Dropped,
    FieldChange,
    Kind,
    Merged,
    Moved,
    Reassigned,
    Reinstated,
    Renamed,
    Reworded,
    Split,
)
from policydiff.core.matching import Evidence
from policydiff.core.report import Alarm, Entry, Fate, FrameChange, Origin, Question, Report, Side
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
        "summary": _summary(report),
    }
    if report.selection:
        head["selection"] = {
            "groups": list(report.selection.groups),
            "addressees": list(report.selection.addressees),
            "kinds": [str(kind) for kind in report.selection.kinds],
        }
    lists = {
        "alarms": map(_dump, map(_alarm, report.alarms)),
        "entries": _entry_lines(report),
        "questions": map(_dump, map(_question, report.questions)),
        "related": map(_dump, map(_question, report.related)),
        "frame": map(_dump, map(_frame, report.frame)),
    }
    parts = ["{\n"]
    for key, value in head.items():
        parts.append(f'"{key}":{_dump(value)},\n')
    for key, lines in lists.items():
        parts.append(f'"{key}":[')
        parts += _listed(lines)
        parts.append("],\n" if key != "frame" else "]\n}\n")
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


def _dump(value: object) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _entry_lines(report: Report) -> Iterator[str]:
    for entry in report.entries:
        yield _dump(_entry(entry))
    rest = '"kinds":["unchanged"],"grade":"certain","reason":"same-id","score":1.0,"details":{}}'
    for one in report.untouched:
        id = f'"{one.id}"' if _is_plain(one.id) else _dump(one.id)
        yield f'{{"old":[{id}],"new":[{id}],{rest}'


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
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "old": [demand.id for demand in entry.old],
        "new": [demand.id for demand in entry.new],
        "kinds": [str(kind) for kind in entry.kinds],
        "grade": entry.grade and str(entry.grade),
        "reason": entry.reason and str(entry.reason),
        "score": entry.score,
        "details": {str(change.kind): _details(change) for change in entry.changes},
    }


def _details(change: Change) -> dict[str, Any]:
    match change:
        case Reassigned(joined=joined, left=left):
            return {"joined": list(joined), "left": list(left)}
        case Moved(old=old, new=new):
            return {"old": list(old), "new": list(new)}
        case Renamed(old=old_id, new=new_id):
            return {"old": old_id, "new": new_id}
        case Reworded(weight=weight, signals=signals, redline=redline):
            shown = [{"code": signal.code, "old": signal.old, "new": signal.new} for signal in signals]
            return {"class": str(weight), "signals": shown, "redline": _redline(redline)}
        case Annotated(fields=fields):
            return {"fields": [_field(one) for one in fields]}
        case Reinstated(edition=edition, id=id):
            return {"edition": edition, "id": id}
        case Split(parts=parts) | Merged(parts=parts):
            return {"parts": [_part(one) for one in parts]}
        case Dropped() | Added():
            return {}
        case _ as unreachable:
            assert_never(unreachable)


def _part(one: Evidence) -> dict[str, Any]:
    return {
        "old": one.old,
        "new": one.new,
        "old_clause": one.old_clause,
        "new_clause": one.new_clause,
        "share": one.share,
    }


def _field(change: FieldChange) -> dict[str, Any]:
    return {"field": change.field, "old": json_value(change.old), "new": json_value(change.new)}


def _redline(redline: Iterable[Run]) -> list[dict[str, str]]:
    return [{"mark": str(run.mark), "text": run.text} for run in redline]


def _alarm(alarm: Alarm) -> dict[str, Any]:
    return {
        "code": str(alarm.code),
        "id": alarm.new.id,
        "old": _demand(alarm.old),
        "new": _demand(alarm.new),
        "references": list(alarm.references),
    }


def _demand(demand: Demand) -> dict[str, Any]:
    return {"id": demand.id, "group": demand.group, "text": demand.text}


def _question(question: Question) -> dict[str, Any]:
    return {
        "old": [demand.id for demand in question.old],
        "new": [demand.id for demand in question.new],
        "reason": str(question.reason),
        "score": question.score,
    }


def _frame(change: FrameChange) -> dict[str, Any]:
    return {
        "kind": str(change.kind),
        "key": change.key,
        "old": change.old,
        "new": change.new,
        "redline": _redline(change.redline),
    }
