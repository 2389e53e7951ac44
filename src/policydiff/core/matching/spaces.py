"""Texts as sparse vectors: words, phrases and letter groups, each weighted by how rare it is in both catalogues."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from policydiff.core.catalogue import Demand
from policydiff.core.function_words import FUNCTION_WORDS
from policydiff.core.matching.words import stems, words

Matrix: TypeAlias = Any  # scipy.sparse.csr_array: its stubs do not describe the operations used here
Floats: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]
Ints: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]

PSEUDO_TEXTS = 50.0
"""Texts that are added, in thought, to every catalogue, so that five demands do not make every word equally rare;
10 does as well on the choose-halves, 200 worse on asvs."""
FUNCTION_WORD_SHARE = 0.5
"""A function word is taken to stand in this share of the pseudo texts; 0 and 2 are worse on the choose-half of asvs."""
LEAST_WEIGHT = 0.05
"""No word counts nothing: two texts of function words alone must still be comparable."""
GRAM_LENGTH = 4
"""Letters in a letter group; on the choose-halves 3 is worse on all three datasets, 5 on asvs."""


@dataclass(frozen=True, slots=True)
class Space:
    """One view of both catalogues: unit rows for cosines, present/absent rows and weights for how much is held."""

    old: Matrix
    new: Matrix
    old_present: Matrix
    new_present: Matrix
    weights: Floats


@dataclass(frozen=True, slots=True)
class Spaces:
    """The views that similarity is measured in."""

    words: Space
    letters: Space
    phrases: Space


def build_spaces(old: Sequence[Demand], new: Sequence[Demand]) -> Spaces:
    """Return all views of two catalogues; rows are in the order of the arguments."""
    old_plain, new_plain = [[words(demand.full_text) for demand in side] for side in (old, new)]
    old_stems, new_stems = [[stems(demand.full_text) for demand in side] for side in (old, new)]
    return Spaces(
        words=_space(*_counts(old_stems, new_stems)),
        letters=letter_space(old_plain, new_plain),
        phrases=_space(*_counts(_phrases(old_stems), _phrases(new_stems))),
    )


def content_words(terms: Iterable[str]) -> list[str]:
    """Return the terms that carry a subject, in order."""
    return [term for term in terms if term not in FUNCTION_WORDS]


def row_dots(left: Matrix, right: Matrix, rows: Ints, columns: Ints, *, chunk: int = 20_000) -> Floats:
    """Return, for each pair, the product of a row of `left` with a row of `right`; in chunks, to bound memory."""
    found = np.zeros(len(rows))
    for start in range(0, len(rows), chunk):
        part = slice(start, start + chunk)
        found[part] = np.asarray(left[rows[part]].multiply(right[columns[part]]).sum(axis=1)).ravel()
    return found


def weigh_rows(present: Matrix, weights: Floats) -> Matrix:
    """Return the rows with the weight of each term where they have a one."""
    weighted = present.copy()
    weighted.data = weights[present.indices]
    return weighted


def _phrases(texts: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    found = []
    for text in texts:
        content = content_words(text)
        found.append([f"{first} {second}" for first, second in pairwise(content)])
    return found


def _counts(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> tuple[Matrix, Matrix, list[str]]:
    """Return how often each term stands in each text, for both sides, and the terms."""
    vocabulary: dict[str, int] = {}
    matrices = []
    for side in (old, new):
        columns = [vocabulary.setdefault(term, len(vocabulary)) for text in side for term in text]
        ends = np.cumsum([0, *(len(text) for text in side)])
        matrices.append((np.array(columns, dtype=np.int64), ends))
    width = max(1, len(vocabulary))
    made = []
    for columns_array, ends in matrices:
        ones = np.ones(len(columns_array))
        matrix = sparse.csr_array((ones, columns_array, ends), shape=(len(ends) - 1, width))
        matrix.sum_duplicates()
        made.append(matrix)
    return made[0], made[1], list(vocabulary)


def letter_space(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Space:
    """Return the view by letter groups: the grams of each distinct word are found once and multiplied in."""
    old_counts, new_counts, vocabulary = _counts(old, new)
    grams, _, terms = _counts([_grams(word) for word in vocabulary] or [[]], [])
    return _space(old_counts @ grams, new_counts @ grams, terms)


def _grams(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[start : start + GRAM_LENGTH] for start in range(max(1, len(padded) - GRAM_LENGTH + 1))]


def _space(old: Matrix, new: Matrix, terms: list[str]) -> Space:
    """Return the view over counted terms: logarithmic counts times rarity, rows of length one."""
    weights = _rarity(old, new, terms)
    present = []
    unit = []
    for counts in (old, new):
        flat = counts.copy()
        flat.data = np.ones_like(flat.data)
        present.append(flat)
        weighted = counts.copy()
        weighted.data = (1 + np.log(counts.data)) * weights[counts.indices]
        unit.append(_unit_rows(weighted))
    return Space(old=unit[0], new=unit[1], old_present=present[0], new_present=present[1], weights=weights)


def _rarity(old: Matrix, new: Matrix, terms: list[str]) -> Floats:
    """Return the weight of each term: the logarithm of texts per text that has it, smoothed by pseudo texts."""
    width = old.shape[1]
    spread = np.bincount(old.indices, minlength=width) + np.bincount(new.indices, minlength=width).astype(float)
    is_function = np.fromiter((term in FUNCTION_WORDS for term in terms), dtype=bool, count=len(terms))
    spread[: len(terms)][is_function] += FUNCTION_WORD_SHARE * PSEUDO_TEXTS
    texts = old.shape[0] + new.shape[0] + PSEUDO_TEXTS
    weights: Floats = np.maximum(np.log(texts / np.maximum(spread, 1.0)), LEAST_WEIGHT)
    return weights


def _unit_rows(matrix: Matrix) -> Matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1.0
    return sparse.csr_array(sparse.diags_array(1 / lengths) @ matrix)
