"""One comment on a pull or merge request: posted once, then kept up to date.

Look, decide, write, and look again, until there is nothing left to do: so a second run at the same time, a write that
came through though its answer got lost, and an older run that finishes late all end in one comment of the newest run.
What no platform lets us exclude is an older run that writes within the moment between a newer run's last look and its
own; a concurrency group for each request does.
"""

from dataclasses import dataclass, field, replace
from typing import assert_never

from policydiff.errors import Problem
from policydiff.publish import github, gitlab
from policydiff.publish.clients import Client, Comment
from policydiff.publish.events import Event, Platform, Target, check_url
from policydiff.publish.failures import BusyError, PublishError, RefusedError
from policydiff.publish.http import CLOCK, PATIENCE, Clock, Connection, Patience, check_token
from policydiff.publish.limits import limit_of
from policydiff.publish.marks import DEFAULT_NAME, Draft, write_marks
from policydiff.publish.steps import Create, Delete, Done, Result, Step, Update, next_step, ours_among, result_of

# Writing and looking again, for a handful of runs at the same time; more means that something works against us.
MOST_STEPS = 20

_TOO_LONG = (400, 413, 422)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How posting ended, where the comment stands, and where there is something to tell, why.

    `several` are the requests that stand at the commit, where it is not one that is meant.
    """

    result: Result
    url: str = ""
    why: Problem | None = None
    several: tuple[Target, ...] = ()


def post(
    target: Target,
    body: str,
    *,
    token: str,
    name: str = DEFAULT_NAME,
    only_update: bool = False,
    login: str = "",
    patience: Patience = PATIENCE,
    clock: Clock = CLOCK,
) -> Outcome:
    """Bring the one comment of this name on the target's request to say `body`, and return how that ended.

    With `only_update` a comment that exists is updated and none is created. `login` is the name that the token writes
    under, where the platform does not tell. A refusal is an outcome; raises PublishError when the server cannot be
    reached, stays busy, or takes the text for too long, and UsageError for a token or name that cannot be one.
    """
    found = resolve(target, token=token, patience=patience, clock=clock)
    if isinstance(found, Outcome):
        return found
    draft = Draft(name=name, run=found.run, body=body)
    _check_length(draft, found.platform)
    with _connect(found, token, patience, clock) as connection:
        posting = _Posting(client=_client(found, connection), draft=draft, login=login, only_update=only_update)
        try:
            return posting.settle()
        except PublishError as error:
            return _ended_early(posting, error)


def resolve(target: Target, *, token: str, patience: Patience = PATIENCE, clock: Clock = CLOCK) -> Target | Outcome:
    """Return the target with the number of its request, looked up where the event does not say; else why there is none.

    After another workflow's run (WORKFLOW_RUN) only the commit is trusted, which GitHub itself put into the event:
    exactly one open pull request of this repository must stand at that commit now.
    """
    if target.number is not None:
        return target
    if target.event is not Event.WORKFLOW_RUN:
        why = Problem(found=f"the event {target.event} belongs to no pull or merge request, so none is commented")
        return Outcome(result=Result.SILENT, why=why)
    with _connect(target, token, patience, clock) as connection:
        client = github.GitHub(target, connection)
        try:
            requests = client.pull_requests(target.new_commit)
        except RefusedError as refusal:
            return _refused(refusal, client.remedy(refusal))
    fitting = [
        request
        for request in requests
        if request.new_commit == target.new_commit
        and request.repository.casefold() == target.repository.casefold()
        and request.source_repository.casefold() == target.source_repository.casefold()
        and request.source_branch == target.source_branch
    ]
    standing = tuple(replace(target, number=one.number, old_commit=one.old_commit) for one in fitting)
    if len(fitting) != 1:
        found = f"{len(fitting) or 'no'} open pull requests stand at {target.new_commit[:12]}, so none is commented"
        remedy = "a newer push has a run of its own" if not fitting else "close all but one"
        return Outcome(result=Result.REFUSED, why=Problem(found=found, remedy=remedy), several=standing)
    return standing[0]


@dataclass(kw_only=True, slots=True)
class _Posting:
    """The way of one run to its comment."""

    client: Client
    draft: Draft
    login: str
    only_update: bool
    written: dict[int, Result] = field(default_factory=dict)
    created: list[Comment] = field(default_factory=list)

    def settle(self) -> Outcome:
        """Take step after step until there is none left."""
        self.login = self.login or self.client.login()
        failures = 0
        may_have_created = False
        for _ in range(MOST_STEPS):
            try:
                step = self.look(may_have_created=may_have_created)
                if isinstance(step, Done):
                    return Outcome(result=step.result, url=step.url, why=_why(step.result))
                may_have_created |= isinstance(step, Create)
                self.take(step)
                failures = 0
            except BusyError as failure:
                failures += 1
                self.client.wait(failure, failures)
        raise PublishError(Problem(found=f"our comment keeps changing under our hands, {MOST_STEPS} times over"))

    def look(self, *, may_have_created: bool) -> Step:
        """Read all comments and decide; a comment that we know of counts even where the list lags behind."""
        comments = {comment.id: comment for comment in [*self.created, *self.client.comments()]}
        ours = ours_among(comments.values(), self.draft.name, self.login)
        if may_have_created and not self.written:
            # The answer to our creation got lost; a comment of this very run is what became of it.
            self.written |= {one.comment.id: Result.CREATED for one in ours if one.draft.run == self.draft.run}
        return next_step(ours, self.draft, self.written, only_update=self.only_update)

    def take(self, step: Create | Update | Delete) -> None:
        """Do one step."""
        match step:
            case Create(text=text):
                comment = self.client.create(text)
                # Whoever the platform says wrote it is us, whatever we thought.
                self.login = comment.author or self.login
                self.created.append(comment)
                self.written[comment.id] = Result.CREATED
            case Update(id=id, text=text):
                self.update(id, text)
                if text == write_marks(self.draft):
                    self.written.setdefault(id, Result.UPDATED)
            case Delete(id=id):
                self.client.delete(id)
                self.created = [comment for comment in self.created if comment.id != id]
            case never:
                assert_never(never)

    def update(self, id: int, text: str) -> None:
        """Replace a text; a comment that was deleted meanwhile is a reason to look again."""
        try:
            self.client.update(id, text)
        except RefusedError as refusal:
            if refusal.status != 404:
                raise
            raise BusyError(refusal.problems[0], status=404) from None


def _ended_early(posting: _Posting, error: PublishError) -> Outcome:
    """Return the outcome of a way that an error cut short: what is written is written, and a refusal is no crash."""
    problem = error.problems[0]
    if posting.written:
        return Outcome(result=result_of(posting.written), why=problem)
    if isinstance(error, RefusedError):
        return _refused(error, posting.client.remedy(error))
    if error.status in _TOO_LONG:
        length = len(write_marks(posting.draft))
        remedy = f"it has {length:,} characters; if that is too many here, draw a shorter one"
        raise PublishError(Problem(found=problem.found, remedy=remedy), status=error.status) from None
    raise error


def _why(result: Result) -> Problem | None:
    return Problem(found="a newer run has commented already") if result is Result.OUTDATED else None


def _refused(refusal: RefusedError, remedy: str) -> Outcome:
    return Outcome(result=Result.REFUSED, why=Problem(found=refusal.problems[0].found, remedy=remedy))


def _check_length(draft: Draft, platform: Platform) -> None:
    length = len(write_marks(draft))
    if length > limit_of(platform):
        found = f"the comment has {length:,} characters, and {platform} takes {limit_of(platform):,}"
        raise PublishError(Problem(found=found, remedy="draw a shorter one: limits.room_for says how long"))


def _connect(target: Target, token: str, patience: Patience, clock: Clock) -> Connection:
    check_url(target.api_url, "the address of the interface")
    make = github.connect if target.platform is Platform.GITHUB else gitlab.connect
    return make(target, token=check_token(token), patience=patience, clock=clock)


def _client(target: Target, connection: Connection) -> Client:
    match target.platform:
        case Platform.GITHUB:
            return github.GitHub(target, connection)
        case Platform.GITLAB:
            return gitlab.GitLab(target, connection)
        case never:
            assert_never(never)
