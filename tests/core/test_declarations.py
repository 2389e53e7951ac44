"""What a person declares about the origin of demands that stand on both sides, and how that is told."""

from dataclasses import replace

import pytest

from policydiff.core.acceptance import Acceptance
from policydiff.core.changes import Kind
from policydiff.core.comparison import EarlierDemand, Version, compare, match_versions
from policydiff.core.declarations import list_unread
from policydiff.core.gate import list_reached
from policydiff.core.matching import Reason
from policydiff.core.report import Untouched
from policydiff.core.rules import RuleBook, Severity
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, catalogue, demand, report

OLD = [demand("a", MUSIC), demand("b", BRIDGES)]


def declared(before, after):
    """Return the changes of declarations where one demand stands unchanged on both sides."""
    found = report([demand("a", MUSIC, succeeds=before), OLD[1]], [demand("a", MUSIC, succeeds=after), OLD[1]])
    assert found.kinds[Kind.UNCHANGED] == 2
    assert found.frame == ()
    return [(one.demand.id, one.old, one.new) for one in found.declarations]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ("weg",)),
        (None, ()),
        ((), None),
        ((), ("weg", "fort")),
        (("weg",), ("fort",)),
        (("weg",), None),
    ],
)
def test_another_declaration_about_a_demand_that_stands_unchanged_is_told(before, after):
    assert declared(before, after) == [("a", before, after)]


@pytest.mark.parametrize("both", [(None, None), ((), ()), (("weg", "fort"), ("fort", "weg"))])
def test_the_same_declaration_in_another_order_is_no_change(both):
    assert declared(*both) == []


def test_a_declaration_between_two_demands_that_both_stand_is_told():
    found = report(OLD, [OLD[0], replace(OLD[1], succeeds=("a",))])
    assert [(one.demand.id, one.new) for one in found.declarations] == [("b", ("a",))]
    assert found.declarations[0].named == (OLD[0],)
    assert not found.is_empty


def test_a_declaration_of_a_demand_that_came_or_has_another_id_is_its_own():
    found = report(OLD, [demand("neu", MUSIC, succeeds=("a",)), OLD[1], demand("c", LIBRARIES, succeeds=())])
    assert found.declarations == ()


def test_a_declaration_that_makes_the_match_of_this_step_is_told_by_its_entry():
    found = report(
        [*OLD, demand("c", LIBRARIES)],
        [demand("a", f"{MUSIC}; {BRIDGES}", succeeds=("a", "b")), demand("c", LIBRARIES)],
    )
    (entry,) = (one for one in found.entries if one.changes)
    assert (len(entry.old), entry.reason) == (2, Reason.DECLARED)
    assert found.declarations == ()


def test_what_such_a_declaration_takes_back_is_told():
    old = [replace(OLD[0], succeeds=("weg",)), OLD[1], demand("c", LIBRARIES)]
    found = report(old, [demand("a", f"{MUSIC}; {BRIDGES}", succeeds=("a", "b")), demand("c", LIBRARIES)])
    assert [(one.old, one.new) for one in found.declarations] == [(("weg",), ("a", "b"))]


def test_a_declaration_weighs_as_its_rule_says_and_can_be_let_through():
    sides = catalogue(*OLD), catalogue(replace(OLD[0], succeeds=("weg",)), OLD[1])
    (change,) = compare(Version(catalogue=sides[0]), Version(catalogue=sides[1])).declarations
    assert change.severity is Severity.MINOR
    book = RuleBook(severities={"declaration-changed": Severity.MAJOR})
    strict = compare(Version(catalogue=sides[0]), Version(catalogue=sides[1]), rulebook=book)
    assert list_reached(strict) >= {"declaration-changed", "major"}
    word = Acceptance(fingerprint=change.fingerprint, by="Anna Erfunden", reason="beschlossen")
    accepted = compare(Version(catalogue=sides[0]), Version(catalogue=sides[1], acceptances=(word,)), rulebook=book)
    assert list_reached(accepted) == {"unchanged"}


def test_that_nothing_is_declared_is_another_acceptance_than_that_a_demand_is_new():
    fingerprints = [
        report([OLD[0]], [replace(OLD[0], succeeds=after)]).declarations[0].fingerprint
        for after in ((), ("weg",), ("fort",))
    ]
    back = report([replace(OLD[0], succeeds=())], [OLD[0]]).declarations[0].fingerprint
    assert len({*fingerprints, back}) == 4


def test_the_order_of_ids_makes_no_other_acceptance():
    both = [report([OLD[0]], [replace(OLD[0], succeeds=ids)]).declarations[0] for ids in (("w", "f"), ("f", "w"))]
    assert both[0].fingerprint == both[1].fingerprint


def test_the_words_of_the_demands_that_it_names_are_known_from_the_old_side_and_from_before():
    gone = demand("weg", LIBRARIES)
    old, new = catalogue(*OLD), catalogue(replace(OLD[0], succeeds=("nie", "weg", "b")), OLD[1])
    earlier = [EarlierDemand(edition="früher", demand=gone)]
    (change,) = compare(Version(catalogue=old), Version(catalogue=new), earlier=earlier).declarations
    assert change.named == (gone, OLD[1])


@pytest.mark.parametrize("is_read", [False, True])
def test_demands_that_nobody_had_to_read_have_no_changed_declaration(is_read):
    same = demand("x", SCHOOLS, succeeds=("weg",))
    read, untouched = ((same,), ()) if is_read else ((), (Untouched(group=same.group, id=same.id),))
    old, new = (
        Version(catalogue=catalogue(*read, demand("b", BRIDGES, succeeds=ids)), untouched=untouched)
        for ids in (None, ("x",))
    )
    assert list_unread(old.catalogue, new.catalogue, match_versions(old, new)) == {"x"} - {one.id for one in read}
    found = compare(old, new)
    assert [(one.demand.id, one.named) for one in found.declarations] == [("b", read)]
    assert found.kinds[Kind.UNCHANGED] == 2
