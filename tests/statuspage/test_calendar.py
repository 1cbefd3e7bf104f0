"""The calendar of maintenance, read by two parsers that know nothing of each other."""

from datetime import timedelta

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from clarion.flows.put_right import propose_quietly, put_right_quietly
from clarion.incidents.states import ServiceStatus
from clarion.statuspage.publishing import freeze
from tests.factories.incidents import an_incident, say

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def work(nine, ben, checkout):
    """Work from noon to one, announced."""
    work = an_incident(
        "New machines", services={checkout: ServiceStatus.UNDER_MAINTENANCE}, planned=True,
        planned_start=nine + 3 * HOUR, planned_end=nine + 4 * HOUR, by=ben, at=nine,
    )  # fmt: skip
    say(
        work,
        "Checkout is read-only; nothing, is lost;\nÜbrigens: \U0001f6e0 " + "long " * 30,
        promise=None,
        by=ben,
        at=nine,
    )
    return work


def event_of(calendar):
    (event,) = calendar.walk("VEVENT")
    return event


def test_an_event_says_what_when_how_it_stands_and_where_more_is(nine, work, shown, settings):
    event = event_of(Calendar.from_ical(shown("/maintenance.ics", at=nine)))
    assert event["UID"] == f"{work.public_id}@{_page_id()}.maintenance"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (nine + 3 * HOUR, nine + 4 * HOUR)
    assert (event["SUMMARY"], event["STATUS"], event["SEQUENCE"]) == (
        "Maintenance: New machines",
        "CONFIRMED",
        0,
    )
    assert event["URL"] == f"{settings.PUBLIC_URL}/incidents/{work.public_id}"
    assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP") == nine
    assert event["DESCRIPTION"].startswith(
        "Checkout is read-only; nothing, is lost;\nÜbrigens: \U0001f6e0 long"
    )
    assert event["CATEGORIES"].to_ical() == b"Checkout"


def _page_id():
    from clarion.accounts.workspace import Workspace

    return Workspace.current().public_id


def test_another_parser_reads_the_same(nine, work, shown):
    calendar = IcsCalendarStream.calendar_from_ics(shown("/maintenance.ics", at=nine))
    (event,) = calendar.events
    assert (event.summary, event.status, event.sequence) == ("Maintenance: New machines", "CONFIRMED", 0)
    assert (event.start, event.end) == (nine + 3 * HOUR, nine + 4 * HOUR)
    assert event.categories == ["Checkout"]
    assert calendar.prodid == "-//Clarion//Planned maintenance//EN"


def test_lines_are_folded_at_75_bytes_and_end_as_the_standard_says(nine, work, public_folder, shown):
    from tests.statuspage.reading_files import every_document

    shown(at=nine)
    documents = every_document(public_folder)
    body = next(body for path, body in documents.items() if path.startswith("/maintenance.ics"))
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_sequence_grows_with_every_word_and_the_uid_stays(nine, work, ana, ben, shown):
    before = event_of(Calendar.from_ical(shown(f"/incidents/{work.public_id}.ics", at=nine)))
    work.refresh_from_db()
    work.planned_start, work.planned_end = nine + DAY, nine + DAY + HOUR
    work.save()
    update = say(work, "Moved to tomorrow, with new machnies.", promise=None, by=ben, at=nine + MINUTE)
    moved = event_of(Calendar.from_ical(shown(f"/incidents/{work.public_id}.ics", at=nine + MINUTE)))
    assert (moved["UID"], moved["SEQUENCE"]) == (before["UID"], 1)
    assert moved.decoded("DTSTART") == nine + DAY
    assert moved.decoded("LAST-MODIFIED") == nine + MINUTE

    proposal = propose_quietly(
        update, wrong_words="machnies", right_words="machines", reason="typo", by=ben, at=nine + 2 * MINUTE
    )
    put_right_quietly(proposal, by=ana, at=nine + 2 * MINUTE)
    put = event_of(Calendar.from_ical(shown("/maintenance.ics", at=nine + 2 * MINUTE)))
    assert (put["SEQUENCE"], put["DESCRIPTION"]) == (2, "Moved to tomorrow, with new machines.")


def test_the_calendar_holds_what_lies_ahead_and_ninety_days(nine, ben, work, shown):
    for name, days in (("Old", 95), ("Recent", 80)):
        begins = nine - timedelta(days=days)
        past = an_incident(
            name, planned=True, planned_start=begins, planned_end=begins + HOUR, by=ben, at=begins - HOUR
        )
        say(past, "It is over.", state="resolved", by=ben, at=begins + HOUR)
    freeze(None, at=nine)
    names = [
        str(event["SUMMARY"])
        for event in Calendar.from_ical(shown("/maintenance.ics", at=nine)).walk("VEVENT")
    ]
    assert names == ["Maintenance: Recent", "Maintenance: New machines"]


def test_an_incident_is_in_no_calendar_and_has_none(nine, ben, published, shown):
    incident = an_incident(by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    assert "VEVENT" not in shown("/maintenance.ics", at=nine)
    with pytest.raises(Exception):  # noqa: B017 -- nothing stands there
        shown(f"/incidents/{incident.public_id}.ics", at=nine)


def test_the_listener_serves_it_as_a_calendar(nine, work, shown, listener):
    shown(at=nine)
    for path in ("/maintenance.ics", f"/incidents/{work.public_id}.ics"):
        answer = listener.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_pages_link_to_it_in_their_head(nine, work, shown):
    assert '<link rel="alternate" type="text/calendar"' in shown(at=nine)
    own = shown(f"/incidents/{work.public_id}", at=nine)
    assert f'href="/incidents/{work.public_id}.ics"' in own.partition("</head>")[0]
