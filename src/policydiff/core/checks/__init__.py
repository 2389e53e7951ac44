"""Whether a catalogue is sound: pure functions from what was read to the flaws that were found."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from policydiff.core.checks.demands import check_demands
from policydiff.core.checks.frame import check_frame
from policydiff.core.checks.lineage import check_lineage
from policydiff.core.checks.quotations import check_quotations
from policydiff.core.checks.repeats import check_repeats
from policydiff.core.checks.values import (
    FOLDER_RULES,
    Defect,
    Evidence,
    Flaw,
    Inspection,
    Name,
    Paper,
    PaperLine,
    Past,
)

__all__ = [
    "FOLDER_RULES",
    "Defect",
    "Evidence",
    "Flaw",
    "Inspection",
    "Name",
    "Paper",
    "PaperLine",
    "Past",
    "find_flaws",
    "put_in_order",
]


def find_flaws(evidence: Evidence, *, order: tuple[str, ...] = (), whole: bool = True) -> Iterator[Flaw]:
    """Return every flaw of a catalogue, in no particular order.

    `order` are the groups that `catalogue.yaml` puts in order; `whole` says that all demands were read.
    """
    yield from check_demands(evidence)
    yield from check_frame(evidence, order=order, whole=whole)
    yield from check_lineage(evidence)
    yield from check_repeats(evidence)
    yield from check_quotations(evidence)


def put_in_order(defects: Iterable[Defect]) -> tuple[Defect, ...]:
    """Return the defects, the heaviest first, each with a fingerprint of its own that names no line."""
    counted: dict[tuple[str, str, str], int] = {}
    ordered = []
    for defect in sorted(defects, key=lambda one: (one.rank, one.found)):
        about = (defect.rule, defect.file, defect.key)
        counted[about] = counted.get(about, 0) + 1
        words = "\0".join((*about, str(counted[about])))
        ordered.append(replace(defect, fingerprint=sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]))
    return tuple(ordered)
