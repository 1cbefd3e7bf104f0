"""The list of post-mortems, the page of one, what is changed about it, and where the console leads to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.incidents.states import Severity
from clarion.postmortems.postmortem import PostMortem, Stage
from tests.factories.incidents import an_incident
from tests.factories.postmortems import a_postmortem, end

pytestmark = pytest.mark.django_db


@pytest.fixture
def postmortem(ben) -> PostMortem:
    return a_postmortem(by=ben, at=timezone.now())


def test_the_room_leads_to_it_only_when_the_incident_is_over(client, ana):
    client.force_login(ana)
    incident = an_incident(severity=Severity.SEV3, by=ana, at=timezone.now())
    assert b"ost-mortem" not in client.get(f"/incidents/INC-{incident.pk}/").content
    end(incident, by=ana, at=timezone.now())
    assert b"Write its post-mortem" in client.get(f"/incidents/INC-{incident.pk}/").content
    answer = client.post(f"/incidents/INC-{incident.pk}/postmortem/", follow=True)
    assert incident.title.encode() in answer.content
    again = client.post(f"/incidents/INC-{incident.pk}/postmortem/")
    assert again["Location"] == f"/postmortems/{PostMortem.objects.get().public_id}/"
    assert b"Post-mortem PM-" in client.get(f"/incidents/INC-{incident.pk}/").content


def test_one_of_an_incident_that_lasts_is_refused_with_the_remedy(client, ana):
    client.force_login(ana)
    incident = an_incident(by=ana, at=timezone.now())
    answer = client.post(f"/incidents/INC-{incident.pk}/postmortem/", follow=True)
    assert b"Resolve it first" in answer.content
    assert not PostMortem.objects.exists()


def test_now_shows_what_is_due_within_a_week_with_its_owner(client, ana, postmortem):
    client.force_login(ana)
    assert b"owner: Ben Okafor" in client.get("/").content
    PostMortem.objects.update(due_on=timezone.now().date() + timedelta(days=30))
    assert b"owner: Ben Okafor" not in client.get("/").content


def test_the_list_finds_by_words_numbers_stage_severity_and_owner(client, ana, ben, postmortem):
    client.force_login(ana)
    other = a_postmortem("Search is slow", severity=Severity.SEV2, by=ana, at=timezone.now())
    PostMortem.objects.filter(pk=other.pk).update(stage=Stage.FINAL)

    def found(**query: object) -> set[str]:
        return {each.title for each in client.get("/postmortems/", query).context["page"]}

    both = {"Card payments fail", "Search is slow"}
    assert found() == both
    assert found(q="search") == found(q=other.reference) == found(severity="SEV2") == {"Search is slow"}
    assert found(q=other.incidents.get().reference) == found(show="final") == {"Search is slow"}
    assert found(show="owed") == found(owner=ben.pk) == {"Card payments fail"}
    assert client.get("/postmortems/", {"show": "nonsense"}).status_code == 422


def test_the_summary_shows_the_facts_of_the_record_and_how_long_it_lasted(client, ana, postmortem):
    client.force_login(ana)
    content = client.get(f"/postmortems/{postmortem.public_id}/").content.decode()
    assert "about a quarter of card payments fail; 1,200 users" in content
    assert "1 h 39 min" in content


def test_the_small_forms_change_one_thing_each_and_say_so(client, ana, ben, cleo, postmortem):
    client.force_login(ana)
    address = f"/postmortems/{postmortem.public_id}/about/"
    day = timezone.now().date() + timedelta(days=9)
    other = a_postmortem("Search is slow", by=ana, at=timezone.now()).incidents.get()
    for fields in (
        {"change": "owner", "owner": cleo.pk, "seen": ben.pk},
        {"change": "due", "due_on": day, "reason": "holidays", "seen": postmortem.due_on},
        {"change": "title", "title": "Cards failed"},
        {"change": "cover", "incident": other.reference.lower()},
    ):
        assert client.post(address, fields).status_code == 302, fields
    postmortem.refresh_from_db()
    assert (postmortem.owner, postmortem.due_on, postmortem.title) == (cleo, day, "Cards failed")
    assert postmortem.incidents.count() == 2
    assert client.post(address, {"change": "uncover", "incident": other.reference}).status_code == 302
    assert client.post(address, {"change": "set_aside", "why": "a false alarm"}).status_code == 302
    assert b"a false alarm" in client.get(f"/postmortems/{postmortem.public_id}/").content
    assert client.post(address, {"change": "take_up"}).status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"change": "due", "due_on": "2020-01-01", "reason": "x"}, b"It is due on"),
        ({"change": "cover", "incident": "INC-999999"}, b"There is no such incident"),
        ({"change": "cover", "incident": "nonsense"}, b"There is no such incident"),
        ({"change": "set_aside", "why": ""}, b"This field is required"),
        ({"change": "title", "title": " "}, b"This field is required"),
        ({"change": "owner", "owner": "99999"}, b"Select a valid choice"),
    ],
)
def test_bad_input_says_what_to_do_and_changes_nothing(client, ana, postmortem, fields, said):
    client.force_login(ana)
    answer = client.post(f"/postmortems/{postmortem.public_id}/about/", fields)
    assert answer.status_code == 422
    assert said in answer.content
    before = PostMortem.objects.filter(pk=postmortem.pk).values().get()
    assert (before["title"], before["stage"]) == ("Card payments fail", Stage.DRAFT)


def test_an_admin_changes_when_they_are_asked_for(client, ana):
    client.force_login(ana)
    page = client.get("/settings/post-mortems/")
    fields = {}
    for row in page.context["rows"]:
        for name, value in row.initial.items():
            fields |= {row.add_prefix(name): value or "", row.add_initial_prefix(name): str(value)}
    wrong = client.post("/settings/post-mortems/", fields | {"SEV2-days": "soon"})
    assert wrong.status_code == 422
    assert b"SEV2, days until it is due: write days from 1 to 365." in wrong.content
    assert client.post("/settings/post-mortems/", fields | {"SEV3-asked": "on"}).status_code == 302
    conflict = client.post("/settings/post-mortems/", fields | {"SEV1-days": "9"})
    assert conflict.status_code == 409
    assert b"SEV3, saved: a post-mortem in 10 business days" in conflict.content
