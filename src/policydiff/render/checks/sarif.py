"""What a check found as SARIF 2.1.0 (OASIS), which GitHub's code scanning and many editors read."""

import json
from typing import Any
from urllib.parse import quote

from policydiff.core.checks import Defect, Inspection
from policydiff.core.rules import RULES, Rule, Severity, Subject
from policydiff.render.checks.words import message_of
from policydiff.render.messages import Messages
from policydiff.render.safety import escape_json, line

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NOTICE: "note"}


def render_check(inspection: Inspection, messages: Messages, *, tool_version: str) -> str:
    """Return one run with all rules of the check, explained, and the defects as its results; all addresses relative."""
    rules = [rule for rule in RULES if rule.subject is Subject.CATALOGUE]
    places = {rule.code: place for place, rule in enumerate(rules)}
    driver = {
        "name": "policydiff",
        "rules": [_rule(rule, messages) for rule in rules],
        **({"semanticVersion": tool_version} if tool_version else {}),
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, places[one.rule], messages) for one in inspection.defects],
    }
    value = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return escape_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _rule(rule: Rule, messages: Messages) -> dict[str, Any]:
    name, meaning, old, new = (messages.text(f"rule.{rule.code}.{text}") for text in ("name", "meaning", "old", "new"))
    return {
        "id": rule.code,
        "name": "".join(map(str.capitalize, rule.code.split("-"))),
        "shortDescription": {"text": name},
        "fullDescription": {"text": meaning},
        "help": {"text": f"{meaning} {messages.text('rules.example')}: {old} → {new}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(defect: Defect, place: int, messages: Messages) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": defect.rule,
        "ruleIndex": place,
        "level": _LEVELS[defect.severity],
        "message": {"text": message_of(defect, messages)},
        "locations": [_location(defect.file, defect.line, defect.column)],
        "partialFingerprints": {"policydiff/v1": defect.fingerprint},
    }
    if defect.others:
        result["relatedLocations"] = [_location(file, 1, 1) for file in defect.others]
    return result


def _location(file: str, line_number: int, column: int) -> dict[str, Any]:
    region = {"startLine": line_number, "startColumn": column}
    uri = quote(line(file).removeprefix("/"), safe="/-._~")
    return {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region}}
