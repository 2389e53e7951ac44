"""As much of a GitHub runner as our action needs: its steps, run by bash as the runner runs them, on an event file."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_NAME = re.compile(r"'[^']*'|[\w-]+(?:\.[\w-]+)+")


def load(path: Path) -> Any:
    """Return what a YAML file holds."""
    return YAML(typ="safe", pure=True).load(path.read_text("utf-8"))


@dataclass(kw_only=True, slots=True)
class Job:
    """What is left of a job after our action ran in it."""

    outputs: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    uploads: list[dict[str, str]] = field(default_factory=list)
    log: str = ""
    summary: str = ""

    @property
    def has_failed(self) -> bool:
        return "failure" in self.outcomes.values()


@dataclass(kw_only=True, slots=True)
class Runner:
    """Runs `action.yml` in a workspace; `name` and `event` are what happened."""

    workspace: Path
    temporary: Path
    name: str
    event: dict[str, Any]
    inputs: dict[str, str] = field(default_factory=dict)
    _steps: dict[str, dict[str, Any]] = field(default_factory=dict)

    def run(self) -> Job:
        """Run the steps one after the other; those of other actions are noted and not run, nor is the installation."""
        action = load(ROOT / "action.yml")
        self.inputs = {name: str(one.get("default", "")) for name, one in action["inputs"].items()} | self.inputs
        self._install()
        job = Job()
        for step in action["runs"]["steps"]:
            if not self._is_due(step, job):
                job.outcomes[step["name"]] = "skipped"
            elif "uses" in step:
                job.outcomes[step["name"]] = "success"
                if "upload-artifact" in step["uses"]:
                    job.uploads.append({key: self.fill(str(value)) for key, value in step["with"].items()})
            elif step["name"] != "Install policydiff":
                self._run(step, job)
        job.outputs = {name: self.fill(one["value"]) for name, one in action["outputs"].items()}
        return job

    def fill(self, text: str) -> str:
        """Return a text with its expressions filled in."""
        return _EXPRESSION.sub(lambda match: str(self._value(match[1].strip())), text)

    def _value(self, name: str) -> Any:
        if name.startswith("'"):
            return name[1:-1]
        context, *path = name.split(".")
        contexts: dict[str, Any] = {"inputs": self.inputs, "steps": self._steps, "github": {"token": "ghs_test"}}
        value = contexts[context]
        for step in path:
            value = value.get(step, "")
            if value == "":
                break
        return value

    def _is_due(self, step: dict[str, Any], job: Job) -> bool:
        condition = str(step.get("if", "success()"))
        condition = _EXPRESSION.sub(r"\1", condition).replace("!cancelled()", "True").replace("&&", "and")
        condition = condition.replace("success()", str(not job.has_failed))
        filled = _NAME.sub(lambda match: repr(str(self._value(match[0]))), condition)
        return bool(eval(filled, {"__builtins__": {}}))

    def _install(self) -> None:
        command = self.temporary / "policydiff" / "bin" / "policydiff"
        command.parent.mkdir(parents=True)
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m policydiff "$@"\n', "utf-8")
        command.chmod(0o755)

    def _run(self, step: dict[str, Any], job: Job) -> None:
        files = {name: self.temporary / f"{name}-{len(job.outcomes)}" for name in ("output", "summary", "event")}
        for file in files.values():
            file.touch()
        files["event"].write_text(json.dumps(self.event), "utf-8")
        script = self.temporary / "step.sh"
        script.write_text(step["run"], "utf-8")
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI"))},
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": self.name,
            "GITHUB_EVENT_PATH": str(files["event"]),
            "GITHUB_REPOSITORY": "acme/katalog",
            "GITHUB_RUN_ID": "7",
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_API_URL": "https://api.github.com",
            "GITHUB_OUTPUT": str(files["output"]),
            "GITHUB_STEP_SUMMARY": str(files["summary"]),
            "GITHUB_ACTION_PATH": str(ROOT),
            "RUNNER_TEMP": str(self.temporary),
            **{key: self.fill(str(value)) for key, value in step.get("env", {}).items()},
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            command, cwd=self.workspace, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        job.outcomes[step["name"]] = "failure" if done.returncode else "success"
        job.log += done.stdout + done.stderr
        job.summary += files["summary"].read_text("utf-8")
        outputs = read_outputs(files["output"].read_text("utf-8"))
        if "id" in step:
            self._steps[step["id"]] = {"outputs": outputs, "outcome": job.outcomes[step["name"]]}


def read_outputs(text: str) -> dict[str, str]:
    """Return the values of a file that GITHUB_OUTPUT names, read as GitHub documents it."""
    outputs = {}
    lines = iter(text.splitlines())
    for line in lines:
        name, _, delimiter = line.partition("<<")
        value = []
        for inner in lines:
            if inner == delimiter:
                break
            value.append(inner)
        else:
            raise AssertionError(f"the output {name} has no end")
        outputs[name] = "\n".join(value)
    return outputs
