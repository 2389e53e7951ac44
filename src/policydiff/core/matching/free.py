"""The matching of demands that nothing has settled: weighs them with the settled ones around them, and decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.decisions import decide
from policydiff.core.matching.stages import Step, conclude
from policydiff.core.matching.values import Match, Matching
from policydiff.core.matching.weighed import WeighedPairs, weigh

MOST_CONTEXT = 5_000
"""Settled pairs that are weighed along, as context of the others; of more, the time would grow with the catalogue."""


@dataclass(frozen=True, slots=True)
class Left:
    """The demands that are weighed, in order, with their places by id and their weighed pairs.

    `fixed` are the settled pairs that are weighed along, `apart` the settled matches that are not.
    """

    old: list[Demand]
    new: list[Demand]
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    fixed: list[Match]
    apart: list[Match]
    weighed: WeighedPairs

    def find(self, old_id: str, new_id: str) -> int | None:
        """Return where a pair stands among the weighed ones; None where it is none of them."""
        row, column = self.rows.get(old_id, -1), self.columns.get(new_id, -1)
        pairs = self.weighed.pairs
        return next(iter(np.flatnonzero((pairs.rows == row) & (pairs.columns == column)).tolist()), None)


def match_left(step: Step, left: Left) -> Matching:
    """Return which old demand is which new one, the settled ones included."""
    fixed = {(left.rows[match.old[0]], left.columns[match.new[0]]): match for match in left.fixed}
    decided = decide(left.old, left.new, left.weighed, fixed)
    return conclude(step, [*left.apart, *decided.matches], decided.questions, decided.related)


def weigh_left(step: Step, progress: Callable[[str, int, int], None] | None = None) -> Left:
    """Return the demands of a step that nothing has settled, weighed with what is settled around them."""
    fixed, apart = _split_settled(step.settled)
    gone_old, gone_new = {id_ for match in apart for id_ in match.old}, {id_ for match in apart for id_ in match.new}
    old = [demand for demand in step.old if demand.id not in gone_old]
    new = [demand for demand in step.new if demand.id not in gone_new]
    rows = {demand.id: row for row, demand in enumerate(old)}
    columns = {demand.id: column for column, demand in enumerate(new)}
    pairs = [(rows[match.old[0]], columns[match.new[0]]) for match in fixed]
    barred = frozenset(columns[id_] for id_ in step.declared.brand_new)
    weighed = weigh(old, new, pairs, barred, unchanged=step.unchanged + len(apart), progress=progress)
    return Left(old=old, new=new, rows=rows, columns=columns, fixed=fixed, apart=apart, weighed=weighed)


def _split_settled(settled: Sequence[Match]) -> tuple[list[Match], list[Match]]:
    """Return the pairs that are weighed along, and the matches that stand apart: declared ones, or too many."""
    pairs = [match for match in settled if not match.reason.is_declared]
    if len(pairs) > MOST_CONTEXT:
        return [], list(settled)
    return pairs, [match for match in settled if match.reason.is_declared]
