"""What converters leave of a paper: lists that lost their signs, running lines, footnote signs, columns, tables."""

import pytest

from policydiff.papers import Draft, NoteCode, read_paper


def read(paper: str) -> Draft:
    return read_paper(f"AG Wohnen\n{paper}".encode(), name="p.txt")


def told(draft: Draft) -> list[tuple[int, str]]:
    return [(note.line, note.code.value) for note in draft.notes]


def test_what_an_item_without_a_sign_leads_to_is_part_of_it_as_with_a_sign():
    paper = (
        "Wir fordern:\n{0}Mieten senken (Bund)\n{0}Programme für\n- Schulen (Land)\n- Häuser (Bund)\n{0}Wege (Land)\n"
    )
    found = [[demand.text for demand in read(paper.format(sign)).demands] for sign in (" ", "• ")]
    assert found[0] == found[1] == ["Mieten senken", "Programme für\nSchulen\nHäuser", "Wege"]


def test_demands_without_signs_beside_dashes_are_found_to_the_last_group_and_none_is_left_to_the_closing():
    paper = (
        " Mieten senken (Bund)\n Sozialer Wohnungsbau\n- im Land (Land)\n- in den Städten (Kommunen)\n Leerstand besteuern "
        "(Land)\n\nAG Sport\n\n Bäder erhalten (Land)\n Hallen sanieren\n (Kommunen)\n Ehrenamt stärken (Bund)\n"
    )
    draft = read(paper)
    assert [(demand.group, demand.text) for demand in draft.demands] == [
        (0, "Mieten senken"),
        (0, "Sozialer Wohnungsbau\nim Land\nin den Städten"),
        (0, "Leerstand besteuern"),
        (1, "Bäder erhalten"),
        (1, "Hallen sanieren"),
        (1, "Ehrenamt stärken"),
    ]
    assert draft.closing is None


def test_a_demand_that_ends_in_mid_sentence_is_a_doubt():
    draft = read("• Programme für\n• Schulen (Land)\n• Die Städte legen einen Bericht vor (Land)\n")
    assert (2, "unfinished") in told(draft)
    assert [line for line, code in told(draft) if code == "unfinished"] == [2]


def test_an_item_that_goes_into_the_preamble_is_a_doubt():
    draft = read("• Mehr Geld soll geben:\n  - Haus (Land)\n  - Hof (Bund)\n")
    assert (2, "unsure-prose") in told(draft)


def test_a_running_line_with_its_page_number_is_told_even_if_it_stands_once():
    draft = read(
        "• Mieten senken, und zwar für die\n\n\fKatalog 2019          Seite 1\n2\nFamilien (Bund)\n• Bauen (Land)\n"
    )
    assert draft.demands[0].text == "Mieten senken, und zwar für die Familien"
    assert (4, "running-header") in told(draft)


def test_a_line_that_points_to_a_page_is_no_running_line():
    draft = read("• Mieten senken (Bund)\n\f• Bauen, siehe Seite 3\n• Wege (Land)\n")
    assert NoteCode.RUNNING_HEADER not in {note.code for note in draft.notes}


@pytest.mark.parametrize("title", ["Katalog der\nAbgeordneten", "Katalog der Abgeordneten"])
@pytest.mark.parametrize("below", ["Stand: Mai 2019\n\n", "\n"])
def test_a_running_header_above_the_title_is_none_of_it(title, below):
    paper = f"Kopf 2019\n\n{title}\n{below}AG Wohnen\n• Mieten senken (Bund)\n\fKopf 2019\n• Bauen (Land)\n"
    assert read_paper(paper.encode(), name="p.txt").title == "Katalog der Abgeordneten"


@pytest.mark.parametrize(("sign", "note"), [("1", "1 Je Kopf."), ("¹", "¹ Je Kopf."), ("²", "² Je Kopf.")])
def test_the_sign_of_a_footnote_is_no_part_of_a_demand_and_is_told(sign, note):
    draft = read(f"• Anteil des Haushalts{sign} erhöhen (Bund)\n• Wege (Land){sign}\n\n{note}\n")
    assert [demand.text for demand in draft.demands] == ["Anteil des Haushalts erhöhen", "Wege"]
    assert [demand.addressees for demand in draft.demands] == [("Bund",), ("Land",)]
    assert told(draft) == [(2, "footnote-sign"), (3, "footnote-sign"), (5, "footnote")]


