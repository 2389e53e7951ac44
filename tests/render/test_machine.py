"""JSON, the contract for machines."""

import json
from collections import Counter
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from policydiff.core.catalogue import Level
from policydiff.core.changes import Annotated, FieldChange, Kind
from policydiff.core.levels import Shift
from policydiff.core.matching import Reason
from policydiff.core.meaning import Direction, SignalCode
from policydiff.core.report import AlarmCode, FrameKind, Selection, Untouched
from policydiff.core.rules import Severity
from policydiff.core.wording import Mark
from policydiff.render import render
from policydiff.render.safety import visible
from tests.render.samples import demand, entry, make_report, whole_report


def schema() -> dict[str, Any]:
    """Return the published schema."""
    return json.loads(resources.files("policydiff.render").joinpath("schema", "report.schema.json").read_text("utf-8"))


def rendered(report) -> dict[str, Any]:
    """Return the report as JSON, held to the schema."""
    found = json.loads(render(report, format="json"))
    Draft202012Validator(schema()).validate(found)
    return found


def test_the_schema_is_a_schema_and_strict():
    Draft202012Validator.check_schema(schema())

    def objects(part):
        if isinstance(part, dict):
            if part.get("type") == "object":
                yield part
            for one in part.values():
                yield from objects(one)
        elif isinstance(part, list):
            for one in part:
                yield from objects(one)

    def is_strict(part):
        """Return whether unknown fields are refused; a registry says what stands behind each of its keys."""
        return part["additionalProperties"] is False or isinstance(part["additionalProperties"], dict)

    assert all(map(is_strict, objects(schema())))


def test_the_schema_knows_every_kind():
    definitions = schema()["$defs"]

    assert definitions["kind"]["enum"] == list(Kind)
    assert schema()["properties"]["alarms"]["items"]["properties"]["code"]["enum"] == list(AlarmCode)
    assert definitions["reason"]["enum"] == list(Reason)
    assert definitions["severity"]["enum"] == list(Severity)
    assert definitions["level"]["enum"] == list(Level)
    assert definitions["signals"]["items"]["properties"]["code"]["enum"] == list(SignalCode)
    assert definitions["signals"]["items"]["properties"]["direction"]["enum"] == list(Direction)
    assert definitions["redline"]["items"]["properties"]["mark"]["enum"] == list(Mark)
    assert definitions["reassigned"]["properties"]["shift"]["enum"] == list(Shift)
    assert schema()["properties"]["frame"]["items"]["properties"]["kind"]["enum"] == list(FrameKind)
    assert set(definitions["entry"]["properties"]["details"]["properties"]) == set(Kind) - {"unchanged"}


def test_every_kind_has_its_details(report):
    found = {tuple(one["kinds"]): one for one in reversed(rendered(report)["entries"])}

    assert found["reassigned", "reworded"]["details"]["reassigned"] == {
        "joined": ["rvr"],
        "left": ["bund"],
        "levels_joined": ["regional"],
        "levels_left": ["federal"],
        "shift": "downwards",
        "parts": [],
    }
    reworded = found["reassigned", "reworded"]["details"]["reworded"]
    assert reworded["class"] == "substantive"
    assert reworded["signals"][0] == {"code": "binding", "direction": "weakened", "old": "muss", "new": "soll"}
    assert [(one["code"], one["severity"]) for one in found["reassigned", "reworded"]["findings"]] == [
        ("binding-weakened", "major"),
        ("amount-lowered", "major"),
        ("deadline-later", "major"),
        ("addressee-left", "major"),
        ("addressee-joined", "minor"),
    ]
    assert found["reassigned", "split"]["details"]["split"]["signals"][0]["direction"] == "narrowed"
    assert reworded["redline"][1] == {"mark": "removed", "text": "muss"}
    assert found["moved",]["details"] == {"moved": {"old": ["moor"], "new": ["seilbahn"]}}
    assert found["renamed",]["details"] == {"renamed": {"old": "gondel-alt", "new": "gondel"}}
    assert found["annotated",]["details"]["annotated"]["fields"][2] == {"field": "meta.kosten", "old": 3, "new": [4, 5]}
    assert found["reinstated",]["details"] == {
        "reinstated": {
            "edition": "urfassung",
            "id": "moor-feier",
            "text": "Eine Moorfeier begehen",
            "others": [],
            "signals": [],
            "lost": [],
            "reassigned": {
                "joined": ["land"],
                "left": [],
                "levels_joined": ["state"],
                "levels_left": [],
                "shift": "widened",
                "parts": [],
            },
        }
    }
    assert found["dropped",] == {
        "old": ["moorsteuer"],
        "new": [],
        "group": "moor",
        "kinds": ["dropped"],
        "severity": "major",
        "findings": [{"code": "demand-dropped", "severity": "major"}],
        "rolled_up": False,
        "grade": None,
        "reason": None,
        "score": None,
        "fingerprint": "",
        "acceptance": None,
        "details": {"dropped": {}},
    }


