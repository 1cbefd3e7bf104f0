"""Promises of a next update: kept, late, missed; and how late the late ones were."""

from datetime import timedelta

from clarion.numbers.figure import Became, Dot, Figure, Period, month_of
from clarion.updates.promises import Outcome, Promise

MINUTE = timedelta(minutes=1)
KEPT, LATE, MISSED = "kept", "late", "missed"
#: What is still open in a period that is over has not come.
WORDS: dict[str, str] = {
    str(outcome): word
    for outcome, word in (
        (Outcome.KEPT, KEPT),
        (Outcome.LATE, LATE),
        (Outcome.MISSED, MISSED),
        (Outcome.OPEN, MISSED),
    )
}
DEFINITION = (
    "Promises to all audiences, in the month in which they fell due. Kept: the update came in time. Late: it came after the"
    " due time; each has a dot, how late it was. Missed: it has not come. What ended with its incident before it"
    " was due counts neither way."
)


def figure(period: Period) -> Figure:
    promises = Promise.objects.counted().filter(due_at__gte=period.since, due_at__lte=period.at)
    if period.severity:
        promises = promises.filter(incident__severity=period.severity)
    became, dots = [], []
    rows = promises.order_by("due_at").values_list(
        "due_at", "closed_at", "outcome", "incident__severity", "incident"
    )
    for due, closed, outcome, severity, incident in rows.iterator():
        word = WORDS.get(outcome)
        if word:
            became.append(Became(month_of(due), severity, word))
        if word == LATE and closed:
            dots.append(Dot(month_of(due), severity, (closed - due) / MINUTE, f"INC-{incident}"))
    return Figure(
        "promises",
        "Promises kept, late, missed",
        "minutes",
        DEFINITION,
        tuple(dots),
        (KEPT, LATE, MISSED),
        tuple(became),
    )
