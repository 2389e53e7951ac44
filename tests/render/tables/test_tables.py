"""The tables, read back as a spreadsheet reads them, hold what the report holds, and nothing in them acts."""

import csv
import re
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import hypothesis.strategies as st
import openpyxl
import pytest
from hypothesis import given
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook

from policydiff.core.acceptance import Acceptance
from policydiff.core.catalogue import Addressee, Level
from policydiff.core.changes import Kind, Renamed
from policydiff.core.report import FrameChange, FrameKind, Report, Rollup
from policydiff.core.rules import Finding, Severity
from policydiff.render import headline
from policydiff.render.messages import messages
from policydiff.render.safety import line
from policydiff.render.tables import render_csv, render_xlsx
from policydiff.render.tables.separated import BYTE_ORDER_MARK, harmless, plain
from policydiff.render.tables.workbook import LONGEST, cut
from tests.policies import SCHOOLS, demand
from tests.policies import report as compared
from tests.render.samples import asked_report, entry, make_report, whole_report

# How cells begin that Excel or LibreOffice would run.
ACTING = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A1", '=HYPERLINK("http://x","y")')


def read_csv(text: str, language: str = "de") -> list[dict[str, str]]:
    """Read the table as Excel does: the byte order mark, the language's delimiter, our apostrophe taken off."""
    assert text.startswith(BYTE_ORDER_MARK)
    rows = csv.DictReader(StringIO(text[1:], newline=""), delimiter={"de": ";", "en": ","}[language], strict=True)
    return [{head: plain(cell) for head, cell in row.items()} for row in rows]


def numbered(text: str, language: str = "de") -> list[dict[str, str]]:
    """Read the lines of the changed entries, which have a number."""
    return [row for row in read_csv(text, language) if row[messages(language).text("table.number")]]


def read_xlsx(document: bytes) -> Workbook:
    """Read the workbook as a spreadsheet does, marks included."""
    return openpyxl.load_workbook(BytesIO(document), rich_text=True)


def read_changes(document: bytes) -> list[dict[str, Any]]:
    """Read the first sheet as rows by their heads."""
    heads, *rows = read_xlsx(document).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows if row[0] is not None]


def expected(report: Report, language: str) -> list[dict[str, str]]:
    """Return what the cells about demands must say, from the report alone."""
    t = messages(language).text
    found = []
    for number, one in enumerate((one for one in report.entries if one.changes), start=1):
        kinds = [t(f"kind.{kind}") for kind in one.kinds]
        found.append(
            {
                t("table.number"): str(number),
                t("table.kinds"): "; ".join(kinds),
                t("table.old_id"): "\n".join(demand.id for demand in one.old),
                t("table.new_id"): "\n".join(demand.id for demand in one.new),
                t("table.old_text"): "\n".join(line(demand.text) for demand in one.old),
                t("table.new_text"): "\n".join(line(demand.text) for demand in one.new),
                t("table.severity"): t(f"severity.{one.severity}") if one.severity else "",
                t("table.findings"): "; ".join(t(f"rule.{finding.rule}.name") for finding in one.findings),
                t("table.fingerprint"): one.fingerprint,
            }
        )
    return found


def shown(rows: list[dict[str, Any]], language: str) -> list[dict[str, str]]:
    """Return the cells of `expected` as they were read, without the weight behind a kind."""
    t = messages(language).text
    keys = "number kinds old_id new_id old_text new_text severity findings fingerprint".split()
    heads = [t(f"table.{key}") for key in keys]
    cells = [{head: "" if row[head] is None else str(row[head]) for head in heads} for row in rows]
    for row in cells:
        row[t("table.kinds")] = re.sub(r" \([^()]*\)", "", row[t("table.kinds")])
    return cells


