"""`policydiff diff --fail-on`, `rules` and `accept`: what weighs how much, and what a person lets through."""

import json
import shutil
from pathlib import Path

import pytest

from policydiff.cli import main
from policydiff.core.rules import RULES
from tests.policies import BRIDGES, LIBRARIES, MUSIC, commit, demand, git, make_editions

RULES_PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
OLD = (demand("musik", MUSIC, addressees=("bund", "land")), demand("bruecken", BRIDGES, group="verkehr"))
NEW = (demand("musik", MUSIC), demand("bruecken", BRIDGES, group="verkehr"), demand("bibliotheken", LIBRARIES))


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = make_editions(tmp_path / "repository", alt=OLD, neu=NEW)
    monkeypatch.chdir(folder)
    return folder


def fingerprints(capsys, *versions):
    capsys.readouterr()
    assert main(["diff", *versions, "--format", "json"]) == 0
    entries = json.loads(capsys.readouterr().out)["entries"]
    return {(entry["old"] or entry["new"])[0]: entry["fingerprint"] for entry in entries if entry.get("fingerprint")}


@pytest.mark.parametrize(
    ("what", "code"),
    [
        ("major", 1),
        ("notice", 1),
        ("addressee-left", 1),
        ("reassigned", 1),
        ("demand-added", 1),
        ("demand-dropped", 0),
        ("id-reused,amount-lowered", 0),
    ],
)
def test_a_merge_can_be_stopped_by_severity_by_rule_and_by_kind(repository, what, code):
    assert main(["diff", "alt", "neu", "--fail-on", what]) == code


def test_what_is_shown_does_not_disarm_the_gate(repository):
    assert main(["diff", "alt", "neu", "--severity", "notice", "--fail-on", "major"]) == 1


def test_only_what_weighs_much_is_shown(repository, capsys):
    assert main(["diff", "alt", "neu", "--severity", "major", "--format", "json"]) == 0
    assert [entry["new"] for entry in json.loads(capsys.readouterr().out)["entries"]] == [["musik"]]


def test_a_reason_to_stop_that_does_not_exist_is_refused(repository, capsys):
    assert main(["diff", "alt", "neu", "--fail-on", "addressee-lost"]) == 2
    assert "addressee-lo" in capsys.readouterr().err


def test_an_accepted_change_passes_and_a_further_one_does_not(repository, capsys):
    fingerprint = fingerprints(capsys, "alt", "WORKTREE")["musik"]
    accept = ["accept", fingerprint, "alt", "WORKTREE", "--by", "Erika Muster", "--reason", "Beschluss des Ausschusses"]
    assert main(accept) == 0
    assert capsys.readouterr().out == "Freigegeben. Die Datei policy/accepted.yaml gehört mit in diesen Vorschlag.\n"
    assert main(["diff", "alt", "WORKTREE", "--fail-on", "major"]) == 0
    (repository / "policy" / "bildung" / "musik.yaml").write_text(f"id: musik\ntext: {MUSIC}\naddressees: [eu]\n")
    assert main(["diff", "alt", "WORKTREE", "--fail-on", "major"]) == 1


def test_what_nobody_can_have_meant_is_not_written(repository, capsys):
    assert main(["accept", "abcdefghijklmnop", "alt", "neu", "--by", "E", "--reason", "r"]) == 2
    assert main(["accept", "1234", "--by", " ", "--reason", "r"]) == 2
    error = capsys.readouterr().err
    assert "keine Änderung mit dem Fingerabdruck „abcdefghijklmnop“" in error
    assert "„1234“ ist kein Fingerabdruck einer Änderung" in error
    assert "--by ist leer" in error
    assert not (repository / "policy" / "accepted.yaml").exists()


def test_several_changes_are_accepted_at_once_and_all_or_none(repository, capsys):
    found = fingerprints(capsys, "alt", "WORKTREE")
    words = ["--by", "Erika Muster", "--reason", "Beschluss"]

    assert main(["accept", *found.values(), "abcdefghijklmnop", "alt", "WORKTREE", *words]) == 2
    assert "abcdefghijklmnop" in capsys.readouterr().err
    assert not (repository / "policy" / "accepted.yaml").exists()
    assert main(["accept", *found.values(), "alt", "WORKTREE", *words]) == 0
    assert main(["diff", "alt", "WORKTREE", "--fail-on", "notice"]) == 0
    assert main(["accept", *found.values(), "alt", "neu", "neu", *words]) == 2


