"""Which run is this: what GitHub Actions or GitLab CI say in the environment and the event file, as one Target.

GitHub documents them at https://docs.github.com/actions/reference/workflows-and-actions (variables, and the events that
trigger workflows), GitLab at https://docs.gitlab.com/ci/variables/predefined_variables.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, assert_never
from urllib.parse import quote, urlsplit

from policydiff.core.commits import COMMIT_ID
from policydiff.errors import Problem, UsageError, did_you_mean
from policydiff.publish.fields import field
from policydiff.publish.marks import Run

# GitHub delivers no event above 25 MB.
LARGEST_EVENT = 25_000_000

_NO_COMMIT = re.compile(r"0+")
_GITHUB_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_GITLAB_PROJECT = re.compile(r"[\w.-]+(?:/[\w.-]+)+", re.ASCII)
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|::1")


class Platform(StrEnum):
    """Where the pull or merge request lives."""

    GITHUB = "github"
    GITLAB = "gitlab"


class Event(StrEnum):
    """What made the run start; WORKFLOW_RUN follows the run of a pull request and must look up which one that was."""

    PUSH = "push"
    PULL_REQUEST = "pull_request"
    MERGE_GROUP = "merge_group"
    WORKFLOW_RUN = "workflow_run"
    MERGE_REQUEST = "merge_request"


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The place a report belongs to.

    `project` is GitLab's number of the project. `number` is None where there is no pull or merge request, or where it
    is still to be looked up. `old_commit` is the tip of the target branch on GitHub (compare `OLD...NEW`) and the merge
    base on GitLab; empty where the platform does not say. `source_repository` is empty when the fork was deleted.
    `run` is the run that made the report, which for WORKFLOW_RUN is the one before.
    """

    platform: Platform
    event: Event
    api_url: str
    server_url: str
    repository: str
    run: Run
    run_url: str
    project: str = ""
    number: int | None = None
    old_commit: str = ""
    new_commit: str = ""
    source_repository: str = ""
    source_branch: str = ""

    @property
    def is_fork(self) -> bool:
        """Return whether the change comes from another repository, so that GitHub's token can only read."""
        return self.source_repository.casefold() != self.repository.casefold()


def target_of(environment: Mapping[str, str], event: Mapping[str, Any] | None = None) -> Target:
    """Return the target of this run; on GitHub `event` is the parsed event file, read from its path when left out.

    Raises UsageError outside of GitHub Actions and GitLab CI, for an event that policydiff does not know, and for
    values that are not what the platform documents.
    """
    if environment.get("GITHUB_ACTIONS") == "true":
        return _github_target(environment, read_event(environment) if event is None else event)
    if environment.get("GITLAB_CI") == "true":
        return _gitlab_target(environment)
    found = "this is no run of GitHub Actions or GitLab CI: neither GITHUB_ACTIONS nor GITLAB_CI is set"
    raise UsageError(Problem(found=found, remedy="comments are posted from a pipeline"))


