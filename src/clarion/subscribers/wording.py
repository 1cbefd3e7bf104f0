"""What every call says, by whatever way: which incident, to whom something is owed, by when, where to write it, who answers outside."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from clarion.accounts.workspace import Workspace
from clarion.incidents.incident import Incident
from clarion.review.reading.durations import A_MINUTE
from clarion.subscribers.calls import Call
from clarion.updates.audiences import Audience
from clarion.updates.notices import NoticeKind
from clarion.updates.time_words import duration_words


@dataclass(frozen=True)
class Wording:
    """The words of one call, ready for any channel; `urgency` begins a sentence or a subject."""

    urgency: str
    readers: str
    promised: str
    incident: str
    link: str
    protocol: str


READERS = {
    Audience.ENGINEERING: "engineering",
    Audience.PARTNERS: "partners",
    Audience.SUPPORT: "support",
    Audience.LEADERSHIP: "leadership",
    Audience.PUBLIC: "the public page",
    Audience.CUSTOMER: "customers",
}


def wording(call: Call, *, at: datetime) -> Wording:
    promise = call.notice.promise
    incident = promise.incident
    contact = incident.communications_lead or Workspace.current().external_questions_go_to
    readers = READERS[Audience(promise.audience)]
    return Wording(
        urgency=_urgency(call, at=at),
        readers=f"word for {readers} that the work {_turn(incident)}"
        if incident.planned
        else f"update for {readers}",
        promised=f"planned for {promise.due_at:%H:%M} UTC"
        if incident.planned
        else f"promised by {promise.due_at:%H:%M} UTC",
        incident=f"{incident.reference} ({_what(incident)}, {incident.state_label.lower()}) {incident.title}",
        link=f"{settings.CONSOLE_URL}/incidents/{incident.reference}/",
        protocol=f"External questions go to {contact} only.",
    )


def _turn(incident: Incident) -> str:
    return "begins" if incident.is_ahead else "is finished"


def _what(incident: Incident) -> str:
    return "planned work" if incident.planned else incident.severity


def _urgency(call: Call, *, at: datetime) -> str:
    promise = call.notice.promise
    if call.notice.kind == NoticeKind.WARNING:
        return f"Due at {promise.due_at:%H:%M} UTC"
    late = at - promise.due_at
    return f"{duration_words(late)} overdue" if late >= A_MINUTE else "Due now"
