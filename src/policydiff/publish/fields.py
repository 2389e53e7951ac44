"""Reading single values out of JSON that others wrote."""

from collections.abc import Mapping
from typing import Any, TypeVar

Kind = TypeVar("Kind", str, int, dict[str, Any], list[Any])


def field(content: object, path: str, kind: type[Kind]) -> Kind | None:
    """Return the value at a path such as `pull_request.base.sha`, or None where it is missing or of another kind."""
    for key in path.split("."):
        content = content.get(key) if isinstance(content, Mapping) else None
    if isinstance(content, bool) or not isinstance(content, kind):
        return None
    return content
