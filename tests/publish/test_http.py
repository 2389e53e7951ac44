"""One line to one server: its patience, its bounds, and where a token must never appear."""

import logging
import subprocess
import sys
import time
import tracemalloc
from dataclasses import replace

import pytest

from policydiff.errors import PolicydiffError, UsageError
from policydiff.publish import http
from policydiff.publish.comment import post
from policydiff.publish.failures import PublishError
from policydiff.publish.http import CLOCK, Patience
from policydiff.publish.steps import Result
from tests.publish.servers import Fault, GitHub, running
from tests.publish.targets import BOT, TOKEN, github_target, gitlab_target

COMMENTS = ".*/issues/7/comments"
HURRIED = Patience(reading=0.2, connecting=0.2)


@pytest.mark.parametrize(
    ("headers", "body", "waited"),
    [
        ({"Retry-After": "30"}, b"{}", 31),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}, b"{}", 1),
        ({}, b'{"message": "You have exceeded a secondary rate limit."}', 60),
    ],
    ids=["as-asked", "lifted-already", "only-in-words"],
)
def test_a_limit_that_comes_as_403_is_waited_for(say, *, github, stopped, headers, body, waited):
    github.faults.append(Fault(path=COMMENTS, status=403, headers=headers, body=body))

    assert say("Text.").result is Result.CREATED
    assert stopped.slept == [waited]


def test_a_limit_is_waited_for_until_the_server_lifts_it(github, say, stopped):
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 20)}
    github.faults.append(Fault(path=COMMENTS, status=403, headers=headers))

    assert say("Text.").result is Result.CREATED
    assert stopped.slept == [pytest.approx(21, abs=3)]


def test_503_is_waited_for_as_long_as_the_server_says(github, say, stopped):
    github.faults.append(Fault(path=COMMENTS, status=503, headers={"Retry-After": "9"}))

    assert say("Text.").result is Result.CREATED
    assert stopped.slept == [9]


@pytest.mark.parametrize("asked", [130, 3400])
def test_a_limit_that_lasts_longer_than_we_wait_is_an_error_at_once(github, say, stopped, asked):
    github.faults.append(Fault(path=COMMENTS, status=429, headers={"Retry-After": str(asked)}))

    with pytest.raises(PublishError) as caught:
        say("Text.")
    assert str(caught.value) == (
        "/repos/ag-erfunden/forderungen/issues/7/comments answers 429: Invented failure; the next attempt would have to "
        f"wait {asked + 1} s; start this job again later"
    )
    assert stopped.slept == []


def test_all_waiting_together_has_an_end(github, say, stopped):
    github.faults.append(Fault(path=COMMENTS, status=429, headers={"Retry-After": "100"}, times=9))

    with pytest.raises(PublishError, match="would have to wait"):
        say("Text.")
    assert sum(stopped.slept) <= http.LONGEST_IN_ALL


def test_a_limit_on_writing_is_waited_for(github, say, stopped):
    github.faults.append(Fault(method="POST", path=COMMENTS, status=403, headers={"Retry-After": "40"}))

    assert say("Text.").result is Result.CREATED
    assert (stopped.slept, len(github.texts())) == ([41], 1)


def test_an_answer_that_is_slow_once_is_asked_for_again(github, say):
    github.faults.append(Fault(path=COMMENTS, status=200, body=b"[]", seconds=1.5))

    # Long enough for a busy machine's other answers.
    assert say("Text.", patience=replace(HURRIED, reading=1.0)).result is Result.CREATED


def test_an_answer_that_is_always_slow_is_an_error(github, say):
    github.faults.append(Fault(path=COMMENTS, status=200, body=b"[]", seconds=0.5, times=9))

    with pytest.raises(PublishError, match="cannot be reached: timed out; tried 5 times"):
        say("Text.", patience=HURRIED)


def test_an_answer_that_trickles_in_for_ever_is_cut_off(github, say, stopped):
    body = b"[" + b" " * 200 + b"]"
    github.faults.append(Fault(path=COMMENTS, status=200, body=body, seconds_per_byte=0.02, times=9))
    clock = replace(CLOCK, sleep=stopped.sleep)

    with pytest.raises(PublishError, match="cannot be reached: the answer does not end"):
        say("Text.", patience=replace(HURRIED, attempts=2), clock=clock)


