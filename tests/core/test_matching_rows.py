"""The sparse rows of the matching calculate what full matrices do."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from policydiff.core.matching.rows import Rows, gather, multiply, multiply_large, row_dots, share

NUMBERS = st.sampled_from([0.0, 0.0, 0.0, 1.0, 2.0, 0.5])
WIDTH = 5


@st.composite
def matrices(draw: st.DrawFn, *, rows: int | None = None, width: int = WIDTH) -> np.ndarray:
    height = draw(st.integers(0, 6)) if rows is None else rows
    lines = st.lists(NUMBERS, min_size=width, max_size=width)
    return np.array(draw(st.lists(lines, min_size=height, max_size=height))).reshape(height, width)


def sparse(full: np.ndarray) -> Rows:
    owners, columns = np.nonzero(full)
    return gather(owners, columns, full[owners, columns], *full.shape)


def full(rows: Rows) -> np.ndarray:
    found = np.zeros((len(rows), rows.width))
    np.add.at(found, (rows.owners, rows.columns), rows.values)
    return found


@given(matrices())
def test_columns_rise_and_no_value_is_lost(matrix: np.ndarray) -> None:
    rows = sparse(matrix)
    assert (full(rows) == matrix).all()
    assert all((np.diff(rows.columns[start:end]) > 0).all() for start, end in pairwise(rows.starts))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=30))
def test_values_in_one_place_are_added_up(places: list[tuple[int, int]]) -> None:
    owners, columns = np.array(places, dtype=np.int64).reshape(-1, 2).T
    expected = np.zeros((3, 3))
    np.add.at(expected, (owners, columns), 1.0)
    assert (full(gather(owners, columns, np.ones(len(owners)), 3, 3)) == expected).all()


@given(matrices(), matrices(rows=WIDTH, width=3))
def test_products_are_those_of_full_matrices(left: np.ndarray, right: np.ndarray) -> None:
    assert (full(multiply(sparse(left), sparse(right))) == left @ right).all()
    assert (full(multiply_large(sparse(left), sparse(right))) == left @ right).all()


@given(matrices(rows=3), matrices(rows=4), st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3))))
def test_pairs_of_rows_are_multiplied(left: np.ndarray, right: np.ndarray, pairs: list[tuple[int, int]]) -> None:
    rows, others = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    assert (row_dots(sparse(left), sparse(right), rows, others) == (left[rows] * right[others]).sum(axis=1)).all()


@given(matrices(rows=3), matrices(rows=3), st.lists(st.integers(0, 2)))
def test_rows_are_taken_joined_turned_and_summed(left: np.ndarray, right: np.ndarray, some: list[int]) -> None:
    one, other, taken = sparse(left), sparse(right), np.array(some, dtype=np.int64)
    weights = np.arange(WIDTH) / 2
    assert (full(one.take(taken)) == left[taken]).all()
    assert (full(one.beside(other)) == np.hstack([left, right])).all()
    assert (full(one.turned()) == left.T).all()
    assert (full(share(one, other)) == left * right).all()
    assert (one.sums() == left.sum(axis=1)).all()
    assert (one.weighed(weights) == left @ weights).all()


def test_a_small_comparison_imports_no_scipy() -> None:
    code = """
import sys
from policydiff.core.catalogue import Demand
from policydiff.core.matching import match
texts = ["Ausbau der Radwege in Bochum", "Sanierung aller Schulen", "Mehr Stellen für die Polizei", "Erhalt der Museen"]
old = [Demand(id=f"alt-{place}", group="g", text=text) for place, text in enumerate(texts)]
new = [Demand(id=f"neu-{place}", group="g", text=f"{text} bis 2030") for place, text in enumerate(texts)]
assert len(match(old, new).matches) == len(texts)
print("numpy" in sys.modules, "scipy" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "False"]
