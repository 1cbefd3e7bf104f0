"""The ledger of promises: of one incident, and over time without any person's name."""

from datetime import datetime, timedelta

from pydantic import Field

from clarion.api.fields import Answer
from clarion.incidents.states import Severity
from clarion.updates.audiences import Audience
from clarion.updates.ledger import LedgerLine, MonthOfSeverity
from clarion.updates.promises import Outcome

MINUTE = timedelta(minutes=1)


class LedgerLineAnswer(Answer):
    audience: Audience
    promised_at: datetime
    due_at: datetime
    outcome: Outcome = Field(description="What time has decided by now.")
    standing: bool = Field(description="It is still owed.")
    minutes_late: float | None = Field(
        description="How late it was kept, or is by now; null when it was kept, ended, or never made up for."
    )

    @classmethod
    def of(cls, line: LedgerLine) -> "LedgerLineAnswer":
        late = line.late_by
        return cls(
            audience=line.audience, promised_at=line.promised_at, due_at=line.due_at, outcome=line.outcome,
            standing=line.standing, minutes_late=None if late is None else round(late / MINUTE, 1),
        )  # fmt: skip


class LedgerAnswer(Answer):
    summary: str = Field(description="In words: “6 kept, 1 late, 2 open”.")
    lines: list[LedgerLineAnswer]


class MonthAnswer(Answer):
    """A month, that of the due time, and a severity. What is not due yet, or ended before it was, counts nowhere."""

    month: str = Field(description="For example 2026-03.")
    severity: Severity
    kept: int
    late: int = Field(description="Made up for afterwards.")
    missed: int
    median_minutes_late: float | None
    p90_minutes_late: float | None
    longest_silence_minutes: float | None = Field(
        description="The longest time without a public update, in an incident that readers came to know of."
    )

    @classmethod
    def of(cls, entry: MonthOfSeverity) -> "MonthAnswer":
        return cls(
            month=f"{entry.month:%Y-%m}", severity=Severity(entry.severity),
            kept=entry.kept, late=entry.late, missed=entry.missed,
            median_minutes_late=_rounded(entry.median_lateness), p90_minutes_late=_rounded(entry.p90_lateness),
            longest_silence_minutes=_rounded(entry.silence),
        )  # fmt: skip


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 1)
