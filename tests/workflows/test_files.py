"""What must hold of every file that a runner obeys: ours, those we offer, and those that `policydiff init` writes."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from policydiff.cli import main
from policydiff.sources.starting import read_tool
from tests.workflows.runner import ROOT, load

TOOL = "https://github.com/acme/policydiff@" + "0123456789" * 4
OURS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"\./[\w./-]*|[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40}")
# What a contributor can choose: titles, branch names, texts. None of it may stand where a shell reads it.
EXPRESSION = re.compile(r"\$\{\{")


@pytest.fixture(scope="module")
def started(tmp_path_factory) -> Path:
    """Make a new policy repository with the pipelines of both platforms."""
    folder = tmp_path_factory.mktemp("started")
    words = [
        "--title",
        "Erfundener Katalog",
        "--group",
        "AG Verkehr",
        "--tool",
        TOOL,
        "--ci",
        "github",
        "--ci",
        "gitlab",
    ]
    assert main(["init", str(folder), *words]) == 0
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    return folder


def steps_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    if "runs" in content:
        return list(content["runs"]["steps"])
    return [step for job in content["jobs"].values() for step in [job, *job.get("steps", [])]]


@pytest.mark.parametrize("path", [ROOT / "action.yml", *OURS], ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_and_shells_read_no_expression(path):
    hold_the_rules(load(path))


def test_a_new_repository_keeps_the_same_rules(started):
    for path in sorted((started / ".github" / "workflows").glob("*.yml")):
        hold_the_rules(load(path))


def hold_the_rules(content: dict[str, Any]) -> None:
    if "jobs" in content:
        assert content["permissions"] == {}
    for step in steps_of(content):
        assert PINNED.fullmatch(step.get("uses", "./")), step["uses"]
        assert not EXPRESSION.search(step.get("run", "")), step["run"]
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", [ROOT / "action.yml", *OURS], ids=lambda path: path.name)
def test_every_pin_says_which_version_it_is(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if re.search(r"uses: [^.]", line)]

    assert [line for line in lines if not re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line)] == []


def test_the_same_action_has_the_same_pin_everywhere():
    text = "\n".join(path.read_text("utf-8") for path in [ROOT / "action.yml", *OURS])
    pins = set(re.findall(r"uses: ([\w/-]+)@(\S+ # \S+)", text))

    assert len({name for name, _ in pins}) == len(pins)


def test_the_job_that_may_write_runs_nothing_of_the_change():
    content = load(ROOT / ".github" / "workflows" / "comment.yml")
    writing = [job for job in content["jobs"].values() if "write" in job["permissions"].values()]

    assert len(writing) == 1
    checkouts = [step["with"] for step in writing[0]["steps"] if "checkout" in step.get("uses", "")]
    assert [(one.get("repository"), one["ref"]) for one in checkouts] == [
        ("${{ job.workflow_repository }}", "${{ job.workflow_sha }}"),
        (None, "${{ github.event.repository.default_branch }}"),  # our own, for its rules
    ]


def test_no_job_that_sees_the_change_may_write_or_holds_a_secret():
    for name in ("pull-request.yml", "policy.yml"):
        text = (ROOT / ".github" / "workflows" / name).read_text("utf-8")
        assert "secrets." not in text
        assert ": write" not in text
    assert "pull_request_target" not in "".join(path.read_text("utf-8") for path in OURS)


def test_the_gitlab_component_reads_inputs_through_variables_alone():
    header, jobs = YAML(typ="safe", pure=True).load_all((ROOT / "templates/policydiff/template.yml").read_text("utf-8"))

    assert {"source", "commit", "policy-dir", "fail-on"} <= header["spec"]["inputs"].keys()
    scripts = [line for job in jobs.values() for part in ("before_script", "script") for line in job.get(part, [])]
    assert scripts
    assert not any("$[[" in line for line in scripts)
    asked = set(re.findall(r"\$\[\[ inputs\.([\w-]+) \]\]", str(jobs)))
    assert asked == header["spec"]["inputs"].keys()


def test_the_gitlab_scripts_are_sound_bash():
    _, jobs = YAML(typ="safe", pure=True).load_all((ROOT / "templates/policydiff/template.yml").read_text("utf-8"))

    for job in jobs.values():
        for line in [*job.get("before_script", []), *job.get("script", [])]:
            subprocess.run(["bash", "-n"], input=line, encoding="utf-8", check=True)


def test_a_new_gitlab_pipeline_gives_the_component_what_it_asks_for(started):
    header, _ = YAML(typ="safe", pure=True).load_all((ROOT / "templates/policydiff/template.yml").read_text("utf-8"))
    (include,) = load(started / ".gitlab-ci.yml")["include"]
    asked = header["spec"]["inputs"]

    assert include["component"] == f"$CI_SERVER_FQDN/acme/policydiff/policydiff@{read_tool(TOOL).commit}"
    assert include["inputs"].keys() <= asked.keys()
    for name, one in asked.items():
        assert name in include["inputs"] or "default" in one
        if "regex" in one:
            assert re.search(one["regex"], include["inputs"][name])


def test_a_new_repository_calls_workflows_that_are_there_with_inputs_they_know(started):
    for path in sorted((started / ".github" / "workflows").glob("*.yml")):
        for job in load(path)["jobs"].values():
            owner, _, commit = job["uses"].partition("@")
            called = load(ROOT / owner.removeprefix("acme/policydiff/"))
            assert commit == read_tool(TOOL).commit
            assert job.get("with", {}).keys() <= called["on"]["workflow_call"]["inputs"].keys()
            allowed = [one["permissions"] for one in called["jobs"].values()]
            assert all(job["permissions"].items() >= one.items() for one in allowed)


def said_by(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("where", ["ours", "new"])
def test_zizmor_finds_nothing(started, program, where):
    files = [ROOT / "action.yml", *OURS] if where == "ours" else [started / ".github" / "workflows"]

    assert said_by(program("zizmor"), "--offline", "--persona=pedantic", *files, cwd=ROOT) == ""


@pytest.mark.parametrize("where", ["ours", "new"])
def test_actionlint_finds_nothing(started, program, where):
    files = OURS if where == "ours" else sorted((started / ".github" / "workflows").glob("*.yml"))

    assert said_by(program("actionlint"), *files, cwd=ROOT if where == "ours" else started) == ""


def test_pre_commit_takes_our_hooks(program):
    assert said_by(program("pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT) == ""
    assert said_by(program("pre-commit"), "validate-config", ".pre-commit-config.yaml", cwd=ROOT) == ""


def test_pre_commit_takes_the_configuration_of_a_new_repository(started, program):
    assert said_by(program("pre-commit"), "validate-config", ".pre-commit-config.yaml", cwd=started) == ""


def test_a_new_repository_asks_for_hooks_that_there_are(started):
    offered = {hook["id"] for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    (repo,) = load(started / ".pre-commit-config.yaml")["repos"]

    assert {hook["id"] for hook in repo["hooks"]} <= offered
    assert f"{repo['repo']}@{repo['rev']}" == TOOL


@pytest.mark.parametrize(
    "hook", YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")), ids=lambda hook: hook["id"]
)
def test_a_hook_runs_in_a_repository_with_a_demand(tmp_path, monkeypatch, capsys, hook):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "--quiet"], check=True)
    assert main(["init", "--title", "Erfunden", "--group", "AG Verkehr"]) == 0
    assert main(["new", "--text", "Radwege bauen", "--group", "verkehr", "--addressee", "land"]) == 0

    assert main([*hook["entry"].split()[1:], "--policy-dir", "policy"]) == 0, capsys.readouterr()


def test_our_own_catalogue_is_looked_at_by_our_own_hooks():
    offered = {hook["id"]: hook for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    (repo,) = load(ROOT / ".pre-commit-config.yaml")["repos"]

    assert len(repo["hooks"]) == 2
    for hook in repo["hooks"]:
        assert hook["entry"] == f".venv/bin/{offered[hook['id']]['entry']}"
