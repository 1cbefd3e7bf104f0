"""Instants: from when on a page reads differently although nobody publishes anything.

There are two reasons: a promise falls due and becomes late, and the day turns, so that "10:40 UTC" needs its
date. A page is rendered for each of these instants in advance (see `site.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from clarion.statuspage.public_incident import PublicIncident

#: Promises whose lateness is rendered in advance; with more of them standing, the sweep renders the others.
FORESEEN_PROMISES = 20
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
    return [Moment(each, at.date() if each < midnight else None) for each in sorted(foreseen)]


def promise_moments(incidents: Iterable[PublicIncident], *, at: datetime) -> list[datetime]:
    """Now, and every foreseen instant at which a promise turns late, in order: for what shows no day."""
    return [at, *_turns_late(list(incidents), at=at)[:FORESEEN_PROMISES]]


def good_until(incidents: Iterable[PublicIncident], *, at: datetime) -> datetime:
    """When the site should be rendered again: at midnight, or when a promise that was not foreseen falls due."""
    beyond = _turns_late(incidents, at=at)[FORESEEN_PROMISES:]
    return min([midnight_after(at), *beyond])


def _turns_late(incidents: Iterable[PublicIncident], *, at: datetime) -> list[datetime]:
    due = {incident.promised_for for incident in incidents if incident.promised_for}
    return sorted(each + _AFTER_DUE for each in due if each + _AFTER_DUE > at)


def midnight_after(at: datetime) -> datetime:
    """When the day turns, in UTC."""
    day = at.astimezone(UTC).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
