"""Corrections: how often an incident's updates said something wrong to readers."""

from django.db.models import Count, Q

from clarion.numbers.figure import Dot, Figure, Period, month_of
from clarion.numbers.incidents_counted import ended_in
from clarion.updates.audiences import EXTERNAL_AUDIENCES, Kind

DEFINITION = (
    "Corrections on the public page and to customers in one incident, in the month in which it was resolved. Only incidents"
    " of which they heard count. Typing errors that were put right quietly are none."
)


def figure(period: Period) -> Figure:
    outside = Q(updates__audience__in=EXTERNAL_AUDIENCES)
    rows = ended_in(period).annotate(
        heard=Count("updates", filter=outside),
        corrected=Count("updates", filter=outside & Q(updates__kind=Kind.CORRECTION)),
    )
    dots = tuple(
        Dot(month_of(resolved), severity, float(corrected), f"INC-{pk}")
        for pk, resolved, severity, corrected in rows.filter(heard__gt=0)
        .order_by("resolved_at")
        .values_list("pk", "resolved_at", "severity", "corrected")
        if resolved
    )
    return Figure("corrections", "Corrections in an incident", "", DEFINITION, dots)
