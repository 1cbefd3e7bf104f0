"""Jira Cloud's issues, by its REST API of version 3. The due day is a field there and goes both ways.

Whether an issue is done is the category of its status, whatever the workflow calls it; closing and reopening take the first
transition that leads to such a status.
Source: developer.atlassian.com/cloud/jira/platform/rest/v3
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from clarion.postmortems.trackers.asking import asked, understood
from clarion.postmortems.trackers.tracker import Found, Progress, Ticket, TrackerProblem

FIELDS = "summary,status,resolution,duedate"
DONE = "done"
#: What Jira's own schemes call a resolution that is none: the item was not done.
NOT_DONE = frozenset(
    {"won't do", "won't fix", "declined", "cannot reproduce", "duplicate", "cancelled", "rejected"}
)


@dataclass(frozen=True)
class Jira:
    """`address` is the site, `project` its key; `user` is the e-mail address that the token belongs to."""

    address: str
    project: str
    user: str
    token: str
    issue_type: str
    at: datetime

    @understood("Jira")
    def check(self) -> str:
        return str(self._ask("GET", f"/project/{quote(self.project, safe='')}")["name"])

    @understood("Jira")
    def create(self, ticket: Ticket) -> Found:
        fields = {
            **_fields(ticket),
            "project": {"key": self.project},
            "issuetype": {"name": self.issue_type},
            "labels": [*ticket.labels, ticket.mark],
        }
        made = self.read(str(self._ask("POST", "/issue", {"fields": fields})["key"]))
        return made if ticket.progress == Progress.OPEN else self.change(made.key, ticket, found=made)

    @understood("Jira")
    def find(self, ticket: Ticket) -> Found | None:
        query = {
            "jql": f'project = "{self.project}" AND labels = "{ticket.mark}"',
            "fields": FIELDS.split(","),
            "maxResults": 1,
        }
        issues = self._ask("POST", "/search/jql", query).get("issues", [])
        return self._found(issues[0]) if issues else None

    @understood("Jira")
    def read(self, key: str) -> Found:
        return self._found(self._ask("GET", f"/issue/{quote(key, safe='')}?fields={FIELDS}"))

    @understood("Jira")
    def change(self, key: str, ticket: Ticket, *, found: Found, words: bool = True) -> Found:
        path = f"/issue/{quote(key, safe='')}"
        if words or found.due_on != ticket.due_on:
            self._ask("PUT", path, {"fields": _fields(ticket) if words else _due(ticket)})
        if (found.progress == Progress.OPEN) != (ticket.progress == Progress.OPEN):
            self._move(path, done=ticket.progress != Progress.OPEN)
        return self.read(key)

    def _move(self, path: str, *, done: bool) -> None:
        offered = self._ask("GET", f"{path}/transitions")["transitions"]
        fitting = [each for each in offered if (_category(each["to"]) == DONE) == done]
        if not fitting:
            words = "a status that is done" if done else "an open status"
            raise TrackerProblem(
                f"The workflow of {self.project} offers no way to {words} from here. Move the issue in Jira.",
                final=True,
            )
        self._ask("POST", f"{path}/transitions", {"transition": {"id": fitting[0]["id"]}})

    def _found(self, issue: dict[str, Any]) -> Found:
        fields = issue["fields"]
        due = fields.get("duedate")
        address = f"{self.address.rstrip('/')}/browse/{issue['key']}"
        return Found(str(issue["key"]), address, _progress(fields), date.fromisoformat(due) if due else None)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        basic = b64encode(f"{self.user}:{self.token}".encode()).decode()
        headers = {"Accept": "application/json", "Authorization": f"Basic {basic}"}
        address = f"{self.address.rstrip('/')}/rest/api/3{path}"
        return asked("Jira", method, address, headers=headers, body=body, at=self.at)


def _progress(fields: dict[str, Any]) -> Progress:
    if _category(fields["status"]) != DONE:
        return Progress.OPEN
    resolution = str((fields.get("resolution") or {}).get("name", "")).lower()
    return Progress.DROPPED if resolution in NOT_DONE else Progress.DONE


def _category(status: dict[str, Any]) -> str:
    return str(status.get("statusCategory", {}).get("key", ""))


def _fields(ticket: Ticket) -> dict[str, Any]:
    return {
        "summary": ticket.title,
        "description": _document(ticket),
        **_due(ticket),
    }


def _due(ticket: Ticket) -> dict[str, Any]:
    return {"duedate": ticket.due_on.isoformat() if ticket.due_on else None}


def _document(ticket: Ticket) -> dict[str, Any]:
    """Atlassian Document Format: text nodes, so that nothing in them is markup."""
    link = {
        "type": "text",
        "text": "Kept in step with Clarion",
        "marks": [{"type": "link", "attrs": {"href": ticket.address}}],
    }
    plain = [_paragraph({"type": "text", "text": words}) for words in ticket.paragraphs]
    return {"type": "doc", "version": 1, "content": [*plain, _paragraph(link)]}


def _paragraph(content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "content": [content]}
