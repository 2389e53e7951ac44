"""`policydiff check` as a person or a CI calls it."""

import json

import pytest

from policydiff.cli import main
from tests.policies import ADDRESSEES, BRIDGES, LIBRARIES, commit, demand, git, make_repository, write_policy

USED = tuple(one for one in ADDRESSEES if one.key in ("bund", "land"))


@pytest.fixture
def repository(tmp_path, monkeypatch):
    folder = make_repository(tmp_path / "repository")
    demands = (demand("bibliotheken", LIBRARIES), demand("bruecken", BRIDGES, group="verkehr", addressees=("bund",)))
    write_policy(folder / "policy", *demands, addressees=USED)
    commit(folder, tag="v1")
    monkeypatch.chdir(folder)
    return folder


def break_it(repository, severity):
    path = repository / "policy/bildung/bibliotheken.yaml"
    broken = {
        "major": path.read_text().replace("[land]", "[lnad]"),
        "minor": path.read_text() + "status: disputed\n",
        "notice": path.read_text().replace("[land]", '["land"]'),
    }
    path.write_text(broken[severity])


def test_a_sound_catalogue_is_fine(repository, capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "Prüfung von WORKTREE (2 Forderungen)\n\nNichts gefunden.\n"


@pytest.mark.parametrize(
    ("severity", "failing"),
    [("major", ["major", "minor", "notice"]), ("minor", ["minor", "notice"]), ("notice", ["notice"])],
)
def test_the_exit_code_says_whether_a_finding_weighs_enough(repository, capsys, severity, failing):
    break_it(repository, severity)
    codes = {level: main(["check", "--fail-on", level]) for level in ("major", "minor", "notice", "never")}
    assert codes == {level: int(level in failing) for level in codes}
    assert main(["check"]) == (severity == "major")
    assert "bibliotheken.yaml:" in capsys.readouterr().out


def test_a_wrong_call_is_2_and_no_finding(repository, capsys):
    for words in (["nirgends"], ["--since", "nirgends"], ["--fail-on", "huge"], ["--format", "docx"], ["HEAD", "--fix"], ["--with", "v1", "WORKTREE"], ["dir:nirgends"]):  # fmt: skip
        assert main(["check", *words]) == 2
    assert capsys.readouterr().out == ""


def test_the_language_is_the_catalogue_s_unless_another_is_asked_for(repository, capsys):
    break_it(repository, "major")
    main(["check", "--lang", "en"])
    assert "Unknown addressee: the unknown addressee 'lnad'" in capsys.readouterr().out
    main(["check"])
    text = capsys.readouterr().out
    assert "Adressat unbekannt: Den Adressaten „lnad“ führt catalogue.yaml nicht\n" in text
    assert "  →  meinten Sie „land“? Neue Adressaten gehören in catalogue.yaml unter\n     „addressees“\n" in text


def test_a_report_goes_to_a_file_in_any_format(repository, capsys):
    break_it(repository, "major")
    for format in ("terminal", "json", "github", "gitlab", "junit", "sarif"):
        assert main(["check", "--format", format, "-o", f"out/{format}"]) == 1
        assert "addressee-unknown" in (repository / "out" / format).read_text("utf-8")
    assert capsys.readouterr() == ("", "")


def test_paths_are_relative_wherever_the_command_is_called(repository, tmp_path, monkeypatch, capsys):
    break_it(repository, "major")
    monkeypatch.chdir(tmp_path)
    for words in (["--repo", "repository"], [f"dir:{repository}/policy"], ["dir:repository/policy"], [str(repository)]):
        main(["check", *words, "--format", "json"])
        files = {one["file"] for one in json.loads(capsys.readouterr().out)["findings"]}
        assert files
        assert all(not file.startswith(("/", "..")) and str(tmp_path) not in file for file in files)
    monkeypatch.chdir(repository / "policy" / "bildung")
    main(["check", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["findings"][0]["file"] == "policy/bildung/bibliotheken.yaml"


def test_a_merge_is_checked_from_head_when_no_version_is_named(repository, capsys):
    for name in ("eins", "zwei"):
        git(repository, "checkout", "--quiet", "-b", name, "v1")
        path = repository / f"policy/{'bildung' if name == 'eins' else 'verkehr'}/wald.yaml"
        path.write_text(
            f"id: wald\ntext: {'Wälder pflegen' if name == 'eins' else 'Moore nässen'}\naddressees: [land]\n"
        )
        commit(repository)
        assert main(["check", "HEAD"]) == 0
    assert main(["check", "--with", "eins", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "Check of HEAD + eins (4 demands)" in out
    assert "policy/verkehr/wald.yaml:1:1  major  id-duplicate" in out


def test_fix_says_what_it_did(repository, capsys):
    break_it(repository, "notice")
    assert main(["check", "--fix", "--lang", "en", "--fail-on", "notice"]) == 0
    out = capsys.readouterr().out
    assert "1 file put in order:\n  policy/bildung/bibliotheken.yaml\n\nNothing found." in out
    assert git(repository, "status", "--porcelain") == ""


def test_a_new_catalogue_outside_git_is_told_how_to_get_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    words = "git init, dann git add --all und git commit"
    assert main(["init", "--title", "Gondelprogramm"]) == 0
    assert words in capsys.readouterr().err
    assert main(["check"]) == 2
    assert "to make this folder one: `git init`, then `git add --all` and `git commit -m" in capsys.readouterr().err
    git(tmp_path, "init", "--quiet")
    assert main(["check", "--fail-on", "never"]) == 0
    assert "Katalog leer" in capsys.readouterr().out
    commit(tmp_path)
    assert main(["check", "HEAD"]) == 0
    assert main(["init", "--title", "Gondelprogramm", "--keep"]) == 0
    assert words not in capsys.readouterr().err
