"""Passages that go from one demand into another while both live on, or come and go; all texts are invented."""

from dataclasses import replace
from time import process_time

import pytest

from policydiff.core.carried import find_carried
from policydiff.core.catalogue import Demand, Source
from policydiff.core.changes import Added, Change, Dropped
from policydiff.core.lexicon import load_lexicon
from policydiff.core.report import Entry
from tests.policies import BRIDGES, MUSIC, SCHOOLS, demand, report

PATHS = "Radwege entlang der Landesstraßen werden asphaltiert"
PARKING = "Der Bund fördert Fahrradparkhäuser an Bahnhöfen"


def carried(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Return what was carried between catalogues that hold these texts by id, beside others that stand."""
    standing = (demand("musik", MUSIC), demand("schulen", SCHOOLS))
    sides = ([*standing, *(demand(id, text) for id, text in texts.items())] for texts in (old, new))
    return [(one.old, one.new, one.old_clause, one.new_clause) for one in report(*sides).carried]


def test_a_sentence_that_moves_between_two_demands_that_live_on_is_told() -> None:
    assert carried(
        {"bruecken": f"{BRIDGES}. {PATHS}.", "parken": f"{PARKING}."},
        {"bruecken": f"{BRIDGES}.", "parken": f"{PARKING}. {PATHS}."},
    ) == [("bruecken", "parken", f"{PATHS}.", f"{PATHS}.")]


def test_clauses_that_went_side_by_side_are_one_passage() -> None:
    both = "Radwege entlang der Landesstraßen werden asphaltiert und Ampeln an Kreuzungen auf Radverkehr umgestellt"
    assert carried(
        {"bruecken": f"{BRIDGES}. {both}.", "parken": f"{PARKING}."},
        {"bruecken": f"{BRIDGES}.", "parken": f"{PARKING}. {both}."},
    ) == [("bruecken", "parken", f"{both}.", f"{both}.")]


def test_other_forms_and_another_order_of_the_words_are_the_same() -> None:
    turned = "entlang einer Landesstraße wird ein Radweg asphaltiert"
    ((*_, old, new),) = carried(
        {"bruecken": f"{BRIDGES}. {PATHS}.", "parken": f"{PARKING}."},
        {"bruecken": f"{BRIDGES}.", "parken": f"{PARKING}; {turned}."},
    )
    assert (old, new) == (f"{PATHS}.", f"{turned}.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{PATHS}.", "Radwege entlang der Landesstraßen werden nicht asphaltiert."),
        ("Radwege entlang der Landesstraßen kosten 20 Millionen Euro.", "Radwege entlang der Landesstraßen kosten 10 Millionen Euro."),
        ("Das steht im Fachgesetz.", "Das steht im Fachgesetz."),
        (f"{PATHS}.", "Radwege entlang der Bundesstraßen werden beleuchtet und begrünt."),
    ],
    ids=["a denial came", "another figure", "what any text may say", "another matter"],
)  # fmt: skip
def test_what_says_something_else_or_next_to_nothing_is_not_told(old: str, new: str) -> None:
    assert not carried(
        {"bruecken": f"{BRIDGES}. {old}", "parken": f"{PARKING}."},
        {"bruecken": f"{BRIDGES}.", "parken": f"{PARKING}. {new}"},
    )


def test_what_stands_on_or_is_said_more_than_once_is_not_told() -> None:
    stays = {"bruecken": f"{BRIDGES}. {PATHS}.", "parken": f"{PARKING}."}
    assert not carried(stays, {"bruecken": f"{BRIDGES} bis 2030. {PATHS}.", "parken": f"{PARKING}. {PATHS}."})
    twice = {**stays, "licht": f"Straßen beleuchten. {PATHS}."}
    assert not carried(
        twice, {"bruecken": f"{BRIDGES}.", "parken": f"{PARKING}. {PATHS}.", "licht": "Straßen hell beleuchten."}
    )


def test_a_passage_of_a_demand_that_goes_is_told_where_it_stands_now() -> None:
    gone = f"Jedem Dorf einen Bürgerbus geben. Rufbusse nach Mitternacht anbieten. {PATHS}."
    found = carried({"dorf": gone, "parken": f"{PARKING}."}, {"parken": f"{PARKING} mit Ladestationen. {PATHS}."})
    assert [(old, new) for old, new, *_ in found] == [("dorf", "parken")]


def test_what_demands_say_that_stand_unchanged_is_not_told() -> None:
    usual = "Die Kosten trägt dauerhaft der Landeshaushalt"
    old = {"bruecken": f"{BRIDGES}. {usual}.", "parken": f"{PARKING}."}
    new = {"bruecken": f"{BRIDGES}.", "parken": f"{PARKING}. {usual}."}
    assert [one for one, *_ in carried(old, new)] == ["bruecken"]
    said = {"licht": f"Straßen beleuchten. {usual}."}
    assert carried(old | said, new | said) == []


def test_what_a_demand_says_whose_words_stand_is_not_told_wherever_it_stands_in_the_paper() -> None:
    usual = "Die Kosten trägt dauerhaft der Landeshaushalt"
    old = [demand("bruecken", f"{BRIDGES}. {usual}.", position=1), demand("parken", f"{PARKING}.", position=2)]
    new = [demand("bruecken", f"{BRIDGES}.", position=1), demand("parken", f"{PARKING}. {usual}.", position=2)]
    assert len(report(old, new).carried) == 1
    said = demand("licht", f"Straßen beleuchten. {usual}.")
    assert report([*old, said], [*new, said]).carried == ()
    assert report([*old, said], [*new, replace(said, addressees=("bund",))]).carried == ()
    assert report([*old, said], [*new, replace(said, source=Source(position=7))]).carried == ()


def test_what_others_say_too_is_told_where_it_went_along_with_more() -> None:
    usual, more = "Die Kosten trägt dauerhaft der Landeshaushalt", "Ampeln an Kreuzungen erkennen Fahrräder von weitem"
    said = {"licht": f"Straßen beleuchten. {usual}."}
    told = f"{PATHS}. {usual}. {more}."
    old = {"bruecken": f"{BRIDGES}. {told}", "parken": f"{PARKING}.", **said}
    new = {"bruecken": f"{BRIDGES}.", "parken": f"{PARKING}. {told}", **said}
    assert carried(old, new) == [("bruecken", "parken", told, told)]


def test_a_sentence_that_every_demand_says_with_another_figure_takes_no_time() -> None:
    said = "Die Landesregierung wertet die Maßnahme im Jahr {} zum Ende der Wahlperiode öffentlich aus."
    sides = [[demand(f"{side}{year}", f"{said.format(year)}") for year in range(1000, 1800)] for side in ("alt", "neu")]
    entries = [_entry(old=(one,), changes=(Dropped(),)) for one in sides[0]]
    entries += [_entry(new=(one,), changes=(Added(),)) for one in sides[1]]
    lexicon, started = load_lexicon("de"), process_time()
    assert find_carried(entries, lexicon) == ()
    assert process_time() - started < 5


def _entry(*, old: tuple[Demand, ...] = (), new: tuple[Demand, ...] = (), changes: tuple[Change, ...]) -> Entry:
    return Entry(old=old, new=new, changes=changes, grade=None, reason=None, score=None)


def test_a_passage_does_not_go_from_an_id_to_the_same_id_that_carries_another_demand() -> None:
    old, new = demand("a", f"{BRIDGES}. {PATHS}."), demand("a", f"{PARKING}. {PATHS}.", succeeds=())
    told = report([old], [new])
    assert [one.new.id for one in told.alarms] == ["a"]
    assert told.carried == ()


def test_nothing_is_carried_where_nothing_changed() -> None:
    same = (demand("bruecken", f"{BRIDGES}. {PATHS}."), demand("parken", f"{PARKING}. {PATHS}."))
    assert find_carried(report(same, same).entries, load_lexicon("de")) == ()
