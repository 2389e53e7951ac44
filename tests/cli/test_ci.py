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
from tests.policies import (
    BRIDGES,
    CYCLING,
    LIBRARIES,
    MUSIC,
    SCHOOLS,
    commit,
    demand,
    git,
    make_partial,
    make_repository,
    write_policy,
)
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


@pytest.mark.parametrize(
    "words",
    [
        ["ci", "--old", "", "--fail-on", "major"],
        ["ci", "--old", "main", "--new", ""],
        ["ci", "--old", "main", "--rules", ""],
        ["check", "--since", ""],
        ["check", "--with", " "],
        ["check", ""],
        ["comment", "main", "change", "--rules", "", "--dry-run"],
        ["--unknown", "ci", "--old", ""],
    ],
    ids=" ".join,
)
def test_what_is_given_and_empty_never_counts_as_left_out(folder, words, capsys):
    """A script whose variable is not set would else compare nothing, and pass."""
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "without anything; name something, or leave it out" in told.err or "unrecognized" in told.err


def test_outside_of_a_pipeline_the_sides_have_to_be_named(folder, capsys):
    assert main(["ci"]) == 2
    error = capsys.readouterr().err
    assert "neither GITHUB_ACTIONS nor GITLAB_CI" in error
    assert "policydiff ci --old main" in error


def test_a_change_that_empties_the_catalogue_says_how_many_demands_go(folder, capsys):
    git(folder, "checkout", "--quiet", "-b", "empty")
    for path in (folder / "policy").glob("*/[!_]*.yaml"):
        path.unlink()
    new, old = commit(folder)[:7], git(folder, "rev-parse", "main")[:7]
    assert main(["ci", "--old", "main", "--new", "empty", "--output", "out"]) == 2
    assert main(["comment", "--report", "out", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert f"In {new} enthält der Katalog keine Forderung mehr, in {old} sind es 4" in told.replace("\u200b", "")


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


def test_what_git_says_is_told_from_its_first_line_and_in_the_language_of_the_catalogue(folder, capsys):
    assert main(["ci", "--old", "quatsch", "--output", "out"]) == 2
    assert "the commit quatsch is missing (git: 'origin' does not appear to be a git repo" in capsys.readouterr().err
    [problem] = json.loads(Path("out/failure.json").read_text("utf-8"))["problems"]
    assert problem["found"].startswith("Der Commit quatsch fehlt (git: ")
    assert problem["remedy"].startswith("einen Zweig, ein Tag oder einen Commit nennen")


def left(path: str) -> tuple[str, str | None]:
    failure = json.loads(Path(path, "failure.json").read_text("utf-8"))
    return failure["reason"], failure["old_commit"]


def broken(folder: Path) -> str:
    """Break a demand on the branch that is checked out, and return the commit."""
    (folder / "policy" / "bildung" / "kaputt.yaml").write_text('id: kaputt\ntext: "offen\naddressees: [bund\n')
    return commit(folder)


def test_a_sound_change_mends_a_broken_target_branch(folder, capsys):
    base = broken(folder)
    git(folder, "checkout", "--quiet", "-b", "mended")
    (folder / "policy" / "bildung" / "kaputt.yaml").unlink()
    commit(folder)

    assert main(["ci", "--old", "main", "--output", "out", "--fail-on", "major"]) == 0
    assert left("out") == ("old-unreadable", base)
    printed = capsys.readouterr()
    assert f"Der Stand {base[:7]}, von dem dieser Vorschlag ausgeht, ist nicht lesbar." in printed.out
    assert "policy/bildung/kaputt.yaml" in printed.err


@pytest.mark.parametrize("name", ["kaputt", "anders"])
def test_a_broken_target_branch_lets_no_broken_change_pass(folder, name, capsys):
    broken(folder)
    git(folder, "checkout", "--quiet", "-b", "further")
    (folder / "policy" / "bildung" / "kaputt.yaml").unlink()
    (folder / "policy" / "bildung" / f"{name}.yaml").write_text("id: kaputt\ntext: 12\naddressees: [mond]\n")
    head = commit(folder)

    assert main(["ci", "--old", "main", "--output", "out"]) == 2
    assert left("out") == ("unreadable", None)
    assert json.loads(Path("out/failure.json").read_text())["commit"] == head


def test_a_change_that_can_be_read_and_is_not_sound_does_not_pass_either(folder, capsys):
    Path("policy/bildung/neu.yaml").unlink()
    commit(folder)
    broken(folder)
    git(folder, "checkout", "--quiet", "-b", "further")
    Path("policy/bildung/kaputt.yaml").unlink()
    Path("policy/policydiff.yaml").write_text("severities: {id-recycled: notice}\n")
    Path("policy/bildung/neu.yaml").write_text(f"id: neu\ntext: {CYCLING}\naddressees: [land]\n")
    commit(folder)

    assert main(["check", "--since", "main"]) == 0
    assert main(["ci", "--old", "main", "--output", "out"]) == 1
    assert left("out")[0] == "old-unreadable"
    assert "findet auch am Vorschlag selbst Schwerwiegendes" in capsys.readouterr().out


def test_a_change_that_mends_the_target_branch_takes_nothing_else_with_it(folder, capsys):
    sound = git(folder, "rev-parse", "HEAD").strip()
    broken(folder)
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "still broken")
    git(folder, "checkout", "--quiet", "-b", "mended")
    Path("policy/bildung/kaputt.yaml").unlink()
    Path("policy/bildung/musik.yaml").unlink()
    commit(folder)

    assert main(["ci", "--old", "main", "--output", "out"]) == 0  # without a gate nothing is stopped
    capsys.readouterr()
    assert main(["ci", "--old", "main", "--output", "out", "--fail-on", "dropped"]) == 1
    printed = capsys.readouterr()
    assert f"Verglichen mit {sound[:7]}, dem letzten lesbaren Stand davor: Von 4 Forderungen sind 3" in printed.out
    assert printed.err.endswith("policydiff: --fail-on: dropped\n")
    assert left("out") == ("unreadable", None)
    [problem] = json.loads(Path("out/failure.json").read_text("utf-8"))["problems"]
    assert problem["found"] == (
        f"Gegenüber {sound[:7]}, dem letzten lesbaren Stand, hält die Schranke diese Änderung an: dropped (musik)"
    )


def test_what_came_before_a_broken_target_branch_has_to_be_there_for_the_gate(folder, tmp_path, monkeypatch, capsys):
    broken(folder)
    git(folder, "checkout", "--quiet", "-b", "mended")
    Path("policy/bildung/kaputt.yaml").unlink()
    commit(folder)
    clone = tmp_path / "clone"
    words = ["--depth=2", "--no-single-branch", "--branch=mended", folder.as_uri()]
    git(tmp_path, "clone", "--quiet", *words, str(clone))
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "main")
    monkeypatch.chdir(clone)

    assert main(["ci", "--old", "origin/main", "--output", "out", "--fail-on", "dropped"]) == 2
    assert "is missing; let the checkout bring the whole history" in capsys.readouterr().err


