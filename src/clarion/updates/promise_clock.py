"""The promise clock: write down which promises are missed, and whom it owes a notice. The sweep asks it every few seconds.

In steps of at most a given number, each in a transaction of its own: thousands may be due in one minute, and whoever
publishes meanwhile must not wait for all of them. A promise that somebody is settling at this moment is left to the
next sweep.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from clarion.incidents.incident import Incident
from clarion.updates.audiences import Audience
from clarion.updates.cadence import Cadence
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.clock_entries import record_missed
from clarion.updates.notices import Notice, NoticeKind
from clarion.updates.promises import Outcome, Promise, PromiseQuerySet, make_promise
from clarion.updates.publication import latest_update
from clarion.updates.who_is_called import called_for

#: Who inside is owed the first word whether or not anything was promised to them.
OWED_FROM_THE_START = (Audience.ENGINEERING, Audience.LEADERSHIP)
#: Promises in one transaction: about a sixth of a second on SQLite, where it keeps others from writing.
STEP = 1000


def start_missing_clocks(incident: Incident, *, at: datetime, cadence: Cadence | None = None) -> None:
    """Owe an update to those whom the severity asks to be told and to whom nothing is promised.

    Asked when an incident is declared, when its severity changes, and when it comes back. `cadence` None reads the
    table of the workspace. Planned work owes nothing by the table: its window says when readers hear (see
    `planned_work.py`).
    """
    if incident.planned:
        return
    table = cadence or current_cadence()
    owed = set(incident.promises.owed().values_list("audience", flat=True))
    due = {
        audience: table.next_update_at(incident.severity, incident.state, audience, at=at)
        for audience in OWED_FROM_THE_START
    }
    due[Audience.PUBLIC] = _public_word_due(incident, table, at=at)
    if incident.drill:  # its script says who waits for word, and has promised it to them at the start
        waiting = set(incident.promises.values_list("audience", flat=True))
        due = {audience: moment for audience, moment in due.items() if audience in waiting}
    for audience, moment in due.items():
        if moment and audience not in owed:
            make_promise(incident, audience, due_at=moment, at=at)


def _public_word_due(incident: Incident, table: Cadence, *, at: datetime) -> datetime | None:
    """The first word within minutes where readers heard nothing; else the next one by the table."""
    if latest_update(incident, Audience.PUBLIC):
        return table.next_update_at(incident.severity, incident.state, Audience.PUBLIC, at=at)
    wait = table.first_acknowledgement(incident.severity)
    return at + wait if wait else None


@transaction.atomic
def mark_missed(*, at: datetime, among: PromiseQuerySet | None = None, at_most: int = STEP) -> int:
    """Write down which open promises are missed at `at`, the oldest first, here and in the timeline; how many were.

    `among` None: of all real incidents. Those of a drill have a clock of their own.
    """
    asked = Promise.objects.all() if among is None else among
    passed = asked.filter(outcome=Outcome.OPEN, closed_at=None, due_at__lt=at)
    found = list(_locked(passed)[:at_most])
    if not found:
        return 0
    record_missed(found, at=at)
    return asked.filter(pk__in=[each.pk for each in found]).update(outcome=Outcome.MISSED)


def notices_owed(cadence: Cadence, *, at: datetime) -> Iterator[tuple[NoticeKind, PromiseQuerySet]]:
    """Kind of notice, and the standing promises that owe it by now; a warning is pointless once the due time has passed."""
    standing = Promise.objects.filter(closed_at=None)
    if cadence.warn_before:
        yield NoticeKind.WARNING, standing.filter(due_at__gt=at, due_at__lte=at + cadence.warn_before)
    yield NoticeKind.DUE, standing.filter(due_at__lte=at)
    if cadence.escalate_after:
        yield NoticeKind.ESCALATION, standing.filter(due_at__lte=at - cadence.escalate_after)


def write_notices(
    kind: NoticeKind, owing: PromiseQuerySet, *, at: datetime, at_most: int = STEP
) -> list[Notice]:
    """The notices that were new, at most so many; call it in a transaction, with what follows from them.

    Idempotent: a notice of one kind for one promise exists once (a constraint of the database), so two sweeps at
    once, a repeated task or a restart call nobody twice. It names whoever holds the role now (see `who_is_called.py`).
    """
    lacking = owing.exclude(Exists(Notice.objects.filter(promise=OuterRef("pk"), kind=kind)))
    called = called_for(kind, incident="incident")
    found = [
        (each.pk, each.called)  # type: ignore[attr-defined]
        for each in _locked(lacking.annotate(called=called))[:at_most]
    ]
    if not found:
        return []
    Notice.objects.bulk_create(
        [Notice(promise_id=promise, kind=kind, person_id=person, at=at) for promise, person in found],
        ignore_conflicts=True,
    )
    # Asked again, because an ignored conflict leaves no trace: what another sweep wrote bears another time.
    written = Notice.objects.filter(kind=kind, at=at, promise__in=[promise for promise, _ in found])
    return list(written.order_by("pk"))


def _locked(promises: PromiseQuerySet) -> PromiseQuerySet:
    """With their incidents, in the order in which a publication locks them: a line of the timeline asks for the incident
    at the commit, and two who wait for each other are a deadlock. What somebody works on is left to the next sweep.
    """
    together = promises.select_related("incident").order_by("due_at", "pk")
    return together.select_for_update(skip_locked=True, of=("self", "incident"))
