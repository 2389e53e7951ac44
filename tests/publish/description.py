"""GitHub's published description of its interface, and what an answer breaches of it."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

DESCRIPTION = json.loads(Path(__file__).with_name("github-openapi.json").read_text("utf-8"))


def breaches(endpoint: str, part: str, content: Any) -> list[str]:
    """Return where a request (`request`) or the answer with a status is not what GitHub describes."""
    validator = _validator(endpoint, part)
    if validator is None:
        return []
    return [f"{endpoint} {part} {one.json_path}: {one.message[:200]}" for one in validator.iter_errors(content)]


def example(name: str) -> Any:
    """Return one of GitHub's own examples."""
    value = deepcopy(DESCRIPTION["examples"][name])
    return value[0] if isinstance(value, list) else value


@cache
def _validator(endpoint: str, part: str) -> Draft202012Validator | None:
    described = DESCRIPTION["endpoints"][endpoint]
    schema = described["request"] if part == "request" else described["answers"].get(part)
    return Draft202012Validator({**schema, "components": DESCRIPTION["components"]}) if schema else None
