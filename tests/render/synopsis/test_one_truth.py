"""One truth: every format of the example's Synopse, read back, holds the same demands, kinds, wordings and counts."""

import csv
import html
import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from io import BytesIO, StringIO
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tc
from openpyxl import load_workbook
from pypdf import PdfReader

from policydiff.core.changes import Kind
from policydiff.core.report import Report
from policydiff.core.rules import Severity
from policydiff.render import headline, render, render_document
from policydiff.render.anchors import Anchors
from policydiff.render.messages import messages
from policydiff.render.rows import Texts
from policydiff.render.synopsis import render_report_with_synopsis, render_synopsis
from policydiff.render.synopsis.laying import lay_out
from policydiff.render.synopsis.values import Block, Cell, Holds, Says
from policydiff.render.tables.separated import plain
from tests.policies import demand
from tests.render.samples import asked_report
from tests.render.synopsis.stories import example, steps, unmarked

GERMAN = messages("de")
FIXED = {
    Says.UNCHANGED: "u n v e r ä n d e r t",
    Says.DROPPED: "entfällt",
    Says.ABSENT: "–",
}
STORIES = {"two": (0, 1, False), "changes only": (0, 1, True), "three": (0, 2, False)}
Table = list[list[str]]


def squeezed(text: str) -> str:
    """Return a text without white space and hyphens: lines end elsewhere in every format."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def told(cell: Cell) -> str:
    """Return all that a format must print for a cell."""
    parts = [", ".join(cell.labels), *(f"·{fact}" for fact in cell.facts)]
    parts += [f"({cell.certainty})"] if cell.certainty else []
    parts += [] if cell.says is Says.TEXT else [FIXED[cell.says]]
    for index, one in enumerate(cell.statements):
        if cell.says is Says.UNCHANGED:
            parts += [FIXED[Says.UNCHANGED]] if index and one.asks else []
            parts.append(one.place)
            continue
        parts += ["".join(span.text for span in one.title), one.number]
        parts += [f"{span.signs}{span.text}" for span in one.text]
        parts += [f"{position.party}:{''.join(span.text for span in position.text)}" for position in one.positions]
        if one.asks:
            parts.append(f"Adressaten:{','.join(span.text for span in one.addressees) or 'niemand genannt'}")
        parts.append(one.place)
    return squeezed("".join(parts)).removeprefix("·")


def chosen(story: str) -> tuple[tuple[Report, ...], bool]:
    first, last, changes_only = STORIES[story]
    return example()[first:last], changes_only


@cache
def drawn(story: str, format: str) -> bytes:
    reports, changes_only = chosen(story)
    if format == "pdf":
        pytest.importorskip("weasyprint")
    return render_synopsis(reports, format=format, changes_only=changes_only)


def expected(story: str) -> Table:
    reports, changes_only = chosen(story)
    blocks = lay_out(reports, GERMAN, changes_only=changes_only).blocks
    return [[told(cell) for cell in row] for block in blocks for row in block.rows]


class Cells(HTMLParser):
    """Collects the cells of all tables, without what is only heard, links, and badges."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Table = []
        self.marks: Counter[str] = Counter()
        self._open: list[bool] = []
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        classes = (dict(attrs).get("class") or "").split()
        self.marks[tag] += 1
        if tag in ("meta", "option"):
            return
        self._open.append(bool({"heard", "here", "severity"} & set(classes)))
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        """Note where an element ends."""
        if tag != "option":
            self._open.pop()
        if tag == "td":
            self._is_cell = False

    def handle_data(self, data: str) -> None:
        """Note text."""
        if self._is_cell and not any(self._open):
            self.rows[-1][-1] += squeezed(data)


def read_html(story: str) -> tuple[Table, Counter[str]]:
    cells = Cells()
    cells.feed(drawn(story, "html").decode())
    return [row for row in cells.rows if row], cells.marks


def read_docx(story: str) -> Table:
    """Return the cells of all rows but repeated heads, without those that go on from the row above."""
    found = []
    for table in docx.Document(BytesIO(drawn(story, "docx"))).element.body.iter(qn("w:tbl")):
        for row in list(table.iter(qn("w:tr")))[1:]:
            cells = [cell for cell in row.iter(qn("w:tc")) if not _goes_on(cell)]
            found.append([squeezed("".join(one.text or "" for one in cell.iter(qn("w:t")))) for cell in cells])
    return found


