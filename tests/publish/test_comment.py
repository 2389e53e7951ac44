"""Posting on GitHub: one comment, whatever happens."""

from dataclasses import replace

import pytest

from policydiff.errors import UsageError
from policydiff.publish.comment import post
from policydiff.publish.failures import PublishError
from policydiff.publish.marks import Draft, Run, read_marks
from policydiff.publish.steps import Result
from tests.publish.servers import Fault, User
from tests.publish.targets import BOT, NEW, TOKEN, bodies, github_target, ours

COMMENTS = ".*/issues/7/comments"


def test_the_first_report_is_a_new_comment(github, say):
    outcome = say("Zwei Forderungen entfallen.")

    assert outcome.result is Result.CREATED
    assert outcome.url.startswith("https://github.com/ag-erfunden/forderungen/pull/7#issuecomment-")
    assert github.texts() == [
        f"<!-- policydiff:comment:report -->\n<!-- policydiff:run:100.1:{NEW} -->\nZwei Forderungen entfallen."
    ]


def test_a_later_report_replaces_the_text_of_the_comment(github, say):
    say("Zwei Forderungen entfallen.", run=100)

    assert say("Eine Forderung entfällt.", run=101, commit="c" * 40).result is Result.UPDATED
    assert bodies(github) == ["Eine Forderung entfällt."]


def test_nothing_is_written_when_the_comment_says_it_already(github, say):
    say("Zwei Forderungen entfallen.\n", run=100)
    github.seen.clear()

    assert say("Zwei Forderungen entfallen.", run=101).result is Result.UNCHANGED
    assert github.writes() == 0


def test_line_ends_that_a_web_form_changed_are_no_change(github, say):
    github.add(BOT, ours("Eins.\n\nZwei.", run=99).replace("\n", "\r\n"))

    assert say("Eins.\n\nZwei.").result is Result.UNCHANGED


def test_where_nothing_changed_and_nobody_was_told_otherwise_nothing_is_said(github, say):
    github.add("jemand", "Ich finde das gut.")

    assert say("Nichts geändert.", only_update=True).result is Result.SILENT
    assert github.writes() == 0


def test_where_a_later_push_undoes_the_changes_the_comment_says_so(github, say):
    say("Zwei Forderungen entfallen.", run=100)

    assert say("Nichts geändert.", run=101, commit="c" * 40, only_update=True).result is Result.UPDATED
    assert bodies(github) == ["Nichts geändert."]


def test_a_foreign_comment_with_our_marker_is_left_alone(github, say):
    planted = ours("Alles bestens!", run=10**18)
    github.add("neugierige", planted)
    github.add("", planted)  # the account was deleted

    assert say("Zwei Forderungen entfallen.").result is Result.CREATED
    assert github.texts()[:2] == [planted, planted]
    assert bodies(github)[2:] == ["Zwei Forderungen entfallen."]


def test_a_comment_of_ours_counts_only_with_the_marker_on_its_first_line(github, say):
    github.add(BOT, "Zitat:\n" + ours("Alt."))

    assert say("Neu.").result is Result.CREATED


def test_catalogues_of_one_repository_have_a_comment_each(github, say):
    say("Ruhr.", name="ruhr")
    say("Saar.", name="saar")
    say("Ruhr, neu.", name="ruhr", run=101, commit="c" * 40)

    assert bodies(github, "ruhr") == ["Ruhr, neu."]
    assert bodies(github, "saar") == ["Saar."]


def test_our_comment_is_found_on_any_page_of_300_comments(github, say):
    for number in range(250):
        github.add("jemand", f"Anmerkung {number}")
    id = github.add(BOT, ours("Alt.", run=1, commit=""))
    for number in range(49):
        github.add("jemand", f"Noch eine Anmerkung {number}")

    assert say("Neu.").result is Result.UPDATED
    assert read_marks(github.comments[id][1], "report") == Draft(
        name="report", run=Run(id=100, attempt=1, commit=NEW), body="Neu."
    )
    assert [seen.query for seen in github.seen if seen.path.endswith("/comments")][:3] == [
        {"per_page": "100"},
        {"per_page": "100", "page": "2"},
        {"per_page": "100", "page": "3"},
    ]


def test_the_next_page_is_asked_of_our_server_whatever_host_it_names(github, say):
    github.link_origin = "https://elsewhere.invalid"
    for _ in range(120):
        github.add("jemand", "Anmerkung")
    github.add(BOT, ours("Alt.", run=1, commit=""))

    assert say("Neu.").result is Result.UPDATED


def test_a_server_that_tidies_texts_is_not_written_to_for_ever(github, say):
    def tidy(seen):
        for id, (author, text) in list(github.comments.items()):
            github.comments[id] = (author, text.replace("  ", " "))

    github.before = tidy

    assert say("Zwei  Leerzeichen.").result is Result.CREATED
    assert say("Zwei  andere  Leerzeichen.", run=101).result is Result.UPDATED
    assert github.writes() == 2


def test_a_body_that_is_too_long_is_not_even_sent(github, say):
    with pytest.raises(PublishError, match=r"the comment has 70,\d{3} characters, and github takes 65,536"):
        say("ä" * 70_000)
    assert github.seen == []


