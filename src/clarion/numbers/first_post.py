"""Time to first post: how long readers waited for the first public word."""

from datetime import timedelta

from django.db.models import Min, Q

from clarion.numbers.figure import Dot, Figure, Period, month_of
from clarion.numbers.incidents_counted import declared_in
from clarion.updates.audiences import Audience

MINUTE = timedelta(minutes=1)
DEFINITION = (
    "From declaring an incident to its first update on the public page; an incident counts in the month in which it was"
    " declared. An incident of which readers never heard has no dot."
)


def figure(period: Period) -> Figure:
    first = Min("updates__published_at", filter=Q(updates__audience=Audience.PUBLIC))
    rows = declared_in(period).annotate(first=first).filter(first__isnull=False)
    dots = tuple(
        Dot(month_of(declared), severity, max(0.0, (published - declared) / MINUTE), f"INC-{pk}")
        for pk, declared, severity, published in rows.order_by("declared_at").values_list(
            "pk", "declared_at", "severity", "first"
        )
    )
    return Figure("first_post", "Time to first post", "minutes", DEFINITION, dots)
