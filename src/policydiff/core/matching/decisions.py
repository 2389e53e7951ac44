"""From weighed pairs to matches: grades, one-to-one pairs, splits and merges, questions, related demands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from policydiff.core.catalogue import Demand
from policydiff.core.matching.assignment import assign
from policydiff.core.matching.parts import find_part_candidates
from policydiff.core.matching.sameness import content_words
from policydiff.core.matching.spaces import Floats, Ints
from policydiff.core.matching.stars import find_stars, find_unchanged, match_star
from policydiff.core.matching.values import Grade, Match, Reason
from policydiff.core.matching.weighed import SETTLED, WeighedPairs
from policydiff.core.matching.weighing import likeness_of, score_of
from policydiff.core.wording import fold

CERTAIN = 4.5
PROBABLE = 0.0
OPEN = -2.0
CERTAIN_TEXT = -1.0
"""Log-odds from which a pair has each grade; chosen on the choose-halves of asvs, bsi-gspp and ism so that certain is
right in 99 of 100 cases, probable in 90 of 100 (see docs/matching.md for what is reached). Certain also asks for that
much from texts and ids: surroundings can make two different demands in the same place look like one."""
PROBABLE_PART = 0.0
OPEN_PART = -1.0
"""The same for parts; chosen on the choose-half of asvs, the only dataset that names its splits and merges: all eleven
from 0 up are right there. Of the twelve asked on both halves eight are right."""
STRONG_TEXT = 0.0
LEAST_KIN = 0.1
KIN_PSEUDO_PAIRS = 1
KIN_PSEUDO_TEXTS = 5
"""Two sides are kin if a tenth of the demands have a partner that is likely by texts and ids alone (asvs, the most
reworded: 15 %), one pair of five demands presumed, since a pull request that touches five tells nothing either way."""
PROBABLE_TEXT = -4.5
PROBABLE_SHORT_TEXT = -5.0
SHORT_TEXT = 5
OPEN_TEXT = -6.0
"""What texts and ids must say on their own to apply or ask a pair; texts of fewer content words than `SHORT_TEXT` can
say less. Of the likely pairs of the three datasets below -4.5 five of eleven are right, most of them long. Of 320
demands of the Ruhr catalogue replaced in their places by unrelated ones of five to nine words, 59 were taken for the
same without this, all below -5. Five words are enough to be told by: the one pair of the three datasets between
-5 and -4.5 that has as few is wrong."""
STRANGE_PROBABLE_TEXT = -4.0
STRANGE_OPEN_TEXT = -5.0
"""What texts and ids must say on their own to apply or ask a pair between strangers: below -4 only 13 of 23 likely
pairs of the three datasets are right. Set by hand on ten pairs of sentences from two coalition papers."""
RELATED = -7.0
"""Log-odds from the texts alone from which two left-over demands, each the other's nearest, share a topic; set by hand
on the same sentences (related ones -4 to -8, unrelated ones below -9)."""


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
    pairs, log_odds = weighed.pairs, weighed.log_odds
    assigned = assign(pairs, log_odds, least=OPEN)
    own = weighed.own
    chosen, asked = _divide(old, new, weighed, assigned)
    partner = dict(zip(pairs.rows[chosen].tolist(), pairs.columns[chosen].tolist(), strict=True))
    parts = find_part_candidates(weighed.spaces, pairs, chosen, weighed.surroundings["names"])
    unchanged = find_unchanged(old, new, pairs, chosen)
    stars = find_stars(pairs, chosen, parts, unchanged, PROBABLE_PART)
    matches = [match_star(old, new, partner, star, Grade.PROBABLE) for star in stars]
    in_star = {row for star in stars for row in star.rows}
    for index in chosen:
        row, column = int(pairs.rows[index]), int(pairs.columns[index])
        if row not in in_star:
            odds = float(log_odds[index])
            matches.append(
                settled.get((row, column)) or _single(old[row], new[column], odds, grade_of(odds, float(own[index])))
            )
    used = _Used({id_ for match in matches for id_ in match.old}, {id_ for match in matches for id_ in match.new})
    open_stars = find_stars(pairs, chosen, parts, unchanged, OPEN_PART)
    questions = _ask_pairs(old, new, weighed, asked, used)
    questions += _ask_parts([match_star(old, new, partner, star, Grade.OPEN) for star in open_stars], used)
    related = _find_related(old, new, weighed, used)
    return Decided(matches=tuple(matches), questions=tuple(questions), related=tuple(related))


def _divide(old: Sequence[Demand], new: Sequence[Demand], weighed: WeighedPairs, assigned: Ints) -> tuple[Ints, Ints]:
    """Return the assigned pairs that are applied and those that are asked.

    Order and lack of competitors prove nothing by themselves: a demand that was dropped and one that was put in its
    place stand in the same surroundings. So a pair must also be alike enough by its texts, and more so in two papers
    that share hardly a text, like those of two governments. What is settled needs nothing more, and that the ids of a
    pair differ is no reason not to ask.
    """
    pairs, own = weighed.pairs, weighed.own
    askable = own[assigned] - np.minimum(weighed.ids[assigned], 0.0)
    likely, settled = weighed.log_odds[assigned] >= PROBABLE, weighed.log_odds[assigned] >= SETTLED
    strong = int((likely & (own[assigned] >= STRONG_TEXT)).sum())
    are_kin = (strong + KIN_PSEUDO_PAIRS) / (min(pairs.olds, pairs.news) + KIN_PSEUDO_TEXTS) >= LEAST_KIN
    if not are_kin:
        applied = settled | (likely & (own[assigned] >= STRANGE_PROBABLE_TEXT))
        return assigned[applied], assigned[~applied & (askable >= STRANGE_OPEN_TEXT)]
    least = [least_text(old[pairs.rows[index]], new[pairs.columns[index]]) for index in assigned]
    applied = settled | (likely & (own[assigned] >= np.array(least)))
    return assigned[applied], assigned[~applied & (askable >= OPEN_TEXT)]


def least_text(old: Demand, new: Demand) -> float:
    """Return what texts and ids of a pair must say on their own for it to be probable."""
    words = min(len(content_words(old)), len(content_words(new)))
    return PROBABLE_SHORT_TEXT if words < SHORT_TEXT else PROBABLE_TEXT


def grade_of(log_odds: float, text: float) -> Grade:
    """Return the grade that the log-odds of a one-to-one pair give it, and those of its texts and ids alone."""
    if log_odds >= CERTAIN and text >= CERTAIN_TEXT:
        return Grade.CERTAIN
    return Grade.PROBABLE if log_odds >= PROBABLE else Grade.OPEN


@dataclass(frozen=True, slots=True)
class _Used:
    """The ids of both sides that a match or a question holds already."""

    old: set[str]
    new: set[str]


def _ask_pairs(
    old: Sequence[Demand], new: Sequence[Demand], weighed: WeighedPairs, asked: Ints, used: _Used
) -> list[Match]:
    """Return the one-to-one pairs that are neither likely nor unlikely, and mark them as used.

    Where it is texts and ids that say too little, the score says how much they lack.
    """
    questions = []
    own = weighed.own
    for index in asked:
        before, after = old[weighed.pairs.rows[index]], new[weighed.pairs.columns[index]]
        if before.id not in used.old and after.id not in used.new:
            lacking = max(float(own[index]) - least_text(before, after), OPEN)
            odds = min(float(weighed.log_odds[index]), lacking)
            questions.append(_single(before, after, odds, Grade.OPEN))
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
    """Return, for the demands left over on both sides, the pairs that are each other's nearest by topic."""
    pairs, text = weighed.pairs, weighed.surroundings["text"]
    free_old = np.array([demand.id not in used.old for demand in old])
    free_new = np.array([demand.id not in used.new for demand in new])
    free = np.flatnonzero(free_old[pairs.rows] & free_new[pairs.columns] & (text >= RELATED))
    best_old, best_new = _first(pairs.rows[free], text[free]), _first(pairs.columns[free], text[free])
    found = []
    for place, index in enumerate(free):
        row, column = int(pairs.rows[index]), int(pairs.columns[index])
        if best_old[row] == place and best_new[column] == place:
            match = _single(old[row], new[column], float(text[index]), Grade.OPEN)
            found.append(replace(match, score=likeness_of(float(weighed.texts["letters"][index]))))
    return found


def _first(own: Ints, log_odds: Floats) -> dict[int, int]:
    """Return for each row the place of its best entry, the first of equals."""
    best: dict[int, int] = {}
    for place in range(len(own)):
        row = int(own[place])
        if row not in best or log_odds[place] > log_odds[best[row]]:
            best[row] = place
    return best