def _goes_on(cell: CT_Tc) -> bool:
    merges = list(cell.iter(qn("w:vMerge")))
    return bool(merges) and merges[0].get(qn("w:val")) is None


def read_pdf(story: str) -> list[str]:
    """Return the pages of a PDF, as one text each."""
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(drawn(story, "pdf"))).pages]


@pytest.mark.parametrize("story", STORIES)
def test_html_holds_every_cell(story):
    assert read_html(story)[0] == expected(story)


@pytest.mark.parametrize("story", STORIES)
def test_word_holds_every_cell(story):
    assert read_docx(story) == expected(story)


@pytest.mark.parametrize("story", STORIES)
def test_pdf_holds_every_cell(story):
    pages = read_pdf(story)

    missing = [cell for row in expected(story) for cell in row if not _is_on(cell, pages)]
    assert missing == []


def _is_on(cell: str, pages: list[str]) -> bool:
    """Return whether a page holds a cell, or one its beginning and the next its end."""
    if any(cell in page for page in pages):
        return True
    return any(
        cell[:cut] in page and cell[cut:] in following
        for page, following in pairwise(pages)
        for cut in range(1, len(cell))
    )


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
@pytest.mark.parametrize("story", STORIES)
def test_every_format_says_the_same_in_one_sentence(story, format):
    text = {
        "html": lambda: squeezed(html.unescape(re.sub(r"<[^>]+>", "", drawn(story, "html").decode()))),
        "docx": lambda: squeezed("".join(one.text for one in docx.Document(BytesIO(drawn(story, "docx"))).paragraphs)),
        "pdf": lambda: "".join(read_pdf(story)),
    }[format]()

    for report in chosen(story)[0]:
        assert squeezed(headline(report)) in text


def test_the_fixed_words_stand_as_often_in_every_format():
    cells = [cell for row in expected("two") for cell in row]
    pages = "".join(read_pdf("two"))
    for words in (squeezed("u n v e r ä n d e r t"), "entfällt"):
        count = sum(words in cell and "Forderung" not in cell[: len(words)] for cell in cells)
        assert count == sum(words in cell for row in read_html("two")[0] for cell in row)
        assert count == sum(words in cell for row in read_docx("two") for cell in row)
    # The headline says the word once more.
    assert pages.count("unverändert") == sum(cell.count("unverändert") for cell in cells) + 1


def test_the_marks_of_word_are_those_of_html():
    _, marks = read_html("two")
    document = docx.Document(BytesIO(drawn("two", "docx")))
    names = {style.style_id: style.name for style in document.styles}
    found = Counter(names[one.get(qn("w:val"))] for one in document.element.body.iter(qn("w:rStyle")))

    assert found == {"Synopse gestrichen": marks["del"], "Synopse eingefügt": marks["ins"]}


def test_json_markdown_and_csv_name_the_same_demands_kinds_and_counts():
    report = example()[0]
    blocks = [block for block in lay_out([report], GERMAN).blocks if block.holds is Holds.DEMAND]
    told_json = json.loads(render(report, format="json"))
    by_ids = {
        tuple(sorted({one.id for row in block.rows for cell in row for one in cell.statements})): set(block.kinds)
        for block in blocks
    }

    assert by_ids == {
        tuple(sorted({*entry["old"], *entry["new"]})): set(entry["kinds"]) for entry in told_json["entries"]
    }
    counts = Counter(kind for block in blocks for kind in block.kinds)
    assert {kind: counts[kind] for kind in Kind} == told_json["summary"]["kinds"]
    assert headline(report) in render(report, format="markdown").replace("\\", "").replace("\u00a0", " ")
    rows = read_numbered(report)
    told_csv = sorted((squeezed(row["Wortlaut alt"]), squeezed(row["Wortlaut neu"])) for row in rows)
    assert sorted((_wording(block, 0), _wording(block, 1)) for block in blocks if block.is_changed) == told_csv


