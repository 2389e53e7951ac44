"""GitLab's interface for comments on a merge request, also of a server of one's own.

https://docs.gitlab.com/api/notes/#merge-requests
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from policydiff.errors import Problem
from policydiff.publish.clients import Comment
from policydiff.publish.events import Target
from policydiff.publish.failures import BusyError, RefusedError
from policydiff.publish.fields import field
from policydiff.publish.http import Clock, Connection, Patience, misunderstood


class GitLab:
    """The comments, which GitLab calls notes, of one merge request."""

    def __init__(self, target: Target, connection: Connection) -> None:
        """Use a connection that `connect` made."""
        self._target = target
        self._connection = connection
        self._root = urlsplit(target.api_url).path
        self._notes = f"{self._root}/projects/{target.project}/merge_requests/{target.number}/notes"

    def login(self) -> str:
        """Return the name of the token's user; a project access token has a user of its own."""
        path = f"{self._root}/user"
        name = field(self._connection.get(path).content, "username", str)
        if not name:
            raise misunderstood(path)
        return name

    def comments(self) -> Iterator[Comment]:
        """Yield all comments, over all pages; the oldest first, so that a new one moves none to another page."""
        notes = self._connection.pages(self._notes, "sort=asc&order_by=created_at")
        return (self._comment(one) for one in notes if not (isinstance(one, dict) and one.get("system") is True))

    def create(self, text: str) -> Comment:
        """Post a new comment, in one attempt."""
        return self._comment(self._connection.send("POST", self._notes, {"body": text}).content)

    def update(self, id: int, text: str) -> None:
        """Replace the text of a comment, in one attempt."""
        self._connection.send("PUT", f"{self._notes}/{id}", {"body": text})

    def delete(self, id: int) -> None:
        """Delete a comment, in one attempt; one that is gone already is fine."""
        try:
            self._connection.send("DELETE", f"{self._notes}/{id}")
        except RefusedError as refusal:
            if refusal.status not in (404, 410):
                raise

    def remedy(self, refusal: RefusedError) -> str:
        """Return what a person can do about a refusal."""
        if refusal.status == 401:
            return (
                "the token is wrong or has expired; make a project access token with the scope `api` "
                "(CI_JOB_TOKEN cannot post comments)"
            )
        if refusal.status == 403:
            return "give the token the scope `api` and at least the role Reporter; a locked thread takes none"
        return "does the token see this project? Variables that are protected are not passed to unprotected branches"

    def wait(self, failure: BusyError, attempt: int) -> None:
        """Let time pass before the next attempt; raises PublishError when there should be none."""
        self._connection.wait(failure, attempt)

    def _comment(self, content: object) -> Comment:
        id = field(content, "id", int)
        if id is None:
            raise BusyError(Problem(found=misunderstood(self._notes).problems[0].found))
        address = f"{self._target.server_url}/{self._target.repository}/-/merge_requests/{self._target.number}"
        return Comment(
            id=id,
            author=field(content, "author.username", str) or "",
            text=field(content, "body", str) or "",
            url=f"{address}#note_{id}",
        )


def connect(target: Target, *, token: str, patience: Patience, clock: Clock) -> Connection:
    """Return a connection that speaks to GitLab's interface."""
    scheme, host, *_ = urlsplit(target.api_url)
    headers = {"PRIVATE-TOKEN": token}
    return Connection(f"{scheme}://{host}", token=token, headers=headers, patience=patience, clock=clock)
