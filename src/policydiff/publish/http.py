"""Requests to one server, with patience and with bounds; httpx has its home here.

Reading is tried again when the reason may pass. Writing is not: whoever writes looks first whether it has happened.
The token goes to this one server and into no message.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, NoReturn, Self
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from policydiff.errors import Problem, UsageError
from policydiff.publish.failures import BusyError, PublishError, RefusedError
from policydiff.publish.fields import field

try:
    import httpx
except ModuleNotFoundError:
    _REMEDY = "pip install 'policydiff[publish]'"
    raise PublishError(Problem(found="the library httpx is not installed", remedy=_REMEDY)) from None

# Five attempts with waits of 1, 2, 4 and 8 seconds outlast a restart or a switch of servers.
ATTEMPTS = 5
FIRST_WAIT = 1.0
# GitHub asks for "at least one minute" where a secondary rate limit names no time; GitLab's windows are one minute.
WAIT_FOR_LIMIT = 60.0
# Longer than one such window, twice over, nobody waits in a pipeline: the hourly limit ends the attempt at once.
LONGEST_WAIT = 130.0
LONGEST_IN_ALL = 300.0
# A second's grace, for servers that count in whole seconds.
GRACE = 1.0
# Both platforms give up on a request of their own after 10 (GitHub) to 60 seconds (GitLab).
CONNECTING = 10.0
READING = 60.0
# 100 comments a page, each of 65,536 characters with up to 4 bytes, are 26 MB.
LARGEST_ANSWER = 64_000_000
PAGE = 100
# 10,000 comments; GitHub allows 2,500 on one pull request.
MOST_PAGES = 100
MOST_REDIRECTS = 3
LONGEST_MESSAGE = 300

_LIMITED = 429
_REFUSED = (401, 403, 404, 410)
_MOVED_FOR_READING = (301, 302)
_MOVED = (307, 308)


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How often and how long, in seconds, we try; `reading` bounds one answer from first to last byte."""

    attempts: int = ATTEMPTS
    longest_wait: float = LONGEST_WAIT
    longest_in_all: float = LONGEST_IN_ALL
    connecting: float = CONNECTING
    reading: float = READING


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The time in seconds since 1970, and how to let it pass."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the server said: parsed JSON, or None where there is nothing; and the query of the next page."""

    content: Any
    next: str | None = None


PATIENCE = Patience()
CLOCK = Clock(now=time.time, sleep=time.sleep)


