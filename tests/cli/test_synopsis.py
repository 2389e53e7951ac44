"""`policydiff synopsis`, and the Synopse behind `policydiff diff`: arguments in, files and exit codes out."""

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from policydiff.cli import main
from policydiff.render import render_document
from policydiff.sources.pairs import compare_versions
from policydiff.sources.versions import Place
from tests.policies import (
    BRIDGES,
    GROUPS,
    LIBRARIES,
    SCHOOLS,
    commit,
    demand,
    make_editions,
    make_repository,
    write_policy,
)

OLD = (demand("ganztagsschulen", SCHOOLS), demand("bibliotheken", LIBRARIES))
NEW = (replace(OLD[0], text=f"{SCHOOLS} und prüfen"), OLD[1])
NEWER = (NEW[0], demand("bruecken", BRIDGES))


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = make_editions(tmp_path / "repository", alt=OLD, neu=NEW, neuer=NEWER)
    monkeypatch.chdir(folder)
    return folder


def test_the_page_goes_to_stdout_or_to_a_file(repository, capsys):
    assert main(["synopsis", "alt", "neu"]) == 0
    text = capsys.readouterr().out
    assert "u n v e r ä n d e r t" in text
    assert main(["synopsis", "alt..neu", "-o", "unter/synopse.html"]) == 0
    assert capsys.readouterr().out == ""
    assert Path("unter/synopse.html").read_text("utf-8") == text.replace(">alt..neu<", ">alt<")


@pytest.mark.parametrize("name", ["synopse.txt", "synopse"])
def test_a_file_named_for_no_format_is_refused(repository, capsys, name):
    assert main(["synopsis", "alt", "neu", "-o", name]) == 2
    assert "name a file that ends with .html, .pdf, .docx, .odt, or say --format" in capsys.readouterr().err
    assert not Path(name).exists()
    assert main(["synopsis", "alt", "neu", "-o", name, "--format", "html"]) == 0


def test_changes_only_leaves_out_what_is_unchanged(repository, capsys):
    assert main(["synopsis", "alt", "neu", "--changes-only"]) == 0
    text = capsys.readouterr().out
    assert LIBRARIES not in text
    assert "Nur Änderungen: 1 unveränderte Forderung ist nicht aufgeführt." in text


def test_three_versions_have_three_columns(repository, capsys):
    assert main(["synopsis", "alt", "neu", "neuer", "--lang", "en"]) == 0
    text = capsys.readouterr().out
    assert '<th role="columnheader" scope="col">Intermediate edition</th>' in text
    assert text.count("<thead") == 1


def test_the_ending_of_the_file_names_the_format(repository):
    assert main(["synopsis", "alt", "neu", "-o", "synopse.docx"]) == 0
    assert Path("synopse.docx").read_bytes().startswith(b"PK")


def test_pdf_is_made_where_weasyprint_is(repository):
    pytest.importorskip("weasyprint")
    assert main(["synopsis", "alt", "neu", "-o", "synopse.pdf"]) == 0
    assert main(["diff", "alt", "neu", "--format", "pdf", "-o", "bericht.pdf"]) == 0
    assert Path("synopse.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert Path("bericht.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_comparison_as_a_word_document_still_answers_questions(repository):
    assert main(["diff", "alt", "neu", "--format", "docx", "-o", "bericht.docx", "--exit-code"]) == 1
    assert Path("bericht.docx").read_bytes().startswith(b"PK")


def test_odt_is_made_by_libreoffice_with_the_same_bytes(repository, program):
    program("soffice", "libreoffice")
    for name in ("a.odt", "b.odt"):
        assert main(["synopsis", "alt", "neu", "-o", name]) == 0
    with ZipFile("a.odt") as file:
        assert file.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        assert SCHOOLS[:20] in file.read("content.xml").decode()
    assert Path("a.odt").read_bytes() == Path("b.odt").read_bytes()


def test_a_missing_libreoffice_is_told_with_what_to_do(repository, capsys, monkeypatch, tmp_path, program):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "git").symlink_to(program("git"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert main(["synopsis", "alt", "neu", "--format", "odt"]) == 2
    assert capsys.readouterr().err == (
        "policydiff: odt is made by LibreOffice, which is not installed; install it (on Debian and Ubuntu: "
        "apt-get install libreoffice-writer-nogui), or ask for docx\n"
    )


def test_more_than_three_versions_are_too_many(repository, capsys):
    assert main(["synopsis", "alt", "neu", "neuer", "alt"]) == 2
    assert capsys.readouterr().err == "policydiff: 4 versions; name one, two or three\n"


def test_a_report_for_word_is_the_same_whether_unchanged_demands_were_read_or_not(tmp_path):
    folder = make_repository(tmp_path / "r")
    schools, bridges = demand("schulen", SCHOOLS), demand("bruecken", BRIDGES, group="verkehr")
    write_policy(folder / "policy", schools, bridges)
    commit(folder, tag="old")
    groups = (GROUPS[0], replace(GROUPS[1], preamble="Neu: Wir wollen Brücken."))
    changed = replace(schools, addressees=("bund",))
    write_policy(folder / "policy", changed, bridges, working_groups=groups)
    commit(folder, tag="new")
    place = Place(folder=folder)
    partly, wholly = (compare_versions(place, ("old", "new"), whole=whole) for whole in (False, True))
    assert partly.untouched
    assert not wholly.untouched
    documents = [render_document(report, format="docx", language="de") for report in (partly, wholly)]
    assert documents[0] == documents[1]
