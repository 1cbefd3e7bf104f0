"""Action items: closed in time, late, or still open after their due day."""

from clarion.numbers.figure import Became, Dot, Figure, Period
from clarion.postmortems.action_items import ActionItem, ItemState

ON_TIME, LATE, OVERDUE = "on time", "late", "open and overdue"
DEFINITION = (
    "Action items by the month of their due day. On time: closed on that day or before. Late: closed after it. Each closed one"
    " has a dot, the days after its due day (below nought: before it). Dropped ones and those that are not due yet count"
    " neither way; a due day that was moved counts as it stands."
)


def figure(period: Period) -> Figure:
    items = ActionItem.objects.filter(due_on__gte=period.since.date()).exclude(state=ItemState.DROPPED)
    if period.severity:
        items = items.filter(postmortem__severity=period.severity)
    dots, became, today = [], [], period.at.date()
    rows = items.order_by("due_on", "pk").values_list(
        "pk", "due_on", "closed_at", "state", "postmortem__severity"
    )
    for pk, due, closed, state, severity in rows.iterator():
        if due is None:
            continue
        month = due.replace(day=1)
        if state == ItemState.DONE and closed:
            late = (closed.date() - due).days
            if month <= today.replace(day=1):
                dots.append(Dot(month, severity, float(late), f"AI-{pk}"))
                became.append(Became(month, severity, LATE if late > 0 else ON_TIME))
        elif due < today:
            became.append(Became(month, severity, OVERDUE))
    return Figure(
        "action_items",
        "Action items closed in time",
        "days",
        DEFINITION,
        tuple(dots),
        (ON_TIME, LATE, OVERDUE),
        tuple(became),
    )
