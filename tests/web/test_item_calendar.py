"""The calendar of one's own action items, read by two parsers that know nothing of each other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_calendar import ItemCalendar, make_item_calendar
from clarion.postmortems.item_following import close_item, give_item, move_due, say_whether_it_worked
from clarion.postmortems.item_writing import add_item
from clarion.subscribers.form_limits import PER_CLIENT
from clarion.web.log_filter import NoTokens
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def item(ana, ben, now) -> ActionItem:
    postmortem = a_postmortem(by=ana, at=now)
    return add_item(
        postmortem, "Alert; when, a certificate\\ ends 🙂", owner=ben, outcome="A test alert", by=ana, at=now
    )


@pytest.fixture
def address(ben, now) -> str:
    return f"/action-items/calendar/{make_item_calendar(by=ben, at=now)}.ics"


def events(address: str) -> list:
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert len(IcsCalendarStream.calendar_from_ics(answer.content.decode()).events) == answer.content.count(
        b"BEGIN:VEVENT"
    )
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_without_a_sign_in_it_holds_the_due_days_of_one_person(item, address, ana, now):
    add_item(item.postmortem, "Somebody else's", owner=ana, by=ana, at=now)
    (event,) = events(address)
    assert event["SUMMARY"] == f"Due: {item.reference} Alert; when, a certificate\\ ends 🙂"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (item.due_on, item.due_on + DAY)
    assert event["TRANSP"] == "TRANSPARENT"
    assert str(event["URL"]).endswith(f"/action-items/{item.reference}/")
    assert "Outcome: A test alert" in event["DESCRIPTION"]


def test_a_moved_item_keeps_its_name_and_moves_and_a_done_one_is_asked_about_later(item, address, ben, now):
    (before,) = events(address)
    moved = move_due(item, now.date() + 40 * DAY, reason="later", by=ben, at=now)
    (after,) = events(address)
    assert (after["UID"], after.decoded("DTSTART")) == (before["UID"], moved.due_on)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    done = close_item(item, "Rule 12 is live", by=ben, at=now)
    (asked,) = events(address)
    assert asked["SUMMARY"].startswith("Did it work? ")
    assert (asked["UID"] == before["UID"], asked.decoded("DTSTART")) == (False, done.check_on)
    say_whether_it_worked(item, "yes", "No page since", by=ben, at=now)
    assert events(address) == []


def test_what_was_given_away_is_gone(item, address, ana, now):
    give_item(item, ana, by=ana, at=now)
    assert events(address) == []


def test_it_is_sent_once_while_nothing_changes(item, address):
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "noindex" in first["X-Robots-Tag"]
    assert "private" in first["Cache-Control"]
    assert not first.cookies


def test_a_new_address_ends_the_old_one_and_ending_it_ends_it(item, address, client, ben):
    client.force_login(ben)
    page = client.post("/action-items/calendar/").content.decode()
    new = (
        page.partition('<code class="shown">')[2]
        .partition("</code>")[0]
        .removeprefix("http://127.0.0.1:8000")
    )
    assert Client().get(address).status_code == 410
    assert len(events(new)) == 1
    assert new.rpartition("/")[2] not in client.get("/action-items/").content.decode(), "it is shown once"
    client.post("/action-items/calendar/end/")
    assert Client().get(new).status_code == 410


def test_only_a_hash_is_kept_and_no_log_holds_the_address(address):
    import logging

    token = address.rpartition("/")[2].removesuffix(".ics")
    assert token not in str(ItemCalendar.objects.values().get())
    record = logging.LogRecord("x", logging.INFO, "", 0, "GET %s 200", (address,), None)
    NoTokens().filter(record)
    assert token not in record.getMessage()


def test_whoever_left_has_no_calendar(item, address, ben):
    ben.is_active = False
    ben.save()
    assert Client().get(address).status_code == 410


def test_guessing_is_slowed_down_and_does_not_close_the_right_address(item, address):
    guesses = [Client().get("/action-items/calendar/guess.ics").status_code for _ in range(PER_CLIENT + 1)]
    assert guesses == [410] * PER_CLIENT + [429]
    assert len(events(address)) == 1
