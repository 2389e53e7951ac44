"""Editions for tests of lineages: a few demands each, in git order unless told otherwise."""

from collections.abc import Sequence

from policydiff.core.catalogue import Demand
from policydiff.core.comparison import Version
from policydiff.core.lineage import Chronicle, Lineage, trace
from tests.policies import catalogue

Editions = Sequence[tuple[str, Sequence[Demand]]]


def version(edition: str, demands: Sequence[Demand], date: str | None = None, **fields) -> Version:
    return Version(catalogue=catalogue(*demands, edition=edition, date=date, **fields), spec=edition, commit="c" * 40)


def versions(editions: Editions) -> list[tuple[Version, int]]:
    """Return editions named after their dates (`2016`, `2016-04` …), taken in in the order given."""
    return [(version(name, demands, name), place) for place, (name, demands) in enumerate(editions)]


def lineage(editions: Editions) -> Lineage:
    return trace(versions(editions))


def chronicle(editions: Editions) -> Chronicle:
    found = versions(editions)
    by_edition = {one.catalogue.edition: one for one, _ in found}
    traced = trace(found)
    return Chronicle(versions=tuple(by_edition[edition] for edition in traced.editions), lineage=traced)
