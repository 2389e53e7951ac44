"""The workflow and the job that comment, their last step run by bash as a runner runs it, against a server on loopback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from policydiff.cli import main
from tests.policies import BRIDGES, MUSIC, SCHOOLS, commit, demand, git, make_repository, write_policy
from tests.publish.servers import REPOSITORY, GitHub, GitLab, User, running
from tests.publish.targets import BOT, TOKEN, bodies
from tests.workflows.runner import ROOT, load

OLD = (demand("schulen", SCHOOLS), demand("musik", MUSIC), demand("bruecken", BRIDGES))


@pytest.fixture
def workspace(tmp_path, monkeypatch) -> Path:
    """Make a workspace with the catalogue's main branch, and beside it what a run left of a change."""
    folder = make_repository(tmp_path / "work" / "catalogue")
    write_policy(folder / "policy", *OLD)
    commit(folder, tag="old")
    write_policy(folder / "policy", *OLD[:1], demand("bruecken", BRIDGES, addressees=()))
    commit(folder, tag="new")
    monkeypatch.chdir(folder)
    assert main(["ci", "--old", "old", "--new", "new", "--output", "../policydiff-report"]) == 0
    words = ["--since", "old", "--json", "../policydiff-report/check.json", "--output", "../check.txt"]
    assert main(["check", "new", *words]) == 0
    git(folder, "checkout", "--quiet", "old")
    tool = tmp_path / "policydiff" / "bin" / "policydiff"
    tool.parent.mkdir(parents=True)
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m policydiff "$@"\n', "utf-8")
    tool.chmod(0o755)
    return tmp_path / "work"


def run_step(script: str, workspace: Path, *, status: int = 0, **values: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GITLAB_", "CI"))}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=workspace,
        env=kept | values,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_the_workflow_comments_on_what_was_left_and_says_so_where_nothing_was(workspace, tmp_path):
    *_, step, last = load(ROOT / ".github" / "workflows" / "comment.yml")["jobs"]["comment"]["steps"]
    assert (step["timeout-minutes"], last["if"]) == (6, f"failure() && steps.{step['id']}.outcome == 'failure'")
    assert last["env"].keys() == step["env"].keys() - {"ARTIFACT"}
    head = git(workspace / "catalogue", "rev-parse", "new")
    shutil.make_archive(
        str(tmp_path / "policydiff-artifact" / "policydiff-report"), "zip", workspace / "policydiff-report"
    )
    event = tmp_path / "event.json"
    server = GitHub()
    server.users[TOKEN] = User(login=BOT, is_app=True)
    server.graphql_login = BOT
    server.pull_requests.append({"number": 7, "commit": head, "commits": [head], "source": "eve/forderungen"})
    with running(server):
        for run, artifact, told in (
            (99, "success", step),
            (100, "failure", step),
            (101, "success", step),
            (102, "", last),  # the step before took too long
        ):
            event.write_text(
                f'{{"workflow_run": {{"event": "pull_request", "id": {run}, "run_attempt": 1, "head_sha": "{head}",'
                ' "head_branch": "bruecken", "head_repository": {"full_name": "eve/forderungen"}}}'
            )
            run_step(
                told["run"],
                workspace,
                ARTIFACT=artifact,
                LANGUAGE="",
                POLICY="policy",
                POLICYDIFF_REPORT_URL=f"https://github.com/{REPOSITORY}/actions/runs/{run}",
                RUNNER_TEMP=str(tmp_path),
                GITHUB_ACTIONS="true",
                GITHUB_EVENT_NAME="workflow_run",
                GITHUB_EVENT_PATH=str(event),
                GITHUB_REPOSITORY=REPOSITORY,
                GITHUB_RUN_ID="500",
                GITHUB_RUN_ATTEMPT="1",
                GITHUB_SERVER_URL="https://github.com",
                GITHUB_API_URL=server.url,
                GITHUB_TOKEN=TOKEN,
            )
            [body] = bodies(server)
            if artifact == "success":
                assert "**Prüfung: 1 Befund (1 Hinweis)**" in body
                assert "| schwerwiegend | entfällt |" in body
            else:
                assert f"**Zu Commit `{head[:7]}` liegt kein Bericht vor.**" in body
                assert f"/actions/runs/{run})" in body


def test_the_gitlab_job_comments_on_what_was_left_and_says_so_where_nothing_was(workspace, tmp_path):
    _, jobs = YAML(typ="safe", pure=True).load_all((ROOT / "templates/policydiff/template.yml").read_text("utf-8"))
    script = "\n".join(["set -euo pipefail", f'tool="{tmp_path}"', "words=()", *jobs["policydiff-comment"]["script"]])
    (tmp_path / "venv").symlink_to(tmp_path / "policydiff")
    (workspace / "policydiff-report" / "job").write_text("31\n")
    head, parted = (git(workspace / "catalogue", "rev-parse", one) for one in ("new", "old"))
    server = GitLab()
    server.users[TOKEN] = User(login="project_4711_bot")
    with running(server):
        for pipeline, status in (("100", 0), ("101", 0), ("102", 124)):
            run_step(
                script,
                workspace,
                status=status,
                GITLAB_CI="true",
                GITLAB_TOKEN=TOKEN,
                CI_MERGE_REQUEST_IID="7",
                CI_MERGE_REQUEST_PROJECT_ID="4711",
                CI_MERGE_REQUEST_PROJECT_PATH=REPOSITORY,
                CI_MERGE_REQUEST_DIFF_BASE_SHA=parted,
                CI_MERGE_REQUEST_SOURCE_PROJECT_PATH=REPOSITORY,
                CI_MERGE_REQUEST_SOURCE_BRANCH_NAME="bruecken",
                CI_COMMIT_SHA=head,
                CI_PIPELINE_ID=pipeline,
                CI_JOB_ID="1",
                CI_PROJECT_URL=f"https://gitlab.com/{REPOSITORY}",
                POLICYDIFF_POLICY="mein katalog",
                CI_SERVER_URL="https://gitlab.com",
                CI_API_V4_URL=server.url,
                CI_PIPELINE_URL=f"https://gitlab.com/x/-/pipelines/{pipeline}",
            )
            [body] = bodies(server)
            if pipeline == "100":
                pages = f"https://gitlab.com/{REPOSITORY}/-"
                assert f"[vollständiger Bericht]({pages}/jobs/31/artifacts/browse/policydiff-report)" in body
                assert f"({pages}/blob/{head[:12]}/mein%20katalog/bildung/bruecken.yaml#L2)" in body
                (workspace / "policydiff-report" / "job").write_text("31/../../x\n")
                assert "**Prüfung: 1 Befund (1 Hinweis)**" in body
                (workspace / "policydiff-report" / "report.json").unlink()
            else:
                assert "/jobs/" not in body
                assert f"**Zu Commit `{head[:7]}` liegt kein Bericht vor.**" in body
                assert f"/pipelines/{pipeline})" in body
                (workspace / "policydiff-report" / "report.json").write_text("{}")
                tool = tmp_path / "policydiff" / "bin" / "policydiff"
                slow = 'case "$*" in *--report=*) exit 124 ;; esac'  # as `timeout` does
                tool.write_text(tool.read_text("utf-8").replace("#!/bin/sh\n", f"#!/bin/sh\n{slow}\n"), "utf-8")
