"""`policydiff ci`: one comparison in a pipeline; what the action adds to it is tested in tests/workflows."""

import json
from pathlib import Path

import git as gitpython
import pytest

from policydiff.cli import main
from policydiff.cli.ci import draw_summary
from policydiff.cli.runner import write_outputs
from policydiff.sources.git import Repository
from policydiff.sources.git_deepening import Access, _credentials
from policydiff.sources.pairs import compare_versions
from policydiff.sources.versions import Place
from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, commit, demand, git, make_repository, write_policy
from tests.workflows.runner import read_outputs

RUNNER = ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Make a repository whose branch `change` drops a demand and gives a longer title to another."""
    for name in RUNNER:
        monkeypatch.delenv(name, raising=False)
    folder = make_repository(tmp_path / "repository")
    write_policy(folder / "policy", demand("schulen", SCHOOLS), demand("musik", MUSIC), demand("bruecken", BRIDGES))
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "change")
    write_policy(folder / "policy", demand("schulen", SCHOOLS), demand("bruecken", BRIDGES, title="Brücken " * 300))
    commit(folder)
    git(folder, "checkout", "--quiet", "main")
    write_policy(
        folder / "policy",
        *(demand("schulen", SCHOOLS), demand("musik", MUSIC), demand("bruecken", BRIDGES), demand("neu", LIBRARIES)),
    )
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def kinds(path: str) -> dict[str, int]:
    counts = json.loads(Path(path, "report.json").read_text("utf-8"))["summary"]["kinds"]
    return {kind: count for kind, count in counts.items() if count and kind != "unchanged"}


def test_any_pipeline_can_name_the_two_sides_itself(folder, capsys):
    assert main(["ci", "--old", "main", "--new", "change", "--output", "out"]) == 0
    assert kinds("out") == {"dropped": 1, "annotated": 1}  # and not the demand that main has had since
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "report.docx",
        "report.html",
        "report.json",
        "report.md",
    ]
    assert main(["ci", "--old", "main", "--new", "change", "--fail-on", "dropped"]) == 1
    assert "::stop-commands::" not in capsys.readouterr().out


def test_outside_of_a_pipeline_the_sides_have_to_be_named(folder, capsys):
    assert main(["ci"]) == 2
    assert "neither GITHUB_ACTIONS nor GITLAB_CI" in capsys.readouterr().err


def test_what_cannot_be_compared_is_left_for_the_comment_and_nothing_of_an_earlier_run(folder, capsys):
    assert main(["ci", "--old", "main", "--new", "change", "--output", "out"]) == 0
    assert main(["check", "change", "--json", "out/check.json", "--output", "check.txt"]) == 0
    git(folder, "checkout", "--quiet", "change")
    Path("policy/bildung/schulen.yaml").write_text("id: schulen\ntext: 12\n")
    broken = commit(folder)

    assert main(["ci", "--old", "main", "--output", "out"]) == 2
    assert [path.name for path in Path("out").iterdir()] == ["failure.json"]
    left = json.loads(Path("out/failure.json").read_text())
    assert left["commit"] == broken
    assert (left["problems"][0]["file"], left["problems"][0]["line"]) == ("policy/bildung/schulen.yaml", 2)

    assert main(["ci", "--old", "main", "--new", "change~1", "--output", "out"]) == 0
    assert not Path("out/failure.json").exists()


def test_a_commit_that_is_not_there_leaves_nothing(folder, capsys):
    assert main(["ci", "--old", "main", "--new", "gibt-es-nicht", "--output", "out"]) == 2
    assert not Path("out").exists()


@pytest.mark.parametrize("side", ["--old", "--new"])
def test_a_version_that_looks_like_an_option_of_git_runs_nothing(folder, side, capsys):
    git(folder, "remote", "add", "origin", folder.as_uri())
    sides = {"--old": "main", "--new": "change", side: "--upload-pack=touch hacked;true"}

    assert main(["ci", *(f"{name}={value}" for name, value in sides.items())]) == 2
    assert not list(folder.rglob("hacked"))


def test_what_is_misspelt_in_the_gate_is_told_before_anything_is_done(folder, capsys):
    assert main(["ci", "--old", "main", "--fail-on", "droped"]) == 2
    assert "did you mean 'dropped'?" in capsys.readouterr().err
    assert not Path("policydiff-report").exists()


def test_a_merge_request_of_gitlab_is_compared(folder, monkeypatch):
    base, head = git(folder, "merge-base", "main", "change"), git(folder, "rev-parse", "change")
    environment = {
        "GITLAB_CI": "true",
        "CI_MERGE_REQUEST_IID": "4",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "CI_MERGE_REQUEST_PROJECT_PATH": "gruppe/katalog",
        "CI_MERGE_REQUEST_PROJECT_ID": "12",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "gruppe/katalog",
        "CI_COMMIT_SHA": head,
        "CI_PIPELINE_ID": "5",
        "CI_JOB_ID": "6",
        "CI_SERVER_URL": "https://gitlab.example.org",
        "CI_API_V4_URL": "https://gitlab.example.org/api/v4",
        "CI_PIPELINE_URL": "https://gitlab.example.org/gruppe/katalog/-/pipelines/5",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert main(["ci", "--fail-on", "dropped"]) == 1
    assert kinds("policydiff-report") == {"dropped": 1, "annotated": 1}


def test_a_summary_that_is_too_long_keeps_the_heavier_changes_and_all_counts(folder):
    report = compare_versions(Place(folder=folder), ("main...change",))
    whole = draw_summary(report, "de")
    most = len(whole.encode()) - 1

    shorter = draw_summary(report, "de", most=most)
    assert len(shorter.encode()) <= most
    assert MUSIC in shorter
    assert "Von 3 Forderungen" in shorter
    shortest = draw_summary(report, "de", most=200)
    assert len(shortest.encode()) <= 200
    assert "Von 3 Forderungen" in shortest
    assert "Der Bericht ist zu lang für diese Seite." in shortest


def test_no_value_ends_its_own_output(tmp_path):
    file = tmp_path / "output"
    values = {"a": "eins\nb<<x\nzwei\nx", "b": "", "c": '{"d": 1}'}

    write_outputs({"GITHUB_OUTPUT": str(file)}, values)

    assert read_outputs(file.read_text("utf-8")) == values


@pytest.mark.parametrize(
    ("address", "is_shown"),
    [
        ("https://github.com/acme/katalog", True),
        ("https://github.com.evil.example/acme/katalog", False),
        ("http://github.com/acme/katalog", False),
        ("https://github.com:444/acme/katalog", False),
        ("file:///tmp/katalog", False),
    ],
)
def test_a_token_is_shown_to_its_own_server_alone(folder, address, is_shown):
    git(folder, "remote", "add", "origin", address)
    access = Access(server_url="https://github.com", token="ghs_secret")

    settings = _credentials(gitpython.Git(Repository(folder).working_tree), access)

    assert bool(settings) is is_shown
    assert "ghs_secret" not in str(settings)
