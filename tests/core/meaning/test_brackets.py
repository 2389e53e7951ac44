"""Verbs in two parts: full stops of dates and abbreviations, and prepositions, between the verb and its end."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals


def told(old: str, new: str) -> str:
    return ", ".join(f"{one.rule}: {one.old} → {one.new}" for one in find_signals(old, new, load_lexicon("de")))


@pytest.mark.parametrize(
    "between", ["zum 1. Januar 2027", "gem. Art. 5", "u. a.", "nach § 5 Abs. 2", "mit 1,5 Mio. Euro"]
)
def test_a_full_stop_within_a_sentence_cuts_no_verb_in_two(between):
    old = f"Wir führen {between} die Maut ein."

    assert told(old, f"Wir schaffen {between} die Maut ab.") == "negation-reversed: führen … ein → schaffen … ab"
    assert told(old, f"Die Maut wird {between} eingeführt.") == ""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Wir heben den Lohn auf 15 Euro an.", "Der Lohn wird auf 15 Euro angehoben.", ""),
        ("Wir heben den Satz auf bis zu 5 Prozent an.", "Anhebung des Satzes auf bis zu 5 Prozent", ""),
        (
            "Wir heben den Lohn auf 15 Euro an.",
            "Wir senken den Lohn auf 12 Euro ab.",
            "amount-lowered: 15 Euro → 12 Euro, negation-reversed: heben … an → senken … ab",
        ),
        ("Wir bauen ab 2027 Radwege.", "Wir bauen Radwege aus.", "deadline-removed: ab 2027 → "),
        ("Wir bauen ab 2027 Radwege.", "Ab 2027 werden Radwege gebaut.", ""),
        ("Das Land stellt ein Konzept vor.", "Das Land baut ein Konzept auf.", ""),
        (
            "Wir stellen Leute frei und führen eine Abgabe ein.",
            "Leute werden freigestellt und eine Abgabe wird eingeführt.",
            "",
        ),
        (
            "Das Land sieht von der Maut ab und legt ein Gesetz vor.",
            "Das Land führt die Maut ein und legt ein Gesetz vor.",
            "negation-removed: sieht von … ab → ",
        ),
        ("Von 2028 an fördert das Land Busse.", "Ab 2028 fördert das Land Busse.", ""),
        (
            "Von 2028 an fördert das Land Busse.",
            "Ab 2030 fördert das Land Busse.",
            "deadline-later: Von 2028 an → Ab 2030",
        ),
    ],
)
def test_a_preposition_ends_no_verb(old, new, expected):
    assert told(old, new) == expected


def test_a_condition_is_read_beyond_the_full_stop_of_an_abbreviation():
    old = "Das Land zahlt, wenn der Bund gem. Art. 5 der Satzung Mittel freigibt."

    assert told(old, "Das Land zahlt, wenn der Bund gem. Art. 5 eine Brücke baut.") == (
        "condition-changed: wenn der Bund gem. Art. 5 der Satzung Mittel freigibt"
        " → wenn der Bund gem. Art. 5 eine Brücke baut"
    )
