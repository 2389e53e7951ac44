"""`policydiff redline`: versions in, a Word document out."""

import sys

import pytest

from policydiff.cli import main
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, catalogue, demand, make_editions, write_policy
from tests.render.word.settling import accept_all, paper, reject_all

OLD = (
    demand("ganztagsschulen", SCHOOLS, position=1),
    demand("bibliotheken", LIBRARIES, position=2, addressees=("kommunen",)),
    demand("bruecken", BRIDGES, position=3, group="verkehr", addressees=("bund",)),
)
NEW = (
    demand("ganztagsschulen", SCHOOLS, position=1, addressees=("bund",)),
    demand("musik", MUSIC, position=2),
    demand("bruecken", BRIDGES.replace("beschleunigen", "prüfen"), position=3, group="verkehr", addressees=("bund",)),
)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = make_editions(tmp_path / "repository", alt=OLD, neu=NEW)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("versions", [("alt", "neu"), ("alt..neu",), ("alt",), ("HEAD~1..HEAD",)])
def test_the_document_leads_from_the_old_version_to_the_new_one(repository, versions):
    assert main(["redline", *versions, "--format", "docx", "-o", "aus/gabe.docx"]) == 0

    document = (repository / "aus" / "gabe.docx").read_bytes()
    assert reject_all(document) == paper(catalogue(*OLD))
    assert accept_all(document) == paper(catalogue(*NEW))


def test_demands_that_did_not_change_are_there_too(repository):
    later = (*NEW, demand("neu", LIBRARIES, position=4, group="verkehr"))
    write_policy(repository / "policy", *later, edition="neuer")
    assert main(["redline", "neu", "-o", "gabe.docx"]) == 0

    assert accept_all((repository / "gabe.docx").read_bytes()) == paper(catalogue(*later))


def test_without_a_file_the_document_goes_where_output_is_sent(repository, capfdbinary):
    assert main(["redline", "alt", "neu"]) == 0

    assert accept_all(capfdbinary.readouterr().out) == paper(catalogue(*NEW))


def test_no_document_is_thrown_at_a_terminal(repository, monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert main(["redline", "alt", "neu"]) == 2
    assert capsys.readouterr().err == "policydiff: a Word document for a terminal; name a file with -o\n"


def test_the_author_can_be_named(repository):
    assert main(["redline", "alt", "neu", "-o", "gabe.docx", "--author", "Referat 3"]) == 0
    named = (repository / "gabe.docx").read_bytes()
    assert main(["redline", "alt", "neu", "-o", "gabe.docx"]) == 0

    assert named != (repository / "gabe.docx").read_bytes()
    assert accept_all(named) == paper(catalogue(*NEW))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("a", "b", "c"), "3 versions; name one or two"),
        (("alt", "neu", "--author", " "), "--author without anything; name something, or leave it out"),
    ],
)
def test_what_cannot_be_meant_is_refused(repository, capsys, words, told):
    assert main(["redline", *words, "-o", "gabe.docx"]) == 2
    assert capsys.readouterr().err == f"policydiff: {told}\n"
