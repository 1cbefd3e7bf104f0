"""GitHub's issues, by its REST API of version 2022-11-28; GitHub Enterprise Server has the same below /api/v3.

GitHub knows no due day: it stands in the text of the issue.
Source: docs.github.com/en/rest/issues/issues
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from clarion.postmortems.trackers.asking import asked, understood
from clarion.postmortems.trackers.tracker import Found, Progress, Ticket, TrackerProblem

PAGE = 100
REASON = {Progress.DONE: "completed", Progress.DROPPED: "not_planned"}


@dataclass(frozen=True)
class GitHub:
    """`address` is that of the API, `project` is "owner/repository"."""

    address: str
    project: str
    token: str
    at: datetime

    @understood("GitHub")
    def check(self) -> str:
        found = self._ask("GET", "")
        if not found.get("has_issues", True):
            raise TrackerProblem(
                f"{self.project} has no issues. Turn them on in its settings on GitHub.", final=True
            )
        return str(found["full_name"])

    @understood("GitHub")
    def create(self, ticket: Ticket) -> Found:
        body = {"title": ticket.title, "body": _body(ticket), "labels": list(ticket.labels)}
        made = self._found(self._ask("POST", "/issues", body))
        # An item that was closed before its issue was made: an issue is always made open.
        return made if ticket.progress == Progress.OPEN else self.change(made.key, ticket, found=made)

    @understood("GitHub")
    def find(self, ticket: Ticket) -> Found | None:
        newest = f"/issues?state=all&sort=created&direction=desc&labels=clarion&per_page={PAGE}"
        for issue in self._ask("GET", newest):
            if ticket.mark in str(issue.get("body") or ""):
                return self._found(issue)
        return None

    @understood("GitHub")
    def read(self, key: str) -> Found:
        return self._found(self._ask("GET", f"/issues/{quote(key, safe='')}"))

    @understood("GitHub")
    def change(self, key: str, ticket: Ticket, *, found: Found, words: bool = True) -> Found:
        body: dict[str, Any] = {"title": ticket.title, "body": _body(ticket)} if words else {}
        if found.progress != ticket.progress:
            is_open = ticket.progress == Progress.OPEN
            body |= (
                {"state": "open", "state_reason": "reopened"}
                if is_open
                else {"state": "closed", "state_reason": REASON[ticket.progress]}
            )
        return self._found(self._ask("PATCH", f"/issues/{quote(key, safe='')}", body)) if body else found

    def _found(self, issue: dict[str, Any]) -> Found:
        if issue["state"] == "open":
            progress = Progress.OPEN
        else:
            progress = Progress.DROPPED if issue.get("state_reason") == "not_planned" else Progress.DONE
        return Found(str(issue["number"]), str(issue["html_url"]), progress, None, knows_due=False)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        address = f"{self.address.rstrip('/')}/repos/{quote(self.project)}{path}"
        return asked("GitHub", method, address, headers=headers, body=body, at=self.at)


def _body(ticket: Ticket) -> str:
    """Markdown in which nothing that somebody typed is markup, calls a person or links another issue."""
    due = f"Due: {ticket.due_on.isoformat()}" if ticket.due_on else "No due day."
    lines = [*map(_plain, ticket.paragraphs), due, f"[Kept in step with Clarion]({ticket.address})"]
    return "\n\n".join(lines) + f"\n\n<!-- {ticket.mark} -->\n"


def _plain(words: str) -> str:
    # A backslash before a sign makes it a sign; a word joiner keeps "@name" and "#12" from being looked up.
    escaped = "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>+-.!|~" else sign for sign in words)
    return escaped.replace("@", "@\u2060").replace("#", "#\u2060")
