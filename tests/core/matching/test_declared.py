"""The person's word: what `succeeds` declares beats what the texts say, for the step in which it was written."""

from dataclasses import replace

import pytest

from policydiff.core.acceptance import fingerprint_wording
from policydiff.core.catalogue import Demand, Source
from policydiff.core.matching import Grade, Match, Matching, Reason, match

BRIDGE = "Sanierung der kommunalen Brücken im Ruhrgebiet finanzieren"
CABLE = "Eine Seilbahn über den Rhein bauen"
LIST = "Mangelberufsliste prüfen"


def demand(id_: str, text: str, succeeds: tuple[str, ...] | None = None) -> Demand:
    return Demand(id=id_, group="gruppe", text=text, succeeds=succeeds)


def declared(*pairs: Match) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(one.old, one.new) for one in pairs if one.reason is Reason.DECLARED}


def test_a_declared_successor_is_certain_whatever_the_texts_say() -> None:
    found = match([demand("a", BRIDGE)], [demand("b", LIST, ("a",))])
    (one,) = found.matches
    assert (one.old, one.new, one.grade, one.score) == (("a",), ("b",), Grade.CERTAIN, 1.0)
    assert one.continued == (("a", "b"),)


def test_a_declared_pair_with_nothing_in_common_is_suspicious() -> None:
    assert len(match([demand("a", BRIDGE)], [demand("b", LIST, ("a",))]).suspicious) == 1
    assert not match([demand("a", BRIDGE)], [demand("b", "Brücken sanieren", ("a",))]).suspicious
    old, new = "Schuldnerberatungsstellen besser ausstatten", "Überschuldeten durch Beratungsstellen helfen"
    assert not match([demand("a", old)], [demand("b", new, ("a",))]).suspicious


def test_that_both_are_demands_is_nothing_in_common() -> None:
    old, new = demand("a", "Ausbau und Förderung der Musikschulen"), "Ausbau und Förderung der Radwege"
    assert len(match([old], [demand("b", new, ("a",))]).suspicious) == 1
    assert not match([old], [demand("b", "Förderung aller Musikangebote", ("a",))]).suspicious


def test_an_empty_list_says_this_is_new_and_nothing_is_guessed() -> None:
    found = match([demand("a", BRIDGE)], [demand("b", f"{BRIDGE} bis 2030", ())])
    assert found.matches == found.questions == ()


def test_a_demand_declared_new_is_no_part_of_a_split_either() -> None:
    old = [demand("a", f"{BRIDGE}; {CABLE}"), demand("c", LIST)]
    found = match(old, [demand("a", BRIDGE), demand("b", CABLE, ()), demand("c", f"Die {LIST}")])
    assert all("b" not in one.new for one in (*found.matches, *found.questions))


def test_two_demands_that_name_one_id_are_a_split() -> None:
    found = match([demand("a", f"{BRIDGE} und {CABLE}")], [demand("b", BRIDGE, ("a",)), demand("c", CABLE, ("a",))])
    assert declared(*found.matches) == {(("a",), ("b", "c"))}


def test_a_demand_that_names_two_ids_is_a_merge() -> None:
    found = match([demand("a", BRIDGE), demand("b", CABLE)], [demand("c", f"{BRIDGE} und {CABLE}", ("a", "b"))])
    assert declared(*found.matches) == {(("a", "b"), ("c",))}


def test_ids_that_are_not_on_the_old_side_are_left_out() -> None:
    found = match([demand("a", BRIDGE)], [demand("b", BRIDGE, ("gone", "a"))])
    assert declared(*found.matches) == {(("a",), ("b",))}


def test_a_declaration_that_the_old_side_carries_already_was_made_for_an_earlier_step() -> None:
    old = [demand("a", BRIDGE), demand("b", CABLE, ("a",))]
    new = [demand("a", f"{BRIDGE} und Gleise"), demand("b", CABLE, ("a",))]
    found = match(old, new)
    assert {(one.old, one.new, one.reason) for one in found.matches} == {
        (("a",), ("a",), Reason.SAME_ID),
        (("b",), ("b",), Reason.SAME_ID),
    }


def test_a_demand_that_stands_on_beside_what_was_split_off_belongs_to_the_split() -> None:
    old = [demand("a", f"{BRIDGE} und {CABLE}")]
    found = match(old, [demand("a", BRIDGE), demand("b", CABLE, ("a",))])
    (one,) = found.matches
    assert (one.old, one.new, one.continued) == (("a",), ("a", "b"), (("a", "a"),))
    assert found.reused == ()


def test_a_declared_id_that_now_carries_something_else_does_not_belong_to_the_split() -> None:
    found = match([demand("a", BRIDGE)], [demand("a", LIST), demand("b", f"{BRIDGE} bald", ("a",))])
    assert declared(*found.matches) == {(("a",), ("b",))}
    assert found.reused == ("a",)