def test_a_raised_sign_without_a_footnote_stays_and_is_a_doubt_and_a_unit_is_none():
    draft = read("• Anteil des Haushalts¹ erhöhen (Bund)\n• 20 m² je Kopf, 30 km² Wald, CO2 und die A40 (Land)\n")
    assert draft.demands[0].text == "Anteil des Haushalts¹ erhöhen"
    assert told(draft) == [(2, "unsure-footnote")]


def test_wide_blanks_at_one_place_without_signs_are_told_and_not_taken_apart():
    draft = read(
        "Wir wohnen gern         Es ist hier schön\nund bauen Häuser        und wir bleiben\nfür alle im Land.       noch lange da.\n• Wege (Land)\n• Bauen (Bund)\n"
    )
    assert [line for line, code in told(draft) if code == "unsure-columns"] == [2, 3, 4]


def test_names_of_signatories_beside_each_other_are_no_columns():
    draft = read("• Wege (Land)\n• Bauen (Bund)\n\ngez. Müller            gez. Schmidt\n")
    assert not [code for _, code in told(draft) if "columns" in code]


@pytest.mark.parametrize(
    "table",
    [
        "Forderung               Adressat\n\nSchulen sanieren        Land\nBrücken bauen           Bund, Land\n",
        "Forderung\nAdressat\nSchulen sanieren\nLand\nBrücken bauen\nBund, Land\n",
        "Nr.   Forderung            Zuständig\n1     Schulen sanieren     Land\n2     Brücken bauen        Bund,\n                           Land\n",
    ],
)
def test_the_rows_of_a_table_are_demands_with_their_addressees(table):
    draft = read(table)
    assert [(demand.text, demand.addressees) for demand in draft.demands] == [
        ("Schulen sanieren", ("Land",)),
        ("Brücken bauen", ("Bund", "Land")),
    ]
    assert {note.code for note in draft.notes} == {NoteCode.TABLE_HEAD}


def test_one_demand_that_begins_with_a_name_and_a_colon_is_left_as_it_is():
    draft = read("• Kommunen: Wer bestellt, bezahlt\n• Wege (Land)\n")
    assert draft.demands[0].text == "Kommunen: Wer bestellt, bezahlt"


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u061c", "\u2063", "\ufe01", "\u200d", "\u200b", "\u115f"])
def test_signs_that_nobody_sees_are_no_part_of_a_demand(sign):
    draft = read(f"• Miet{sign}en senken (Bund{sign})\n{sign}\n• Bauen{sign} (Land)\n")
    assert [(demand.text, demand.addressees) for demand in draft.demands] == [
        ("Mieten senken", ("Bund",)),
        ("Bauen", ("Land",)),
    ]


@pytest.mark.parametrize("end", ["\u00ad", "\u00ad\u2010", "\u00ad-", "\u00ad\u2011", "\u2010"])
def test_a_soft_hyphen_joins_its_word_whatever_hyphen_is_printed_behind_it(end):
    draft = read(f"• Räume für die Nach\u00adbarschafts{end}\nhilfe (Bund)\n• Wege (Land)\n")
    assert draft.demands[0].text == "Räume für die Nachbarschaftshilfe"


@pytest.mark.parametrize("mark", ["{}.", "{})", "({})"])
@pytest.mark.parametrize("end", [", und", " sowie", "; and", " and", " oder"])
def test_a_number_goes_on_with_its_list_where_the_item_before_ends_with_and(mark, end):
    items = ["ein Programm aufzulegen,", f"die Kosten zu fördern{end}", "dem Landtag zu berichten."]
    paper = "".join(f"{mark.format(number)} {text}\n" for number, text in enumerate(items, start=1))
    draft = read(f"{paper}\nAG Verkehr\n{paper}")
    assert [demand.text for demand in draft.demands] == [*items, *items]
    assert "unfinished" not in {code for _, code in told(draft)}


@pytest.mark.parametrize(
    "paper",
    [
        "1. Förderung in den Klassen 1 und\n2. Klasse der Schulen\n",
        "1. Mehr Personal in der\n2. Hälfte der Wahlperiode\n",
        "1. Mehr Personal, auch für die\n2. und\n2. Wege bauen\n",
    ],
)
def test_a_number_in_mid_sentence_begins_no_item_and_is_told(paper):
    draft = read(paper)
    assert draft.demands[0].number == "1"
    assert (3, "unsure-continuation") in told(draft)


