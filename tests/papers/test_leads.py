"""Introductions that say whom the demands below them call on, or that nothing is asked for. The papers are invented."""

import pytest

from policydiff.papers import Draft, read_paper
from policydiff.papers.leads import called_on, is_formal_lead


def read(paper: str) -> Draft:
    return read_paper(f"Programm 2025\n\nSCHULE\n\n{paper}\nWEGE\n\n1. Brücken bauen\n".encode(), name="p.txt")


def told(draft: Draft) -> list[tuple[int, str]]:
    return [(note.line, note.code.value) for note in draft.notes]


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("Forderungen an den Bund:", ("Bund",)),
        ("Unsere Erwartungen an Bund und Länder:", ("Bund", "Länder")),
        ("Wir fordern von der Stadt:", ("Stadt",)),
        ("Wir fordern daher vom Land und von den Kommunen:", ("Land", "Kommunen")),
        ("Von den Ländern fordern wir:", ()),
        ("Wir fordern von den Ländern, dass", ("Länder",)),
        ("Wir fordern die Bundesregierung auf:", ("Bundesregierung",)),
        ("Der Landtag fordert die Landesregierung auf,", ("Landesregierung",)),
        ("Der Rat beauftragt die Verwaltung,", ("Verwaltung",)),
        ("Die Landesregierung wird aufgefordert,", ("Landesregierung",)),
        ("Das Land soll:", ("Land",)),
        ("Bund und Land müssen:", ("Bund", "Land")),
        ("We call on the Council to:", ("Council",)),
        ("We therefore call upon the Government and local councils to:", ("Government", "Local councils")),
        ("This Council asks the Mayor to:", ("Mayor",)),
        ("The Government must:", ("Government",)),
        ("The Council is asked to:", ("Council",)),
        ("Wir fordern:", ()),
        ("Wir fordern von allen Beteiligten:", ()),
        ("We call on everybody to:", ()),
    ],
)
def test_an_introduction_names_whom_it_calls_on(lead, names):
    assert called_on(lead) == names


@pytest.mark.parametrize(
    "text", ["Das Land soll Schulen bauen:", "Schulen, die das Land baut,", "Der Landtag", "Notes"]
)
def test_other_lines_are_no_introductions(text):
    assert not is_formal_lead(text)


def test_demands_below_an_introduction_have_the_addressee_it_names_and_it_is_told():
    draft = read("Das Land soll:\n\n1. Lehrer einstellen\n\nForderungen an den Bund:\n\n1. mehr Geld\n2. Digitalpakt\n")
    assert [group.name for group in draft.groups] == ["SCHULE", "WEGE"]
    assert [demand.addressees for demand in draft.demands] == [("Land",), ("Bund",), ("Bund",), ()]
    assert [line for line, code in told(draft) if code == "lead-in-addressees"] == [5, 9]


def test_demands_that_name_their_own_addressees_keep_them():
    draft = read("Wir fordern von Bund und Land:\n\n1. Lehrer einstellen (Land)\n2. mehr Geld\n")
    assert [demand.addressees for demand in draft.demands][:2] == [("Land",), ()]
    assert "lead-in-addressees" not in {code for _, code in told(draft)}


def test_an_introduction_amid_a_group_that_names_nobody_known_is_told():
    draft = read("Wir fordern:\n\n1. Lehrer einstellen\n\nWir fordern von allen Beteiligten:\n\n1. mehr Geld\n")
    assert [line for line, code in told(draft) if code == "later-lead-in"] == [9]


@pytest.mark.parametrize("lead", ["Der Landtag stellt fest:", "This Council notes:", "Der Rat begrüßt,"])
def test_what_somebody_states_is_no_demand_and_is_told(lead):
    draft = read(
        f"{lead}\n\n1. Immer mehr Menschen sind betroffen.\n2. Die Kommunen zahlen.\n\nWir fordern:\n\n1. Geld\n"
    )
    assert [demand.text for demand in draft.demands] == ["Geld", "Brücken bauen"]
    assert "1. Immer mehr Menschen" in (draft.groups[0].preamble or "")
    assert [line for line, code in told(draft) if code == "unsure-prose"] == [7, 8]


def test_the_resolutions_of_a_motion_are_demands_to_those_they_call_on():
    draft = read_paper(
        "Der Landtag möge beschließen:\n\nI. Der Landtag stellt fest:\n\n1. Die Kommunen zahlen.\n\n"
        "II. Der Landtag fordert die Landesregierung auf,\n\n1. ein Programm aufzulegen, und\n2. zu berichten.\n\n"
        "III. Der Landtag fordert den Bund auf, die Kosten zu tragen.\n".encode(),
        name="p.txt",
    )
    assert [(demand.number, demand.addressees) for demand in draft.demands] == [
        ("1", ("Landesregierung",)),
        ("2", ("Landesregierung",)),
        ("III", ("Bund",)),
    ]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_the_reasons_below_a_demand_are_none_of_it_and_are_told(gap):
    draft = read(f"1. Heime fördern.\n{gap}Begründung: Es fehlen Heime.\n\nEs fehlen auch Kräfte.\n\n2. Heime bauen.\n")
    assert [demand.text for demand in draft.demands] == ["Heime fördern.", "Heime bauen.", "Brücken bauen"]
    assert (draft.groups[0].preamble or "").startswith("Begründung: Es fehlen Heime.")
    assert [code for _, code in told(draft)].count("reasons") == 2


def test_a_demand_that_calls_on_somebody_in_its_first_words_is_addressed_there():
    draft = read("1. Die Verwaltung wird beauftragt, Wege zu planen.\n2. Der Rat fordert das Land auf, zu zahlen.\n")
    assert [demand.addressees for demand in draft.demands] == [("Verwaltung",), ("Land",), ()]
    assert [line for line, code in told(draft) if code == "lead-in-addressees"] == [5, 6]
