"""What stands unchanged beside what changed: it tells what every demand of a catalogue says. All texts are invented."""

from time import process_time

import pytest

from policydiff.core.catalogue import Demand
from policydiff.core.comparison import CONTEXT, Version, choose_context, match_versions
from policydiff.core.matching import Grade, Matching
from tests.policies import BRIDGES, MUSIC, catalogue, demand

STANDING = (
    "Waffenverbotszonen in Innenstädten auszuweisen",
    "das Versammlungsrecht liberaler zu fassen",
    "Einbürgerungen binnen sechs Monaten zu bearbeiten",
    "Schulwege mit Ampeln zu sichern",
    "die Feuerwehren mit Drohnen auszustatten",
    "Radwege an Landesstraßen zu bauen",
    "den Offenen Ganztag auszubauen",
    "Hebammen besser zu vergüten",
    "Krankenhäuser auf dem Land zu erhalten",
    "Moore wiederzuvernässen",
    "die Grunderwerbsteuer zu senken",
    "Tierheime finanziell zu unterstützen",
)
FORMULAS = (
    "{}",
    "Die Landesregierung wird aufgefordert, {}",
    "Wir fordern, künftig {}",
)
AIRPORTS = (
    "Die Regionalflughäfen erhalten keine Betriebszuschüsse mehr. Inlandsflüge, für die es eine Bahnverbindung unter vier "
    "Stunden gibt, sollen entfallen. Zwischen 23 und 6 Uhr ruht der Betrieb an allen Standorten des Landes."
)
NURSERIES = (
    "Der Besuch von Kindertagesstätten ist vom ersten Jahr an gebührenfrei. Eine Fachkraft betreut höchstens vier Kinder "
    "unter drei Jahren. Sprachförderung beginnt früh, und das Land bezahlt den Umbau von Räumen, in denen Platz fehlt."
)


def compared(old: list[Demand], new: list[Demand], formula: str = "{}", shift: int = 0) -> Matching:
    """Return the matching of demands that stand between others that did not change, but for a shift of their places."""
    texts = [(place, formula.format(text)) for place, text in enumerate(STANDING, start=1)]
    standing = ([demand(f"u{place}", text, position=place + by) for place, text in texts] for by in (0, shift))
    sides = (Version(catalogue=catalogue(*others, *some)) for others, some in zip(standing, (old, new), strict=True))
    return match_versions(*sides)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_that_every_demand_begins_with_makes_no_two_of_them_the_same(formula: str) -> None:
    old, new = "Polizeikräfte namentlich zu kennzeichnen", "die Ehrenamtskarte auf Nachbarländer auszudehnen"
    found = compared([demand("x", formula.format(old))], [demand("x", formula.format(new))], formula)
    assert found.reused == ("x",)
    reworded = "alle Polizeikräfte mit Namensschildern zu kennzeichnen"
    found = compared([demand("x", formula.format(old))], [demand("x", formula.format(reworded))], formula)
    assert not found.reused


@pytest.mark.parametrize("shift", [0, 1])
def test_what_only_shares_the_formula_did_not_clearly_keep_its_id(shift: int) -> None:
    formula = "Wir fordern, künftig {}"
    old, new = "Polizeikräfte namentlich zu kennzeichnen", "Feuerwehrkräfte namentlich zu ehren"
    found = compared([demand("x", formula.format(old))], [demand("x", formula.format(new))], formula, shift)
    assert all(one.grade is not Grade.CERTAIN for one in found.matches if "x" in one.old)


def test_two_long_texts_about_other_matters_are_not_the_same_for_their_id() -> None:
    assert compared([demand("x", AIRPORTS)], [demand("x", NURSERIES)]).reused == ("x",)
    shorter = AIRPORTS.replace("vier Stunden", "fünf Stunden").replace("ruht der Betrieb", "wird nicht geflogen")
    assert not compared([demand("x", AIRPORTS)], [demand("x", shorter)]).reused


