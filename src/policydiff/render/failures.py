"""Why a comparison was not possible, as JSON: schema/failure.schema.json says what stands where."""

import json

from policydiff.core.failure import Failure
from policydiff.errors import Phrase
from policydiff.render.messages import messages
from policydiff.render.safety import escape_json, visible

SCHEMA_VERSION = 1


def render_failure(failure: Failure, *, language: str) -> str:
    """Return the failure with the places of its problems, told in a language."""
    words = messages(language)
    value = {
        "schema_version": SCHEMA_VERSION,
        "commit": failure.commit,
        "reason": failure.reason,
        "old_commit": failure.old_commit or None,
        "problems": [
            {
                "rule": one.code or None,
                "file": visible(one.file) if _is_inside(one.file) else "",
                "line": one.line,
                "found": visible(words.tell(Phrase.of(one.found))),
                "remedy": visible(words.tell(Phrase.of(one.remedy))),
            }
            for one in failure.problems
        ],
        "left": failure.left,
    }
    return escape_json(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"


def _is_inside(file: str) -> bool:
    """Return whether a path is one inside the repository: reports name no place of this machine."""
    return all(step not in ("", ".", "..") for step in file.split("/"))
