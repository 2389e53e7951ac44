"""What posting needs from a platform: the comments of one pull or merge request, and who we are there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from policydiff.publish.failures import BusyError, RefusedError


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """One comment: its number, which grows with time, who wrote it, and its address for a reader."""

    id: int
    author: str
    text: str
    url: str = ""


class Client(Protocol):
    """The comments of one request on one platform; every method raises PublishError."""

    def login(self) -> str:
        """Return the name under which our comments appear."""

    def comments(self) -> Iterable[Comment]:
        """Yield all comments, over all pages."""

    def create(self, text: str) -> Comment:
        """Post a new comment, in one attempt."""

    def update(self, id: int, text: str) -> None:
        """Replace the text of a comment, in one attempt."""

    def delete(self, id: int) -> None:
        """Delete a comment, in one attempt; one that is gone already is fine."""

    def remedy(self, refusal: RefusedError) -> str:
        """Return what a person can do about a refusal."""

    def wait(self, failure: BusyError, attempt: int) -> None:
        """Let time pass before the next attempt; raises PublishError when there should be none."""
