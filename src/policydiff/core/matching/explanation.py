"""Why a pair was or was not made: its evidence with weights, the thresholds, and the nearest competitors."""

from collections.abc import Sequence

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.decisions import CERTAIN, CERTAIN_TEXT, OPEN, OPEN_TEXT, PROBABLE, least_text
from policydiff.core.matching.declared import read_declarations
from policydiff.core.matching.free import weigh_left
from policydiff.core.matching.spaces import Floats
from policydiff.core.matching.stages import in_order, match, settle
from policydiff.core.matching.surroundings import SURROUNDING_BASE, SURROUNDING_WEIGHTS
from policydiff.core.matching.values import Competitor, Explanation, Grade, Match, Matching, Weighed
from policydiff.core.matching.weighed import BARRED, WeighedPairs
from policydiff.core.matching.weighing import TEXT_BASE, TEXT_WEIGHTS, score_of

SHOWN_COMPETITORS = 5
THRESHOLDS = (
    (Grade.CERTAIN, score_of(CERTAIN)),
    (Grade.PROBABLE, score_of(PROBABLE)),
    (Grade.OPEN, score_of(OPEN)),
)


def explain(old: Sequence[Demand], new: Sequence[Demand], old_id: str, new_id: str) -> Explanation:
    """Return why `old_id` and `new_id` were or were not matched; the arguments are those of `match`.

    The sum of what the evidence adds is the log-odds that belong to `score`. A pair that was settled without
    weighing (declared, same id and text) has no evidence but its match. Raises KeyError for an unknown id.
    """
    ordered_old, ordered_new = in_order(old), in_order(new)
    if old_id not in {demand.id for demand in ordered_old} or new_id not in {demand.id for demand in ordered_new}:
        raise KeyError(old_id if old_id not in {demand.id for demand in ordered_old} else new_id)
    before, after = {demand.id: demand for demand in old}, {demand.id: demand for demand in new}
    declared = read_declarations(ordered_old, ordered_new)
    settled = settle(ordered_old, ordered_new, declared)
    left_old, left_new, weighed = weigh_left(ordered_old, ordered_new, settled, declared.brand_new)
    rows = {demand.id: row for row, demand in enumerate(left_old)}
    columns = {demand.id: column for column, demand in enumerate(left_new)}
    found = _holding(match(old, new), old_id, new_id)
    row, column = rows.get(old_id, -1), columns.get(new_id, -1)
    place = np.flatnonzero((weighed.pairs.rows == row) & (weighed.pairs.columns == column))
    known = bool(len(place))
    log_odds = float(weighed.log_odds[place[0]]) if known else BARRED
    other_ids = min(float(weighed.ids[place[0]]), 0.0) if known else 0.0
    return Explanation(
        old=old_id,
        new=new_id,
        candidate=known,
        score=found.score if found else score_of(log_odds),
        evidence=_evidence(weighed, int(place[0])) if known else (),
        thresholds=THRESHOLDS,
        own=round(float(weighed.own[place[0]]), 4) if known else BARRED,
        own_thresholds=(
            (Grade.CERTAIN, CERTAIN_TEXT),
            (Grade.PROBABLE, least_text(before[old_id], after[new_id])),
            (Grade.OPEN, round(OPEN_TEXT + other_ids, 4)),
        ),
        competitors=_competitors(left_old, left_new, weighed, row, column),
        match=found,
    )


def _evidence(weighed: WeighedPairs, place: int) -> tuple[Weighed, ...]:
    """Return what was measured for one pair: the texts' evidence first, scaled as it enters the final sum."""
    scale = SURROUNDING_WEIGHTS["text"]
    found = [Weighed(name="base", value=1.0, weight=SURROUNDING_BASE + scale * TEXT_BASE)]
    for name, weight in TEXT_WEIGHTS.items():
        found.append(_weighed(name, weighed.texts[name], weight * scale, place))
    for name, weight in SURROUNDING_WEIGHTS.items():
        if name != "text":
            found.append(_weighed(name, weighed.surroundings[name], weight, place))
    found.append(_weighed("id", weighed.ids, 1.0, place))
    return tuple(found)


def _weighed(name: str, values: Floats, weight: float, place: int) -> Weighed:
    return Weighed(name=name, value=round(float(values[place]), 4), weight=weight)


def _competitors(
    old: Sequence[Demand], new: Sequence[Demand], weighed: WeighedPairs, row: int, column: int
) -> tuple[Competitor, ...]:
    """Return the best other pairs of the two demands, the nearest first."""
    pairs = weighed.pairs
    rivals = np.flatnonzero(((pairs.rows == row) != (pairs.columns == column)) & (weighed.log_odds > BARRED))
    order = np.lexsort((pairs.columns[rivals], pairs.rows[rivals], -weighed.log_odds[rivals]))
    return tuple(
        Competitor(
            old=old[pairs.rows[index]].id,
            new=new[pairs.columns[index]].id,
            score=score_of(float(weighed.log_odds[index])),
        )
        for index in rivals[order[:SHOWN_COMPETITORS]]
    )


def _holding(found: Matching, old_id: str, new_id: str) -> Match | None:
    """Return the match or question that holds both ids."""
    for one in (*found.matches, *found.questions):
        if old_id in one.old and new_id in one.new:
            return one
    return None
