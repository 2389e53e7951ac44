"""The last word on each weighed pair: how likely it is in an edition that was reworded as heavily as this one."""

import math

import numpy as np

from policydiff.core.matching.spaces import Floats, Ints

JUDGED_WEIGHTS = {"letters": 0.83, "sum": 0.48, "rewording": 1.32, "kinship": 1.0}
JUDGED_BASE = -0.62
"""Fitted by logistic regression, signs fixed, on the assigned pairs of all catalogues in docs/matching.md, and of the
same catalogues with demands replaced in their places: a tenth by unrelated ones, or some by siblings on the same topic.
The base lowered by 0.15, so that nine of ten probable pairs are right. Other measures beside these gain little or
nothing. Kinship was added before, on 564 pairs from eighteen comparisons of different papers that readers judged: fewer
kin, fewer pairs, in the same proportion."""
CLEAR = 3.0
CLEAR_TEXT = -6.0
"""A pair with these log-odds, ids left out, of everything and of the texts alone shows how its edition was reworded;
sums of 2 and 4.5 give nearly the same. Without the second, unrelated demands put in place of others, under their ids,
pass for an edition written anew."""
TYPICAL = 0.4
"""The quantile of the clear pairs' cosines that tells how an edition was reworded: 0.35 and 0.45 are nearly as good. A
mean is misled where a tenth of the demands gave their place to siblings, and a quantile of the reworded ones alone is
worse everywhere."""
PRESUMED_COSINE = 0.8
PRESUMED_PAIRS = 10
"""Clear pairs presumed, and how alike they are, so that a few say little; 5 and 20 give the same."""
UNCHANGED_PAIRS = 1.25
"""So many unchanged demands count at most for each clear pair of reworded ones, and as many as are presumed at least:
a pull request must not look stricter than the whole edition. Of whole catalogues, with 1 as many more right pairs are
applied as wrong ones, and from 1.5 on all look kept up. Of the pull requests of benchmarks/reused_ids.py, new ids,
1,010 reworded demands and 81 siblings are applied without the ten, 940 and 30 with them, 749 and 6 if all count."""
LEAST_COSINE = 0.72
GREATEST_COSINE = 0.98
"""Further out it says nothing more. Without the first, asvs and papers of different authors lose more than others gain;
0.75 is as good."""
ANEW = -1.1
"""From here on an edition was written anew: two fifths of its clear pairs have a cosine below 0.75."""
STRONG_SUM = 0.0
STRONG_OWN = 0.0
"""Log-odds of everything, and of texts and ids alone, from which a pair is likely whatever the two papers are."""
PRESUMED_LIKELY = 0.3
FEW_DEMANDS = 3
"""Likely pairs presumed, and so many demands at least: a pull request that touches three of them tells nothing."""
EDITIONS_SHARE = 0.1
STRANGERS_SHARE = 0.02
"""Of the demands of two editions of one catalogue more than a tenth have a likely partner (asvs, one of the most
reworded: 15 %), of two coalition papers at most one in fifty; further out it says nothing more."""


def measure_rewording(letters: Floats, text: Floats, free: Floats, assigned: Ints, unchanged: int = 0) -> float:
    """Return how heavily the clear ones of the assigned pairs were reworded, as log-odds.

    `letters` are cosines, `text` and `free` log-odds from the texts and from everything but ids, `unchanged` how many
    more demands stand in both papers as they were (`UNCHANGED_PAIRS` says how much of them counts).
    """
    clear = assigned[(free[assigned] >= CLEAR) & (text[assigned] >= CLEAR_TEXT)]
    cosines = np.append(letters[clear], np.ones(min(unchanged, PRESUMED_PAIRS + int(UNCHANGED_PAIRS * len(clear)))))
    typical = float(np.quantile(cosines, TYPICAL)) if len(cosines) else PRESUMED_COSINE
    cosine = (len(cosines) * typical + PRESUMED_PAIRS * PRESUMED_COSINE) / (len(cosines) + PRESUMED_PAIRS)
    cosine = min(max(cosine, LEAST_COSINE), GREATEST_COSINE)
    return math.log((1 - cosine) / cosine)


def measure_kinship(sums: Floats, own: Floats, demands: int, unchanged: int = 0) -> float:
    """Return what share of the demands has a likely partner, as a logarithm: how near two papers are to one catalogue.

    `sums` and `own` are the log-odds of the assigned pairs from everything and from texts and ids alone, `demands` how
    many of the shorter paper were weighed, and `unchanged` how many more stand in both. Between strangers, the best
    partner of many is alike in topic and order, and no more.
    """
    likely = int(((sums >= STRONG_SUM) & (own >= STRONG_OWN)).sum())
    share = (likely + unchanged + PRESUMED_LIKELY) / max(demands + unchanged, FEW_DEMANDS)
    return math.log(min(max(share, STRANGERS_SHARE), EDITIONS_SHARE) / EDITIONS_SHARE)


def judge(letters: Floats, sums: Floats, rewording: float, kinship: float) -> Floats:
    """Return the log-odds of each pair from its letters (as `text_measures` gives them), its sum and its edition."""
    weights = JUDGED_WEIGHTS
    of_edition = JUDGED_BASE + weights["rewording"] * rewording + weights["kinship"] * kinship
    judged: Floats = of_edition + weights["letters"] * letters + weights["sum"] * sums
    return judged
