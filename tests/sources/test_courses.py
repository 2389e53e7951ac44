"""Versions that are compared over a distance, or in another order than they were taken in."""

import itertools
import shutil

import pytest

from policydiff.core.changes import Reinstated
from policydiff.core.lineage import Dated, in_time_order
from policydiff.core.matching import Reason
from policydiff.sources import courses
from policydiff.sources.editions import Edition, in_paper_order, list_editions
from policydiff.sources.lineages.store import cache_folder
from policydiff.sources.pairs import compare_versions, is_one_step
from policydiff.sources.versions import Place
from tests.policies import (
    BRIDGES,
    CYCLING,
    LIBRARIES,
    MUSIC,
    SCHOOLS,
    commit,
    demand,
    git,
    make_repository,
    write_policy,
)

STAYS = demand("z", CYCLING)


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def take_in(folder, *editions):
    """Make a repository of editions, named after the years of their papers, in the order given."""
    make_repository(folder)
    for name, *demands in editions:
        write_policy(folder / "policy", *demands, edition=f"e{name}", date=name)
        commit(folder)
    return Place(folder=folder)


def kinds(place, *specs):
    """Return what happened to every demand that is not unchanged, by id."""
    report = compare_versions(place, specs)
    return {entry.main.id: [str(kind) for kind in entry.kinds] for entry in report.entries if entry.changes}


def came_from(place, *specs):
    """Return the editions from which demands are back."""
    report = compare_versions(place, specs)
    changes = (change for entry in report.entries for change in entry.changes)
    return [(change.edition, change.id) for change in changes if isinstance(change, Reinstated)]


@pytest.fixture
def late(tmp_path):
    """Return editions of which the oldest paper was taken in last."""
    a, b = demand("a", SCHOOLS), demand("b", BRIDGES)
    return take_in(tmp_path / "late", ("2005", STAYS, a), ("2010", STAYS, a, b), ("1990", STAYS, b))


def test_nothing_is_back_from_a_younger_paper(late):
    assert kinds(late, "e1990", "e2005") == {"a": ["added"], "b": ["dropped"]}
    assert kinds(late, "e1990", "e2010") == {"a": ["added"]}


def test_what_an_older_paper_had_is_back_though_that_was_taken_in_last(late):
    assert came_from(late, "e2005", "e2010") == [("e1990", "b")]


def test_nothing_is_back_in_an_older_paper(late):
    assert kinds(late, "e2010", "e2005") == {"b": ["dropped"]}
    assert kinds(late, "e2005", "e1990") == {"a": ["dropped"], "b": ["added"]}
    assert kinds(late, "e2010", "e1990") == {"a": ["dropped"]}


def test_of_a_demand_that_older_and_younger_papers_had_the_older_one_is_named(tmp_path):
    a = demand("a", SCHOOLS)
    place = take_in(tmp_path / "r", ("2001", STAYS, a), ("2015", STAYS, a), ("2010", STAYS))

    assert came_from(place, "e2010", "e2015") == [("e2001", "a")]


RS1 = "Der Radschnellweg RS1 wird bis 2030 von Duisburg bis Hamm durchgehend fertig gebaut."
RS2 = "Der Radschnellweg RS2 wird bis 2032 von Bocholt bis Rhede durchgehend fertig gebaut."


def test_what_lives_on_under_another_id_is_not_back_when_something_like_it_comes(tmp_path):
    place = take_in(
        tmp_path / "r",
        ("2010", STAYS, demand("rs1", RS1)),
        ("2014", STAYS, demand("radschnellweg", RS1)),
        ("2018", STAYS, demand("radschnellweg", RS1), demand("rs2", RS2)),
    )
    assert kinds(place, "e2014", "e2018") == {"rs2": ["added"]}


def test_what_only_a_draft_had_is_not_back(tmp_path):
    place = take_in(
        tmp_path / "r",
        ("2010", STAYS, demand("rs1", RS1), demand("b", BRIDGES)),
        ("2010", STAYS, demand("radschnellweg", RS1)),
        ("2014", STAYS, demand("radschnellweg", RS1), demand("rs2", RS2), demand("c", BRIDGES)),
    )
    assert kinds(place, "e2010", "e2014") == {"rs2": ["added"], "c": ["added"]}


