"""Permanent addresses: of demands inside a page, `#d-<id>` whichever side they stand on; of anything in paths."""

import re
from dataclasses import dataclass
from hashlib import sha256
from operator import attrgetter
from typing import Self

from policydiff.core.report import Report

# What every file system and web server takes as it is; names that differ in nothing but case would be one file on some.
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def address(name: str) -> str:
    """Return what stands for a name in paths and anchors: itself where it is plain, else its plain part and a hash."""
    # A hashed name must not meet a plain one, and two hyphens part the editions of a comparison.
    if _PLAIN.fullmatch(name) and "--" not in name:
        return name
    plain = re.sub("[^a-z0-9_]+", "-", name.lower()).strip("-")[:60]
    return f"{plain or 'x'}--{sha256(name.encode()).hexdigest()[:12]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchors:
    """Where links point: `d-<id>` for new demands and, where no new one carries the id, for old ones, else `old-<id>`.

    So no two places of a page share an address.
    """

    taken: frozenset[str]

    @classmethod
    def of(cls, report: Report) -> Self:
        """Return the anchors of a report."""
        kept = {demand.id for entry in report.entries for demand in entry.new}
        return cls(taken=frozenset(kept.union(map(attrgetter("id"), report.untouched))))

    def new(self, id: str) -> str:
        """Return the anchor of a new demand."""
        return f"d-{id}"

    def old(self, id: str) -> str:
        """Return the anchor of an old demand."""
        return f"old-{id}" if id in self.taken else f"d-{id}"
