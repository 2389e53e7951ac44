"""Histories, blame, timelines and figures as JSON, the contract for machines; codes and ids, no words."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from policydiff.core.catalogue import Demand
from policydiff.core.changes import Annotated, Moved, Parted, Reassigned, Reworded
from policydiff.core.lineage import Chronicle, Link, Node
from policydiff.core.lineage.histories import Descent, History, Station
from policydiff.core.lineage.names import Name
from policydiff.core.lineage.origins import Blame
from policydiff.core.lineage.partings import find_along
from policydiff.core.lineage.statistics import Holding, Lives, Statistics
from policydiff.core.lineage.timelines import Timeline
from policydiff.render.machine import draw_signals
from policydiff.render.safety import escape_json, json_value

SCHEMA_VERSION = 1


def render_history(history: History, chronicle: Chronicle) -> str:
    """Return a history as JSON."""
    demands = chronicle.demands()
    return _dump(
        {
            "editions": _editions(chronicle),
            "asked": _node(history.asked),
            "thread": history.thread,
            "presence": {
                "own": list(history.presence.own),
                "since": history.presence.since,
                "until": history.presence.until,
            },
            "stations": [_station(one, chronicle, demands) for one in history.stations],
            "namesakes": [_node(node) for node in history.namesakes],
        }
    )


def render_blame(blame: Blame, chronicle: Chronicle) -> str:
    """Return the origins of a demand's words as JSON."""
    return _dump(
        {
            "editions": _editions(chronicle),
            "demand": _node(blame.node),
            "passages": [{"text": one.text, "origin": _node(one.origin), "words": one.words} for one in blame.passages],
            "words": blame.words_by_edition(),
        }
    )


def render_timeline(timeline: Timeline, chronicle: Chronicle) -> str:
    """Return a timeline as JSON; the cells of a row are in the order of the editions."""
    rows = [
        {
            "thread": row.thread,
            "group": row.group,
            "text": row.demand.text,
            "cells": [
                {
                    "sign": str(cell.sign),
                    "id": cell.node.id if cell.node else None,
                    "kinds": [str(kind) for kind in cell.kinds],
                    "grade": cell.grade and str(cell.grade),
                }
                for cell in row.cells
            ],
        }
        for row in timeline.rows
    ]
    groups = {key: names[-1].name for key, names in timeline.groups.items()}
    return _dump(
        {"editions": _editions(chronicle), "groups": groups, "group_names": _names(timeline.groups), "rows": rows}
    )


def render_statistics(statistics: Statistics, chronicle: Chronicle) -> str:
    """Return figures as JSON; those of groups and addressees are in the order of the editions."""
    return _dump(
        {
            "editions": _editions(chronicle),
            "books": [
                {
                    "edition": books.edition,
                    "demands": books.demands,
                    "origins": {str(key): count for key, count in books.origins.items()},
                    "fates": {str(key): count for key, count in books.fates.items()},
                    "surviving": books.surviving,
                }
                for books in statistics.books
            ],
            "groups": _holdings(statistics.groups),
            "addressees": _holdings(statistics.addressees),
            "group_names": _names(statistics.group_names),
            "addressee_names": _names(statistics.addressee_names),
            "lives": _lives(statistics.lives),
            "lives_by_group": {key: _lives(lives) for key, lives in statistics.lives_by_group.items()},
            "lives_by_addressee": {key: _lives(lives) for key, lives in statistics.lives_by_addressee.items()},
        }
    )


def _dump(content: Mapping[str, Any]) -> str:
    text = json.dumps({"schema_version": SCHEMA_VERSION, **content}, ensure_ascii=False, indent=1)
    return escape_json(text) + "\n"


def _editions(chronicle: Chronicle) -> list[dict[str, Any]]:
    return [
        {
            "edition": version.catalogue.edition,
            "title": version.catalogue.title,
            "date": version.catalogue.date,
            "commit": version.commit,
            "demands": len(chronicle.lineage.nodes[version.catalogue.edition]),
        }
        for version in chronicle.versions
    ]


