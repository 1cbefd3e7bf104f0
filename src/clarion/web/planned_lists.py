"""Planned work in lists: what lies ahead, what runs, what is over, and what recurs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clarion.flows.maintenance_series import missing_windows
from clarion.incidents.incident import Incident
from clarion.incidents.maintenance_series import MaintenanceSeries
from clarion.incidents.planned_window import Window, window_of
from clarion.incidents.recurrence import rule_in_words
from clarion.incidents.states import State
from clarion.updates.approval import standing_approval
from clarion.updates.drafts import Draft
from clarion.updates.series_texts import SeriesText, standing_text

OVER_SHOWN = 30
AHEAD_SHOWN = 200


@dataclass(frozen=True)
class WrittenAhead:
    """A text that goes out at its time, and whether somebody approved it."""

    draft: Draft
    approved: bool

    @property
    def says(self) -> str:
        return "end" if self.draft.state == State.RESOLVED else "start"


@dataclass(frozen=True)
class PlannedRow:
    incident: Incident
    window: Window | None
    overlaps: list[Incident]
    ahead: list[WrittenAhead]
    told: bool

    @property
    def has(self) -> set[str]:
        """Which texts are written ahead."""
        return {each.says for each in self.ahead}


@dataclass(frozen=True)
class SeriesRow:
    """`coming` are the next windows of the rule; `missing` those that are not announced yet and should be."""

    series: MaintenanceSeries
    rule: str
    coming: list[Window]
    missing: list[Window]
    text: SeriesText | None


def planned_lists(*, at: datetime) -> dict[str, Any]:
    planned = Incident.objects.filter(planned=True).prefetch_related("services")
    still_open = list(planned.open().order_by("planned_start", "pk")[:AHEAD_SHOWN])
    rows = [planned_row(incident, among=still_open, at=at) for incident in still_open]
    recurring = MaintenanceSeries.objects.filter(ended_at=None).prefetch_related("services")
    return {
        "at": at,
        "running": [row for row in rows if not row.incident.is_ahead],
        "ahead": [row for row in rows if row.incident.is_ahead],
        "over": planned.filter(state=State.RESOLVED).order_by("-planned_start", "-pk")[:OVER_SHOWN],
        "recurring": [series_row(series, at=at) for series in recurring],
    }


def planned_row(incident: Incident, *, among: list[Incident], at: datetime) -> PlannedRow:
    """`among`: open planned work, with its services read, of which others may overlap."""
    ahead = [
        WrittenAhead(draft, standing_approval(draft) is not None)
        for draft in incident.drafts.written_ahead().select_related("incident")
    ]
    window = window_of(incident)
    return PlannedRow(
        incident, window, _overlapping(incident, among), ahead, told=incident.first_published_at is not None
    )


def series_row(series: MaintenanceSeries, *, at: datetime) -> SeriesRow:
    coming = [] if series.ended_at else list(series.windows(after=at, until=at + timedelta(weeks=26)))[:5]
    return SeriesRow(
        series, rule_in_words(series.rule), coming, missing_windows(series, at=at), standing_text(series)
    )


def _overlapping(incident: Incident, among: list[Incident]) -> list[Incident]:
    window, services = window_of(incident), set(incident.services.all())
    if window is None:
        return []
    return [
        other
        for other in among
        if other.pk != incident.pk
        and (theirs := window_of(other))
        and window.overlaps(theirs)
        and services & set(other.services.all())
    ]
