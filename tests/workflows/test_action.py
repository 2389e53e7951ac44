"""The action, step by step, on the events of GitHub and on clones as `actions/checkout` makes them."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.policies import BRIDGES, LIBRARIES, MUSIC, SCHOOLS, commit, demand, git, make_repository, write_policy
from tests.workflows.runner import ROOT, Job, Runner

OLD = (demand("ganztagsschulen", SCHOOLS), demand("bibliotheken", LIBRARIES), demand("musik", MUSIC))
NEW = (*OLD[:2], demand("bruecken", BRIDGES, addressees=("bund",), group="verkehr"))
ZEROS = "0" * 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A repository on a server: the target branch has moved on since the change branched off."""

    url: str
    parted: str
    base: str
    head: str
    merge: str


@pytest.fixture
def server(tmp_path) -> Server:
    """Make a server's repository whose `main` and pull request 3 both went on after they parted."""
    folder = make_repository(tmp_path / "server")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    write_policy(folder / "policy", *OLD)
    parted = commit(folder)
    git(folder, "checkout", "--quiet", "-b", "change")
    for number in range(3):
        commit(folder, f"nichts {number}")
    write_policy(folder / "policy", *NEW)
    head = commit(folder)
    git(folder, "checkout", "--quiet", "main")
    for number in range(60):
        git(folder, "commit", "--quiet", "--allow-empty", f"--message=anderes {number}")
    write_policy(folder / "policy", *OLD, demand("radwege", "Radwege an allen Landesstraßen bauen", group="verkehr"))
    base = commit(folder)
    git(folder, "merge", "--quiet", "--no-ff", "--message=merge", head)
    merge = git(folder, "rev-parse", "HEAD")
    git(folder, "update-ref", "refs/pull/3/merge", merge)
    git(folder, "update-ref", "refs/pull/3/head", head)
    git(folder, "reset", "--quiet", "--hard", base)
    git(folder, "branch", "--quiet", "-D", "change")  # a fork's branch is not in this repository
    return Server(url=folder.as_uri(), parted=parted, base=base, head=head, merge=merge)