def _node(node: Node) -> dict[str, str]:
    return {"edition": node.edition, "id": node.id}


def _station(station: Station, chronicle: Chronicle, demands: Mapping[Node, Demand]) -> dict[str, Any]:
    return {
        **_node(station.node),
        "commit": station.commit,
        "group": {"key": station.demand.group, "name": station.group.name if station.group else None},
        **_demand(station.demand),
        "addressee_names": {one.key: {"name": one.name, "level": str(one.level)} for one in station.addressees},
        "sources": [_node(link.old) for link in station.sources],
        "heirs": [
            {"kind": str(kind), "old": _node(old) if old else None, "new": _node(new) if new else None}
            for kind, old, new in station.heirs
        ],
        "from": [_descent(one, chronicle, demands) for one in station.descents],
        "siblings": [_node(node) for node in station.siblings],
        "to": [_link(link) for link in station.following],
        "missing_in": station.missing_in,
        "questions": [_link(link) for link in station.questions],
    }


def _demand(demand: Demand) -> dict[str, Any]:
    return {
        "title": demand.title,
        "text": demand.text,
        "addressees": list(demand.addressees),
        "source": asdict(demand.source),
    }


def _descent(descent: Descent, chronicle: Chronicle, demands: Mapping[Node, Demand]) -> dict[str, Any]:
    link = descent.link
    told: dict[str, Any] = {**_link(link), "gap": list(descent.gap)}
    told["renamings"] = [
        {"kind": str(one.kind), "key": one.key, "old": one.old, "new": one.new} for one in descent.renamings
    ]
    context = chronicle.context(link.old.edition, link.new.edition)
    findings = find_along(chronicle.lineage, link, demands, context, chronicle.rulebook)
    told["rules"] = [one.rule for one in findings]
    told["kinds"] = [str(change.kind) for change in descent.changes]
    for change in descent.changes:
        match change:
            case Parted():
                told["dropped"], told["added"] = ([one.text for one in some] for some in (change.dropped, change.added))
                told["signals"] = draw_signals(change.signals)
                told["lost"] = list(change.lost)
            case Reworded():
                told["weight"] = str(change.weight)
                told.setdefault("signals", draw_signals(change.signals))
                told.setdefault("lost", list(change.lost))
                told["redline"] = [
                    {"mark": str(run.mark), "text": run.text, **({"move": run.move} if run.move else {})}
                    for run in change.redline
                ]
            case Reassigned():
                told["joined"], told["left"] = list(change.joined), list(change.left)
            case Moved():
                told["moved"] = {"old": list(change.old), "new": list(change.new)}
            case Annotated(fields=fields):
                told["fields"] = [
                    {"field": one.field, "old": json_value(one.old), "new": json_value(one.new)} for one in fields
                ]
            case _:
                pass
    return told


def _link(link: Link) -> dict[str, Any]:
    return {
        "old": _node(link.old),
        "new": _node(link.new),
        "link": str(link.kind),
        "grade": str(link.grade),
        "reason": str(link.reason),
        "score": link.score,
        "continued": link.continued,
    }


def _holdings(holdings: Mapping[str, tuple[Holding, ...]]) -> dict[str, list[dict[str, int]]]:
    return {key: [asdict(one) for one in held] for key, held in holdings.items()}


def _names(named: Mapping[str, tuple[Name, ...]]) -> dict[str, list[dict[str, Any]]]:
    """Return what groups or addressees were called, oldest first; groups have no level."""
    return {
        key: [
            {"editions": list(one.editions), "key": one.key, "name": one.name}
            | ({"level": str(one.level)} if one.level else {})
            for one in names
        ]
        for key, names in named.items()
    }


def _lives(lives: Lives) -> dict[str, Any]:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in asdict(lives).items()}