def test_without_a_catalogue_nothing_is_accepted(repository, capsys):
    words = ["accept", "abcdefghijklmnop", "--by", "E", "--reason", "r", "--policy-dir", "mein katalog"]

    assert main(words) == 2
    assert capsys.readouterr().err == (
        "policydiff: mein katalog: there is no catalogue in this folder; "
        "name the folder that holds catalogue.yaml: --policy-dir DIR\n"
    )


def test_an_acceptance_that_let_an_earlier_change_through_is_no_news(repository, capsys):
    def unused(*versions):
        assert main(["diff", *versions, "--format", "json"]) == 0
        return [one["fingerprint"] for one in json.loads(capsys.readouterr().out)["unused_acceptances"]]

    found = fingerprints(capsys, "alt", "WORKTREE")["musik"]
    assert main(["accept", found, "--by", "Erika Muster", "--reason", "Beschluss"]) == 0
    capsys.readouterr()
    assert unused("alt", "WORKTREE") == []
    merged = commit(repository)
    (repository / "policy" / "bildung" / "musik.yaml").write_text(f"id: musik\ntext: {MUSIC}\naddressees: [eu]\n")
    assert unused(merged, "WORKTREE") == []
    with (repository / "policy" / "accepted.yaml").open("a") as file:
        file.write("abcdefghijklmnop:\n  by: Erika Muster\n  reason: von Hand\n")
    assert unused(merged, "WORKTREE") == ["abcdefghijklmnop"]


def test_acceptances_keep_their_comments_and_can_be_changed(repository, capsys):
    found = fingerprints(capsys, "alt", "neu")
    path = repository / "policy" / "accepted.yaml"
    for reason in ("zuerst", "dann"):
        words = ["--by", "Erika Muster", "--reason", reason, "--replace"]
        assert main(["accept", found["musik"], *words]) == 0
        path.write_text("# Vom Referat geführt\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert main(["accept", found["bibliotheken"], "--by", "Max Muster", "--reason", "ja: gewollt"]) == 0
    text = path.read_text(encoding="utf-8")
    assert text.count("# Vom Referat geführt") == 2
    assert "dann" in text
    assert "zuerst" not in text
    assert main(["diff", "alt", "WORKTREE", "--fail-on", "notice"]) == 0


def test_a_change_that_is_nowhere_is_not_let_through(repository, capsys):
    words = ["--by", "Erika Muster", "--reason", "Beschluss"]
    assert main(["accept", "aaaaaaaaaaaaaaaa", *words]) == 2
    assert capsys.readouterr().err == (
        "policydiff: Den Fingerabdruck „aaaaaaaaaaaaaaaa“ hat keine Änderung des Arbeitsverzeichnisses, weder gegen HEAD noch "
        "gegen den Hauptzweig noch gegen die Fassung davor; die Fassungen nennen, zwischen denen sie steht: policydiff accept "
        "… ALT NEU\n"
    )
    assert not (repository / "policy" / "accepted.yaml").exists()


def test_a_change_on_a_branch_is_found_where_the_branch_left_the_default_one(repository, capsys):
    git(repository, "checkout", "-q", "-b", "vorschlag")
    (repository / "policy" / "bildung" / "musik.yaml").write_text(f"id: musik\ntext: {MUSIC}\naddressees: [eu]\n")
    commit(repository)
    found = fingerprints(capsys, "main", "WORKTREE")["musik"]
    assert main(["accept", found, "--by", "Erika Muster", "--reason", "Beschluss"]) == 0
    assert main(["diff", "main", "WORKTREE", "--fail-on", "major"]) == 0


def test_where_there_is_nothing_to_compare_it_is_said_that_nothing_was_checked(tmp_path, monkeypatch, capsys):
    folder = make_editions(tmp_path / "repository", alt=OLD)
    shutil.rmtree(folder / ".git")
    git(folder, "init", "-q")
    monkeypatch.chdir(folder)
    assert main(["accept", "aaaaaaaaaaaaaaaa", "--by", "Erika Muster", "--reason", "Beschluss"]) == 0
    assert "nicht geprüft" in capsys.readouterr().out


def test_who_lets_changes_through_reads_their_fingerprints_beside_them_on_demand(repository, capsys):
    found = fingerprints(capsys, "alt", "neu")
    assert main(["diff", "alt", "neu"]) == 0
    assert found["musik"] not in capsys.readouterr().out
    assert main(["diff", "alt", "neu", "--fingerprints"]) == 0
    told = capsys.readouterr().out.split("Noch nicht freigegeben")[1].splitlines()
    lines = [line for line in told if line.startswith(tuple(found.values()))]
    assert lines[0].startswith(f"{found['musik']}  schwerwiegend: Adressat geändert – ")
    assert {line.split()[0] for line in lines} == set(found.values())
    assert main(["accept", found["musik"], "--by", "Erika Muster", "--reason", "Beschluss"]) == 0
    assert main(["diff", "alt", "WORKTREE", "--fingerprints"]) == 0
    assert f"{found['musik']}  " not in capsys.readouterr().out
    assert main(["diff", "alt", "neu", "--fingerprints", "--format", "json"]) == 2


def test_what_somebody_said_of_a_change_is_replaced_only_on_demand(repository, capsys):
    found = fingerprints(capsys, "alt", "neu")["musik"]
    path = repository / "policy" / "accepted.yaml"
    assert main(["accept", found, "--by", "Erika Muster", "--reason", "im Ausschuss"]) == 0
    before = path.read_bytes()
    assert main(["accept", found, "--by", "Erika Muster", "--reason", "im Ausschuss"]) == 0
    capsys.readouterr()
    assert main(["accept", found, "--by", "Max Muster", "--reason", "anders"]) == 2
    assert f"{found} hat schon Erika Muster freigegeben: „im Ausschuss“; --replace setzt" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert main(["accept", found, "--by", "Max Muster", "--reason", "anders", "--replace"]) == 0
    assert "Max Muster" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["abc: {by: x, reason: y}\n", "abcdefghijklmnop: {by: x}\n", "- eins\n"])