@pytest.mark.parametrize("language", ["de", "en"])
def test_csv_holds_the_demands_kinds_wordings_and_findings_of_the_report(language):
    report = whole_report(language)

    assert shown(numbered(render_csv(report), language), language) == expected(report, language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_xlsx_holds_the_demands_kinds_wordings_and_findings_of_the_report(language):
    report = whole_report(language)

    assert shown(read_changes(render_xlsx(report)), language) == expected(report, language)


def test_both_tables_hold_the_same_cells(report):
    told = read_changes(render_xlsx(report))

    assert [
        {head: "" if cell is None else str(cell) for head, cell in row.items()} for row in told
    ] == numbered(render_csv(report))  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
def test_csv_holds_below_the_changes_all_else_that_weighs_something(language):
    report, t = whole_report(language), messages(language).text
    rows = read_csv(render_csv(report), language)
    told = [*report.alarms, *report.questions, *report.frame, *report.declarations]
    codes = [one.code for one in report.alarms] + ["question-open" for _ in report.questions]
    codes += [one.kind for one in report.frame] + ["declaration-changed" for _ in report.declarations]
    loose = rows[-len(told) :]

    assert [row[t("table.number")] for row in rows].index("") == len(rows) - len(told)
    assert [row[t("table.kinds")] for row in loose] == [t(f"rule.{code}.name") for code in codes]
    assert all(row[t("table.severity")] for row in loose if row[t("table.kinds")] != t("rule.question-open.name"))


def test_a_line_of_a_declaration_says_what_the_ids_stand_for(report):
    row = read_csv(render_csv(report))[-2]

    assert (row["Kennung alt"], row["Kennung neu"], row["Wortlaut neu"]) == ("", "moor-eins", "Moore schützen")
    assert row["Einzelheiten"] == "nichts erklärt → führt torf und sumpf fort\ntorf: Torf im Boden lassen"


def test_both_tables_say_the_same_of_the_frame_and_no_addressee_stands_under_the_working_groups():
    kinds = (FrameKind.ADDRESSEE_LEVEL_CHANGED, FrameKind.GROUP_RENAMED, FrameKind.PREAMBLE_REWORDED)
    frame = [FrameChange(kind=kind, key="moor", old="state", new="regional", severity=Severity.MINOR) for kind in kinds]
    named = Addressee(key="moor", name="Moorverband", level=Level.REGIONAL)
    report = make_report((), frame=tuple(frame))
    report = replace(report, addressees={**report.addressees, "moor": named})
    heads, *rows = read_xlsx(render_xlsx(report)).worksheets[2].iter_rows(values_only=True)
    told = [
        dict(zip(map(str, heads), ["" if cell is None else str(cell) for cell in row], strict=True)) for row in rows
    ]

    assert [(row["Arbeitsgruppe"], row["Einzelheiten"]) for row in told] == [
        ("", "Moorverband"), ("AG Moor", ""), ("AG Moor", ""),
    ]  # fmt: skip
    assert told == [{head: row[head] for head in told[0]} for row in read_csv(render_csv(report))]


def test_a_line_of_a_question_asks_it_and_can_be_let_through():
    asked = asked_report().questions[1]
    signed = Acceptance(fingerprint="abcdefghijklmnop", by="Erika Muster", reason="geklärt")
    [row] = read_csv(
        render_csv(make_report((), questions=(replace(asked, fingerprint="abcdefghijklmnop", acceptance=signed),)))
    )

    assert row["Einzelheiten"] == "Ist fluss ein Teil von moor?\nBis dahin gilt: fluss ist neu; moor besteht fort."
    assert (row["Kennung alt"], row["Kennung neu"]) == ("moor", "moor\nfluss")
    assert (row["zugelassen"], row["Fingerabdruck"]) == ("geklärt (Erika Muster)", "abcdefghijklmnop")


def test_the_language_is_that_of_the_report_unless_another_is_asked_for(report):
    assert render_csv(report) == render_csv(report, language="de")
    assert render_csv(report, language="en").startswith(f"{BYTE_ORDER_MARK}No.,Working group,")
    assert read_xlsx(render_xlsx(report, language="en")).sheetnames[:2] == ["Changes", "Balance"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_counts_are_numbers_and_those_of_the_report(language):
    report = whole_report(language)
    t = messages(language).text
    rows = list(read_xlsx(render_xlsx(report)).worksheets[1].iter_rows(values_only=True))
    counts = {(row[0], row[1]): row[2:] for row in rows if row[1]}

    assert (headline(report), None, None, None, None) in rows
    for kind, count in report.kinds.items():
        assert counts[t("report.kinds"), t(f"kind.{kind}")] == (None, None, count)
    own = report.only_renamed
    for fate, count in report.fates.items():
        assert counts[t("report.balance"), t(f"fate.{fate}")][0] == count - (own if fate == "changed" else 0)
    for origin, count in report.origins.items():
        assert counts[t("report.balance"), t(f"fate.{origin}")][1] == count - (own if origin == "changed" else 0)
    assert counts[t("report.balance"), t("headline.only_renamed")][:2] == (own, own)
    for severity in Severity:
        assert counts[t("report.severity"), t(f"severity.{severity}")][2] == report.severities.get(severity, 0)
    assert counts[t("report.balance"), t("report.total")] == (report.old.demands, report.new.demands, None)


def test_addressees_levels_places_and_details_have_columns_of_their_own(report):
    [row] = [row for row in read_csv(render_csv(report)) if row["Kennung neu"] == "moorquote"]

    assert (row["Adressaten alt"], row["Adressaten neu"]) == ("Bund, Land", "Land, RVR")
    assert (row["hinzugekommen"], row["weggefallen"]) == ("RVR", "Bund")
    assert row["Ebenen"] == "Bund → Region: nach unten verlagert"
    assert (row["Fundstelle alt"], row["Fundstelle neu"]) == ("Nr. 1.10, S. 1, Z. 31", "Nr. 1.1, S. 2, Z. 4")
    assert "Frist später: bis 2030 → bis 2035" in row["Einzelheiten"].split("\n")
    assert row["Zuordnung"] == "sicher"


def test_the_parts_of_a_split_stand_line_by_line_beside_each_other(report):
    [row] = [row for row in read_csv(render_csv(report)) if row["Kennung alt"] == "torfabbau"]

    assert row["Kennung neu"].split("\n") == ["torfabbau-ende", "torflager"]
    assert row["Wortlaut neu"].split("\n") == ["Torfabbau beenden", "Torflager schützen"]
    assert row["Adressaten neu"].split("\n") == ["Land", "Land, RVR"]


def test_who_let_a_change_through_and_why_is_told():
    report = compared([demand("ganztag", SCHOOLS)], [])
    signed = Acceptance(fingerprint=report.entries[0].fingerprint, by="Erika Muster", reason="beschlossen")
    report = replace(report, entries=(replace(report.entries[0], acceptance=signed),))

    [row] = read_csv(render_csv(report))

    assert row["zugelassen"] == "beschlossen (Erika Muster)"
    assert row["Fingerabdruck"] == signed.fingerprint


def test_removed_words_are_struck_and_inserted_words_bold(report):
    [row] = [row for row in read_changes(render_xlsx(report)) if row["Kennung neu"] == "moorquote"]
    old, new = row["Wortlaut alt"], row["Wortlaut neu"]

    assert isinstance(old, CellRichText)
    assert isinstance(new, CellRichText)
    assert [str(one) for one in old if isinstance(one, TextBlock) and one.font.strike and one.font.i] == [
        "muss", "2030", "0,7",
    ]  # fmt: skip
    assert [str(one) for one in new if isinstance(one, TextBlock) and one.font.b] == ["soll", "2035", "0,5"]


def test_the_sheets_are_tables_with_fixed_heads_on_a4_across(report):
    workbook = read_xlsx(render_xlsx(report))

    assert workbook.sheetnames[:2] == ["Änderungen", "Bilanz"]
    for sheet in workbook:
        [table] = sheet.tables.values()
        top = int(re.sub(r"[A-Z]+|:.*", "", table.ref))
        assert table.autoFilter is not None
        assert sheet.freeze_panes == f"A{top + 1}"
        assert sheet.print_title_rows == f"${top}:${top}"
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.center.text == "Seite &P von &N"
    changes = workbook.worksheets[0]
    assert changes["F2"].alignment.wrap_text
    assert changes.column_dimensions["F"].width > 40


def test_what_stands_beside_the_changes_has_sheets_where_there_is_any(report):
    t = messages("de").text
    keys = ("report.frame", "table.declarations_sheet", "report.alarms", "report.questions", "report.related")
    names = [t(key) for key in keys]
    workbook = read_xlsx(render_xlsx(report))

    assert workbook.sheetnames[-5:] == names
    assert workbook[names[0]].max_row == len(report.frame) + 1
    assert [[one.value for one in row[:5]] for row in workbook[names[1]].iter_rows(min_row=5)] == [
        [
            "moor-eins",
            "Moore schützen",
            "zu beachten",
            "nichts erklärt",
            "führt torf und sumpf fort\ntorf: Torf im Boden lassen",
        ],
        [
            "moor-zwei",
            "Moore vernässen",
            "zu beachten",
            "führt torf fort\ntorf: Torf im Boden lassen",
            "ausdrücklich neu",
        ],
    ]
    assert workbook[names[2]].max_row == len(report.alarms) + 1
    assert workbook[names[3]].max_row == len(report.questions) + 1
    assert [one.value for one in workbook[names[4]][workbook[names[4]].max_row]] == [
        "stern", "Sterne putzen", "stern", "Mitarbeiterparkplätze einrichten", "0,04"
    ]  # fmt: skip
    assert read_xlsx(render_xlsx(make_report(()))).sheetnames == ["Änderungen", "Bilanz"]


def test_roll_ups_have_a_sheet_and_their_demands_name_them():
    pairs = [(demand(f"d{n}", f"{SCHOOLS} {n}"), demand(f"n{n}", f"{SCHOOLS} {n}")) for n in range(3)]
    entries = tuple(entry([old], [new], Renamed(old=old.id, new=new.id)) for old, new in pairs)
    rollup = Rollup(
        kind=Kind.REASSIGNED,
        old=(),
        new=("rvr",),
        demands=("n0", "n2"),
        findings=(Finding(rule="addressee-joined", severity=Severity.MINOR),),
    )
    report = replace(make_report(entries), rollups=(rollup,))

    assert [row["Sammeländerung"] for row in read_csv(render_csv(report))] == ["1", "", "1"]
    sheet = read_xlsx(render_xlsx(report))["Sammeländerungen"]
    row = [cell.value for cell in sheet[2]]
    assert row[:3] == [1, "Adressat geändert", "zu beachten"]
    assert row[5:] == [2, "n0; n2"]


@pytest.mark.parametrize("text", ACTING)
def test_nothing_in_a_table_is_a_formula(text):
    report = compared([demand("a", text)], [demand("b", f"{text} und mehr", title=text)])
    told = render_csv(report)

    for row in csv.reader(StringIO(told[1:], newline=""), delimiter=";"):
        assert not [cell for cell in row if cell[:1] in set("=+-@\t\r＝＋－＠")]
    texts = {row["Wortlaut alt"] for row in read_csv(told)}
    assert line(text) in texts
    for sheet in read_xlsx(render_xlsx(report)):
        assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} <= {"s", "n", "inlineStr"}
        assert not [cell for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f" or cell.hyperlink]


@given(st.text(st.sampled_from("'=+-@\t\r\n＝x "), max_size=6))
def test_a_harmless_cell_can_be_made_what_it_was(text):
    assert plain(harmless(text)) == text
    assert harmless(text)[:1] not in set("=+-@\t\r\n＝＋－＠") - {""}


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org ftp://x mailto:a@b.c internal:Sheet1!A1",
        "_x0041_ ist kein A",
        "1.10",
        "0012",
        "1e5",
        "TRUE",
        "Zeichen \x1b[31m und \u202e verkehrt",
        "a;b,c\t„d“ \"e\" 'f'",
        "😀 & <b>",
    ],
)
def test_every_text_comes_back_as_it_stands(text):
    report = compared([demand("a", text)], [])

    assert read_csv(render_csv(report))[0]["Wortlaut alt"] == line(text)
    assert str(read_changes(render_xlsx(report))[0]["Wortlaut alt"]) == line(text)


