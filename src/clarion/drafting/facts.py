"""The facts that a template can name, as values, and how each is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

STATUS_SENTENCES = {
    "investigating": "We are investigating the cause",
    "identified": "We have identified the cause and are working on the repair",
    "monitoring": "The repair is in place and we are watching the result",
    "resolved": "This incident is resolved",
}
#: For readers who do not know the codes.
SEVERITY_WORDS = {
    "SEV1": "1 of 4, the highest",
    "SEV2": "2 of 4",
    "SEV3": "3 of 4",
    "SEV4": "4 of 4, the lowest",
}
#: The same of planned work.
PLANNED_SENTENCES = {
    "investigating": "The work is planned and has not begun",
    "identified": "The work is in progress",
    "monitoring": "The work is done and we are checking the result",
    "resolved": "The work is finished",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the record holds at `now`; None or empty means not known. Times are aware, in UTC.

    `impact_then`: the impact as it is told once it is over.
    `names_days`: every time is said with its day, also one of today, because the text is read for longer than a day.
    """

    now: datetime
    reference: str
    title: str
    severity: str
    state: str
    impact: str = ""
    impact_then: str = ""
    services: Sequence[str] = ()
    users_affected: int | None = None
    percent_affected: float | None = None
    regions: Sequence[str] = ()
    cause: str = ""
    cause_confirmed: bool = False
    workaround: str = ""
    started_at: datetime | None = None
    resolved_at: datetime | None = None
    next_update_at: datetime | None = None
    commander: str = ""
    external_questions_go_to: str = ""
    corrected_at: datetime | None = None
    wrong_words: str = ""
    public_words: str = ""
    public_at: datetime | None = None
    public_next_update_at: datetime | None = None
    customer: str = ""
    last_update_at: datetime | None = None
    planned: bool = False
    window: str = ""
    window_before: str = ""
    names_days: bool = False
    # What a post-mortem found; see postmortems/reader_texts.py.
    summary: str = ""
    measures: str = ""
    causes: str = ""
    changes: str = ""
    changes_and_owners: str = ""

    def words(self) -> dict[str, str]:
        """Placeholder -> words; an empty string where the record does not know."""
        return {
            "reference": self.reference,
            "title": _sentence(self.title),
            "severity": self.severity,
            "severity_in_words": SEVERITY_WORDS.get(self.severity, ""),
            "status": (PLANNED_SENTENCES if self.planned else STATUS_SENTENCES).get(self.state, ""),
            "impact": _sentence(self.impact or self.title),
            "impact_then": _sentence(self.impact_then),
            "services": listed(self.services),
            "scope": self._scope(),
            "cause": self.cause.rstrip(".") if self.cause_confirmed else "",
            "workaround": self.workaround.rstrip("."),
            "started": self._clock(self.started_at),
            "ended": self._clock(self.resolved_at if self.state == "resolved" else None),
            "next_update": self._clock(self.next_update_at),
            "commander": self.commander,
            "external_questions_go_to": self.external_questions_go_to,
            "corrected_at": self._clock(self.corrected_at),
            "wrong_words": self.wrong_words.strip(),
            "public_words": in_one_line(self.public_words),
            "public_at": self._clock(self.public_at),
            "public_next_update": self._clock(self.public_next_update_at),
            "customer": self.customer.strip(),
            "last_update": self._clock(self.last_update_at),
            "window": self.window,
            "window_before": self.window_before,
            "summary": self.summary.strip(),
            "measures": self.measures,
            "causes": self.causes,
            "changes": self.changes,
            "changes_and_owners": self.changes_and_owners,
        }

    def _scope(self) -> str:
        parts = []
        if self.percent_affected is not None:
            parts.append(f"{self.percent_affected:g} % of users")
        elif self.users_affected is not None:
            parts.append(f"{self.users_affected:,} users")
        if self.regions:
            where = listed(self.regions)
            parts.append(f"in {where}" if parts else f"users in {where}")
        return " ".join(parts)

    def _clock(self, moment: datetime | None) -> str:
        if moment is None:
            return ""
        return clock_in_words(moment, now=datetime.min.replace(tzinfo=UTC) if self.names_days else self.now)


def clock_in_words(moment: datetime, *, now: datetime) -> str:
    """ "10:40 UTC" today, "10:40 UTC on 3 May" on another day; both are aware."""
    moment = moment.astimezone(UTC)
    clock = f"{moment:%H:%M} UTC"
    same_day = moment.date() == now.astimezone(UTC).date()
    return clock if same_day else f"{clock} on {moment.day} {moment:%B}"


def in_one_line(text: str, longest: int = 600) -> str:
    """A text of several paragraphs as one line to quote; a long one ends after a whole sentence, with "…"."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest]
    return f"{cut[: cut.rfind('. ') + 1] or cut} …"


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _sentence(text: str) -> str:
    return text.strip().rstrip(".")
