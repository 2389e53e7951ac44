"""From weighed pairs to matches: grades, one-to-one pairs, splits and merges, questions, related demands."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.judging import ANEW
from policydiff.core.matching.parts import find_part_candidates
from policydiff.core.matching.sameness import exchanges_words, keeps_half
from policydiff.core.matching.spaces import Floats, Ints
from policydiff.core.matching.stars import find_stars, find_unchanged, match_star
from policydiff.core.matching.surroundings import Flags, best_other
from policydiff.core.matching.topics import (
    LEAST_TOPIC,
    LEAST_TOPIC_OF_STRANGERS,
    tells_nouns,
    topic_likeness,
)
from policydiff.core.matching.values import Grade, Match, Reason
from policydiff.core.matching.weighed import DECIMALS, SETTLED, WeighedPairs
from policydiff.core.matching.weighing import score_of
from policydiff.core.wording import fold

CERTAIN = 3.5
CERTAIN_TEXT = -3.0
"""Log-odds from which a pair is certain, of everything and of the texts alone, chosen on thirty catalogues so that it
is right in 99 of 100 cases: surroundings and ids can make two different demands in the same place look like one."""
LEAST_KINSHIP = math.log(0.4)
"""Kinship from which two papers are editions of one catalogue: 4 % of the demands have a likely partner (CSF 1.1 and
2.0: 5 %, coalition papers: at most 2 %)."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log-odds from which a pair is applied or asked, those that its texts must reach alone, and those of parts."""

    probable: float
    open: float
    probable_text: float
    open_text: float
    probable_part: float
    open_part: float


KEPT_UP = Thresholds(probable=0.5, open=-1.0, probable_text=-7.0, open_text=-8.0, probable_part=0.0, open_part=-1.5)
"""Chosen on thirty catalogues so that what is applied is right in 90 of 100 cases, parts where the truth names them,
and every second one that is asked (docs/matching.md: what is reached). The texts alone: of 467 demands of the Ruhr
catalogue whose place and id were given to unrelated ones, 82 were taken for the same without it, two with it."""
WRITTEN_ANEW = replace(KEPT_UP, probable_text=-9.0, open_text=-9.0)
"""Where the edition is known to be written anew, a text that shares nothing is more often a paraphrase."""
STRANGERS = replace(KEPT_UP, probable=1.0, open=0.0, probable_part=1.0, open_part=-0.5)
"""Between papers of different authors: nine of ten pairs that are applied, and seven of ten that are asked, readers
called the same demand, as a whole or in part (docs/matching.md)."""


UNLIKE_TEXT = -5.0
LEAST_COMMON = 0.14
"""Texts that say so little together, and have so little in common, are not applied for the sake of their id, but asked
about: two long texts always share some words. Of 687 demands of pull requests, made from 24 catalogues, whose id was
given to an unrelated one, among a hundred unchanged ones 19 were taken for the same without it, two with it; among
fourteen 40 of 487, and 17 with it. Of the right pairs of 37 whole catalogues 12 of 22,220 are asked about."""

KEPT_STANDING = 0.5
PROBABLE_OF_ID = 1.75
"""Where so many of the demands stand as they were, a pair of the same id is applied from these log-odds on: else ids
would be worth more than they are for texts that changed much. Of 44 such pairs of 37 whole catalogues below 2.5, 27 are
right; of the pull requests of benchmarks/reused_ids.py with fourteen unchanged demands, 159 siblings and 1,017 reworded
demands are applied instead of 264 and 1,029; with 1.5 205 and 1,026, with 2 126 and 1,003, with 2.5 56 and 944."""
SURPASSED_TEXT = -3.0
"""Texts that say so little together are not applied where each of them is nearer to another text than to its partner,
but asked about; where less than half of the demands stands as it was, not where the id is the same. Of 1,104 siblings
put under the id of another demand, in pull requests made from 25 catalogues (benchmarks/reused_ids.py), 282 were taken
for the same without it, 120 with it, and of 1,125 demands that were reworded 1,035 and 1,019; of the pairs of 37 whole
catalogues 11 right ones less are applied and 16 wrong ones. -2 and -4 are nearly as good."""

SUPPORT = 1.0
SUPPORTING_PART = 0.5
"""How much a part whose log-odds are so far above the threshold adds to those of its pair: of 24 pairs of thirty-three
catalogues that are applied on its account 22 are right, mostly a split of which no child has half of the old text."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about the demands that nothing had settled before."""

    matches: tuple[Match, ...]
    questions: tuple[Match, ...]
    related: tuple[Match, ...]


