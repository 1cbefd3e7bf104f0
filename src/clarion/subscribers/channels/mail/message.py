"""A call as an e-mail: plain text, short enough for a telephone at night."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from clarion.accounts.workspace import Workspace
from clarion.subscribers.calls import Call
from clarion.subscribers.wording import wording
from clarion.updates.notices import NoticeKind

WHY = {
    NoticeKind.WARNING: "You are called because you lead the communication.",
    NoticeKind.DUE: "You are called because you lead the communication.",
    NoticeKind.ESCALATION: "You are called as the backup, because nobody has published it yet.",
}

FOR_THE_LEAD = "You are called as the backup, because the communications lead cannot publish any more."


def message_of(call: Call, *, at: datetime) -> EmailMessage:
    """The mail to the person of the notice. Raises ValueError for an address that cannot be written to."""
    words, person = wording(call, at=at), call.notice.person
    incident = call.notice.promise.incident
    assert person is not None, "a call by mail is written for a person"  # noqa: S101
    return EmailMessage(
        subject=f"{words.urgency}: {words.readers}, {incident.reference}{'' if incident.planned else f' {incident.severity}'}",
        body=(
            f"{words.urgency}: {words.readers}, {words.promised}.\n"
            f"{words.incident}\n\n"
            f"Write it: {words.link}\n"
            "If there is nothing new, press “No news yet” there: it says so, with a new promise.\n\n"
            f"{_why(call)}\n"
            f"{words.protocol}\n"
        ),
        to=[person.email],
        headers={
            "Message-ID": _id(f"notice-{call.notice_id}"),
            # All calls about one promise stand together in a mail reader.
            "References": _id(f"promise-{call.notice.promise_id}"),
            "Auto-Submitted": "auto-generated",
        },
    )


def _why(call: Call) -> str:
    kind, incident = NoticeKind(call.notice.kind), call.notice.promise.incident
    leads = call.notice.person_id == incident.communications_lead_id
    return WHY[kind] if leads or kind == NoticeKind.ESCALATION else FOR_THE_LEAD


def _id(name: str) -> str:
    """The same for every attempt; the workspace keeps two installations on one host apart."""
    host = urlsplit(settings.CONSOLE_URL).hostname or "localhost"
    return f"<{name}.{Workspace.current().public_id}@{host}>"
