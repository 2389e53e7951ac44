"""What stands beside the balance: questions, related pairs and declarations, the same in every format that tells them."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import docx
import openpyxl
import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from policydiff.core.report import Report
from policydiff.core.rules import Severity
from policydiff.publish.limits import Room
from policydiff.render import render
from policydiff.render.anchors import Anchors
from policydiff.render.comments import render_comment
from policydiff.render.glance import glance as list_first
from policydiff.render.messages import messages
from policydiff.render.questions import ask, until
from policydiff.render.rows import Texts
from policydiff.render.synopsis import render_report_with_synopsis
from policydiff.render.tables import render_xlsx
from policydiff.sources.reports import read_report
from tests.render.samples import asked_report, declaration, demand, whole_report

ROOM = Room(characters=60_000, bytes=200_000)


def read_page(page: str) -> str:
    return html.unescape(re.sub(r"<style.*?</style>|<nav.*?</nav>|<[^>]+>", " ", page, flags=re.DOTALL))


def read_markdown(text: str) -> str:
    return read_page(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def read_docx(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(BytesIO(content)).paragraphs)


def read_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def read_workbook(content: bytes) -> str:
    sheets = openpyxl.load_workbook(BytesIO(content)).worksheets
    cells = (cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return "\n".join(map(str, cells))


def with_synopsis(report: Report, format: str, language: str) -> bytes:
    """Return a report in front of its Synopse."""
    if format == "pdf":
        pytest.importorskip("weasyprint")
    return render_report_with_synopsis(report, format=format, language=language)


def read_comment(report: Report, language: str) -> str:
    """Return a comment as the posting job draws it: from the JSON report alone."""
    return read_markdown(render_comment(read_back(report), room=ROOM, language=language))


def read_back(report: Report) -> Report:
    return read_report(render(replace(report, language="de"), format="json").encode(), "report.json")


READ: dict[str, Callable[[Report, str], str]] = {
    "terminal": lambda report, language: render(report, format="terminal", language=language, width=4000),
    "markdown": lambda report, language: read_markdown(render(report, format="markdown", language=language)),
    "html": lambda report, language: read_page(render(report, format="html", language=language)),
    "docx": lambda report, language: read_docx(with_synopsis(report, "docx", language)),
    "pdf": lambda report, language: read_pdf(with_synopsis(report, "pdf", language)),
    "xlsx": lambda report, language: read_workbook(render_xlsx(report, language=language)),
    "comment": read_comment,
}


def told(report: Report, format: str, language: str) -> str:
    """Return the words of a format with white space and the marks of code left out."""
    return squeezed(READ[format](report, language).replace("`", ""))


def squeezed(text: str) -> str:
    """Return a text without white space and soft hyphens: a PDF breaks lines in the middle of words."""
    return re.sub(r"[\s\u00ad]", "", text)


ASKED = {
    "de": [
        ("Ist das dieselbe Forderung?", "Bis dahin gilt: quelle ist neu; torf ist entfallen."),
        ("Ist fluss ein Teil von moor?", "Bis dahin gilt: fluss ist neu; moor besteht fort."),
        ("Ist sumpf in moor aufgegangen?", "Bis dahin gilt: sumpf ist entfallen; moor besteht fort."),
        (
            "Gehören bach und bruch zu moor?",
            "Bis dahin gilt: bach ist neu; bruch ist entfallen; moor besteht fort.",
        ),
        ("Sind teich und hain Teile von ried?", "Bis dahin gilt: teich und hain sind neu; ried ist entfallen."),
        ("Sind aue und see in quelle aufgegangen?", "Bis dahin gilt: quelle ist neu; aue und see sind entfallen."),
    ],
    "en": [
        ("Is this the same demand?", "Until then: quelle is new; torf is dropped."),
        ("Is fluss a part of moor?", "Until then: fluss is new; moor lives on."),
        ("Has sumpf become a part of moor?", "Until then: sumpf is dropped; moor lives on."),
        ("Do bach and bruch belong to moor?", "Until then: bach is new; bruch is dropped; moor lives on."),
        ("Are teich and hain parts of ried?", "Until then: teich and hain are new; ried is dropped."),
        ("Have aue and see become parts of quelle?", "Until then: quelle is new; aue and see are dropped."),
    ],
}


@pytest.mark.parametrize("language", ASKED)
def test_each_kind_of_question_asks_what_is_meant_and_says_what_counts_until_then(language):
    words = messages(language)
    assert [(ask(one, words), until(one, words)) for one in asked_report().questions] == ASKED[language]


def test_a_demand_that_lives_on_under_another_id_is_said_to_be_continued():
    split_off = asked_report().questions[1]
    (old,), (new, part) = split_off.old, split_off.new
    renamed = replace(split_off, old=(replace(old, id="sumpfland"),), new=(new, part), held_old=("sumpfland",))
    assert until(renamed, messages("de")) == "Bis dahin gilt: fluss ist neu; moor führt sumpfland fort."
    assert until(renamed, messages("en")) == "Until then: fluss is new; moor continues sumpfland."


@pytest.mark.parametrize("language", ASKED)
@pytest.mark.parametrize("format", READ)
def test_every_format_asks_of_parts_as_parts_and_says_of_no_reworded_demand_that_it_is_dropped(format, language):
    text = told(asked_report(), format, language)

    for question, meanwhile in ASKED[language]:
        assert squeezed(question) in text
        assert squeezed(meanwhile) in text
    assert squeezed(messages(language).text("report.questions_note")) not in text
    if format != "xlsx":
        assert squeezed(messages(language).text("report.questions_note_parts")) in text


@pytest.mark.parametrize("language", ASKED)
@pytest.mark.parametrize("format", READ)
def test_where_all_questions_ask_for_the_same_demand_one_note_says_what_counts(format, language):
    report = asked_report()
    text = told(replace(report, questions=report.questions[:1]), format, language)
    question, meanwhile = ASKED[language][0]

    assert squeezed(question) in text
    if format != "xlsx":
        assert squeezed(messages(language).text("report.questions_note")) in text
        assert squeezed(meanwhile) not in text


@pytest.mark.parametrize("language", ASKED)
def test_what_is_read_first_does_not_ask_of_parts_whether_they_are_the_same(language):
    report, words = asked_report(), messages(language)
    texts = Texts(report=report, messages=words, anchors=Anchors.of(report))
    found = list_first(report, texts).doubts[0]
    assert found.text == words.text("report.first_questions_note_parts")


def test_a_report_that_was_read_back_knows_what_is_held():
    assert read_back(asked_report()).questions == tuple(
        replace(one, fingerprint=again.fingerprint)
        for one, again in zip(asked_report().questions, read_back(asked_report()).questions, strict=True)
    )


@pytest.mark.parametrize("language", ASKED)
@pytest.mark.parametrize("format", READ)
def test_every_format_lists_what_is_related_and_says_what_the_number_beside_it_is(format, language):
    words = messages(language)
    found = told(whole_report(language), format, language)
    section = found[found.rindex(squeezed(words.text("report.related_note"))) :]

    assert squeezed(words.text("report.related")) in found
    assert squeezed(words.text("report.closeness")) in found[found.index(squeezed(words.text("report.related"))) :]
    for shown in ("Sterne putzen", "Mitarbeiterparkplätze einrichten", words.score(0.04)):
        assert squeezed(shown) in section


DECLARED = {
    "de": [("heide", "nichts erklärt → führt torf und vergessen fort"), ("furt", "führt torf fort → ausdrücklich neu")],
    "en": [("heide", "nothing declared → continues torf and vergessen"), ("furt", "continues torf → declared new")],
}


# The demands by id, and what stands beside each: the title of the first and how the others begin.
WORDS = {"heide": "Heideschutz – Heide mähen", "furt": "Furten erhalten", "torf": "Torf schützen"}


def declaring(severity: Severity = Severity.MINOR) -> Report:
    report = asked_report()
    torf = next(one for entry in report.entries for one in entry.old if one.id == "torf")
    changes = (
        declaration(demand("heide", "Heide mähen", title="Heideschutz"), None, ("torf", "vergessen"), torf),
        declaration(demand("furt", "Furten erhalten"), ("torf",), (), torf),
    )
    return replace(report, questions=(), declarations=tuple(replace(one, severity=severity) for one in changes))


@pytest.mark.parametrize("language", DECLARED)
@pytest.mark.parametrize("format", READ)
def test_every_format_tells_which_declarations_changed_and_does_not_call_them_the_frame(format, language):
    text, words = told(declaring(), format, language), messages(language)
    section = text[text.rindex(squeezed(words.text("report.declarations_note"))) :]
    title = words.text("synopsis.title")  # it stands behind the report, and in the head of every page
    section = section.replace(f"{title}:", "").partition(title)[0]

    assert squeezed(words.text("report.declarations")) in text
    assert squeezed(words.text("report.frame")) not in text
    assert section.count(squeezed(words.text("severity.minor"))) == 2
    for id, change in DECLARED[language]:
        assert id in section
        for side in change.split(" → "):
            assert squeezed(side) in section
        assert format == "xlsx" or squeezed(change) in section


@pytest.mark.parametrize("format", READ)
def test_every_format_says_of_a_declaration_what_its_ids_stand_for(format):
    text = told(declaring(), format, "de")
    section = text[text.rindex(squeezed(messages("de").text("report.declarations_note"))) :]

    for id, shown in WORDS.items():
        assert id in section
        assert squeezed(shown.removeprefix("Heideschutz – " if format == "xlsx" else "")) in section
    assert section.count("vergessen") == 1


@pytest.mark.parametrize("language", DECLARED)
@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "comment"])
def test_a_declaration_that_a_project_makes_major_is_read_first(format, language):
    text, words = told(declaring(Severity.MAJOR), format, language), messages(language)
    name = words.text("rule.declaration-changed.name")

    assert text.index(squeezed(words.text("report.first"))) < text.index(squeezed(name))
    assert text.index(squeezed(name)) < text.index(squeezed(words.text("report.declarations")))


def test_a_declaration_that_came_back_from_json_is_the_same():
    found = read_back(declaring()).declarations
    assert [replace(one, fingerprint="") for one in found] == list(declaring().declarations)
