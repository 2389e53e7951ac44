"""What a rewording struck as a whole: told as a part that was dropped. All texts are invented."""

import pytest

from policydiff.core.losses import find_lost_sentences
from policydiff.core.wording import redline

TRAMS = "Das Land baut die Straßenbahn nach Musterstadt aus."
RENTS = "Wir deckeln die Mieten in angespannten Lagen."
POOLS = "Die Freibäder bleiben am Sonntag geöffnet."

LOST = {
    "the last sentence": (f"{TRAMS} {RENTS}", TRAMS, [RENTS]),
    "the first sentence": (f"{TRAMS} {RENTS}", RENTS, [TRAMS]),
    "one between two": (f"{TRAMS} {RENTS} {POOLS}", f"{TRAMS} {POOLS}", [RENTS]),
    "two of three": (f"{TRAMS} {RENTS} {POOLS}", RENTS, [TRAMS, POOLS]),
    "a short one": (f"Maut abschaffen. {TRAMS}", TRAMS, ["Maut abschaffen."]),
    "one that begins as its neighbour does": (
        "Es sollte ein Konzept für Deiche geben. Es sollte ein Fest für Fischer geben.",
        "Es sollte ein Konzept für Deiche geben.",
        ["Es sollte ein Fest für Fischer geben."],
    ),
    "while another was reworded": (
        f"{TRAMS} {RENTS} {POOLS}",
        f"Das Land baut die Straßenbahn bis Musterdorf aus. {RENTS}",
        [POOLS],
    ),
    "while something else came beside it": (f"{TRAMS} {RENTS}", f"Kinder fahren kostenlos. {TRAMS}", [RENTS]),
    "an item behind a semicolon": (
        "Wir fordern: a) mehr Busse am Abend; b) kürzere Wege zum Arzt; c) freien Eintritt ins Museum",
        "Wir fordern: a) mehr Busse am Abend; b) freien Eintritt ins Museum",
        ["kürzere Wege zum Arzt"],
    ),
    "an item behind a bullet": (
        "Wir fordern • mehr Busse am Abend • kürzere Wege zum Arzt • freien Eintritt ins Museum",
        "Wir fordern • mehr Busse am Abend • freien Eintritt ins Museum",
        ["kürzere Wege zum Arzt"],
    ),
    "one in whose place another stands": (f"{TRAMS} {RENTS}", f"{TRAMS} Kinder fahren kostenlos mit dem Bus.", [RENTS]),
    "one between two that stayed, in whose place another stands": (
        f"{TRAMS} {RENTS} {POOLS}",
        f"{TRAMS} Kinder fahren kostenlos mit dem Bus. {POOLS}",
        [RENTS],
    ),
    "an English one": (
        "The state shall extend the tram. Rents must be capped in crowded places.",
        "The state shall extend the tram.",
        ["Rents must be capped in crowded places."],
    ),
}
KEPT = {
    "one that was put otherwise": (f"{TRAMS} {RENTS}", f"{TRAMS} Mieten werden in angespannten Lagen gedeckelt."),
    "a short one in whose place another stands": (f"{TRAMS} Maut abschaffen.", f"{TRAMS} Museen kostenlos."),
    "one that the new one says with a participle": (
        f"{TRAMS} Die Wartung der Aufzüge muss jährlich erfolgen.",
        f"{TRAMS} Fahrstühle in Rathäusern werden regelmäßig gewartet.",
    ),
    "one that another took in as a relative clause": (
        "Wir richten ein Haus der Musik ein. Das Haus steht allen Ensembles offen.",
        "Wir richten ein Haus der Musik ein, das allen Ensembles offensteht.",
    ),
    "one of which the beginning was kept": (
        f"{TRAMS} Wir fordern ein Ministerium für Deiche und Häfen, ähnlich dem Ministerium für Watten, Inseln, Leuchttürme,"
        " Fähren, Molen und Seezeichen.",
        f"{TRAMS} Wir fordern ein Ministerium für Deiche und Brücken.",
    ),
    "the only one of a text": (
        "Die Sperrung der Südbrücke für Fahrräder wird aufgehoben.",
        "Freigabe der Südbrücke für den Radverkehr",
    ),
    "one that was put otherwise elsewhere": (f"{TRAMS} {RENTS}", f"Mieten deckeln, wo Lagen eng sind. {TRAMS}"),
    "all of a text": (RENTS, "Kinder fahren kostenlos mit dem Bus."),
    "one that moved": (f"{TRAMS} {RENTS} {POOLS}", f"{RENTS} {POOLS} {TRAMS}"),
    "two that were joined": (f"{TRAMS} {RENTS}", f"{TRAMS[:-1]}, und wir deckeln die Mieten in angespannten Lagen."),
    "words within one": (TRAMS, "Das Land baut die Straßenbahn aus."),
    "one that only leads in": (f"Wir fordern. {TRAMS}", TRAMS),
    "one that came": (TRAMS, f"{TRAMS} {RENTS}"),
    "nothing": (TRAMS, TRAMS),
}


@pytest.mark.parametrize("story", LOST)
def test_a_sentence_that_was_struck_is_lost(story):
    old, new, lost = LOST[story]
    assert list(find_lost_sentences(redline(old, new))) == lost


@pytest.mark.parametrize("old_end", ["", ".", "!"])
@pytest.mark.parametrize("new_end", ["", ".", "!"])
@pytest.mark.parametrize("behind", ["", f" {POOLS}"])
def test_whether_a_sentence_was_exchanged_does_not_depend_on_the_sign_that_ends_it(old_end, new_end, behind):
    old = f"{TRAMS} {RENTS[:-1]}{old_end or (behind and '.')}{behind}"
    new = f"{TRAMS} Kinder fahren kostenlos mit dem Bus{new_end or (behind and '.')}{behind}"
    assert [one.rstrip(".!") for one in find_lost_sentences(redline(old, new))] == [RENTS[:-1]]


@pytest.mark.parametrize("story", KEPT)
def test_what_lives_on_or_gave_its_place_to_something_is_not_lost(story):
    old, new = KEPT[story]
    assert find_lost_sentences(redline(old, new)) == ()
