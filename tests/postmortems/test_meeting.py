"""The meeting: planned without overwriting each other, an invitation that blames nobody, an entry for calendars."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from clarion.accounts.audit import AuditEntry, Done
from clarion.postmortems.meeting import (
    Meeting,
    calendar_entry,
    invitation,
    invited_to,
    meeting_of,
    part_in_the_incident,
    plan_meeting,
)
from clarion.postmortems.people_involved import Involved
from clarion.postmortems.postmortem import PostMortem, Reviewer, Stage
from clarion.postmortems.writing import PostMortemClosed, RowChanged
from clarion.review import Severity, review
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db

ADDRESS = "https://clarion.example.com/postmortems/abc/"


@pytest.fixture
def postmortem(dev, nine):
    return a_postmortem(by=dev, at=nine)


@pytest.fixture
def planned(cleo, nine) -> Meeting:
    return Meeting(nine + timedelta(days=2, hours=5), "Room 4", cleo)


def test_it_is_planned_once_and_saved_again_it_is_no_new_version(postmortem, planned, ben, nine):
    before = PostMortem.objects.get().version
    assert plan_meeting(postmortem, planned, seen=Meeting(None, "", None), by=ben, at=nine)
    assert not plan_meeting(postmortem, planned, seen=planned, by=ben, at=nine)
    saved = PostMortem.objects.get()
    assert (meeting_of(saved), saved.version) == (planned, before + 1)
    assert AuditEntry.objects.filter(act=Done.PLANNED_MEETING).count() == 1


def test_who_opened_the_page_before_another_planned_it_is_told_and_takes_nothing_back(
    postmortem, planned, ben, nine
):
    empty = Meeting(None, "", None)
    plan_meeting(postmortem, planned, seen=empty, by=ben, at=nine)
    with pytest.raises(RowChanged) as conflict:
        plan_meeting(postmortem, Meeting(None, "Room 9", None), seen=empty, by=ben, at=nine)
    assert conflict.value.row.meeting_place == "Room 4"
    assert meeting_of(PostMortem.objects.get()) == planned


def test_once_it_is_final_nothing_is_planned(postmortem, planned, ben, nine):
    PostMortem.objects.update(stage=Stage.FINAL)
    with pytest.raises(PostMortemClosed):
        plan_meeting(postmortem, planned, seen=None, by=ben, at=nine)


def test_a_place_that_is_too_long_is_refused(postmortem, ben, nine):
    with pytest.raises(ValidationError, match="200"):
        plan_meeting(postmortem, Meeting(None, "x" * 201, None), seen=None, by=ben, at=nine)


def test_whoever_had_a_part_in_the_incident_is_named_with_it(postmortem, ben, cleo, dev):
    incident = postmortem.incidents.get()
    incident.scribe = cleo
    incident.save()
    Involved.objects.create(
        postmortem=postmortem, person=cleo, name="Cleo Lindqvist", role="database on call"
    )
    assert part_in_the_incident(postmortem, cleo) == [f"scribe of {incident.reference}", "database on call"]
    assert part_in_the_incident(postmortem, ben) == []


def test_everybody_who_should_be_there_is_invited_once(postmortem, planned, ben, dev, nine):
    plan_meeting(postmortem, planned, seen=None, by=ben, at=nine)
    postmortem.refresh_from_db()
    Involved.objects.create(postmortem=postmortem, name="Sam of Northwind", role="supplier")
    Involved.objects.create(postmortem=postmortem, person=dev, name="Dev Patel")
    Reviewer.objects.create(postmortem=postmortem, person=ben, asked_at=nine, asked_by=dev)
    invited = {(each.name, each.email): each.why for each in invited_to(postmortem)}
    assert invited == {
        ("Cleo Lindqvist", "cleo@example.com"): "leads the meeting",
        ("Dev Patel", "dev@example.com"): "owns the post-mortem",
        ("Sam of Northwind", ""): "supplier",
        ("Ben Okafor", "ben@example.com"): "reviews the post-mortem",
    }


def test_the_invitation_opens_without_blame_names_the_agenda_and_passes_the_review(
    postmortem, planned, ben, nine
):
    plan_meeting(postmortem, planned, seen=None, by=ben, at=nine)
    text = invitation(PostMortem.objects.get(), address=ADDRESS)
    assert "When: Thursday 12 March 2026, 14:00 to 15:00 UTC" in text
    assert "Where: Room 4" in text
    assert "Cleo Lindqvist leads the meeting." in text
    assert "what made it possible, not who" in text
    assert [line[:2] for line in text.splitlines() if line[1:2] == "."] == ["1.", "2.", "3.", "4."]
    assert ADDRESS in text
    found = review(text, audience="postmortem", kind="postmortem_text").findings
    assert [(each.rule, each.quote) for each in found if each.severity != Severity.HINT] == []


def test_what_is_not_agreed_yet_is_said_to_follow(postmortem):
    text = invitation(postmortem, address=ADDRESS)
    assert "When: the time follows" in text
    assert "Where: the place follows" in text
    assert "leads the meeting" not in text


def test_a_calendar_opens_the_entry_and_a_later_file_moves_it(postmortem, planned, ben, cleo, nine):
    plan_meeting(postmortem, planned, seen=None, by=ben, at=nine)
    saved = PostMortem.objects.get()
    written = calendar_entry(saved, address=ADDRESS, at=nine)
    assert max(map(len, written.split(b"\r\n"))) <= 75
    event = Calendar.from_ical(written).events[0]
    assert (event.start, event.end) == (planned.at, planned.at + timedelta(hours=1))
    assert (str(event["location"]), str(event["organizer"])) == ("Room 4", "mailto:cleo@example.com")
    assert str(event["description"]) == invitation(saved, address=ADDRESS)
    plan_meeting(saved, Meeting(planned.at + timedelta(hours=1), "Room 9", cleo), seen=None, by=ben, at=nine)
    moved = Calendar.from_ical(calendar_entry(PostMortem.objects.get(), address=ADDRESS, at=nine)).events[0]
    assert str(moved["uid"]) == str(event["uid"])
    assert int(moved["sequence"]) > int(event["sequence"])


def test_without_a_time_there_is_nothing_for_a_calendar(postmortem, nine):
    with pytest.raises(ValidationError, match="Say when the meeting is"):
        calendar_entry(postmortem, address=ADDRESS, at=nine)


def test_a_meeting_in_the_past_is_refused_and_one_that_was_planned_stays(
    postmortem, planned, ben, cleo, nine
):
    with pytest.raises(
        ValidationError, match="Tuesday 10 March 2026, 08:59 to 09:59 UTC has passed"
    ) as refused:
        plan_meeting(postmortem, Meeting(nine - timedelta(minutes=1), "", None), seen=None, by=ben, at=nine)
    assert list(refused.value.message_dict) == ["at"]
    plan_meeting(postmortem, planned, seen=None, by=ben, at=nine)
    later = nine + timedelta(days=3)
    assert plan_meeting(postmortem, Meeting(planned.at, "Room 9", cleo), seen=None, by=ben, at=later)


def test_the_calendar_entry_holds_no_control_character_that_a_title_or_name_brought(
    postmortem, planned, ben, cleo, nine
):
    plan_meeting(postmortem, planned, seen=None, by=ben, at=nine)
    PostMortem.objects.update(title="Cards\x1b[1m fail", meeting_place="Room\x07 4")
    type(cleo).objects.filter(pk=cleo.pk).update(name="Cleo\x02 Lindqvist")
    entry = calendar_entry(PostMortem.objects.get(), address=ADDRESS, at=nine).decode()
    assert [sign for sign in entry if sign not in "\r\n" and not sign.isprintable()] == []
    assert "LOCATION:Room 4" in entry


@pytest.mark.parametrize("place", ["Room\x004", "Room\x1b4"])
def test_a_place_with_a_hidden_character_is_refused_with_where_it_is(postmortem, ben, nine, place):
    with pytest.raises(ValidationError, match="hidden in this text, after “Room”") as refused:
        plan_meeting(postmortem, Meeting(None, place, None), seen=None, by=ben, at=nine)
    assert list(refused.value.message_dict) == ["place"]