def test_json_and_markdown_hold_every_wording_that_changed():
    report = example()[0]
    demands = json.loads(render(report, format="json"))["demands"]
    page = html.unescape(render(report, format="markdown")).replace("\\", "")
    sides = [re.sub(rf"<{mark}>.*?</{mark}>", "", page, flags=re.DOTALL) for mark in ("ins", "del")]
    pages = [squeezed(re.sub(r"<[^>]+>|[①-⑳]", "", side)) for side in sides]
    changed = [entry for entry in report.entries if entry.changes]
    assert len(changed) > 20
    for side, page, held in zip(
        ("old", "new"), pages, ([e.old for e in changed], [e.new for e in changed]), strict=True
    ):
        for one in (it for entry in held for it in entry):
            assert demands[side][one.id]["text"] == one.text
            assert squeezed(one.text) in page


def test_the_workbook_holds_the_same_rows_as_the_table():
    report = example()[0]
    book = load_workbook(BytesIO(render_document(report, format="xlsx")))
    head, *rows = [[str(cell or "") for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    table = read_numbered(report)
    for name in ("Wortlaut alt", "Wortlaut neu", "Art der Änderung", "Gewicht", "Kennung alt", "Kennung neu"):
        column = head.index(name)
        assert [squeezed(row[column]) for row in rows] == [squeezed(plain(row[name])) for row in table]


def read_numbered(report: Report) -> list[dict[str, str]]:
    """Return the lines of the CSV that have a number: those of the changes."""
    table = csv.DictReader(StringIO(render(report, format="csv").removeprefix("\ufeff")), delimiter=";")
    return [row for row in table if row["Nr."]]


def _wording(block: Block, version: int) -> str:
    cells = [cell for row in block.rows for cell in row if cell.version == version]
    return squeezed("".join(unmarked(one) for cell in cells for one in cell.statements))


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_the_report_in_front_tells_the_balance_and_what_to_read_first(format):
    if format == "pdf":
        pytest.importorskip("weasyprint")
    text = _read(render_report_with_synopsis(example()[0], format=format), format)

    for words in (
        "Änderungsbericht",
        "Zuerst lesen",
        "unverändert3535",
        "Betrag gesenkt: 0,7 % → 0,5 %",
        "entfallen5–",
    ):
        assert squeezed(words) in text


def _read(made: bytes, format: str) -> str:
    """Return what a document says, without white space and hyphens."""
    if format == "html":
        return squeezed(html.unescape(re.sub(r"<[^>]+>", "", made.decode())))
    if format == "docx":
        return squeezed("".join(one.text or "" for one in docx.Document(BytesIO(made)).element.body.iter(qn("w:t"))))
    return "".join(squeezed(page.extract_text()) for page in PdfReader(BytesIO(made)).pages)


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_behind_a_report_every_row_says_what_it_means_and_weighs(format):
    """What the head of a report counts as "further major changes" must be found among the rows."""
    if format == "pdf":
        pytest.importorskip("weasyprint")
    report = example()[0]
    texts = Texts(report=report, messages=GERMAN, anchors=Anchors.of(report))
    text = _read(render_report_with_synopsis(report, format=format), format)

    for entry in report.entries:
        for fact in texts.row(entry).facts:
            assert squeezed(f"{fact.label}: {fact.text}") in text
    rows = text[text.index("ArtderÄnderung") :]
    major = sum(entry.severity is Severity.MAJOR for entry in report.entries)
    assert rows.count("schwerwiegend") >= major > 5
    assert "ÄnderungsberichtnenntsieS" not in text  # it is that report


def test_a_synopse_by_itself_prints_no_weights():
    """It is handed on as ministries print it."""
    made = render_synopsis(example()[:1], format="docx", changes_only=True)

    assert "schwerwiegend" not in _read(made, "docx")


@pytest.mark.parametrize("format", ["html", "docx"])
def test_a_dropped_demand_says_what_is_asked_about_it_and_the_head_does_not_point_to_itself(format):
    text = _read(render_report_with_synopsis(asked_report(), format=format), format)

    assert squeezed("Der Änderungsbericht nennt") not in text
    assert squeezed("Offene Frage:") in text[text.index("ArtderÄnderung") :]


def test_two_states_of_one_edition_are_told_apart_by_what_was_asked_for():
    report = steps((demand("a", "Moore schützen"),), (demand("a", "Moore stärker schützen"),))[0]
    sides = [replace(side, edition="e", spec=spec) for side, spec in ((report.old, "v1"), (report.new, "WORKTREE"))]
    report = replace(report, old=sides[0], new=sides[1])

    text = _read(render_synopsis([report], format="docx"), "docx")
    assert "e,v1" in text
    assert "e,WORKTREE" in text
