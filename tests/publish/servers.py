"""Real HTTP servers on loopback that behave like GitHub's and GitLab's REST interfaces, as far as they are used here.

Every answer of the GitHub one, and every request to it, is checked against GitHub's published description.
"""

import json
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.publish.description import DESCRIPTION, breaches, example

REPOSITORY = "ag-erfunden/forderungen"


@dataclass(frozen=True, kw_only=True)
class User:
    login: str
    may_write: bool = True
    is_app: bool = False


@dataclass(kw_only=True)
class Fault:
    """What goes wrong `times` times with the requests that fit; `is_late`: only after the request has had its effect."""

    method: str = "GET"
    path: str = ".*"
    times: int = 1
    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b'{"message": "Invented failure"}'
    is_late: bool = False
    hangs_up: bool = False
    seconds: float = 0.0
    seconds_per_byte: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Seen:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True, kw_only=True)
class Reply:
    status: int
    content: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Forge(ThreadingHTTPServer):
    """What both have in common: comments on one request, users by their tokens, and faults on demand."""

    daemon_threads = True
    prefix = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.users: dict[str, User] = {}
        self.comments: dict[int, tuple[str, str]] = {}
        self.faults: list[Fault] = []
        self.seen: list[Seen] = []
        self.breaches: list[str] = []
        self.limit = 0
        self.before: Callable[[Seen], None] = lambda seen: None
        self.after: Callable[[Seen], None] = lambda seen: None
        self.lock = threading.Lock()
        self._last_id = 1000

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        return self.origin + self.prefix

    def add(self, author: str, text: str) -> int:
        with self.lock:
            self._last_id += 1
            self.comments[self._last_id] = (author, text)
            return self._last_id

    def texts(self) -> list[str]:
        return [text for _, text in self.comments.values()]

    def count(self, method: str, path: str = "") -> int:
        return sum(seen.method == method and path in seen.path for seen in self.seen)

    def writes(self) -> int:
        return sum(seen.method != "GET" and "graphql" not in seen.path for seen in self.seen)

    def token_of(self, headers: Mapping[str, str]) -> str:
        raise NotImplementedError

    def reply(self, seen: Seen, user: User) -> Reply:
        raise NotImplementedError

    def check(self, seen: Seen, reply: Reply) -> None:
        """Note where a request or answer is not what its description says."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let the test fail by a mistake of this server; that the other side hung up is none."""
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            self.breaches.append(repr(error))

    def page(self, seen: Seen, rows: list[Any]) -> tuple[list[Any], int, int]:
        """Return one page, its number and the number of the last one."""
        size, number = int(seen.query.get("per_page", 20)), int(seen.query.get("page", 1))
        return rows[(number - 1) * size : number * size], number, max(1, -(-len(rows) // size))


class GitHub(Forge):
    def __init__(self, prefix: str = "") -> None:
        super().__init__()
        self.prefix = prefix
        self.limit = 65_536
        self.pull_requests: list[dict[str, Any]] = []
        self.graphql_login: str | None = None
        self.link_origin = self.origin

    def token_of(self, headers: Mapping[str, str]) -> str:
        return headers.get("authorization", "").removeprefix("Bearer ")

    def reply(self, seen: Seen, user: User) -> Reply:
        repository = f"{self.prefix}/repos/{REPOSITORY}"
        if seen.path == f"{self.prefix.removesuffix('/v3')}/graphql":
            return self._viewer()
        if seen.path == f"{self.prefix}/user":
            return self._user(user)
        if seen.path.startswith(f"{repository}/commits/"):
            commit = seen.path.split("/")[-2]
            return self._list(seen, [one for one in self.pull_requests if commit in one["commits"]], _pull_request)
        if seen.path == f"{repository}/issues/7/comments" and seen.method == "GET":
            return self._list(seen, list(self.comments.items()), self._comment)
        if not user.may_write:
            return _refusal(403, "Resource not accessible by integration")
        if seen.path == f"{repository}/issues/7/comments" and seen.method == "POST":
            return self._write(seen, user, None)
        found = re.fullmatch(rf"{repository}/issues/comments/(\d+)", seen.path)
        if not found or int(found[1]) not in self.comments:
            return _refusal(404, "Not Found")
        if seen.method == "DELETE":
            self.comments.pop(int(found[1]), None)
            return Reply(status=204)
        return self._write(seen, user, int(found[1]))

    def check(self, seen: Seen, reply: Reply) -> None:
        endpoint = next((name for name in DESCRIPTION["endpoints"] if self._fits(seen, name)), None)
        if endpoint is None:
            return
        if seen.body is not None:
            self.breaches += breaches(endpoint, "request", seen.body)
        if reply.content is not None:
            self.breaches += breaches(endpoint, str(reply.status), reply.content)

    def _fits(self, seen: Seen, name: str) -> bool:
        method, _, path = name.partition(" ")
        return method == seen.method and bool(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", self.prefix + path), seen.path))

    def _viewer(self) -> Reply:
        if self.graphql_login is None:
            return _refusal(403, "Resource not accessible by integration")
        return Reply(status=200, content={"data": {"viewer": {"login": self.graphql_login}}})

    def _user(self, user: User) -> Reply:
        if user.is_app:
            return _refusal(403, "Resource not accessible by integration")
        return Reply(status=200, content={**example("private-user"), "login": user.login})

    def _list(self, seen: Seen, rows: list[Any], draw: Callable[[Any], Any]) -> Reply:
        shown, number, last = self.page(seen, rows)
        links = [("next", number + 1), ("last", last)] if number < last else []
        query = {key: value for key, value in seen.query.items() if key != "page"}
        address = f"{self.link_origin}{self.prefix}/repositories/1296269{seen.path.rpartition('/')[0]}"
        link = ", ".join(f'<{address}?{urlencode({**query, "page": page})}>; rel="{rel}"' for rel, page in links)
        return Reply(status=200, content=[draw(row) for row in shown], headers={"Link": link} if link else {})

    def _write(self, seen: Seen, user: User, id: int | None) -> Reply:
        text = seen.body["body"]
        if len(text) > self.limit:
            problem = {
                "resource": "IssueComment",
                "code": "unprocessable",
                "field": "data",
                "message": "Body is too long",
            }
            message = f"Validation Failed: Body is too long (maximum is {self.limit} characters)"
            content = {"message": message, "errors": [problem], "documentation_url": "https://docs.github.com/rest"}
            return Reply(status=422, content=content)
        if id is None:
            id = self.add(user.login, text)
            return Reply(status=201, content=self._comment((id, self.comments[id])))
        self.comments[id] = (self.comments[id][0], text)
        return Reply(status=200, content=self._comment((id, self.comments[id])))

    def _comment(self, row: tuple[int, tuple[str, str]]) -> dict[str, Any]:
        id, (login, text) = row
        comment = example("issue-comment")
        author = {**comment["user"], "login": login, "type": "Bot" if login.endswith("[bot]") else "User"}
        html = f"https://github.com/{REPOSITORY}/pull/7#issuecomment-{id}"
        return {**comment, "id": id, "user": author if login else None, "body": text, "html_url": html}


class GitLab(Forge):
    prefix = "/api/v4"
    notes = "/api/v4/projects/4711/merge_requests/7/notes"

    def __init__(self) -> None:
        super().__init__()
        self.limit = 1_000_000
        self.system_notes: set[int] = set()

    def token_of(self, headers: Mapping[str, str]) -> str:
        return headers.get("private-token", "")

    def reply(self, seen: Seen, user: User) -> Reply:
        if seen.path == "/api/v4/user":
            return Reply(status=200, content={"id": 12, "username": user.login, "name": "Erfunden", "state": "active"})
        found = re.fullmatch(rf"{self.notes}(?:/(\d+))?", seen.path)
        if not found:
            return Reply(status=404, content={"message": "404 Project Not Found"})
        if seen.method == "GET":
            return self._list(seen)
        if not user.may_write:
            return Reply(status=403, content={"message": "403 Forbidden"})
        if seen.method == "POST":
            return self._write(seen, user, None)
        if int(found[1]) not in self.comments:
            return Reply(status=404, content={"message": "404 Note Not Found"})
        if seen.method == "DELETE":
            self.comments.pop(int(found[1]), None)
            return Reply(status=204)
        return self._write(seen, user, int(found[1]))

    def _list(self, seen: Seen) -> Reply:
        rows = sorted(self.comments, reverse=seen.query.get("sort") != "asc")
        shown, number, last = self.page(seen, rows)
        following = str(number + 1) if number < last else ""
        # Behind a proxy GitLab's own idea of its address is often another one.
        link = f'<http://gitlab.invalid{seen.path}?page={following}>; rel="next"'
        headers = {"X-Page": str(number), "X-Next-Page": following, **({"Link": link} if following else {})}
        return Reply(status=200, content=[self._note(id) for id in shown], headers=headers)

    def _write(self, seen: Seen, user: User, id: int | None) -> Reply:
        text = seen.body["body"]
        if len(text) > self.limit:
            message = {"note": [f"is too long (maximum is {self.limit} characters)"]}
            return Reply(status=400, content={"message": message})
        if id is None:
            id = self.add(user.login, text)
            return Reply(status=201, content=self._note(id))
        self.comments[id] = (self.comments[id][0], text)
        return Reply(status=200, content=self._note(id))

    def _note(self, id: int) -> dict[str, Any]:
        login, text = self.comments[id]
        author = {"id": 12, "username": login, "name": "Erfunden", "state": "active", "web_url": "https://gitlab.com/x"}
        fields = {"created_at": "2016-04-01T08:00:00Z", "updated_at": "2016-04-01T08:00:00Z", "resolvable": False}
        kind = {
            "system": id in self.system_notes,
            "noteable_type": "MergeRequest",
            "noteable_iid": 7,
            "internal": False,
        }
        return {"id": id, "type": None, "body": text, "author": author, **fields, **kind}


@contextmanager
def running(forge: Forge) -> Iterator[Forge]:
    """Let a server run, and see in the end that it kept to its description."""
    thread = threading.Thread(target=lambda: forge.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield forge
    finally:
        forge.shutdown()
        forge.server_close()
        thread.join()
    assert not forge.breaches, forge.breaches


def _pull_request(row: Mapping[str, Any]) -> dict[str, Any]:
    request = example("pull-request-simple-items")
    # GitHub's own example of a team lacks what the description requires of one.
    request |= {"number": row["number"], "state": row.get("state", "open"), "requested_teams": []}
    request["head"] |= {"sha": row["commit"], "ref": row.get("branch", "bruecken")}
    request["base"] |= {"sha": "b" * 40}
    request["base"]["repo"] |= {"full_name": row.get("repository", REPOSITORY)}
    request["head"]["repo"] |= {"full_name": row.get("source", "neugierige/forderungen")}
    return request


def _refusal(status: int, message: str) -> Reply:
    content = {"message": message, "documentation_url": "https://docs.github.com/rest", "status": str(status)}
    return Reply(status=status, content=content)


class _Handler(BaseHTTPRequestHandler):
    server: Forge
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes, and would wait 40 ms for each other

    def respond(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", 0))
        seen = Seen(
            method=self.command,
            path=parts.path,
            query={key: values[0] for key, values in parse_qs(parts.query).items()},
            headers={key.lower(): value for key, value in self.headers.items()},
            body=json.loads(self.rfile.read(length)) if length else None,
        )
        self.server.before(seen)
        with self.server.lock:
            self.server.seen.append(seen)
            fault = self._fault(seen)
        if fault is None:
            self._answer(seen)
        else:
            self._fail(seen, fault)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = respond  # noqa: N815

    def _fault(self, seen: Seen) -> Fault | None:
        for fault in self.server.faults:
            if fault.times > 0 and fault.method == seen.method and re.fullmatch(fault.path, seen.path):
                fault.times -= 1
                return fault
        return None

    def _reply(self, seen: Seen) -> Reply:
        user = self.server.users.get(self.server.token_of(seen.headers))
        reply = self.server.reply(seen, user) if user else _refusal(401, "Bad credentials")
        with self.server.lock:
            self.server.check(seen, reply)
        self.server.after(seen)
        return reply

    def _answer(self, seen: Seen) -> None:
        reply = self._reply(seen)
        body = b"" if reply.content is None else json.dumps(reply.content, ensure_ascii=False).encode()
        # GitHub names the limit in every answer, so that its mere presence says nothing.
        self._send(reply.status, body, {**reply.headers, "X-RateLimit-Remaining": "4999", "X-RateLimit-Reset": "1"})

    def _fail(self, seen: Seen, fault: Fault) -> None:
        if fault.is_late:
            self._reply(seen)
        time.sleep(fault.seconds)
        if fault.hangs_up:
            self.close_connection = True
            return
        self._send(fault.status, fault.body, fault.headers, seconds_per_byte=fault.seconds_per_byte)

    def _send(self, status: int, body: bytes, headers: Mapping[str, str], seconds_per_byte: float = 0.0) -> None:
        try:
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Type", "application/json; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            for byte in body if seconds_per_byte else ():
                self.wfile.write(bytes([byte]))
                time.sleep(seconds_per_byte)
            if not seconds_per_byte:
                self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the tests' output clean."""