def test_a_broken_list_of_acceptances_stops_and_stays_as_it_is(repository, capsys, content):
    path = repository / "policy" / "accepted.yaml"
    path.write_text(content)
    assert main(["diff", "alt", "WORKTREE"]) == 2
    assert "policy/accepted.yaml:1: " in capsys.readouterr().err
    assert main(["accept", "abcdefghijklmnop", "--by", "x", "--reason", "y"]) == 2
    assert path.read_text() == content


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_rule_is_listed_and_explained(tmp_path, monkeypatch, capsys, language):
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "--lang", language]) == 0
    listed = capsys.readouterr().out
    for rule in RULES:
        assert rule.code in listed
        assert main(["rules", rule.code, "--lang", language]) == 0
        assert rule.code in capsys.readouterr().out
    assert all(len(line) <= 80 for line in listed.splitlines())


def test_rules_are_listed_as_the_project_weighs_them(repository, capsys):
    (repository / "policy" / "policydiff.yaml").write_text("severities: {demand-moved: major}\n")
    assert main(["rules", "demand-moved", "--lang", "en"]) == 0
    assert "major" in capsys.readouterr().out


def test_a_rule_that_does_not_exist_is_not_explained(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "amount-lowerd"]) == 2
    assert "did you mean 'amount-lowered'?" in capsys.readouterr().err


def test_the_list_of_rules_in_docs_is_up_to_date(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "--format", "markdown", "--lang", "en"]) == 0
    assert capsys.readouterr().out == RULES_PAGE.read_text(encoding="utf-8")  # make reports


def test_the_reports_that_are_kept_follow_the_rules_and_tell_what_was_let_through(repository, capsys):
    code = fingerprints(capsys, "alt", "neu")["musik"]
    assert main(["accept", code, "alt", "neu", "--by", "Erika Mustermann", "--reason", "im Ausschuss"]) == 0
    (repository / "policy" / "policydiff.yaml").write_text("severities: {demand-added: major}\n")
    assert main(["report", "-o", "reports"]) == 0

    text = (repository / "reports" / "alt--neu.md").read_text()
    assert "im Ausschuss" in text
    assert "2 schwerwiegend" in text
