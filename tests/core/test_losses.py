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
    "an English one": (
        "The state shall extend the tram. Rents must be capped in crowded places.",
        "The state shall extend the tram.",
        ["Rents must be capped in crowded places."],
    ),
}
KEPT = {
    "one that was put otherwise": (f"{TRAMS} {RENTS}", f"{TRAMS} Mieten werden in angespannten Lagen gedeckelt."),
    "one in whose place another stands": (f"{TRAMS} {RENTS}", f"{TRAMS} Kinder fahren kostenlos mit dem Bus."),
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


@pytest.mark.parametrize("story", KEPT)
def test_what_lives_on_or_gave_its_place_to_something_is_not_lost(story):
    old, new = KEPT[story]
    assert find_lost_sentences(redline(old, new)) == ()
