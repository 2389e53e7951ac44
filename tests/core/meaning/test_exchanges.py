"""Who changed places with whom: a reversal only where grammar makes it sure, in German and English."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals

REVERSED = ["negation-reversed"]


def rules(old: str, new: str, language: str) -> list[str]:
    return [one.rule for one in find_signals(old, new, load_lexicon(language))]


GERMAN = {
    "a preposition": [
        ("Der Naturschutz hat Vorrang vor dem Straßenbau.", "Der Straßenbau hat Vorrang vor dem Naturschutz."),
        ("Hochwasserschutz hat Vorrang vor Neubaugebieten.", "Neubaugebiete haben Vorrang vor Hochwasserschutz."),
        ("Der Bus hat Vorrang vor dem Auto.", "Vorrang vor dem Bus hat das Auto."),
        ("Wir wollen Radwege statt Parkplätzen.", "Wir wollen Parkplätze statt Radwegen."),
        ("Ölheizungen werden durch Wärmepumpen ersetzt.", "Wärmepumpen werden durch Ölheizungen ersetzt."),
        ("Güter von der Straße auf die Schiene verlagern", "Güter von der Schiene auf die Straße verlagern"),
        ("Die Werkstatt von Unna nach Kamen verlegen", "Die Werkstatt von Kamen nach Unna verlegen"),
        ("Die Wärmepumpe hat Vorrang gegenüber dem Ölofen.", "Der Ölofen hat Vorrang gegenüber der Wärmepumpe."),
        ("Sicherheit ist wichtiger als Tempo.", "Tempo ist wichtiger als Sicherheit."),
        ("Die Vereine werden vom Land gefördert.", "Das Land wird von den Vereinen gefördert."),
        ("Die Vereine erhalten vom Land Geld.", "Das Land erhält von den Vereinen Geld."),
        ("Die Stadt bekommt vom Bund Geld für Busse.", "Der Bund bekommt von der Stadt Geld für Busse."),
        ("Zuschüsse für Vereine, Kredite für Betriebe", "Zuschüsse für Betriebe, Kredite für Vereine"),
    ],
    "the case of articles": [
        ("Der Landtag kontrolliert den Minister.", "Der Minister kontrolliert den Landtag."),
        ("Der Bund hilft dem Land.", "Das Land hilft dem Bund."),
    ],
    "the number of the verb": [
        ("Das Land erstattet den Kommunen die Kosten.", "Die Kommunen erstatten dem Land die Kosten."),
        ("Die Schule unterstützt die Vereine.", "Die Vereine unterstützen die Schule."),
    ],
    "what stands in one clause": [
        (
            "Die Kommunen zahlen den Betrieb, das Land zahlt den Bau.",
            "Das Land zahlt den Betrieb, die Kommunen zahlen den Bau.",
        ),
        (
            "Die Kommunen zahlen die Schulbusse, das Land die Lehrkräfte.",
            "Das Land zahlt die Schulbusse, die Kommunen die Lehrkräfte.",
        ),
        (
            "Der Träger stellt das Gebäude und die Stadt stellt das Personal.",
            "Die Stadt stellt das Gebäude und der Träger stellt das Personal.",
        ),
    ],
}
ENGLISH = [
    ("Buses take priority over cars.", "Cars take priority over buses."),
    ("The state reimburses the councils.", "The councils reimburse the state."),
    ("Shift freight from road to rail.", "Shift freight from rail to road."),
    ("Move the depot from Leeds to York.", "Move the depot from York to Leeds."),
    ("Spend on repair rather than demolition.", "Spend on demolition rather than repair."),
    ("Coal plants are replaced by wind farms.", "Wind farms are replaced by coal plants."),
    (
        "Landlords pay for the boiler and tenants pay for the gas.",
        "Tenants pay for the boiler and landlords pay for the gas.",
    ),
]


@pytest.mark.parametrize(("old", "new"), [pair for pairs in GERMAN.values() for pair in pairs])
def test_two_that_took_each_others_part_are_a_reversal_in_german(old, new):
    assert rules(old, new, "de") == REVERSED


@pytest.mark.parametrize(("old", "new"), ENGLISH)
def test_two_that_took_each_others_part_are_a_reversal_in_english(old, new):
    assert rules(old, new, "en") == REVERSED


GERMAN_SAME = {
    "a passive": [
        ("Das Land fördert die Vereine.", "Die Vereine werden vom Land gefördert."),
        ("Der Kreis unterstützt die Gemeinden.", "Die Gemeinden werden durch den Kreis unterstützt."),
    ],
    "another order": [
        ("Vorrang vor dem Auto hat der Bus.", "Der Bus hat Vorrang vor dem Auto."),
        ("Der Landtag kontrolliert den Minister.", "Den Minister kontrolliert der Landtag."),
        ("Den Kommunen erstattet das Land die Kosten.", "Das Land erstattet den Kommunen die Kosten."),
        ("Der Kreis trägt die Kosten.", "Die Kosten trägt der Kreis."),
        ("Strom soll aus Wind statt aus Kohle kommen.", "Strom soll statt aus Kohle aus Wind kommen."),
    ],
    "an order that leaves open who does it": [
        ("Das Land fördert die Stadt.", "Die Stadt fördert das Land."),
    ],
    "words in a row": [
        ("Mehr Geld für Kitas, Schulen und Bäder", "Mehr Geld für Schulen, Bäder und Kitas"),
        ("Busse und Bahnen, Räder und Autos", "Busse und Räder, Bahnen und Autos"),
        ("Bund und Land zahlen Schulen und Kitas in Städten.", "Land und Bund zahlen Kitas und Schulen in Städten."),
    ],
    "clauses that moved": [
        (
            "Der Kreis zahlt die Miete, die Stadt zahlt die Heizung.",
            "Die Stadt zahlt die Heizung, der Kreis zahlt die Miete.",
        ),
        ("Sanierung von Schulen und Neubau der Kitas", "Sanierung der Schulen und Neubau von Kitas"),
    ],
    "what holds of both alike": [
        ("Die Stadt kooperiert mit dem Kreis.", "Der Kreis kooperiert mit der Stadt."),
        ("Mehr Züge zwischen Essen und Bochum", "Mehr Züge zwischen Bochum und Essen"),
        ("Ein Radweg von Unna nach Kamen", "Ein Radweg von Kamen nach Unna"),
        ("Ein Radweg vom Hafen zur Schule", "Ein Radweg von der Schule zum Hafen"),
        ("Direkte Züge aus dem Sauerland ins Münsterland", "Direkte Züge aus dem Münsterland ins Sauerland"),
        ("Die Schule liegt gegenüber dem Hafen.", "Der Hafen liegt gegenüber der Schule."),
        ("Das Amt wird vom Mandat getrennt.", "Das Mandat wird vom Amt getrennt."),
        ("Die Kinder besuchen den Zoo mit den Eltern.", "Die Eltern besuchen den Zoo mit den Kindern."),
    ],
    "another verb": [
        ("Der Rat folgt dem Ausschuss.", "Dem Rat geht der Ausschuss voran."),
        ("Vor allem Familien brauchen Wohnungen.", "Wohnungen brauchen vor allem Familien."),
    ],
}
ENGLISH_SAME = [
    ("The state funds clubs.", "Clubs are funded by the state."),
    ("Teachers and nurses deserve more pay.", "Nurses and teachers deserve more pay."),
    ("Safe parks, clean streets and good schools", "Good schools, clean streets and safe parks"),
    ("Better pay for nurses and better pay for teachers", "Better pay for teachers and better pay for nurses"),
    ("The police work with schools.", "Schools work with the police."),
    ("If councils pay, the state builds.", "The state builds if councils pay."),
    ("A tram line from Leeds to Bradford", "A tram line from Bradford to Leeds"),
    ("A footpath from the harbour to the school", "A footpath from the school to the harbour"),
    ("The tram links the harbour to the school.", "The tram links the school to the harbour."),
    ("The school is close to the harbour.", "The harbour is close to the school."),
    ("The school opposite the harbour", "The harbour opposite the school"),
    (
        "Schools need teachers whereas clinics need nurses.",
        "Clinics need nurses whereas schools need teachers.",
    ),
]


@pytest.mark.parametrize(("old", "new"), [pair for pairs in GERMAN_SAME.values() for pair in pairs])
def test_what_only_stands_elsewhere_is_no_reversal_in_german(old, new):
    assert rules(old, new, "de") == []


@pytest.mark.parametrize(("old", "new"), ENGLISH_SAME)
def test_what_only_stands_elsewhere_is_no_reversal_in_english(old, new):
    assert rules(old, new, "en") == []


def test_the_words_from_the_one_to_the_other_are_shown():
    (found,) = find_signals(
        "Der Bus hat Vorrang vor dem Auto.", "Das Auto hat Vorrang vor dem Bus.", load_lexicon("de")
    )

    assert (found.old, found.new) == ("Bus hat Vorrang vor dem Auto", "Auto hat Vorrang vor dem Bus")
