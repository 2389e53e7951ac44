"""Why a pair was or was not made: its evidence with weights, the thresholds, and the nearest competitors."""

from collections.abc import Mapping, Sequence

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.decisions import (
    CERTAIN,
    CERTAIN_TEXT,
    OPEN,
    OPEN_PART,
    PROBABLE,
    PROBABLE_PART,
    least_texts,
)
from policydiff.core.matching.declared import read_declarations
from policydiff.core.matching.free import weigh_left
from policydiff.core.matching.judging import JUDGED_BASE, JUDGED_WEIGHTS
from policydiff.core.matching.parts import PART_BASE, PART_WEIGHTS, find_part_candidates
from policydiff.core.matching.sameness import is_clear
from policydiff.core.matching.spaces import Floats
from policydiff.core.matching.stages import in_order, left_over, match, settle
from policydiff.core.matching.surroundings import SURROUNDING_BASE, SURROUNDING_WEIGHTS
from policydiff.core.matching.values import Competitor, Explanation, Grade, Match, Matching, Reason, Weighed
from policydiff.core.matching.weighed import BARRED, WeighedPairs
from policydiff.core.matching.weighing import TEXT_BASE, TEXT_WEIGHTS, score_of

SHOWN_COMPETITORS = 5
THRESHOLDS = (
    (Grade.CERTAIN, score_of(CERTAIN)),
    (Grade.PROBABLE, score_of(PROBABLE)),
    (Grade.OPEN, score_of(OPEN)),
)
PART_THRESHOLDS = ((Grade.PROBABLE, score_of(PROBABLE_PART)), (Grade.OPEN, score_of(OPEN_PART)))


def explain(old: Sequence[Demand], new: Sequence[Demand], old_id: str, new_id: str) -> Explanation:
    """Return why `old_id` and `new_id` were or were not matched; the arguments are those of `match`.

    The sum of what the evidence adds is the log-odds that belong to `score`. A pair that was settled without
    weighing (declared, same id and text, ids clearly kept) has no evidence but its match. Raises KeyError for an
    unknown id.
    """
    ordered_old, ordered_new = in_order(old), in_order(new)
    if old_id not in {demand.id for demand in ordered_old} or new_id not in {demand.id for demand in ordered_new}:
        raise KeyError(old_id if old_id not in {demand.id for demand in ordered_old} else new_id)
    declared = read_declarations(ordered_old, ordered_new)
    settled = settle(ordered_old, ordered_new, declared)
    left_old, left_new, weighed = weigh_left(ordered_old, ordered_new, settled, declared.brand_new)
    rows = {demand.id: row for row, demand in enumerate(left_old)}
    columns = {demand.id: column for column, demand in enumerate(left_new)}
    matching = match(old, new)
    found = _holding(matching, old_id, new_id)
    row, column = rows.get(old_id, -1), columns.get(new_id, -1)
    place = next(iter(np.flatnonzero((weighed.pairs.rows == row) & (weighed.pairs.columns == column))), None)
    is_part = found is not None and found.reason is Reason.PARTS and (old_id, new_id) not in found.continued
    is_settled = any(old_id in one.old and new_id in one.new for one in settled)
    kept = not is_settled and found is not None and is_clear(*left_over(ordered_old, ordered_new, settled, declared))
    evidence: tuple[Weighed, ...] = ()
    if place is not None and is_part:
        evidence = _part_evidence(weighed, matching, rows, columns, int(place))
    elif place is not None and not is_settled and not kept:
        evidence = _evidence(weighed, int(place))
    odds = sum(one.adds for one in evidence) if evidence else BARRED
    least_probable, least_open = least_texts(weighed)
    return Explanation(
        old=old_id,
        new=new_id,
        candidate=place is not None,
        score=found.score if found and not evidence else score_of(odds),
        evidence=evidence,
        is_part=is_part,
        is_declared_new=new_id in declared.brand_new,
        is_related=_names(matching.related, old_id, new_id),
        is_clear=kept,
        is_suspicious=_names(matching.suspicious, old_id, new_id),
        thresholds=PART_THRESHOLDS if is_part else THRESHOLDS,
        text=round(float(weighed.text[place]), 4) if place is not None else BARRED,
        text_thresholds=(
            (Grade.CERTAIN, CERTAIN_TEXT),
            (Grade.PROBABLE, least_probable),
            (Grade.OPEN, least_open),
        ),
        competitors=_competitors(left_old, left_new, weighed, row, column),
        match=found,
    )


def _evidence(weighed: WeighedPairs, place: int) -> tuple[Weighed, ...]:
    """Return what was measured for one pair: the texts' evidence first, scaled as it enters the final sum."""
    scale = JUDGED_WEIGHTS["sum"]
    of_texts = scale * SURROUNDING_WEIGHTS["text"]
    base = JUDGED_BASE + scale * SURROUNDING_BASE + of_texts * TEXT_BASE
    found = [Weighed(name="base", value=1.0, weight=base)]
    for name, weight in TEXT_WEIGHTS.items():
        found.append(_weighed(name, weighed.texts[name], weight * of_texts + JUDGED_WEIGHTS.get(name, 0.0), place))
    for name, weight in SURROUNDING_WEIGHTS.items():
        if name != "text":
            found.append(_weighed(name, weighed.surroundings[name], weight * scale, place))
    found.append(_weighed("id", weighed.ids, scale, place))
    found.append(Weighed(name="rewording", value=weighed.rewording, weight=JUDGED_WEIGHTS["rewording"]))
    return tuple(found)


def _part_evidence(
    weighed: WeighedPairs, matching: Matching, rows: Mapping[str, int], columns: Mapping[str, int], place: int
) -> tuple[Weighed, ...]:
    """Return what was measured for a part of a split or merge, given the pairs that live on; for two parts nothing."""
    living = {(rows[old], columns[new]) for one in matching.matches for old, new in one.continued if old in rows}
    pairs = weighed.pairs
    both = zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True)
    chosen = [index for index, pair in enumerate(both) if pair in living]
    parts = find_part_candidates(weighed, np.array(chosen, dtype=np.int64))
    index = next(iter(np.flatnonzero(parts.pair == place).tolist()), None)
    if index is None:
        return ()
    found = [Weighed(name="part-base", value=1.0, weight=PART_BASE)]
    found += [_weighed(f"part-{name}", parts.measures[name], weight, index) for name, weight in PART_WEIGHTS.items()]
    if parts.unproven[index]:
        lacking = float(parts.log_odds[index]) - sum(one.adds for one in found)
        found.append(Weighed(name="part-unproven", value=1.0, weight=min(lacking, 0.0)))
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


def _names(pairs: Sequence[Match], old_id: str, new_id: str) -> bool:
    return any(((old_id,), (new_id,)) == (one.old, one.new) for one in pairs)


def _holding(found: Matching, old_id: str, new_id: str) -> Match | None:
    """Return the match or question that holds both ids."""
    for one in (*found.matches, *found.questions):
        if old_id in one.old and new_id in one.new:
            return one
    return None
