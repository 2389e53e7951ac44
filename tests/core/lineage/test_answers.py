"""What history, blame, timelines and figures say of small invented chronicles."""

from dataclasses import replace

import pytest

from policydiff.core.catalogue import WorkingGroup
from policydiff.core.changes import Kind, Reassigned, Reworded, Split
from policydiff.core.lineage import Chronicle, LinkKind, Node, trace
from policydiff.core.lineage.dates import first_and_last_day, years_between
from policydiff.core.lineage.histories import Heir, tell_history, tell_station
from policydiff.core.lineage.origins import blame
from policydiff.core.lineage.statistics import End, Life, count, list_lives, sum_up
from policydiff.core.lineage.timelines import Sign, draw_timeline
from policydiff.core.report import Fate, Origin
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


BOTH = demand("ab", f"{SCHOOLS}. {LIBRARIES}.")
"""A demand whose split keeps its id nowhere, and whose parts are merged again under another one."""


def parted(*, again="ab"):
    parts = [demand("a", SCHOOLS, succeeds=("ab",)), demand("c", LIBRARIES, succeeds=("ab",))]
    merged = replace(BOTH, id=again, succeeds=("a", "c"))
    return chronicle([("1949", [BOTH, B]), ("1957", [*parts, B]), ("1969", [merged, B]), ("1983", [merged, B])])


@pytest.mark.parametrize(
    ("asked", "own", "since", "until"),
    [
        (Node("1949", "ab"), ("1949",), None, "1983"),
        (Node("1957", "a"), ("1957",), "1949", "1983"),
        (Node("1983", "neu"), ("1969", "1983"), "1949", None),
        (Node("1969", "b"), ("1949", "1957", "1969", "1983"), None, None),
    ],
)
def test_a_demand_is_itself_in_some_editions_and_in_others_only_in_parts(asked, own, since, until):
    found = tell_history(parted(again="neu"), asked).presence

    assert (found.own, found.since, found.until) == (own, since, until)


def test_a_history_is_the_same_whichever_edition_it_is_asked_for_by():
    merged = demand("neu", f"{SCHOOLS}. {LIBRARIES}.", succeeds=("a", "c"))
    later = replace(merged, id="a", succeeds=("neu",))
    told = chronicle([("2001", [demand("c", LIBRARIES)]), ("2002", [demand("a", SCHOOLS), demand("c", LIBRARIES)])])
    assert tell_history(told, Node("2001", "c")).stations == tell_history(told, Node("2002", "c")).stations
    told = chronicle([("2002", [demand("a", SCHOOLS), demand("c", LIBRARIES)]), ("2003", [merged]), ("2004", [later])])
    assert [one.node for one in tell_history(told, Node("2003", "neu")).stations] == [
        one.node for one in tell_history(told, Node("2004", "a")).stations
    ]


def test_where_a_split_kept_no_id_it_is_told_which_part_lives_on():
    told = parted(again="neu")
    parts = [one for one in tell_history(told, Node("1957", "a")).stations if one.node.edition == "1957"]
    [merged] = [one for one in tell_history(told, Node("1969", "neu")).stations if one.node.edition == "1969"]

    assert [one.heirs for one in parts] == [(Heir(LinkKind.SPLIT, Node("1949", "ab"), None),)]
    assert merged.heirs == (Heir(LinkKind.MERGED, None, Node("1969", "neu")),)


def test_where_the_machine_found_the_split_the_part_that_fits_best_lives_on():
    whole = demand("ab", f"{SCHOOLS}; {LIBRARIES}")
    parts = [demand("a", SCHOOLS), demand("c", LIBRARIES)]
    told = chronicle([("1949", [whole, B]), ("1957", [*parts, B])])
    [heir] = tell_station(told, Node("1957", "a"), told.demands()).heirs

    assert heir.new is not None
    assert told.lineage.threads[heir.new] == told.lineage.threads[Node("1949", "ab")] == "ab"


def test_where_an_id_was_kept_nothing_more_is_told_of_it():
    parts = [demand("ab", SCHOOLS, succeeds=("ab",)), demand("c", LIBRARIES, succeeds=("ab",))]
    told = chronicle([("1949", [BOTH, B]), ("1957", [*parts, B])])

    assert tell_station(told, Node("1957", "c"), told.demands()).heirs == ()


def test_a_merger_names_all_its_sources_though_not_all_were_read():
    told = parted(again="neu")
    read = {node: one for node, one in told.demands().items() if node != Node("1957", "c")}
    station = tell_station(told, Node("1969", "neu"), read)

    assert [link.old for link in station.sources] == [Node("1957", "a"), Node("1957", "c")]
    assert [one.link.old for one in station.descents] == [Node("1957", "a")]
    assert not station.is_unchanged


