"""How the levels of a demand shift when its addressees change."""

import pytest

from policydiff.core.catalogue import Addressee, Level
from policydiff.core.changes import Reassigned
from policydiff.core.comparison import Version, compare
from policydiff.core.levels import Shift, find_shift
from policydiff.core.report import LevelShift
from tests.policies import BRIDGES, LIBRARIES, MUSIC, catalogue, demand, report

EU, BUND, LAND, REGION, KOMMUNE, OTHER = Level

TABLE = [
    ({BUND}, {LAND}, Shift.DOWNWARDS),
    ({LAND}, {BUND}, Shift.UPWARDS),
    ({BUND, LAND}, {REGION, KOMMUNE}, Shift.DOWNWARDS),
    ({BUND, LAND}, {LAND, KOMMUNE}, Shift.DOWNWARDS),
    ({LAND}, {LAND, KOMMUNE}, Shift.WIDENED),
    (set(), {LAND}, Shift.WIDENED),
    ({LAND, KOMMUNE}, {LAND}, Shift.NARROWED),
    ({LAND}, set(), Shift.NARROWED),
    ({LAND}, {BUND, KOMMUNE}, Shift.ACROSS),
    ({LAND}, {OTHER}, Shift.ACROSS),
    ({REGION}, {REGION}, Shift.WITHIN),
]


@pytest.mark.parametrize(("old", "new", "shift"), TABLE)
def test_a_shift_goes_down_or_up_the_ladder_or_changes_how_many_levels_there_are(old, new, shift):
    assert find_shift(old, new) is shift


def test_every_shift_has_its_case():
    assert {shift for _, _, shift in TABLE} == set(Shift)


def test_a_reassigned_demand_says_which_levels_joined_and_left():
    found = report(
        [demand("x", MUSIC, addressees=("bund", "land"))], [demand("x", MUSIC, addressees=("land", "kommunen"))]
    )
    (change,) = found.entries[0].changes
    assert change == Reassigned(
        joined=("kommunen",), left=("bund",), levels_joined=(KOMMUNE,), levels_left=(BUND,), shift=Shift.DOWNWARDS
    )


def test_the_matrix_counts_demands_from_level_to_level():
    old = [demand("a", MUSIC, addressees=("bund",)), demand("b", BRIDGES, addressees=("bund",)), demand("c", LIBRARIES)]
    new = [
        demand("a", MUSIC, addressees=("land",)),
        demand("b", BRIDGES, addressees=("land", "kommunen")),
        demand("c", LIBRARIES, addressees=("land", "eu")),
    ]
    assert report(old, new).shifts == (
        LevelShift(old=BUND, new=LAND, demands=2),
        LevelShift(old=BUND, new=KOMMUNE, demands=1),
        LevelShift(old=None, new=EU, demands=1),
    )


def test_a_demand_that_keeps_its_levels_is_counted_within_them():
    two = (Addressee(key="land", name="Land", level=LAND), Addressee(key="bank", name="Landesbank", level=LAND))
    old = [demand("a", MUSIC, addressees=("land", "bank")), demand("b", BRIDGES, addressees=("land",))]
    new = [demand("a", MUSIC, addressees=("land",)), demand("b", BRIDGES, addressees=("land", "bank"))]
    versions = (Version(catalogue=catalogue(*demands, addressees=two)) for demands in (old, new))
    assert compare(*versions).shifts == (LevelShift(old=LAND, new=LAND, demands=2),)


def test_an_addressee_that_one_part_of_a_split_loses_is_told_of_this_part():
    both = demand("a", f"{MUSIC} und {BRIDGES}", addressees=("bund", "land"))
    parts = [
        demand("a", MUSIC, addressees=("land",), succeeds=("a",)),
        demand("b", BRIDGES, addressees=("bund",), succeeds=("a",)),
    ]
    found = report([both], parts)
    [change] = [one for one in found.entries[0].changes if isinstance(one, Reassigned)]

    assert (change.joined, change.left, change.shift) == ((), ("bund", "land"), Shift.NARROWED)
    assert [(part.new, part.change.left) for part in change.parts] == [("a", ("bund",)), ("b", ("land",))]
    assert "addressee-left" in [one.rule for one in found.entries[0].findings]
    assert found.shifts == (LevelShift(old=BUND, new=None, demands=1), LevelShift(old=LAND, new=None, demands=1))


def test_an_addressee_that_one_part_of_a_merger_wins_is_told_of_this_part():
    olds = [demand("a", MUSIC, addressees=("bund",)), demand("b", BRIDGES, addressees=("land",))]
    whole = demand("a", f"{MUSIC} und {BRIDGES}", addressees=("bund", "land"), succeeds=("a", "b"))
    found = report(olds, [whole])
    [change] = [one for one in found.entries[0].changes if isinstance(one, Reassigned)]

    assert [(part.old, part.change.joined) for part in change.parts] == [("a", ("land",)), ("b", ("bund",))]
    assert [one.rule for one in found.entries[0].findings if "addressee" in one.rule] == ["addressee-joined"]


def test_what_all_parts_of_a_split_do_alike_is_told_once():
    both = demand("a", f"{MUSIC} und {BRIDGES}", addressees=("bund", "land"))
    parts = [demand(id, text, addressees=("land",), succeeds=("a",)) for id, text in (("a", MUSIC), ("b", BRIDGES))]
    [change] = [one for one in report([both], parts).entries[0].changes if isinstance(one, Reassigned)]

    assert (change.left, change.parts) == (("bund",), ())
