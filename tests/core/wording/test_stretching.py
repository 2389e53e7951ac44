"""New words are marked whole, with their compound and the small words that came with them. Texts are invented."""

import pytest

from policydiff.core.changes import Split
from policydiff.core.comparison import Version, compare
from policydiff.core.wording.stretching import list_known, stretch
from tests.policies import catalogue, demand


def stretched(text: str, *marked: str, other: str) -> list[str]:
    spans = [(text.index(one), text.index(one) + len(one)) for one in marked]
    return [text[start:end] for start, end in stretch(text, spans, list_known([other]))]


@pytest.mark.parametrize(
    ("text", "marked", "other", "expected"),
    [
        (
            "Der Gang zum Amt bleibt neben dem Online-Zugang möglich",
            ("neben", "Zugang"),
            "Alles ist online zugänglich; der Gang zum Amt bleibt möglich",
            ["neben dem Online-Zugang"],
        ),
        ("Märkte an Werktagen fördern", ("Werktagen",), "Märkte fördern", ["an Werktagen"]),
        ("Märkte für Kinder fördern", ("Kinder",), "Märkte fördern", ["für Kinder"]),
        ("In Zone I wird Gülle untersagt", ("Zone",), "Gülle wird in Gebieten untersagt", ["Zone I"]),
        ("Busse und Bahnen fördern", ("Bahnen",), "Busse und Boote fördern", ["Bahnen"]),
        ("Busse, Bahnen", ("Bahnen",), "Busse", ["Bahnen"]),
    ],
    ids=[
        "compound",
        "preposition",
        "preposition with an umlaut",
        "number of a zone",
        "what both have stays",
        "a sign ends it",
    ],
)
def test_a_new_word_takes_along_its_compound_and_small_words_that_are_as_new(text, marked, other, expected):
    assert stretched(text, *marked, other=other) == expected


def test_no_part_of_a_split_has_a_word_marked_in_half():
    old = demand("alt", "Alle Leistungen sind bis Ende 2026 online zugänglich; der Gang zum Amt bleibt möglich.")
    new = (
        demand("alt", "Alle Leistungen sind bis Ende 2026 online zugänglich."),
        demand("teil", "Der Gang zum Amt bleibt neben dem Online-Zugang möglich.", succeeds=("alt",)),
    )
    sides = catalogue(old), catalogue(new[0], new[1])
    entries = compare(*(Version(catalogue=side) for side in sides)).entries
    (change,) = (one for entry in entries for one in entry.changes if isinstance(one, Split))

    assert [clause.text for clause in change.added] == ["neben dem Online-Zugang"]
