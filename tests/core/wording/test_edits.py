"""The same edit in many texts has one key."""

import pytest

from policydiff.core.lexicon import load_lexicon
from policydiff.core.wording import Edit, edits

GERMAN = load_lexicon("de")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Der Benutzer zahlt nichts.", "Die Benutzenden zahlen nichts."),
        ("Mit den Benutzern reden.", "Mit den Benutzenden reden."),
        ("Der erfahrene Benutzer muss seine Daten schützen.", "Die erfahrenen Benutzenden müssen ihre Daten schützen."),
        ("Rechte des Benutzers", "Rechte der Benutzenden"),
    ],
)
def test_case_number_and_article_do_not_make_another_edit(old, new):
    assert [edit.key for edit in edits(old, new, GERMAN)] == ["benutzer → benutzend"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("es soll so sein", "es muss so sein", [("shall → must", "soll", "muss")]),
        ("Radwege bauen", "Radwege im Revier bauen", [(" → im revier", "", "im Revier")]),
        ("100 Mio. Euro", "50 Mio. Euro", [("100 → 50", "100", "50")]),
        ("Kommune", "Kommunen", [("kommune → kommunen", "Kommune", "Kommunen")]),
        ("neue Benutzer", "alte Benutzende", [("neu → alt", "neue", "alte"), ("benutzer → benutzend", "Benutzer", "Benutzende")]),
        ("der Wald", "die Wald", [("der → die", "der", "die")]),
        ("Mittel für Benutzer", "Mittel zugunsten der Kunden", [("benutzer → zugunst kund", "für Benutzer", "zugunsten der Kunden")]),
        ("mehr als 5% Rendite", "mehr als 5 %\nRendite", []),
    ],
)  # fmt: skip
def test_each_edit_is_as_small_as_its_words(old, new, found):
    assert edits(old, new, GERMAN) == tuple(Edit(key=key, old=gone, new=come) for key, gone, come in found)


def test_singular_and_plural_exchanged_are_two_edits():
    [there], [back] = edits("Kommune", "Kommunen", GERMAN), edits("Kommunen", "Kommune", GERMAN)
    assert there.key != back.key
