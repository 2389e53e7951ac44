"""The graph of demands through editions: links, gaps, order, names."""

import itertools

import pytest

from policydiff.core.lineage import Dated, LinkKind, Node, in_time_order, trace
from policydiff.core.matching import Grade, Reason
from tests.core.lineage.chains import lineage, versions
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, demand

BOTH = f"{SCHOOLS}. {LIBRARIES}."


def test_a_demand_that_keeps_its_id_is_one_thread():
    found = lineage(
        [("2013", [demand("a", SCHOOLS)]), ("2016", [demand("a", SCHOOLS)]), ("2021", [demand("a", SCHOOLS)])]
    )

    assert [link.kind for link in found.links] == [LinkKind.SAME, LinkKind.SAME]
    assert found.wordings() == {"a": (Node("2013", "a"), Node("2016", "a"), Node("2021", "a"))}


def test_a_renamed_demand_stays_the_same_thread():
    found = lineage([("2013", [demand("a", SCHOOLS)]), ("2016", [demand("b", SCHOOLS)])])

    assert [(link.kind, link.reason) for link in found.links] == [(LinkKind.RENAMED, Reason.IDENTICAL_TEXT)]
    assert set(found.threads.values()) == {"a"}


def test_a_demand_that_was_dropped_is_found_again_over_the_gap():
    there = [demand("a", SCHOOLS), demand("b", BRIDGES)]
    found = lineage([("2013", there), ("2016", there[1:]), ("2018", there[1:]), ("2021", there)])

    [back] = [link for link in found.links if link.kind is LinkKind.REINSTATED]
    assert (back.old, back.new) == (Node("2013", "a"), Node("2021", "a"))
    assert (back.grade, back.reason, back.continued) == (Grade.CERTAIN, Reason.SAME_ID, True)
    assert found.threads[Node("2021", "a")] == "a"


def test_a_demand_comes_back_only_once():
    a, b, c = demand("a", SCHOOLS), demand("b", BRIDGES), demand("c", SCHOOLS)
    found = lineage([("2013", [a, b]), ("2016", [b]), ("2018", [a, b]), ("2019", [a, b, c])])

    assert [link.new for link in found.links if link.kind is LinkKind.REINSTATED] == [Node("2018", "a")]
    assert found.before(Node("2019", "c")) == ()


def test_what_was_just_dropped_is_left_to_the_matching_of_the_two_editions():
    found = lineage([("2013", [demand("a", SCHOOLS)]), ("2016", [demand("b", MUSIC)])])

    assert found.links == ()


def test_a_declared_link_closes_a_gap_that_no_text_would():
    b = demand("b", BRIDGES)
    new = demand("musik", MUSIC, succeeds=("a",))
    found = lineage([("2013", [demand("a", SCHOOLS), b]), ("2016", [b]), ("2021", [b, new])])

    [back] = [link for link in found.links if link.kind is LinkKind.REINSTATED]
    assert (back.old, back.new, back.reason) == (Node("2013", "a"), Node("2021", "musik"), Reason.DECLARED)
    assert found.threads[Node("2021", "musik")] == "a"


def test_declared_new_is_no_demand_that_is_back():
    a, b = demand("a", SCHOOLS), demand("b", BRIDGES)
    new = demand("neu", SCHOOLS, succeeds=())
    found = lineage([("2013", [a, b]), ("2016", [b]), ("2021", [b, new])])

    assert found.before(Node("2021", "neu")) == ()
    assert found.threads[Node("2021", "neu")] == "neu"


def test_a_split_leads_to_every_part_and_the_demand_lives_on_under_its_id():
    parts = [demand("a", SCHOOLS, succeeds=("a",)), demand("b", LIBRARIES, succeeds=("a",))]
    found = lineage([("2013", [demand("a", BOTH)]), ("2016", parts)])

    assert {(link.old.id, link.new.id, link.kind, link.continued) for link in found.links} == {
        ("a", "a", LinkKind.SPLIT, True),
        ("a", "b", LinkKind.SPLIT, False),
    }
    assert (found.threads[Node("2016", "a")], found.threads[Node("2016", "b")]) == ("a", "b")


def test_a_merger_comes_from_every_source():
    old = [demand("a", SCHOOLS), demand("b", LIBRARIES)]
    found = lineage([("2013", old), ("2016", [demand("a", BOTH, succeeds=("a", "b"))])])

    assert {(link.old.id, link.kind, link.continued) for link in found.before(Node("2016", "a"))} == {
        ("a", LinkKind.MERGED, True),
        ("b", LinkKind.MERGED, False),
    }