def test_a_first_catalogue_that_is_taken_out_again_is_not_left_standing_in_the_comment(folder):
    git(folder, "checkout", "--quiet", "--orphan", "early")
    git(folder, "rm", "--quiet", "-r", "--force", ".")
    first = commit(folder)
    write_policy(folder / "policy", demand("schulen", SCHOOLS))
    commit(folder)
    assert main(["ci", "--old", first, "--output", "out"]) == 0
    assert left("out") == ("first", None)
    git(folder, "rm", "--quiet", "-r", "policy")
    commit(folder)

    assert main(["ci", "--old", first, "--output", "out"]) == 0
    assert left("out") == ("unreadable", None)
    [problem] = json.loads(Path("out/failure.json").read_text("utf-8"))["problems"]
    assert problem["rule"] == "catalogue-missing"


def test_nobody_escapes_the_comparison_by_starting_from_a_broken_commit(folder, capsys):
    base = broken(folder)
    (folder / "policy" / "bildung" / "kaputt.yaml").unlink()
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "sly", base)
    (folder / "policy" / "bildung" / "kaputt.yaml").unlink()
    (folder / "policy" / "bildung" / "musik.yaml").unlink()
    commit(folder)

    assert main(["ci", "--old", "main", "--output", "out", "--fail-on", "dropped"]) == 2
    assert left("out") == ("unreadable", None)
    assert "merge the target branch" in capsys.readouterr().err


def test_nobody_escapes_the_comparison_by_starting_before_the_catalogue(folder, capsys):
    git(folder, "checkout", "--quiet", "--orphan", "early")
    git(folder, "rm", "--quiet", "-r", "--force", ".")
    first = commit(folder)
    git(folder, "checkout", "--quiet", "-b", "target")
    write_policy(folder / "policy", demand("schulen", SCHOOLS))
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "sly", first)
    write_policy(folder / "policy", demand("bruecken", BRIDGES))
    commit(folder)

    assert main(["ci", "--old", "target", "--output", "out"]) == 2
    assert main(["ci", "--old", first, "--output", "out"]) == 0
    assert left("out") == ("first", None)


def test_rules_of_the_target_branch_that_cannot_be_read_are_replaced_by_the_built_in_ones(folder, capsys):
    Path("policy/policydiff.yaml").write_text("severities: {quatsch: major}\n")
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "loose")
    Path("policy/policydiff.yaml").write_text("severities: {demand-dropped: notice}\n")
    Path("policy/bildung/musik.yaml").unlink()
    commit(folder)

    assert main(["ci", "--old", "main", "--output", "out", "--fail-on", "major"]) == 1
    assert "policy/policydiff.yaml:1: " in capsys.readouterr().err
    assert main(["check", "--rules", "main"]) == 0
    assert "policydiff's own count" in capsys.readouterr().err


