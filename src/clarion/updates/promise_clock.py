"""The promise clock: write down which promises are missed, and call who must know. The sweep asks it every few seconds."""

from datetime import datetime

from clarion.incidents.incident import Incident
from clarion.updates.audiences import Audience
from clarion.updates.cadence import ESCALATE_AFTER, WARN_BEFORE, next_update_at
from clarion.updates.notices import Notice, NoticeKind
from clarion.updates.promises import Outcome, Promise, make_promise

#: Who is owed the first word whether or not anything was promised to them; the public has a clock of its own.
OWED_FROM_THE_START = (Audience.ENGINEERING, Audience.LEADERSHIP)


def start_missing_clocks(incident: Incident, *, at: datetime) -> None:
    """Owe the first word to those whom the severity asks to be told and to whom nothing is promised."""
    for audience in OWED_FROM_THE_START:
        due = next_update_at(incident.severity, incident.state, audience, at=at)
        if due and not Promise.objects.owed().filter(incident=incident, audience=audience).exists():
            make_promise(incident, audience, due_at=due, at=at)


def mark_and_call(*, at: datetime) -> int:
    """Write down which open promises are missed at `at` and call who must know; how many notices were made.

    Idempotent: a notice of one kind for one promise exists once (a constraint of the database), so two
    sweeps at once, a repeated task or a restart call nobody twice.
    """
    due = Promise.objects.filter(closed_at=None, due_at__lte=at + WARN_BEFORE).select_related("incident")
    calls = 0
    for promise in due:
        if promise.due_at < at and promise.outcome == Outcome.OPEN:
            Promise.objects.filter(pk=promise.pk, outcome=Outcome.OPEN, closed_at=None).update(
                outcome=Outcome.MISSED
            )
        calls += sum(call(promise, kind, at=at) for kind in notices_due(promise, at=at))
    return calls


def notices_due(promise: Promise, *, at: datetime) -> list[NoticeKind]:
    """Which notices the clock owes by now; a warning is pointless once the due time has passed."""
    if at < promise.due_at:
        return [NoticeKind.WARNING] if at >= promise.due_at - WARN_BEFORE else []
    if at < promise.due_at + ESCALATE_AFTER:
        return [NoticeKind.DUE]
    return [NoticeKind.DUE, NoticeKind.ESCALATION]


def call(promise: Promise, kind: NoticeKind, *, at: datetime) -> bool:
    """Call the communications lead, or the backup when it escalates; False when that was done before."""
    incident = promise.incident
    person = incident.backup if kind == NoticeKind.ESCALATION else incident.communications_lead
    _, is_new = Notice.objects.get_or_create(
        promise=promise, kind=kind, defaults={"person": person, "at": at}
    )
    return is_new
