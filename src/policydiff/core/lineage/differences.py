"""What differs between two wordings of a demand, told in kinds alone: fast enough for 60,000 of them."""

from collections.abc import Mapping

from policydiff.core.annotations import ANNOTATIONS, list_annotations
from policydiff.core.catalogue import Demand
from policydiff.core.changes import Kind
from policydiff.core.wording import fold

CHANGES = (Kind.REASSIGNED, Kind.REWORDED, Kind.MOVED, Kind.RENAMED, Kind.ANNOTATED)


def kinds_between(old: Demand, new: Demand, groups: Mapping[str, str]) -> tuple[Kind, ...]:
    """Return the kinds that `derive_changes` would find between two demands; `groups` as in its context."""
    found = (
        (Kind.REASSIGNED, old.addressees != new.addressees and set(old.addressees) != set(new.addressees)),
        (Kind.REWORDED, old.text != new.text and fold(old.text) != fold(new.text)),
        (Kind.MOVED, groups.get(old.group, old.group) != new.group),
        (Kind.RENAMED, old.id != new.id),
        (Kind.ANNOTATED, _is_annotated(old, new)),
    )
    return tuple(kind for kind, is_there in found if is_there)


def _is_annotated(old: Demand, new: Demand) -> bool:
    same = all(getattr(old, field) == getattr(new, field) for field in ANNOTATIONS)
    return not same and list_annotations(old) != list_annotations(new)
