"""Instants: from when on a page reads differently although nobody publishes anything.

There are three reasons: a promise falls due and becomes late; a window of planned work begins or ends; and the day
turns, so that "10:40 UTC" needs its date. A page is rendered for each of these instants in advance (see `site.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from clarion.statuspage.public_incident import PublicIncident

#: Promises whose lateness is rendered in advance; with more of them standing, the sweep renders the others.
FORESEEN_PROMISES = 20
#: The same of windows of planned work: every document that shows services is rendered for each of them.
FORESEEN_WINDOWS = 4
#: A promise is kept at its due time and late after it; this is the next instant that a clock's face shows.
_AFTER_DUE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant as of which a page is rendered. `today` is the day whose times need no date; None: none does."""

    at: datetime
    today: date | None


def moments(incidents: Iterable[PublicIncident], *, at: datetime) -> list[Moment]:
    """Now, and every foreseen instant at which a page about these incidents reads differently, in order.

    From the first midnight on, every time is shown with its date: that stays right for as long as the page
    stands, even if nobody renders it again.
    """
    incidents = list(incidents)
    if not any(incident.is_open for incident in incidents):
        return [Moment(at, None)]
    midnight = midnight_after(at)
    foreseen = {at, midnight, *_turns_late(incidents, at=at)[:FORESEEN_PROMISES]}
    foreseen |= set(windows_turn(incidents, at=at)[:FORESEEN_WINDOWS])
    return [Moment(each, at.date() if each < midnight else None) for each in sorted(foreseen)]


def promise_moments(
    incidents: Iterable[PublicIncident], *, works: Iterable[PublicIncident], at: datetime
) -> list[datetime]:
    """Now, and every foreseen instant at which a promise turns late, or a window of `works` begins, in order.

    For what shows no day.
    """
    late = _turns_late(incidents, at=at)[:FORESEEN_PROMISES]
    return sorted({*starts_of_windows(works, at=at), *late})


def good_until(incidents: Iterable[PublicIncident], *, at: datetime) -> datetime:
    """When the site should be rendered again: at midnight, or when a promise or a window that was not foreseen turns."""
    incidents = list(incidents)
    beyond = (
        _turns_late(incidents, at=at)[FORESEEN_PROMISES:] + windows_turn(incidents, at=at)[FORESEEN_WINDOWS:]
    )
    return min([midnight_after(at), *beyond])


def starts_of_windows(incidents: Iterable[PublicIncident], *, at: datetime) -> list[datetime]:
    """Now, and the foreseen starts of windows: from when on services and states read differently, in order."""
    incidents = list(incidents)
    starts = {each.window.start for each in incidents if each.window and each.waits_for_its_start}
    foreseen = set(windows_turn(incidents, at=at)[:FORESEEN_WINDOWS])
    return [at, *sorted(starts & foreseen)]


def windows_turn(incidents: Iterable[PublicIncident], *, at: datetime) -> list[datetime]:
    """Starts and ends of windows after `at` that nobody has told readers of yet, in order."""
    turns = set()
    for incident in incidents:
        if incident.window and incident.is_open:
            turns |= {incident.window.end} | (
                {incident.window.start} if incident.waits_for_its_start else set()
            )
    return sorted(each for each in turns if each > at)


def _turns_late(incidents: Iterable[PublicIncident], *, at: datetime) -> list[datetime]:
    due = {incident.promised_for for incident in incidents if incident.promised_for}
    return sorted(each + _AFTER_DUE for each in due if each + _AFTER_DUE > at)


def midnight_after(at: datetime) -> datetime:
    """When the day turns, in UTC."""
    day = at.astimezone(UTC).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
