"""Importer for cState (https://github.com/cstate/cstate): one Markdown file with front matter is one incident.

The body tells the newest message first, below headings such as [Final Message], [Update], [Initial Message].
Only the first and the last message have times: `date` and `resolvedWhen`. A message between them gets the
time of the one before it: the file does not say more, and it cannot have been earlier.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Literal

from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake.fields import BadField, read_choice, read_moment, read_text
from clarion.intake.front_matter import BadFrontMatter, Entry, split_front_matter
from clarion.intake.history import Complaint, ParsedFile, PastIncident, PastUpdate, decode

SOURCE = "cstate"
LONGEST_TITLE = 200
LONGEST_NAME = 120
LONGEST_TEXT = 50_000

type Part = Literal["initial", "update", "final"]
PARTS: Mapping[str, Part] = {"initial": "initial", "update": "update", "final": "final"}

#: Severity in the file -> ours, and what the affected services had meanwhile.
SEVERITIES = {
    "down": (Severity.SEV2, ServiceStatus.MAJOR_OUTAGE),
    "disrupted": (Severity.SEV3, ServiceStatus.PARTIAL_OUTAGE),
    "notice": (Severity.SEV4, ServiceStatus.OPERATIONAL),
}
#: An informational entry announces something; it counts as no disruption, whatever its severity.
INFORMATIONAL = (Severity.SEV4, ServiceStatus.OPERATIONAL)
BOOLEANS = {"true": True, "false": False}
KNOWN = frozenset(
    {
        "title",
        "date",
        "resolved",
        "resolvedWhen",
        "severity",
        "affected",
        "section",
        "informational",
        "pin",
        "draft",
    }
)

# The end of a comment that nobody opened is what a template left behind when its headings were put to use.
_HEADING = re.compile(
    r"[ \t]*(?:\[(initial|final) message\]|\[(update)\]|(initial|final) message:)[ \t]*(?:-->)?[ \t]*",
    re.IGNORECASE,
)
# What stands in a comment was never on the page; a comment that is not closed hides the rest.
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass
class _Front:
    """The entries of one file; what is wrong with them is collected, so that all of it is told at once."""

    file: str
    entries: Mapping[str, Entry]
    complaints: list[Complaint] = field(default_factory=list)

    def complain(self, key: str, problem: str, *, breaks: bool = True) -> None:
        line = self.entries[key].line if key in self.entries else 1
        self.complaints.append(Complaint(self.file, line, problem, breaks))

    def value(self, key: str) -> str | list[str] | None:
        """None where the key is missing or has no value."""
        return (self.entries[key].value if key in self.entries else None) or None


def parse(raw: bytes, file: str) -> ParsedFile:
    """Read one file: its incident, or nothing and complaints that say why."""
    text = decode(raw, file)
    if isinstance(text, Complaint):
        return ParsedFile((), (text,))
    try:
        entries, body = split_front_matter(text.replace("\r\n", "\n"))
    except BadFrontMatter as error:
        return ParsedFile((), (Complaint(file, error.line, str(error)),))
    front = _Front(file, entries)
    if front.value("draft") and _flag(front, "draft"):
        front.complain("draft", "is a draft, which readers never saw; it was left out", breaks=False)
        return ParsedFile((), tuple(front.complaints))
    incident = _incident(front, body)
    broken = incident is None or any(complaint.breaks for complaint in front.complaints)
    return ParsedFile((incident,) if incident and not broken else (), tuple(front.complaints))


def _incident(front: _Front, body: str) -> PastIncident | None:
    for key in front.entries.keys() - KNOWN:
        front.complain(key, f"“{key}” is not known and was left out", breaks=False)
    title, started_at = _title(front), _moment(front, "date")
    resolved, severity = _flag(front, "resolved"), _severity(front)
    services, messages = _affected(front), _messages(front, body)
    if title is None or started_at is None or resolved is None or severity is None or not messages:
        return None
    resolved_at = _end(front, started_at) if resolved else None
    name = PurePath(front.file).stem
    return PastIncident(
        key=f"{SOURCE}:{name}",
        origin=f"cState file {PurePath(front.file).name}",
        title=title,
        severity=severity[0],
        status=severity[1],
        services=services,
        started_at=started_at,
        resolved_at=resolved_at,
        updates=tuple(_updates(messages, started_at=started_at, resolved_at=resolved_at)),
        path=f"/issues/{name}/",
    )


def _title(front: _Front) -> str | None:
    try:
        return read_text(front.value("title"), "title", limit=LONGEST_TITLE)
    except BadField as error:
        front.complain("title", str(error))
        return None


def _moment(front: _Front, key: str) -> datetime | None:
    try:
        return read_moment(front.value(key), key)
    except BadField as error:
        front.complain(key, str(error))
        return None


def _flag(front: _Front, key: str) -> bool | None:
    """None when it is neither true nor false, or missing."""
    try:
        return read_choice(front.value(key), key, BOOLEANS)
    except BadField as error:
        front.complain(key, str(error))
        return None


def _severity(front: _Front) -> tuple[Severity, ServiceStatus] | None:
    if front.value("informational") and _flag(front, "informational"):
        return INFORMATIONAL
    try:
        return read_choice(front.value("severity"), "severity", SEVERITIES)
    except BadField as error:
        front.complain("severity", str(error))
        return None


def _affected(front: _Front) -> tuple[str, ...]:
    names = front.value("affected") or []
    if isinstance(names, str):
        front.complain("affected", "affected: must be a list; write one `- name` line per service")
        return ()
    try:
        return tuple(dict.fromkeys(read_text(name, "affected", limit=LONGEST_NAME) for name in names))
    except BadField as error:
        front.complain("affected", str(error))
        return ()


def _end(front: _Front, started_at: datetime) -> datetime:
    """The moment it was resolved. Where that is missing or before the start, nobody knows: the start stands in."""
    if front.value("resolvedWhen") is None:
        front.complain(
            "resolved", "resolved without resolvedWhen; the time of its start was taken", breaks=False
        )
        return started_at
    resolved_at = _moment(front, "resolvedWhen")
    if resolved_at is not None and resolved_at < started_at:
        front.complain(
            "resolvedWhen", "resolvedWhen is before date; the time of its start was taken", breaks=False
        )
    return max(resolved_at or started_at, started_at)


def _messages(front: _Front, body: str) -> list[tuple[Part, str]]:
    """The messages, oldest first; text below no heading is the first message."""
    try:
        visible = _HIDDEN.sub("", read_text(body, "body", limit=LONGEST_TEXT))
    except BadField as error:
        front.complain("body", str(error))
        return []
    parts: list[tuple[Part, list[str]]] = [("initial", [])]
    for line in visible.split("\n"):
        if heading := _HEADING.fullmatch(line):
            parts.append((PARTS[(heading[1] or heading[2] or heading[3]).lower()], []))
        else:
            parts[-1][1].append(line)
    messages = [(part, "\n".join(lines).strip()) for part, lines in reversed(parts)]
    told = [(part, text) for part, text in messages if text]
    if not told:
        front.complain("body", "no message below the front matter; write what readers were told")
    return told


def _updates(
    messages: list[tuple[Part, str]], *, started_at: datetime, resolved_at: datetime | None
) -> Iterator[PastUpdate]:
    *before, (last, text) = messages
    for _, earlier in before:
        yield PastUpdate(started_at, State.INVESTIGATING, earlier)
    if resolved_at is not None and last == "final":
        yield PastUpdate(resolved_at, State.RESOLVED, text)
        return
    yield PastUpdate(started_at, State.INVESTIGATING, text)
    if resolved_at is not None:
        # Its last message does not close it, the front matter does, and cState shows that to readers.
        yield PastUpdate(resolved_at, State.RESOLVED, "Resolved.")
