"""Sign-off: a person lets one change through; it is known by a fingerprint of the demands it concerns."""

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from policydiff.core.annotations import list_annotations
from policydiff.core.catalogue import Demand
from policydiff.core.wording import fold

# 64 bits: among a million changes, two share a fingerprint with a chance of one in thirty million. Letters alone, so
# that YAML never reads one as a number.
FINGERPRINT = re.compile(r"[a-p]{16}")
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptance:
    """A person's word that a change may pass: the fingerprint of the change, who says so, and why."""

    fingerprint: str
    by: str
    reason: str


def fingerprint_demands(what: str, old: Sequence[Demand], new: Sequence[Demand]) -> str:
    """Return the fingerprint of a change: of what it is and of all that the demands of both sides say.

    It does not depend on where demands stand in their paper, on the order of addressees, or on layout.
    """
    return _digest([what, *(sorted(map(_values, demands)) for demands in (old, new))])


def fingerprint_words(what: str, key: str, old: str | None, new: str | None) -> str:
    """Return the fingerprint of a change of the frame."""
    return _digest([what, key, fold(old or ""), fold(new or "")])


def fingerprint_declaration(what: str, id: str, old: Collection[str] | None, new: Collection[str] | None) -> str:
    """Return the fingerprint of a changed declaration, whatever the order of the ids; None is nothing declared."""
    return _digest([what, id, *(ids if ids is None else sorted(ids) for ids in (old, new))])


def fingerprint_wording(demand: Demand) -> str:
    """Return the fingerprint of what a demand calls for, its title and text."""
    return _digest(["wording", fold(demand.title or ""), fold(demand.text)])


def match_acceptances(
    found: Collection[str], acceptances: Sequence[Acceptance], *, earlier: Collection[Acceptance] = ()
) -> tuple[dict[str, Acceptance], tuple[Acceptance, ...]]:
    """Return the acceptances by fingerprint that are among the ones found, and those that match nothing.

    What matches nothing and was there `earlier` already let an earlier change through: it is kept and is no news.
    """
    used = {one.fingerprint: one for one in acceptances if one.fingerprint in found}
    return used, tuple(one for one in acceptances if one.fingerprint not in found and one not in earlier)


def _values(demand: Demand) -> str:
    told = list_annotations(demand)
    values = [
        demand.id,
        demand.group,
        fold(demand.text),
        sorted(demand.addressees),
        told.get("title", ""),
        told.get("status"),
        told.get("positions", {}),
        told.get("tags", []),
        told.get("note", ""),
        told.get("meta", {}),
    ]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)


def _digest(values: object) -> str:
    text = json.dumps(values, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16].translate(_LETTERS)