@pytest.mark.parametrize("id", ["a", "c"])
@pytest.mark.parametrize("group", ["bildung", "verkehr"])
def test_what_was_dropped_when_its_id_was_given_to_another_demand_is_back_when_it_comes_again(tmp_path, id, group):
    other = [] if id == "a" else [demand("a", MUSIC)]
    place = take_in(
        tmp_path / "r",
        ("2010", STAYS, demand("a", SCHOOLS)),
        ("2014", STAYS, demand("a", MUSIC, group=group)),
        ("2018", STAYS, demand(id, SCHOOLS), *other),
    )
    assert came_from(place, "e2014", "e2018") == [("e2010", "a")]


def test_what_was_dropped_is_back_though_its_id_was_given_to_another_demand_in_a_later_edition(tmp_path):
    place = take_in(
        tmp_path / "r",
        ("2010", STAYS, demand("x", SCHOOLS)),
        ("2014", STAYS),
        ("2016", STAYS),
        ("2018", STAYS, demand("x", MUSIC, succeeds=[])),
        ("2022", STAYS, demand("x", MUSIC), demand("y", SCHOOLS)),
    )
    assert came_from(place, "e2018", "e2022") == [("e2010", "x")]


def test_what_ids_given_away_say_is_asked_once_of_many_demands(tmp_path, monkeypatch):
    monkeypatch.setattr(courses, "_MANY", 1)
    place = take_in(
        tmp_path / "r",
        ("2010", STAYS, demand("a", SCHOOLS)),
        ("2014", STAYS, demand("a", f"{SCHOOLS} und begleiten")),
        ("2016", STAYS, demand("a", MUSIC)),
        ("2018", STAYS, demand("a", MUSIC), demand("b", SCHOOLS)),
    )
    first = came_from(place, "e2016", "e2018")
    asked: list[bytes] = []
    monkeypatch.setattr(courses, "find_words", asked.append)
    assert came_from(place, "e2016", "e2018") == first == [("e2014", "a")]
    assert not asked


def test_where_every_demand_kept_its_words_the_editions_are_not_read_for_a_new_one(tmp_path):
    place = take_in(
        tmp_path / "r",
        ("2010", STAYS, demand("a", SCHOOLS)),
        ("2014", STAYS, demand("a", f"{SCHOOLS} und begleiten")),
        ("2018", STAYS, demand("a", f"{SCHOOLS} und begleiten"), demand("b", MUSIC)),
    )
    assert kinds(place, "e2014", "e2018") == {"b": ["added"]}
    assert not cache_folder().exists()


def test_what_went_into_another_demand_is_not_back_when_it_is_asked_for_again(tmp_path):
    both = demand("a", f"{SCHOOLS}. {BRIDGES}.")
    place = take_in(
        tmp_path / "r",
        ("2010", STAYS, demand("a", SCHOOLS), demand("b", BRIDGES)),
        ("2014", STAYS, both),
        ("2018", STAYS, both, demand("c", BRIDGES)),
    )
    assert kinds(place, "e2014", "e2018") == {"c": ["added"]}


@pytest.fixture
def far(tmp_path):
    """Return editions in which an id has two bearers, and demands get other ids and words as declared."""
    return take_in(
        tmp_path / "far",
        ("2001", STAYS, demand("n", SCHOOLS), demand("w", BRIDGES)),
        ("2005", STAYS, demand("w", BRIDGES)),
        ("2009", STAYS, demand("n", LIBRARIES, succeeds=()), demand("k", f"{BRIDGES} bis 2030", succeeds=("w",))),
        ("2013", STAYS, demand("v-1", LIBRARIES, succeeds=("n",)), demand("v-2", MUSIC, succeeds=("k",))),
    )


def test_a_declaration_is_about_the_bearer_of_the_id_in_the_edition_just_before(far):
    assert kinds(far, "e2001", "e2013") == {
        "n": ["dropped"],
        "v-1": ["added"],
        "v-2": ["reworded", "renamed"],
    }
    assert kinds(far, "e2005", "e2013") == {"v-1": ["added"], "v-2": ["reworded", "renamed"]}
    assert kinds(far, "e2009", "e2013")["v-1"] == ["renamed"]


