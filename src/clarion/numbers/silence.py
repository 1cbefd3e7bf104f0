"""Longest silence: how long readers of an incident heard nothing."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from clarion.numbers.figure import Dot, Figure, Period, month_of
from clarion.numbers.incidents_counted import ended_in
from clarion.updates.audiences import Audience
from clarion.updates.publication import IncidentUpdate

MINUTE = timedelta(minutes=1)
DEFINITION = (
    "The longest time without a public update in an incident of which readers heard: from declaring to the first, between"
    " two, or from the last to the end. It counts in the month in which the incident was resolved."
)


def figure(period: Period) -> Figure:
    incidents = (
        ended_in(period).order_by("resolved_at").values_list("pk", "declared_at", "resolved_at", "severity")
    )
    heard: dict[int, list[datetime]] = defaultdict(list)
    told = IncidentUpdate.objects.filter(audience=Audience.PUBLIC, incident__in=ended_in(period))
    for incident, published in (
        told.order_by("published_at").values_list("incident", "published_at").iterator()
    ):
        heard[incident].append(published)
    dots = tuple(
        Dot(month_of(resolved), severity, _longest(declared, heard[pk], resolved), f"INC-{pk}")
        for pk, declared, resolved, severity in incidents
        if pk in heard and resolved
    )
    return Figure("silence", "Longest silence", "minutes", DEFINITION, dots)


def _longest(declared: datetime, heard: list[datetime], resolved: datetime) -> float:
    """In minutes. What was published after the end breaks no silence."""
    moments = sorted([declared, *(moment for moment in heard if declared < moment < resolved), resolved])
    return max(after - before for before, after in pairwise(moments)) / MINUTE
