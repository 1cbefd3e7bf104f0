"""An update as a mail and as a chat message: the words around the text, the same in preview and in what is sent.

A subject says what, how it stands and how bad it is for colleagues; readers outside, partners with a page among them, are not told a severity. That of a correction
says first that it is one, and so do texts that look back.
"""

import re
from typing import NamedTuple, Protocol

from clarion.incidents.incident import Incident
from clarion.incidents.states import state_label
from clarion.updates.audiences import Kind
from clarion.updates.leaving import leaves_the_company
from clarion.updates.published_text import published_text

#: The longest line of a subject that mail programs show whole on a phone is shorter; this one bounds headers.
LONGEST_SUBJECT = 140


class Worded(Protocol):
    """What a draft and a published update have in common."""

    incident: Incident
    audience: str
    kind: str
    state: str
    text: str


class Words(NamedTuple):
    """The words of a subject in the reader's language; `title` empty: the incident's. `correction` goes around the rest,
    `postmortem` and `rca` around the title alone.
    """

    state: str
    correction: str = "Correction: %(title)s"
    title: str = ""
    postmortem: str = "Post-mortem: %(title)s"
    rca: str = "Executive RCA: %(title)s"


class Mail(NamedTuple):
    subject: str
    text: str


def mail_of(worded: Worded, words: Words | None = None) -> Mail:
    """Subject and text, without greeting or footer: those belong to whoever is written to. `words` None: in English."""
    return Mail(_on_one_line(_headline(worded, words)), published_text(worded.text).strip() + "\n")


def chat_of(worded: Worded) -> str:
    """Headline in bold, then the text, in the small markup that chats share (*bold*, plain links)."""
    text = published_text(worded.text).strip()
    text = re.sub(r"\*\*(.+?)\*\*", r"*\1*", text)
    text = re.sub(r"\[([^\]\n]+)\]\((https?://[^)\s]+)\)", r"\1 (\2)", text)
    return f"*{_on_one_line(_headline(worded))}*\n{text}\n"


def _headline(worded: Worded, words: Words | None = None) -> str:
    incident = worded.incident
    words = words or Words(state_label(worded.state, planned=incident.planned).lower())
    title = words.title or incident.title
    said = f"{title} ({words.state})"
    if worded.kind == Kind.POSTMORTEM:
        said = words.postmortem % {"title": title}
    if worded.kind == Kind.RCA:
        said = words.rca % {"title": title}
    if worded.kind == Kind.CORRECTION:
        said = words.correction % {"title": said}
    if leaves_the_company(worded.audience):
        return said
    if incident.planned:
        return f"Planned work {incident.reference}: {said}"
    return f"{incident.severity} {incident.reference}: {said}"


def _on_one_line(words: str) -> str:
    """No line break can come into a header; what is too long ends in an ellipsis."""
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_SUBJECT else f"{words[: LONGEST_SUBJECT - 1]}…"
