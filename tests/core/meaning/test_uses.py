"""What a length of time, a date or an amount is there for: a deadline, an end, a threshold, part of an exception."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import MIRRORED, Direction, find_signals


def rules(old: str, new: str, language: str) -> str:
    return " ".join(sorted({one.rule for one in find_signals(old, new, load_lexicon(language))}))


LENGTHS = [
    ("Es gilt eine Frist von vier Wochen.", "Es gilt eine Frist von acht Wochen.", "de", "deadline-later"),
    ("Es gilt eine Frist von vier Wochen.", "Es gilt eine Frist von 28 Tagen.", "de", ""),
    ("Das Amt entscheidet in einer Frist von vier Wochen.", "Das Amt entscheidet binnen vier Wochen.", "de", ""),
    (
        "Es gilt eine Übergangsfrist von zwei Jahren.",
        "Es gilt eine Übergangsfrist von bis zu sieben Jahren.",
        "de",
        "deadline-later",
    ),
    (
        "Das Gesetz ist nach drei Jahren zu evaluieren.",
        "Das Gesetz ist nach fünf Jahren zu evaluieren.",
        "de",
        "deadline-later",
    ),
    (
        "Leerstand ist nach zwölf Monaten anzuzeigen.",
        "Leerstand ist nach drei Monaten anzuzeigen.",
        "de",
        "deadline-earlier",
    ),
    ("Es gilt drei Monate nach der Verkündung.", "Es gilt sechs Monate nach der Verkündung.", "de", "deadline-later"),
    ("Das ist nach drei Jahren zu prüfen.", "Das ist alle drei Jahre zu prüfen.", "de", ""),  # as amounts, as before
    ("Die Ausbildung dauert drei Jahre.", "Die Ausbildung dauert zwei Jahre.", "de", "amount-lowered"),
    ("Nach dem Umbau zahlt das Land 20 Euro.", "Nach dem Umbau zahlt das Land 10 Euro.", "de", "amount-lowered"),
    ("It is reviewed after three years.", "It is reviewed after five years.", "en", "deadline-later"),
    (
        "There is a transition period of two years.",
        "There is a transition period of seven years.",
        "en",
        "deadline-later",
    ),
    ("It is permitted only when approved.", "It is permitted only after approval.", "en", ""),
]
ENDS = [
    (
        "Elektroautos bleiben bis 2030 steuerfrei.",
        "Elektroautos bleiben bis 2026 steuerfrei.",
        "de",
        "deadline-changed",
    ),
    ("Die Bremse wird bis 2029 verlängert.", "Die Bremse wird bis 2026 verlängert.", "de", "deadline-changed"),
    ("Kitas werden bis 2027 beitragsfrei.", "Kitas werden bis 2030 beitragsfrei.", "de", "deadline-later"),
    ("Der Zuschuss wird bis 2027 verlängert.", "Der Zuschuss wird entfristet.", "de", "deadline-changed"),
    (
        "Altschulden, die bis 2023 aufgenommen wurden, übernimmt der Bund.",
        "Altschulden, die bis 2019 aufgenommen wurden, übernimmt der Bund.",
        "de",
        "deadline-changed",
    ),
    (
        "Wir schaffen ein Programm, das bis 2030 alle Schulen saniert.",
        "Wir schaffen ein Programm, das bis 2035 alle Schulen saniert.",
        "de",
        "deadline-later",
    ),
    (
        "Alle Brücken, die das Land besitzt, werden bis 2030 saniert.",
        "Alle Brücken, die das Land besitzt, werden bis 2035 saniert.",
        "de",
        "deadline-later",
    ),
    ("The fund will be made permanent.", "The fund will be extended until March 2027.", "en", "deadline-changed"),
    ("Cars are exempt until 2030.", "Cars are exempt until 2026.", "en", "deadline-changed"),
    ("All buses are electric by 2030.", "All buses are electric by 2035.", "en", "deadline-later"),
    (
        "Debts that were incurred before 2023 are taken over.",
        "Debts that were incurred before 2019 are taken over.",
        "en",
        "deadline-changed",
    ),
]
THRESHOLDS = [
    (
        "Betriebe ab 20 Beschäftigten müssen berichten.",
        "Betriebe ab 200 Beschäftigten müssen berichten.",
        "de",
        "scope-narrowed",
    ),
    (
        "Kommunen mit weniger als 5.000 Einwohnern erhalten Hilfe.",
        "Kommunen mit weniger als 10.000 Einwohnern erhalten Hilfe.",
        "de",
        "scope-widened",
    ),
    (
        "Betriebe mit weniger als 20 Beschäftigten sind ausgenommen.",
        "Betriebe mit weniger als 50 Beschäftigten sind ausgenommen.",
        "de",
        "amount-changed",
    ),
    ("Anlagen ab 10 Megawatt melden sich.", "Anlagen ab 1 Megawatt melden sich.", "de", "amount-changed"),
    (
        "Wir fördern Schulen mit mindestens 50 Millionen Euro.",
        "Wir fördern Schulen mit mindestens 80 Millionen Euro.",
        "de",
        "amount-raised",
    ),
    (
        "Das Land stellt mehr als 50 Beschäftigte ein.",
        "Das Land stellt mehr als 90 Beschäftigte ein.",
        "de",
        "amount-raised",
    ),
    (
        "Companies with more than 50 employees must publish their pay gap.",
        "Companies with more than 250 employees must publish their pay gap.",
        "en",
        "scope-narrowed",
    ),
    ("We will hire more than 50 employees.", "We will hire more than 250 employees.", "en", "amount-raised"),
]
EXCEPTIONS = [
    (
        "Auf Neubauten, ausgenommen Bauten unter 500 Quadratmetern, kommt eine Solaranlage.",
        "Auf Neubauten kommt eine Solaranlage.",
        "de",
        "condition-removed",
    ),
    (
        "Auf Neubauten, ausgenommen Bauten unter 500 Quadratmetern, kommt eine Solaranlage.",
        "Auf Neubauten, ausgenommen Bauten unter 300 Quadratmetern, kommt eine Solaranlage.",
        "de",
        "amount-lowered",
    ),
    (
        "Auf Neubauten über 500 Quadratmeter kommt eine Solaranlage.",
        "Auf Neubauten kommt eine Solaranlage.",
        "de",
        "amount-removed",
    ),
]


@pytest.mark.parametrize(("old", "new", "language", "expected"), [*LENGTHS, *ENDS, *THRESHOLDS, *EXCEPTIONS])
def test_a_number_is_told_as_what_it_is_there_for(old, new, language, expected):
    assert rules(old, new, language) == expected
    mirrored = {one.direction for one in find_signals(new, old, load_lexicon(language))}
    told = {one.direction for one in find_signals(old, new, load_lexicon(language))}
    assert mirrored == {MIRRORED.get(direction, direction) for direction in told}


def test_what_lasts_for_good_stands_against_the_end_it_took_the_place_of():
    (found,) = find_signals(
        "Der Zuschuss wird bis 2027 verlängert.", "Der Zuschuss wird entfristet.", load_lexicon("de")
    )
    assert (found.direction, found.old, found.new) == (Direction.CHANGED, "bis 2027", "entfristet")


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Die Pflicht nach Absatz zwei entfällt.", "Die Pflicht nach Absatz 2 entfällt.", "de", ""),
        ("In den Klassen 1 bis 4 sind wenige.", "In den Klassen eins bis vier sind wenige.", "de", ""),
        ("Nach Absatz zwei gilt das.", "Nach Absatz drei gilt das.", "de", "figure-changed"),
        ("Auf der Anlage stehen zwei Container.", "Auf der Anlage stehen drei Container.", "de", "amount-raised"),
        ("There are no two schools.", "There are no three schools.", "en", "amount-raised"),
        ("No one is left.", "Nobody is left.", "en", ""),
    ],
)
def test_a_figure_in_words_behind_what_is_numbered_is_the_same_in_digits(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (
            "Vorbehaltlich der Verfügbarkeit entsprechender Haushaltsmittel stellt der Bund Geld bereit.",
            "Vorbehaltlich der Verfügbarkeit entsprechender Haushaltsmittel",
        ),
        (
            "Der Bund stellt mit Ausnahme der im Land ansässigen Betriebe allen Geld bereit.",
            "mit Ausnahme der im Land ansässigen Betriebe allen Geld",
        ),
        (
            "Mit Ausnahme der Kommunen stellen wir Geld bereit.",
            "Mit Ausnahme der Kommunen",
        ),
        (
            "Der Bund stellt Geld bereit, es sei denn der Rat hat widersprochen.",
            "es sei denn der Rat hat widersprochen",
        ),
    ],
)
def test_a_condition_before_a_noun_ends_before_the_verb_of_its_sentence(new, told):
    found = find_signals("Der Bund stellt Geld bereit.", new, load_lexicon("de"))
    assert [one.new for one in found if one.rule == "condition-added"] == [told]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Die Stadt baut Schulen.", "Die Stadt baut Förderschulen und Prüfräume.", ""),
        ("Die Stadt hilft.", "Die Stadt hilft dem Prüfungsamt.", ""),
        ("Der Lohn steigt für alle.", "Der Lohn steigt für alle Piloten.", ""),
        ("Ausbau der Radwege", "Prüfung des Ausbaus der Radwege", "binding-weakened"),
        ("Die Stadt baut.", "Die Stadt prüft den Bau.", "binding-weakened"),
        ("Schulen bis 2028 sanieren", "Schulen perspektivisch sanieren", "deadline-later"),
        ("Schulen langfristig sanieren", "Schulen bis 2028 sanieren", "deadline-earlier"),
    ],
)
def test_a_compound_that_begins_like_a_verb_is_none_and_the_long_term_is_later_than_a_date(old, new, expected):
    assert " ".join(one.rule for one in find_signals(old, new, load_lexicon("de"))) == expected
