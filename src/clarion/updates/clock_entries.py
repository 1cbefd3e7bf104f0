"""What the promise clock writes into the timeline: promises that were missed and promises that were escalated.

In bulk, because thousands may be due in one minute. Each is written in the transaction of the step that it tells of,
so that there is one line per promise and step, also after a kill or by two sweeps at once. Warnings and calls in time
are no news of the incident.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from clarion.incidents.timeline import KIND_OF_SOURCE, Entry, Source
from clarion.updates.notices import Notice

if TYPE_CHECKING:
    from clarion.updates.promises import Promise


def record_missed(promises: Iterable["Promise"], *, at: datetime) -> None:
    """It happened when the promise was due, whenever the clock came to write it down."""
    lines = (_line(each, f"{_owed(each)} did not come", occurred_at=each.due_at, at=at) for each in promises)
    Entry.objects.bulk_create(lines)


def record_escalated(notices: Iterable[Notice], *, at: datetime) -> None:
    found = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    Entry.objects.bulk_create(
        _line(
            notice.promise,
            f"{_owed(notice.promise)} is overdue; {notice.person or 'everybody'} is called",
            occurred_at=at,
            at=at,
        )
        for notice in found.select_related("promise", "person").order_by("pk")
    )


def _owed(promise: "Promise") -> str:
    return f"{promise.get_audience_display()}: the update due by {promise.due_at:%H:%M} UTC"


def _line(promise: "Promise", text: str, *, occurred_at: datetime, at: datetime) -> Entry:
    return Entry(
        incident_id=promise.incident_id, occurred_at=occurred_at, recorded_at=at, text=text,
        source=Source.CLOCK, kind=KIND_OF_SOURCE[Source.CLOCK],
    )  # fmt: skip
