"""What a check found as JSON, the contract for machines; schema/check.schema.json says what stands where."""

import json
from typing import Any

from policydiff.core.checks import Defect, Inspection
from policydiff.render.checks.words import name_of
from policydiff.render.messages import Messages
from policydiff.render.safety import escape_json

SCHEMA_VERSION = 1


def render_check(inspection: Inspection, messages: Messages) -> str:
    """Return the defects with their places, and how many there are of each severity."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "version": inspection.spec,
        "commit": inspection.commit,
        "since": inspection.since,
        "merged_with": inspection.merged_with,
        "demands": inspection.demands,
        "failed": inspection.has_failed,
        "summary": {str(severity): count for severity, count in inspection.counts.items()},
        "mended": list(inspection.mended),
        "findings": [_finding(one, messages) for one in inspection.defects],
    }
    return escape_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _finding(defect: Defect, messages: Messages) -> dict[str, Any]:
    return {
        "rule": defect.rule,
        "name": name_of(defect, messages),
        "severity": str(defect.severity),
        "file": defect.file,
        "line": defect.line,
        "column": defect.column,
        "key": defect.key,
        "found": messages.tell(defect.found),
        "remedy": messages.tell(defect.remedy),
        "others": list(defect.others),
        "mendable": defect.is_mendable,
        "fingerprint": defect.fingerprint,
    }
