"""What stands around a pair: its working groups, its neighbours in the paper, its competitors, its ids."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.candidates import Candidates
from policydiff.core.matching.spaces import Floats, Ints
from policydiff.core.matching.weighing import chance

Flags: TypeAlias = np.ndarray[tuple[int], np.dtype[np.bool_]]

SURROUNDING_WEIGHTS = {
    "text": 0.50,
    "names": 0.25,
    "group": 0.57,
    "neighbours": 0.48,
    "crowding": -1.73,
    "lead": 0.32,
}
SURROUNDING_BASE = 0.93
"""Fitted by logistic regression, signs fixed, on the choose-halves of all three datasets and their variants (see
docs/matching.md); the base raised by 0.5. What follows from the sum is judged in `judging.py`. Names were added later,
the others held fixed: on the choose-half of asvs .25 gains .016 of F1 and .5 gains .024, on that of ism they cost .001
and .005, on bsi-gspp nothing."""

GROUP_SMOOTHING = 1.0
"""Pairs of two groups presumed; 0.5 and 2 differ by .005 on the choose-half of asvs, by .002 on the others."""
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
"""Places looked at beside a demand; not tuned."""
NEIGHBOUR_REACH = 2.0
"""A neighbour's partner that stands this many places from where it should, counts a third (1/e);
1 and 4 are no better on the choose-halves."""
MOST_PLACELESS = 0.1
"""Of the demands of a side so many may have no place in the paper, as what people add by hand; set by hand. Where more
have none, places tell nothing. When one was enough for that, it made six of 57 certain pairs probable."""
NO_PARTNER = -4.0
"""Log-odds of having no partner at all: the competitor that is always there, so that the only candidate in a small
catalogue has no easy lead. On the choose-halves -2 is much worse on asvs, -6 a little on asvs and ism."""
GREATEST_LEAD = 6.0
"""A lead over the competitors beyond this says nothing more; 4 is worse on the choose-half of asvs, 9 the same."""
BALANCING_ROUNDS = 12
"""4 and 30 give the same on the choose-halves."""

ID_KEPT = 4.5
ID_REUSED = 0.5
"""Before anything is known, an id is taken to stay with its demand in nine cases of ten (DESIGN: kept for good)."""
GREATEST_ID_WEIGHT = 5.0
RENAMED_SHARE = 0.5
"""How much counts, of the full weight, that an id is gone and another new where ids are kept: it comes mostly with a
heavy rewording, which the texts tell already. Ids visible, it drops six pairs of ism, all wrong, five of NIST SP 800-53
(see docs/matching.md), four of them wrong, and none of bsi-gspp; .35 drops two wrong ones fewer, the full weight nine
wrong ones more, but also five right ones."""
TAKEN_SHARE = 0.5
"""How much counts, of what the same id would add, against a pair of which one carries the id of another. Ids visible,
it drops six wrong pairs and three right ones of 37 catalogues, and no sibling takes the place of a reworded demand
under its id (Museen dauerhaft finanzieren → Theater dauerhaft finanzieren); the full weight drops eight right ones
more."""


@dataclass(frozen=True, slots=True)
class Anchors:
    """The pairs that are each other's best partner, as far as known: partner of each row and column (-1: none)."""

    new_of: Ints
    old_of: Ints
    old_chance: Floats
    new_chance: Floats


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of the two sides beside their texts, as numbers; rows are in the order of the demands."""

    old_groups: Ints
    new_groups: Ints
    old_places: Ints
    new_places: Ints
    same_id: Ints

    @property
    def groups(self) -> tuple[int, int]:
        """Return how many groups both sides have."""
        return _size(self.old_groups), _size(self.new_groups)


def build_frame(old: Sequence[Demand], new: Sequence[Demand], *, tells_ids: bool = True) -> Frame:
    """Return the frame; `same_id` is, for each old row, the new row of the same id or -1, as where ids tell nothing.

    Where an id is gone, one that differs in nothing but case and leading zeros (3.1.1, 03.01.01) is taken for the same,
    if it is the only one on both sides.
    """
    new_rows = {demand.id: row for row, demand in enumerate(new)} if tells_ids else {}
    gone = Counter(_bare(demand.id) for demand in old if demand.id not in new_rows)
    fresh = new_rows.keys() - {demand.id for demand in old}
    spelt = Counter(map(_bare, fresh))
    only = {_bare(id): new_rows[id] for id in fresh if spelt[_bare(id)] == gone[_bare(id)] == 1}
    return Frame(
        old_groups=_numbered([demand.group for demand in old]),
        new_groups=_numbered([demand.group for demand in new]),
        old_places=_places(old),
        new_places=_places(new),
        same_id=np.array([new_rows.get(demand.id, only.get(_bare(demand.id), -1)) for demand in old], dtype=np.int64),
    )


def _bare(id: str) -> str:
    """Return an id without what is only its spelling."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", id).casefold()


