"""A denial says the same only where it denies the same, and a word that binds only where it binds the same."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals

MOVED = "negation-added negation-removed"

DENIALS = [
    (
        "Die Stadt erhebt keine Elternbeiträge und baut Kitas aus.",
        "Die Stadt erhebt Elternbeiträge und baut keine Kitas aus.",
        "de",
    ),
    (
        "Kommunen dürfen Flächen verkaufen. Sie dürfen keine Schulden aufnehmen.",
        "Kommunen dürfen keine Flächen verkaufen. Sie dürfen Schulden aufnehmen.",
        "de",
    ),
    ("Renten nicht kürzen und Mittel erhöhen.", "Renten kürzen und Mittel nicht erhöhen.", "de"),
    ("Renten nicht kürzen und Mittel erhöhen.", "Mittel nicht erhöhen und Renten kürzen.", "de"),
    (
        "Der Flughafen wird nicht ausgebaut, das Nachtflugverbot bleibt bestehen.",
        "Der Flughafen wird ausgebaut, das Nachtflugverbot bleibt nicht bestehen.",
        "de",
    ),
    (
        "Daten von Kindern dürfen nicht gespeichert werden. Daten von Firmen dürfen gespeichert werden.",
        "Daten von Kindern dürfen gespeichert werden. Daten von Firmen dürfen nicht gespeichert werden.",
        "de",
    ),
    (
        "Kameras in Parks lehnen wir ab; Streifen werden verstärkt.",
        "Kameras in Parks werden verstärkt; Streifen lehnen wir ab.",
        "de",
    ),
    (
        "The city does not charge fees and builds new schools.",
        "The city charges fees and does not build new schools.",
        "en",
    ),
    (
        "Passwords must not be stored in plain text, and keys must be rotated.",
        "Passwords must be stored in plain text, and keys must not be rotated.",
        "en",
    ),
    ("The council sells no land and it funds libraries.", "The council sells land and it funds no libraries.", "en"),
]


@pytest.mark.parametrize(("old", "new", "language"), DENIALS)
def test_a_denial_that_went_to_another_clause_was_removed_and_added(old, new, language):
    assert rules(old, new, language) == rules(new, old, language) == MOVED


SAME = [
    (
        "Die Stadt erhebt keine Elternbeiträge und baut Kitas aus.",
        "Die Stadt baut Kitas aus und erhebt keine Elternbeiträge.",
        "de",
    ),
    (
        "Es werden keine neuen Straßen gebaut, und Radwege werden saniert.",
        "Neue Straßen werden nicht gebaut, und Radwege werden saniert.",
        "de",
    ),
    ("Keine neuen Autobahnen und Straßen bauen.", "Neue Autobahnen und Straßen nicht bauen.", "de"),
    ("Keine großen, teuren Straßen bauen.", "Große, teure Straßen nicht bauen.", "de"),
    ("Renten und Löhne nicht kürzen.", "Löhne und Renten nicht kürzen.", "de"),
    ("Die Mittel werden nicht gekürzt, sondern erhöht.", "Die Mittel werden erhöht und nicht gekürzt.", "de"),
    (
        "Der Zugang darf innerhalb des Hauses und in einer fremden Umgebung nicht erlaubt werden.",
        "Der Zugang darf nicht innerhalb des Hauses und in einer fremden Umgebung erlaubt werden.",
        "de",
    ),
    (
        "Der Schutz darf nicht sinken, wenn neue Gesetze gelten.",
        "Wenn neue Gesetze gelten, darf der Schutz nicht sinken.",
        "de",
    ),
    (
        "Wenn weder Prozeduren noch Befehle eingesetzt werden, sind Abfragen zu sichern. Prozeduren setzt ein, wer"
        " Befehle unterstützt.",
        "Wenn weder Prozeduren noch Befehle unterstützt werden, sind Abfragen zu sichern. Prozeduren und Befehle"
        " werden eingesetzt.",
        "de",
    ),
    ("No motorways, roads or bridges shall be built.", "Motorways, roads and bridges shall not be built.", "en"),
    (
        "The state will not cut or close libraries and will fund schools.",
        "The state will fund schools and will not cut or close libraries.",
        "en",
    ),
    ("Do not store secrets in code and rotate keys often.", "Rotate keys often and store no secrets in code.", "en"),
]


@pytest.mark.parametrize(("old", "new", "language"), SAME)
def test_a_denial_that_moved_with_what_it_denies_says_the_same(old, new, language):
    assert rules(old, new, language) == ""


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        (
            "Die Steuer wird abgeschafft und durch eine Abgabe ersetzt.",
            "Die Steuer bleibt bestehen und wird nicht durch eine Abgabe ersetzt.",
            "de",
        ),
        ("The tax will be abolished and replaced by a levy.", "The tax will be kept and not replaced by a levy.", "en"),
    ],
)
def test_a_denial_of_another_verb_takes_no_reversal_back(old, new, language):
    assert rules(old, new, language) == "negation-added negation-reversed"


def test_a_denial_takes_a_reversal_back_across_verbs_in_a_row():
    assert rules("Schulen sollen nicht verkleinert und geschlossen werden.", "Schulen sollen erhalten bleiben.") == ""


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        (
            "Das Land muss Radwege bauen und soll Straßen sanieren.",
            "Das Land soll Radwege bauen und muss Straßen sanieren.",
            "de",
        ),
        (
            "The state must build roads and should repair bridges.",
            "The state should build roads and must repair bridges.",
            "en",
        ),
    ],
)
def test_words_of_one_sentence_that_changed_places_bind_one_thing_more_and_one_less(old, new, language):
    assert rules(old, new, language) == "binding-strengthened binding-weakened"


def rules(old: str, new: str, language: str = "de") -> str:
    return " ".join(sorted({one.rule for one in find_signals(old, new, load_lexicon(language))}))
