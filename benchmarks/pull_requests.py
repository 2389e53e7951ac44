"""How long a pull request waits for its comment: what runs between the push and the posted comment, as whole processes.

usage: python benchmarks/pull_requests.py [--runs N] [--demands N …]

Generates a git repository for each size, 1 % of its demands changed, and runs in it what the action and the commenting
workflow run, with the event files of GitHub and a server on loopback that behaves like GitHub's. Prints one JSON line
for each step, with the median of the wall times, the smallest and the largest in seconds, and the largest resident
memory in megabytes; the last line of each size is the sum from push to comment of each round. Fetching, installing and
the runner's own waiting are not in it. The goals stand in docs/speed.md.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from generated import write_repository

from tests.publish.servers import REPOSITORY, GitHub, User, running

TOKEN = "invented-and-secret-0123456789"
BOT = "github-actions[bot]"
BRANCH = "aenderungen"
# Comments of others that have to be read through before ours is found.
OTHER_COMMENTS = 30
FOUND = 1


@dataclass(frozen=True, kw_only=True)
class Step:
    """One command: whether a pull request waits for it, and in which environment it runs."""

    name: str
    words: list[str]
    environment: Mapping[str, str]
    is_waited_for: bool = True


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how long a pull request waits for its comment.")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--demands", type=int, nargs="+", default=[10_000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for demands in options.demands:
            measure(Path(folder) / str(demands), demands, options.runs)


def measure(folder: Path, demands: int, runs: int) -> None:
    """Run all steps several times, one round after the other, after one round to warm up, and print their lines."""
    repository = folder / "repository"
    folder.mkdir()
    write_repository(repository, demands)
    subprocess.run(["git", "-C", str(repository), "checkout", "-q", "main"], check=True)
    server = GitHub()
    server.users[TOKEN] = User(login=BOT, is_app=True)
    server.graphql_login = BOT
    with running(server):
        steps = list_steps(folder, repository, server)
        rounds = [run_round(steps, server) for _ in range(runs + 1)][1:]
    for number, step in enumerate(steps):
        memory = round(max(one[number][1] for one in rounds))
        tell(step.name, demands, [one[number][0] for one in rounds], peak_megabytes=memory)
    waited = [sum(times[0] for step, times in zip(steps, one, strict=True) if step.is_waited_for) for one in rounds]
    tell("from push to posted comment", demands, waited)


def list_steps(folder: Path, repository: Path, server: GitHub) -> list[Step]:
    """Return what is run: the whole check for comparison, the steps of the action, and the comment after them."""
    old, new = (read(repository, "rev-parse", f"{tag}^{{commit}}") for tag in ("old", "new"))
    server.pull_requests.append({"number": 7, "commit": new, "commits": [new], "branch": BRANCH, "source": REPOSITORY})
    head = {"sha": new, "ref": BRANCH, "repo": {"full_name": REPOSITORY}}
    request = {"pull_request": {"number": 7, "base": {"sha": old}, "head": head}}
    after = {
        "event": "pull_request",
        "id": 100,
        "run_attempt": 1,
        "head_sha": new,
        "head_branch": BRANCH,
        "head_repository": {"full_name": REPOSITORY},
    }
    in_request = environment(folder, server, "pull_request", request)
    in_comment = {**environment(folder, server, "workflow_run", {"workflow_run": after}), "GITHUB_TOKEN": TOKEN}
    place, reports = ["--repo", str(repository)], str(folder / "report")
    return [
        Step(name="check", words=["check", *place], environment=os.environ, is_waited_for=False),
        Step(name="ci", words=["ci", *place, "--output", reports, "--fail-on", "major"], environment=in_request),
        Step(
            name="check --since",
            words=["check", *place, "--since", old, "--rules", old, "--format", "github"],
            environment=in_request,
        ),
        Step(
            name="comment --report",
            words=["comment", *place, "--report", reports, "--rules", old, "--strict"],
            environment=in_comment,
        ),
    ]


def environment(folder: Path, server: GitHub, name: str, event: object) -> dict[str, str]:
    """Return the environment of a run of GitHub Actions for an event."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(event))
    known = {key: value for key, value in os.environ.items() if not key.upper().endswith("_PROXY")}
    return known | {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": name,
        "GITHUB_EVENT_PATH": str(path),
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_RUN_ID": "100",
        "GITHUB_RUN_ATTEMPT": "1",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_API_URL": server.url,
        "GITHUB_OUTPUT": str(folder / "output"),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
    }


def run_round(steps: list[Step], server: GitHub) -> list[tuple[float, float]]:
    """Run every step once, for a request that has no comment of ours yet, and see that one was posted."""
    server.comments.clear()
    for number in range(OTHER_COMMENTS):
        server.add("neugierige", f"Bemerkung {number}")
    measured = [run(step) for step in steps]
    if len(server.comments) != OTHER_COMMENTS + 1:
        sys.exit("the comment was not posted")
    return measured


def run(step: Step) -> tuple[float, float]:
    """Return the wall time in seconds and the peak memory in megabytes of one run; that something is found is fine."""
    started = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "policydiff", *step.words],
        step.environment,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, FOUND):
        sys.exit(f"policydiff {' '.join(step.words)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def tell(name: str, demands: int, seconds: list[float], **more: int) -> None:
    """Print one JSON line."""
    times = {"median": statistics.median(seconds), "min": min(seconds), "max": max(seconds)}
    told = {"step": name, "demands": demands, "runs": len(seconds)}
    print(json.dumps(told | {key: round(one, 2) for key, one in times.items()} | more), flush=True)


def read(repository: Path, *words: str) -> str:
    """Return what git prints."""
    return subprocess.run(
        ["git", "-C", str(repository), *words], check=True, capture_output=True, text=True
    ).stdout.strip()


if __name__ == "__main__":
    main()
