"""GitHub's interface for comments on a pull request, also of GitHub Enterprise.

https://docs.github.com/rest/issues/comments and https://docs.github.com/rest/commits/commits
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from policydiff.errors import Problem
from policydiff.publish.clients import Comment
from policydiff.publish.events import Event, Target
from policydiff.publish.failures import BusyError, PublishError, RefusedError
from policydiff.publish.fields import field
from policydiff.publish.http import Clock, Connection, Patience, misunderstood

API_VERSION = "2022-11-28"
# Whom a workflow's own token writes as, where neither interface tells.
ACTIONS_LOGIN = "github-actions[bot]"


@dataclass(frozen=True, kw_only=True, slots=True)
class PullRequest:
    """One open pull request that holds a commit."""

    number: int
    old_commit: str
    new_commit: str
    repository: str
    source_repository: str
    source_branch: str


class GitHub:
    """The comments of one pull request."""

    def __init__(self, target: Target, connection: Connection) -> None:
        """Use a connection that `connect` made."""
        self._target = target
        self._connection = connection
        self._root = urlsplit(target.api_url).path
        self._repository = f"{self._root}/repos/{target.repository}"

    def login(self) -> str:
        """Return the token's name: from `/user`, and for tokens of apps, which may not ask there, from GraphQL."""
        try:
            return self._text(f"{self._root}/user", "login")
        except RefusedError as refusal:
            if refusal.status == 401:
                raise
        path = f"{self._root.removesuffix('/v3')}/graphql"
        try:
            answer = self._connection.send("POST", path, {"query": "query { viewer { login } }"})
        except PublishError:
            return ACTIONS_LOGIN
        return field(answer.content, "data.viewer.login", str) or ACTIONS_LOGIN

    def comments(self) -> Iterator[Comment]:
        """Yield all comments, over all pages."""
        path = f"{self._repository}/issues/{self._target.number}/comments"
        return (_comment(one, path) for one in self._connection.pages(path))

    def create(self, text: str) -> Comment:
        """Post a new comment, in one attempt."""
        path = f"{self._repository}/issues/{self._target.number}/comments"
        return _comment(self._connection.send("POST", path, {"body": text}).content, path)

    def update(self, id: int, text: str) -> None:
        """Replace the text of a comment, in one attempt."""
        self._connection.send("PATCH", f"{self._repository}/issues/comments/{id}", {"body": text})

    def delete(self, id: int) -> None:
        """Delete a comment, in one attempt; one that is gone already is fine."""
        try:
            self._connection.send("DELETE", f"{self._repository}/issues/comments/{id}")
        except RefusedError as refusal:
            if refusal.status not in (404, 410):
                raise

    def pull_requests(self, commit: str) -> list[PullRequest]:
        """Return the open pull requests that a commit belongs to."""
        path = f"{self._repository}/commits/{commit}/pulls"
        found = self._connection.pages(path)
        return [_pull_request(one, path) for one in found if field(one, "state", str) == "open"]

    def remedy(self, refusal: RefusedError) -> str:
        """Return what a person can do about a refusal."""
        if refusal.status == 401:
            return "the token is wrong or has expired; pass secrets.GITHUB_TOKEN"
        # After another run the token is the repository's own, wherever the change comes from.
        if refusal.status == 403 and self._target.is_fork and self._target.event is not Event.WORKFLOW_RUN:
            return "on a pull request from a fork the token can only read; let a second workflow on workflow_run post"
        if refusal.status == 403:
            return "give the job `permissions: pull-requests: write`, and see that the conversation is not locked"
        return "does the token see this repository, and are GITHUB_API_URL and the number right?"

    def wait(self, failure: BusyError, attempt: int) -> None:
        """Let time pass before the next attempt; raises PublishError when there should be none."""
        self._connection.wait(failure, attempt)

    def _text(self, path: str, key: str) -> str:
        value = field(self._connection.get(path).content, key, str)
        if not value:
            raise misunderstood(path)
        return value


def connect(target: Target, *, token: str, patience: Patience, clock: Clock) -> Connection:
    """Return a connection that speaks to GitHub's interface."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": API_VERSION,
    }
    scheme, host, *_ = urlsplit(target.api_url)
    return Connection(f"{scheme}://{host}", token=token, headers=headers, patience=patience, clock=clock)


def _comment(content: object, path: str) -> Comment:
    id = field(content, "id", int)
    if id is None:
        raise BusyError(Problem(found=misunderstood(path).problems[0].found))
    return Comment(
        id=id,
        author=field(content, "user.login", str) or "",  # nobody, where the account was deleted
        text=field(content, "body", str) or "",
        url=field(content, "html_url", str) or "",
    )


def _pull_request(content: dict[str, Any], path: str) -> PullRequest:
    number = field(content, "number", int)
    if number is None:
        raise misunderstood(path)
    return PullRequest(
        number=number,
        old_commit=field(content, "base.sha", str) or "",
        new_commit=field(content, "head.sha", str) or "",
        repository=field(content, "base.repo.full_name", str) or "",
        source_repository=field(content, "head.repo.full_name", str) or "",
        source_branch=field(content, "head.ref", str) or "",
    )