def decide(
    old: Sequence[Demand], new: Sequence[Demand], weighed: WeighedPairs, settled: Mapping[tuple[int, int], Match]
) -> Decided:
    """Return the matches (the settled ones too, some with parts attached), questions and related pairs."""
    pairs, log_odds, least = weighed.pairs, weighed.log_odds, thresholds_of(weighed)
    chosen, asked = _support(old, new, weighed, *_divide(weighed))
    partner = dict(zip(pairs.rows[chosen].tolist(), pairs.columns[chosen].tolist(), strict=True))
    parts = find_part_candidates(old, new, weighed, chosen)
    unchanged = find_unchanged(old, new, pairs, chosen)
    stars = find_stars(pairs, chosen, parts, unchanged | _declared_rows(pairs.olds, settled), least.probable_part)
    matches = [match_star(old, new, partner, star, Grade.PROBABLE) for star in stars]
    in_star = {row for star in stars for row in star.rows}
    for index in chosen:
        row, column = int(pairs.rows[index]), int(pairs.columns[index])
        if (row, column) in settled and row not in in_star:
            matches.append(settled[row, column])
        elif row not in in_star:
            odds = float(log_odds[index])
            grade = _grade(old[row], new[column], odds, float(weighed.text[index]))
            matches.append(_single(old[row], new[column], odds, grade))
    used = _Used({id_ for match in matches for id_ in match.old}, {id_ for match in matches for id_ in match.new})
    open_stars = find_stars(pairs, chosen, parts, unchanged | _answered_rows(pairs.olds, settled), least.open_part)
    questions = _ask_pairs(old, new, weighed, asked, used)
    questions += _ask_parts([match_star(old, new, partner, star, Grade.OPEN) for star in open_stars], used)
    related = _find_related(old, new, weighed, used)
    return Decided(matches=tuple(matches), questions=tuple(questions), related=tuple(related))


def _declared_rows(olds: int, settled: Mapping[tuple[int, int], Match]) -> frozenset[int]:
    """Return the old and new rows (these counted on from the old ones) of declared pairs: they take no part unasked."""
    declared = [pair for pair, match in settled.items() if match.reason.is_declared]
    return frozenset(row for row, _ in declared) | frozenset(olds + column for _, column in declared)


def _answered_rows(olds: int, settled: Mapping[tuple[int, int], Match]) -> frozenset[int]:
    """Return the new rows of pairs that a person declared: what they continue is said in full, and nothing is asked."""
    return frozenset(olds + column for (_, column), match in settled.items() if match.reason is Reason.DECLARED)


def _divide(weighed: WeighedPairs) -> tuple[Ints, Ints]:
    """Return the assigned pairs that are applied and those that are asked; what is settled needs nothing more."""
    assigned, least = weighed.assigned, thresholds_of(weighed)
    log_odds, text = weighed.log_odds[assigned], weighed.text[assigned]
    applied = (log_odds >= SETTLED) | ((log_odds >= probable_of(weighed)[assigned]) & (text >= least.probable_text))
    asked = (log_odds >= least.open) & (text >= least.open_text)
    doubtful = (rests_on_id(weighed) | _is_surpassed(weighed))[assigned] & (log_odds < SETTLED)
    asked |= applied & doubtful
    applied &= ~doubtful
    return assigned[applied], assigned[~applied & asked]


def _support(
    old: Sequence[Demand], new: Sequence[Demand], weighed: WeighedPairs, chosen: Ints, asked: Ints
) -> tuple[Ints, Ints]:
    """Return both with those pairs applied instead of asked about that a part of a split or merge speaks for."""
    pairs, least = weighed.pairs, thresholds_of(weighed)
    near = asked[(weighed.log_odds >= probable_of(weighed) - SUPPORT)[asked]]
    together = np.concatenate([chosen, near])
    parts = find_part_candidates(old, new, weighed, together)
    unchanged = find_unchanged(old, new, pairs, together)
    stars = find_stars(pairs, together, parts, unchanged, least.probable_part + SUPPORTING_PART)
    supported = [i for i in near if any(pairs.rows[i] in one.rows and pairs.columns[i] in one.columns for one in stars)]
    return np.concatenate([chosen, np.array(supported, dtype=np.int64)]), np.setdiff1d(asked, supported)


def rests_on_id(weighed: WeighedPairs) -> Flags:
    """Return for which pairs the id says more than the texts, which have little in common."""
    found: Flags = (weighed.ids > 0) & (weighed.text < UNLIKE_TEXT) & (weighed.common < LEAST_COMMON)
    return found


def _is_surpassed(weighed: WeighedPairs) -> Flags:
    """Return for which pairs each of the two texts, which say little together, is nearer to another one."""
    pairs, text = weighed.pairs, weighed.text
    of_old, of_new = best_other(pairs.rows, pairs.columns, text), best_other(pairs.columns, pairs.rows, text)
    surpassed: Flags = (text < SURPASSED_TEXT) & (text < np.minimum(of_old, of_new))
    return surpassed if weighed.standing >= KEPT_STANDING else surpassed & (weighed.ids <= 0)


