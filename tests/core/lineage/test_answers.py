"""What history, blame, timelines and figures say of small invented chronicles."""

from dataclasses import replace

import pytest

from policydiff.core.catalogue import WorkingGroup
from policydiff.core.changes import Kind
from policydiff.core.lineage import Chronicle, LinkKind, Node, trace
from policydiff.core.lineage.dates import first_and_last_day, years_between
from policydiff.core.lineage.histories import tell_history
from policydiff.core.lineage.origins import blame
from policydiff.core.lineage.statistics import End, Life, count, list_lives, sum_up
from policydiff.core.lineage.timelines import Sign, draw_timeline
from tests.core.lineage.chains import chronicle, version
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, demand

B = demand("b", BRIDGES)
LONGER = "Ganztagsschulen und Kitas in allen Stadtteilen einrichten und dauerhaft finanzieren"
LONGEST = "Ganztagsschulen und Kitas in allen Stadtteilen einrichten, dauerhaft finanzieren und begleiten"


def signs(told, thread):
    return next([cell.sign for cell in row.cells] for row in draw_timeline(told).rows if row.thread == thread)


def test_a_history_tells_every_wording_with_what_changed_and_where_it_was_missing():
    told = chronicle(
        [("2013", [demand("a", SCHOOLS), B]), ("2016", [B]), ("2021", [demand("a", LONGER, addressees=("bund",)), B])]
    )
    found = tell_history(told, Node("2021", "a"))

    first, last = found.stations
    assert (first.node, first.descents, first.missing_in) == (Node("2013", "a"), (), "2016")
    [descent] = last.descents
    assert (descent.link.kind, descent.gap) == (LinkKind.REINSTATED, ("2016",))
    assert [change.kind for change in descent.changes] == [Kind.REASSIGNED, Kind.REWORDED]


def test_a_history_has_ancestors_and_descendants_and_names_siblings():
    both = demand("a", f"{SCHOOLS}. {LIBRARIES}.")
    parts = [demand("a", SCHOOLS, succeeds=("a",)), demand("c", LIBRARIES, succeeds=("a",))]
    told = chronicle([("2013", [both, B]), ("2016", [*parts, B])])
    found = tell_history(told, Node("2016", "c"))

    assert [one.node for one in found.stations] == [Node("2013", "a"), Node("2016", "c")]
    assert found.stations[1].siblings == (Node("2016", "a"),)


def test_a_history_names_another_demand_that_carried_the_id():
    told = chronicle([("2013", [demand("a", SCHOOLS), B]), ("2016", [B]), ("2018", [demand("a", MUSIC), B])])

    assert tell_history(told, Node("2018", "a")).namesakes == (Node("2013", "a"),)


def test_every_word_comes_from_the_edition_that_brought_it():
    told = chronicle(
        [("2013", [demand("a", SCHOOLS)]), ("2016", [demand("a", LONGER)]), ("2021", [demand("a", LONGEST)])]
    )
    found = blame(told, Node("2021", "a"))

    assert [(one.text.strip(), one.origin.edition) for one in found.passages][:3] == [
        ("Ganztagsschulen", "2013"),
        ("und Kitas", "2016"),
        ("in allen Stadtteilen einrichten", "2013"),
    ]
    assert found.words_by_edition()["2016"] == 2


def test_moved_words_keep_their_origin():
    start = "Ganztagsschulen in allen Stadtteilen einrichten. Brücken sofort reparieren lassen."
    end = "Brücken sofort reparieren lassen. Ganztagsschulen in allen Stadtteilen einrichten."
    told = chronicle([("2013", [demand("a", start)]), ("2016", [demand("a", end)])])

    assert {one.origin.edition for one in blame(told, Node("2016", "a")).passages} == {"2013"}


def test_words_of_a_merger_come_from_whichever_had_them_longest():
    merged = demand("a", f"{SCHOOLS}. {LIBRARIES}.", succeeds=("a", "c"))
    told = chronicle(
        [("2013", [demand("a", SCHOOLS)]), ("2016", [demand("a", SCHOOLS), demand("c", LIBRARIES)]), ("2021", [merged])]
    )
    origins = {one.origin for one in blame(told, Node("2021", "a")).passages if one.words}

    assert origins == {Node("2013", "a"), Node("2016", "c")}


def test_a_timeline_has_one_sign_for_every_edition():
    a = demand("a", SCHOOLS)
    told = chronicle(
        [
            ("2001", [B]),
            ("2002", [a, B]),
            ("2003", [a, B]),
            ("2004", [replace(a, text=LONGER), B]),
            ("2005", [replace(a, text=LONGER, addressees=("bund",)), B]),
            ("2006", [B]),
            ("2007", [replace(a, text=LONGER), B]),
            ("2008", [replace(a, text=LONGEST, group="verkehr"), B]),
            ("2009", [B]),
            ("2010", [B]),
        ]
    )

    assert signs(told, "a") == [
        Sign.ABSENT,
        Sign.FIRST,
        Sign.KEPT,
        Sign.REWORDED,
        Sign.REASSIGNED,
        Sign.DROPPED,
        Sign.REINSTATED,
        Sign.SEVERAL,
        Sign.DROPPED,
        Sign.ABSENT,
    ]


