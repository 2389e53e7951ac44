"""Opposites of the same thing, and a ban said in other words."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals


def rules(old: str, new: str, language: str) -> str:
    return " ".join(sorted({one.rule for one in find_signals(old, new, load_lexicon(language))}))


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Wir schaffen das Amt ab.", "Wir richten eine Kommission ein.", "de", ""),
        ("Hilfe beim Altschuldenabbau", "Einrichtung eines Altschuldenfonds für Kassenkredite", "de", ""),
        ("Abbau von Lärm an Schienen", "Errichtung von Lärmschutzwänden an Schienen", "de", ""),
        ("Einrichtung von Beratungsstellen für Schuldner", "Schuldenabbau durch Beratung der Schuldner", "de", ""),
        ("Stellenabbau in Museen", "Schaffung von Stellen in Museen", "de", "negation-reversed"),
        ("Abschaffung der Ethikkommission", "Einrichtung einer Kommission", "de", "negation-reversed"),
        ("Wir schaffen das Amt ab.", "Wir richten das Amt ein.", "de", "negation-reversed"),
        ("Wir schaffen die Maut ab.", "Wir führen die Maut ein.", "de", "negation-reversed"),
        (
            "We will abolish the House of Lords.",
            "We will establish a commission on the House of Lords.",
            "en",
            "",
        ),
        ("We will abolish the House of Lords.", "We will retain the House of Lords.", "en", "negation-reversed"),
        ("We will abolish the levy.", "We will introduce the levy.", "en", "negation-reversed"),
        ("Eine Zustimmung ist erforderlich.", "Eine Zustimmung ist entbehrlich.", "de", "negation-reversed"),
        ("Eine Zustimmung ist nicht erforderlich.", "Eine Zustimmung ist entbehrlich.", "de", ""),
        ("Die Bahn bleibt in öffentlicher Hand.", "Die Bahn kommt in private Hand.", "de", "negation-reversed"),
        ("Der öffentliche Verkehr wächst.", "Der private Verkehr wächst.", "de", ""),
        (
            "Rail will be brought into public ownership.",
            "Rail will be returned to private operators.",
            "en",
            "negation-reversed",
        ),
        ("Fracking may resume soon.", "Fracking will remain prohibited.", "en", "deadline-removed negation-reversed"),
    ],
)
def test_an_opposite_is_one_only_of_the_same_thing(old, new, language, expected):
    assert rules(old, new, language) == expected


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        (
            "Der Einbau von Gasheizungen ist ab 2035 untersagt.",
            "Ab 2035 dürfen Gasheizungen nicht eingebaut werden.",
            "de",
        ),
        (
            "Ab 2035 sollen keine Gasheizungen mehr eingebaut werden dürfen.",
            "Der Einbau von Gasheizungen soll ab 2035 verboten sein.",
            "de",
        ),
        (
            "Employers will be banned from using zero-hours contracts.",
            "Employers must not use zero-hours contracts.",
            "en",
        ),
        (
            "Councils may not sell school playing fields unless the minister has given consent.",
            "Councils may sell school playing fields only if the minister has given consent.",
            "en",
        ),
        ("Der Verkauf von Alkohol ist verboten.", "Alkohol darf nicht verkauft werden.", "de"),
    ],
)
def test_a_ban_and_its_denial_say_the_same(old, new, language):
    assert rules(old, new, language) == rules(new, old, language) == ""


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("Tierversuche werden verboten.", "Tierversuche dürfen nicht behindert werden.", "de"),
        ("Demonstrationen werden verboten.", "Demonstrationen dürfen nicht eingeschränkt werden.", "de"),
        ("Peaceful protests will be banned.", "Peaceful protests must not be restricted.", "en"),
        (
            "Councils may not sell playing fields unless the minister has given consent.",
            "Councils may sell playing fields if the minister has given consent.",
            "en",
        ),
        (
            "Councils may not sell playing fields unless the minister has given consent.",
            "Councils may not sell playing fields, only if the minister has given consent.",
            "en",
        ),
        ("Smoking is banned in parks.", "Smoking must not be taxed in parks.", "en"),
        ("Das Rauchen ist im Park verboten.", "Das Rauchen ist im Park nicht verboten.", "de"),
    ],
)
def test_a_denial_of_something_else_than_was_banned_is_told(old, new, language):
    assert rules(old, new, language)
    assert rules(new, old, language)


EXCHANGED = [
    (
        "Wir schaffen die Gebühr zum 1. Juli 2026 ab und führen einen Beirat ein.",
        "Wir führen die Gebühr zum 1. Juli 2026 ein und schaffen den Beirat ab.",
        "de",
    ),
    (
        "Steuern auf Vermögen erhöhen, Steuern auf Arbeit senken.",
        "Steuern auf Vermögen senken, Steuern auf Arbeit erhöhen.",
        "de",
    ),
    (
        "We will abolish the fee and introduce a council of citizens.",
        "We will introduce the fee and abolish the council of citizens.",
        "en",
    ),
]
REORDERED = [
    (
        "Wir schaffen die Gebühr ab und führen einen Beirat ein.",
        "Wir führen einen Beirat ein und schaffen die Gebühr ab.",
        "de",
    ),
    (
        "Steuern auf Vermögen erhöhen, Steuern auf Arbeit senken.",
        "Steuern auf Arbeit senken, Steuern auf Vermögen erhöhen.",
        "de",
    ),
    (
        "Die Stadt erhöht die Mittel für Schulen und kürzt die für Straßen.",
        "Die Stadt kürzt die Mittel für Straßen und erhöht die für Schulen.",
        "de",
    ),
    ("Raise taxes on wealth. Lower taxes on labour.", "Lower taxes on labour. Raise taxes on wealth.", "en"),
]


@pytest.mark.parametrize(("old", "new", "language"), EXCHANGED)
def test_opposites_that_changed_places_turn_both_things_round(old, new, language):
    for before, after in ((old, new), (new, old)):
        found = find_signals(before, after, load_lexicon(language))
        assert [one.rule for one in found] == ["negation-reversed"] * 2


@pytest.mark.parametrize(("old", "new", "language"), REORDERED)
def test_opposites_that_moved_with_what_they_are_about_say_the_same(old, new, language):
    assert rules(old, new, language) == rules(new, old, language) == ""


REPLACED = [
    (
        "Wir senken die Parkgebühren und bauen Radwege.",
        "Wir erweitern das Angebot der Volkshochschule und bauen Radwege.",
        "de",
    ),
    (
        "Wir stärken den Naturschutz. Die Jagdsteuer wird abgeschafft.",
        "Wir stärken den Naturschutz. Der Hochwasserschutz wird verbessert.",
        "de",
    ),
    (
        "Die Stadt baut Kitas aus und senkt die Hundesteuer.",
        "Die Stadt baut Kitas aus und fördert Vereine.",
        "de",
    ),
    (
        "We will expand nurseries. Gravel gardens will be banned.",
        "We will expand nurseries. Sports clubs will be supported.",
        "en",
    ),
    (
        "We will save energy. The bed tax will be scrapped.",
        "We will save energy. A youth council will be established.",
        "en",
    ),
]
REWORDED = [
    ("Wir senken die Parkgebühren und bauen Radwege.", "Wir erhöhen die Gebühren fürs Parken und bauen Radwege.", "de"),
    (
        "Wir bauen Radwege und erhöhen die Mittel für Schulen.",
        "Wir bauen Radwege und kürzen die Zuschüsse für Schulen.",
        "de",
    ),
    ("Wir bauen Radwege. Steuersenkung für Familien.", "Wir bauen Radwege. Steuererhöhung für Rentner.", "de"),
    ("Radwege bauen. Die Löhne werden erhöht.", "Radwege bauen. Wir fordern Lohnkürzungen.", "de"),
    ("Die Bibliothek wird geschlossen.", "Die Bücherei bleibt bestehen.", "de"),
    (
        "We will build homes. Parking fees will be cut.",
        "We will build homes. We will raise the fees for parking.",
        "en",
    ),
]


@pytest.mark.parametrize(("old", "new", "language"), REPLACED)
def test_a_demand_in_the_place_of_another_turns_nothing_round(old, new, language):
    assert rules(old, new, language) == rules(new, old, language) == ""


@pytest.mark.parametrize(("old", "new", "language"), REWORDED)
def test_what_is_named_in_other_words_can_be_turned_round(old, new, language):
    assert rules(old, new, language) == rules(new, old, language) == "negation-reversed"
