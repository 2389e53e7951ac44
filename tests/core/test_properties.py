"""What holds for any two catalogues."""

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from policydiff.core.changes import Kind
from policydiff.core.report import Fate, Origin
from tests.policies import report
from tests.strategies import CATALOGUES


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
    pairs = {(tuple(o.id for o in e.old), tuple(n.id for n in e.new)) for e in there.entries}
    mirrored = {(tuple(n.id for n in e.new), tuple(o.id for o in e.old)) for e in back.entries}
    assert pairs == mirrored
    assert there.fates[Fate.DROPPED] == back.origins[Origin.ADDED]
    assert there.fates[Fate.SPLIT] == back.origins[Origin.MERGED] or there.kinds[Kind.SPLIT] == back.kinds[Kind.MERGED]


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