def test_a_body_that_the_server_finds_too_long_is_an_error_with_its_reason(github, say):
    github.limit = 1000

    with pytest.raises(PublishError) as caught:
        say("ä" * 2000)
    assert str(caught.value) == (
        "/repos/ag-erfunden/forderungen/issues/7/comments answers 422: Validation Failed: Body is too long (maximum is "
        '1000 characters) [{"resource": "IssueComment", "code": "unprocessable", "field": "data", "message": "Body is too '
        'long"}]; it has 2,106 characters; if that is too many here, draw a shorter one'
    )
    assert github.count("POST", "comments") == 1


def test_the_read_only_token_of_a_fork_is_a_refusal_with_the_way_out(github, say):
    github.users[TOKEN] = User(login=BOT, is_app=True, may_write=False)

    outcome = say("Zwei Forderungen entfallen.", fork=True)

    assert outcome.result is Result.REFUSED
    assert str(outcome.why) == (
        "/repos/ag-erfunden/forderungen/issues/7/comments answers 403: Resource not accessible by integration; on a "
        "pull request from a fork the token can only read; let a second workflow on workflow_run post"
    )


def test_a_token_without_the_right_to_write_is_a_refusal_that_names_the_permission(github, say):
    github.users[TOKEN] = User(login=BOT, is_app=True, may_write=False)

    assert "`permissions: pull-requests: write`" in str(say("Text.").why)


def test_a_wrong_token_is_a_refusal(github, say):
    outcome = say("Text.", token="expired-token")

    assert outcome.result is Result.REFUSED
    assert "answers 401: Bad credentials; the token is wrong or has expired" in str(outcome.why)


def test_a_pull_request_that_the_token_does_not_see_is_a_refusal(github, stopped):
    target = replace(github_target(github), number=8)

    outcome = post(target, "Text.", token=TOKEN, clock=stopped.clock)

    assert (outcome.result, outcome.url) == (Result.REFUSED, "")
    assert "issues/8/comments answers 404: Not Found; does the token see this repository" in str(outcome.why)


def test_429_is_waited_for_as_long_as_the_server_says(github, say, stopped):
    github.faults.append(Fault(path=COMMENTS, status=429, headers={"Retry-After": "17"}))

    assert say("Text.").result is Result.CREATED
    assert stopped.slept == [18]


def test_500_three_times_is_outlasted(github, say, stopped):
    github.faults.append(Fault(path=COMMENTS, times=3))

    assert say("Text.").result is Result.CREATED
    assert stopped.slept == [1, 2, 4]


def test_500_for_ever_is_an_error_after_five_attempts(github, say, stopped):
    github.faults.append(Fault(path=COMMENTS, times=100))

    with pytest.raises(
        PublishError, match="issues/7/comments answers 500: Invented failure; tried 5 times; start this"
    ):
        say("Text.")
    assert len(stopped.slept) == 4


@pytest.mark.parametrize(
    "fault",
    [
        Fault(method="POST", path=COMMENTS, status=502, is_late=True),
        Fault(method="POST", path=COMMENTS, hangs_up=True, is_late=True),
        Fault(method="POST", path=COMMENTS, status=201, body=b"<html>", is_late=True),
        Fault(method="POST", path=COMMENTS, status=201, body=b"[]", is_late=True),
        Fault(method="POST", path=COMMENTS, status=201, body=b"", is_late=True),
    ],
    ids=["502", "hangs-up", "no-json", "other-json", "empty"],
)
def test_a_comment_that_came_through_though_its_answer_got_lost_is_not_posted_twice(github, say, fault):
    github.faults.append(fault)

    assert say("Text.").result is Result.CREATED
    assert bodies(github) == ["Text."]
    assert github.count("POST", "comments") == 1


def test_a_comment_that_did_not_come_through_is_posted_after_looking_again(github, say):
    github.faults.append(Fault(method="POST", path=COMMENTS, status=502))
    requests = github.seen

    assert say("Text.").result is Result.CREATED
    methods = [seen.method for seen in requests if seen.path.endswith("/comments")]
    assert methods == ["GET", "POST", "GET", "POST", "GET"]


def test_what_is_written_counts_even_if_looking_again_fails(github, say):
    def break_down(seen):
        if seen.method == "POST" and seen.path.endswith("/comments"):
            github.faults.append(Fault(path=COMMENTS, times=100))

    github.before = break_down

    outcome = say("Text.")

    assert outcome.result is Result.CREATED
    assert "answers 500" in str(outcome.why)


def test_a_list_that_lags_behind_does_not_bring_a_second_comment(github, say):
    github.faults += [Fault(path=COMMENTS, status=200, body=b"[]", times=3)]

    assert say("Text.").result is Result.CREATED
    assert bodies(github) == ["Text."]
    assert github.count("POST", "comments") == 1


@pytest.mark.parametrize("name", ["", "Groß", "a--b", "a -->", "-a", "a" * 61, "a\nb"])
def test_a_name_that_could_end_the_marker_is_refused(github, say, name):
    with pytest.raises(UsageError, match="cannot be the name of a comment; use small letters"):
        say("Text.", name=name)