def check_out(server: Server, folder: Path, commit: str, *, depth: int = 1) -> Path:
    """Clone as `actions/checkout` does: one commit, no branch."""
    make_repository(folder)
    git(folder, "remote", "add", "origin", server.url)
    git(folder, "fetch", "--quiet", "--no-tags", f"--depth={depth}", "origin", commit)
    git(folder, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    return folder


def run(tmp_path: Path, workspace: Path, name: str, event: dict[str, Any], **inputs: str) -> Job:
    temporary = tmp_path / "runner"
    temporary.mkdir()
    return Runner(workspace=workspace, temporary=temporary, name=name, event=event, inputs=inputs).run()


def pull_request(server: Server, *, repository: str = "acme/katalog", branch: str = "change") -> dict[str, Any]:
    head = {"sha": server.head, "ref": branch, "repo": {"full_name": repository}}
    return {"pull_request": {"number": 3, "base": {"sha": server.base}, "head": head}}


EVENTS = {
    "pull request": ("pull_request", pull_request),
    "pull request from a fork": ("pull_request", lambda server: pull_request(server, repository="eve/katalog")),
    "merge queue": (
        "merge_group",
        lambda server: {"merge_group": {"base_sha": server.base, "head_sha": server.merge}},
    ),
    "push": ("push", lambda server: {"before": server.base, "after": server.merge}),
}


@pytest.mark.parametrize("story", EVENTS)
def test_every_event_gets_the_change_alone_from_a_shallow_clone(server, tmp_path, story):
    name, event = EVENTS[story]
    workspace = check_out(server, tmp_path / "workspace", server.merge)

    job = run(tmp_path, workspace, name, event(server))

    assert not job.has_failed, job.log
    kinds = json.loads(job.outputs["kinds"])
    assert {kind: count for kind, count in kinds.items() if count and kind != "unchanged"} == {"added": 1, "dropped": 1}
    assert job.outputs["changed"] == "true"
    assert sum(json.loads(job.outputs["severities"]).values()) == 2
    assert MUSIC in job.summary
    assert BRIDGES in job.summary
    report = json.loads(Path(job.outputs["json"]).read_text("utf-8"))
    assert report["new"]["commit"] in (server.head, server.merge)
    assert "</html>" in Path(job.outputs["html"]).read_text("utf-8")
    assert [upload["path"] for upload in job.uploads] == [str(Path(job.outputs["json"]).parent)]


def test_a_pull_request_is_compared_from_where_it_parted(server, tmp_path):
    workspace = check_out(server, tmp_path / "workspace", server.merge)

    job = run(tmp_path, workspace, "pull_request", pull_request(server))

    assert json.loads(Path(job.outputs["json"]).read_text("utf-8"))["old"]["commit"] == server.parted


def test_what_fails_fails_after_everything_is_written(server, tmp_path):
    workspace = check_out(server, tmp_path / "workspace", server.merge)

    job = run(tmp_path, workspace, "pull_request", pull_request(server), **{"fail-on": "dropped"})

    assert job.outcomes["Compare"] == "failure"
    assert job.outcomes["Check"] == "success"
    assert job.uploads
    assert MUSIC in job.summary
    assert json.loads(job.outputs["reached"]) == ["dropped"]


def test_the_gate_cannot_be_disarmed_by_the_change_itself(server, tmp_path):
    workspace = check_out(server, tmp_path / "workspace", server.merge)
    write_policy(workspace / "policy", *NEW)
    (workspace / "policy" / "policydiff.yaml").write_text("severities:\n  demand-dropped: notice\n", "utf-8")
    head = commit(workspace)
    event = pull_request(server)
    event["pull_request"]["head"]["sha"] = head

    job = run(tmp_path, workspace, "pull_request", event, **{"fail-on": "major"})

    assert job.outcomes["Compare"] == "failure"


def test_a_base_that_nobody_has_is_told_with_the_way_out(server, tmp_path):
    workspace = check_out(server, tmp_path / "workspace", server.merge)
    event = pull_request(server)
    event["pull_request"]["base"]["sha"] = "1" * 40

    job = run(tmp_path, workspace, "pull_request", event)

    assert job.outcomes["Compare"] == "failure"
    assert f"the commit {'1' * 40} is missing" in job.log
    assert "fetch-depth: 0" in job.log
    assert "fetch-depth" in job.summary


@pytest.mark.parametrize("before", [ZEROS, "1" * 40])
def test_a_push_without_anything_before_it_stops_nothing(server, tmp_path, before):
    workspace = check_out(server, tmp_path / "workspace", server.merge)

    job = run(tmp_path, workspace, "push", {"before": before, "after": server.merge}, **{"fail-on": "notice"})

    assert not job.has_failed, job.log
    assert job.outputs["changed"] == ""
    assert job.uploads == []


def test_a_change_that_brings_the_first_catalogue_stops_nothing(tmp_path):
    folder = make_repository(tmp_path / "workspace")
    first = commit(folder)
    write_policy(folder / "policy", *OLD)
    head = {"sha": commit(folder), "ref": "x", "repo": {"full_name": "acme/katalog"}}
    event = {"pull_request": {"number": 1, "base": {"sha": first}, "head": head}}

    job = run(tmp_path, folder, "pull_request", event)

    assert job.outcomes["Compare"] == "success", job.log
    assert job.outputs["changed"] == ""
    assert json.loads(job.outputs["kinds"]) == {}
    [upload] = job.uploads
    assert sorted(path.name for path in Path(upload["path"]).iterdir()) == ["check.json", "failure.json"]


@pytest.mark.parametrize("file", ["bildung/kaputt.yaml", "policydiff.yaml"])
def test_a_change_that_mends_the_target_branch_passes_with_what_the_check_found(tmp_path, file):
    folder = make_repository(tmp_path / "workspace")
    write_policy(folder / "policy", *OLD)
    (folder / "policy" / file).write_text("severities: {quatsch: major}\n", "utf-8")
    base = commit(folder)
    write_policy(folder / "policy", *OLD)
    (folder / "policy" / file).unlink(missing_ok=True)
    head = {"sha": commit(folder), "ref": "x", "repo": {"full_name": "acme/katalog"}}
    event = {"pull_request": {"number": 1, "base": {"sha": base}, "head": head}}

    job = run(tmp_path, folder, "pull_request", event, **{"fail-on": "major"})

    assert not job.has_failed, job.log
    [upload] = job.uploads
    left = {path.name for path in Path(upload["path"]).iterdir()}
    assert {"check.json", "report.json" if file == "policydiff.yaml" else "failure.json"} <= left


def test_a_broken_catalogue_is_told_in_the_summary_and_at_its_line(tmp_path):
    folder = make_repository(tmp_path / "workspace")
    write_policy(folder / "policy", *OLD)
    first = commit(folder)
    (folder / "policy" / "bildung" / "musik.yaml").write_text("id: musik\ntext: 12\n", "utf-8")
    head = {"sha": commit(folder), "ref": "x", "repo": {"full_name": "acme/katalog"}}

    event = {"pull_request": {"number": 1, "base": {"sha": first}, "head": head}}

    job = run(tmp_path, folder, "pull_request", event)

    assert job.outcomes["Compare"] == job.outcomes["Check"] == "failure"
    assert "policy/bildung/musik.yaml" in job.summary
    assert "file=policy/bildung/musik.yaml,line=2" in job.log
    [upload] = job.uploads
    assert sorted(path.name for path in Path(upload["path"]).iterdir()) == ["check.json", "failure.json"]
    left = json.loads(Path(upload["path"], "failure.json").read_text("utf-8"))
    assert left["commit"] == head["sha"]


def test_what_the_check_found_lies_beside_the_report_and_stands_in_the_summary(tmp_path):
    folder = make_repository(tmp_path / "workspace")
    write_policy(folder / "policy", *OLD)
    first = commit(folder)
    write_policy(folder / "policy", *OLD, demand("bruecken", BRIDGES, addressees=()))
    head = {"sha": commit(folder), "ref": "x", "repo": {"full_name": "acme/katalog"}}
    event = {"pull_request": {"number": 1, "base": {"sha": first}, "head": head}}

    job = run(tmp_path, folder, "pull_request", event, lang="en")

    assert not job.has_failed, job.log
    [upload] = job.uploads
    found = json.loads(Path(upload["path"], "check.json").read_text("utf-8"))
    assert [one["rule"] for one in found["findings"]] == ["addressee-missing"]
    assert found["since"] == first
    assert "**Check: 1 finding (1 notice)**" in job.summary
    assert "::notice file=policy/bildung/bruecken.yaml" in job.log


def test_no_demand_can_command_the_runner(tmp_path):
    folder = make_repository(tmp_path / "workspace")
    write_policy(folder / "policy", *OLD)
    first = commit(folder)
    evil = "::error::Alles verloren\n::set-output name=changed::false\n::add-mask::a"
    write_policy(folder / "policy", *OLD, demand("boese", evil, title="::warning::hier"))
    head = {"sha": commit(folder), "ref": "$(touch hacked)`touch hacked`;touch hacked", "repo": {"full_name": "e/k"}}
    event = {"pull_request": {"number": 1, "base": {"sha": first}, "head": head}}

    job = run(tmp_path, folder, "pull_request", event)

    quiet, word = False, ""
    for line in job.log.splitlines():
        if line.startswith("::stop-commands::"):
            quiet, word = True, line.removeprefix("::stop-commands::")
        elif quiet and line == f"::{word}::":
            quiet, word = False, ""
        elif not quiet and line.lstrip().startswith("::"):
            assert line.startswith(("::notice file=", "::warning file=", "::error file=", "::notice title=")), line
            assert "Alles verloren" not in line.split("::", 2)[1]
    assert not list(tmp_path.rglob("hacked"))


def test_no_file_of_the_change_is_run_as_python(server, tmp_path):
    workspace = check_out(server, tmp_path / "workspace", server.merge)
    for name in ("policydiff", "pip", "venv", "json", "sitecustomize"):
        (workspace / f"{name}.py").write_text("open('hacked', 'w')\n", "utf-8")

    job = run(tmp_path, workspace, "pull_request", pull_request(server))
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "PIP_NO_INDEX": "1", "HOME": str(tmp_path)}
    subprocess.run(
        [ROOT / ".ci" / "install", tmp_path / "venv"], cwd=workspace, env=environment, capture_output=True, check=False
    )

    assert not job.has_failed, job.log
    assert (tmp_path / "venv" / "bin" / "pip").exists()
    assert not (workspace / "hacked").exists()