def find_anchors(pairs: Candidates, log_odds: Floats) -> Anchors:
    """Return the pairs that are the best of their row and of their column and more likely than not."""
    best_of_row = _is_best(pairs.rows, pairs.columns, log_odds)
    best_of_column = _is_best(pairs.columns, pairs.rows, log_odds)
    kept = np.flatnonzero(best_of_row & best_of_column & (log_odds > 0))
    new_of, old_of = np.full(pairs.olds, -1), np.full(pairs.news, -1)
    old_chance, new_chance = np.zeros(pairs.olds), np.zeros(pairs.news)
    rows, columns, likely = pairs.rows[kept], pairs.columns[kept], chance(log_odds[kept])
    new_of[rows], old_of[columns], old_chance[rows], new_chance[columns] = columns, rows, likely, likely
    return Anchors(new_of=new_of, old_of=old_of, old_chance=old_chance, new_chance=new_chance)


def surrounding_measures(
    pairs: Candidates, frame: Frame, text: Floats, names: Floats, log_odds: Floats
) -> dict[str, Floats]:
    """Return what is weighed in the second pass, by stable names; `log_odds` are those of the pass before."""
    anchors = find_anchors(pairs, log_odds)
    return {
        "text": text,
        "names": names,
        "group": _group_evidence(pairs, frame, anchors),
        "neighbours": _neighbour_evidence(pairs, frame, anchors),
        "crowding": _crowding(pairs, log_odds),
        "lead": _lead(pairs, log_odds),
    }


def weigh_surroundings(measures: Mapping[str, Floats]) -> Floats:
    """Return the log-odds that each pair is the same demand, from texts and surroundings, ids left out."""
    total = np.full(len(measures["text"]), SURROUNDING_BASE)
    for name, weight in SURROUNDING_WEIGHTS.items():
        total += weight * measures[name]
    return total


def id_evidence(pairs: Candidates, frame: Frame, log_odds: Floats) -> Floats:
    """Return what the ids say: the same id adds as much as ids that stand on both sides stay with their demand here.

    Where ids are kept, one that stands on both sides speaks against a pair that would take it from its demand; one that
    is gone and one that is new speak against theirs, as much as such pairs are rare. `log_odds` must be free of ids.
    Where ids are numbers of chapters and all were given anew, or hidden, they say nothing.
    """
    anchors = find_anchors(pairs, log_odds)
    olds = np.flatnonzero(frame.same_id >= 0)
    news = frame.same_id[olds]
    kept = anchors.new_of[olds] == news
    lost = ((anchors.new_of[olds] >= 0) | (anchors.old_of[news] >= 0)) & ~kept
    odds = (kept.sum() + ID_KEPT) / (lost.sum() + ID_REUSED)
    weight = float(np.clip(np.log(odds), 0.0, GREATEST_ID_WEIGHT))
    gone, fresh = frame.same_id < 0, ~np.isin(np.arange(pairs.news), news)
    renamed = fresh[anchors.new_of[gone & (anchors.new_of >= 0)]].sum()
    rarity = float(np.clip(np.log((kept.sum() + 1) / (renamed + 1)), 0.0, GREATEST_ID_WEIGHT))
    against = np.where(gone[pairs.rows] & fresh[pairs.columns], RENAMED_SHARE * rarity, 0.0)
    is_taken = np.isin(pairs.columns, news) | (frame.same_id[pairs.rows] >= 0)
    against = np.where(is_taken, TAKEN_SHARE * weight, against)
    found: Floats = np.where(frame.same_id[pairs.rows] == pairs.columns, weight, -against)
    return found


def _group_evidence(pairs: Candidates, frame: Frame, anchors: Anchors) -> Floats:
    """Return how much more often the two groups are partners than chance would have it, the pair itself left out."""
    olds, news = frame.groups
    rows = np.flatnonzero(anchors.new_of >= 0)
    likely = anchors.old_chance[rows]
    together = np.zeros((olds, news))
    np.add.at(together, (frame.old_groups[rows], frame.new_groups[anchors.new_of[rows]]), likely)
    old_group, new_group = frame.old_groups[pairs.rows], frame.new_groups[pairs.columns]
    old_own, new_own = anchors.old_chance[pairs.rows], anchors.new_chance[pairs.columns]
    itself = anchors.new_of[pairs.rows] == pairs.columns
    by_old = old_own * (frame.new_groups[anchors.new_of[pairs.rows]] == new_group)
    by_new = new_own * (frame.old_groups[anchors.old_of[pairs.columns]] == old_group)
    others = np.maximum(together[old_group, new_group] - by_old - by_new + itself * old_own, 0.0)
    of_old = together.sum(axis=1)[old_group] - old_own
    of_new = together.sum(axis=0)[new_group] - new_own
    expected = of_old * of_new / max(1.0, float(together.sum()))
    found: Floats = np.log((others + GROUP_SMOOTHING) / (np.maximum(expected, 0.0) + GROUP_SMOOTHING))
    return found


