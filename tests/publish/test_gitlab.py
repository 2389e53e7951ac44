"""Posting on GitLab: the same rules, and where its interface differs."""

import time
from dataclasses import replace

import pytest

from policydiff.publish.comment import post
from policydiff.publish.failures import PublishError
from policydiff.publish.steps import Result
from tests.publish.servers import Fault, User
from tests.publish.targets import TOKEN, gitlab_target, ours

BOT = "project_4711_bot"
NOTES = ".*/notes"


def test_the_first_report_is_a_new_comment(gitlab, say_on_gitlab):
    outcome = say_on_gitlab("Zwei Forderungen entfallen.")

    assert outcome.result is Result.CREATED
    assert outcome.url == "https://gitlab.com/ag-erfunden/forderungen/-/merge_requests/7#note_1001"
    assert gitlab.texts() == [ours("Zwei Forderungen entfallen.", run=100)]


def test_a_later_report_replaces_the_text_and_undone_changes_are_said(gitlab, say_on_gitlab):
    say_on_gitlab("Zwei Forderungen entfallen.", run=100)

    assert say_on_gitlab("Eine Forderung entfällt.", run=101, commit="c" * 40).result is Result.UPDATED
    assert say_on_gitlab("Eine Forderung entfällt.", run=102, commit="c" * 40).result is Result.UNCHANGED
    assert say_on_gitlab("Nichts geändert.", run=103, only_update=True).result is Result.UPDATED
    assert gitlab.texts() == [ours("Nichts geändert.", run=103)]


def test_where_nothing_changed_and_nobody_was_told_otherwise_nothing_is_said(gitlab, say_on_gitlab):
    assert say_on_gitlab("Nichts geändert.", only_update=True).result is Result.SILENT
    assert gitlab.writes() == 0


def test_a_foreign_comment_and_a_system_note_with_our_marker_are_left_alone(gitlab, say_on_gitlab):
    planted = ours("Alles bestens!", run=10**18)
    gitlab.add("neugierige", planted)
    gitlab.system_notes.add(gitlab.add(BOT, planted))

    assert say_on_gitlab("Zwei Forderungen entfallen.").result is Result.CREATED
    assert gitlab.texts()[:2] == [planted, planted]


def test_our_comment_is_found_on_any_page_though_the_link_names_another_host(gitlab, say_on_gitlab):
    for number in range(250):
        gitlab.add("jemand", f"Anmerkung {number}")
    gitlab.add(BOT, ours("Alt."))

    assert say_on_gitlab("Neu.").result is Result.UPDATED
    queries = [seen.query for seen in gitlab.seen if seen.path.endswith("/notes")]
    assert queries[0] == {"sort": "asc", "order_by": "created_at", "per_page": "100"}
    assert queries[2] == {"sort": "asc", "order_by": "created_at", "per_page": "100", "page": "3"}


def test_of_several_comments_of_ours_the_oldest_stays(gitlab, say_on_gitlab):
    gitlab.add(BOT, ours("Alt.", run=1))
    gitlab.add(BOT, ours("Doppelt.", run=2))

    assert say_on_gitlab("Neu.").result is Result.UPDATED
    assert gitlab.texts() == [ours("Neu.", run=100)]


def test_a_double_that_another_pipeline_deletes_at_the_same_time_is_fine(gitlab, say_on_gitlab):
    gitlab.add(BOT, ours("Alt.", run=1))
    double = gitlab.add(BOT, ours("Doppelt.", run=2))

    def delete_at_the_last_moment(seen):
        if seen.method == "DELETE":
            gitlab.comments.pop(double, None)

    gitlab.before = delete_at_the_last_moment
    outcome = say_on_gitlab("Neu.")

    assert (outcome.result, outcome.why) == (Result.UPDATED, None)


def test_an_older_pipeline_that_finishes_later_writes_nothing(gitlab, say_on_gitlab):
    say_on_gitlab("Neu.", run=101)

    assert say_on_gitlab("Alt.", run=100, commit="c" * 40).result is Result.OUTDATED
    assert gitlab.texts() == [ours("Neu.", run=101)]


def test_a_limit_is_waited_for_until_the_server_lifts_it(gitlab, say_on_gitlab, stopped):
    # By the server's own clock, which its Date header tells: ours may be wrong.
    lifted = int(time.time()) + 30
    headers = {"RateLimit-Remaining": "0", "RateLimit-Reset": str(lifted)}
    gitlab.faults.append(Fault(path=NOTES, status=429, headers=headers, body=b"Retry later"))

    assert say_on_gitlab("Text.").result is Result.CREATED
    assert stopped.slept == [pytest.approx(31, abs=3)]


def test_a_token_without_the_role_is_a_refusal(gitlab, say_on_gitlab):
    gitlab.users[TOKEN] = User(login=BOT, may_write=False)

    outcome = say_on_gitlab("Text.")

    assert outcome.result is Result.REFUSED
    assert str(outcome.why) == (
        "/api/v4/projects/4711/merge_requests/7/notes answers 403: 403 Forbidden; give the token the scope `api` and at "
        "least the role Reporter; a locked thread takes none"
    )


def test_a_job_token_is_a_refusal_that_names_the_token_to_make(gitlab, say_on_gitlab):
    outcome = say_on_gitlab("Text.", token="job-token")

    assert outcome.result is Result.REFUSED
    assert "project access token with the scope `api` (CI_JOB_TOKEN cannot post comments)" in str(outcome.why)


def test_a_project_that_the_token_does_not_see_is_a_refusal(gitlab, stopped):
    target = replace(gitlab_target(gitlab), project="4712")

    outcome = post(target, "Text.", token=TOKEN, clock=stopped.clock)

    assert outcome.result is Result.REFUSED
    assert "answers 404: 404 Project Not Found; does the token see this project?" in str(outcome.why)


def test_a_body_that_the_server_finds_too_long_is_an_error_with_its_reason(gitlab, say_on_gitlab):
    gitlab.limit = 1000

    with pytest.raises(PublishError, match=r"answers 400: .*is too long \(maximum is 1000 .*; it has 2,106 characters"):
        say_on_gitlab("ä" * 2000)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_server_error_on_posting_is_outlasted_without_a_second_comment(gitlab, say_on_gitlab, status):
    gitlab.faults.append(Fault(method="POST", path=NOTES, status=status, is_late=True))

    assert say_on_gitlab("Text.").result is Result.CREATED
    assert len(gitlab.texts()) == 1


def test_an_answer_about_a_user_without_a_name_is_an_error(gitlab, say_on_gitlab):
    gitlab.faults.append(Fault(path="/api/v4/user", status=200, body=b"[]"))

    with pytest.raises(PublishError, match="the answer at /api/v4/user is not what its interface describes"):
        say_on_gitlab("Text.")
