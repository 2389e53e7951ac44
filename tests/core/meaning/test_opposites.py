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
