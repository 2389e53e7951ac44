"""Small words in which a clause of a split or merge differs from what it became. All texts are invented."""

import pytest

from policydiff.core.changes import Context, Parted, derive_changes
from policydiff.core.lexicon import load_lexicon
from policydiff.core.strands.small_words import find_small_words
from tests.policies import demand

_FIRST = {
    "de": "Das Land finanziert Beratungsstellen gegen häusliche Gewalt",
    "en": "The state funds shelters for homeless families",
}
_AND = {"de": "und", "en": "and"}

# Language, a clause, what it became → the small words that only the old and only the new side has.
CHANGED = [
    (
        "de",
        "Kommunen schließen im Sommer die Freibäder",
        "Kommunen schließen im Sommer die Freibäder nicht",
        "",
        "nicht",
    ),
    ("de", "Kommunen schließen im Sommer Freibäder", "Kommunen schließen im Sommer keine Freibäder", "", "keine"),
    ("de", "Kommunen öffnen die Freibäder mit Eintritt", "Kommunen öffnen die Freibäder ohne Eintritt", "mit", "ohne"),
    ("de", "Kommunen öffnen im Sommer die Freibäder", "Kommunen öffnen nur im Sommer die Freibäder", "", "nur"),
    ("de", "Kommunen öffnen alle Freibäder im Sommer", "Kommunen öffnen einige Freibäder im Sommer", "alle", ""),
    ("de", "Kommunen müssen Freibäder öffnen", "Kommunen können Freibäder öffnen", "müssen", "können"),
    ("de", "Kommunen müssen Freibäder öffnen", "Kommunen sollen Freibäder öffnen", "müssen", "sollen"),
    ("de", "Kommunen öffnen mehr Freibäder im Sommer", "Kommunen öffnen weniger Freibäder im Sommer", "mehr", ""),
    ("de", "Kommunen öffnen Freibäder und Hallenbäder", "Kommunen öffnen Freibäder oder Hallenbäder", "und", "oder"),
    ("de", "Kommunen öffnen sie vor den Sommerferien", "Kommunen öffnen sie nach den Sommerferien", "vor", "nach"),
    ("de", "Kommunen werben für den Bau der Freibäder", "Kommunen werben gegen den Bau der Freibäder", "für", "gegen"),
    ("en", "councils open public pools in summer", "councils open no public pools in summer", "", "no"),
    ("en", "councils open pools with a fee", "councils open pools without a fee", "with", "without"),
    ("en", "councils must open public pools", "councils may open public pools", "must", "may"),
    ("en", "councils open pools and libraries", "councils open pools or libraries", "and", "or"),
]

# Language, old texts, new texts: what the cut alone makes necessary.
KEPT = {
    "what leads in is repeated": (
        "de",
        ["Das Land soll alle Schulen sanieren, neue Radwege bauen und den Nahverkehr ausweiten."],
        ["Das Land soll alle Schulen sanieren.", "Das Land soll neue Radwege bauen.", "Das Land soll den Nahverkehr ausweiten."],
    ),
    "what leads in is new": (
        "de",
        ["Schulen sanieren und neue Radwege bauen"],
        ["Das Land soll Schulen sanieren.", "Wir wollen neue Radwege bauen."],
    ),
    "a denial goes with each": (
        "de",
        ["Wir wollen keine Noten in der Grundschule und keine Hausaufgaben am Wochenende."],
        ["Wir wollen keine Noten in der Grundschule.", "Wir wollen keine Hausaufgaben am Wochenende."],
    ),
    "a sentence is built in another way": (
        "de",
        ["Förderung der Schulen durch das Land sowie Bau neuer Radwege an Straßen"],
        ["Das Land fördert die Schulen.", "Neue Radwege für Straßen bauen"],
    ),
    "one word that joins for another": (
        "de",
        ["Das Land soll Schulen und Kitas sanieren und neue Radwege bauen."],
        ["Das Land soll Schulen sowie Kitas sanieren.", "Das Land soll neue Radwege bauen."],
    ),
    "what a word joins went elsewhere": (
        "en",
        ["The state shall repair schools or libraries and build cycle lanes."],
        ["The state shall repair schools and build cycle lanes.", "The state shall repair libraries."],
    ),
    "part of a word": (
        "de",
        ["Das Land soll Menschen aus Drittstaaten beraten und neue Radwege bauen."],
        ["Das Land soll Menschen aus Nicht-EU-Ländern beraten.", "Das Land soll neue Radwege bauen."],
    ),
}  # fmt: skip


def compare(language, olds, news):
    """Return the change, and the small words of both sides."""
    old, new = (
        [demand(f"{side}{at}", text) for at, text in enumerate(some)] for side, some in (("o", olds), ("n", news))
    )
    context = Context(groups={}, levels={}, lexicon=load_lexicon(language))
    change = next(one for one in derive_changes(old, new, context) if isinstance(one, Parted))
    gone, come = find_small_words(old, new, change.parts, change.signals)
    return change, [word.text for word in gone], [word.text for word in come]


@pytest.mark.parametrize(("language", "clause", "became", "gone", "come"), CHANGED)
def test_a_small_word_that_the_other_side_has_not_is_found(language, clause, became, gone, come):
    whole = f"{_FIRST[language]} {_AND[language]} {clause}."
    parts = [f"{_FIRST[language]}.", f"{became[0].upper()}{became[1:]}."]
    assert compare(language, [whole], parts)[1:] == (gone.split(), come.split())


@pytest.mark.parametrize(("language", "clause", "became", "gone", "come"), CHANGED)
def test_old_and_new_in_each_others_place_mirror_the_small_words(language, clause, became, gone, come):
    whole = f"{_FIRST[language]} {_AND[language]} {clause}."
    parts = [f"{_FIRST[language]}.", f"{became[0].upper()}{became[1:]}."]
    assert compare(language, parts, [whole])[1:] == (come.split(), gone.split())


@pytest.mark.parametrize(("language", "olds", "news"), KEPT.values(), ids=KEPT)
def test_what_only_leads_in_or_joins_is_not_found(language, olds, news):
    assert compare(language, olds, news)[1:] == ([], [])
    assert compare(language, news, olds)[1:] == ([], [])


def test_a_small_word_that_no_signal_names_is_told_and_makes_the_change_substantive():
    olds = ["Das Land finanziert Beratungsstellen und die Kommunen öffnen im Sommer Freibäder und Hallenbäder."]
    news = ["Das Land finanziert Beratungsstellen.", "Die Kommunen öffnen im Sommer Freibäder oder Hallenbäder."]
    change, *_ = compare("de", olds, news)
    assert not change.signals
    assert [(one.demand, one.text) for one in change.dropped] == [("o0", "und")]
    assert [(one.demand, one.text) for one in change.added] == [("n1", "oder")]
    assert change.is_substantive


def test_a_small_word_that_a_signal_names_is_not_told_twice():
    olds = ["Wir bauen die Schulsozialarbeit aus und führen Noten in der Grundschule ein."]
    news = ["Wir bauen die Schulsozialarbeit aus.", "Wir führen keine Noten in der Grundschule ein."]
    change, *_ = compare("de", olds, news)
    assert [one.rule for one in change.signals] == ["negation-added"]
    assert change.added == ()