def test_a_server_that_is_not_there_is_an_error(stopped):
    server = GitHub()
    target = github_target(server)
    server.server_close()

    with pytest.raises(
        PublishError, match=r"^/user cannot be reached: .*refused.*; tried 5 times; start this job again"
    ):
        post(target, "Text.", token=TOKEN, clock=stopped.clock)


@pytest.mark.parametrize("body", [b"<html>Proxy</html>", b'{"a":', b"[" * 100_000, b"\xff\xfe", b"1" * 5000])
def test_broken_json_is_an_error_that_names_status_and_path(github, say, body):
    github.faults.append(Fault(path=COMMENTS, status=200, body=body, times=9))

    with pytest.raises(PublishError, match=r"issues/7/comments answers 200, but with no JSON; tried 5 times"):
        say("Text.")


def test_broken_json_once_is_asked_for_again(github, say):
    github.faults.append(Fault(path=COMMENTS, status=200, body=b"<html>Proxy</html>"))

    assert say("Text.").result is Result.CREATED


@pytest.mark.parametrize("body", [b"{}", b"null", b'[{"body": "no id"}]', b"[1]", b"[[]]"])
def test_json_of_another_shape_is_an_error(github, say, body):
    github.faults.append(Fault(path=COMMENTS, status=200, body=body, times=9))

    with pytest.raises(PublishError, match="the answer at .*/comments is not what its interface describes"):
        say("Text.")


def test_an_answer_that_is_too_large_is_not_read_to_its_end(github, say, monkeypatch):
    monkeypatch.setattr(http, "LARGEST_ANSWER", 1000)
    github.faults.append(Fault(path=COMMENTS, status=200, body=b"[" + b" " * 3_000_000 + b"]"))
    tracemalloc.start()

    with pytest.raises(PublishError, match="comments answers with more than 1000 bytes"):
        say("Text.")

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12_000_000  # the server's own copy is among it


def test_pages_that_never_end_are_an_error(github, say, monkeypatch):
    monkeypatch.setattr(http, "MOST_PAGES", 3)
    for _ in range(400):
        github.add("jemand", "Anmerkung")

    with pytest.raises(PublishError, match="issues/7/comments has more than 3 pages"):
        say("Text.")


def test_a_redirect_on_the_same_server_is_followed(github, say):
    # As after a repository was renamed.
    location = f"{github.origin}/repos/ag-erfunden/forderungen/issues/7/comments"
    github.faults.append(Fault(path="/user", status=301, headers={"Location": location}))
    github.faults.append(Fault(path=COMMENTS, status=301, headers={"Location": "/repos/alt/x/issues/7/comments"}))
    github.faults.append(Fault(path="/repos/alt/.*", status=302, headers={"Location": location}))
    github.faults.append(Fault(method="POST", path=COMMENTS, status=307, headers={"Location": location}))

    assert say("Text.", login=BOT).result is Result.CREATED
    assert len(github.texts()) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_another_server_is_not_followed(github, say, status):
    with running(other := GitHub()):
        github.faults.append(Fault(path=COMMENTS, status=status, headers={"Location": f"{other.origin}/x"}))

        with pytest.raises(PublishError) as caught:
            say("Text.")

    assert other.seen == []
    assert str(caught.value) == (
        "/repos/ag-erfunden/forderungen/issues/7/comments redirects to another server "
        f"({other.origin.removeprefix('http://')}), which is not followed; is the address of the interface right?"
    )


def test_redirects_in_a_circle_end(github, say):
    github.faults.append(Fault(path=COMMENTS, status=302, headers={"Location": f"{github.origin}/a/b"}))
    github.faults.append(Fault(path="/a/b", status=302, headers={"Location": "/a/b"}, times=99))

    with pytest.raises(PublishError, match="/a/b redirects more than 3 times"):
        say("Text.")