def test_a_complete_clone_is_not_made_shallow(server, tmp_path):
    workspace = tmp_path / "workspace"
    git(tmp_path, "clone", "--quiet", server.url, str(workspace))
    git(workspace, "fetch", "--quiet", "origin", "refs/pull/3/merge")
    git(workspace, "checkout", "--quiet", "--detach", "FETCH_HEAD")
    count = git(workspace, "rev-list", "--count", "HEAD")

    job = run(tmp_path, workspace, "pull_request", pull_request(server))

    assert not job.has_failed, job.log
    assert git(workspace, "rev-list", "--count", "HEAD") == count


def run_gitlab(server: Server, workspace: Path, folder: Path, **values: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the job that compares and checks."""
    tool = folder / "venv" / "bin" / "policydiff"
    tool.parent.mkdir(parents=True)
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m policydiff "$@"\n', "utf-8")
    tool.chmod(0o755)
    _, jobs = YAML(typ="safe", pure=True).load_all((ROOT / "templates/policydiff/template.yml").read_text("utf-8"))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI"))},
        "GITLAB_CI": "true",
        "POLICYDIFF_POLICY": "policy",
        "POLICYDIFF_FAIL_ON": "dropped",
        "POLICYDIFF_LANG": "",
        "CI_MERGE_REQUEST_IID": "4",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": server.parted,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_PROJECT_PATH": "gruppe/katalog",
        "CI_MERGE_REQUEST_PROJECT_PATH": "gruppe/katalog",
        "CI_MERGE_REQUEST_PROJECT_URL": server.url.removesuffix("/.git"),
        "CI_MERGE_REQUEST_PROJECT_ID": "12",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": "gruppe/katalog",
        "CI_COMMIT_SHA": server.head,
        "CI_PIPELINE_ID": "5",
        "CI_JOB_ID": "6",
        "CI_SERVER_URL": "https://gitlab.example.org",
        "CI_API_V4_URL": "https://gitlab.example.org/api/v4",
        "CI_PIPELINE_URL": "https://gitlab.example.org/gruppe/katalog/-/pipelines/5",
    }
    script = "\n".join(["set -euo pipefail", f'tool="{folder}"', "words=()", *jobs["policydiff"]["script"]])
    return subprocess.run(
        ["bash", "-c", script],
        cwd=workspace,
        env=environment | values,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_gitlab_job_writes_its_reports_and_ends_as_the_gate_says(server, tmp_path):
    workspace = check_out(server, tmp_path / "workspace", server.head, depth=1000)

    done = run_gitlab(server, workspace, tmp_path)

    assert done.returncode == 1, done.stderr
    assert (workspace / "policydiff-report" / "report.html").exists()
    assert (workspace / "policydiff-report" / "job").read_text() == "6\n"
    assert isinstance(json.loads((workspace / "gl-code-quality-report.json").read_text("utf-8")), list)
    assert (
        json.loads((workspace / "policydiff-report" / "check.json").read_text("utf-8"))["merged_with"] == "FETCH_HEAD"
    )


@pytest.mark.parametrize(
    ("pipeline", "source"),
    [
        ("gruppe/katalog", "gruppe/katalog"),
        ("gruppe/katalog", "eve/katalog"),  # the project's own pipeline for the request of a fork
        ("eve/katalog", "eve/katalog"),
    ],
)
def test_on_gitlab_the_rules_are_those_of_the_target_branch_wherever_the_change_begins(
    server, tmp_path, pipeline, source
):
    folder = Path(server.url.removeprefix("file://"))
    workspace = check_out(server, tmp_path / "workspace", server.head, depth=1000)
    (folder / "policy" / "policydiff.yaml").write_text("severities: {demand-added: major, demand-dropped: notice}\n")
    commit(folder)
    fork = make_repository(tmp_path / "fork.git")  # it may hold what it likes
    is_own = pipeline == "gruppe/katalog"
    git(workspace, "remote", "set-url", "origin", server.url if is_own else fork.as_uri())
    url = tmp_path / "project"
    if not is_own:  # a project's own pipeline asks its origin: nobody else may read a project that is private
        Path(f"{url}.git").symlink_to(folder)
    values = {
        "CI_PROJECT_PATH": pipeline,
        "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH": source,
        "CI_MERGE_REQUEST_PROJECT_URL": url.as_uri(),
    }

    done = run_gitlab(server, workspace, tmp_path, POLICYDIFF_FAIL_ON="major", **values)

    assert done.returncode == 1, done.stderr
    report = json.loads((workspace / "policydiff-report" / "report.json").read_text("utf-8"))
    found = {kind: one["severity"] for one in report["entries"] for kind in one["kinds"] if kind != "unchanged"}
    assert found == {"added": "major", "dropped": "notice"}
    git(workspace, "remote", "set-url", "origin", fork.as_uri())
    lost = run_gitlab(server, workspace, tmp_path / "lost", CI_MERGE_REQUEST_SOURCE_PROJECT_PATH="gruppe/katalog")
    assert lost.returncode == 2  # without the target branch nothing is judged, and nothing passes
