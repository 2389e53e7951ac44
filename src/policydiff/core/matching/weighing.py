"""How alike two texts are: a few measures, weighed into one sum of log-odds that they are the same demand."""

from dataclasses import dataclass

import numpy as np

from policydiff.core.matching.candidates import Candidates
from policydiff.core.matching.spaces import Floats, Space, Spaces, row_dots, weigh_rows

TEXT_WEIGHTS = {"letters": 0.89, "phrases": 2.87, "shared": 1.18}
TEXT_BASE = -10.92
"""Fitted by logistic regression, signs fixed, on the choose-halves of all three datasets and their variants with short
texts and small catalogues (see docs/matching.md)."""
LETTERS_MIDDLE = 3.9
"""Added to the log-odds of the letters' cosine, so that no likeness at all weighs about nothing."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The measures of each candidate pair.

    `letters` and `phrases` are cosines, 0 to 1; `shared` is the weight of the words both have.
    """

    letters: Floats
    phrases: Floats
    shared: Floats


def measure(spaces: Spaces, pairs: Candidates) -> Likeness:
    """Return the measures of all candidate pairs."""
    return Likeness(
        letters=_cosine(spaces.letters, pairs),
        phrases=_cosine(spaces.phrases, pairs),
        shared=_shared_weight(spaces.words, pairs),
    )


def text_measures(likeness: Likeness) -> dict[str, Floats]:
    """Return the measures in the form in which they are weighed, by their stable names.

    Letters as log-odds, since 0.9 and 0.8 differ more than 0.3 and 0.2; phrases as a square root and shared words as
    a logarithm, since the first ones say most.
    """
    letters = likeness.letters
    return {
        "letters": np.log((letters + 0.02) / (1.04 - letters)) + LETTERS_MIDDLE,
        "phrases": np.sqrt(likeness.phrases),
        "shared": np.log1p(likeness.shared),
    }


def weigh_texts(likeness: Likeness) -> Floats:
    """Return the log-odds, from the texts alone, that each pair is the same demand."""
    measures = text_measures(likeness)
    total = np.full(len(likeness.shared), TEXT_BASE)
    for name, weight in TEXT_WEIGHTS.items():
        total += weight * measures[name]
    return total


def chance(log_odds: Floats) -> Floats:
    """Return the probability that belongs to log-odds."""
    probability: Floats = 1 / (1 + np.exp(-np.clip(log_odds, -40, 40)))
    return probability


def score_of(log_odds: float) -> float:
    """Return the score that is shown: the probability, to four places."""
    return round(float(chance(np.array([log_odds]))[0]), 4)


def _cosine(space: Space, pairs: Candidates) -> Floats:
    return np.minimum(row_dots(space.old, space.new, pairs.rows, pairs.columns), 1.0)


def _shared_weight(space: Space, pairs: Candidates) -> Floats:
    return row_dots(weigh_rows(space.old_present, space.weights), space.new_present, pairs.rows, pairs.columns)
