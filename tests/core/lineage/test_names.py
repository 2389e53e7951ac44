"""What editions called their working groups and addressees, and where that changed."""

from dataclasses import replace

from policydiff.core.catalogue import Addressee, Level, WorkingGroup
from policydiff.core.changes import Reassigned
from policydiff.core.lineage import Chronicle, Node, trace
from policydiff.core.lineage.histories import tell_history
from policydiff.core.lineage.names import Name, find_renamings, trace_addressees, trace_groups
from policydiff.core.lineage.statistics import count
from policydiff.core.lineage.timelines import draw_timeline
from tests.core.lineage.chains import version
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, demand

OFFICE = Addressee(key="land", name="Amtsverwaltung", level=Level.REGIONAL)
TOWNS = Addressee(key="land", name="Kommunen", level=Level.MUNICIPAL)
THREE = [demand("a", SCHOOLS), demand("b", BRIDGES), demand("c", LIBRARIES)]


def told(*editions):
    """Return a chronicle of editions: name, demands, group and addressee."""
    found = [
        (version(name, demands, name, working_groups=(group,), addressees=(addressee,)), place)
        for place, (name, demands, group, addressee) in enumerate(editions)
    ]
    return Chronicle(versions=tuple(one for one, _ in found), lineage=trace(found))


def group(name, key="bildung"):
    return WorkingGroup(key=key, name=name)


def moved(key, demands=THREE):
    return [replace(one, group=key) for one in demands]


SCHOOLING = told(
    ("1949", THREE, group("AG Unterricht"), OFFICE),
    ("1957", THREE, group("AG Unterricht"), OFFICE),
    ("1969", THREE, group("AG Schule"), TOWNS),
    ("1983", moved("schule"), group("AG Schule und Kita", "schule"), TOWNS),
)


def test_a_group_is_one_through_all_its_names_and_keys():
    assert trace_groups(SCHOOLING) == {
        "schule": (
            Name(editions=("1949", "1957"), key="bildung", name="AG Unterricht"),
            Name(editions=("1969",), key="bildung", name="AG Schule"),
            Name(editions=("1983",), key="schule", name="AG Schule und Kita"),
        )
    }


def test_a_group_that_was_dropped_later_is_still_one_through_all_its_keys():
    music = [demand("d", MUSIC, group="kultur")]
    chronicle = told(
        ("1949", THREE, group("AG Unterricht"), OFFICE),
        ("1957", moved("schule"), group("AG Schule", "schule"), OFFICE),
        ("1969", music, group("AG Kultur", "kultur"), OFFICE),
    )

    assert list(trace_groups(chronicle)) == ["schule", "kultur"]
    assert [one.demands for one in count(chronicle).groups["schule"]] == [3, 3, 0]
    assert {row.group for row in draw_timeline(chronicle).rows} == {"schule", "kultur"}


def test_an_addressee_has_a_name_and_a_level_for_each_time():
    assert trace_addressees(SCHOOLING) == {
        "land": (
            Name(editions=("1949", "1957"), key="land", name="Amtsverwaltung", level=Level.REGIONAL),
            Name(editions=("1969", "1983"), key="land", name="Kommunen", level=Level.MUNICIPAL),
        )
    }


def test_a_new_name_or_level_of_what_a_demand_kept_is_told_where_it_changed():
    demands = SCHOOLING.demands()

    def found(old, new):
        changes = find_renamings(SCHOOLING, Node(old, "a"), Node(new, "a"), demands)
        return [(str(one.kind), one.key, one.old, one.new) for one in changes]

    assert found("1949", "1957") == []
    assert found("1957", "1969") == [
        ("group-renamed", "bildung", "AG Unterricht", "AG Schule"),
        ("addressee-renamed", "land", "Amtsverwaltung", "Kommunen"),
        ("addressee-level-changed", "land", "regional", "municipal"),
    ]
    assert found("1969", "1983") == [("group-renamed", "schule", "AG Schule", "AG Schule und Kita")]


def test_what_a_demand_left_is_no_new_name():
    other = replace(THREE[0], group="kultur", addressees=())
    chronicle = told(
        ("1949", THREE, group("AG Unterricht"), OFFICE),
        ("1969", [other, *moved("schule", THREE[1:])], group("AG Schule", "schule"), TOWNS),
    )

    assert find_renamings(chronicle, Node("1949", "a"), Node("1969", "a"), chronicle.demands()) == ()


def test_a_station_has_the_names_of_its_own_edition():
    first, *_, last = tell_history(SCHOOLING, Node("1983", "a")).stations

    assert (first.group, first.addressees) == (group("AG Unterricht"), (OFFICE,))
    assert (last.group, last.addressees) == (group("AG Schule und Kita", "schule"), (TOWNS,))


def test_a_demand_that_is_called_otherwise_is_unchanged_itself():
    stations = tell_history(SCHOOLING, Node("1983", "a")).stations

    assert [one.is_unchanged for one in stations[1:]] == [True, True, True]
    assert [len(one.descents[0].renamings) for one in stations[1:]] == [0, 3, 1]


def test_the_level_of_an_addressee_is_that_of_the_editions_compared():
    chronicle = told(
        ("1949", [demand("a", SCHOOLS, addressees=())], group("AG Schule"), OFFICE),
        ("1957", [demand("a", SCHOOLS)], group("AG Schule"), OFFICE),
        ("1969", [demand("a", SCHOOLS)], group("AG Schule"), TOWNS),
    )
    [change] = tell_history(chronicle, Node("1969", "a")).stations[1].descents[0].changes

    assert isinstance(change, Reassigned)
    assert change.levels_joined == (Level.REGIONAL,)
