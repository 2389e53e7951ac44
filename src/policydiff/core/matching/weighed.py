"""All candidate pairs weighed: texts first, then surroundings, then ids. The heavy half of the matching."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.assignment import assign
from policydiff.core.matching.candidates import Candidates, Progress, Settled, find_candidates
from policydiff.core.matching.judging import judge, measure_kinship, measure_rewording
from policydiff.core.matching.names import name_evidence
from policydiff.core.matching.spaces import LEAST_WEIGHT, Floats, Ints, Spaces, build_spaces, weigh_rows
from policydiff.core.matching.surroundings import (
    Flags,
    Frame,
    build_frame,
    id_evidence,
    surrounding_measures,
    weigh_surroundings,
)
from policydiff.core.matching.weighing import measure, text_measures, weigh_texts

PASSES = 3
"""Passes over the surroundings, each with the partners found by the one before. The weights were fitted with three: one
or two are worse on the choose-halves, four too."""
DECIMALS = 9
"""Sums are cut here, so that equal pairs are equal whatever order they were added up in."""
LEAST_SUM = -2.0
"""Sum of log-odds from which two demands may be each other's partner; -4 brings more wrong pairs than right ones."""
SETTLED = 12.0
BARRED = -40.0
"""Log-odds of a pair that is settled already, and of every other pair of its two demands."""


@dataclass(frozen=True, slots=True)
class WeighedPairs:
    """The candidate pairs with what was measured and the log-odds that follow from it.

    `texts` and `surroundings` hold the measures by name, `ids` what the ids add or take away, `sums` all together; by
    them the one-to-one pairs in `assigned` are found. `rewording` is how heavily this edition was reworded, `kinship`
    how near the two papers are to being editions of one catalogue, `standing` what share of the shorter one stands as
    it was, `judged` what follows from everything, and `log_odds` the same with the settled pairs out of reach.
    """

    spaces: Spaces
    pairs: Candidates
    frame: Frame
    texts: Mapping[str, Floats]
    surroundings: Mapping[str, Floats]
    ids: Floats
    sums: Floats
    assigned: Ints
    rewording: float
    kinship: float
    standing: float
    judged: Floats
    log_odds: Floats

    @property
    def text(self) -> Floats:
        """Return the log-odds from each pair's texts alone."""
        return self.surroundings["text"]

    @property
    def common(self) -> Floats:
        """Return how much of the words of both texts, by rarity, each pair has in common, 0 to 1 (Ochiai, 1957)."""
        space, pairs = self.spaces.words, self.pairs
        old, new = (
            np.asarray(weigh_rows(present, space.weights).sum(axis=1)).ravel()
            for present in (space.old_present, space.new_present)
        )
        whole = np.sqrt(old[pairs.rows] * new[pairs.columns])
        found: Floats = np.expm1(self.texts["shared"]) / np.maximum(whole, LEAST_WEIGHT)
        return found


def weigh(
    old: Sequence[Demand],
    new: Sequence[Demand],
    standing: Settled,
    *,
    declared: Settled = (),
    presumed: Settled = (),
    barred: frozenset[int] = frozenset(),
    tells_ids: bool = True,
    unchanged: int = 0,
    progress: Progress | None = None,
) -> WeighedPairs:
    """Return all candidate pairs, weighed; `barred` new rows have no partner.

    Pairs of rows that are `standing` as they were are settled, and so are `declared` and `presumed` ones. These say of
    the others, and of the edition, no more than if they were not: a declared pair takes its demands out of the reach of
    others, a presumed one not even that, for it was read off them. With `tells_ids` off no id is evidence. `unchanged`
    is how many more demands stand in both papers as they were.
    """
    settled = [*standing, *declared, *presumed]
    spaces = build_spaces(old, new)
    pairs = find_candidates(spaces, settled, progress).without(barred)
    likeness = measure(spaces, pairs)
    texts, text = text_measures(likeness), np.round(weigh_texts(likeness), DECIMALS)
    frame = build_frame(old, new, tells_ids=tells_ids)
    names = np.round(name_evidence(old, new, pairs), DECIMALS)
    around = _weigh_around(pairs, (standing, declared), frame, text=text, names=names, progress=progress)
    sums = _settle(pairs, settled, around.sums)
    assigned = assign(pairs, sums, least=LEAST_SUM)
    left = assigned[~np.isin(pairs.rows[assigned], [row for row, _ in standing])]
    unchanged += len(standing)
    demands = min(pairs.olds, pairs.news) - len(standing)
    rewording = measure_rewording(likeness.letters, text, around.free, left, unchanged)
    kinship = measure_kinship(around.sums[left], (text + around.ids)[left], demands, unchanged)
    judged = np.round(judge(texts["letters"], around.sums, rewording, kinship), DECIMALS)
    return WeighedPairs(
        spaces=spaces,
        pairs=pairs,
        frame=frame,
        texts=texts,
        surroundings=around.measures,
        ids=around.ids,
        sums=sums,
        assigned=assigned,
        rewording=rewording,
        kinship=kinship,
        standing=unchanged / max(demands + unchanged, 1),
        judged=judged,
        log_odds=_settle(pairs, settled, judged),
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around each pair, by name, and what its ids say; all together are `sums`, without the ids `free`."""

    measures: Mapping[str, Floats]
    ids: Floats
    free: Floats
    sums: Floats


def _weigh_around(
    pairs: Candidates,
    settled: tuple[Settled, Settled],
    frame: Frame,
    *,
    text: Floats,
    names: Floats,
    progress: Progress | None,
) -> _Around:
    """Return the surroundings and ids as the last of the passes weighs them.

    Of the settled pairs the first stand as they were, with the others only nothing competes.
    """
    standing, declared = settled

    def settle(log_odds: Floats) -> Floats:
        return _settle(pairs, standing, _bar(pairs, declared, log_odds))

    free = settle(text)
    around = _Around(measures={}, ids=np.zeros(len(pairs)), free=free, sums=free)
    for step in range(PASSES):
        if progress is not None:
            progress("surroundings", step, PASSES)
        ids = id_evidence(pairs, frame, around.free)
        measures = surrounding_measures(pairs, frame, text, names, around.sums)
        summed = np.round(weigh_surroundings(measures), DECIMALS)
        around = _Around(measures=measures, ids=ids, free=settle(summed), sums=settle(summed + ids))
    return around


def _settle(pairs: Candidates, settled: Settled, log_odds: Floats) -> Floats:
    """Return the log-odds with the settled pairs raised and whatever competes with them lowered out of reach."""
    if not settled:
        return log_odds
    found: Floats = np.where(_are_settled(pairs, settled), SETTLED, _bar(pairs, settled, log_odds))
    return found


def _bar(pairs: Candidates, settled: Settled, log_odds: Floats) -> Floats:
    """Return the log-odds with whatever competes with the settled pairs lowered out of reach."""
    if not settled:
        return log_odds
    rows, columns = zip(*settled, strict=True)
    is_taken = np.isin(pairs.rows, rows) | np.isin(pairs.columns, columns)
    found: Floats = np.where(is_taken & ~_are_settled(pairs, settled), BARRED, log_odds)
    return found


def _are_settled(pairs: Candidates, settled: Settled) -> Flags:
    partner = np.full(pairs.olds, -1)
    for row, column in settled:
        partner[row] = column
    found: Flags = partner[pairs.rows] == pairs.columns
    return found
