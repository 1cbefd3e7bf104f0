"""The ledger: what was promised, and what became of it. For one incident, and over time without any person's name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from clarion.incidents.incident import Incident
from clarion.updates.audiences import Audience
from clarion.updates.promises import Outcome, Promise
from clarion.updates.publication import IncidentUpdate

SUMMED = (Outcome.KEPT, Outcome.LATE, Outcome.MISSED, Outcome.ENDED, Outcome.OPEN)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class LedgerLine:
    """One promise. `late_by` is how late it was kept, or is by now; None when it was kept, ended, or never made up for."""

    audience: Audience
    promised_at: datetime
    due_at: datetime
    outcome: Outcome
    standing: bool
    late_by: timedelta | None


def ledger_of(incident: Incident, *, at: datetime) -> list[LedgerLine]:
    """The incident's promises, by audience and in the order in which they fell due."""
    promises = incident.promises.order_by("due_at", "pk")
    order = list(Audience)
    return sorted(
        (_line(promise, at=at) for promise in promises), key=lambda line: order.index(line.audience)
    )


def summary_of(lines: Sequence[LedgerLine]) -> str:
    """ "6 kept, 1 late, 2 open"; outcomes that did not occur are left out."""
    counts = Counter(line.outcome for line in lines)
    return ", ".join(f"{counts[outcome]} {outcome.label.lower()}" for outcome in SUMMED if counts[outcome])


def _line(promise: Promise, *, at: datetime) -> LedgerLine:
    standing = promise.closed_at is None
    # What time has decided counts, whether or not the sweep has written it down yet.
    outcome = Outcome.MISSED if promise.is_late(at) else Outcome(promise.outcome)
    end = promise.closed_at if outcome == Outcome.LATE else at if standing else None
    late = end - promise.due_at if end and outcome in {Outcome.LATE, Outcome.MISSED} else None
    return LedgerLine(Audience(promise.audience), promise.made_at, promise.due_at, outcome, standing, late)


@dataclass
class MonthOfSeverity:
    """Counts of one month (of the due time) and severity; minutes of lateness are those of the late ones."""

    month: date
    severity: str
    kept: int = 0
    late: int = 0
    missed: int = 0
    lateness: list[float] = field(default_factory=list)
    silence: float | None = None
    """Minutes: the longest time without a public update in an incident that readers came to know of, ended in this month."""

    @property
    def total(self) -> int:
        return self.kept + self.late + self.missed

    @property
    def median_lateness(self) -> float | None:
        return percentile(self.lateness, 50)

    @property
    def p90_lateness(self) -> float | None:
        return percentile(self.lateness, 90)


def statistics(*, at: datetime, since: datetime | None = None, audience: str = "") -> list[MonthOfSeverity]:
    """Months, the newest first, and severities. `audience` empty counts promises to all of them.

    A promise counts in the month in which it fell due: kept, late (made up for afterwards), or missed (never, or not
    yet). What ended with its incident before it was due, and what is not due yet, counts nowhere.
    """
    months: dict[tuple[date, str], MonthOfSeverity] = {}

    def cell(moment: datetime, severity: str) -> MonthOfSeverity:
        month = moment.astimezone(UTC).date().replace(day=1)
        return months.setdefault((month, severity), MonthOfSeverity(month, severity))

    promises = Promise.objects.counted()
    if since:
        promises = promises.filter(due_at__gte=since)
    if audience:
        promises = promises.filter(audience=audience)
    rows = promises.values_list("due_at", "closed_at", "outcome", "incident__severity")
    for due, closed, outcome, severity in rows.iterator():
        _count(cell(due, severity), due=due, closed=closed, outcome=outcome, at=at)
    for ended, length, severity in _silences(at=at, since=since):
        counted = cell(ended, severity)
        counted.silence = max(counted.silence or 0.0, length / MINUTE)
    filled = [entry for entry in months.values() if entry.total or entry.silence is not None]
    return sorted(filled, key=lambda entry: (-entry.month.toordinal(), entry.severity))


def _count(
    counted: MonthOfSeverity, *, due: datetime, closed: datetime | None, outcome: str, at: datetime
) -> None:
    if outcome == Outcome.KEPT:
        counted.kept += 1
    elif outcome == Outcome.LATE and closed:
        counted.late += 1
        counted.lateness.append((closed - due) / MINUTE)
    elif outcome == Outcome.MISSED or (outcome == Outcome.OPEN and due < at):
        counted.missed += 1


def _silences(*, at: datetime, since: datetime | None) -> Iterable[tuple[datetime, timedelta, str]]:
    """When each ended, how long it was, and the incident's severity; from declaring to the incident's end."""
    told = IncidentUpdate.objects.filter(
        audience=Audience.PUBLIC, incident__planned=False, incident__source_key=None
    )
    if since:
        told = told.filter(incident__declared_at__gte=since - timedelta(days=31))
    times: dict[int, list[datetime]] = defaultdict(list)
    ends: dict[int, tuple[datetime, str]] = {}
    rows = told.order_by("published_at").values_list(
        "incident_id", "published_at", "incident__declared_at", "incident__resolved_at", "incident__severity"
    )
    for incident, published, declared, resolved, severity in rows.iterator():
        times[incident] = times[incident] or [declared]
        times[incident].append(published)
        ends[incident] = (resolved or at, severity)
    for incident, moments in times.items():
        end, severity = ends[incident]
        heard = [*(moment for moment in moments if moment <= end), end]
        for before, after in pairwise(heard):
            if since is None or after >= since:
                yield after, after - before, severity


def percentile(values: Sequence[float], percent: int) -> float | None:
    """The smallest value that so many percent of the values do not exceed; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
