"""What each format of the Synopse must be able to do for the people who work with it."""

import re
import sys
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from pypdf import PdfReader

from policydiff.core.catalogue import Source, WorkingGroup
from policydiff.errors import UsageError
from policydiff.render import render_document
from policydiff.render.synopsis import FORMATS, render_synopsis
from tests.policies import BRIDGES, CYCLING, demand
from tests.render.synopsis.stories import example, steps

HOSTILE = "<script>alert(1)</script> &amp; \x1b[31m \u202e ]]> {{ 7 * 7 }} =1+1"


@pytest.fixture(scope="module")
def pages():
    pytest.importorskip("weasyprint")
    return PdfReader(BytesIO(render_synopsis(example()[:1], format="pdf")))


@pytest.fixture(scope="module")
def document():
    return docx.Document(BytesIO(render_synopsis(example()[:1], format="docx")))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_hostile_texts_are_shown_and_do_nothing(format, language):
    if format == "pdf":
        pytest.importorskip("weasyprint")
    old = demand("a", HOSTILE, title=HOSTILE, positions={HOSTILE: HOSTILE})
    new = demand("a", f"{HOSTILE} neu", title="neu", positions={HOSTILE: "neu"})
    made = render_synopsis(steps((old,), (new,), title=HOSTILE, date="2020"), format=format, language=language)

    if format == "html":
        assert b"<script" not in made
        assert b"&lt;script&gt;" in made
    elif format == "docx":
        text = "".join(one.text or "" for one in docx.Document(BytesIO(made)).element.body.iter(qn("w:t")))
        assert "<script>alert(1)</script>" in text
        assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_input_gives_the_same_bytes(format):
    if format == "pdf":
        pytest.importorskip("weasyprint")
    reports = steps((demand("a", "Eins"),), (demand("a", "Zwei"),))

    assert render_synopsis(reports, format=format) == render_synopsis(reports, format=format)


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="'rtf' is no format; known are html, pdf, docx"):
        render_synopsis(example()[:1], format="rtf")


def test_word_repeats_the_head_of_every_table_and_tears_no_short_row(document):
    tables = list(document.element.body.iter(qn("w:tbl")))

    assert len(tables) == len([one for one in document.paragraphs if one.style.name == "Heading 1"]) > 7
    for table in tables:
        first, *others = table.iter(qn("w:tr"))
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert all(one.find(f".//{qn('w:tblHeader')}") is None for one in others)
    rows = [row for table in tables for row in list(table.iter(qn("w:tr")))[1:]]
    longest = [max(len("".join(t.text or "" for t in c.iter(qn("w:t")))) for c in row.iter(qn("w:tc"))) for row in rows]
    assert all(
        row.find(f".//{qn('w:cantSplit')}") is not None
        for row, length in zip(rows, longest, strict=True)
        if length < 600
    )


def test_word_has_headings_language_page_numbers_and_metadata(document):
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    foot = document.sections[0].footer._element.xml
    properties = document.core_properties

    assert "AG Energie: Energiewende im Ruhrgebiet" in headings
    assert 'w:instr=" PAGE "' in foot
    assert 'w:instr=" NUMPAGES "' in foot
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"de-DE"}
    assert properties.title == "Synopse: Fortschreibung des Forderungskatalogs 2018 – erfundenes Beispiel"
    assert properties.created.date().isoformat() == "2018-03-01"
    assert "Bearbeitungsstand: März 2018" in document.sections[0].header.paragraphs[0].text
    assert {"Synopse Text", "Synopse gestrichen", "Synopse Tabelle"} <= {style.name for style in document.styles}


def test_word_merges_the_cells_of_splits_and_merges(document):
    starts = [one for one in document.element.body.iter(qn("w:vMerge")) if one.get(qn("w:val")) == "restart"]

    assert len(starts) == 4


def test_the_synopse_follows_its_report_on_the_same_page():
    pytest.importorskip("weasyprint")
    report = steps((demand("a", "Moore schützen"),), (demand("a", "Moore stärker schützen"),))[0]
    body = docx.Document(BytesIO(render_document(report, format="docx"))).element.body
    pages = PdfReader(BytesIO(render_document(report, format="pdf"))).pages

    assert not list(body.iter(qn("w:pageBreakBefore")))
    assert len(pages) == 1


