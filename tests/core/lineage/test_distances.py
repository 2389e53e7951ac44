"""Editions that are no neighbours: what was declared on the way, and what was dropped before."""

import pytest

from policydiff.core.lineage.distances import Descent, find_descent, list_earlier
from tests.core.lineage.chains import chronicle, version
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, demand

BOTH = f"{SCHOOLS}. {LIBRARIES}."


def descent(editions, old, new):
    told = chronicle(editions)
    found = find_descent(told.lineage, told.demands(), old, new)
    return dict(found.declared), set(found.presumed)


def earlier(editions, edition):
    told = chronicle(editions)
    return list_earlier(told.lineage, told.demands(), edition)


def test_what_was_declared_at_two_steps_is_declared_over_both():
    editions = [
        ("2001", [demand("a", SCHOOLS)]),
        ("2005", [demand("b", BRIDGES, succeeds=("a",))]),
        ("2009", [demand("c", MUSIC, succeeds=("b",))]),
    ]

    assert descent(editions, "2001", "2009") == ({"c": ("a",)}, set())
    assert descent(editions, "2009", "2001") == ({"a": ("c",)}, set())
    assert descent(editions, "2005", "2009") == ({"c": ("b",)}, set())


def test_a_certain_link_goes_on_with_what_was_declared_and_without_it_says_nothing():
    editions = [
        ("2001", [demand("a", SCHOOLS), demand("z", CYCLING)]),
        ("2005", [demand("a", SCHOOLS), demand("z", CYCLING)]),
        ("2009", [demand("c", MUSIC, succeeds=("a",)), demand("z", CYCLING)]),
    ]

    assert descent(editions, "2001", "2009") == ({"c": ("a",)}, set())


def test_what_an_import_presumed_on_the_way_is_presumed_over_the_whole():
    editions = [
        ("2001", [demand("a", SCHOOLS)]),
        ("2005", [demand("b", BRIDGES, succeeds=("a",), presumed=("a",))]),
        ("2009", [demand("c", MUSIC, succeeds=("b",))]),
    ]

    assert descent(editions, "2001", "2009") == ({"c": ("a",)}, {"c"})


def test_a_declaration_belongs_to_the_bearer_of_the_id_in_the_edition_before():
    other = demand("z", CYCLING)
    editions = [
        ("2001", [demand("n", SCHOOLS), other]),
        ("2005", [other]),
        ("2009", [demand("n", BRIDGES, succeeds=()), other]),
        ("2013", [demand("v", BRIDGES, succeeds=("n",)), other]),
    ]

    assert descent(editions, "2001", "2013") == ({"v": ()}, set())
    assert descent(editions, "2005", "2013") == ({"v": ()}, set())
    [gone] = earlier(editions, "2005")
    assert (gone.edition, gone.demand.text, gone.is_dropped) == ("2001", SCHOOLS, True)


@pytest.mark.parametrize(("first", "second"), [(SCHOOLS, LIBRARIES), (LIBRARIES, SCHOOLS)])
def test_of_what_came_together_and_went_apart_again_the_nearest_texts_are_the_same(first, second):
    editions = [
        ("2001", [demand("a", SCHOOLS), demand("b", LIBRARIES)]),
        ("2005", [demand("m", BOTH, succeeds=("a", "b"))]),
        ("2009", [demand("x", f"{first} und mehr", succeeds=("m",)), demand("y", second, succeeds=("m",))]),
    ]
    found = {SCHOOLS: ("a",), LIBRARIES: ("b",)}

    assert descent(editions, "2001", "2009")[0] == {"x": found[first], "y": found[second]}
    assert descent(editions, "2001", "2005")[0] == {"m": ("a", "b")}


def test_what_was_dropped_before_both_and_is_declared_to_be_back_is_declared():
    other = demand("z", CYCLING)
    editions = [
        ("2001", [demand("a", SCHOOLS), other]),
        ("2005", [other]),
        ("2009", [demand("b", BRIDGES, succeeds=("a",)), other]),
        ("2013", [demand("c", MUSIC, succeeds=("b",)), other]),
    ]

    assert descent(editions, "2005", "2013")[0] == {"c": ("a",)}


def test_an_id_of_a_dropped_demand_is_not_read_as_that_of_its_next_bearer():
    editions = [
        ("2001", [demand("n", SCHOOLS), demand("z", CYCLING)]),
        ("2005", [demand("z", CYCLING)]),
        ("2009", [demand("n", BRIDGES, succeeds=()), demand("z", CYCLING)]),
        ("2013", [demand("n", BRIDGES), demand("s", SCHOOLS), demand("z", CYCLING)]),
        ("2017", [demand("n", BRIDGES), demand("t", MUSIC, succeeds=("s",)), demand("z", CYCLING)]),
    ]

    assert descent(editions, "2009", "2017")[0] == {}


def test_what_lives_on_under_another_id_is_not_dropped():
    editions = [("2001", [demand("a", SCHOOLS), demand("b", MUSIC)]), ("2005", [demand("c", SCHOOLS)])]

    found = {one.demand.id: (one.is_dropped, one.living) for one in earlier(editions, "2005")}
    assert found == {"a": (False, ("c",)), "b": (True, ())}
    later = [*editions, ("2009", [demand("d", SCHOOLS)])]
    assert [one.living for one in earlier(later, "2009") if one.demand.id == "a"] == [("d",)]


def test_two_versions_told_by_their_descent_declare_nothing_else():
    old = version("2001", [demand("a", SCHOOLS, succeeds=("früher",))])
    new = version("2009", [demand("c", MUSIC, succeeds=("b",)), demand("d", BRIDGES, succeeds=("b",))])
    before, after = Descent(declared={"c": ("a",)}, presumed=frozenset({"c"})).tell(old, new)

    assert [one.succeeds for one in before.catalogue.demands] == [None]
    assert [(one.succeeds, one.presumed) for one in after.catalogue.demands] == [(("a",), ("a",)), (None, ())]
