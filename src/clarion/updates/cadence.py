"""Cadence: how long an audience may wait for the next update, by severity and state, in minutes.

Values only: the table as shipped, and what follows from a table. Which one holds in this workspace is kept in
`cadence_settings.py`. Sources of the shipped one: PagerDuty's and GitLab's incident response guides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from clarion.incidents.states import Severity, State
from clarion.updates.audiences import EXTERNAL_AUDIENCES, Audience

#: The states in which something is owed.
LIVE = (State.INVESTIGATING, State.IDENTIFIED, State.MONITORING)

_EXTERNAL = {
    Severity.SEV1: (15, 20, 30),
    Severity.SEV2: (20, 30, 60),
    Severity.SEV3: (30, 60, 60),
    Severity.SEV4: (60, 120, 240),
}
_BY_SEVERITY: dict[str, tuple[int | None, int | None, int | None, int | None]] = {
    "engineering": (10, 20, 30, 60),
    # Leaders are told in the worst incidents; in others when there is something to decide.
    "leadership": (30, None, None, None),
    # Partners and support explain what the public hears: None means as often as the public page.
    "partners": (None, None, None, None),
    "support": (None, None, None, None),
    # From declaring to the first public acknowledgement.
    "first_acknowledgement": (5, 5, None, None),
}
#: Cell -> minutes as shipped; None sets no time. A cell is named after what it governs: "public.SEV1.identified".
SHIPPED: Mapping[str, int | None] = {
    **{
        f"public.{severity}.{state}": minutes
        for severity, row in _EXTERNAL.items()
        for state, minutes in zip(LIVE, row, strict=True)
    },
    **{
        f"{line}.{severity}": minutes
        for line, row in _BY_SEVERITY.items()
        for severity, minutes in zip(Severity, row, strict=True)
    },
    "warn_before": 5,
    "escalate_after": 5,
}


@dataclass(frozen=True)
class Cadence:
    """A table: cell -> minutes, every cell of `SHIPPED`. Read once per request or sweep, then handed on."""

    minutes: Mapping[str, int | None]

    def interval(self, severity: str, state: str, audience: str) -> timedelta | None:
        """How soon the next update is due; None once the incident is resolved, and where the table sets no time."""
        if state == State.RESOLVED:
            return None
        public = f"public.{severity}.{state}"
        if audience in EXTERNAL_AUDIENCES:
            return self._span(public)
        own = self._span(f"{audience}.{severity}")
        follows = audience in {Audience.PARTNERS, Audience.SUPPORT}
        return self._span(public) if own is None and follows else own

    def next_update_at(self, severity: str, state: str, audience: str, *, at: datetime) -> datetime | None:
        """The due time to propose: by the table, on a full five minutes so that it reads well, never earlier."""
        wait = self.interval(severity, state, audience)
        return None if wait is None else on_five_minutes(at + wait)

    def first_acknowledgement(self, severity: str) -> timedelta | None:
        """From declaring to the first public acknowledgement."""
        return self._span(f"first_acknowledgement.{severity}")

    @property
    def warn_before(self) -> timedelta | None:
        """Before the due time of a promise; None warns nobody."""
        return self._span("warn_before")

    @property
    def escalate_after(self) -> timedelta | None:
        """After the due time of a promise; None never calls the backup."""
        return self._span("escalate_after")

    def _span(self, cell: str) -> timedelta | None:
        minutes = self.minutes.get(cell)
        return None if minutes is None else timedelta(minutes=minutes)


SHIPPED_CADENCE = Cadence(SHIPPED)


def on_five_minutes(moment: datetime) -> datetime:
    """The moment itself when it is on a full five minutes, else the next that is."""
    rounded = moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)
    return rounded if rounded == moment else rounded + timedelta(minutes=5)
