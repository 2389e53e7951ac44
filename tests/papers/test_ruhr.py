"""The real paper: 64 demands, word for word, whatever the line breaks."""

import unicodedata

import pytest

from policydiff.papers import Draft, read_paper
from tests.papers.ruhr import PAPER, PARAGRAPHS, break_pages, fold, load_expected, paragraph, print_again

CONTENT = PAPER.read_bytes()
EXPECTED = load_expected()
PREAMBLES = {
    "AG Migration": PARAGRAPHS[0:2],
    "AG Energie": PARAGRAPHS[2:5],
    "AG Wirtschaft / Digitalisierung": PARAGRAPHS[5:8],
    "AG Soziales / Langzeitarbeitslosigkeit": PARAGRAPHS[8:10],
    "AG Verkehr": PARAGRAPHS[10:13],
    "AG Kommunalfinanzen": PARAGRAPHS[13:15],
}


def read(text: str) -> Draft:
    return read_paper(text.encode(), name="ruhr.txt")


def assert_all_there(draft: Draft) -> None:
    """Compare everything but lines, pages and paragraph borders with the paper as transcribed by hand."""
    found = [(draft.groups[demand.group].name, demand.addressees, fold(demand.text)) for demand in draft.demands]
    assert found == [(demand.group, demand.addressees, demand.text) for demand in EXPECTED]
    for group in draft.groups:
        assert fold(group.preamble) == " ".join(paragraph(*span) for span in PREAMBLES[group.name])
    assert fold(draft.closing) == paragraph(*PARAGRAPHS[15])


def test_the_hand_made_list_stands_in_the_paper_letter_for_letter():
    paper = "".join(CONTENT.decode().split())
    for demand in EXPECTED:
        bracket = f"({','.join(demand.addressees)})" if demand.addressees else ""
        assert paper.count("".join((demand.text + bracket).split())) == 1


def test_all_64_demands_come_out_word_for_word_with_line_and_addressees_in_printed_order():
    draft = read_paper(CONTENT, name="ruhr.txt")
    assert_all_there(draft)
    assert len(draft.demands) == 64
    assert [demand.line for demand in draft.demands] == [demand.line for demand in EXPECTED]
    assert [demand.position for demand in draft.demands] == list(range(1, 65))


def test_the_six_groups_carry_name_title_and_line():
    draft = read_paper(CONTENT, name="ruhr.txt")
    assert [(group.line, group.name, group.title) for group in draft.groups] == [
        (1, "AG Migration", "Unsere Region – bunt und vielfältig. Solidarisch und tolerant!"),
        (63, "AG Energie", "Energiewende im Ruhrgebiet"),
        (122, "AG Wirtschaft / Digitalisierung", None),
        (203, "AG Soziales / Langzeitarbeitslosigkeit", None),
        (249, "AG Verkehr", "Mobilität für die Metropole Ruhr"),
        (332, "AG Kommunalfinanzen", None),
    ]


def test_introductions_and_a_later_block_of_prose_are_paragraphs_of_the_preamble():
    energy, economy = read_paper(CONTENT, name="ruhr.txt").groups[1:3]
    assert (energy.preamble or "").split("\n\n")[-1] == "Forderungen:"
    assert [part.split()[0] for part in (economy.preamble or "").split("\n\n")] == ["Gute", "Konkret", "Die"]


def test_a_demand_of_three_sentences_is_one_demand_of_three_lines():
    draft = read_paper(CONTENT, name="ruhr.txt")
    assert [demand.text.count("\n") for demand in draft.demands if "\n" in demand.text] == [2]


def test_a_paper_without_form_feeds_or_page_numbers_has_no_pages_no_title_and_no_date():
    draft = read_paper(CONTENT, name="ruhr.txt")
    assert {demand.page for demand in draft.demands} == {None}
    assert (draft.title, draft.date, draft.preamble) == (None, None, None)
    assert draft.closing_heading == "Abschlusserklärung"


def test_what_the_importer_is_not_sure_of_is_said_with_the_line():
    notes = read_paper(CONTENT, name="ruhr.txt").notes
    assert [(note.line, note.code.value) for note in notes] == [
        (119, "no-addressee"),
        (130, "unsure-continuation"),
        (201, "no-addressee"),
        (241, "no-addressee"),
        (268, "unsure-continuation"),
    ]


@pytest.mark.parametrize("width", [40, 47, 55, 66, 80, 100, 130, 200, 10_000])
@pytest.mark.parametrize("sign", [" ", "", "• ", "- ", "– ", "* ", "▪ ", "o ", "\uf0b7 "])
@pytest.mark.parametrize(("gap", "prose_gap", "double"), [(1, 1, True), (0, 0, False), (0, 1, True), (2, 1, False)])
def test_other_line_breaks_and_signs_change_nothing(width, sign, gap, prose_gap, double):
    assert_all_there(read(print_again(width, sign=sign, gap=gap, prose_gap=prose_gap, double=double)))


@pytest.mark.parametrize("width", [44, 72, 110])
def test_hanging_indents_change_nothing(width):
    assert_all_there(read(print_again(width, sign="  • ", hanging="    ")))


@pytest.mark.parametrize("kind", ["form feed", "number", "number close", "page word", "dashes", "header"])
@pytest.mark.parametrize("every", [13, 23, 44])
@pytest.mark.parametrize("sign", [None, " ", "", "– "])
def test_page_breaks_in_mid_sentence_change_nothing(kind, every, sign):
    text = CONTENT.decode() if sign is None else print_again(80, sign=sign)
    draft = read(break_pages(text, kind, every))
    assert_all_there(draft)
    assert None not in {demand.page for demand in draft.demands}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: "\ufeff" + text,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.rstrip(),
    ],
    ids=["crlf", "cr", "nbsp", "bom", "nfd", "no-final-newline"],
)
def test_other_encodings_of_blanks_lines_and_umlauts_change_nothing(change):
    draft = read(change(CONTENT.decode()))
    assert_all_there(draft)
    assert [demand.line for demand in draft.demands] == [demand.line for demand in EXPECTED]