def read_event(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the event that GITHUB_EVENT_PATH names; raises UsageError where it cannot be read."""
    path = _variable(environment, "GITHUB_EVENT_PATH")
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST_EVENT + 1)
        event = json.loads(content) if len(content) <= LARGEST_EVENT else None
    except (OSError, ValueError, RecursionError) as error:
        _fail(f"the event file cannot be read: {error}", file=path)
    if not isinstance(event, dict):
        _fail(f"the event file is no JSON object of at most {LARGEST_EVENT} bytes", file=path)
    return event


def file_url(target: Target, path: str, *, commit: str, line: int | None = None) -> str:
    """Return the address of a file at a commit, in the repository that the request is made to."""
    between = "blob" if target.platform is Platform.GITHUB else "-/blob"
    place = f"#L{line}" if line else ""
    return f"{target.server_url}/{target.repository}/{between}/{commit}/{quote(path)}{place}"


def is_commit(text: str) -> bool:
    """Return whether a text is the whole id of a commit."""
    return bool(COMMIT_ID.fullmatch(text))


def check_url(url: str, name: str) -> str:
    """Return an address without a slash at its end; raises UsageError when a token must not be sent there."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_plain = parts.port != 0 and not (parts.username or parts.password or parts.query or parts.fragment)
    except ValueError:
        host, is_plain, parts = "", False, urlsplit("")
    if not host or not is_plain or not url.isprintable() or any(sign in url for sign in " \\"):
        _fail(f"{name} is no plain address", remedy="it looks like https://git.example.org/api/v4")
    if parts.scheme != "https" and not (parts.scheme == "http" and _LOOPBACK.fullmatch(host)):
        _fail(f"{name} is not https, and a token would travel in the open", remedy="set an https address")
    return url.rstrip("/")


def _github_target(environment: Mapping[str, str], event: Mapping[str, Any]) -> Target:
    name = _variable(environment, "GITHUB_EVENT_NAME")
    repository = _matching(environment, "GITHUB_REPOSITORY", _GITHUB_REPOSITORY)
    run = Run(id=_number(environment, "GITHUB_RUN_ID"), attempt=_number(environment, "GITHUB_RUN_ATTEMPT"))
    if name == Event.WORKFLOW_RUN:
        return _after_a_run(environment, repository, event)
    match _known_event(name):
        case Event.PUSH:
            old, new = _commit(event, "before"), _commit(event, "after")
            return _on_github(environment, Event.PUSH, repository, run, old=old, new=new)
        case Event.MERGE_GROUP:
            old, new = _commit(event, "merge_group.base_sha"), _commit(event, "merge_group.head_sha")
            return _on_github(environment, Event.MERGE_GROUP, repository, run, old=old, new=new)
        case Event.PULL_REQUEST:
            return _on_github(
                environment,
                Event.PULL_REQUEST,
                repository,
                run,
                old=_commit(event, "pull_request.base.sha"),
                new=_commit(event, "pull_request.head.sha"),
                number=_whole(event, "pull_request.number"),
                source_repository=field(event, "pull_request.head.repo.full_name", str) or "",
                source_branch=field(event, "pull_request.head.ref", str) or "",
            )
        case Event.WORKFLOW_RUN | Event.MERGE_REQUEST:
            raise AssertionError(name)
        case never:
            assert_never(never)


def _known_event(name: str) -> Event:
    known = [Event.PUSH, Event.PULL_REQUEST, Event.MERGE_GROUP, Event.WORKFLOW_RUN]
    if name not in known or name == Event.WORKFLOW_RUN:
        remedy: str = did_you_mean(name, [str(one) for one in known])
        if name == "pull_request_target":
            remedy = "it hands secrets to strangers' code; use pull_request, and for forks workflow_run"
        _fail(f"policydiff does not know what to compare on the event {name!r}", remedy=remedy)
    return Event(name)


def _after_a_run(environment: Mapping[str, str], repository: str, event: Mapping[str, Any]) -> Target:
    """Return the target of a workflow that follows another one, as seen by that other one."""
    before = _known_event(field(event, "workflow_run.event", str) or "")
    run = Run(id=_whole(event, "workflow_run.id"), attempt=_whole(event, "workflow_run.run_attempt"))
    return _on_github(
        environment,
        Event.WORKFLOW_RUN if before is Event.PULL_REQUEST else before,
        repository,
        run,
        new=_commit(event, "workflow_run.head_sha"),
        source_repository=field(event, "workflow_run.head_repository.full_name", str) or "",
        source_branch=field(event, "workflow_run.head_branch", str) or "",
    )


def _on_github(
    environment: Mapping[str, str],
    event: Event,
    repository: str,
    run: Run,
    *,
    old: str = "",
    new: str,
    number: int | None = None,
    source_repository: str | None = None,
    source_branch: str = "",
) -> Target:
    server = check_url(_variable(environment, "GITHUB_SERVER_URL"), "GITHUB_SERVER_URL")
    return Target(
        platform=Platform.GITHUB,
        event=event,
        api_url=check_url(_variable(environment, "GITHUB_API_URL"), "GITHUB_API_URL"),
        server_url=server,
        repository=repository,
        run=Run(id=run.id, attempt=run.attempt, commit=new),
        run_url=f"{server}/{repository}/actions/runs/{run.id}",
        number=number,
        old_commit=old,
        new_commit=new,
        source_repository=repository if source_repository is None else source_repository,
        source_branch=source_branch,
    )


def _gitlab_target(environment: Mapping[str, str]) -> Target:
    """Return the target of a GitLab pipeline; of a fork's own pipeline, the project that the request is made to.

    A pipeline's number is unique on the whole server and grows, also over forks; so does the number of a job, which is
    another one each time it is started again.
    """
    is_request = bool(environment.get("CI_MERGE_REQUEST_IID"))
    prefix = "CI_MERGE_REQUEST_PROJECT" if is_request else "CI_PROJECT"
    # Empty but in pipelines for merged results, where CI_COMMIT_SHA is the merge.
    source_tip = "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"
    new_name = source_tip if environment.get(source_tip) else "CI_COMMIT_SHA"
    old_name = "CI_MERGE_REQUEST_DIFF_BASE_SHA" if is_request else "CI_COMMIT_BEFORE_SHA"
    new, old = (_checked_commit(_variable(environment, name), name) for name in (new_name, old_name))
    repository = _matching(environment, f"{prefix}_PATH", _GITLAB_PROJECT)
    run = Run(id=_number(environment, "CI_PIPELINE_ID"), attempt=_number(environment, "CI_JOB_ID"), commit=new)
    server = check_url(_variable(environment, "CI_SERVER_URL"), "CI_SERVER_URL")
    return Target(
        platform=Platform.GITLAB,
        event=Event.MERGE_REQUEST if is_request else Event.PUSH,
        api_url=check_url(_variable(environment, "CI_API_V4_URL"), "CI_API_V4_URL"),
        server_url=server,
        repository=repository,
        project=str(_number(environment, f"{prefix}_ID")),
        run=run,
        run_url=check_url(_variable(environment, "CI_PIPELINE_URL"), "CI_PIPELINE_URL"),
        number=_number(environment, "CI_MERGE_REQUEST_IID") if is_request else None,
        old_commit=old,
        new_commit=new,
        source_repository=environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", "") if is_request else repository,
        source_branch=environment.get("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "") if is_request else "",
    )


def _variable(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not value:
        _fail(f"the environment variable {name} is not set", remedy="every runner sets it; pass it on to this step")
    return value


def _matching(environment: Mapping[str, str], name: str, pattern: re.Pattern[str]) -> str:
    value = _variable(environment, name)
    if not pattern.fullmatch(value):
        _fail(f"{name} is {value!r}, which names no repository")
    return value


def _number(environment: Mapping[str, str], name: str) -> int:
    value = _variable(environment, name)
    if not re.fullmatch(r"[1-9][0-9]{0,18}", value):
        _fail(f"{name} is {value!r}, which is no number")
    return int(value)


def _whole(event: Mapping[str, Any], path: str) -> int:
    value = field(event, path, int)
    if value is None or value < 1:
        _fail(f"the event has no number at {path}")
    return value


def _commit(event: Mapping[str, Any], path: str) -> str:
    value = field(event, path, str)
    if value is None:
        _fail(f"the event has no commit at {path}")
    return _checked_commit(value, path)


def _checked_commit(value: str, name: str) -> str:
    """Return a commit's id, or nothing for the row of zeros that stands for none."""
    if _NO_COMMIT.fullmatch(value):
        return ""
    if not COMMIT_ID.fullmatch(value):
        _fail(f"{name} is {value!r}, which is no commit id")
    return value


def _fail(found: str, *, remedy: str = "", file: str = "") -> NoReturn:
    raise UsageError(Problem(file=file, found=found, remedy=remedy))