def test_rules_may_come_from_another_version_than_the_one_compared_with(folder, monkeypatch, capsys):
    base = git(folder, "merge-base", "main", "change")
    Path("policy/policydiff.yaml").write_text("severities: {demand-dropped: notice}\n")
    commit(folder)

    assert main(["ci", "--old", base, "--new", "change", "--fail-on", "major"]) == 1
    assert main(["ci", "--old", base, "--new", "change", "--fail-on", "major", "--rules", "main"]) == 0


def test_a_change_does_not_choose_the_language_in_which_its_meaning_is_read(folder):
    strong, weak = (demand("musik", f"Das Land {verb} jedem Kind ein Instrument leihen") for verb in ("muss", "soll"))
    write_policy(folder / "policy", strong)
    commit(folder)
    git(folder, "checkout", "--quiet", "-B", "change")
    write_policy(folder / "policy", weak, language="en")
    commit(folder)

    assert main(["ci", "--old", "main", "--fail-on", "binding-weakened", "--output", "out"]) == 1
    assert main(["ci", "--old", "main", "--fail-on", "language-changed", "--output", "out"]) == 1
    frame = json.loads(Path("out/report.json").read_text())["frame"]
    assert [(one["kind"], one["old"], one["new"]) for one in frame] == [("language-changed", "de", "en")]


def test_a_folder_that_is_called_like_the_comparison_is_not_compared(folder):
    git(folder, "checkout", "--quiet", "change")
    for name in ("main...HEAD", "main...change"):
        write_policy(folder / name, demand("schulen", SCHOOLS), demand("musik", MUSIC), demand("bruecken", BRIDGES))
    commit(folder)

    assert main(["ci", "--old", "main", "--fail-on", "dropped"]) == 1
    assert main(["ci", "--old", "main", "--new", "change", "--fail-on", "dropped"]) == 1


def test_a_shallow_clone_is_deepened_until_the_point_where_the_change_parted_is_sure(folder, tmp_path, monkeypatch):
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    old = git(folder, "rev-parse", "main~1").strip()
    git(folder, "checkout", "--quiet", "-b", "evil", "main")
    for number in range(60):
        git(folder, "commit", "--quiet", "--allow-empty", "--message", str(number))
    (folder / "policy" / "bildung" / "neu.yaml").unlink()
    commit(folder)
    tree = git(folder, "rev-parse", "HEAD^{tree}").strip()
    evil = git(folder, "commit-tree", tree, "-p", "HEAD", "-p", old, "-m", "an older commit as a second parent").strip()
    git(folder, "reset", "--quiet", "--hard", evil)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=evil", folder.as_uri(), str(clone))
    monkeypatch.chdir(clone)

    main_now = git(folder, "rev-parse", "main").strip()
    assert main(["ci", "--old", main_now, "--new", evil, "--fail-on", "dropped"]) == 1


@pytest.mark.parametrize("filter", ["blob:none", "tree:0"])
def test_a_clone_made_with_a_filter_is_filled_up(folder, tmp_path, monkeypatch, filter):
    git(folder, "checkout", "--quiet", "change")
    monkeypatch.chdir(make_partial(folder, tmp_path / "partial", filter))
    assert main(["ci", "--old", "origin/main", "--fail-on", "dropped"]) == 1
    assert main(["diff", "origin/main", "HEAD"]) == 0


def test_a_clone_made_with_a_filter_whose_server_is_gone_says_what_to_do(folder, tmp_path, monkeypatch, capsys):
    git(folder, "checkout", "--quiet", "change")
    monkeypatch.chdir(make_partial(folder, tmp_path / "partial"))
    git(tmp_path / "partial", "remote", "set-url", "origin", (tmp_path / "fort").as_uri())
    assert main(["ci", "--old", "origin/main"]) == 2
    said = capsys.readouterr().err
    assert "contents of files are missing in this partial clone (git: " in said
    assert "let the checkout bring all contents (actions/checkout: without filter)" in said


def test_nothing_is_dropped_behind_a_second_point_where_the_change_parted(folder, capsys):
    had = git(folder, "rev-parse", "main").strip()  # main with `neu`
    git(folder, "checkout", "--quiet", "-b", "harmless", "main~1")
    (folder / "LIESMICH").write_text("Eine Notiz (erfunden)")
    harmless = commit(folder)
    git(folder, "checkout", "--quiet", "main")
    git(folder, "merge", "--quiet", "--no-ff", "--message", "Übernahme", "harmless")
    git(folder, "checkout", "--quiet", "-b", "evil", "harmless")
    tree = git(folder, "rev-parse", "harmless^{tree}").strip()
    evil = git(folder, "commit-tree", tree, "-p", harmless, "-p", had, "-m", "Übernahme").strip()

    assert main(["ci", "--old", "main", "--new", evil, "--fail-on", "dropped", "--output", "out"]) == 2
    assert "den Zielzweig übernehmen" in Path("out/failure.json").read_text()
    git(folder, "reset", "--quiet", "--hard", evil)
    git(folder, "merge", "--quiet", "--message", "Übernahme", "main")
    assert main(["ci", "--old", "main", "--fail-on", "dropped"]) == 1


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
