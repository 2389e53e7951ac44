"""Splits and merges: demands left over by the one-to-one pairs that are held, clause by clause, by another text."""

from dataclasses import dataclass

import numpy as np

from policydiff.core.matching.candidates import Candidates
from policydiff.core.matching.spaces import Floats, Ints, Space, Spaces, row_dots, weigh_rows
from policydiff.core.matching.surroundings import best_other

PART_WEIGHTS = {"held": 2.61, "gained": 3.11, "text": 0.37, "lead": 0.44}
PART_BASE = -2.01
"""Fitted by logistic regression on the choose-half of asvs; groups added nothing beyond the text, and words no
more than letters, which see through compounds (Schulraum in Schul- und Wohnraum)."""
GREATEST_PART_LEAD = 6.0
"""A lead over the other texts that could hold the part says nothing more beyond this."""


@dataclass(frozen=True, slots=True)
class PartCandidates:
    """Left-over demands and the texts that may hold them, one entry a candidate.

    `pair` points into the candidate pairs; `from_old` tells a left-over old demand (a merge) from a left-over new one
    (a split); `measures` by stable name: `held` is the share of the left-over text that the other holds, by letters,
    `gained` the share that the other holds and the other's partner does not (0 where it has none).
    """

    pair: Ints
    from_old: np.ndarray[tuple[int], np.dtype[np.bool_]]
    measures: dict[str, Floats]

    @property
    def log_odds(self) -> Floats:
        """Return the log-odds that the left-over demand went into, or came out of, the other text."""
        total = np.full(len(self.pair), PART_BASE)
        for name, weight in PART_WEIGHTS.items():
            total += weight * self.measures[name]
        return total


def find_part_candidates(spaces: Spaces, pairs: Candidates, chosen: Ints, text: Floats) -> PartCandidates:
    """Return what may have been split off or merged, given the chosen one-to-one pairs."""
    new_of, old_of = np.full(pairs.olds, -1), np.full(pairs.news, -1)
    new_of[pairs.rows[chosen]] = pairs.columns[chosen]
    old_of[pairs.columns[chosen]] = pairs.rows[chosen]
    merged = np.flatnonzero(new_of[pairs.rows] < 0)
    split = np.flatnonzero(old_of[pairs.columns] < 0)
    forward, back = spaces.letters, _swap(spaces.letters)
    pair = np.concatenate([merged, split])
    from_old = np.arange(len(pair)) < len(merged)
    whole = np.where(from_old, pairs.rows[pair], pairs.olds + pairs.columns[pair])
    measures = {
        "held": np.concatenate(
            [
                _held(forward, pairs.rows[merged], pairs.columns[merged]),
                _held(back, pairs.columns[split], pairs.rows[split]),
            ]
        ),
        "gained": np.concatenate(
            [
                _gained(forward, pairs.rows[merged], pairs.columns[merged], old_of[pairs.columns[merged]]),
                _gained(back, pairs.columns[split], pairs.rows[split], new_of[pairs.rows[split]]),
            ]
        ),
        "text": text[pair],
        "lead": np.clip(text[pair] - best_other(whole, pair, text[pair]), -GREATEST_PART_LEAD, GREATEST_PART_LEAD),
    }
    return PartCandidates(pair=pair, from_old=from_old, measures=measures)


def choose_parts(
    pairs: Candidates, chosen: Ints, parts: PartCandidates, *, least: float, unchanged: frozenset[int]
) -> list[tuple[int, int]]:
    """Return (pair, part) of the parts that hold, from the best down: each left-over demand goes to one text.

    A left-over demand that took parts itself is not attached further, and one that was attached takes none: so a
    match stays a star around one text or one pair, never a chain. A left-over text with a single part is no split or
    merge but a weak pair, and is left out. Nothing joined or left the texts of the old rows in `unchanged`.
    """
    attached: set[tuple[bool, int]] = set()
    centres: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    paired_old, paired_new = set(pairs.rows[chosen].tolist()), set(pairs.columns[chosen].tolist())
    closed = {(True, row) for row in unchanged}
    closed |= {(False, int(pairs.columns[index])) for index in chosen if int(pairs.rows[index]) in unchanged}
    found: list[tuple[int, int]] = []
    log_odds = np.round(parts.log_odds, 9)
    for index in np.lexsort((parts.pair, -log_odds)):
        if log_odds[index] < least:
            break
        pair, from_old = int(parts.pair[index]), bool(parts.from_old[index])
        row, column = int(pairs.rows[pair]), int(pairs.columns[pair])
        own, centre = ((True, row), (False, column)) if from_old else ((False, column), (True, row))
        if own in attached or own in centres or centre in attached or centre in closed:
            continue
        attached.add(own)
        if column in paired_new if from_old else row in paired_old:
            found.append((pair, int(index)))
        else:
            centres.setdefault(centre, []).append((pair, int(index)))
    for held in centres.values():
        if len(held) > 1:
            found.extend(held)
    return sorted(found)


def _held(space: Space, rows: Ints, columns: Ints) -> Floats:
    """Return the share of each row's weight that its column holds."""
    weighted = weigh_rows(space.old_present, space.weights)
    own = np.maximum(np.asarray(weighted.sum(axis=1)).ravel(), 1e-9)
    share: Floats = row_dots(weighted, space.new_present, rows, columns) / own[rows]
    return share


def _gained(space: Space, rows: Ints, columns: Ints, partners: Ints) -> Floats:
    """Return the share of each row's weight that its column holds and the column's partner row (-1: none) does not."""
    weighted = weigh_rows(space.old_present, space.weights)
    own = np.maximum(np.asarray(weighted.sum(axis=1)).ravel(), 1e-9)
    gained = np.zeros(len(rows))
    known = np.flatnonzero(partners >= 0)
    if len(known):
        shared = weighted[rows[known]].multiply(space.new_present[columns[known]])
        twice = shared.multiply(space.old_present[partners[known]])
        gained[known] = np.asarray(shared.sum(axis=1)).ravel() - np.asarray(twice.sum(axis=1)).ravel()
    share: Floats = gained / own[rows]
    return share


def _swap(space: Space) -> Space:
    return Space(
        old=space.new,
        new=space.old,
        old_present=space.new_present,
        new_present=space.old_present,
        weights=space.weights,
    )
