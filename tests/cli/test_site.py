"""`policydiff site`, on a real repository."""

import json

import pytest

from policydiff.cli import main
from tests.policies import BRIDGES, SCHOOLS, commit, demand, make_repository, write_policy


@pytest.fixture
def repository(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = make_repository(tmp_path / "repository")
    for name, date in (("p13", "2013"), ("p16", "2016-04")):
        text = SCHOOLS if name == "p13" else f"{SCHOOLS} und prüfen"
        write_policy(folder / "policy", demand("schulen", text), demand("b", BRIDGES), edition=name, date=date)
        commit(folder)
    monkeypatch.chdir(folder)
    return folder


def test_the_archive_is_written_into_a_folder_and_its_start_page_printed(repository, capsys):
    assert main(["site", "-o", "archiv"]) == 0

    assert capsys.readouterr().out == "archiv/index.html\n"
    assert {path.name for path in (repository / "archiv").iterdir()} == {
        *("index.html", "demands.html", "timeline.html", "compare.html", "pictures.html"),
        *("assets", "demands", "compare", "groups", "addressees"),
    }
    assert '<html lang="de">' in (repository / "archiv" / "index.html").read_text("utf-8")


def test_the_archive_speaks_the_language_that_is_asked_for(repository):
    assert main(["site", "--lang", "en"]) == 0

    assert '<html lang="en">' in (repository / "site" / "demands" / "schulen.html").read_text("utf-8")


def test_the_archive_says_who_let_a_change_through(repository, capsys):
    assert main(["diff", "p13..p16", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    (key,) = {one["fingerprint"] for one in report["entries"] if one["new"] == ["schulen"]}
    accepted = repository / "policy" / "accepted.yaml"
    accepted.write_text(f"{key}: {{by: Erika Muster, reason: So beschlossen}}\n", "utf-8")
    commit(repository)
    assert main(["site"]) == 0

    for page in ("compare/p13--p16.html", "demands/schulen.html"):
        assert "Erika Muster: „So beschlossen“" in (repository / "site" / page).read_text("utf-8"), page


def test_a_broken_list_of_accepted_changes_is_told_and_keeps_nobody_from_reading(repository, capsys):
    (repository / "policy" / "accepted.yaml").write_text("x: [\n", "utf-8")
    commit(repository)

    assert main(["site"]) == 0
    assert "in the edition p16" in capsys.readouterr().err


def test_a_later_run_removes_the_pages_of_an_earlier_one_and_nothing_else(repository):
    folder = repository / "site"
    assert main(["site"]) == 0
    ours, foreign, outside = folder / "demands" / "alt.html", folder / "demands" / "fremd.html", repository / "x.html"
    for path in (ours, foreign, outside):
        path.write_text("<!doctype html>")
    listed = folder / "assets" / "files.txt"
    listed.write_text(f"{listed.read_text()}demands/alt.html\ndemands/../../x.html\n")
    assert main(["site"]) == 0

    assert [path.exists() for path in (ours, foreign, outside)] == [False, True, True]
    assert (folder / "demands" / "schulen.html").exists()