def test_what_a_split_means_is_told_of_all_its_parts_together():
    denied, weighed = "Keine Kürzung der Zuweisungen an die Städte", "stärkere Gewichtung der Soziallasten im Ausgleich"
    whole = demand("ganz", f"{denied}, {weighed} sowie Einführung einer Umlage für reiche Gemeinden")
    parts = [demand("teil-1", denied, succeeds=("ganz",)), demand("teil-2", weighed, succeeds=("ganz",))]
    told = chronicle([("1957", [whole, B]), ("1969", [*parts, B])])

    for part in parts:
        [descent] = tell_station(told, Node("1969", part.id), told.demands()).descents
        [split] = [one for one in descent.changes if isinstance(one, Split)]
        assert [one.text for one in split.dropped] == ["sowie Einführung einer Umlage für reiche Gemeinden"]
        assert "negation-removed" not in {one.rule for one in split.signals}
        assert [one.signals for one in descent.changes if isinstance(one, Reworded)] == [()]


def test_a_merger_is_told_against_all_that_it_comes_from():
    told = parted(again="neu")
    station = tell_station(told, Node("1969", "neu"), told.demands())

    assert station.merger
    assert [one.id for one in station.merger.old] == ["a", "c"]
    assert [one.id for one in station.merger.new] == ["neu"]
    assert all(tell_station(told, node, told.demands()).merger is None for node in told.demands() if node.id != "neu")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((("land",), ("kommunen",)), ([((), ("kommunen",))], [((), ("land",))])),
        ((("land", "kommunen"), ()), ([], [((), ("kommunen", "land"))])),
        ((("land", "bund"), ("bund",)), ([(("bund",), ("kommunen",))], [(("bund",), ("kommunen", "land"))])),
    ],
)
def test_whom_each_part_of_a_split_asks_is_told_of_this_part(asked, expected):
    whole = demand("a", f"{SCHOOLS}. {LIBRARIES}.", addressees=("land", "kommunen"))
    texts = zip(("a", "c"), (SCHOOLS, LIBRARIES), asked, strict=True)
    parts = [demand(id, text, addressees=keys, succeeds=("a",)) for id, text, keys in texts]
    told = chronicle([("1957", [whole]), ("1969", parts)])

    for part, own in zip(parts, expected, strict=True):
        [descent] = tell_station(told, Node("1969", part.id), told.demands()).descents
        assert [(one.joined, one.left) for one in descent.changes if isinstance(one, Reassigned)] == own
    [row] = [row for row in draw_timeline(told).rows if row.thread == "a"]
    assert (Kind.REASSIGNED in row.cells[1].kinds) is bool(expected[0])


def test_a_sentence_that_went_into_another_part_is_not_told_to_be_struck():
    both = demand("a", f"{SCHOOLS}. {LIBRARIES}.")
    parts = [demand("a", SCHOOLS, succeeds=("a",)), demand("c", LIBRARIES, succeeds=("a",))]
    told = chronicle([("2013", [both, B]), ("2016", [*parts, B])])
    [descent] = tell_history(told, Node("2016", "a")).stations[-1].descents

    assert [one.lost for one in descent.changes if isinstance(one, Reworded)] == [()]


@pytest.mark.parametrize("turned", [False, True])
def test_what_it_means_that_several_demands_are_back_is_told_of_all_together(turned):
    parts = [demand("a", f"{SCHOOLS} für 900 Euro"), demand("c", f"{LIBRARIES} für 400 Euro")]
    both = demand("a", f"{SCHOOLS} für 900 Euro. {LIBRARIES} für 300 Euro.", addressees=("bund", "land"))
    old, new = ([both], parts) if turned else (parts, [both])
    told = chronicle([("2013", [*old, B]), ("2016", [B]), ("2021", [*new, B])])
    descents = tell_history(told, Node("2021", "a")).stations[-1].descents

    assert len(descents) == (1 if turned else 2)
    for one in descents:
        signals = [(found.old, found.new) for change in one.changes for found in getattr(change, "signals", ())]
        assert signals == [("300 Euro", "400 Euro") if turned else ("400 Euro", "300 Euro")]
        [asked] = [change for change in one.changes if isinstance(change, Reassigned)]
        assert (asked.joined, asked.left) == (((), ("bund",)) if turned else (("bund",), ()))


@pytest.mark.parametrize("kept", [True, False])
def test_what_is_back_in_one_demand_says_what_any_of_several_lost(kept):
    lost = "Musikschulen erhalten jährlich Zuschüsse für Instrumente"
    old = [demand("a", SCHOOLS), demand("c", lost if kept else f"{LIBRARIES}. {lost}.")]
    new = demand("a", SCHOOLS if kept else f"{SCHOOLS}. {LIBRARIES}.", succeeds=("a", "c"))
    station = tell_history(chronicle([("2013", [*old, B]), ("2016", [B]), ("2021", [new, B])]), Node("2021", "a"))

    back = station.stations[-1].back
    assert back
    assert [one.rstrip(".") for one in back.lost] == [lost]
    assert not station.stations[0].back


def test_a_split_of_which_not_all_was_read_tells_no_signals():
    told = parted(again="neu")
    read = {node: one for node, one in told.demands().items() if node != Node("1957", "c")}
    [descent] = tell_station(told, Node("1969", "neu"), read).descents
    assert all(one.kind is not Kind.MERGED for one in descent.changes)
    assert [one.signals for one in descent.changes if isinstance(one, Reworded)] == [()]


