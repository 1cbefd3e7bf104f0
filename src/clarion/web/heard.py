"""What came into the timeline while somebody writes: how much, and the newest line of it.

In a drill these are its alerts, customers and leaders, in an incident whatever others did; whoever writes is told of them
without leaving the text.
"""

from typing import NamedTuple

from django.db.models import Max

from clarion.accounts.people import Person
from clarion.incidents.incident import Incident
from clarion.incidents.timeline import Entry, Source

#: Lines of what the composer says itself: who approved or published, and which promise has passed.
TOLD_ANYWAY = (Source.UPDATE, Source.CLOCK)


class Heard(NamedTuple):
    """`newest` is the key of the newest entry, by whomever; `number` and `latest` are about those of others."""

    newest: int
    number: int = 0
    latest: Entry | None = None


def newest_entry(incident: Incident) -> int:
    """Its key; 0 while there is none."""
    return incident.entries.aggregate(newest=Max("pk"))["newest"] or 0


def heard_since(opened: int, incident: Incident, *, by: Person, newest: int) -> Heard:
    """What others wrote, or what came in, after the entry with the key `opened` and until `newest`."""
    lines = incident.entries.current().filter(pk__gt=opened, pk__lte=newest)
    lines = lines.exclude(by=by).exclude(source__in=TOLD_ANYWAY)
    latest = lines.order_by("-pk").first()
    return Heard(newest, lines.count() if latest else 0, latest)
