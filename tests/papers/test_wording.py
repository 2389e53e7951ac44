"""How broken lines become words and sentences again, and which brackets name addressees."""

import pytest

from policydiff.papers import NoteCode, read_paper
from policydiff.papers.addressees import learn_habits, take_addressees
from policydiff.papers.dates import read_date
from policydiff.papers.paragraphs import join_lines, split_sentences


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["eines Container-", "Shuttle-Verkehrs"], "eines Container-Shuttle-Verkehrs"),
        (["Energiegewinnung, -", "speicherung"], "Energiegewinnung, -speicherung"),
        (["Energieeffizienz-", "Innovationen"], "Energieeffizienz-Innovationen"),
        (["gute Arbeits-", "und Lebensbedingungen"], "gute Arbeits- und Lebensbedingungen"),
        (["Nordrhein-", "Westfalens"], "Nordrhein-Westfalens"),
        (["die Forde-", "rung"], "die Forderung"),
        (["die Forde\u00ad", "rung"], "die Forderung"),
        (["Car-to-", "car"], "Car-to-car"),
        (["CO2-", "neutral"], "CO2-neutral"),
        (["Energiegewinnung,", "-speicherung"], "Energiegewinnung, -speicherung"),
        (["Bund/", "Land"], "Bund/Land"),
        (["Hochschulen –", "Wirtschaft"], "Hochschulen – Wirtschaft"),
        (["Bürger*", "innen"], "Bürger*innen"),
    ],
)
def test_words_broken_at_line_ends_are_joined(lines, joined):
    assert join_lines(lines)[0] == joined


def test_a_word_printed_elsewhere_decides_about_its_hyphen():
    assert join_lines(["a tax-", "free day"], vocabulary=frozenset(["tax-free"])) == ("a tax-free day", ())
    assert join_lines(["a long-", "term plan"]) == ("a long-term plan", ("long-term",))
    assert join_lines(["a community-", "led plan"]) == ("a community-led plan", ("community-led",))
    assert join_lines(["the govern-", "ment"]) == ("the government", ("government",))


