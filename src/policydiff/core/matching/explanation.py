"""Why a pair was or was not made: its evidence with weights, the thresholds, and the nearest competitors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.clauses import trace
from policydiff.core.matching.decisions import (
    CERTAIN,
    CERTAIN_TEXT,
    SUPPORT,
    Thresholds,
    probable_of,
    rests_on_id,
    thresholds_of,
)
from policydiff.core.matching.free import Left, match_left, weigh_left
from policydiff.core.matching.judging import JUDGED_BASE, JUDGED_WEIGHTS
from policydiff.core.matching.parts import PART_BASE, PART_WEIGHTS, find_part_candidates
from policydiff.core.matching.sameness import content_words, exchanges_words, fit, keeps_half, text_fits
from policydiff.core.matching.spaces import Floats
from policydiff.core.matching.steps import Step, conclude, read_step
from policydiff.core.matching.surroundings import SURROUNDING_BASE, SURROUNDING_WEIGHTS, Flags
from policydiff.core.matching.values import (
    Clause,
    Competitor,
    Evidence,
    Explanation,
    Grade,
    Match,
    Matching,
    Reason,
    Weighed,
)
from policydiff.core.matching.weighed import BARRED, LEAST_SUM
from policydiff.core.matching.weighing import TEXT_BASE, TEXT_WEIGHTS, score_of

SHOWN_COMPETITORS = 5


@dataclass(frozen=True, slots=True)
class _Examined:
    """A step as the matching saw it, weighed once for all pairs that are explained."""

    step: Step
    left: Left
    matching: Matching


def explain(
    old: Sequence[Demand], new: Sequence[Demand], old_id: str, new_id: str, *, unchanged: int = 0
) -> Explanation:
    """Return why `old_id` and `new_id` were or were not matched; the arguments are those of `match`.

    The sum of what the evidence adds is the log-odds that belong to `score`. A pair that was settled without
    weighing (declared, same id and text, ids clearly kept) has no evidence but its match. Raises KeyError for an
    unknown id.
    """
    for id_, demands in ((old_id, old), (new_id, new)):
        if all(demand.id != id_ for demand in demands):
            raise KeyError(id_)
    return _explain(_examine(old, new, unchanged), old_id, new_id)


def explain_near(
    old: Sequence[Demand], new: Sequence[Demand], id: str, *, unchanged: int = 0
) -> tuple[Explanation, ...]:
    """Return why the pairs that hold one id on either side are told together: matched, asked about, or related.

    Where a side has the id and no such pair, its nearest pair is explained, if any comes near; of an id that was reused
    at least that pair.
    """
    examined = _examine(old, new, unchanged)
    step, left, matching = examined.step, examined.left, examined.matching
    pairs = [
        (old_id, new_id)
        for one in (*matching.matches, *matching.questions, *matching.related)
        for old_id in one.old
        for new_id in one.new
        if id in (old_id, new_id)
    ]
    weighed = left.weighed.pairs
    if all(old_id != id for old_id, _ in pairs):
        ranked = _rank(left, weighed.rows == left.rows.get(id, -1))
        pairs += [(id, one.new) for one in ranked[:1]] or [(id, new_id) for new_id in _find_fit(id, step.old, step.new)]
    if all(new_id != id for _, new_id in pairs):
        ranked = _rank(left, weighed.columns == left.columns.get(id, -1))
        pairs += [(one.old, id) for one in ranked[:1]] or [(old_id, id) for old_id in _find_fit(id, step.new, step.old)]
    if not pairs and id in matching.reused:
        pairs = [(id, id)]
    return tuple(_explain(examined, *pair) for pair in dict.fromkeys(pairs))


def _examine(old: Sequence[Demand], new: Sequence[Demand], unchanged: int) -> _Examined:
    step = read_step(old, new, unchanged)
    left = weigh_left(step)
    matching = match_left(step, left) if step.is_open else conclude(step, [*step.settled, *step.kept])
    return _Examined(step, left, matching)


def _explain(examined: _Examined, old_id: str, new_id: str) -> Explanation:
    step, weighed, matching = examined.step, examined.left.weighed, examined.matching
    found = _find([*matching.matches, *matching.questions], old_id, new_id)
    related = _find(matching.related, old_id, new_id)
    place = examined.left.find(old_id, new_id)
    is_part = found is not None and found.reason is Reason.PARTS and (old_id, new_id) not in found.continued
    evidence = _part_evidence(examined, place) if is_part else _evidence(examined, old_id, new_id, place)
    parts, dropped, added = _trace(step, found, old_id, new_id)
    least = thresholds_of(weighed)
    probable = least.probable if place is None else float(probable_of(weighed)[place])
    is_supported = bool(evidence) and not is_part and found is not None and found.grade is Grade.PROBABLE
    if is_supported and sum(one.adds for one in evidence) < probable:
        evidence = (*evidence, Weighed(name="support", value=1.0, weight=SUPPORT))
    odds = sum(one.adds for one in evidence) if evidence else BARRED
    return Explanation(
        old=old_id,
        new=new_id,
        candidate=place is not None,
        score=found.score if found and not evidence else score_of(odds),
        evidence=evidence,
        is_part=is_part,
        is_declared_new=new_id in step.declared.brand_new,
        is_clear=_find(step.kept, old_id, new_id) is not None,
        is_taken=found is None and bool(_holding([*step.settled, *step.kept], old_id, new_id)),
        is_suspicious=_find(matching.suspicious, old_id, new_id) is not None,
        is_reused=old_id == new_id and old_id in matching.reused,
        is_exchange=exchanges_words(*_texts(step, old_id, new_id)),
        is_rewritten=not keeps_half(*_texts(step, old_id, new_id)),
        is_faint=place is not None and float(weighed.sums[place]) < LEAST_SUM,
        rests_on_id=place is not None and bool(rests_on_id(weighed)[place]),
        is_declared_along=_is_declared_along(step, found, old_id, new_id),
        closeness=related.score if related else None,
        thresholds=_part_thresholds(least) if is_part else _thresholds(probable, least.open),
        text=round(float(weighed.text[place]), 4) if place is not None else BARRED,
        text_thresholds=_text_thresholds(least),
        competitors=_competitors(examined.left, old_id, new_id),
        match=found,
        elsewhere=() if found else _holding([*matching.matches, *matching.questions], old_id, new_id),
        parts=parts,
        dropped=dropped,
        added=added,
    )


def _texts(step: Step, old_id: str, new_id: str) -> tuple[Demand, Demand]:
    old, new = ({demand.id: demand for demand in demands} for demands in (step.old, step.new))
    return old[old_id], new[new_id]


def _is_declared_along(step: Step, found: Match | None, old_id: str, new_id: str) -> bool:
    """Return whether a declared match holds two demands of which the one is not declared to continue the other."""
    if found is None or not found.reason.is_declared or old_id == new_id:
        return False
    return any(demand.id == new_id and old_id not in (demand.succeeds or ()) for demand in step.new)


def _evidence(examined: _Examined, old_id: str, new_id: str, place: int | None) -> tuple[Weighed, ...]:
    """Return what was measured for one pair: the texts' evidence first, scaled as it enters the final sum.

    Nothing where it was known without weighing what one of the two belongs to.
    """
    weighed = examined.left.weighed
    if place is None or _holding([*examined.step.settled, *examined.step.kept], old_id, new_id):
        return ()
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
    for name, value in (("rewording", weighed.rewording), ("kinship", weighed.kinship)):
        found.append(Weighed(name=name, value=round(value, 4), weight=JUDGED_WEIGHTS[name]))
    return tuple(found)


def _part_evidence(examined: _Examined, place: int | None) -> tuple[Weighed, ...]:
    """Return what was measured for a part of a split or merge, given the pairs that live on; for two parts nothing."""
    left = examined.left
    living = {
        (left.rows[old], left.columns[new])
        for one in examined.matching.matches
        for old, new in one.continued
        if old in left.rows
    }
    pairs = left.weighed.pairs
    both = zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True)
    chosen = [index for index, pair in enumerate(both) if pair in living]
    parts = find_part_candidates(left.old, left.new, left.weighed, np.array(chosen, dtype=np.int64))
    index = next(iter(np.flatnonzero(parts.pair == place).tolist()), None)
    if index is None:
        return ()
    found = [Weighed(name="part-base", value=1.0, weight=PART_BASE)]
    found += [_weighed(f"part-{name}", parts.measures[name], weight, index) for name, weight in PART_WEIGHTS.items()]
    if parts.in_frame[index] or parts.unproven[index]:
        lacking = float(parts.log_odds[index]) - sum(one.adds for one in found)
        name = "part-frame" if parts.in_frame[index] else "part-unproven"
        found.append(Weighed(name=name, value=1.0, weight=min(lacking, 0.0)))
    return tuple(found)


def _weighed(name: str, values: Floats, weight: float, place: int) -> Weighed:
    return Weighed(name=name, value=round(float(values[place]), 4), weight=weight)


def _thresholds(probable: float, open: float) -> tuple[tuple[Grade, float], ...]:
    found = (Grade.CERTAIN, CERTAIN), (Grade.PROBABLE, probable), (Grade.OPEN, open)
    return tuple((grade, score_of(odds)) for grade, odds in found)


def _part_thresholds(least: Thresholds) -> tuple[tuple[Grade, float], ...]:
    return (Grade.PROBABLE, score_of(least.probable_part)), (Grade.OPEN, score_of(least.open_part))


def _text_thresholds(least: Thresholds) -> tuple[tuple[Grade, float], ...]:
    return (Grade.CERTAIN, CERTAIN_TEXT), (Grade.PROBABLE, least.probable_text), (Grade.OPEN, least.open_text)


def _trace(
    step: Step, found: Match | None, old_id: str, new_id: str
) -> tuple[tuple[Evidence, ...], tuple[Clause, ...], tuple[Clause, ...]]:
    """Return the clauses that went from one demand of a split or merge into another, and those that it lost and won."""
    if found is None or len(found.old) == len(found.new) == 1:
        return (), (), ()
    old, new = ({demand.id: demand for demand in demands} for demands in (step.old, step.new))
    tracing = trace([old[id_] for id_ in found.old], [new[id_] for id_ in found.new])
    parts = tuple(one for one in tracing.parts if (one.old, one.new) == (old_id, new_id))
    return parts, tracing.dropped, tracing.added


def _competitors(left: Left, old_id: str, new_id: str) -> tuple[Competitor, ...]:
    """Return the best other pairs of the two demands, the nearest first."""
    pairs = left.weighed.pairs
    row, column = left.rows.get(old_id, -1), left.columns.get(new_id, -1)
    return tuple(_rank(left, (pairs.rows == row) != (pairs.columns == column))[:SHOWN_COMPETITORS])


def _find_fit(id: str, own: Iterable[Demand], others: Iterable[Demand]) -> list[str]:
    """Return the id on the other side whose text shares the most words with that of a demand, if it fits at all.

    So it is told, too, that what would have fitted was taken before anything was weighed, or declared new.
    """
    fits = [
        (fit(content_words(demand), content_words(other)), other.id)
        for demand in own
        if demand.id == id
        for other in others
        if text_fits(demand, other)
    ]
    return [max(fits, key=lambda one: one[0])[1]] if fits else []


def _rank(left: Left, which: Flags) -> list[Competitor]:
    """Return those of the weighed pairs that can be matched, the nearest first."""
    pairs, log_odds = left.weighed.pairs, left.weighed.log_odds
    places = np.flatnonzero(which & (log_odds > BARRED))
    order = np.lexsort((pairs.columns[places], pairs.rows[places], -log_odds[places]))
    return [
        Competitor(
            old=left.old[pairs.rows[place]].id,
            new=left.new[pairs.columns[place]].id,
            score=score_of(float(log_odds[place])),
        )
        for place in places[order]
    ]


def _holding(found: Iterable[Match], old_id: str, new_id: str) -> tuple[Match, ...]:
    """Return the matches that hold at least one of two ids."""
    return tuple(one for one in found if old_id in one.old or new_id in one.new)


def _find(found: Iterable[Match], old_id: str, new_id: str) -> Match | None:
    """Return the first match that holds both ids."""
    return next((one for one in found if old_id in one.old and new_id in one.new), None)
