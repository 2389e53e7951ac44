"""What a demand says beside its wording, its addressees and its place, as it is compared."""

from collections.abc import Mapping
from typing import Any

from policydiff.core.catalogue import Demand
from policydiff.core.wording import fold

ANNOTATIONS = ("title", "status", "positions", "tags", "note", "meta")
"""The keys that hold them, in a demand and in its file."""


def list_annotations(demand: Demand) -> dict[str, Any]:
    """Return title, status, positions, tags, note and meta as far as they say something, every text in them folded."""
    fields = {
        "title": fold(demand.title or ""),
        "status": demand.status and str(demand.status),
        "positions": _folded(demand.positions),
        "tags": sorted(map(fold, demand.tags)),
        "note": fold(demand.note or ""),
        "meta": _folded(demand.meta),
    }
    return {key: value for key, value in fields.items() if value}


def _folded(value: Any) -> Any:
    match value:
        case str():
            return fold(value)
        case Mapping():
            return {fold(str(key)): _folded(one) for key, one in value.items()}
        case list() | tuple():
            return [_folded(one) for one in value]
        case _:
            return value