def test_a_sign_that_is_no_word_is_no_passage_of_its_own():
    told = chronicle([("2013", [demand("a", "Schulen bauen")]), ("2016", [demand("a", "Schulen bauen;")])])
    [passage] = blame(told, Node("2016", "a")).passages

    assert (passage.text, passage.origin, passage.words) == ("Schulen bauen;", Node("2013", "a"), 2)


def test_a_text_without_words_has_one_passage():
    told = chronicle([("2013", [demand("a", "– ;")])])

    assert [(one.text, one.words) for one in blame(told, Node("2013", "a")).passages] == [("– ;", 0)]


def test_every_word_comes_from_the_edition_that_brought_it():
    told = chronicle(
        [("2013", [demand("a", SCHOOLS)]), ("2016", [demand("a", LONGER)]), ("2021", [demand("a", LONGEST)])]
    )
    found = blame(told, Node("2021", "a"))

    assert [(one.text.strip(), one.origin.edition) for one in found.passages][:3] == [
        ("Ganztagsschulen", "2013"),
        ("und Kitas", "2016"),
        ("in allen Stadtteilen einrichten, dauerhaft finanzieren", "2013"),
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


def test_several_demands_that_are_back_as_one_are_no_merger_in_a_timeline():
    old, new = [demand("a", SCHOOLS), demand("c", LIBRARIES)], demand("n", f"{SCHOOLS}. {LIBRARIES}.")
    told = chronicle([("2013", [*old, B]), ("2016", [B]), ("2021", [replace(new, succeeds=("a", "c")), B])])
    [sign] = [row.cells[-1].sign for row in draw_timeline(told).rows if row.cells[-1].node == Node("2021", "n")]
    assert sign is Sign.REINSTATED


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


@pytest.mark.parametrize(
    ("changed", "sign"),
    [
        ({"id": "neu"}, Sign.RENAMED),
        ({"title": "Schulen"}, Sign.ANNOTATED),
        ({"id": "neu", "title": "Schulen"}, Sign.RENAMED),
        ({"id": "neu", "addressees": ("bund",)}, Sign.REASSIGNED),
        ({}, Sign.KEPT),
    ],
)
def test_unchanged_is_only_what_the_books_call_unchanged(changed, sign):
    a = demand("a", SCHOOLS)
    told = chronicle([("2013", [a, B]), ("2016", [replace(a, **changed), B])])

    assert signs(told, "a")[1] is sign
    assert count(told).books[1].origins[Origin.UNCHANGED] == (2 if sign is Sign.KEPT else 1)


def test_a_demand_that_lives_on_in_others_alone_is_passed_on():
    merged = demand("a", f"{SCHOOLS}. {LIBRARIES}.", succeeds=("a", "c"))
    told = chronicle([("2013", [demand("a", SCHOOLS), demand("c", LIBRARIES)]), ("2016", [merged])])

    assert signs(told, "c") == [Sign.FIRST, Sign.PASSED_ON]
    assert signs(told, "a") == [Sign.FIRST, Sign.MERGED]
    assert {life.thread: life.end for life in list_lives(told)} == {"a": End.ONGOING, "c": End.PASSED_ON}


def test_of_several_that_became_several_the_books_count_what_a_report_counts():
    parts = [demand("x", "Radwege bauen", succeeds=("a",)), demand("y", "Züge fördern", succeeds=("a", "b"))]
    told = chronicle([("2001", [demand("a", "Radwege bauen und Züge fördern"), demand("b", "Züge")]), ("2002", parts)])
    first, last = count(told).books

    assert {fate: times for fate, times in first.fates.items() if times} == {Fate.SPLIT: 2}
    assert {origin: times for origin, times in last.origins.items() if times} == {Origin.MERGED: 2}


def test_who_gained_and_who_lost_is_counted_from_step_to_step():
    a = demand("a", SCHOOLS, addressees=("land",))
    told = chronicle([("2013", [a, B]), ("2016", [replace(a, addressees=("bund",), group="verkehr"), B])])
    found = count(told)

    assert [(one.demands, one.gained, one.lost) for one in found.addressees["bund"]] == [(0, 0, 0), (1, 1, 0)]
    assert [(one.demands, one.gained, one.lost) for one in found.addressees["land"]] == [(2, 0, 0), (1, 0, 1)]
    assert [(one.demands, one.gained, one.lost) for one in found.groups["verkehr"]] == [(0, 0, 0), (1, 1, 0)]


def test_who_survived_is_counted_for_every_group_and_addressee():
    a = demand("a", SCHOOLS, addressees=("land",))
    told = chronicle([("2013", [a, B, demand("c", LIBRARIES)]), ("2016", [replace(a, addressees=("bund",)), B])])
    found = count(told)

    assert [(one.demands, one.surviving) for one in found.groups["bildung"]] == [(3, 2), (2, 2)]
    assert [(one.demands, one.surviving) for one in found.addressees["land"]] == [(3, 2), (1, 1)]


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