def test_untouched_demands_are_entries_too(report):
    assert rendered(report)["entries"][-1] == {
        "old": ["moor-zwei"],
        "new": ["moor-zwei"],
        "group": "moor",
        "kinds": ["unchanged"],
        "severity": None,
        "findings": [],
        "rolled_up": False,
        "grade": "certain",
        "reason": "same-id",
        "score": 1.0,
        "fingerprint": "",
        "acceptance": None,
        "details": {},
    }


def test_every_demand_of_both_sides_stands_in_one_entry(report):
    found = rendered(report)

    for side in ("old", "new"):
        ids = [id for one in found["entries"] for id in one[side]]
        assert len(ids) == len(set(ids)) == found[side]["demands"] == sum(found["summary"]["balance"][side].values())


def test_an_alarm_gives_both_demands(report):
    assert rendered(report)["alarms"] == [
        {
            "code": "id-reused",
            "severity": "major",
            "id": "stern",
            "old": {"id": "stern", "group": "seilbahn", "text": "Sterne putzen"},
            "new": {"id": "stern", "group": "seilbahn", "text": "Mitarbeiterparkplätze einrichten"},
            "references": ["moor-eins", "nicht-gezeigt"],
            "living": [],
            "fingerprint": "",
            "acceptance": None,
        },
        {
            "code": "suspicious-link",
            "severity": "major",
            "id": "gondel",
            "old": {"id": "gondel-alt", "group": "seilbahn", "text": "Gondeln begrünen"},
            "new": {"id": "gondel", "group": "seilbahn", "text": "Gondeln begrünen"},
            "references": [],
            "living": [],
            "fingerprint": "",
            "acceptance": None,
        },
    ]


def test_a_split_and_a_merge_say_which_clause_went_where(report):
    found = {tuple(one["kinds"]): one["details"] for one in rendered(report)["entries"]}

    assert found["reassigned", "split"]["split"]["parts"][1] == {
        "old": "torfabbau",
        "new": "torflager",
        "old_clause": "und Torflager schützen",
        "new_clause": "Torflager schützen",
        "share": 0.75,
    }
    assert [one["old"] for one in found["merged", "moved"]["merged"]["parts"]] == ["eule", "reiher"]


def test_what_is_related_is_listed_like_the_questions(report):
    pair = {"old": ["stern"], "new": ["stern"], "reason": "similar-text", "score": 0.04}
    pair |= {"severity": None, "fingerprint": "", "acceptance": None}

    assert rendered(report)["related"] == [pair]
    assert rendered(report)["questions"][0].keys() == pair.keys()


def test_a_selection_is_named_only_where_there_is_one(report):
    part = replace(report, selection=Selection(kinds=(Kind.DROPPED,)))

    assert "selection" not in rendered(report)
    assert rendered(part)["selection"] == {"groups": [], "addressees": [], "kinds": ["dropped"], "severities": []}


