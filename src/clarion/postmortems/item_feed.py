"""A person's open action items as iCalendar (RFC 5545), for a subscription in any calendar program.

Each is an all-day event on its due day, not a VTODO: the calendars of Google and Outlook leave out the tasks of a subscription, and
Apple's shows them nowhere near the day. An event does not block the day (TRANSPARENT). A UID never changes, SEQUENCE grows
with every change, so that a moved item moves; what is done is in the feed no more, and subscriptions take it out. A closed
item stands on the day on which its owner is asked whether it worked.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from icalendar import Calendar, Event
from icalendar.prop import vDuration

from clarion.accounts.people import Person
from clarion.accounts.visible_words import only_visible
from clarion.accounts.workspace import Workspace
from clarion.postmortems.action_items import ActionItem, ItemState, Worked

PRODUCT = "-//Clarion//Action items//EN"
#: How often a calendar should ask again.
ASK_AGAIN = timedelta(hours=1)
DAY = timedelta(days=1)
#: Events at most, the most urgent first: more than anybody reads.
MOST = 1000


def render_feed(person: Person) -> bytes:
    """Lines folded at 75 bytes, ended by CRLF. The same bytes as long as nothing changed."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", only_visible(f"Action items of {person.name}"))
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), {"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    page = Workspace.current().public_id
    for event in _events(person, page):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(person: Person, page: str) -> Iterator[Event]:
    own = ActionItem.objects.filter(owner=person).select_related("postmortem")
    own = own.annotate(changed_at=Max("changes__at"))
    for item in own.filter(state=ItemState.OPEN, due_on__isnull=False).order_by("due_on", "pk")[:MOST]:
        yield _event(item, page)
    asked = own.filter(state=ItemState.DONE, worked=Worked.UNKNOWN, check_on__isnull=False)
    for item in asked.order_by("check_on", "pk")[:MOST]:
        yield _event(item, page, check=True)


def _event(item: ActionItem, page: str, *, check: bool = False) -> Event:
    event = Event()
    day = item.check_on if check else item.due_on
    changed: datetime = (item.changed_at or item.added_at).replace(microsecond=0)  # type: ignore[attr-defined]
    assert day is not None, "asked by the query"  # noqa: S101
    event.add("uid", f"{item.public_id}.{'check' if check else 'due'}@{page}.action-items")
    event.add("sequence", item.version - 1)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("created", item.added_at.replace(microsecond=0))
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("summary", only_visible(f"{'Did it work? ' if check else 'Due: '}{item}"))
    event.add("description", only_visible(_description(item)))
    event.add("categories", ["Action item", item.postmortem.severity])
    event.add("transp", "TRANSPARENT")
    event.add("url", f"{settings.CONSOLE_URL}/action-items/{item.reference}/")
    return event


def _description(item: ActionItem) -> str:
    outcome = f"Outcome: {item.outcome}\n" if item.outcome else ""
    return f"{outcome}{item.postmortem.reference} {item.postmortem.title}"
