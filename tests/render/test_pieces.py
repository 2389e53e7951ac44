"""Redlines as people read them: words with one mark, white space between them."""

import pytest

from policydiff.core.wording import redline
from policydiff.render.pieces import INSERTED, REMOVED, pieces

SIGNS = {REMOVED: "[-{}-]", INSERTED: "{{+{}+}}"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("0,7 % des Haushalts", "0,7 Prozent des Haushalts", "0,7 [-%-] {+Prozent+} des Haushalts"),
        ("0,7 Prozent des Haushalts", "0,7 % des Haushalts", "0,7 [-Prozent-] {+%+} des Haushalts"),
        ("Wege – Plätze", "Wege und Plätze", "Wege [-–-] {+und+} Plätze"),
        ("Wege und Plätze", "Wege – Plätze", "Wege [-und-] {+–+} Plätze"),
        ("Wege (alt) bauen", "Wege neu bauen", "Wege [-(alt)-] {+neu+} bauen"),
        ("Wege bauen.", "Wege bauen!", "Wege bauen[-.-]{+!+}"),
        ("Wege und Plätze", "Wege, Plätze", "Wege [-und-]{+,+} Plätze"),
    ],
)
def test_between_what_went_and_what_came_stands_a_space_where_both_are_like_words(old, new, told):
    drawn = (SIGNS.get(piece.mark, "{}").format(piece.text) for piece in pieces(redline(old, new)))
    assert "".join(drawn) == told
