"""What GitHub Actions takes from a step: outputs, the job summary, and a log in which nothing is obeyed.

https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands. Elsewhere all of it does nothing.
"""

import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import TextIO

# GitHub drops a summary above 1 MiB and leaves the step green.
SUMMARY_BYTES = 1_000_000


def write_outputs(environment: Mapping[str, str], values: Mapping[str, str]) -> None:
    """Give values to the steps that follow; none can end its own value, for the delimiter is drawn by lot."""
    path = environment.get("GITHUB_OUTPUT")
    if not path:
        return
    lines = []
    for name, value in values.items():
        delimiter = f"end-{secrets.token_hex(16)}"
        lines += [f"{name}<<{delimiter}", value, delimiter]
    _append(Path(path), "".join(f"{line}\n" for line in lines))


def write_summary(environment: Mapping[str, str], text: str) -> None:
    """Add Markdown to the job summary."""
    path = environment.get("GITHUB_STEP_SUMMARY")
    if path:
        _append(Path(path), text if text.endswith("\n") else f"{text}\n")


@contextmanager
def quiet_log(environment: Mapping[str, str]) -> Iterator[None]:
    """Let the runner obey nothing that is printed inside: a demand may begin with `::error::`, or hold `##[error]`.

    The runner reads both streams at the same time, so what goes to stderr could arrive when it obeys again: inside, all
    goes to stdout.
    """
    with _quiet(environment, sys.stdout), redirect_stderr(sys.stdout if _is_runner(environment) else sys.stderr):
        yield


@contextmanager
def quiet_errors(environment: Mapping[str, str]) -> Iterator[None]:
    """Let the runner obey nothing that is printed to stderr inside, where stdout may be a file that another step reads.

    Nothing else may be printed at the same time.
    """
    sys.stdout.flush()
    with _quiet(environment, sys.stderr):
        yield


@contextmanager
def _quiet(environment: Mapping[str, str], stream: TextIO) -> Iterator[None]:
    if not _is_runner(environment):
        yield
        return
    word = secrets.token_hex(16)
    print(f"::stop-commands::{word}", file=stream, flush=True)
    try:
        yield
    finally:
        print(f"::{word}::", file=stream, flush=True)


def _is_runner(environment: Mapping[str, str]) -> bool:
    return environment.get("GITHUB_ACTIONS") == "true"


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)