def test_three_versions_are_printed_in_landscape():
    section = docx.Document(BytesIO(render_synopsis(example(), format="docx"))).sections[0]

    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert int(section.page_width or 0) > int(section.page_height or 0) > 0
    assert "A4 landscape" in render_synopsis(example(), format="html").decode()
    assert "landscape" not in render_synopsis(example()[:1], format="html").decode()


def test_pdf_is_tagged_has_bookmarks_a_language_and_page_numbers(pages):
    catalogue = pages.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()

    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "de"
    assert re.search(r"pdfuaid:part[^0-9]*1", metadata)
    assert "AG Energie: Energiewende im Ruhrgebiet" in str(pages.outline)
    assert f"Seite 2 von {len(pages.pages)}" in pages.pages[1].extract_text()
    assert "Bearbeitungsstand: März 2018" in pages.pages[1].extract_text()
    assert [round(float(value)) for value in pages.pages[0].mediabox] == [0, 0, 595, 842]


def test_pdf_has_its_own_fonts_embedded(pages):
    fonts = {}
    for page in pages.pages:
        for font in page["/Resources"]["/Font"].values():
            below = font["/DescendantFonts"][0]
            fonts[str(font["/BaseFont"])] = "/FontFile2" in below["/FontDescriptor"]

    assert fonts
    assert all(fonts.values())
    assert {re.sub(r"^/\w+\+", "", name).partition("-Sans")[0] for name in fonts} == {"Noto"}


def test_the_head_of_a_table_stands_on_every_page_of_a_pdf(pages):
    assert all("Neue Fassung (März 2018)" in page.extract_text() for page in pages.pages)


def test_a_missing_weasyprint_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    with pytest.raises(UsageError, match=r"WeasyPrint.* is not installed; pip install 'policydiff\[pdf\]'"):
        render_synopsis(example()[:1], format="pdf")


def test_a_missing_pango_names_the_packages(monkeypatch, tmp_path):
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0': not found\")")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(
        UsageError, match=r"finds no Pango on this system \(libpango-1.0-0\); .*apt-get install libpango"
    ):
        render_synopsis(example()[:1], format="pdf")


@pytest.mark.parametrize("versions", [2, 3])
def test_no_short_row_of_a_pdf_is_torn(versions):
    pytest.importorskip("weasyprint")
    texts = [" ".join([f"A{number}", *["Busse fahren"] * (number * 7 % 40), f"E{number}"]) for number in range(30)]
    groups = tuple(WorkingGroup(key=f"g{number}", name=f"AG {number}") for number in range(30))
    editions = [
        [demand(f"f{number}", f"{text} {version}", group=f"g{number}") for number, text in enumerate(texts)]
        for version in range(versions)
    ]
    made = render_synopsis(steps(*map(tuple, editions), working_groups=groups), format="pdf")

    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    assert len(pages) > 5
    for number in range(30):
        words = [rf"\bA{number}\b", rf"\bE{number}\b"]
        assert [max(len(re.findall(word, page)) for page in pages) for word in words] == [versions, versions]


@pytest.mark.parametrize("versions", [2, 3])
def test_the_cells_of_a_row_that_a_page_of_a_pdf_breaks_begin_on_the_same_page(versions):
    pytest.importorskip("weasyprint")
    groups = tuple(WorkingGroup(key=f"g{number}", name=f"AG {number}") for number in range(12))
    editions = [
        [
            demand(
                f"f{number}",
                " ".join([f"A{number}", *["Radwege bauen"] * (110 + number * 7 % 40 - version * 40), f"E{number}"]),
                group=f"g{number}",
            )
            for number in range(12)
        ]
        for version in range(versions)
    ]
    made = render_synopsis(steps(*map(tuple, editions), working_groups=groups), format="pdf")

    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    begin, end = (
        [[page for page in pages if re.search(rf"\b{word}{number}\b", page)] for number in range(12)] for word in "AE"
    )
    assert [len(one) for one in begin] == [1] * 12
    assert begin != end