@pytest.mark.parametrize("text", ["_x0041_ ist kein A", "😀 & <b>", "1.10", "https://example.org"])
def test_marked_texts_come_back_as_they_stand(text):
    report = compared([demand("a", f"{SCHOOLS} {text} nie")], [demand("a", f"{SCHOOLS} {text} immer")])
    cell = read_changes(render_xlsx(report))[0]["Wortlaut neu"]

    assert str(cell) == line(f"{SCHOOLS} {text} immer")
    assert isinstance(cell, CellRichText) is not text.startswith("_x")


def test_what_is_too_long_for_a_cell_is_cut_with_dots():
    assert cut("x" * LONGEST) == "x" * LONGEST
    assert cut("x" * (LONGEST + 1)) == "x" * (LONGEST - 1) + "…"
    assert len(cut("😀" * LONGEST).encode("utf-16-le")) <= 2 * LONGEST
    long = f"{SCHOOLS} " * 600
    report = compared([demand("a", long)], [demand("a", f"{long} Ende")])

    assert len(str(read_changes(render_xlsx(report))[0]["Wortlaut neu"])) == LONGEST
    assert read_csv(render_csv(report))[0]["Wortlaut neu"].endswith("Ende")


def test_the_same_report_gives_the_same_bytes(report):
    assert render_xlsx(report) == render_xlsx(report)
    assert render_csv(report) == render_csv(report)


def test_the_workbook_names_no_machine_and_bears_the_papers_day(report):
    with ZipFile(BytesIO(render_xlsx(report))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()

    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", properties)) == {"2026-01-01T00:00:00Z"}


def test_a_report_without_changes_gives_tables_without_rows():
    report = compared([demand("a", SCHOOLS)], [demand("a", SCHOOLS)])

    assert read_csv(render_csv(report)) == []
    assert read_changes(render_xlsx(report)) == []