def test_a_demand_that_lives_on_in_others_alone_is_passed_on():
    merged = demand("a", f"{SCHOOLS}. {LIBRARIES}.", succeeds=("a", "c"))
    told = chronicle([("2013", [demand("a", SCHOOLS), demand("c", LIBRARIES)]), ("2016", [merged])])

    assert signs(told, "c") == [Sign.FIRST, Sign.PASSED_ON]
    assert signs(told, "a") == [Sign.FIRST, Sign.MERGED]
    assert {life.thread: life.end for life in list_lives(told)} == {"a": End.ONGOING, "c": End.PASSED_ON}


def test_who_gained_and_who_lost_is_counted_from_step_to_step():
    a = demand("a", SCHOOLS, addressees=("land",))
    told = chronicle([("2013", [a, B]), ("2016", [replace(a, addressees=("bund",), group="verkehr"), B])])
    found = count(told)

    assert [(one.demands, one.gained, one.lost) for one in found.addressees["bund"]] == [(0, 0, 0), (1, 1, 0)]
    assert [(one.demands, one.gained, one.lost) for one in found.addressees["land"]] == [(2, 0, 0), (1, 0, 1)]
    assert [(one.demands, one.gained, one.lost) for one in found.groups["verkehr"]] == [(0, 0, 0), (1, 1, 0)]


def test_a_working_group_that_only_got_another_key_neither_gains_nor_loses():
    old = [demand("a", SCHOOLS), demand("c", LIBRARIES), demand("d", MUSIC)]
    new = [replace(one, group="schulen") for one in old]
    renamed = (WorkingGroup(key="schulen", name="AG Bildung"),)
    found = [(version("2013", old, "2013"), 0), (version("2016", new, "2016", working_groups=renamed), 1)]
    told = Chronicle(versions=tuple(one for one, _ in found), lineage=trace(found))

    assert [(one.demands, one.gained, one.lost) for one in count(told).groups["schulen"]] == [(3, 0, 0), (3, 0, 0)]


def life(span, end=End.DROPPED, years=None):
    return Life(thread=str(span), editions=span, span=span, years=years, end=end, from_start=False)


def test_the_mean_life_is_that_of_dropped_demands_and_unfinished_ones_stand_beside_it():
    found = sum_up([life(1, years=3.0), life(3), life(5, End.ONGOING), life(2, End.PASSED_ON)])

    assert (found.mean, found.mean_years, found.so_far) == (2.0, 3.0, 5.0)
    assert (found.dropped, found.passed_on, found.ongoing) == (2, 1, 1)


@pytest.mark.parametrize(
    ("lives", "median"),
    [
        ([life(1), life(2), life(3), life(4)], 2),
        ([life(1), life(9, End.ONGOING), life(9, End.ONGOING)], None),
        # 6 at risk: 1 of 6 dropped at 6, one leaves; 1 of 4 at 10: (5/6) (3/4) = 0.625; 1 of 2 at 22: 0.31
        ([life(6), life(7, End.ONGOING), life(10), life(11, End.ONGOING), life(22), life(30, End.ONGOING)], 22),
        ([], None),
    ],
)
def test_the_median_life_takes_unfinished_lives_into_account(lives, median):
    assert sum_up(lives).median == median


def test_years_are_counted_between_the_middles_of_what_dates_can_mean():
    assert years_between("2013", "2016") == pytest.approx(3.0, abs=0.01)
    assert years_between("2013-01-01", "2013-07-02") == pytest.approx(0.5, abs=0.01)
    assert years_between("1949-05", "1959-05") == pytest.approx(10.0, abs=0.01)
    assert years_between(None, "2016") is None
    assert years_between("2016-09", "2016") == 0.0


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2016", "2016-01-01 2016-12-31"),
        ("2016-02", "2016-02-01 2016-02-29"),
        ("1900-12", "1900-12-01 1900-12-31"),
        ("1848-03-18", "1848-03-18 1848-03-18"),
    ],
)
def test_a_date_means_a_span_of_days(date, days):
    found = first_and_last_day(date)

    assert found is not None
    assert " ".join(day.isoformat() for day in found) == days


@pytest.mark.parametrize("date", [None, "", "2016-13", "Frühjahr 2016", "9999-12-32"])
def test_what_is_no_date_means_no_day(date):
    assert first_and_last_day(date) is None