def test_of_declared_splits_and_mergers_that_meet_only_what_is_declared_is_linked():
    old = [demand("a", SCHOOLS), demand("b", LIBRARIES)]
    new = [demand("x", SCHOOLS, succeeds=("a",)), demand("y", BOTH, succeeds=("a", "b"))]
    found = lineage([("2013", old), ("2016", new)])

    assert {(link.old.id, link.new.id) for link in found.links} == {("a", "x"), ("a", "y"), ("b", "y")}


def test_the_order_in_which_editions_are_given_changes_nothing():
    a, b, c = demand("a", SCHOOLS), demand("b", BRIDGES), demand("c", CYCLING)
    given = [("2013", [a, b]), ("2016", [b]), ("2021", [a, b, c])]
    expected = lineage(given)
    for order in itertools.permutations(versions(given)):
        assert trace(list(order)) == expected


def test_a_paper_that_is_taken_in_late_stands_where_its_date_says():
    a, b = demand("a", SCHOOLS), demand("b", BRIDGES)
    found = lineage([("2013", [a, b]), ("2021", [a, b]), ("2016", [b])])

    assert found.editions == ("2013", "2016", "2021")
    assert [(link.old, link.new) for link in found.links if link.kind is LinkKind.REINSTATED] == [
        (Node("2013", "a"), Node("2021", "a"))
    ]


def test_what_a_late_paper_declares_leads_to_the_later_edition_that_was_there_before():
    b = demand("b", BRIDGES)
    late = demand("frueher", MUSIC, succeeds=("a",))
    found = lineage([("2021", [demand("a", SCHOOLS), b]), ("2016", [late, b])])

    assert [(link.old, link.new, link.reason) for link in found.next_of(Node("2016", "frueher"))] == [
        (Node("2016", "frueher"), Node("2021", "a"), Reason.DECLARED)
    ]


def test_a_declared_link_stays_when_the_older_paper_is_corrected_and_committed_last():
    old, new = (
        [demand("a", SCHOOLS), demand("b", BRIDGES)],
        [demand("a", SCHOOLS), demand("b2", MUSIC, succeeds=("b",))],
    )
    in_order = lineage([("1949", old), ("1969", new)])
    corrected_last = lineage([("1969", new), ("1949", old)])

    assert corrected_last.links == in_order.links
    assert [link.reason for link in in_order.next_of(Node("1949", "b"))] == [Reason.DECLARED]


def test_declared_links_are_the_same_in_whatever_order_papers_are_taken_in():
    first = [demand("a", SCHOOLS), demand("b", BRIDGES), demand("c", BOTH)]
    second = [demand("neu", SCHOOLS, succeeds=()), demand("musik", MUSIC, succeeds=("a", "b")), demand("c", BOTH)]
    third = [demand("rad", CYCLING, succeeds=("musik",)), demand("c", SCHOOLS), demand("d", LIBRARIES, succeeds=("c",))]
    given = [("1949", first), ("1957", second), ("1969", third)]
    expected = {(link.old, link.new, link.kind, link.reason) for link in lineage(given).links}
    for order in itertools.permutations(given):
        assert {(link.old, link.new, link.kind, link.reason) for link in lineage(order).links} == expected


def test_the_name_of_a_thread_stays_when_editions_are_added():
    a, b = demand("a", SCHOOLS), demand("b", BRIDGES)
    editions = [("2013", [a, b]), ("2016", [b]), ("2018", [demand("a", MUSIC), b]), ("2021", [a, b])]
    whole = lineage(editions)
    for count in range(1, len(editions)):
        part = lineage(editions[:count])
        assert all(whole.threads[node] == thread for node, thread in part.threads.items())
    assert whole.threads[Node("2018", "a")] == "a@2018"


DATES = [
    (["2016", "2013", "2021"], "1 0 2"),
    (["2016-04", "2016-03-31", "1949-05-23"], "2 1 0"),
    (["2016-04", "2016", "2016-09"], "0 1 2"),  # too vague to tell: right after what stands before it in git
    (["2016-09", "2016", "2016-04"], "2 0 1"),
    ([None, "2016", "2013"], "0 2 1"),
    (["2016", None, "2013"], "2 0 1"),
    ([None, None, None], "0 1 2"),
    (["2016", "2016", "2016"], "0 1 2"),
    (["0800", "1918-11", "1918-11-09"], "0 1 2"),
]


@pytest.mark.parametrize(("dates", "expected"), DATES)
def test_editions_stand_in_the_order_of_their_dates_then_of_the_history(dates, expected):
    given = [Dated(edition=str(place), date=date, place=place) for place, date in enumerate(dates)]

    assert {" ".join(one.edition for one in in_time_order(list(order))) for order in itertools.permutations(given)} == {
        expected
    }
