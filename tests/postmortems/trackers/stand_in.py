"""GitHub's and Jira's issues as their real APIs have them, on this machine: the same paths, checks, status codes and shapes.

The shapes are those of the published references (docs.github.com/en/rest/issues, developer.atlassian.com/cloud/jira/platform/rest/v3),
with the fields that somebody reads and some that nobody does. What a real server refuses is refused in its words.
"""

import json
import re
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

GITHUB_TOKEN, JIRA_USER, JIRA_TOKEN = "github_pat_1", "ana@example.com", "ATATT-1"
type Answer = tuple[int, Any, dict[str, str]]


@dataclass
class Trackers:
    """Both trackers. `refuse` answers instead of them, once for each entry; `lose_answer` does what is asked and hangs up."""

    port: int = 0
    issues: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    refuse: list[Answer] = field(default_factory=list)
    lose_answer: int = 0
    workflow_ends: bool = True

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked_of(self, method: str) -> list[str]:
        return [path for verb, path in self.asked if verb == method]

    # What people do in the tracker itself.
    def close(self, key: str, reason: str = "completed") -> None:
        issue = self.issues[key]
        if "number" in issue:
            issue |= {"state": "closed", "state_reason": reason}
        else:
            issue["fields"]["status"] = DONE_STATUS
            issue["fields"]["resolution"] = {"name": "Won't Do" if reason == "not_planned" else "Done"}

    def open(self, key: str) -> None:
        issue = self.issues[key]
        if "number" in issue:
            issue |= {"state": "open", "state_reason": "reopened"}
        else:
            issue["fields"] |= {"status": OPEN_STATUS, "resolution": None}

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        path, _, query = target.partition("?")
        self.asked.append((method, target))
        if self.refuse:
            return self.refuse.pop(0)
        given = json.loads(body) if body else {}
        if path.startswith("/repos/"):
            return self._github(method, path, parse_qs(query), headers, given)
        return self._jira(method, path, headers, given)

    def _github(  # noqa: PLR0911 -- an API has many answers
        self,
        method: str,
        path: str,
        query: dict[str, list[str]],
        headers: dict[str, str],
        given: dict[str, Any],
    ) -> Answer:
        if "user-agent" not in headers:
            return 403, {"message": "Request forbidden by administrative rules."}, {}
        if headers.get("authorization") != f"Bearer {GITHUB_TOKEN}":
            return (
                401,
                {
                    "message": "Bad credentials",
                    "documentation_url": "https://docs.github.com/rest",
                    "status": "401",
                },
                {},
            )
        match = re.fullmatch(r"/repos/acme/shop(?:/issues(?:/(\d+))?)?", path)
        if match is None:
            return 404, {"message": "Not Found", "status": "404"}, {}
        if path == "/repos/acme/shop":
            return 200, {"id": 1, "full_name": "acme/shop", "private": True, "has_issues": True}, {}
        if method == "GET" and match[1] is None:
            wanted = query.get("labels", [""])[0]
            found = [
                issue
                for issue in self.issues.values()
                if wanted in {each["name"] for each in issue["labels"]}
            ]
            return 200, found[::-1], {}
        if method == "POST":
            if not given.get("title"):
                return (
                    422,
                    {
                        "message": "Validation Failed",
                        "errors": [{"resource": "Issue", "field": "title", "code": "missing_field"}],
                    },
                    {},
                )
            return 201, self._new_github(given), {}
        issue = self.issues.get(match[1] or "")
        if issue is None:
            return 404, {"message": "Not Found", "status": "404"}, {}
        if method == "PATCH":
            issue |= {
                name: given[name] for name in ("title", "body", "state", "state_reason") if name in given
            }
        return 200, issue, {}

    def _new_github(self, given: dict[str, Any]) -> dict[str, Any]:
        number = len(self.issues) + 1
        self.issues[str(number)] = {
            "url": f"{self.address}/repos/acme/shop/issues/{number}", "html_url": f"https://github.com/acme/shop/issues/{number}",
            "id": 1000 + number, "node_id": "I_k", "number": number, "state": "open", "state_reason": None, "locked": False,
            "title": given["title"], "body": given.get("body"), "user": {"login": "clarion-bot", "id": 7}, "assignees": [],
            "labels": [{"id": place, "name": name, "color": "ededed"} for place, name in enumerate(given.get("labels", []))],
            "comments": 0, "created_at": "2026-03-10T09:00:00Z", "updated_at": "2026-03-10T09:00:00Z", "closed_at": None,
        }  # fmt: skip
        return self.issues[str(number)]

    def _jira(  # noqa: PLR0911 -- an API has many answers
        self, method: str, path: str, headers: dict[str, str], given: dict[str, Any]
    ) -> Answer:
        basic = b64encode(f"{JIRA_USER}:{JIRA_TOKEN}".encode()).decode()
        if headers.get("authorization") != f"Basic {basic}":
            return (
                401,
                {"errorMessages": ["Client must be authenticated to access this resource."], "errors": {}},
                {},
            )
        if path == "/rest/api/3/project/OPS":
            return 200, {"id": "10000", "key": "OPS", "name": "Operations", "projectTypeKey": "software"}, {}
        if path == "/rest/api/3/search/jql" and method == "POST":
            label = re.search(r'labels = "([^"]+)"', given["jql"])
            found = [
                issue for issue in self.issues.values() if label and label[1] in issue["fields"]["labels"]
            ]
            return 200, {"issues": found[: given["maxResults"]], "isLast": True}, {}
        if path == "/rest/api/3/issue" and method == "POST":
            return self._new_jira(given["fields"])
        match = re.fullmatch(r"/rest/api/3/issue/(OPS-\d+)(/transitions)?", path)
        issue = self.issues.get(match[1]) if match else None
        if match is None or issue is None:
            return (
                404,
                {
                    "errorMessages": ["Issue does not exist or you do not have permission to see it."],
                    "errors": {},
                },
                {},
            )
        if match[2]:
            return self._transitions(method, issue, given)
        if method == "PUT":
            issue["fields"] |= given["fields"]
            return 204, None, {}
        return 200, issue, {}

    def _new_jira(self, fields: dict[str, Any]) -> Answer:
        if fields["issuetype"]["name"] not in {"Task", "Bug"}:
            return 400, {"errorMessages": [], "errors": {"issuetype": "Specify a valid issue type"}}, {}
        assert fields["description"]["type"] == "doc"
        number = len(self.issues) + 1
        key = f"OPS-{number}"
        self.issues[key] = {
            "expand": "renderedFields,names", "id": str(10_000 + number), "self": f"{self.address}/rest/api/3/issue/{number}", "key": key,
            "fields": {**fields, "status": OPEN_STATUS, "resolution": None},
        }  # fmt: skip
        return (
            201,
            {"id": str(10_000 + number), "key": key, "self": f"{self.address}/rest/api/3/issue/{number}"},
            {},
        )

    def _transitions(self, method: str, issue: dict[str, Any], given: dict[str, Any]) -> Answer:
        offered = [
            {"id": "11", "name": "Start", "to": STARTED_STATUS, "isAvailable": True},
            *(
                [{"id": "31", "name": "Close", "to": DONE_STATUS, "isAvailable": True}]
                if self.workflow_ends
                else []
            ),
        ]
        if method == "GET":
            return 200, {"expand": "transitions", "transitions": offered}, {}
        to = next(each["to"] for each in offered if each["id"] == given["transition"]["id"])
        issue["fields"] |= {"status": to, "resolution": {"name": "Done"} if to is DONE_STATUS else None}
        return 204, None, {}


def _status(name: str, category: str) -> dict[str, Any]:
    return {"name": name, "id": "1", "statusCategory": {"id": 2, "key": category, "name": name}}


OPEN_STATUS, STARTED_STATUS, DONE_STATUS = (
    _status("To Do", "new"),
    _status("In Progress", "indeterminate"),
    _status("Shipped", "done"),
)


@contextmanager
def trackers() -> Iterator[Trackers]:
    there = Trackers()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, said, more = there.answer(self.command, self.path, headers, self.rfile.read(length))
            if there.lose_answer:
                there.lose_answer -= 1
                self.close_connection = True
                return
            body = b"" if said is None else json.dumps(said).encode()
            self.send_response(status)
            for name, value in {
                "Content-Type": "application/json",
                **more,
                "Content-Length": str(len(body)),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_PATCH = _do  # noqa: N815 -- http.server's names

        log_message: Callable[..., None] = lambda *_: None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
