"""Letterheads, titles, dates and reasons: what motions and resolutions have around their demands. All are invented."""

import pytest

from policydiff.papers import Draft, read_paper
from policydiff.papers.dates import read_date
from policydiff.papers.succession import Heading, succeed


def read(paper: str) -> Draft:
    return read_paper(paper.encode(), name="p.txt")


def told(draft: Draft) -> list[tuple[int, str]]:
    return [(note.line, note.code.value) for note in draft.notes]


HEAD = "Landtag Musterland             Drucksache 19/2871\n19. Wahlperiode                21.05.2025\n\n"
LIST = "1. Heime fördern,\n2. Heime bauen.\n"


def test_the_letterhead_of_a_motion_is_told_and_dates_the_paper():
    draft = read(
        f"{HEAD}Antrag\n\nder Fraktion Müller\n\nPflege vor Ort stärken\n\nDer Landtag möge beschließen:\n\n{LIST}"
    )
    assert told(draft)[:2] == [(1, "letterhead"), (2, "letterhead")]
    assert (draft.date, draft.title) == ("2025-05-21", "Antrag der Fraktion Müller Pflege vor Ort stärken")
    assert [demand.text for demand in draft.demands] == ["Heime fördern,", "Heime bauen."]


def test_a_motion_keeps_the_words_beside_its_date_and_its_title_further_down():
    draft = read(
        "MOTION TO COUNCIL – 17 July 2025\nProposed by Ada\n\nWarm homes\n\nThis Council resolves to:\n\n(a) inspect\n"
    )
    assert draft.title == "MOTION TO COUNCIL – 17 July 2025 Proposed by Ada Warm homes"
    assert draft.date == "2025-07-17"


@pytest.mark.parametrize("heading", ["Begründung", "Begründung:", "Reasons:"])
def test_what_stands_below_the_reasons_is_no_demand_and_is_told(heading):
    draft = read(
        f"Programm 2025\n\nPflege\n\n{LIST}\n{heading}\n\nSie hat angekündigt,\n\n1. Es fehlt viel.\n2. Es eilt.\n"
    )
    assert [demand.text for demand in draft.demands] == ["Heime fördern,", "Heime bauen."]
    assert draft.closing == f"{heading}\n\nSie hat angekündigt,\n\n1. Es fehlt viel.\n\n2. Es eilt."
    assert {(8, "unsure-closing"), (12, "unsure-prose"), (13, "unsure-prose")} <= set(told(draft))


def test_reasons_between_two_groups_go_into_the_preamble_of_the_first():
    draft = read(
        f"Programm 2025\n\nPflege\n\n{LIST}\nBegründung\n\n1. Es fehlt viel.\n2. Es eilt.\n\nSchule\n\n1. Bauen.\n"
    )
    assert [group.name for group in draft.groups] == ["Pflege", "Schule"]
    assert [demand.text for demand in draft.demands] == ["Heime fördern,", "Heime bauen.", "Bauen."]
    assert "Es fehlt viel." in (draft.groups[0].preamble or "")


def test_place_and_date_at_the_end_date_the_paper_and_stand_in_its_closing():
    draft = read(f"Programm 2025\n\nPflege\n\n{LIST}\nAuenstadt, den 12. Mai 2025\nDer Vorstand\n")
    assert draft.date == "2025-05-12"
    assert draft.closing == "Auenstadt, den 12. Mai 2025\n\nDer Vorstand"


def test_the_heading_of_a_closing_stays_with_it_in_the_catalogue_unless_it_says_no_more_than_that():
    for heading, begins in (("Unser Versprechen", "Unser Versprechen\n\nWir"), ("Abschlusserklärung", "Wir")):
        draft = read(f"Programm 2025\n\nPflege\n\n{LIST}\nSchule\n\n{LIST}\n{heading}\n\nWir halten Wort.\n")
        assert (succeed(draft, Heading(edition="x"), None).catalogue.closing or "").startswith(begins)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Beschlossen von der Mitgliederversammlung am 14. März 2020", "2020-03-14"),
        ("Manifesto of the Riverside Residents' Group, May 2024", "2024-05"),
        ("zur Kommunalwahl am 13. September 2020", None),
        ("Manifesto for the elections on 6 May 2021", None),
        ("gilt bis zum 31. Dezember 2025", None),
        ("Mehr Busse ab Mai 2020", None),
    ],
)
def test_the_date_of_adoption_is_the_date_of_a_paper_and_that_of_an_election_is_not(line, date):
    assert read_date(line) == date


def test_who_adopted_a_paper_is_not_lost_with_its_date():
    draft = read(
        f"Programm 2025\n\nBeschlossen von der Versammlung der Mitglieder am 14. März 2020\n\nPflege\n\n{LIST}"
    )
    assert draft.date == "2020-03-14"
    assert draft.preamble == "Beschlossen von der Versammlung der Mitglieder am 14. März 2020"


def test_a_list_below_a_short_line_within_the_reasons_is_no_demand():
    draft = read(
        f"Antrag\n\nder Fraktion\n\nDer Rat beschließt:\n\n{LIST}\nBegründung:\n\nDie Lage\n\n1. Es fehlt viel.\n2. Es eilt.\n"
    )
    assert [demand.text for demand in draft.demands] == ["Heime fördern,", "Heime bauen."]
    assert "2. Es eilt." in (draft.closing or "")


def test_place_and_date_below_the_reasons_date_a_motion():
    draft = read(
        f"Antrag\n\nPflege\n\nDer Rat beschließt:\n\n{LIST}\nBegründung:\n\nEs fehlt viel.\n\nNeuenfels, 3. Juni 2024\n\ngez. Ada\n"
    )
    assert draft.date == "2024-06-03"
