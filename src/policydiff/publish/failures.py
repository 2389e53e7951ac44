"""What can go wrong while a comment is sent."""

from policydiff.errors import PolicydiffError, Problem


class PublishError(PolicydiffError):
    """GitHub or GitLab did not take the comment, or gave an answer that cannot be understood."""

    def __init__(self, problem: Problem, *, status: int | None = None) -> None:
        """Keep the HTTP status, where there was an answer at all."""
        super().__init__(problem)
        self.status = status


class RefusedError(PublishError):
    """The server says no to this token or does not know the place: 401, 403, 404 or 410."""


class BusyError(PublishError):
    """Something that may be over soon: a rate limit, a server error, a broken line; `wait` is what the server asks."""

    def __init__(self, problem: Problem, *, status: int | None = None, wait: float | None = None) -> None:
        """Keep how many seconds the server asks to wait, where it says so."""
        super().__init__(problem, status=status)
        self.wait = wait
