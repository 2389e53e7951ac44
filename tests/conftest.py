"""What every test can rely on: a git that knows nothing of this machine, and the programs it needs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TypeVar

import hypothesis
import pytest

# .ci/run installs every program and library that a test needs. So there nothing may be skipped, by whatever means: it
# would be a test less, unseen. `program` skips what lacks a program, `pytest.importorskip` what lacks a library.
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

IN_CI = bool(os.environ.get("POLICYDIFF_CI"))

hypothesis.settings.register_profile("policydiff", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("policydiff")


@pytest.fixture(autouse=True, scope="session")
def _plain_git() -> Iterator[None]:
    """Hide the machine's git settings, and those that git sets when it runs the tests from a hook."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        # The checkout may belong to another user, as in a container; that setting was hidden with the rest.
        patch.setenv("GIT_CONFIG_COUNT", "1")
        patch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
        patch.setenv("GIT_CONFIG_VALUE_0", "*")
        yield


@pytest.fixture(scope="session")
def kept() -> Callable[[Path], list[Path]]:
    """Return a function that lists the files of a folder that git keeps, or would keep with the next commit."""

    def find(folder: Path) -> list[Path]:
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout
        return sorted(path for name in set(listed.split("\0")) if (path := folder / name).is_file())

    return find


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """Return a function that finds a program by any of its names, and skips the test where there is none.

    It is one of the environment that runs the tests, or of the machine.
    """
    folders = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])

    def find(*names: str) -> str:
        path = next(filter(None, (shutil.which(name, path=folders) for name in names)), None)
        if path is None:
            pytest.skip(f"{' or '.join(names)} is not installed")
        return path

    return find


# Sets the largest size a file may be written to, then runs policydiff with the other arguments.
_WITH_ROOM = """
import resource, sys
from policydiff.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture(scope="session")
def with_room() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs policydiff where no file can be written beyond so many bytes, as on a full disk."""

    def run(room: int, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _WITH_ROOM, str(room), *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    return run


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a skipped test fail in CI."""
    return _not_skipped(item.nodeid, (yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let a skipped test module fail in CI."""
    return _not_skipped(collector.nodeid, (yield))


def _not_skipped(name: str, report: Report) -> Report:
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{name} was skipped, and in CI nothing may be: {report.longrepr}"
    return report