def test_posting_is_never_redirected_into_reading(github, say):
    github.faults.append(Fault(method="POST", path=COMMENTS, status=301, headers={"Location": f"{github.origin}/x"}))

    with pytest.raises(PublishError, match="answers 301: Invented failure"):
        say("Text.")


@pytest.mark.parametrize("address", ["http://git.example.org", "http://127.0.0.1.example.org", "http://localhost.evil"])
def test_a_token_is_not_sent_in_the_open(github, stopped, address):
    target = replace(github_target(github), api_url=address)

    with pytest.raises(UsageError, match="is not https, and a token would travel in the open; set an https address"):
        post(target, "Text.", token=TOKEN, clock=stopped.clock)


@pytest.mark.parametrize("token", ["", "  \n", "zwei\nZeilen", "mit Leerzeichen", "tök", "a\x00b"])
def test_what_cannot_be_a_token_is_refused_without_showing_it(github, say, token):
    with pytest.raises(UsageError) as caught:
        say("Text.", token=token)
    assert not token.strip() or token not in str(caught.value)
    assert github.seen == []


def test_a_line_end_after_a_token_does_not_matter(github, say):
    assert say("Text.", token=f"{TOKEN}\n").result is Result.CREATED


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418, 422, 429, 500])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_token_that_the_server_repeats_is_not_shown(github, say, status, method):
    body = f'{{"message": "Bad token {TOKEN}\\u001b[31m", "errors": [{{"message": "{TOKEN}"}}]}}'.encode()
    github.faults.append(Fault(method=method, path=COMMENTS, status=status, body=body, times=99))

    try:
        shown = repr(say("Text."))
    except PolicydiffError as error:
        shown = f"{error} {error!r}"

    assert "Bad token ***" in shown
    assert TOKEN not in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("platform", ["github", "gitlab"])
def test_a_token_goes_to_its_server_and_into_no_log(platform, *, github, gitlab, stopped, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    target = github_target(github) if platform == "github" else gitlab_target(gitlab)

    assert post(target, "Text.", token=TOKEN, clock=stopped.clock).result is Result.CREATED

    server = github if platform == "github" else gitlab
    header = "authorization" if platform == "github" else "private-token"
    assert all(TOKEN in seen.headers[header] for seen in server.seen)
    assert not any(TOKEN in seen.path or TOKEN in str(seen.query) for seen in server.seen)
    assert len(caplog.records) > 10
    assert TOKEN not in caplog.text
    assert TOKEN not in "".join(capfd.readouterr())


def test_a_connection_does_not_show_its_token():
    with http.Connection(
        "https://git.example.org", token=TOKEN, headers={"PRIVATE-TOKEN": TOKEN}, patience=http.PATIENCE, clock=CLOCK
    ) as connection:
        assert TOKEN not in f"{connection!r} {connection._http!r}"


def test_no_error_carries_the_request_and_its_token_along(github, say):
    github.faults.append(Fault(path=COMMENTS, hangs_up=True, times=9))

    with pytest.raises(PublishError) as caught:
        say("Text.")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_control_characters_and_endless_messages_of_a_server_are_not_shown(github, say):
    body = '{"message": "\\u001b[2J::error::' + "x" * 5000 + '"}'
    github.faults.append(Fault(path=COMMENTS, status=418, body=body.encode()))

    with pytest.raises(PublishError) as caught:
        say("Text.")
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_without_httpx_the_error_names_the_extra():
    code = (
        "import sys; sys.modules['httpx'] = None\n"
        "from policydiff.publish import events, limits\n"
        "from policydiff.errors import PolicydiffError\n"
        "try:\n    import policydiff.publish.comment\nexcept PolicydiffError as error:\n    print(error)"
    )

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout == "the library httpx is not installed; pip install 'policydiff[publish]'\n"


def test_one_line_is_used_for_all_requests(github, say):
    opened = []
    accept = github.get_request

    def count():
        opened.append(1)
        return accept()

    github.get_request = count
    say("Text.")

    assert len(opened) == 1
    assert len(github.seen) == 5  # user, viewer, look, post, look
