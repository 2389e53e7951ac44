"""The last word on each weighed pair: how likely it is in an edition that was reworded as heavily as this one."""

import math

import numpy as np

from policydiff.core.matching.spaces import Floats, Ints

JUDGED_WEIGHTS = {"letters": 1.14, "sum": 0.41, "rewording": 2.21, "kinship": 1.0}
JUDGED_BASE = 3.01
"""Fitted by logistic regression, signs fixed, on the assigned pairs of thirty catalogues, and of the same catalogues
with a tenth of the demands replaced in their places by unrelated ones (see docs/matching.md, also for what they give on
each catalogue when it is left out of the fit). Other measures beside these came out as nothing. Kinship was added
later, with the others held fixed, on 564 pairs from eighteen comparisons of different papers that readers judged: fewer
kin, fewer pairs, in the same proportion."""
CLEAR = 3.0
CLEAR_TEXT = -6.0
"""A pair with these log-odds, ids left out, of everything and of the texts alone shows how its edition was reworded;
sums of 2 and 4.5 give nearly the same. Without the second, unrelated demands put in place of others, under their ids,
pass for an edition written anew."""
SAME = 1 - 1e-9
"""Cosine from which the texts of a pair are the same."""
LEAST_REWORDING = -4.0
GREATEST_REWORDING = -2.5
"""Catalogues are of two kinds, kept up (below -3.2) or written anew (above -2.9); further out it says nothing more."""
ANEW = -2.5
"""From here on an edition is known to be written anew, beyond doubt."""
PRESUMED_REWORDING = 0.5
PRESUMED_PAIRS = 10.0
"""Pairs presumed, and what of them was reworded, so that a few say little: between the two kinds."""
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


def measure_rewording(letters: Floats, text: Floats, free: Floats, assigned: Ints) -> float:
    """Return how heavily the clear ones of the assigned pairs were reworded, as log-odds; the same texts left out.

    `letters` are cosines, `text` and `free` log-odds from the texts and from everything but ids. A pair counts by the
    cube of what its texts do not share, so that editions written anew stand out from those that were merely corrected.
    """
    clear = assigned[(free[assigned] >= CLEAR) & (text[assigned] >= CLEAR_TEXT)]
    cosines = letters[clear]
    reworded = (1 - cosines[cosines < SAME]) ** 3
    share = (float(reworded.sum()) + PRESUMED_REWORDING) / (len(reworded) + PRESUMED_PAIRS)
    return float(np.clip(math.log(share / (1 - share)), LEAST_REWORDING, GREATEST_REWORDING))


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