def test_a_demand_that_took_in_another_continues_itself_too() -> None:
    found = match([demand("a", BRIDGE), demand("b", CABLE)], [demand("a", f"{BRIDGE}; {CABLE}", ("b",))])
    (one,) = found.matches
    assert (one.old, one.new, one.continued) == (("a", "b"), ("a",), (("a", "a"),))


def test_an_exchange_of_ids_can_be_declared() -> None:
    found = match([demand("a", BRIDGE), demand("b", CABLE)], [demand("a", CABLE, ("b",)), demand("b", BRIDGE, ("a",))])
    assert declared(*found.matches) == {(("a",), ("b",)), (("b",), ("a",))}
    assert found.reused == ("a", "b")


def test_a_demand_that_stands_word_for_word_is_not_new_though_a_person_answers_none_about_an_earlier_step() -> None:
    for before, after in ((None, ()), (("weg",), ()), ((), None)):
        found = match([demand("a", BRIDGE, before)], [demand("a", BRIDGE, after)])
        (one,) = found.matches
        assert (one.old, one.new, one.reason) == (("a",), ("a",), Reason.SAME_ID)
        assert found.reused == ()


def test_a_reused_id_can_be_declared_new() -> None:
    found = match([demand("a", BRIDGE)], [demand("a", f"{BRIDGE} bis 2030", ())])
    assert found.matches == ()
    assert found.reused == ("a",)


def test_a_declaration_carried_along_a_new_id_was_made_for_an_earlier_step() -> None:
    for said in ((), ("b",), ("weg",)):
        old = [demand("a", BRIDGE, said), demand("b", CABLE)]
        found = match(old, [demand("neu", BRIDGE, said), demand("b", CABLE)])
        assert {(one.old, one.new, one.reason) for one in found.matches} == {
            (("a",), ("neu",), Reason.IDENTICAL_TEXT),
            (("b",), ("b",), Reason.SAME_ID),
        }


ASKED = "Eine Seilbahn über den Rhein prüfen"


def said(text: str, succeeds: tuple[str, ...] | None, of: str | None = None) -> Demand:
    said_of = fingerprint_wording(demand("b", of)) if of else None
    return replace(demand("b", text, succeeds), said_of=said_of)


@pytest.mark.parametrize("ids", [("b",), ("a",), ("a", "b"), ()])
def test_what_is_said_again_of_another_wording_is_no_declaration_carried_along(ids: tuple[str, ...]) -> None:
    bridge = demand("a", BRIDGE)
    kept = [] if "a" in ids else [bridge]
    for before in (said(CABLE, ids), said(CABLE, ids, of=CABLE), said(CABLE, ids, of=ASKED)):
        carried = match([bridge, before], [*kept, replace(before, text=f"{LIST} und {CABLE}")])
        assert not declared(*carried.matches)
        again = match([bridge, before], [*kept, said(ASKED, ids, of=ASKED)])
        assert {id_ for olds, _ in declared(*again.matches) for id_ in olds} == {*ids, *(("b",) if ids else ())}
        assert ("b" in again.reused) is (not ids)


def test_what_is_put_right_in_a_wording_takes_nothing_away_that_was_said_of_it() -> None:
    found = match([said(CABLE, ("b",))], [said(f"{ASKED} lassen", ("b",), of=ASKED)])
    assert declared(*found.matches) == {(("b",), ("b",))}


def test_a_link_between_two_demands_that_stand_unchanged_is_about_an_earlier_step() -> None:
    old = [demand("a", BRIDGE), demand("b", CABLE)]
    found = match(old, [demand("a", BRIDGE), demand("b", CABLE, ("a",))])
    assert {(one.old, one.new) for one in found.matches} == {(("a",), ("a",)), (("b",), ("b",))}


def test_an_unchanged_demand_can_be_declared_to_cover_one_that_goes() -> None:
    found = match([demand("a", BRIDGE), demand("b", CABLE)], [demand("b", CABLE, ("a",))])
    (one,) = found.matches
    assert (one.old, one.new, one.continued) == (("a", "b"), ("b",), (("b", "b"),))


def test_demands_that_stand_are_not_taken_for_each_other_where_they_are_declared_crosswise() -> None:
    old = [demand("a", BRIDGE), demand("b", CABLE)]
    found = match(old, [demand("a", BRIDGE, ("b",)), demand("b", f"{CABLE} lassen", ("a",))])
    assert not found.reused
    assert {(one.old, one.new) for one in found.suspicious} == {(("a",), ("b",)), (("b",), ("a",))}
    (one,) = found.matches
    assert one.continued == (("a", "a"), ("b", "b"))
    swapped = match(old, [demand("a", f"{CABLE} lassen", ("b",)), demand("b", BRIDGE, ("a",))])
    assert swapped.reused == ("a", "b")