def _neighbour_evidence(pairs: Candidates, frame: Frame, anchors: Anchors) -> Floats:
    """Return how many neighbours of both demands are partners of each other, the near ones counting more."""
    if not len(pairs) or frame.old_places[0] < 0 or frame.new_places[0] < 0:
        return np.zeros(len(pairs))
    old, new = frame.old_places, frame.new_places
    of_old = _neighbours_beside(pairs.rows, pairs.columns, anchors.new_of, anchors.old_chance, places=(old, new))
    of_new = _neighbours_beside(pairs.columns, pairs.rows, anchors.old_of, anchors.new_chance, places=(new, old))
    found: Floats = (of_old + of_new) / 2
    return found


def _neighbours_beside(
    own: Ints, other: Ints, partner_of: Ints, likely: Floats, *, places: tuple[Ints, Ints]
) -> Floats:
    """Return how many neighbours of `own` have their partners beside `other`."""
    own_places, other_places = places
    found = np.zeros(len(own))
    for step in NEIGHBOURS:
        beside = own + step
        inside = (beside >= 0) & (beside < len(partner_of))
        beside = np.where(inside, beside, 0)
        partner = partner_of[beside]
        known = inside & (partner >= 0) & (partner != other)
        own_step = own_places[beside] - own_places[own]
        other_step = other_places[partner] - other_places[other]
        astray = np.abs(other_step - own_step)
        nearness = np.exp(-np.minimum(astray, 50) / NEIGHBOUR_REACH) / np.sqrt(np.maximum(np.abs(own_step), 1))
        found += np.where(known, likely[beside] * nearness, 0.0)
    return found


def _crowding(pairs: Candidates, log_odds: Floats) -> Floats:
    """Return how strongly each pair is contested, competitors that are better placed elsewhere counting less.

    Balances rows and columns in turn (Sinkhorn and Knopp, 1967), with room for demands that have no partner.
    """
    odds = np.exp(np.clip(log_odds, -30, 12))
    old_room, new_room = np.ones(pairs.olds), np.ones(pairs.news)
    for _ in range(BALANCING_ROUNDS):
        by_old = 1 / (1 + np.bincount(pairs.rows, odds * new_room[pairs.columns], pairs.olds))
        by_new = 1 / (1 + np.bincount(pairs.columns, odds * old_room[pairs.rows], pairs.news))
        old_room, new_room = np.sqrt(old_room * by_old), np.sqrt(new_room * by_new)
    of_row = odds * new_room[pairs.columns]
    of_column = odds * old_room[pairs.rows]
    row_rivals = np.bincount(pairs.rows, of_row, pairs.olds)[pairs.rows] - of_row
    column_rivals = np.bincount(pairs.columns, of_column, pairs.news)[pairs.columns] - of_column
    found: Floats = np.log1p(np.maximum(row_rivals, 0)) + np.log1p(np.maximum(column_rivals, 0))
    return found


def _lead(pairs: Candidates, log_odds: Floats) -> Floats:
    """Return how far each pair is ahead of the best other pair of its old and of its new demand, both added."""
    found = np.zeros(len(pairs))
    for own, other in ((pairs.rows, pairs.columns), (pairs.columns, pairs.rows)):
        rival = np.maximum(best_other(own, other, log_odds), NO_PARTNER)
        found += np.clip(log_odds - rival, -GREATEST_LEAD, GREATEST_LEAD)
    return found


def best_other(own: Ints, other: Ints, log_odds: Floats) -> Floats:
    """Return for each pair the log-odds of the best other pair with the same `own` row, -inf where there is none."""
    order = np.lexsort((other, -log_odds, own))
    sorted_own, sorted_odds = own[order], log_odds[order]
    first = np.searchsorted(sorted_own, sorted_own)
    follows = np.append(sorted_own[1:] == sorted_own[:-1], [False])
    second = np.where(follows, np.append(sorted_odds[1:], [-np.inf]), -np.inf)
    position = np.arange(len(order))
    found = np.empty(len(order))
    found[order] = np.where(position == first, second, sorted_odds[first])
    return found


def _is_best(own: Ints, other: Ints, log_odds: Floats) -> Flags:
    order = np.lexsort((other, -log_odds, own))
    found = np.zeros(len(order), dtype=bool)
    if len(order):
        found[order] = np.append([True], np.diff(own[order]) != 0)
    return found


def _numbered(names: Sequence[str]) -> Ints:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _places(demands: Sequence[Demand]) -> Ints:
    """Return the places in the paper, all -1 where many have none: an order by id says nothing about neighbours.

    A few that were written by hand stand at the end of their groups.
    """
    known = [demand for demand in demands if demand.source.position is not None]
    if len(demands) - len(known) > MOST_PLACELESS * len(demands):
        return np.full(len(demands), -1)
    ends: dict[str, int] = {}
    for demand in known:
        ends[demand.group] = max(demand.source.position or 0, ends.get(demand.group, 0))
    last = max(ends.values(), default=0)
    places = [demand.source.position or ends.get(demand.group, last) for demand in demands]
    return np.array(places, dtype=np.int64)


def _size(numbers: Ints) -> int:
    return int(numbers.max()) + 1 if len(numbers) else 1
