"""Servers on loopback, and functions that post there without waiting."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from policydiff.publish.comment import Outcome, post
from tests.publish.servers import GitHub, GitLab, User, running
from tests.publish.targets import BOT, NEW, TOKEN, StoppedClock, github_target, gitlab_target


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    """Hide a proxy of this machine: the servers are here."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def stopped() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def github() -> Iterator[GitHub]:
    server = GitHub()
    server.users[TOKEN] = User(login=BOT, is_app=True)
    server.graphql_login = BOT
    with running(server):
        yield server


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    server = GitLab()
    server.users[TOKEN] = User(login="project_4711_bot")
    with running(server):
        yield server


@pytest.fixture
def say(github, stopped) -> Callable[..., Outcome]:
    """Return a function that posts on pull request 7 of the GitHub server, as run 100 unless told otherwise."""

    def say(body: str, *, run: int = 100, commit: str = NEW, fork: bool = False, **options: Any) -> Outcome:
        target = github_target(github, run=run, commit=commit)
        if fork:
            target = replace(target, source_repository="neugierige/forderungen")
        return post(target, body, **{"token": TOKEN, "clock": stopped.clock, **options})

    return say


@pytest.fixture
def say_on_gitlab(gitlab, stopped) -> Callable[..., Outcome]:
    """Return a function that posts on merge request 7 of the GitLab server, as pipeline 100 unless told otherwise."""

    def say(body: str, *, run: int = 100, commit: str = NEW, **options: Any) -> Outcome:
        target = gitlab_target(gitlab, run=run, commit=commit)
        return post(target, body, **{"token": TOKEN, "clock": stopped.clock, **options})

    return say
