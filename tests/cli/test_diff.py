"""`policydiff diff`, `editions`, `show`, `report`: arguments in, text and exit codes out."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from policydiff.cli import main
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, commit, demand, make_editions, write_policy

OLD = (
    demand("ganztagsschulen", SCHOOLS),
    demand("bibliotheken", LIBRARIES, addressees=("kommunen",)),
    demand("bruecken", BRIDGES, group="verkehr", addressees=("bund",)),
)
NEW = (
    demand("ganztagsschulen", SCHOOLS, addressees=("bund",)),
    demand("bruecken", BRIDGES.replace("beschleunigen", "prüfen"), group="verkehr", addressees=("bund",)),
    demand("musik", MUSIC),
)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = make_editions(tmp_path / "repository", alt=OLD, neu=NEW)
    monkeypatch.chdir(folder)
    return folder


def entries(capsys, *words):
    assert main(["diff", "alt", "neu", "--format", "json", *words]) == 0
    return [entry["kinds"] for entry in json.loads(capsys.readouterr().out)["entries"]]


def test_the_report_goes_to_stdout_or_to_a_file(repository, capsys):
    assert main(["diff", "alt", "neu"]) == 0
    text = capsys.readouterr().out
    assert "Von 3 Forderungen" in text
    assert main(["diff", "alt..neu", "-o", "unter/bericht.txt"]) == 0
    assert capsys.readouterr().out == ""
    assert Path("unter/bericht.txt").read_text(encoding="utf-8").splitlines()[-3:] == text.splitlines()[-3:]


def test_the_same_input_gives_the_same_bytes(repository, tmp_path):
    for format in ("terminal", "markdown", "html", "json"):
        for name in ("a", "b"):
            seed = {"a": "1", "b": "2"}[name]
            words = [
                sys.executable,
                "-m",
                "policydiff",
                "diff",
                "alt",
                "neu",
                "--format",
                format,
                "-o",
                str(tmp_path / name),
            ]
            subprocess.run(words, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_part_can_be_looked_at(repository, capsys):
    assert len(entries(capsys)) == 4
    assert entries(capsys, "--kind", "reassigned") == [["reassigned"]]
    assert entries(capsys, "--kind", "dropped,added") == [["dropped"], ["added"]]
    assert entries(capsys, "--group", "AG Verkehr") == entries(capsys, "--group", "verkehr") == [["reworded"]]
    assert entries(capsys, "--addressee", "Kommunen") == [["dropped"]]
    assert entries(capsys, "--addressee", "bund", "--kind", "reassigned") == [["reassigned"]]


def test_exit_codes_answer_questions(repository, capsys):
    assert main(["diff", "alt", "neu", "--exit-code"]) == 1
    assert main(["diff", "neu", "neu", "--exit-code"]) == 0
    assert main(["diff", "alt", "neu", "--fail-on", "dropped,split"]) == 1
    assert main(["diff", "alt", "neu", "--fail-on", "split,merged", "--fail-on", "id-reused"]) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["diff", "alt", "neu", "--kind", "droped"], "--kind 'droped' is not known; did you mean 'dropped'?"),
        (["diff", "alt", "neu", "--group", "verker"], "--group 'verker' is not known; did you mean 'verkehr'?"),
        (["diff", "alt", "neu", "--fail-on", "all"], "--fail-on 'all' is not known; "),
        (["diff", "alt", "neu", "neu"], "3 versions; name one or two"),
        (["diff", "alt", "nue"], "there is no revision or edition 'nue'; did you mean 'neu'?"),
        (["diff", "alt", "neu", "--repo", "/"], "/: this is no git repository; name one with --repo"),
        (["diff", "alt", "neu", "--policy-dir", "politik"], "there is no revision or edition 'alt'; Editions: none"),
        (["show", "ganztagschulen"], "no demand 'ganztagschulen' in WORKTREE; did you mean 'ganztagsschulen'?"),
        (["show", "musik@alt"], "no demand 'musik' in alt"),
        (
            ["editions", "--policy-dir", "politik"],
            "no commit holds politik/catalogue.yaml; import a paper and commit it",
        ),
    ],
)
def test_mistakes_are_explained_and_end_with_2(repository, capsys, words, message):
    assert main(words) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert shown.out == ""


def test_a_mistake_made_in_every_file_is_told_with_its_first_places_and_a_count(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name, text in (("alt", "Brücken bauen"), ("neu", "Brücken sanieren")):
        write_policy(tmp_path / name, *(demand(f"{number}.7", f"{text} {number}") for number in range(1, 10)))
        for path in (tmp_path / name).glob("*/[1-9].7.yaml"):
            path.write_text(
                re.sub("^id: .*$", f"id: {path.stem}", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
            )

    assert main(["diff", "dir:alt", "dir:neu"]) == 2
    told = capsys.readouterr().err.splitlines()
    assert sum("id is the number" in line and line.endswith("put it in quotes") for line in told) == 3
    assert told[-1] == "policydiff: … and 15 more like these; `policydiff check` lists all"


def test_two_folders_are_explained_outside_any_repository(tmp_path, monkeypatch, capsys):
    place = tmp_path / "hier"
    place.mkdir()
    monkeypatch.chdir(place)
    write_policy(tmp_path / "alt", demand("bruecken", "Brücken bauen"))
    write_policy(tmp_path / "neu", demand("stege", "Brücken und Stege bauen"))

    assert main(["explain", "bruecken", "stege", "--between", "dir:../alt..dir:../neu"]) == 0
    assert "Stege" in capsys.readouterr().out


def test_what_argparse_refuses_ends_with_2_too(capsys):
    assert main([]) == 2
    assert main(["diff"]) == 2
    assert main(["unknown"]) == 2
    assert main(["--version"]) == 0


def test_our_own_mistakes_end_with_3_and_a_log(repository, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "policydiff.cli.diff", None)  # as if a part of the installation were missing
    assert main(["diff", "alt", "neu"]) == 3
    log = capsys.readouterr().err.split("please send us ")[1].strip()
    assert "Traceback" in Path(log).read_text(encoding="utf-8")
    Path(log).unlink()


def test_a_closed_pipe_is_no_error(repository):
    command = f"{sys.executable} -m policydiff diff alt neu --format html | head -c 10"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert result.stderr == ""


def test_editions_and_one_demand_are_shown(repository, capsys):
    assert main(["editions"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[2:]] == ["alt", "neu"]
    assert main(["show", "ganztagsschulen@alt"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert SCHOOLS in out
    assert "Land" in out


def test_the_reports_of_all_editions_are_written_and_checked(repository, capsys):
    assert main(["report", "--check"]) == 1
    assert main(["report"]) == 0
    names = sorted(path.name for path in Path("reports").iterdir())
    assert names == [
        "alt--neu.html",
        "alt--neu.md",
        "alt.html",
        "alt.md",
        "index.html",
        "index.md",
        "neu.html",
        "neu.md",
    ]
    assert main(["report", "--check"]) == 0
    commit(repository)  # a commit alone must not put the reports out of date
    assert main(["report", "--check"]) == 0
    capsys.readouterr()
    write_policy(repository / "policy", *NEW, demand("bibliotheken", LIBRARIES), edition="neu")
    assert main(["report", "--check"]) == 1
    assert "reports/alt--neu.html: out of date; run `policydiff report`" in capsys.readouterr().err


def test_the_report_follows_the_language_asked_for(repository, capsys):
    assert main(["diff", "alt", "neu", "--lang", "en"]) == 0
    assert "Of 3 demands" in capsys.readouterr().out


def test_what_is_shown_does_not_disarm_a_gate(repository, capsys):
    assert main(["diff", "alt", "neu", "--kind", "added", "--fail-on", "dropped"]) == 1
    for empty in ("", " "):
        assert main(["diff", "alt", "neu", "--fail-on", empty]) == 2
        assert "--fail-on without anything; name something, or leave it out" in capsys.readouterr().err
    assert main(["diff", "alt", "neu", "--fail-on", ","]) == 2
    assert "--fail-on without anything; name a severity, a rule or a kind" in capsys.readouterr().err


def test_an_addressee_that_only_unchanged_demands_name_is_missed(repository, capsys):
    path = repository / "policy/catalogue.yaml"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if "bund:" not in line]
    path.write_text("".join(kept), encoding="utf-8")
    assert main(["diff", "HEAD"]) == 2
    assert "policy/verkehr/bruecken.yaml:3: the unknown addressee 'bund'" in capsys.readouterr().err


def test_a_shallow_clone_says_that_its_history_is_cut(repository, tmp_path, capsys, monkeypatch):
    subprocess.run(["git", "clone", "-q", "--depth=2", f"file://{repository}", tmp_path / "cut"], check=True)
    monkeypatch.chdir(tmp_path / "cut")
    assert main(["diff", "alt", "neu"]) == 0
    assert "demands that they dropped, cannot be seen; git fetch --unshallow" in capsys.readouterr().err
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{repository}", tmp_path / "short"], check=True)
    monkeypatch.chdir(tmp_path / "short")
    assert main(["editions"]) == 0
    assert "this is a shallow clone: earlier editions" in capsys.readouterr().err


def test_reports_name_no_commit(repository):
    assert main(["report"]) == 0
    ids = subprocess.run(["git", "log", "--format=%h"], capture_output=True, text=True, check=True).stdout.split()
    for path in Path("reports").iterdir():
        assert not [one for one in ids if one in path.read_text(encoding="utf-8")]


def test_reports_go_to_the_root_of_the_repository(repository, monkeypatch, capsys):
    monkeypatch.chdir(repository / "policy" / "bildung")
    assert main(["report"]) == 0
    assert (repository / "reports" / "index.html").is_file()


def test_without_git_it_says_so(repository, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["diff", "alt", "neu"]) == 2
    assert "the program git was not found; install git" in capsys.readouterr().err


def test_a_branch_that_only_answers_a_question_changes_something(repository, capsys):
    write_policy(repository / "policy", *NEW[:2], demand("musik", MUSIC, succeeds=("bibliotheken",)), edition="neu")
    commit(repository, "Antwort")

    assert main(["diff", "HEAD~1", "HEAD", "--exit-code", "--fail-on", "declaration-changed"]) == 1
    text = " ".join(capsys.readouterr().out.split())
    assert "sind unverändert; geändert ist nur eine Erklärung zur Herkunft." in text
    assert f"zu beachten: {MUSIC} (musik) nichts erklärt → führt bibliotheken fort bibliotheken {LIBRARIES}" in text


def test_a_declaration_that_is_taken_back_names_demands_that_nobody_had_to_read(repository, capsys):
    kept = NEW[:2]
    write_policy(repository / "policy", *kept, demand("musik", MUSIC, succeeds=("bruecken",)), edition="neu")
    commit(repository, "Antwort")
    write_policy(repository / "policy", *kept, demand("musik", MUSIC), edition="neu")
    commit(repository, "zurückgenommen")

    assert main(["diff", "HEAD~1", "HEAD", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    [change] = told["declarations"]
    assert (change["id"], change["old"], change["new"]) == ("musik", ["bruecken"], None)
    assert told["demands"]["old"]["bruecken"]["text"] == NEW[1].text