def test_a_pdf_in_landscape_uses_the_whole_width():
    pytest.importorskip("weasyprint")
    made = render_synopsis(steps((demand("a", "Eins"),), (demand("a", "Zwei"),), (demand("a", "Drei"),)), format="pdf")

    starts = []
    (page,) = PdfReader(BytesIO(made)).pages
    page.extract_text(visitor_text=lambda text, _, place, *rest: starts.append(place[4]) if text.strip() else None)
    assert min(starts) == pytest.approx(15 / 25.4 * 96, abs=1)  # in CSS pixels


def test_no_kind_of_change_is_hyphenated():
    assert re.search(r"\.labels \{[^}]*hyphens: none", render_synopsis(example()[:1], format="html").decode())


def words_of(element):
    """Return the words of an element."""
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def named_report():
    """Return a comparison with a rewording that is major and a demand that was dropped."""
    old = (demand("frist", "Bis 2027 bauen wir hundert neue Radwege im Land"), demand("weg", BRIDGES))
    (report,) = steps(old, (demand("frist", "Bis 2030 bauen wir hundert neue Radwege im Land"),))
    return report


def test_a_pdf_behind_a_report_says_on_which_page_a_demand_stands_and_its_row_has_the_id():
    pytest.importorskip("weasyprint")
    pages = PdfReader(BytesIO(render_document(named_report(), format="pdf"))).pages
    first = " ".join(pages[0].extract_text().split())

    for id in ("frist", "weg"):
        found = re.search(rf"– {id} \(S. (\d+)\)", first)
        assert found
        assert re.search(rf"\n{id}\n", pages[int(found[1]) - 1].extract_text())


def test_word_behind_a_report_leads_from_a_demand_to_its_row_which_has_the_id():
    body = docx.Document(BytesIO(render_document(named_report(), format="docx"))).element.body
    links = {one.get(qn("w:anchor")): words_of(one) for one in body.iter(qn("w:hyperlink"))}
    marks = {one.get(qn("w:name")): words_of(one.getparent()) for one in body.iter(qn("w:bookmarkStart"))}

    assert sorted(links.values()) == ["frist", "weg"]
    assert all(marks[name] == id for name, id in links.items())


@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_behind_a_report_all_major_changes_are_named(format):
    if format == "pdf":
        pytest.importorskip("weasyprint")
    (report,) = steps(tuple(demand(f"torf{number}", f"Torf {number}") for number in range(25)), ())
    made = BytesIO(render_document(report, format=format))
    text = (
        "".join(page.extract_text() for page in PdfReader(made).pages)
        if format == "pdf"
        else words_of(docx.Document(made).element.body)
    )

    named = text.partition("Verbleib und Herkunft")[0]
    assert "und 15 weitere schwerwiegende Änderungen:" in named
    assert all(re.search(rf"– torf{number}(?!\d)", named) for number in range(25))


def test_a_synopsis_alone_calls_carried_words_by_the_number_of_the_demand_and_prints_no_id():
    carried = "Die sanierten Flächen müssen auch lokalen mittelständischen Unternehmen zur Verfügung stehen."
    old = (demand("aufbereitung", f"{BRIDGES}. {carried}"), demand("nutzung", CYCLING))
    new = (demand("aufbereitung", f"{BRIDGES}."), demand("nutzung", f"{CYCLING}. {carried}"))
    placed = [tuple(replace(one, source=Source(position=n)) for n, one in enumerate(some, 1)) for some in (old, new)]
    page = render_synopsis(steps(*placed), format="html").decode()

    assert "Jetzt in: Forderung 2: " in page
    assert "Bisher in: Forderung 1: " in page
    assert "nutzung" not in re.sub("<[^>]+>", "", page)


def test_the_report_in_front_of_a_synopse_has_the_levels_and_no_id_with_a_hyphen_of_its_own():
    old = demand("radschnellwegeverbindung", CYCLING, addressees=("bund",))
    reports = steps((old,), (replace(old, addressees=("land",)),))
    made = docx.Document(BytesIO(render_document(reports[0], format="docx", language="de")))

    assert "Verlagerung zwischen den Ebenen" in [one.text for one in made.paragraphs]
    assert ["Bund", "1"] in [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    page = render_synopsis(reports, format="html").decode()
    assert ".front, .front .text { hyphens: none; }" in page
