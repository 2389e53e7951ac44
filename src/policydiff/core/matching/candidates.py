"""Which pairs are worth weighing: those that share rare words or letters. The cost per demand is bounded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from policydiff.core.matching.rows import Floats, Ints, Rows, gather, multiply, multiply_large
from policydiff.core.matching.spaces import Spaces

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
MOST_MULTIPLIED = 5_000_000
"""From so many products of single values on, importing scipy takes less time than it saves."""
ROWS_AT_ONCE = 50
"""Rows multiplied at once: what they lead to still fits into the processor's cache."""
ROWS_OF_LARGE = 1000
"""The same for scipy: bounds memory to a few hundred megabytes."""


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
    old, new = spaces.words.old.beside(spaces.letters.old), spaces.words.new.beside(spaces.letters.new)
    olds, news = len(old), len(new)

    def report(done: int) -> None:
        if progress is not None:
            progress("candidates", done, olds + news)

    forward_rows, forward_columns = _nearest(old, new, report)
    back_columns, back_rows = _nearest(new, old, lambda done: report(olds + done))
    known = np.array([row * news + column for row, column in settled], dtype=np.int64)
    codes = np.unique(np.concatenate([forward_rows * news + forward_columns, back_rows * news + back_columns, known]))
    return Candidates(rows=codes // max(1, news), columns=codes % max(1, news), olds=olds, news=news)


def _nearest(queries: Rows, texts: Rows, report: Callable[[int], None]) -> tuple[Ints, Ints]:
    """Return for each query row its nearest text rows; of equally near ones those that stand at the same height."""
    spread = np.bincount(texts.columns, minlength=texts.width)
    pruned = _rarest(queries, spread)
    index = texts.turned()
    rows: list[Ints] = []
    columns: list[Ints] = []
    is_large = spread[pruned.columns].sum() > MOST_MULTIPLIED
    at_once = ROWS_OF_LARGE if is_large else ROWS_AT_ONCE
    for start in range(0, len(queries), at_once):
        end = min(start + at_once, len(queries))
        some = pruned.take(np.arange(start, end))
        product = multiply_large(some, index) if is_large else multiply(some, index)
        query_rows = product.owners
        near = product.values >= np.maximum(2 * LEAST_NEARNESS, LEAST_OF_BEST * _row_greatest(product))[query_rows]
        query_rows, found, nearness = query_rows[near], product.columns[near], product.values[near]
        height = np.abs((query_rows + start) / len(queries) - found / len(texts))
        order = np.lexsort((found, height, -np.round(nearness, 9), query_rows))
        query_rows, found = query_rows[order], found[order]
        first = np.searchsorted(query_rows, query_rows)
        kept = np.arange(len(query_rows)) - first < NEAREST
        rows.append(query_rows[kept].astype(np.int64) + start)
        columns.append(found[kept].astype(np.int64))
        report(end)
    empty = np.zeros(0, dtype=np.int64)
    return np.concatenate([*rows, empty]), np.concatenate([*columns, empty])


def _row_greatest(matrix: Rows) -> Floats:
    """Return the greatest entry of each row, 0 for an empty one."""
    found = np.zeros(len(matrix))
    filled = np.flatnonzero(np.diff(matrix.starts))
    if len(filled):
        found[filled] = np.maximum.reduceat(matrix.values, matrix.starts[filled])
    return found


def _rarest(queries: Rows, spread: Ints) -> Rows:
    """Return the queries with only their rarest terms, as many as lead to no more than `TOUCHED` texts."""
    rows = queries.owners
    cost = spread[queries.columns]
    order = np.lexsort((queries.columns, cost, rows))
    total = np.cumsum(cost[order])
    before = np.concatenate([[0], total])[queries.starts[:-1]]
    kept = np.sort(order[total - before[rows[order]] <= TOUCHED])
    return gather(rows[kept], queries.columns[kept], queries.values[kept], len(queries), queries.width)
