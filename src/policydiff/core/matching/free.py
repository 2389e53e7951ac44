"""The matching of demands that nothing has settled: weighs them with the settled ones around them, and decides."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.decisions import decide
from policydiff.core.matching.steps import Step, conclude, find_reworded
from policydiff.core.matching.values import Match, Matching, Reason
from policydiff.core.matching.weighed import WeighedPairs, weigh
from policydiff.core.matching.weighing import score_of

MOST_CONTEXT = 5_000
"""Settled pairs that are weighed along, as context of the others; of more, the time would grow with the catalogue."""


@dataclass(frozen=True, slots=True)
class Left:
    """The demands that are weighed, in order, with their places by id and their weighed pairs.

    `fixed` are the settled pairs that are weighed along, those that are declared too, `apart` the settled matches that
    are not.
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
    fixed = {(left.rows[match.old[0]], left.columns[match.new[0]]): _rate(match, left) for match in left.fixed}
    decided = decide(left.old, left.new, left.weighed, fixed)
    return conclude(step, [*left.apart, *decided.matches], decided.questions, decided.related)


def _rate(settled: Match, left: Left) -> Match:
    """Return a settled pair; one that an import presumed with the score that it has by itself."""
    place = left.find(settled.old[0], settled.new[0]) if settled.reason is Reason.PRESUMED else None
    return settled if place is None else replace(settled, score=score_of(float(left.weighed.judged[place])))


def weigh_left(step: Step, progress: Callable[[str, int, int], None] | None = None) -> Left:
    """Return the demands of a step that nothing has settled, weighed with what is settled around them."""
    standing, reworded, apart = _split_settled(step)
    gone_old, gone_new = {id_ for match in apart for id_ in match.old}, {id_ for match in apart for id_ in match.new}
    old = [demand for demand in step.old if demand.id not in gone_old]
    new = [demand for demand in step.new if demand.id not in gone_new]
    rows = {demand.id: row for row, demand in enumerate(old)}
    columns = {demand.id: column for column, demand in enumerate(new)}

    def places(matches: Iterable[Match]) -> list[tuple[int, int]]:
        return [(rows[match.old[0]], columns[match.new[0]]) for match in matches]

    weighed = weigh(
        old,
        new,
        places(standing),
        declared=places(match for match in reworded if match.reason is Reason.DECLARED),
        presumed=places(match for match in reworded if match.reason is Reason.PRESUMED),
        barred=frozenset(columns[id_] for id_ in step.declared.brand_new),
        tells_ids=all(match.reason is not Reason.PRESUMED for match in step.settled),  # else an import gave them
        unchanged=step.unchanged + sum(not match.is_star for match in apart),
        progress=progress,
    )
    fixed = [*standing, *reworded]
    return Left(old=old, new=new, rows=rows, columns=columns, fixed=fixed, apart=apart, weighed=weighed)


def _split_settled(step: Step) -> tuple[list[Match], list[Match], list[Match]]:
    """Return the pairs that stand as they were, the reworded ones that are declared, and the matches that stand apart.

    Apart stand declared splits and merges, and all that stand as they were if they are too many.
    """
    reworded = find_reworded(step.settled, step.old, step.new)
    apart = [match for match in step.settled if match.is_star]
    differing = {match.new for match in reworded}
    standing = [match for match in step.settled if not match.is_star and match.new not in differing]
    return (standing, reworded, apart) if len(standing) <= MOST_CONTEXT else ([], reworded, [*standing, *apart])
