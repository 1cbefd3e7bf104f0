"""The parts "For other readers" and "Meeting" of a post-mortem's page."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.flows.resolve import resolve
from clarion.incidents.states import Severity
from clarion.postmortems.five_whys import Why
from clarion.postmortems.meeting import Meeting, plan_meeting
from clarion.postmortems.opening import open_postmortem
from clarion.postmortems.postmortem import PostMortem, Stage
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.web.heard import newest_entry
from clarion.web.postmortem_parts.meeting import mail_address
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana):
    incident = an_incident(severity=Severity.SEV3, by=ana, at=timezone.now())
    resolve(incident, by=ana, at=timezone.now())
    incident.refresh_from_db()
    return incident


@pytest.fixture
def postmortem(incident, dev):
    return open_postmortem([incident], by=dev, at=timezone.now(), owner=dev)


@pytest.fixture
def address(postmortem) -> str:
    return f"/postmortems/{postmortem.public_id}/"


def body(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_texts_that_nobody_began_can_be_begun_and_an_open_incident_has_to_end_first(
    client, ana, dev, incident, address
):
    client.force_login(dev)
    assert body(client.get(address)).count("Not begun") == 4
    PostMortem.objects.get().incidents.add(an_incident("Search is slow", by=ana, at=timezone.now()))
    shown = body(client.get(address))
    assert shown.count("Not begun") == 8
    assert shown.count(" is resolved</span>") == 4


def test_a_text_in_hand_leads_back_to_the_composer(client, dev, incident, address):
    client.force_login(dev)
    answer = client.post(f"{address}texts/", {"incident": incident.pk, "audience": "public"})
    draft = Draft.objects.get()
    assert answer["Location"] == f"/drafts/{draft.pk}/"
    assert "Draft, last by Dev Patel" in body(client.get(address))
    assert (
        client.post(f"{address}texts/", {"incident": incident.pk, "audience": "public"})["Location"]
        == answer["Location"]
    )


def test_causes_that_have_no_words_for_readers_are_listed_with_the_reason(client, dev, postmortem, address):
    client.force_login(dev)
    assert "not in these texts" not in body(client.get(address))
    for answer in ("Certificates are renewed by hand", "Dev deployed release 118"):
        Why.objects.create(postmortem=postmortem, answer=answer, evidence="the log", added_at=timezone.now())
    shown = body(client.get(address))
    assert "1 answer of the causes is not in these texts" in shown
    assert "<li>“Dev deployed release 118” It names a person.</li>" in shown


@pytest.mark.parametrize("asked", [{"audience": "engineering"}, {"audience": ""}, {}])
def test_a_text_for_nobody_is_refused_on_the_page(client, dev, incident, address, asked):
    client.force_login(dev)
    answer = client.post(f"{address}texts/", {"incident": incident.pk, **asked}, follow=True)
    assert "Post-mortems are written for the public page" in body(answer)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "²", "999", "99999999999999999999"])
def test_an_incident_that_there_is_not_is_not_found(client, dev, address, key):
    client.force_login(dev)
    assert client.post(f"{address}texts/", {"incident": key, "audience": "public"}).status_code == 404


def test_the_text_of_another_post_mortem_is_not_read_here(client, ana, dev, incident, address):
    client.force_login(dev)
    client.post(f"{address}texts/", {"incident": incident.pk, "audience": "public"})
    other = a_postmortem("Search", by=ana, at=timezone.now())
    key = Draft.objects.get().pk
    assert client.get(f"{address}texts/{key}/").status_code == 200
    assert client.get(f"/postmortems/{other.public_id}/texts/{key}/").status_code == 404
    assert client.get(f"/postmortems/{other.public_id}/texts/{key}.md").status_code == 404


def test_a_draft_says_in_its_file_that_nobody_approved_it(client, dev, incident, address):
    client.force_login(dev)
    client.post(f"{address}texts/", {"incident": incident.pk, "audience": "leadership"})
    file = client.get(f"{address}texts/{Draft.objects.get().pk}.md")
    assert "draft, version 1: not approved for anybody to read" in file.content.decode()
    assert file["Content-Disposition"].endswith('-rca-leadership.md"')


SHOWN = {"initial-at": "", "initial-place": "", "initial-facilitator": ""}


def test_the_meeting_is_planned_without_script_and_with_it(client, ben, dev, address):
    client.force_login(dev)
    day = timezone.now() + timedelta(days=2)
    typed = {**SHOWN, "at": f"{day:%Y-%m-%d} 14:00", "place": "Room 4", "facilitator": ben.pk}
    answer = client.post(f"{address}meeting/", typed)
    assert (answer.status_code, answer["Location"]) == (302, f"{address}#meeting")
    shown = body(client.get(address))
    assert f"When: {day:%A} {day.day} {day:%B %Y}, 14:00 to 15:00 UTC" in shown
    seen = {"initial-at": typed["at"], "initial-place": "Room 4", "initial-facilitator": ben.pk}
    answer = client.post(
        f"{address}meeting/",
        {**typed, **seen, "place": "Room 5"},
        headers={"HX-Request": "true", "HX-Target": "meeting"},
    )
    part = body(answer)
    assert part.startswith('<section id="meeting"')
    assert "Where: Room 5" in part
    assert 'id="rail"' in part


def test_a_meeting_in_the_past_is_refused_at_its_field_with_all_that_was_typed(client, dev, address):
    client.force_login(dev)
    answer = client.post(f"{address}meeting/", {**SHOWN, "at": "2026-03-12 14:00", "place": "Room 4"})
    part = body(answer).partition('id="meeting"')[2]
    assert answer.status_code == 422
    assert (
        "Thursday 12 March 2026, 14:00 to 15:00 UTC has passed. Write a time to come, or leave it empty."
        in part
    )
    assert ('value="2026-03-12 14:00"' in part, 'value="Room 4"' in part) == (True, True)


def test_a_time_that_is_none_is_named_and_nothing_typed_is_lost(client, dev, address):
    client.force_login(dev)
    answer = client.post(f"{address}meeting/", {**SHOWN, "at": "after lunch", "place": "Room 4"})
    assert answer.status_code == 422
    assert "Write a time in UTC such as 09:31" in body(answer)
    assert 'value="after lunch"' in body(answer)
    assert 'value="Room 4"' in body(answer)


def test_who_planned_from_an_old_page_sees_both_plans(client, ben, dev, postmortem, address):
    at = timezone.now()
    plan_meeting(postmortem, Meeting(at + timedelta(days=2), "Room 4", ben), seen=None, by=ben, at=at)
    client.force_login(dev)
    answer = client.post(f"{address}meeting/", {**SHOWN, "at": "", "place": "Room 9", "facilitator": ""})
    assert answer.status_code == 409
    assert "Room 4, Ben Okafor leads" in body(answer)
    assert 'value="Room 9"' in body(answer)
    assert PostMortem.objects.get().meeting_place == "Room 4"
    # What the page shows by now travels with what was typed, so that saving again says yes to both.
    assert 'name="initial-place" value="Room 4"' in body(answer)


def test_a_facilitator_who_was_in_the_incident_is_warned_of(client, ben, dev, incident, postmortem, address):
    incident.scribe, incident.communications_lead = ben, None
    incident.save()
    plan_meeting(postmortem, Meeting(None, "", ben), seen=None, by=dev, at=timezone.now())
    client.force_login(dev)
    assert f"Ben Okafor had a part in the incident (scribe of {incident.reference})" in body(
        client.get(address)
    )


def test_the_calendar_file_is_there_once_there_is_a_time(client, ben, dev, postmortem, address):
    client.force_login(dev)
    assert "Say when the meeting is" in body(client.get(f"{address}meeting.ics", follow=True))
    at = timezone.now()
    plan_meeting(postmortem, Meeting(at + timedelta(days=2), "Room 4", ben), seen=None, by=ben, at=at)
    answer = client.get(f"{address}meeting.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_final_post_mortem_shows_its_meeting_and_takes_no_other(client, dev, postmortem, address):
    PostMortem.objects.update(stage=Stage.FINAL)
    client.force_login(dev)
    assert "Save the meeting" not in body(client.get(address))
    answer = client.post(f"{address}meeting/", {**SHOWN, "place": "Room 4"})
    assert answer.status_code == 422
    assert PostMortem.objects.get().meeting_place == ""


def test_a_mail_is_addressed_so_that_every_program_reads_it():
    written = mail_address("A & B", "One\nTwo?", to=["ana@example.com", "", "b+c@example.com"])
    assert written == "mailto:ana@example.com,b%2Bc@example.com?subject=A%20%26%20B&body=One%0D%0ATwo%3F"


def test_what_holds_a_text_for_readers_up_is_told_where_it_is_counted(client, ana, dev, incident, address):
    """The post-mortem is not final, and the page never spoke of the incident: both were counted beside a list without findings."""
    client.force_login(dev)
    client.post(f"{address}texts/", {"incident": incident.pk, "audience": "public"})
    draft = Draft.objects.get()
    text = "Card payments failed. We apologise to everybody who could not pay.\n"
    edit_draft(draft, {"text": text}, seen_version=None, by=dev, at=timezone.now())
    page = body(client.get(f"/drafts/{draft.pk}/"))
    decision = page[page.index('id="decision"') : page.index('id="preview"')]
    (number,) = re.findall(r"The review objects to (\d+) thing", decision)
    told = re.findall(r"<li>(.*?)</li>", decision)
    assert int(number) == len(told)
    assert any("is still a draft. Make it final first" in each for each in told)
    assert any("this text would be its first word" in each for each in told)


def test_the_composer_learns_that_the_post_mortem_is_final(client, ana, dev, incident, postmortem, address):
    client.force_login(dev)
    client.post(f"{address}texts/", {"incident": incident.pk, "audience": "public"})
    draft = Draft.objects.get()
    page = body(client.get(f"/drafts/{draft.pk}/"))
    (seen,) = re.findall(r'name="seen" value="([\w.]+)"', page)
    holds = {"seen": seen, "version": draft.version, "heard": newest_entry(incident)}
    assert client.get(f"/drafts/{draft.pk}/live/", holds).status_code == 204
    PostMortem.objects.update(stage=Stage.FINAL)
    said = body(client.get(f"/drafts/{draft.pk}/live/", holds))
    assert "Make it final first" not in said
    assert 'id="looks-back"' in said
