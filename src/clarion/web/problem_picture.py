"""The incidents of a problem over the last twelve months as a picture: a mark for each, its severity in its shape."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from clarion.incidents.incident import Incident

WIDTH, HEIGHT, LEFT, LINE = 640, 78, 16, 36
DAYS_SHOWN = 365
#: Half the height of a mark, by severity: the worse, the taller.
SIZES = {"SEV1": 20, "SEV2": 15, "SEV3": 10, "SEV4": 6}
RECENT = timedelta(days=90)


@dataclass(frozen=True)
class Mark:
    incident: Incident
    left: float
    top: float
    height: float
    recent: bool


@dataclass(frozen=True)
class ProblemPicture:
    marks: list[Mark]
    months: list[tuple[float, datetime]]
    recent_x: float
    recent_width: float
    older: int
    """Incidents that lie before the picture."""
    words: str
    width: int = WIDTH
    height: int = HEIGHT
    line: int = LINE


def picture_of(incidents: Iterable[Incident], *, at: datetime) -> ProblemPicture | None:
    """Of incidents, the oldest first; None without any."""
    all_of_them = sorted(incidents, key=Incident.began_at)
    if not all_of_them:
        return None
    begin = at - timedelta(days=DAYS_SHOWN)
    shown = [each for each in all_of_them if each.began_at() >= begin]
    return ProblemPicture(
        marks=[_mark(each, at) for each in shown],
        months=[(_x(month, at), month) for month in _months(begin, at)],
        recent_x=_x(at - RECENT, at),
        recent_width=_x(at, at) - _x(at - RECENT, at) + LEFT,
        older=len(all_of_them) - len(shown),
        words="; ".join(f"{each.began_at():%-d %b %Y}: {each.reference}, {each.severity}" for each in shown)
        or "none in the last twelve months",
    )


def _mark(incident: Incident, at: datetime) -> Mark:
    half = SIZES.get(incident.severity, 6)
    began = incident.began_at()
    return Mark(incident, _x(began, at) - 3, LINE - half, 2 * half, began >= at - RECENT)


def _x(moment: datetime, at: datetime) -> float:
    passed = 1 - (at - moment) / timedelta(days=DAYS_SHOWN)
    return round(LEFT + min(max(passed, 0), 1) * (WIDTH - 2 * LEFT), 1)


def _months(begin: datetime, at: datetime) -> list[datetime]:
    """The first day of every second month."""
    month, found = (
        (begin.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0) + timedelta(days=32)).replace(
            day=1
        ),
        [],
    )
    while month < at:
        found.append(month)
        month = (month + timedelta(days=63)).replace(day=1)
    return found
