"""What a person declares about the origin of demands that stand on both sides, and how that is told."""

from dataclasses import replace

import pytest

from policydiff.core.acceptance import Acceptance
from policydiff.core.changes import Kind
from policydiff.core.comparison import Version, compare
from policydiff.core.declarations import declaration_words, read_declaration
from policydiff.core.gate import list_reached
from policydiff.core.matching import Reason
from policydiff.core.report import FrameKind
from policydiff.core.rules import RuleBook, Severity
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, catalogue, demand, report

OLD = [demand("a", MUSIC), demand("b", BRIDGES)]


def declared(before, after):
    """Return the changes of declarations where one demand stands unchanged on both sides."""
    found = report([demand("a", MUSIC, succeeds=before), OLD[1]], [demand("a", MUSIC, succeeds=after), OLD[1]])
    assert found.kinds[Kind.UNCHANGED] == 2
    return [(one.kind, one.key, one.old, one.new) for one in found.frame]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (None, ("weg",), (None, "[weg]")),
        (None, (), (None, "[]")),
        ((), None, ("[]", None)),
        ((), ("weg", "fort"), ("[]", "[weg, fort]")),
        (("weg",), ("fort",), ("[weg]", "[fort]")),
        (("weg",), None, ("[weg]", None)),
    ],
)
def test_another_declaration_about_a_demand_that_stands_unchanged_is_told(before, after, words):
    assert declared(before, after) == [(FrameKind.DECLARATION_CHANGED, "a", *words)]


@pytest.mark.parametrize("both", [(None, None), ((), ()), (("weg", "fort"), ("fort", "weg"))])
def test_the_same_declaration_in_another_order_is_no_change(both):
    assert declared(*both) == []


def test_a_declaration_between_two_demands_that_both_stand_is_told():
    found = report(OLD, [OLD[0], replace(OLD[1], succeeds=("a",))])
    assert [(one.key, one.new) for one in found.frame] == [("b", "[a]")]
    assert not found.is_empty


def test_a_declaration_of_a_demand_that_came_or_has_another_id_is_its_own():
    found = report(OLD, [demand("neu", MUSIC, succeeds=("a",)), OLD[1], demand("c", LIBRARIES, succeeds=())])
    assert found.frame == ()


def test_a_declaration_that_makes_the_match_of_this_step_is_told_by_its_entry():
    found = report(
        [*OLD, demand("c", LIBRARIES)],
        [demand("a", f"{MUSIC}; {BRIDGES}", succeeds=("a", "b")), demand("c", LIBRARIES)],
    )
    (entry,) = (one for one in found.entries if one.changes)
    assert (len(entry.old), entry.reason) == (2, Reason.DECLARED)
    assert found.frame == ()


def test_what_such_a_declaration_takes_back_is_told():
    old = [replace(OLD[0], succeeds=("weg",)), OLD[1], demand("c", LIBRARIES)]
    found = report(old, [demand("a", f"{MUSIC}; {BRIDGES}", succeeds=("a", "b")), demand("c", LIBRARIES)])
    assert [(one.old, one.new) for one in found.frame] == [("[weg]", "[a, b]")]


def test_a_declaration_weighs_as_its_rule_says_and_can_be_let_through():
    sides = catalogue(*OLD), catalogue(replace(OLD[0], succeeds=("weg",)), OLD[1])
    (change,) = compare(Version(catalogue=sides[0]), Version(catalogue=sides[1])).frame
    assert change.severity is Severity.MINOR
    book = RuleBook(severities={"declaration-changed": Severity.MAJOR})
    strict = compare(Version(catalogue=sides[0]), Version(catalogue=sides[1]), rulebook=book)
    assert list_reached(strict) >= {"declaration-changed", "major"}
    word = Acceptance(fingerprint=change.fingerprint, by="Anna Erfunden", reason="beschlossen")
    accepted = compare(Version(catalogue=sides[0]), Version(catalogue=sides[1], acceptances=(word,)), rulebook=book)
    assert list_reached(accepted) == {"unchanged"}


def test_that_nothing_is_declared_is_another_acceptance_than_that_a_demand_is_new():
    fingerprints = [
        report([OLD[0]], [replace(OLD[0], succeeds=after)]).frame[0].fingerprint for after in ((), ("weg",), ("fort",))
    ]
    back = report([replace(OLD[0], succeeds=())], [OLD[0]]).frame[0].fingerprint
    assert len({*fingerprints, back}) == 4


@pytest.mark.parametrize("succeeds", [None, (), ("a",), ("a.b-c_1", "d")])
def test_the_words_of_a_declaration_can_be_read_back(succeeds):
    assert read_declaration(declaration_words(succeeds)) == succeeds


def test_demands_that_nobody_had_to_read_have_no_changed_declaration():
    sides = (Version(catalogue=catalogue(demand("x", SCHOOLS))) for _ in range(2))
    assert compare(*sides).frame == ()
