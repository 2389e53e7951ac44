"""Which pairs are worth weighing: those that share rare words or letters. The cost per demand is bounded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy import sparse

from policydiff.core.matching.spaces import Floats, Ints, Matrix, Spaces

Settled: TypeAlias = Sequence[tuple[int, int]]
Progress: TypeAlias = Callable[[str, int, int], None]

NEAREST = 20
"""Candidates kept for each demand; on the choose-halves 40 find nothing more and 10 are worse on asvs and ism."""
TOUCHED = 4000
"""Texts looked at for each demand: its rarest terms are followed until they lead to this many texts. 2000 and 8000 give
the same on the choose-halves; it bounds the time for large catalogues."""
LEAST_NEARNESS = 0.02
"""Cosines below this are noise."""
LEAST_OF_BEST = 0.2
"""Nor does a text matter that is not a fifth as near as the nearest: the choose-halves give the same without this
limit, and there is less to sort; 0.4 loses some on asvs."""
ROWS_AT_ONCE = 1000
"""Rows multiplied at once: bounds memory to a few hundred megabytes."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows worth weighing, sorted by old row, then new row; `olds` and `news` are the sizes of both sides."""

    rows: Ints
    columns: Ints
    olds: int
    news: int

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.rows)

    def without(self, barred: frozenset[int]) -> "Candidates":
        """Return the pairs without those of the barred columns, which have no partner by declaration."""
        if not barred:
            return self
        kept = ~np.isin(self.columns, sorted(barred))
        return Candidates(rows=self.rows[kept], columns=self.columns[kept], olds=self.olds, news=self.news)


def find_candidates(spaces: Spaces, settled: Settled = (), progress: Progress | None = None) -> Candidates:
    """Return each demand's nearest partners, looked for from both sides, so that swapping the sides changes nothing.

    The `settled` pairs (row, column) are always among them.
    """
    old, new = (
        sparse.csr_array(sparse.hstack([spaces.words.old, spaces.letters.old])),
        sparse.csr_array(sparse.hstack([spaces.words.new, spaces.letters.new])),
    )
    olds, news = old.shape[0], new.shape[0]

    def report(done: int) -> None:
        if progress is not None:
            progress("candidates", done, olds + news)

    forward_rows, forward_columns = _nearest(old, new, report)
    back_columns, back_rows = _nearest(new, old, lambda done: report(olds + done))
    known = np.array([row * news + column for row, column in settled], dtype=np.int64)
    codes = np.unique(np.concatenate([forward_rows * news + forward_columns, back_rows * news + back_columns, known]))
    return Candidates(rows=codes // max(1, news), columns=codes % max(1, news), olds=olds, news=news)


def _nearest(queries: Matrix, texts: Matrix, report: Callable[[int], None]) -> tuple[Ints, Ints]:
    """Return for each query row its nearest text rows; of equally near ones those that stand at the same height."""
    spread = np.bincount(texts.indices, minlength=texts.shape[1])
    pruned = _rarest(queries, spread)
    index = sparse.csr_array(texts.T)
    rows: list[Ints] = []
    columns: list[Ints] = []
    for start in range(0, queries.shape[0], ROWS_AT_ONCE):
        product = sparse.csr_array(pruned[start : start + ROWS_AT_ONCE] @ index)
        query_rows = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr))
        near = product.data >= np.maximum(2 * LEAST_NEARNESS, LEAST_OF_BEST * _row_greatest(product))[query_rows]
        query_rows, found, nearness = query_rows[near], product.indices[near], product.data[near]
        height = np.abs((query_rows + start) / queries.shape[0] - found / texts.shape[0])
        order = np.lexsort((found, height, -np.round(nearness, 9), query_rows))
        query_rows, found = query_rows[order], found[order]
        first = np.searchsorted(query_rows, query_rows)
        kept = np.arange(len(query_rows)) - first < NEAREST
        rows.append(query_rows[kept].astype(np.int64) + start)
        columns.append(found[kept].astype(np.int64))
        report(min(start + ROWS_AT_ONCE, queries.shape[0]))
    empty = np.zeros(0, dtype=np.int64)
    return np.concatenate([*rows, empty]), np.concatenate([*columns, empty])


def _row_greatest(matrix: Matrix) -> Floats:
    """Return the greatest entry of each row, 0 for an empty one."""
    found = np.zeros(matrix.shape[0])
    filled = np.flatnonzero(np.diff(matrix.indptr))
    if len(filled):
        found[filled] = np.maximum.reduceat(matrix.data, matrix.indptr[filled])
    return found


def _rarest(queries: Matrix, spread: Ints) -> Matrix:
    """Return the queries with only their rarest terms, as many as lead to no more than `TOUCHED` texts."""
    rows = np.repeat(np.arange(queries.shape[0]), np.diff(queries.indptr))
    cost = spread[queries.indices]
    order = np.lexsort((queries.indices, cost, rows))
    total = np.cumsum(cost[order])
    before = np.concatenate([[0], total])[queries.indptr[:-1]]
    kept = order[total - before[rows[order]] <= TOUCHED]
    entries = (queries.data[kept], (rows[kept], queries.indices[kept]))
    return sparse.csr_array(sparse.coo_array(entries, shape=queries.shape))