def probable_of(weighed: WeighedPairs) -> Floats:
    """Return from which log-odds on each pair is applied."""
    probable = thresholds_of(weighed).probable
    of_id = max(probable, PROBABLE_OF_ID) if weighed.standing >= KEPT_STANDING else probable
    found: Floats = np.where(weighed.ids > 0, of_id, probable)
    return found


def thresholds_of(weighed: WeighedPairs) -> Thresholds:
    """Return from where on a pair of these two papers is applied or asked."""
    if not are_kin(weighed):
        return STRANGERS
    return WRITTEN_ANEW if weighed.rewording >= ANEW else KEPT_UP


def are_kin(weighed: WeighedPairs) -> bool:
    """Return whether the two sides are editions of one catalogue, not papers of two governments."""
    return weighed.kinship >= LEAST_KINSHIP


def _grade(old: Demand, new: Demand, log_odds: float, text: float) -> Grade:
    """Return the grade of a one-to-one pair that is applied, from its log-odds and those of its texts alone."""
    if log_odds < CERTAIN or text < CERTAIN_TEXT or exchanges_words(old, new) or not keeps_half(old, new):
        return Grade.PROBABLE
    return Grade.CERTAIN


@dataclass(frozen=True, slots=True)
class _Used:
    """The ids of both sides that a match or a question holds already."""

    old: set[str]
    new: set[str]


def _ask_pairs(
    old: Sequence[Demand], new: Sequence[Demand], weighed: WeighedPairs, asked: Ints, used: _Used
) -> list[Match]:
    """Return the one-to-one pairs that are neither likely nor unlikely, and mark them as used."""
    questions = []
    for index in asked:
        before, after = old[weighed.pairs.rows[index]], new[weighed.pairs.columns[index]]
        if before.id not in used.old and after.id not in used.new:
            questions.append(_single(before, after, float(weighed.log_odds[index]), Grade.OPEN))
            used.old.add(before.id)
            used.new.add(after.id)
    return questions


def _ask_parts(stars: Sequence[Match], used: _Used) -> list[Match]:
    """Return the splits and merges in which a demand that nothing else holds may be a part, and mark it as used."""
    questions = []
    for star in stars:
        if any(id_ not in used.old for id_ in star.old) or any(id_ not in used.new for id_ in star.new):
            questions.append(star)
            used.old.update(star.old)
            used.new.update(star.new)
    return questions


def _single(old: Demand, new: Demand, log_odds: float, grade: Grade) -> Match:
    """Return a one-to-one match; the reason is the simplest that holds."""
    reason = Reason.SIMILAR_TEXT
    if old.id == new.id:
        reason = Reason.SAME_ID
    elif fold(old.text) == fold(new.text):
        reason = Reason.IDENTICAL_TEXT
    pair = ((old.id, new.id),)
    return Match(old=(old.id,), new=(new.id,), grade=grade, reason=reason, score=score_of(log_odds), continued=pair)


def _find_related(old: Sequence[Demand], new: Sequence[Demand], weighed: WeighedPairs, used: _Used) -> list[Match]:
    """Return, for the demands left over on both sides, the pairs that are each other's nearest by topic.

    Nearest by their nouns, and also by nouns and texts together, as log-odds: a noun may be on every page. Of pairs
    nearest both ways readers called 38 of 48 related, of those that the nouns alone found 12 of 32.
    """
    pairs = weighed.pairs
    free_old = np.array([demand.id not in used.old for demand in old])
    free_new = np.array([demand.id not in used.new for demand in new])
    free = np.flatnonzero(free_old[pairs.rows] & free_new[pairs.columns])
    if not len(free):
        return []
    alike = np.round(topic_likeness(old, new, pairs, free), DECIMALS)
    together = np.round(weighed.text[free] + np.log((alike + 0.02) / (1.04 - alike)), DECIMALS)
    rows, columns = pairs.rows[free], pairs.columns[free]
    nearest = [_first(own, near) for near in (alike, together) for own in (rows, columns)]
    kin = are_kin(weighed)
    found = []
    for place, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        if any(first[own] != place for first, own in zip(nearest, (row, column, row, column), strict=True)):
            continue
        by_nouns = not kin and tells_nouns(old[row]) and tells_nouns(new[column])
        if alike[place] >= (LEAST_TOPIC_OF_STRANGERS if by_nouns else LEAST_TOPIC):
            match = _single(old[row], new[column], 0.0, Grade.OPEN)
            found.append(replace(match, score=round(float(alike[place]), 4)))
    return found


def _first(own: Ints, log_odds: Floats) -> dict[int, int]:
    """Return for each row the place of its best entry, the first of equals."""
    best: dict[int, int] = {}
    for place in range(len(own)):
        row = int(own[place])
        if row not in best or log_odds[place] > log_odds[best[row]]:
            best[row] = place
    return best