def test_what_was_declared_between_two_editions_counts_in_both_directions(far):
    for specs in (("e2001", "e2013"), ("e2013", "e2001")):
        entries = compare_versions(far, specs).entries
        assert [(one.old[0].id, one.new[0].id) for one in entries if one.reason is Reason.DECLARED] == [
            ("w", "v-2") if specs[0] == "e2001" else ("v-2", "w")
        ]


@pytest.mark.parametrize("whole", [False, True])
def test_a_demand_that_stands_unchanged_on_both_sides_is_read_where_something_was_split_off_it_on_the_way(
    tmp_path, whole
):
    a, b = demand("a", SCHOOLS), demand("b", LIBRARIES, succeeds=("a",))
    place = take_in(
        tmp_path / "r", ("2001", STAYS, a), ("2005", STAYS, a, b), ("2009", STAYS, a, replace_id(b, "c", "b"))
    )
    report = compare_versions(place, ("e2001", "e2009"), whole=whole)

    assert [[str(kind) for kind in entry.kinds] for entry in report.entries if entry.changes] == [["split"]]
    assert not report.declarations


def test_over_a_distance_no_demand_declares_anew_what_was_declared_on_the_way(tmp_path):
    a, b = demand("a", SCHOOLS), demand("b", BRIDGES)
    merged = demand("b", BRIDGES, succeeds=("a", "b"))
    place = take_in(tmp_path / "r", ("2001", STAYS, a, b), ("2005", STAYS, merged), ("2009", STAYS, a, b))

    assert kinds(place, "e2001", "e2009") == {}
    assert compare_versions(place, ("e2001", "e2009")).declarations == ()


def replace_id(one, id, succeeds):
    return demand(id, one.text, succeeds=(succeeds,))


def test_the_working_tree_and_drafts_are_compared_over_a_distance_too(far):
    draft = (STAYS, demand("v-1", LIBRARIES, succeeds=("n",)), demand("v-2", SCHOOLS, succeeds=("k",)))
    write_policy(far.folder / "policy", *draft, edition="e2013", date="2013")
    assert kinds(far, "e2005", "WORKTREE") == {"v-1": ["added"], "v-2": ["reworded", "renamed"]}
    following = (STAYS, demand("x", f"{LIBRARIES} und mehr", succeeds=("v-1",)))
    write_policy(far.folder / "policy", *following, edition="e2017", date="2017")
    assert kinds(far, "e2005", "WORKTREE") == {"w": ["dropped"], "x": ["added"]}
    assert kinds(far, "e2009", "WORKTREE") == {"k": ["dropped"], "x": ["reworded", "renamed"]}


def test_of_neighbours_and_pull_requests_that_bring_no_new_demand_nothing_else_is_read(far):
    git(far.folder, "checkout", "--quiet", "-b", "entwurf")
    last = demand("v-1", LIBRARIES, succeeds=("n",)), demand("v-2", f"{MUSIC} und mehr", succeeds=("k",))
    write_policy(far.folder / "policy", STAYS, *last, edition="e2013", date="2013")
    commit(far.folder)
    for specs in (("e2009", "e2013"), ("main", "entwurf"), ("main...entwurf",), ("e2009", "entwurf")):
        assert is_one_step(far, specs)
        compare_versions(far, specs)
    assert not cache_folder().exists()
    assert not is_one_step(far, ("e2005", "entwurf"))


def test_folders_are_compared_as_they_are(far, tmp_path):
    commits = {one.name: one.commit for one in list_editions(far.open(), "policy")}
    for edition in ("e2001", "e2013"):
        git(far.folder, "checkout", "--quiet", commits[edition])
        shutil.copytree(far.folder / "policy", tmp_path / edition)
    report = compare_versions(Place(folder=tmp_path), tuple(str(tmp_path / name) for name in ("e2001", "e2013")))

    assert [(one.old[0].id, one.new[0].id) for one in report.entries if one.reason is Reason.DECLARED] == [("n", "v-1")]


def test_editions_stand_in_the_order_of_their_papers():
    dates = [None, "2016", "2016-04", "2015-12-01", "2017", "949"]
    for some in itertools.permutations(dates, 4):
        editions = [Edition(name=str(at), title="", date=date, commit="") for at, date in enumerate(some)]
        dated = [Dated(edition=one.name, date=one.date, place=at) for at, one in enumerate(editions)]
        assert [one.name for one in in_paper_order(editions)] == [one.edition for one in in_time_order(dated)]
