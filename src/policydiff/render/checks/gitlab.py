"""What a check found as GitLab's code quality report, which merge requests show (docs.gitlab.com, Code Quality)."""

import json

from policydiff.core.checks import Inspection
from policydiff.core.rules import Severity
from policydiff.render.checks.words import message_of, name_of
from policydiff.render.messages import Messages
from policydiff.render.safety import escape_json

_SEVERITIES = {Severity.MAJOR: "major", Severity.MINOR: "minor", Severity.NOTICE: "info"}


def render_check(inspection: Inspection, messages: Messages) -> str:
    """Return the defects as a list; the fingerprints do not depend on lines."""
    report = [
        {
            "description": f"{name_of(one, messages)}: {message_of(one, messages)}",
            "check_name": one.rule,
            "fingerprint": one.fingerprint,
            "severity": _SEVERITIES[one.severity],
            "location": {"path": one.file, "lines": {"begin": one.line}},
        }
        for one in inspection.defects
    ]
    return escape_json(json.dumps(report, ensure_ascii=False, indent=1)) + "\n"