SCHOOLS = """
Senkung der Klassengröße an Grundschulen auf höchstens 20 Kinder
Gebührenfreier Kindergartenbesuch im letzten Jahr vor der Einschulung
Erhalt aller Schulstandorte im ländlichen Raum
Gründung einer Fachhochschule für maritime Berufe in Lindhafen
Bessere Ausstattung der Volkshochschulen und der öffentlichen Büchereien sowie Ausbau der Fahrbüchereien im ländlichen Raum
Jede Gemeinde soll eine Ganztagsschule erreichbar machen; höchstens 10 Kilometer Schulweg
Anbindung der Jugendherbergen an den Linienverkehr am Wochenende
"""
SCHOOLS_ANEW = """
Grundschulklassen sollen höchstens 20 Kinder haben
Das letzte Kindergartenjahr vor der Einschulung soll gebührenfrei sein
Auf dem Land darf kein Schulstandort geschlossen werden
Lindhafen soll eine Fachhochschule für maritime Berufe bekommen
Volkshochschulen und öffentliche Büchereien sollen besser ausgestattet und die Fahrbüchereien auf dem Land ausgebaut werden
Ganztagsschulen sollen aus jeder Gemeinde erreichbar sein, mit einem Schulweg von höchstens 10 Kilometern
Niederdeutsch soll an allen weiterführenden Schulen als Wahlfach angeboten werden
"""


def read_paper(letter: str, text: str) -> list[Demand]:
    lines = text.strip().splitlines()
    return [
        Demand(id=f"{letter}{place}", group="schule", text=line, source=Source(position=place))
        for place, line in enumerate(lines, start=1)
    ]


def take_in(found: Matching, new: list[Demand], *, presumed: bool) -> list[Demand]:
    """Return the new demands under the ids that an import gives them, matches declared or presumed."""
    olds = {one.new[0]: one.old for one in found.matches}
    return [
        replace(one, id=olds[one.id][0], succeeds=olds[one.id], presumed=olds[one.id] if presumed else ())
        if one.id in olds
        else one
        for one in new
    ]


def test_what_an_import_presumed_changes_no_question_and_keeps_its_score() -> None:
    old, new = read_paper("o", SCHOOLS), read_paper("n", SCHOOLS_ANEW)
    before = match(old, new)
    after = match(old, take_in(before, new, presumed=True))
    assert [(one.old, one.new) for one in before.questions] == [(("o3",), ("n3",))]
    assert after.questions == before.questions
    assert {one.old: one.score for one in after.matches} == {one.old: one.score for one in before.matches}
    assert {one.reason for one in after.matches} == {Reason.PRESUMED}


def test_no_other_pair_falls_when_a_person_confirms_those_that_were_found() -> None:
    old, new = read_paper("o", SCHOOLS), read_paper("n", SCHOOLS_ANEW)
    found = match(old, new)
    confirmed = [replace(one, id=f"x{one.id}") for one in new]  # under ids that say nothing
    confirmed = take_in(match(old, confirmed), confirmed, presumed=False)
    for place in range(len(new)):
        some = [confirmed[number] if number < place else new[number] for number in range(len(new))]
        held = {one.old for one in (*match(old, some).matches, *match(old, some).questions)}
        assert {one.old for one in (*found.matches, *found.questions)} <= held


def test_a_part_of_a_declared_pair_is_asked_about_and_never_taken_for_one() -> None:
    old = [demand("a", f"{BRIDGE} und {CABLE}")]
    for presumed in ((), ("a",)):
        new = [replace(demand("a", BRIDGE, ("a",)), presumed=presumed), demand("b", CABLE)]
        found = match(old, new)
        assert [(one.old, one.new) for one in found.matches] == [(("a",), ("a",))]
        assert [(one.old, one.new) for one in found.questions] == [(("a",), ("a", "b"))]


def test_whoever_declares_what_a_demand_continues_is_asked_of_no_merger_with_it() -> None:
    old = [demand("a", BRIDGE), demand("b", CABLE)]
    for succeeds, asked in ((None, 0), (("a",), 0), (("a",), 1)):
        presumed = ("a",) if asked else ()
        found = match(old, [replace(demand("a", f"{BRIDGE} und {CABLE}", succeeds), presumed=presumed)])
        assert len(found.questions) == asked
        assert [one.old for one in found.matches] == [("a", "b") if succeeds is None else ("a",)]


def test_what_a_second_import_presumes_of_the_same_id_is_about_its_own_step() -> None:
    old = [demand("a", "Jede Schule bekommt eine Fachkraft für Schulsozialarbeit", succeeds=("a",))]
    now = demand("a", "An jeder Schule gibt es eine Fachkraft für Sanitätsdienste", succeeds=("a",))
    new = [replace(now, presumed=("a",))]
    (found,) = match(old, new).matches
    assert (found.grade, found.reason) == (Grade.PROBABLE, Reason.PRESUMED)
