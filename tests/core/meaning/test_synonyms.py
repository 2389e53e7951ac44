"""Denials, alle and nur, said in words of another table or in another form."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals


def rules(old: str, new: str, language: str) -> str:
    return " ".join(sorted({one.rule for one in find_signals(old, new, load_lexicon(language))}))


SAME = [
    ("Es werden nur Elektrobusse beschafft.", "Es werden nur noch Elektrobusse beschafft.", "de"),
    ("Es werden ausschließlich Elektrobusse beschafft.", "Es werden lediglich Elektrobusse beschafft.", "de"),
    ("Only electric buses will be purchased.", "The city will purchase nothing but electric buses.", "en"),
    ("Wir sind gegen Studiengebühren.", "Wir lehnen Studiengebühren ab.", "de"),
    ("Nein zu Studiengebühren", "Keine Studiengebühren", "de"),
    ("Wir sprechen uns gegen den Bau der Halle aus.", "Der Bau der Halle wird abgelehnt.", "de"),
    ("Wir lehnen die Privatisierung ab.", "Die Privatisierung wird gestoppt.", "de"),
    ("Auf Wiesen darf kein Glyphosat eingesetzt werden.", "Der Einsatz von Glyphosat auf Wiesen ist verboten.", "de"),
    ("Weder Kitas noch Schulen werden geschlossen.", "Es werden keine Kitas und keine Schulen geschlossen.", "de"),
    ("Kostenloses Schulessen", "Schulessen ohne Kosten", "de"),
    ("Asylverfahren ohne Verzögerung durchführen", "Asylverfahren unverzüglich durchführen", "de"),
    ("Alle Kitas bleiben geöffnet.", "Keine Kita wird geschlossen.", "de"),
    ("All libraries will stay open.", "No library will be closed.", "en"),
    ("Keine Straße ohne Radweg", "Jede Straße erhält einen Radweg.", "de"),
    ("No child shall go without a warm meal.", "Every child shall have a warm meal.", "en"),
    (
        "Ohne Zustimmung des Rates werden keine Flächen verkauft.",
        "Flächen werden nur mit Zustimmung des Rates verkauft.",
        "de",
    ),
    ("We call on the government to suspend evictions.", "The government should suspend evictions.", "en"),
]
OTHERWISE = [
    ("Ja zum Ausbau der A 40", "Nein zum Ausbau der A 40", "de", "negation-reversed"),
    ("Wir sind für ein Tempolimit.", "Wir sind gegen ein Tempolimit.", "de", "negation-reversed"),
    ("Die Bahnstrecke wird reaktiviert.", "Die Bahnstrecke wird stillgelegt.", "de", "negation-reversed"),
    ("Abschiebungen werden ausgesetzt.", "Abschiebungen werden wieder aufgenommen.", "de", "negation-reversed"),
    ("Die Gebühren werden abgeschafft.", "Die Gebühren werden entschärft.", "de", "binding-weakened"),
    ("Der Kahlschlag wird gestoppt.", "Der Kahlschlag wird gebremst.", "de", "binding-weakened"),
    ("Wir lehnen Straßen ab. Rauchen wird verboten.", "Straßen. Rauchen wird verboten.", "de", "negation-removed"),
    ("Nur Busse und lediglich Bahnen.", "Nur Busse und Bahnen.", "de", "negation-removed"),
    ("Jede Schule erhält einen Radweg.", "Keine Schule erhält einen Radweg.", "de", "negation-added"),
    ("Keine Straße ohne Radweg", "Alle Straßen ohne Radweg", "de", "negation-removed"),
    ("Kitas bleiben ohne Gebühr und werden nicht verlegt.", "Alle Kitas werden verlegt.", "de", "negation-removed"),
    ("Schulessen ohne Kosten", "Schulessen", "de", "negation-removed"),
    ("Schulessen ohne Kosten", "Kostenpflichtiges Schulessen", "de", "negation-reversed"),
]


@pytest.mark.parametrize(("old", "new", "language"), SAME)
def test_what_is_denied_or_meant_alone_may_be_said_in_other_words(old, new, language):
    assert rules(old, new, language) == rules(new, old, language) == ""


@pytest.mark.parametrize(("old", "new", "language", "expected"), OTHERWISE)
def test_other_words_hide_no_denial(old, new, language, expected):
    assert expected in rules(old, new, language).split()
