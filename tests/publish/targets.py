"""Targets and comments on the servers of these tests, and a clock that costs no time."""

from dataclasses import dataclass, field, replace

from policydiff.publish.events import Event, Platform, Target
from policydiff.publish.http import Clock
from policydiff.publish.marks import Draft, Run, read_marks, write_marks
from tests.publish.servers import REPOSITORY, Forge

TOKEN = "invented-and-secret-0123456789"
BOT = "github-actions[bot]"
NEW = "9d2e" * 10
OLD = "3f1c" * 10


@dataclass
class StoppedClock:
    """A clock on which time passes only by sleeping."""

    time: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(now=self.now, sleep=self.sleep)


def github_target(server: Forge, *, run: int = 100, commit: str = NEW) -> Target:
    return Target(
        platform=Platform.GITHUB,
        event=Event.PULL_REQUEST,
        api_url=server.url,
        server_url="https://github.com",
        repository=REPOSITORY,
        run=Run(id=run, attempt=1, commit=commit),
        run_url=f"https://github.com/{REPOSITORY}/actions/runs/{run}",
        number=7,
        old_commit=OLD,
        new_commit=commit,
        source_repository=REPOSITORY,
        source_branch="bruecken",
    )


def gitlab_target(server: Forge, *, run: int = 100, commit: str = NEW) -> Target:
    target = github_target(server, run=run, commit=commit)
    return replace(
        target, platform=Platform.GITLAB, event=Event.MERGE_REQUEST, server_url="https://gitlab.com", project="4711"
    )


def ours(body: str, *, run: int = 1, commit: str = NEW, name: str = "report") -> str:
    return write_marks(Draft(name=name, run=Run(id=run, attempt=1, commit=commit), body=body))


def bodies(server: Forge, name: str = "report") -> list[str]:
    return [found.body for text in server.texts() if (found := read_marks(text, name))]
