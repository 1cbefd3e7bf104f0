"""Approval time: how long a finished text waited for its yes."""

from datetime import timedelta

from clarion.numbers.figure import Dot, Figure, Period, month_of
from clarion.updates.audiences import EXTERNAL_AUDIENCES
from clarion.updates.publication import IncidentUpdate

MINUTE = timedelta(minutes=1)
DEFINITION = (
    "From the last change of a text that left the company to the approval with which it was published; each update has a dot,"
    " in the month in which it was published. Texts of planned work are left out."
)


def figure(period: Period) -> Figure:
    updates = IncidentUpdate.objects.filter(
        audience__in=EXTERNAL_AUDIENCES, approval__isnull=False, draft__isnull=False, incident__planned=False,
        incident__source_key=None, published_at__gte=period.since, published_at__lte=period.at,
    )  # fmt: skip
    if period.severity:
        updates = updates.filter(severity=period.severity)
    rows = updates.order_by("published_at").values_list(
        "published_at", "severity", "draft__edited_at", "approval__at", "incident"
    )
    dots = tuple(
        Dot(month_of(published), severity, max(0.0, (approved - edited) / MINUTE), f"INC-{incident}")
        for published, severity, edited, approved, incident in rows.iterator()
    )
    return Figure("approval", "Approval time", "minutes", DEFINITION, dots)