class Connection:
    """A line to one server; paths are absolute, queries are without their question mark."""

    def __init__(
        self, origin: str, *, token: str, headers: Mapping[str, str], patience: Patience, clock: Clock
    ) -> None:
        """Open the line; `headers` carry the token, and `token` is what no message may hold."""
        timeout = httpx.Timeout(patience.reading, connect=patience.connecting)
        self._http = httpx.Client(headers={"User-Agent": "policydiff", **headers}, timeout=timeout)
        self._origin = origin
        self._token = token
        self._patience = patience
        self._clock = clock
        self._start = clock.now()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, path: str, query: str = "") -> Answer:
        """Read, again and again while the reason for a failure may pass."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return self.send("GET", f"{path}?{query}" if query else path)
            except BusyError as failure:
                self.wait(failure, attempt)

    def pages(self, path: str, query: str = "") -> Iterator[Any]:
        """Yield the elements of a list over all its pages.

        Of the address of the next page only the query is taken: behind a proxy it often names another host.
        """
        query = "&".join(filter(None, [query, f"per_page={PAGE}"]))
        for _ in range(MOST_PAGES):
            answer = self.get(path, query)
            if not isinstance(answer.content, list):
                raise misunderstood(path)
            yield from answer.content
            if answer.next is None:
                return
            query = answer.next
        raise PublishError(Problem(found=f"{path} has more than {MOST_PAGES} pages", remedy="delete old comments"))

    def send(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Answer:
        """Send one request, once; raises BusyError where it may work later, though it may have worked already."""
        url = f"{self._origin}{path}"
        for _ in range(MOST_REDIRECTS + 1):
            response, body = self._exchange(method, url, content)
            is_read_elsewhere = response.status_code in _MOVED_FOR_READING and method == "GET"
            if not (is_read_elsewhere or response.status_code in _MOVED):
                return self._judge(response, body)
            url = self._redirected(url, response)
        raise self._error(f"{self._where(url)} redirects more than {MOST_REDIRECTS} times")

    def wait(self, failure: BusyError, attempt: int) -> None:
        """Let the time pass that the server asks for; raises PublishError where it asks too much or too often."""
        seconds = FIRST_WAIT * 2 ** (attempt - 1) if failure.wait is None else failure.wait
        spent = self._clock.now() - self._start
        found = failure.problems[0].found
        patience = self._patience
        if attempt >= patience.attempts:
            self._give_up(f"{found}; tried {attempt} times", failure)
        if seconds > patience.longest_wait or spent + seconds > patience.longest_in_all:
            self._give_up(f"{found}; the next attempt would have to wait {seconds:.0f} s", failure)
        self._clock.sleep(seconds)

    def _give_up(self, found: str, failure: BusyError) -> NoReturn:
        problem = Problem(found=found, remedy="start this job again later")
        raise PublishError(problem, status=failure.status) from None

    def _exchange(self, method: str, url: str, content: Mapping[str, Any] | None) -> tuple[httpx.Response, bytes]:
        deadline = self._clock.now() + self._patience.reading
        try:
            with self._http.stream(method, url, json=content) as response:
                body = bytearray()
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > LARGEST_ANSWER:
                        raise self._error(f"{self._where(url)} answers with more than {LARGEST_ANSWER} bytes")
                    if self._clock.now() > deadline:
                        raise httpx.ReadTimeout("the answer does not end")
                return response, bytes(body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error) or type(error).__name__
            found = self._clean(f"{self._where(url)} cannot be reached: {reason}")
            raise BusyError(Problem(found=found)) from None

    def _redirected(self, url: str, response: httpx.Response) -> str:
        """Return where a redirect leads, on the same server: the token goes nowhere else."""
        new = urljoin(url, str(response.headers.get("Location", "")))
        if urlsplit(new)[:2] != urlsplit(url)[:2]:
            host = urlsplit(new).netloc.rpartition("@")[2]
            found = f"{self._where(url)} redirects to another server ({host}), which is not followed"
            raise self._error(found, remedy="is the address of the interface right?")
        return new

    def _judge(self, response: httpx.Response, body: bytes) -> Answer:
        status = response.status_code
        where = self._where(str(response.request.url))
        if not response.is_success:
            self._fail(response, body, where)
        if not body:
            return Answer(content=None)
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            found = f"{where} answers {status}, but with no JSON"
            raise BusyError(Problem(found=found), status=status) from None
        return Answer(content=content, next=_next_query(response))

    def _fail(self, response: httpx.Response, body: bytes, where: str) -> NoReturn:
        status = response.status_code
        found = self._clean(f"{where} answers {status}: {_message(body) or response.reason_phrase}")
        if _is_limit(response, found):
            raise BusyError(Problem(found=found), status=status, wait=_asked_wait(response, self._clock.now()))
        if status >= 500 or status == 408:
            wait = _seconds(response.headers.get("Retry-After", ""))
            raise BusyError(Problem(found=found), status=status, wait=wait)
        if status in _REFUSED:
            raise RefusedError(Problem(found=found), status=status)
        raise PublishError(Problem(found=found), status=status)

    def _where(self, url: str) -> str:
        return self._clean(urlsplit(url).path)

    def _clean(self, text: str) -> str:
        """Return a text that may be shown: without the token, without control characters, and not endless."""
        shown = "".join(one if one.isprintable() else " " for one in text.replace(self._token, "***"))
        return shown if len(shown) <= LONGEST_MESSAGE else f"{shown[:LONGEST_MESSAGE]}…"

    def _error(self, found: str, *, remedy: str = "") -> PublishError:
        return PublishError(Problem(found=self._clean(found), remedy=remedy))


def check_token(token: str) -> str:
    """Return a token without white space around it; raises UsageError, which does not show it, when it is none."""
    token = token.strip()
    if not token:
        raise UsageError(Problem(found="there is no token to post with", remedy="pass one in the environment"))
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise UsageError(Problem(found="the token holds signs that no token has", remedy="paste it again, on one line"))
    return token


def misunderstood(path: str) -> PublishError:
    """Return the error for JSON that does not hold what its server documents."""
    remedy = "is the address of the interface right?"
    return PublishError(Problem(found=f"the answer at {path} is not what its interface describes", remedy=remedy))


def _is_limit(response: httpx.Response, message: str) -> bool:
    """Return whether we asked too often. GitHub says so with 403 too, and not always with a header."""
    if response.status_code == _LIMITED:
        return True
    if response.status_code != 403:
        return False
    has_said_when = "Retry-After" in response.headers or response.headers.get("X-RateLimit-Remaining") == "0"
    return has_said_when or "rate limit" in message.casefold()


def _asked_wait(response: httpx.Response, now: float) -> float:
    """Return how long to wait: as asked for, else until the limit is lifted, else a minute.

    https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit and
    https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers
    """
    asked = _seconds(response.headers.get("Retry-After", ""))
    if asked is not None:
        return asked + GRACE
    for prefix in ("X-RateLimit", "RateLimit"):
        lifted = response.headers.get(f"{prefix}-Reset", "")
        if response.headers.get(f"{prefix}-Remaining") == "0" and lifted.isdecimal():
            return max(0.0, float(lifted) - _server_time(response, now)) + GRACE
    return WAIT_FOR_LIMIT


def _server_time(response: httpx.Response, now: float) -> float:
    """Return the server's own time, since its clock and ours may differ."""
    try:
        return parsedate_to_datetime(response.headers.get("Date", "")).timestamp()
    except ValueError:
        return now


def _seconds(text: str) -> float | None:
    return float(text) if text.isdecimal() else None


def _next_query(response: httpx.Response) -> str | None:
    """Return the query of the next page, from GitLab's own header or from the Link header of RFC 8288."""
    if "X-Next-Page" in response.headers:
        page = response.headers["X-Next-Page"].strip()
        known = [pair for pair in parse_qsl(response.request.url.query.decode()) if pair[0] != "page"]
        return urlencode([*known, ("page", page)]) if page.isdecimal() else None
    link = response.links.get("next", {}).get("url")
    return urlsplit(link).query or None if link else None


def _message(body: bytes) -> str:
    """Return what an error's body says: GitHub's `message` and `errors`, GitLab's `message` or `error`."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    parts = []
    for key in ("message", "error", "errors"):
        part = field(content, key, str) or field(content, key, list) or field(content, key, dict)
        if part:
            parts.append(part if isinstance(part, str) else json.dumps(part, ensure_ascii=False))
    return " ".join(parts)
