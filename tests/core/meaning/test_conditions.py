"""Conditions without a wenn, exceptions, and how both are quoted. All texts are invented."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals

BARE = "Die Stadt saniert Schulen."


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (f"{BARE} Voraussetzung ist die Zustimmung des Landes.", "Voraussetzung ist die Zustimmung des Landes"),
        (f"{BARE[:-1]}, Bedingung dafür ist ein Zuschuss.", "Bedingung dafür ist ein Zuschuss"),
        ("Ist die Finanzierung gesichert, saniert die Stadt Schulen.", "Ist die Finanzierung gesichert"),
        ("Sollte das Geld reichen, so saniert die Stadt Schulen.", "Sollte das Geld reichen"),
        ("Wird der Haushalt genehmigt, saniert die Stadt Schulen.", "Wird der Haushalt genehmigt"),
        ("Bei gesicherter Finanzierung saniert die Stadt Schulen.", "Bei gesicherter Finanzierung"),
        ("Bis auf wenige Ausnahmen saniert die Stadt Schulen.", "Bis auf wenige Ausnahmen"),
        ("Die Stadt saniert im Rahmen der verfügbaren Mittel Schulen.", "im Rahmen der verfügbaren Mittel"),
        (
            "Die Stadt saniert Schulen im Rahmen der zur Verfügung stehenden Mittel.",
            "im Rahmen der zur Verfügung stehenden Mittel",
        ),
    ],
)
def test_a_condition_is_found_however_it_is_put_and_quoted_whole(text, condition):
    told = [(one.rule, one.new) for one in find_signals(BARE, text, load_lexicon("de"))]
    assert told == [("condition-added", condition)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Sofern das Geld reicht, baut die Stadt Schulen.", "Reicht das Geld, baut die Stadt Schulen."),
        ("Liegt ein Fehler vor, MUSS er behoben werden.", "Falls ein Fehler vorliegt, MUSS er behoben werden."),
        ("Wird die Schule, die alt ist, saniert?", "Wird die alte Schule saniert?"),
        ("Sollen die Schulen, die alt sind, saniert werden.", "Sollen die alten Schulen saniert werden."),
    ],
)
def test_what_was_a_condition_or_is_none_is_not_told(old, new):
    assert not [one for one in find_signals(old, new, load_lexicon("de")) if one.rule.startswith("condition")]


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        ("Die Kita ist außer für Gastkinder gebührenfrei.", "außer für Gastkinder"),
        ("Die Kita ist mit Ausnahme des Essens gebührenfrei.", "mit Ausnahme des Essens"),
        (
            "Die Kita ist gebührenfrei mit Ausnahme der Kinder auswärtiger Eltern.",
            "mit Ausnahme der Kinder auswärtiger Eltern",
        ),
    ],
)
def test_an_exception_is_quoted_without_what_is_said_of_the_rest(text, exception):
    signals = find_signals("Die Kita ist gebührenfrei.", text, load_lexicon("de"))
    assert [(one.rule, one.new) for one in signals] == [("condition-added", exception)]