def test_one_entry_stands_on_one_line(report):
    text = render(report, format="json")

    assert sum(line.startswith('{"old":[') for line in text.splitlines()) == len(rendered(report)["entries"]) + 2
    assert text.endswith("}\n")


def test_the_language_is_of_no_concern():
    assert render(whole_report("de"), format="json") == render(whole_report("de"), format="json", language="en")


@pytest.mark.parametrize("id", ['a"b', "a\\b", "grüne-bänder", "a\x1bb", "a\u202eb", "\udc80"])
def test_an_id_cannot_break_out(id):
    text = render(make_report((), (Untouched(id=id, group="moor"),)), format="json")

    assert json.loads(text)["entries"][0]["old"] == [id]
    assert visible(text) == text


def test_values_from_yaml_that_json_has_no_word_for_are_text():
    change = Annotated(fields=(FieldChange(field="meta.x", old=float("inf"), new={1: (2, None)}),))
    report = make_report((entry([demand("x", "X")], [demand("x", "X")], change),))

    assert rendered(report)["entries"][0]["details"]["annotated"]["fields"] == [
        {"field": "meta.x", "old": "inf", "new": {"1": [2, None]}}
    ]


def test_many_entries_are_all_there():
    ids = [f"d{number}" for number in range(2500)]
    found = rendered(make_report((), tuple(Untouched(id=id, group="moor") for id in ids)))

    assert [one["new"] for one in found["entries"]] == [[id] for id in ids]


def test_an_empty_comparison_is_a_report_too():
    found = rendered(make_report(()))

    lists = (
        "alarms",
        "rollups",
        "entries",
        "questions",
        "related",
        "frame",
        "declarations",
        "unused_acceptances",
        "shifts",
    )
    assert all(found[key] == [] for key in lists)


def test_a_roll_up_names_all_its_demands_and_its_entries_say_that_it_tells_them(report):
    found = rendered(report)
    told = {one["new"][0] for one in found["entries"] if one["rolled_up"]}

    assert found["rollups"][0] == {
        "kind": "reassigned",
        "old": ["bund"],
        "new": [],
        "demands": ["gondelsitz", "torfzoll", "torfkarte"],
        "severity": "major",
        "findings": [{"code": "addressee-left", "severity": "major"}],
    }
    assert told == {"gondelsitz", "torfzoll", "torfkarte", "gondeltakt", "gondelpreis"}
    assert found["summary"]["rolled_up"] == len(told)
    assert "seilpruefung" in found["rollups"][1]["demands"]


def test_the_severities_of_the_summary_are_those_of_the_entries(report):
    found = rendered(report)
    counts = Counter(one["severity"] for one in found["entries"])

    assert found["summary"]["severities"] == {severity: counts[severity] for severity in ("major", "minor", "notice")}
    assert counts[None] == found["summary"]["kinds"]["unchanged"]


def test_both_places_of_moved_words_have_the_same_number_and_each_side_adds_up_to_its_text(report):
    [entry] = [one for one in rendered(report)["entries"] if one["new"] == ["seilpruefung"]]
    runs = entry["details"]["reworded"]["redline"]
    sides = {"old": ("kept", "removed", "moved-away"), "new": ("kept", "inserted", "moved-here")}

    assert [(one["mark"], one["move"]) for one in runs if "move" in one] == [("moved-away", 1), ("moved-here", 1)]
    texts = {side: "".join(one["text"] for one in runs if one["mark"] in marks) for side, marks in sides.items()}
    assert texts == {
        "old": "Im ganzen Land und ohne Wartezeit Seile der Benutzer prüfen",
        "new": "Seile der Benutzenden prüfen im ganzen Land und ohne Wartezeit",
    }


def test_shifts_go_from_level_to_level(report):
    assert rendered(report)["shifts"] == [
        {"old": "federal", "new": "regional", "demands": 1},
        {"old": "federal", "new": None, "demands": 3},
        {"old": None, "new": "regional", "demands": 1},
    ]
