"""Planned work as iCalendar (RFC 5545): one event per maintenance, which calendars keep in step by its UID.

A UID never changes, SEQUENCE grows with every word that readers were given, and LAST-MODIFIED is when the last one came.
Times are UTC, so no time zone has to be described. Work that does not take place stays, as CANCELLED: an event that
vanished from the feed would stay in most calendars as it was.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext
from icalendar import Calendar, Event
from icalendar.prop import vDuration

from clarion.accounts.visible_words import only_visible
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page

PRODUCT = "-//Clarion//Planned maintenance//EN"
#: How often a calendar should ask again.
ASK_AGAIN = timedelta(hours=1)


def render_calendar(incidents: Iterable[PublicIncident], page: Page) -> bytes:
    """The planned work among them, in the order given; lines folded at 75 bytes, ended by CRLF."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", only_visible(gettext("%(page)s: maintenance") % {"page": page.name}))
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), {"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    for incident in incidents:
        if incident.window:
            calendar.add_component(_event(incident, page))
    written: bytes = calendar.to_ical()
    return written


def _event(incident: PublicIncident, page: Page) -> Event:
    event, window = Event(), incident.window
    assert window is not None  # noqa: S101 -- asked by the caller
    event.add("uid", f"{incident.id}@{page.id}.maintenance")
    event.add("sequence", _revision(incident))
    event.add("dtstamp", _second(incident.updated_at))
    event.add("created", _second(incident.began_at))
    event.add("last-modified", _second(incident.updated_at))
    event.add("dtstart", _second(window.start))
    if window.end > window.start:
        event.add("dtend", _second(window.end))
    event.add("summary", _summary(incident))
    event.add("description", only_visible(incident.latest.text))
    if names := [only_visible(line.name) for line in incident.services]:
        event.add("categories", names)
    event.add("status", "CANCELLED" if incident.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{page.address}/incidents/{incident.id}")
    return event


def _summary(incident: PublicIncident) -> str:
    if incident.is_cancelled:
        return only_visible(gettext("Cancelled: %(title)s") % {"title": incident.title})
    return only_visible(gettext("Maintenance: %(title)s") % {"title": incident.title})


def _revision(incident: PublicIncident) -> int:
    """How often its words changed since the first: by an update, or by one that was put right."""
    return len(incident.updates) - 1 + sum(len(update.put_right) for update in incident.updates)


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
