"""Which pull request is meant, where the event does not say."""

from dataclasses import replace

import pytest

from policydiff.publish.comment import post, resolve
from policydiff.publish.events import Event, Target
from policydiff.publish.steps import Result
from tests.publish.servers import GitHub, User
from tests.publish.targets import BOT, NEW, TOKEN, github_target


@pytest.mark.parametrize("event", [Event.PUSH, Event.MERGE_GROUP])
def test_an_event_without_a_pull_request_has_nothing_to_post_on(github, event):
    target = replace(github_target(github), event=event, number=None)

    outcome = post(target, "Text.", token=TOKEN)

    assert (outcome.result, github.seen) == (Result.SILENT, [])
    assert str(outcome.why) == f"the event {event} belongs to no pull or merge request, so none is commented"


def after_a_run(server: GitHub) -> Target:
    target = replace(github_target(server), event=Event.WORKFLOW_RUN, number=None, old_commit="")
    return replace(target, source_repository="neugierige/forderungen")


def request(**fields):
    return {"number": 7, "commit": NEW, "commits": [NEW], **fields}


def test_after_a_run_the_pull_request_is_found_by_its_commit(github, stopped):
    github.pull_requests = [request(), request(number=5, commit="c" * 40), request(number=6, state="closed")]

    outcome = post(after_a_run(github), "Text.", token=TOKEN, clock=stopped.clock)

    assert outcome.result is Result.CREATED
    found = resolve(after_a_run(github), token=TOKEN, clock=stopped.clock)
    assert isinstance(found, Target)
    assert (found.number, found.old_commit, found.is_fork) == (7, "b" * 40, True)


def test_after_a_run_a_token_that_can_only_read_lacks_a_permission(github, stopped):
    github.pull_requests = [request()]
    github.users[TOKEN] = User(login=BOT, is_app=True, may_write=False)

    outcome = post(after_a_run(github), "Text.", token=TOKEN, clock=stopped.clock)

    assert "answers 403: Resource not accessible by integration; give the job `permissions:" in str(outcome.why)


@pytest.mark.parametrize(
    ("requests", "said"),
    [
        ([], "no open pull requests stand at 9d2e9d2e9d2e, so none is commented; a newer push has a run of its own"),
        (
            [request(), request(number=8)],
            "2 open pull requests stand at 9d2e9d2e9d2e, so none is commented; close all but one",
        ),
        ([request(state="closed")], "no open"),
        ([request(commit="c" * 40)], "no open"),
        ([request(repository="anderswo/forderungen")], "no open"),
        ([request(source="andere/forderungen")], "no open"),
        ([request(branch="anderer-zweig")], "no open"),
    ],
    ids=["none", "two", "closed", "not-its-head", "other-target", "other-source", "other-branch"],
)
def test_after_a_run_nothing_is_posted_unless_exactly_one_open_pull_request_fits(github, stopped, requests, said):
    github.pull_requests = requests

    outcome = post(after_a_run(github), "Text.", token=TOKEN, clock=stopped.clock)

    assert (outcome.result, github.writes()) == (Result.REFUSED, 0)
    assert str(outcome.why).startswith(said)