def test_the_next_number_goes_on_with_its_list_though_the_item_before_fills_its_line():
    paper = (
        "1) die Förderung von Stationen im ganzen ländlichen Raum\n2) ein Ticket für 19 Euro\n\nAG Sport\n"
        "1) Bei allen Bauvorhaben, die Plätze betreffen, sind\n   Kinder zu beteiligen und zwar\n   immer, überall und\n   gern\n"
    )
    assert [demand.number for demand in read(paper).demands] == ["1", "2", "1"]


@pytest.mark.parametrize("heading", ["SPORT\n\n", "SPORT\n", "Sport im Land\n\n"])
def test_two_dashes_beside_another_list_are_items_as_three_are(heading):
    draft = read_paper(
        f"Programm 2025\n\n{heading}– die Öffnung der Höfe\n– gute Räume für Bands\n\nWEGE\n\n1. ein Ticket\n2. Züge\n".encode(),
        name="p.txt",
    )
    assert [(demand.group, demand.text) for demand in draft.demands] == [
        (0, "die Öffnung der Höfe"),
        (0, "gute Räume für Bands"),
        (1, "ein Ticket"),
        (1, "Züge"),
    ]


def test_a_dash_within_a_sentence_begins_no_item():
    draft = read("• keine Kameras auf Plätzen – weder durch die Polizei\n– noch durch die Stadt\n• Wege\n")
    assert len(draft.demands) == 2


def test_a_single_dash_that_is_read_as_running_text_is_told_and_so_is_a_group_without_demands():
    paper = "Programm 2025\n\nRAD\n\n1. Wege\n\nSPORT\n\n– die Öffnung der Höfe\n\nBAHN\n\n1. ein Ticket\n2. Züge\n"
    draft = read_paper(paper.encode(), name="p.txt")
    assert [group.name for group in draft.groups] == ["RAD", "SPORT", "BAHN"]
    assert {(7, "empty-group"), (9, "unsure-prose")} <= set(told(draft))
    assert "heading-without-demands" not in {code for _, code in told(draft)}


@pytest.mark.parametrize("mark", ["a.", "a)", "(a)"])
def test_lettered_parts_stand_below_their_number_whatever_stands_behind_the_letter(mark):
    other = mark.replace("a", "b")
    draft = read(f"1. Züge fördern\n   {mark} S-Bahn\n   {other} Regionalbahn\n2. Wege\n\nAG Sport\n1. Bäder\n")
    assert [demand.text for demand in draft.demands] == ["Züge fördern\na) S-Bahn\nb) Regionalbahn", "Wege", "Bäder"]
    assert (3, "sub-items") in told(draft)


def test_an_abbreviation_at_the_head_of_a_line_is_no_lettered_part():
    draft = read("1. Räume schaffen,\nu. a. für Bands und\nv. a. für Chöre, d. h. für alle\n2. Wege\n")
    assert [demand.text for demand in draft.demands] == [
        "Räume schaffen, u. a. für Bands und v. a. für Chöre, d. h. für alle",
        "Wege",
    ]


RESTS = "• Stärkung ländlicher\nRäume\n• Sport fördern\n• Vorhaben über fünf\nMillionen Euro\n• Busse\n"


@pytest.mark.parametrize("names", ["", " (Bund)"])
def test_the_last_word_of_an_item_is_no_heading_where_headings_are_set_off(names):
    draft = read_paper(
        f"Programm 2025\n\nLeben\n\n• Wege{names}\n{RESTS}\nArbeit\n\n• Steuern\n".encode(), name="p.txt"
    )
    assert [group.name for group in draft.groups] == ["Leben", "Arbeit"]
    assert [demand.text for demand in draft.demands][1:4] == [
        "Stärkung ländlicher Räume",
        "Sport fördern",
        "Vorhaben über fünf Millionen Euro",
    ]
    assert {(7, "unsure-continuation"), (10, "unsure-continuation")} <= set(told(draft))


def test_a_heading_right_below_an_item_is_a_doubt_where_no_heading_is_set_off():
    draft = read_paper(f"Programm 2025\nLeben\n{RESTS}Arbeit\n• Steuern\n".encode(), name="p.txt")
    assert (4, "unsure-heading") in told(draft)


def test_a_line_that_begins_with_a_figure_goes_on_with_its_item():
    draft = read("1. Wege bauen. Dafür stehen jährlich\n4 Mio. Euro bereit.\n2. Züge\n\nAG Sport\n1. Bäder\n")
    assert draft.demands[0].text == "Wege bauen.\nDafür stehen jährlich 4 Mio. Euro bereit."
    assert not [code for line, code in told(draft) if line == 3]


