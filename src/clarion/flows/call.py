"""Call who must know: promises that are missed, notices, and the calls by mail and chat that carry them."""

from datetime import datetime

from django.db import transaction

from clarion.subscribers.calls import write_calls
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.clock_entries import record_escalated
from clarion.updates.notices import NoticeKind
from clarion.updates.promise_clock import STEP, mark_missed, notices_owed, write_notices
from clarion.updates.promises import PromiseQuerySet


def mark_and_call(*, at: datetime) -> int:
    """Write down what time has decided by `at`, and whom it calls; how many notices were made. Sends nothing itself."""
    while mark_missed(at=at) == STEP:
        pass
    return sum(_call_all(kind, owing, at=at) for kind, owing in notices_owed(current_cadence(), at=at))


def _call_all(kind: NoticeKind, owing: PromiseQuerySet, *, at: datetime) -> int:
    made, step = 0, STEP
    while step == STEP:
        step = _call_some(kind, owing, at=at)
        made += step
    return made


@transaction.atomic
def _call_some(kind: NoticeKind, owing: PromiseQuerySet, *, at: datetime) -> int:
    """A notice is never without its calls and its line in the timeline: all are written, or none."""
    notices = write_notices(kind, owing, at=at)
    write_calls(notices, at=at)
    if kind == NoticeKind.ESCALATION and notices:
        record_escalated(notices, at=at)
    return len(notices)
