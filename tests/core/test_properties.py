"""What holds for any two catalogues."""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.core.changes import Kind
from policydiff.core.lineage.differences import kinds_between
from policydiff.core.report import Fate, Origin
from tests.policies import report
from tests.strategies import CATALOGUES

MIRRORED = {
    Kind.ADDED: Kind.DROPPED,
    Kind.DROPPED: Kind.ADDED,
    Kind.SPLIT: Kind.MERGED,
    Kind.MERGED: Kind.SPLIT,
}


@given(CATALOGUES)
def test_the_same_twice_is_no_change(demands):
    found = report(demands, demands)
    assert found.is_empty
    assert found.kinds[Kind.UNCHANGED] == len(demands)


@settings(max_examples=200)
@given(CATALOGUES, CATALOGUES)
def test_the_books_balance(old, new):
    found = report(old, new)
    assert Counter(one.id for entry in found.entries for one in entry.old) == Counter(one.id for one in old)
    assert Counter(one.id for entry in found.entries for one in entry.new) == Counter(one.id for one in new)
    assert sum(found.fates.values()) == len(old)
    assert sum(found.origins.values()) == len(new)


@settings(max_examples=200)
@given(CATALOGUES, CATALOGUES)
def test_swapping_the_sides_mirrors_the_changes(old, new):
    there, back = report(old, new), report(new, old)
    assert {_told(entry.old, entry.new, entry, MIRRORED) for entry in there.entries} == {
        _told(entry.new, entry.old, entry, {}) for entry in back.entries
    }
    assert there.fates[Fate.DROPPED] == back.origins[Origin.ADDED]


def _told(one, other, entry, mirrored):
    ids = tuple(frozenset(demand.id for demand in side) for side in (one, other))
    kinds = frozenset(mirrored.get(kind, kind) for kind in entry.kinds)
    return *ids, kinds, entry.is_substantive, entry.grade, entry.score


@settings(max_examples=200)
@given(CATALOGUES, CATALOGUES)
def test_every_change_meets_a_rule_and_lineage_names_the_same_kinds(old, new):
    found = report(old, new)
    assert all(bool(entry.changes) == bool(entry.findings) for entry in found.entries)
    for entry in found.entries:
        if len(entry.old) == len(entry.new) == 1:
            kinds = kinds_between(entry.old[0], entry.new[0], {"bildung": "bildung", "verkehr": "verkehr"})
            assert set(kinds or (Kind.UNCHANGED,)) == set(entry.kinds)


@given(CATALOGUES, CATALOGUES, st.randoms(use_true_random=False))
def test_the_order_of_files_and_of_addressees_does_not_matter(old, new, dice: Random):
    def shuffled(demands):
        demands = [replace(one, addressees=tuple(dice.sample(one.addressees, len(one.addressees)))) for one in demands]
        return dice.sample(demands, len(demands))

    plain, mixed = report(old, new), report(shuffled(old), shuffled(new))
    for one, other in zip(plain.entries, mixed.entries, strict=True):
        assert [d.id for d in one.old] == [d.id for d in other.old]
        assert [d.id for d in one.new] == [d.id for d in other.new]
        assert (one.changes, one.grade, one.score) == (other.changes, other.grade, other.score)
