"""The tables of an export: read with DuckDB, described for Frictionless, harmless in a spreadsheet."""

import json
import sys
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from policydiff.core.comparison import Version
from policydiff.core.lineage import Chronicle, trace
from policydiff.errors import UsageError
from policydiff.render.export import FORMATS, render_export
from policydiff.render.export.tables import TABLES
from policydiff.render.export.words import words
from tests.core.lineage.chains import chronicle
from tests.policies import BRIDGES, LIBRARIES, SCHOOLS, catalogue, demand
from tests.render.site.archives import renamed

TEXT = '=1+1, „so“\n"Zeile" zwei; <b>'
B = demand("b", BRIDGES, group="verkehr", addressees=("bund", "land"))


def sample():
    old = [demand("a", SCHOOLS), B, demand("c", LIBRARIES)]
    new = [demand("a", TEXT, succeeds=("a",)), demand("b", BRIDGES, group="bildung", addressees=("bund",))]
    return chronicle([("1949-05", old), ("2016", [B]), ("2021-09-26", new)])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    for format in ("csv", "parquet"):
        if format == "parquet":
            pytest.importorskip("pyarrow")
        for name, content in render_export(sample(), format=format).items():
            (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_duckdb_reads_the_tables(folder, ending):
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.connect()

    def ask(question):
        for table in TABLES:
            question = question.replace(f"<{table.name}>", f"'{folder}/{table.name}.{ending}'")
        return found.sql(question).fetchall()

    assert ask("select edition, demands, date_to::varchar from <editions> order by number") == [
        ("1949-05", 3, "1949-05-31"),
        ("2016", 1, "2016-12-31"),
        ("2021-09-26", 2, "2021-09-26"),
    ]
    assert ask("select text from <demands> where edition = '2021-09-26' and id = 'a'") == [(TEXT,)]
    assert ask(
        "select d.edition, count(*) from <demands> d join <demand_addressees> a using (edition, id) "
        "where a.addressee = 'bund' group by 1 order by 1"
    ) == [("1949-05", 1), ("2016", 1), ("2021-09-26", 1)]
    assert ask("select old_id, gap, continued from <links> where kind = 'reinstated'") == [("a", 1, True)]
    assert ask("select \"left\" from <changes> where kind = 'reassigned' and old_id = 'b'") == [("land",)]


def rows(told, table, *columns):
    found = json.loads(render_export(told, format="json")[f"{table}.json"])
    return [tuple(row[name] for name in columns) for row in found]


def test_all_that_an_edition_says_stands_in_a_table():
    texts = {"A": "Nein", "B": "Ja"}
    rich = replace(B, tags=("verkehr", "brücke"), positions=texts, meta={"orte": [1, 2]})
    frame = catalogue(rich, edition="2016", preamble="Vorweg.", closing="Zuletzt.")
    groups = tuple(replace(one, preamble="Zu Wegen.") for one in frame.working_groups)
    version = Version(catalogue=replace(frame, working_groups=groups), commit="c" * 40)
    told = Chronicle(versions=(version,), lineage=trace([(version, 0)]))

    assert rows(told, "editions", "preamble", "closing") == [("Vorweg.", "Zuletzt.")]
    assert {("verkehr", "Zu Wegen.")} <= set(rows(told, "working_groups", "working_group", "preamble"))
    assert rows(told, "demand_tags", "id", "tag") == [("b", "verkehr"), ("b", "brücke")]
    assert rows(told, "demand_positions", "id", "party", "text") == [("b", "A", "Nein"), ("b", "B", "Ja")]
    assert rows(told, "demands", "meta") == [('{"orte": [1, 2]}',)]


def test_a_working_group_is_one_through_all_its_keys():
    found = rows(renamed(), "working_groups", "edition", "working_group", "thread")

    assert ("1949", "verkehr", "mobilitaet") in found
    assert ("2013", "mobilitaet", "mobilitaet") in found


def test_what_a_split_lost_stands_in_a_table_once():
    lost = "sowie Einführung einer Umlage für reiche Gemeinden"
    kept = "Keine Kürzung der Zuweisungen an die Städte", "stärkere Gewichtung der Soziallasten im Ausgleich"
    parts = [demand(id, text, succeeds=("a",)) for id, text in zip("ac", kept, strict=True)]
    told = chronicle([("2013", [demand("a", f"{', '.join(kept)} {lost}"), B]), ("2016", [*parts, B])])

    assert rows(told, "clauses", "old_edition", "old_id", "new_id", "kind", "text", "rule") == [
        ("2013", "a", None, "dropped", lost, "part-dropped")
    ]
    assert [codes.split()[0] for kind, codes in rows(told, "changes", "kind", "signals") if kind == "split"] == [
        "part-dropped"
    ] * 2
    assert [codes for kind, codes in rows(told, "changes", "kind", "signals") if kind == "reworded"] == [None, None]


def test_a_sentence_that_a_rewording_struck_stands_in_a_table():
    told = chronicle(
        [("2013", [demand("a", f"{SCHOOLS}. {LIBRARIES}."), B]), ("2016", [demand("a", f"{SCHOOLS}."), B])]
    )

    assert rows(told, "clauses", "old_id", "kind", "text", "rule") == [
        ("a", "dropped", f"{LIBRARIES}.", "part-dropped")
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_what_each_of_several_demands_lost_that_are_back_together_stands_in_a_table_once(turned):
    lost = {"a": "Eltern zahlen künftig keine Beiträge", "c": "Musikschulen erhalten jährlich neue Instrumente"}
    kept = {"a": SCHOOLS, "c": LIBRARIES}
    both = demand("n", f"{SCHOOLS}. {LIBRARIES}.", succeeds=("a", "c"))
    old, new = [demand(id, f"{text}. {lost[id]}.") for id, text in kept.items()], [both]
    if turned:
        old = [demand("n", f"{SCHOOLS}. {LIBRARIES}. {lost['a']}.")]
        new = [demand(id, f"{text}.", succeeds=("n",)) for id, text in kept.items()]
    told = chronicle([("2013", [*old, B]), ("2016", [B]), ("2021", [*new, B])])

    found = [(id, text.rstrip(".")) for id, text, rule in rows(told, "clauses", "old_id", "text", "rule") if rule]
    assert found == ([("n", lost["a"])] if turned else list(lost.items()))


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_is_the_same_twice(format):
    if format == "parquet":
        pytest.importorskip("pyarrow")

    assert render_export(sample(), format=format) == render_export(sample(), format=format)


def test_every_format_holds_the_same_rows():
    import csv

    told = sample()
    as_json, as_lines, as_csv = (render_export(told, format=format) for format in ("json", "jsonl", "csv"))
    for table in TABLES:
        rows = json.loads(as_json[f"{table.name}.json"])
        assert rows == [json.loads(line) for line in as_lines[f"{table.name}.jsonl"].decode().split("\n") if line]
        lines = csv.DictReader(as_csv[f"{table.name}.csv"].decode().splitlines(keepends=True))
        assert [list(line.values()) for line in lines] == [
            [
                "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
                for value in row.values()
            ]
            for row in rows
        ]


def test_keys_are_unique_and_references_lead_somewhere():
    files = render_export(sample(), format="json")
    rows = {table.name: json.loads(files[f"{table.name}.json"]) for table in TABLES}
    for table in TABLES:
        keys = [tuple(row[name] for name in table.key) for row in rows[table.name]]
        assert len(keys) == len(set(keys))
        for one in table.references:
            there = {tuple(row[name] for name in one.key) for row in rows[one.table]}
            named = {tuple(row[name] for name in one.columns) for row in rows[table.name]}
            assert {key for key in named if None not in key} <= there
        for column in table.columns:
            values = {row[column.name] for row in rows[table.name]}
            assert None not in values or not column.required
            assert not column.words or values <= {*column.words, None}


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_frictionless_finds_nothing_wrong(format, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    if format == "xlsx":
        pytest.importorskip("openpyxl")
    for name, content in render_export(sample(), format=format).items():
        (tmp_path / name).write_bytes(content)
    found = frictionless.validate(str(tmp_path / "datapackage.json"))

    assert found.valid, found.flatten(["rowNumber", "fieldName", "type", "note"])


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():

    book = zipfile.ZipFile(BytesIO(render_export(sample(), format="xlsx")["policydiff.xlsx"]))
    sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/" in name]

    assert sheets
    assert not any("<f>" in sheet or "<f " in sheet or "hyperlink" in sheet for sheet in sheets)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_column_is_explained(language):
    patterns = words(language).patterns
    expected = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    expected |= {f"{table.name}.about" for table in TABLES}
    told = {key for key in patterns if key.partition(".")[0] in {table.name for table in TABLES}}

    assert told == expected
    readme = render_export(sample(), format="csv", language=language)["README.md"].decode()
    assert all(f"## {table.name}" in readme for table in TABLES)


def test_both_languages_have_the_same_keys():
    assert words("de").patterns.keys() == words("en").patterns.keys()


def test_an_unknown_format_is_refused():
    with pytest.raises(ValueError, match="'ods' is no format"):
        render_export(sample(), format="ods")


def test_a_missing_library_is_named_with_its_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "policydiff.render.export.parquet", raising=False)
    monkeypatch.delattr("policydiff.render.export.parquet", raising=False)

    with pytest.raises(UsageError, match=r"Parquet needs the library pyarrow; pip install 'policydiff\[parquet\]'"):
        render_export(sample(), format="parquet")
