"""Roll-ups: one edit made in many demands is told once."""

from dataclasses import replace
from random import Random
from time import process_time

from policydiff.core.changes import Kind
from policydiff.core.report import Fate
from policydiff.core.rollups import LEAST_DEMANDS
from policydiff.core.rules import Severity
from tests.policies import BRIDGES, CYCLING, LIBRARIES, MUSIC, SCHOOLS, demand, report

TEXTS = (SCHOOLS, BRIDGES, LIBRARIES, CYCLING, MUSIC)
MANY = [demand(f"d{place}", text, position=place) for place, text in enumerate(TEXTS, start=1)]


def with_addressees(demands, *addressees):
    return [replace(one, addressees=addressees) for one in demands]


def test_one_addressee_added_to_many_demands_is_told_once():
    found = report(MANY, with_addressees(MANY, "land", "bund"))
    (rollup,) = found.rollups
    assert (rollup.kind, rollup.old, rollup.new) == (Kind.REASSIGNED, (), ("bund",))
    assert rollup.demands == ("d1", "d2", "d3", "d4", "d5")
    assert [finding.rule for finding in rollup.findings] == ["addressee-joined"]
    assert found.rolled_up == len(MANY)
    assert found.fates[Fate.CHANGED] == len(MANY)  # the balance stays whole


def test_the_same_words_exchanged_in_many_demands_are_told_once_whatever_their_endings():
    old = [
        demand("a", "Der Benutzer öffentlicher Bibliotheken braucht sonntags offene Türen", position=1),
        demand("b", "Die Rechte der Benutzer von Schwimmbädern stärken", position=2),
        demand("c", "Den Benutzern des Nahverkehrs kostenloses Internet anbieten", position=3),
    ]
    new = [
        demand("a", "Die Benutzenden öffentlicher Bibliotheken braucht sonntags offene Türen", position=1),
        demand("b", "Die Rechte der Benutzenden von Schwimmbädern stärken", position=2),
        demand("c", "Den Benutzenden des Nahverkehrs kostenloses Internet anbieten", position=3),
    ]
    found = report(old, new)
    assert [set(rollup.demands) for rollup in found.rollups] == [{"a", "b", "c"}]


def test_a_demand_with_further_changes_stays_in_the_headline():
    new = with_addressees(MANY, "land", "bund")
    new[0] = replace(new[0], text=new[0].text.replace("Stadtteilen", "Gemeinden"))
    found = report(MANY, new)
    assert "d1" in found.rollups[0].demands
    assert [entry.new[0].id for entry in found.entries if not entry.is_rolled_up] == ["d1"]
    assert (found.rolled_up, found.substantive[Fate.CHANGED]) == (len(MANY) - 1, 1)


def test_few_are_not_many():
    few = LEAST_DEMANDS - 1
    found = report(MANY, [*with_addressees(MANY[:few], "land", "bund"), *MANY[few:]])
    assert (found.rollups, found.rolled_up) == ((), 0)


def test_a_heavy_edit_stays_heavy_when_it_is_rolled_up():
    found = report(with_addressees(MANY, "land", "bund"), with_addressees(MANY, "land"))
    assert found.rollups[0].severity is Severity.MAJOR


def test_dropped_and_added_demands_are_never_rolled_up():
    assert report(MANY, []).rollups == ()
    assert report([], MANY).rollups == ()


def test_an_id_that_changed_too_is_told_by_itself():
    new = [replace(one, id=f"new-{one.id}") for one in with_addressees(MANY, "land", "bund")]
    found = report(MANY, new)
    assert found.rollups
    assert not any(entry.is_rolled_up for entry in found.entries)


def test_new_ids_alone_are_told_once_and_counted_apart():
    new = [replace(one, id=f"new-{one.id}") for one in MANY]
    new[0] = replace(new[0], text=new[0].text.replace("Stadtteilen", "Gemeinden"))
    found = report(MANY, new)
    (rollup,) = found.rollups
    assert (rollup.kind, rollup.old) == (Kind.RENAMED, ("d2", "d3", "d4", "d5"))
    assert rollup.new == rollup.demands == ("new-d2", "new-d3", "new-d4", "new-d5")
    assert [entry.new[0].id for entry in found.entries if not entry.is_rolled_up] == ["new-d1"]  # reworded, too
    assert (found.only_renamed, found.rolled_up, found.fates[Fate.CHANGED]) == (4, 4, 5)


def test_few_new_ids_are_told_one_by_one_and_still_counted():
    new = [replace(one, id=f"new-{one.id}") if one.id in ("d1", "d2") else one for one in MANY]
    found = report(MANY, new)
    assert (found.rollups, found.rolled_up, found.only_renamed) == ((), 0, 2)


def test_of_two_edits_that_always_go_together_each_has_the_rules_of_its_own_words():
    places = ("Häfen", "Museen", "Theatern", "Mooren")
    old = [demand(f"d{at}", f"Benutzer von {place} müssen gehört werden") for at, place in enumerate(places)]
    new = [demand(f"d{at}", f"Benutzende von {place} sollen gehört werden") for at, place in enumerate(places)]
    found = report(old, new)
    assert [(rollup.old, [finding.rule for finding in rollup.findings]) for rollup in found.rollups] == [
        (("müssen",), ["binding-weakened"]),
        (("Benutzer",), ["wording-editorial"]),
    ]
    assert found.rolled_up == len(places)


def test_one_verb_in_both_numbers_is_one_edit():
    old = [
        demand("a", "Brücken müssen saniert werden"),
        demand("b", "Das Land muss Museen öffnen"),
        demand("c", "Theater müssen bleiben"),
    ]
    new = [replace(one, text=one.text.replace("müssen", "sollen").replace("muss", "soll")) for one in old]
    (rollup,) = report(old, new).rollups
    assert rollup.demands == ("a", "b", "c")


def test_a_demand_in_which_the_same_edit_means_something_else_is_told_by_itself_and_leaves_the_roll_up_whole():
    old = [demand(f"d{at}", f"{text} bis 2025") for at, text in enumerate(TEXTS)]
    old[4] = demand("d4", f"{MUSIC} nach § 2025 des Schulgesetzes")
    new = [replace(one, text=one.text.replace("2025", "2030")) for one in old]
    found = report(old, new)
    (rollup,) = found.rollups
    assert [finding.rule for finding in rollup.findings] == ["deadline-later"]
    assert [entry.new[0].id for entry in found.entries if not entry.is_rolled_up] == ["d4"]


def test_a_long_text_full_of_figures_is_compared_in_time():
    chance = Random(1)
    old, new = (" ".join(f"wort{chance.randrange(300)}" for _ in range(12_000)) for _ in range(2))
    began = process_time()

    found = report([demand("a", old)], [demand("a", new)])

    assert process_time() - began < 12
    assert found.fates[Fate.CHANGED] == 1