def test_a_german_word_that_goes_on_in_lower_case_was_one_word():
    both = frozenset(["infrastruktur", "maßnahmen"])
    assert join_lines(["Infrastruktur-", "maßnahmen"], vocabulary=both, language="de") == ("Infrastrukturmaßnahmen", ())
    assert join_lines(["Arbeits-", "und Lebenswelt"], vocabulary=both, language="de")[0] == "Arbeits- und Lebenswelt"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Projekte wie z.B. Innovation City sind gut.", 1),
        ("Art. 72 Abs. 2 GG gilt. Das genügt.", 2),
        ("Am 1. Januar beginnt es. Am 3. Mai endet es.", 2),
        ("Logistik 4.0 entwickeln", 1),
        ("We ask, e.g. Leeds, to act. Soon!", 2),
        ("Das gilt (siehe oben. Und unten) auch hier.", 1),
        ("Er sagte: „Nie.“ Dann ging er.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, count):
    assert len(split_sentences(text)) == count
    assert " ".join(split_sentences(text)) == text


@pytest.mark.parametrize(
    ("item", "text", "names"),
    [
        ("Mehr Licht (Bund, Land)", "Mehr Licht", ("Bund", "Land")),
        ("Mehr Licht [Bund und Land]", "Mehr Licht", ("Bund", "Land")),
        ("Mehr Licht (Bund/Länder; RVR sowie Kommunen).", "Mehr Licht.", ("Bund", "Länder", "RVR", "Kommunen")),
        ("Institut (IFE) (Bund)", "Institut (IFE)", ("Bund",)),
        ("Weiter (RVR, Universitätsallianz Ruhr)", "Weiter", ("RVR", "Universitätsallianz Ruhr")),
        ("Mehr (Bundesministerium für Arbeit und Soziales)", "Mehr", ("Bundesministerium für Arbeit und Soziales",)),
        ("More (the federal government and cities)", "More", ("the federal government", "cities")),
        ("Mehr Licht. Adressaten: Bund, Land", "Mehr Licht.", ("Bund", "Land")),
        ("Mehr Licht (Bund und Länder)", "Mehr Licht", ("Bund", "Länder")),
        ("Mehr Licht (Kreise und kreisfreie Städte)", "Mehr Licht", ("Kreise", "kreisfreie Städte")),
        ("Mehr Licht (Bund, Domowina)", "Mehr Licht", ("Bund", "Domowina")),
        ("Mehr Licht *(Bund)*", "Mehr Licht", ("Bund",)),
        (
            "Mehr (Bund, Wasserstraßen- und Schifffahrtsverwaltung)",
            "Mehr",
            ("Bund", "Wasserstraßen- und Schifffahrtsverwaltung"),
        ),
        (
            "Mehr (Bundesministerium für Ernährung und Landwirtschaft)",
            "Mehr",
            ("Bundesministerium für Ernährung und Landwirtschaft",),
        ),
        ("Mehr (Landesbetrieb Wald und Holz, Land)", "Mehr", ("Landesbetrieb Wald und Holz", "Land")),
        ("Mehr (Hamburg, Schleswig-Holstein)", "Mehr", ("Hamburg", "Schleswig-Holstein")),
        ("Mehr (Ruhr-Universität Bochum)", "Mehr", ("Ruhr-Universität Bochum",)),
        ("Mehr (Bund (BMBF), Land)", "Mehr", ("Bund (BMBF)", "Land")),
        ("Mehr (Bund und/oder Land)", "Mehr", ("Bund", "Land")),
    ],
)
def test_a_trailing_bracket_of_bodies_names_the_addressees(item, text, names):
    ending = take_addressees(item, learn_habits([item]))
    assert (ending.text, ending.names, ending.unsure) == (text, names, "")


@pytest.mark.parametrize(
    "bracket", ["(Open Data)", "(CODE24)", "(IFE)", "(siehe Anlage 2)", "(2016)", "(u.a. Digitales Wohnen)", "(§ 3)",
     "(Open Access)", "(ÖPNV)", "(Berlin)", "(Hamburg, Bremen)", "(Sanierung der Schulen)", "(Neubau von Kliniken)", "(EU-Mittel)", "(Stadt-Umland-Verkehr)", "(Open (Data))"],
)  # fmt: skip
def test_any_other_bracket_stays_in_the_text_and_is_reported(bracket):
    item = f"Freie Daten für alle {bracket}"
    ending = take_addressees(item, learn_habits([item, "Mehr Licht (Bund)"]))
    assert (ending.text, ending.names, ending.unsure) == (item, (), bracket)


def test_an_acronym_explained_by_the_words_before_it_is_no_addressee():
    item = "Stärkung des Regionalverbands Ruhr (RVR)"
    assert take_addressees(item, learn_habits([item])).names == ()
    assert take_addressees("Radwege ausbauen (RVR)", learn_habits([item])).names == ("RVR",)


def test_an_acronym_may_spell_the_small_words_too():
    item = "Zuschüsse der Kreditanstalt für Wiederaufbau (KfW)"
    assert take_addressees(item, learn_habits([item])).names == ()
    assert take_addressees("Zuschüsse erhöhen (KfW)", learn_habits([item])).names == ("KfW",)


def test_a_place_is_an_addressee_where_the_paper_names_it_beside_others():
    items = ["Mehr Licht (Bund, Hamburg)", "Mehr Luft (Hamburg)"]
    assert take_addressees(items[1], learn_habits(items)).names == ("Hamburg",)
    assert take_addressees(items[1], learn_habits(items[1:])).unsure == "(Hamburg)"


def test_a_branch_alone_is_taken_as_addressee_and_reported():
    paper = "AG Energie\n• Mehr Abwärme nutzen (Industrie)\n• Mehr Wind (Bund)\n• Mehr Licht (Bund, Handwerk)\n"
    draft = read_paper(paper.encode(), name="paper.txt")
    assert [demand.addressees for demand in draft.demands] == [("Industrie",), ("Bund",), ("Bund", "Handwerk")]
    assert [note.text for note in draft.notes if note.code is NoteCode.UNKNOWN_ADDRESSEE] == ["Industrie"]


def test_an_unknown_name_that_ends_three_items_is_learned():
    items = ["Mehr Licht (Emscherbund)", "Mehr Luft (Emscherbund)", "Mehr Laub (Emscherbund)"]
    assert take_addressees(items[0], learn_habits(items)).names == ("Emscherbund",)
    assert take_addressees(items[0], learn_habits(items[:2])).unsure == "(Emscherbund)"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Berlin, im April 2016", "2016-04"), ("Stand: 12.04.2016", "2016-04-12"), ("Essen, den 3. Mai 2016", "2016-05-03"),
        ("12 April 2016", "2016-04-12"), ("April 12, 2016", "2016-04-12"), ("2016-04-12", "2016-04-12"), ("Stand: 2016", "2016"),
        ("*Beschlossen am 1. Juli 2023*", "2023-07-01"), ("Bis zum Jahr 2016", None), ("Mehr Licht", None),
    ],
)  # fmt: skip
def test_a_date_line_is_read_in_german_and_english(line, date):
    assert read_date(line) == date
