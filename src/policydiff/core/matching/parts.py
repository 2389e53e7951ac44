"""Splits and merges: demands left over by the one-to-one pairs that are held, clause by clause, by another text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.candidates import Candidates
from policydiff.core.matching.clauses import is_figure
from policydiff.core.matching.cutting import find_clauses
from policydiff.core.matching.sameness import content_words, exchanges_words, find_own
from policydiff.core.matching.spaces import Floats, Ints, Space, row_dots, weigh_rows
from policydiff.core.matching.surroundings import Flags, best_other
from policydiff.core.matching.weighed import DECIMALS, WeighedPairs
from policydiff.core.wording import fold

PART_WEIGHTS = {"gained": 1.24, "lead": 1.7, "place": 3.42}
PART_BASE = -1.6
"""Fitted by logistic regression, signs fixed, on thirty catalogues; those whose truth names no splits and merges count
a quarter, since about half of the parts found there read as right. The share held, the likeness of the texts
and how sure the pair that lives on is came out as nothing beside these. What the two would say as a
pair gains nothing either, and costs short parts that the other text holds as a whole. The base raised by 0.45, so that
the threshold lies at 0."""
LEAST_HELD = 0.2
"""A text that holds less of the left-over one is no candidate; the weights were fitted with it."""
LEAST_GAINED = 0.1
UNPROVEN = -0.5
"""A tenth of the part must be new in the pair that lives on, or gone from it: else the demand is a sibling of the pair,
not a part of it, and no more than asked. Without it two demands of the Ruhr catalogue that begin with „Aufstockung der“
would be a merge."""
GAINED_PRESUMED = 0.02
"""Added to the share gained before its logarithm is taken, so that nothing gained is not minus infinity."""
GREATEST_PART_LEAD = 1.5
"""A lead over the other texts that could hold the part says nothing more beyond this: in a catalogue of few short texts
any lead is great."""
NEAR_REACH = 2.0
"""A part that stands this many places further from its pair than beside it counts a third (1/e) as near; set by
hand."""
NAMES_AS_NEAR = 0.4
"""How near a part counts whose group has a name like that of the other text, by how much more alike the names are than
usual: an edition may give each part to a chapter of its own. .2 finds three of thirteen parts fewer on asvs."""


@dataclass(frozen=True, slots=True)
class PartCandidates:
    """Left-over demands and the texts of pairs that live on which may hold them, one entry a candidate.

    `pair` points into the candidate pairs; `from_old` tells a left-over old demand (a merge) from a left-over new one
    (a split); `gained` is the share of the left-over text that the other text holds and the other's partner does not,
    by letters; `in_frame` tells where other words stand in the same frame, so that the two are siblings (Apotheken,
    Bäckereien im ländlichen Raum bezuschussen). `measures` by stable name: `gained` as a logarithm, `lead` how far
    ahead of the next best text the rare words in common put this one, `place` how near the left-over demand stands to
    the other's partner, or how alike the names of the groups are.
    """

    pair: Ints
    from_old: Flags
    gained: Floats
    in_frame: Flags
    measures: dict[str, Floats]

    @property
    def log_odds(self) -> Floats:
        """Return the log-odds that the left-over demand went into, or came out of, the other text."""
        total = _sum(self.measures)
        return np.where(self.unproven | self.in_frame, np.minimum(total, UNPROVEN), total)

    @property
    def unproven(self) -> Flags:
        """Return which left-over demands may be siblings of the pair: too little of them is new in it, or gone."""
        return self.gained < LEAST_GAINED


def _sum(measures: Mapping[str, Floats]) -> Floats:
    total = np.full(len(measures["gained"]), PART_BASE)
    for name, weight in PART_WEIGHTS.items():
        total += weight * measures[name]
    return total


def find_part_candidates(
    old: Sequence[Demand], new: Sequence[Demand], weighed: WeighedPairs, chosen: Ints
) -> PartCandidates:
    """Return what may have been split off or merged, given the chosen one-to-one pairs."""
    pairs, frame = weighed.pairs, weighed.frame
    new_of, old_of = np.full(pairs.olds, -1), np.full(pairs.news, -1)
    new_of[pairs.rows[chosen]] = pairs.columns[chosen]
    old_of[pairs.columns[chosen]] = pairs.rows[chosen]
    merged = np.flatnonzero((new_of[pairs.rows] < 0) & (old_of[pairs.columns] >= 0))
    split = np.flatnonzero((old_of[pairs.columns] < 0) & (new_of[pairs.rows] >= 0))
    forward, back = weighed.spaces.letters, _swap(weighed.spaces.letters)
    sides = (
        (forward, pairs.rows[merged], pairs.columns[merged], old_of[pairs.columns[merged]], frame.old_places),
        (back, pairs.columns[split], pairs.rows[split], new_of[pairs.rows[split]], frame.new_places),
    )
    pair = np.concatenate([merged, split])
    from_old = np.arange(len(pair)) < len(merged)
    held = np.concatenate([_held(space, own, other) for space, own, other, _, _ in sides])
    gained = np.concatenate([_gained(space, own, other, partner) for space, own, other, partner, _ in sides])
    near = np.concatenate([_near(places, own, partner) for _, own, _, partner, places in sides])
    measures = {
        "gained": np.log(gained + GAINED_PRESUMED),
        "lead": _lead(weighed.spaces.words, pairs, pair, from_old),
        "place": np.maximum(near, NAMES_AS_NEAR * weighed.surroundings["names"][pair]),
    }
    in_frame = np.zeros(len(pair), dtype=bool)
    for place in np.flatnonzero((held >= LEAST_HELD) & (_sum(measures) > UNPROVEN)):
        row, column = int(pairs.rows[pair[place]]), int(pairs.columns[pair[place]])
        in_frame[place] = _is_in_frame(*((old[row], new[column]) if from_old[place] else (new[column], old[row])))
    kept = held >= LEAST_HELD
    return PartCandidates(
        pair=pair[kept],
        from_old=from_old[kept],
        gained=gained[kept],
        in_frame=in_frame[kept],
        measures={name: values[kept] for name, values in measures.items()},
    )


def _is_in_frame(part: Demand, other: Demand) -> bool:
    """Return whether a text of one clause is that of another but for the words that say what they are about."""
    own, others = content_words(part), content_words(other)
    matters = find_own(own, others), find_own(others, own)
    has_matter = all(any(not is_figure(word) for word in words) for words in matters)
    return has_matter and exchanges_words(part, other) and len(find_clauses(fold(part.text))) == 1


def choose_parts(
    pairs: Candidates, parts: PartCandidates, *, least: float, unchanged: frozenset[int]
) -> list[tuple[int, int]]:
    """Return (pair, part) of the parts that hold, from the best down: each left-over demand goes to one text.

    So a match stays a star around one pair that lives on, never a chain. Nothing joined or left a text whose old or new
    row is in `unchanged` (new rows counted on from the old ones).
    """
    attached: set[int] = set()
    found: list[tuple[int, int]] = []
    log_odds = np.round(parts.log_odds, DECIMALS)
    for index in np.lexsort((parts.pair, -log_odds)):
        if log_odds[index] < least:
            break
        pair, from_old = int(parts.pair[index]), bool(parts.from_old[index])
        row, column = int(pairs.rows[pair]), pairs.olds + int(pairs.columns[pair])
        own, centre = (row, column) if from_old else (column, row)
        if own not in attached and centre not in unchanged:
            attached.add(own)
            found.append((pair, int(index)))
    return sorted(found)


def _held(space: Space, rows: Ints, columns: Ints) -> Floats:
    """Return the share of each row's weight that its column holds."""
    weighted = weigh_rows(space.old_present, space.weights)
    own = np.maximum(np.asarray(weighted.sum(axis=1)).ravel(), 1e-9)
    share: Floats = row_dots(weighted, space.new_present, rows, columns) / own[rows]
    return share


