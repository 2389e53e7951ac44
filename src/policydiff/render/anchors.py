"""Permanent addresses of demands inside a page: `#d-<id>`, whichever side the demand stands on."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Self

from policydiff.core.report import Report


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
