"""How little is left of what was to be none, and other ways to say only."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.meaning import find_signals


def rules(old: str, new: str, language: str) -> str:
    return " ".join(sorted({one.rule for one in find_signals(old, new, load_lexicon(language))}))


@pytest.mark.parametrize(
    ("old", "new", "language", "expected"),
    [
        ("Barrierefreie Haltestellen bauen", "Barrierearme Haltestellen bauen", "de", "binding-weakened"),
        ("Eine autoarme Innenstadt schaffen", "Eine autofreie Innenstadt schaffen", "de", "binding-strengthened"),
        ("Build zero-emission buses", "Build low-emission buses", "en", "binding-weakened"),
        ("Make car-free streets", "Make low-car streets", "en", "binding-weakened"),
        ("Eine freie Strecke bauen", "Eine arme Strecke bauen", "de", ""),
        ("Das Verbot wird abgeschafft.", "Am Verbot wird festgehalten.", "de", "negation-reversed"),
        ("Neue Aufgaben nicht ohne vollen Ausgleich", "Neue Aufgaben nur mit vollem Ausgleich", "de", ""),
        ("No new tasks, not without full funding", "No new tasks, only with full funding", "en", ""),
    ],
)
def test_what_there_is_none_or_little_of_and_what_says_only_are_compared(old, new, language, expected):
    assert rules(old, new, language) == expected