@pytest.mark.parametrize(
    ("old", "new", "siblings"),
    [
        (
            "Das Land fördert den Bau von Radwegen an Landesstraßen und Brücken",
            "Das Land fördert den Bau von Abstellanlagen für Fahrräder an Bahnhöfen",
            (
                "Das Land fördert den Bau von Radwegen an Bundesstraßen",
                "Das Land fördert den Bau von Abstellanlagen für Fahrräder an Schulen",
            ),
        ),
        (
            "Die Wartung von Rolltreppen an Bahnhöfen übernimmt ein eigener Dienst",
            "Rolltreppen an Bahnhöfen sind binnen einer Woche zu reparieren",
            (
                "Die Wartung von Aufzügen an Bahnhöfen übernimmt ein eigener Dienst",
                "Aufzüge an Bahnhöfen sind binnen einer Woche zu reparieren",
            ),
        ),
    ],
)
def test_texts_that_are_each_nearer_to_another_are_only_asked_about_under_one_id(
    old: str, new: str, siblings: tuple[str, ...]
) -> None:
    others = [demand(f"s{place}", text, position=30 + place) for place, text in enumerate(siblings)]
    found = compared([*others, demand("x", old, position=40)], [*others, demand("x", new, position=40)])
    assert found.reused == ("x",)
    assert [(one.old, one.new) for one in found.questions] == [(("x",), ("x",))]
    alone = compared([demand("x", old, position=40)], [demand("x", new, position=40)])
    assert not alone.reused  # where nothing tells that they differ, the id is believed


def test_a_sibling_does_not_take_the_id_of_a_demand_that_was_reworded() -> None:
    old = [demand("k1", "Theater fördern", position=20), demand("k2", "Museen dauerhaft finanzieren", position=21)]
    found = compared(old, [demand("k1", "Theater dauerhaft finanzieren", position=20)])
    assert [(one.old, one.new) for one in (*found.matches, *found.questions) if "k2" in one.old] == []
    assert [(one.old, one.new) for one in found.questions] == [(("k1",), ("k1",))]
    found = compared(old, [demand("k1", "Theater dauerhaft finanzieren und fördern", position=20)])
    assert not found.reused
    assert [one for one in found.matches if "k2" in one.old] == []


def test_a_sibling_that_goes_is_no_part_of_the_one_that_takes_up_its_words() -> None:
    was, now = "Frauenhäuser sichern", "Frauenhäuser mit Landesmitteln ausbauen"
    gone = demand("k2", "Jugendherbergen mit Landesmitteln ausbauen", position=21)
    found = compared([demand("k1", was, position=20), gone], [demand("k1", now, position=20)])
    assert [(one.old, one.new, one.grade) for one in found.questions] == [(("k1", "k2"), ("k1",), Grade.OPEN)]
    both = "Frauenhäuser und Jugendherbergen mit Landesmitteln ausbauen"
    found = compared([demand("k1", was, position=20), gone], [demand("k1", both, position=20)])
    assert [(one.old, one.new) for one in found.matches if "k2" in one.old] == [(("k1", "k2"), ("k1",))]


def test_the_context_is_chosen_by_nothing_but_the_ids() -> None:
    ids = [f"forderung-{number}" for number in range(3 * CONTEXT)]
    chosen = choose_context(ids)
    assert len(chosen) == CONTEXT
    assert choose_context(reversed(ids)) == chosen
    assert chosen & set(ids[: 2 * CONTEXT]) <= choose_context(ids[: 2 * CONTEXT])  # what is read before all is known
    assert choose_context(ids[:5]) == set(ids[:5])


def test_what_stands_unchanged_is_chosen_from_in_no_time() -> None:
    standing = [demand(f"u{number}", MUSIC) for number in range(20_000)]
    sides = [Version(catalogue=catalogue(*standing, demand("x", text))) for text in (BRIDGES, f"{BRIDGES} bis 2030")]
    started = process_time()
    assert not match_versions(*sides).questions
    assert process_time() - started < 3