def _gained(space: Space, rows: Ints, columns: Ints, partners: Ints) -> Floats:
    """Return the share of each row's weight that its column holds and the column's partner row does not."""
    weighted = weigh_rows(space.old_present, space.weights)
    own = np.maximum(np.asarray(weighted.sum(axis=1)).ravel(), 1e-9)
    if not len(rows):
        return np.zeros(0)
    shared = weighted[rows].multiply(space.new_present[columns])
    twice = shared.multiply(space.old_present[partners])
    share: Floats = (np.asarray(shared.sum(axis=1)).ravel() - np.asarray(twice.sum(axis=1)).ravel()) / own[rows]
    return np.maximum(np.round(share, DECIMALS), 0.0)


def _lead(space: Space, pairs: Candidates, pair: Ints, from_old: Flags) -> Floats:
    """Return how far the rare words that each pair shares put it ahead of the part's next best text; or behind it.

    A word counts by the square of its weight: that two texts share one rare word says more than three common ones.
    """
    weighted = weigh_rows(space.old_present, space.weights**2)
    shared = np.log1p(row_dots(weighted, space.new_present, pairs.rows, pairs.columns))
    of_old = shared - np.maximum(best_other(pairs.rows, pairs.columns, shared), 0.0)
    of_new = shared - np.maximum(best_other(pairs.columns, pairs.rows, shared), 0.0)
    ahead = np.where(from_old, of_old[pair], of_new[pair])
    lead: Floats = np.clip(np.round(ahead, DECIMALS), -GREATEST_PART_LEAD, GREATEST_PART_LEAD)
    return lead


def _near(places: Ints, parts: Ints, partners: Ints) -> Floats:
    """Return how near each part stands to the partner of its text, 1 beside it; 0 where the paper gives no places."""
    if not len(places) or places[0] < 0:
        return np.zeros(len(parts))
    beyond = np.maximum(np.abs(places[parts] - places[partners]) - 1, 0)
    near: Floats = np.exp(-beyond / NEAR_REACH)
    return near


def _swap(space: Space) -> Space:
    return Space(
        old=space.new,
        new=space.old,
        old_present=space.new_present,
        new_present=space.old_present,
        weights=space.weights,
    )