def test_a_sentence_below_the_title_of_an_item_stays_a_sentence_of_its_own():
    draft = read("1. BUSSE FÖRDERN\nDie Busse fahren öfter.\n\n2. ZÜGE FÖRDERN\nDie Züge fahren öfter.\n")
    assert draft.demands[0].text == "BUSSE FÖRDERN\nDie Busse fahren öfter."


@pytest.mark.parametrize("blank", ["                     ", " "])
def test_a_running_line_with_a_bare_page_number_is_told_and_is_no_part_of_a_demand(blank):
    head = f"Programm der Fraktion{blank}"
    paper = (
        f"• das Land soll die Kommunen bei der Wärme-\n{head}2\nplanung unterstützen (Bund)\n• keine Gasheizungen\n\nAG Sport\n\n"
        f"• Bäder erhalten\n\n{head}3\n\n• Hallen sanieren\n\n{head}4\n\n• Plätze bauen\n"
    )
    draft = read(paper)
    assert [(demand.group, demand.text) for demand in draft.demands] == [
        (0, "das Land soll die Kommunen bei der Wärmeplanung unterstützen"),
        (0, "keine Gasheizungen"),
        (1, "Bäder erhalten"),
        (1, "Hallen sanieren"),
        (1, "Plätze bauen"),
    ]
    assert [line for line, code in told(draft) if code == "running-header"] == [3, 11, 15]


@pytest.mark.parametrize("heading", ["Modul {}", "Unsere Forderung {}", "Säule {}: Wohnen", "Kapitel {}"])
def test_headings_that_count_themselves_are_no_running_lines(heading):
    paper = "".join(f"{heading.format(number)}\n\n• Wege {number}\n• Züge {number}\n\n" for number in range(1, 4))
    draft = read_paper(f"Programm 2025\n\n{paper}".encode(), name="p.txt")
    assert len(draft.groups) == 3
    assert "running-header" not in {code for _, code in told(draft)}


def test_a_heading_with_the_number_of_a_footnote_sign_is_no_footnote():
    paper = "1 Wohnen\n\n1.1 120 Häuser bauen.2\n1.2 Mieten deckeln.\n\n2 Verkehr\n\n2.1 Busse.\n2.2 Räder.\n"
    draft = read_paper(f"Programm 2025\n\n{paper}\n3 Schule\n\n3.1 Essen.\n3.2 Bauen.\n".encode(), name="p.txt")
    assert [group.name for group in draft.groups] == ["Wohnen", "Verkehr", "Schule"]
    assert "footnote" not in {code for _, code in told(draft)}


def test_a_footnote_with_the_number_of_a_heading_is_left_out_and_the_heading_stays():
    paper = (
        "1 Wohnen\n\n1.1 Häuser bauen.2\n1.2 Mieten deckeln.\n\n2 Ratsbeschluss vom 3. Juli 2018.\n\n2 Verkehr\n\n"
        "2.1 Busse.\n2.2 Räder.\n"
    )
    draft = read_paper(f"Programm 2025\n\n{paper}".encode(), name="p.txt")
    assert [group.name for group in draft.groups] == ["Wohnen", "Verkehr"]
    assert [line for line, code in told(draft) if code == "footnote"] == [8]


def test_a_number_stuck_to_a_word_without_a_footnote_stays_and_is_a_doubt():
    draft = read("• Jedes Jahr 120 Häuser bauen.2\n• Wege, CO2 und die A40 (Land)\n")
    assert draft.demands[0].text == "Jedes Jahr 120 Häuser bauen.2"
    assert [line for line, code in told(draft) if code == "unsure-footnote"] == [2]


def test_demands_without_signs_that_run_into_the_next_addressees_are_told():
    draft = read_paper(
        "Leitlinien 2025\n\nLeben\n\nSprachkurse vom ersten Tag an (Bund)\nEinführung der Ehrenamtskarte (Land, Stadt)\n"
        "Vereine zahlen für die Nutzung\nstädtischer Hallen keine Entgelte (Stadt)\n\nArbeit\n\nMehr Ausbildungsplätze bei der Stadt\nBetriebe fördern, die nach Tarif zahlen\n"
        "Belebung der Innenstadt (Stadt)\n".encode(),
        name="p.txt",
    )
    assert len(draft.demands) == 4
    assert (13, "unsure-continuation") in told(draft)
