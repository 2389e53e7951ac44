"""What commands print in GitHub Actions: nothing of a catalogue is obeyed there, and annotations are."""

import json
from pathlib import Path

import pytest

from policydiff.cli import main
from tests.policies import BRIDGES, SCHOOLS, demand, make_repository, write_policy

# The old form of a command is obeyed anywhere in a line (actions/runner, ActionCommand.cs).
EVIL = "##[add-mask]land ::error::x"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch) -> Path:
    """Make a working tree in which two demands name nobody, one of them with a title that commands."""
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    folder = make_repository(tmp_path / "repository")
    write_policy(
        folder / "policy",
        *(demand("schulen", SCHOOLS, addressees=()), demand("bruecken", f"{BRIDGES} ({EVIL}", addressees=())),
    )
    monkeypatch.chdir(folder)
    return folder


def shielded(text: str) -> str:
    """Return what stands between the lines that tell the runner to obey nothing, and again."""
    first, *lines, last = text.splitlines()
    assert first.startswith("::stop-commands::")
    assert last == f"::{first.removeprefix('::stop-commands::')}::"
    return "\n".join(lines)


def test_what_a_check_prints_for_people_is_not_obeyed(capsys):
    assert main(["check"]) == 0
    assert "##[add-mask]land" in shielded(capsys.readouterr().out)


def test_annotations_are_obeyed_and_the_summary_says_the_same(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))

    assert main(["check", "--format", "github", "--json", "check.json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.partition(" ")[0] for line in lines} == {"::warning", "::notice"}
    counts = json.loads(Path("check.json").read_text("utf-8"))["summary"]
    assert (counts["minor"], sum(counts.values())) == (1, len(lines))
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert f"**Prüfung: {sum(counts.values())} Befunde (1 zu beachten, {counts['notice']} Hinweise)**" in summary


def test_what_goes_to_another_program_is_left_as_it_is(capsys):
    assert main(["check", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["minor"] == 1


@pytest.mark.parametrize("command", ["check", "diff", "show"])
def test_no_word_of_an_error_is_obeyed(command, capsys):
    assert main([command, f"gibt-es-nicht{EVIL}"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "##[add-mask]land" in shielded(printed.err)
