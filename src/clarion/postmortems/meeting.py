"""The meeting on a post-mortem: when and where, who leads it, and the invitation with its blameless opening.

Whoever leads it was not in the incident, where that can be had: the others have a part in the story that is told.
The invitation is text that a person sends by their own mail; Clarion sends it to nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from icalendar import Calendar, Event
from icalendar.prop import vCalAddress, vText

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible, only_visible
from clarion.incidents.incident import Incident
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.roles_held import POSITIONS
from clarion.postmortems.writing import RowChanged, locked_for_writing

#: How long the agenda takes.
LASTS = timedelta(hours=1)
PRODUCT = "-//Clarion//Post-mortem meeting//EN"
#: Who had a part in an incident by their role. A backup was perhaps never called.
HAD_A_PART = {name: words for name, words in POSITIONS.items() if name != "backup"}
OPENING = """\
We meet to learn how this came about and what helped to end it. We ask what happened and what made it possible, \
not who. Everybody did what made sense to them, with what they could see at that moment; please tell us what you saw. \
What is said in the meeting is held against nobody."""
AGENDA = """\
1. Rebuild the timeline together: what each of us saw, and when (20 minutes)
2. Ask what made it possible: several answers, each with its evidence (20 minutes)
3. Say what went well, and where we were lucky (5 minutes)
4. Collect action items; owners and dates are agreed in the days after (15 minutes)"""


@dataclass(frozen=True)
class Meeting:
    """`at` is in UTC; None, "" and None where nothing is agreed yet. `place` is a room or the address of a call."""

    at: datetime | None
    place: str
    facilitator: Person | None


@dataclass(frozen=True)
class Invited:
    """Somebody who should be there. `email` is "" for whoever does not work in Clarion."""

    name: str
    email: str
    why: str


def meeting_of(postmortem: PostMortem) -> Meeting:
    return Meeting(postmortem.meeting_at, postmortem.meeting_place, postmortem.facilitator)


@transaction.atomic
def plan_meeting(
    postmortem: PostMortem, wanted: Meeting, *, seen: Meeting | None, by: Person, at: datetime
) -> bool:
    """Save when, where and who leads; True when something changed. `seen` is what the form showed; None does not ask.

    Raises NotAllowed, PostMortemClosed, ValidationError, and RowChanged when somebody else planned it meanwhile.
    """
    require(by, Act.LEARN)
    if wanted.at:
        wanted = replace(wanted, at=wanted.at.replace(second=0, microsecond=0))  # as forms show it
    if meeting_of(PostMortem.objects.select_related("facilitator").get(pk=postmortem.pk)) == wanted:
        return False  # asked before the lock, which counts a version
    current = locked_for_writing(postmortem)
    saved = meeting_of(current)
    if seen is not None and seen != saved:
        raise RowChanged(current)
    if wanted.at and wanted.at != saved.at and wanted.at < at.replace(second=0, microsecond=0):
        raise ValidationError(
            {"at": f"{in_words(wanted.at)} has passed. Write a time to come, or leave it empty."}
        )
    must_be_visible(wanted.place, "place")
    current.meeting_at, current.meeting_place, current.facilitator = (
        wanted.at,
        wanted.place,
        wanted.facilitator,
    )
    current.clean_fields(exclude=["title"])
    current.save(update_fields=["meeting_at", "meeting_place", "facilitator"])
    record_act(Done.PLANNED_MEETING, str(current), by=by, at=at)
    return True


def part_in_the_incident(postmortem: PostMortem, person: Person) -> list[str]:
    """What somebody did in the incident, who leads better when they were not in it: "scribe of INC-7"; empty for nothing."""
    held = [
        f"{words} of {incident.reference}"
        for incident in postmortem.incidents.order_by("pk")
        for name, words in HAD_A_PART.items()
        if getattr(incident, f"{name}_id") == person.pk
    ]
    involved = postmortem.involved.filter(person=person)
    return held + [each.role or "among the people involved" for each in involved]


def invited_to(postmortem: PostMortem) -> list[Invited]:
    """Facilitator, owner, reviewers, the people involved and whoever held a role, each once."""
    found: dict[str, Invited] = {}
    for each in _everybody(postmortem):
        found.setdefault(each.email or each.name, each)
    return list(found.values())


def subject_of(postmortem: PostMortem) -> str:
    return f"Post-mortem meeting: {postmortem.title} ({postmortem.reference})"


def invitation(postmortem: PostMortem, *, address: str) -> str:
    """The whole text; `address` is where the document is read. What is not agreed yet is said to follow."""
    meeting, incidents = meeting_of(postmortem), list(postmortem.incidents.order_by("declared_at", "pk"))
    leads = f"{meeting.facilitator} leads the meeting." if meeting.facilitator else ""
    lines = [
        f"You are invited to the post-mortem meeting on {_named(incidents)}.",
        "",
        f"When: {in_words(meeting.at) if meeting.at else 'the time follows'}",
        f"Where: {meeting.place or 'the place follows'}",
        *([leads] if leads else []),
        "",
        OPENING,
        "",
        "Agenda",
        AGENDA,
        "",
        f"Please read the timeline before, and add what you saw: {address}",
    ]
    return "\n".join(lines) + "\n"


def in_words(moment: datetime) -> str:
    """ "Tuesday 10 March 2026, 14:00 to 15:00 UTC"."""
    start, end = moment.astimezone(UTC), (moment + LASTS).astimezone(UTC)
    return f"{start:%A} {start.day} {start:%B %Y}, {start:%H:%M} to {end:%H:%M} UTC"


def calendar_entry(postmortem: PostMortem, *, address: str, at: datetime) -> bytes:
    """The meeting as iCalendar (RFC 5545), to be opened in any calendar; later files move the same entry.

    Published, not a request: it names nobody as attendee, so no calendar sends mail by itself. `at` is when it is made.
    Raises ValidationError while no time is agreed.
    """
    meeting = meeting_of(postmortem)
    if meeting.at is None:
        raise ValidationError("Say when the meeting is; then there is something for a calendar.")
    calendar, event = Calendar(), Event()
    for name, value in (
        ("prodid", PRODUCT),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
    ):
        calendar.add(name, value)
    event.add("uid", f"{postmortem.public_id}@postmortem-meeting.clarion")
    event.add("sequence", postmortem.version)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", meeting.at.astimezone(UTC))
    event.add("dtend", (meeting.at + LASTS).astimezone(UTC))
    event.add("summary", only_visible(subject_of(postmortem)))
    event.add("description", only_visible(invitation(postmortem, address=address)))
    if meeting.place:
        event.add("location", only_visible(meeting.place))
    event.add("url", address)
    event.add("status", "CONFIRMED")
    if organizer := meeting.facilitator or postmortem.owner:
        event["organizer"] = vCalAddress(f"mailto:{organizer.email}")
        event["organizer"].params["CN"] = vText(only_visible(organizer.name))
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _everybody(postmortem: PostMortem) -> Iterator[Invited]:
    if postmortem.facilitator:
        yield _as_invited(postmortem.facilitator, "leads the meeting")
    if postmortem.owner:
        yield _as_invited(postmortem.owner, "owns the post-mortem")
    for each in postmortem.involved.select_related("person"):
        if each.person:
            yield _as_invited(each.person, each.role or "was involved")
        else:
            yield Invited(each.name, "", each.role or "was involved")
    for incident in postmortem.incidents.select_related(*HAD_A_PART).order_by("pk"):
        for name, words in HAD_A_PART.items():
            if person := getattr(incident, name):
                yield _as_invited(person, f"{words} of {incident.reference}")
    for reviewer in postmortem.reviewers.select_related("person"):
        yield _as_invited(reviewer.person, "reviews the post-mortem")


def _as_invited(person: Person, why: str) -> Invited:
    return Invited(person.name, person.email, why)


def _named(incidents: list[Incident]) -> str:
    named = [f"{each.reference} “{each.title}”" for each in incidents]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else "".join(named)
