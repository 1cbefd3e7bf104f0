"""A page asks the database as often with ten times as much in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clarion.accounts.people import Person
from clarion.flows.call import mark_and_call
from clarion.incidents.alerts import Suggestion
from clarion.incidents.incident import AffectedService, Incident
from clarion.incidents.services import Service, add_service
from clarion.incidents.timeline import Source, record_entry
from clarion.updates.audiences import KINDS
from clarion.updates.drafts import Draft
from clarion.updates.suggested_text import start_draft
from tests.conftest import person
from tests.factories.incidents import an_incident, put_right, say

pytestmark = pytest.mark.django_db

PAGES = {
    "now": "/",
    "the lists of now": "/owed/",
    "the room": "/incidents/INC-{incident}/",
    "the live part of the room": "/incidents/INC-{incident}/live/",
    "the list": "/incidents/",
    "the list, by words": "/incidents/?q=Card&show=open",
    "the composer": "/drafts/{draft}/",
    "a correction": "/updates/{update}/correct/",
}


@pytest.fixture
def measured(ana, ben, checkout) -> Incident:
    return an_incident(services={checkout: "major_outage"}, by=ben, at=timezone.now() - timedelta(hours=1))


def grow(incident: Incident, times: int) -> None:
    """More of everything: people, services, entries, updates of all audiences, corrections, open incidents, suggestions."""
    now, ben = timezone.now(), Person.by_email("ben@example.com")
    for number in range(Incident.objects.count(), Incident.objects.count() + times):
        somebody = person(f"Somebody{number} Else", "responder")
        service = add_service(f"Service {number}", aliases=[f"alias-{number}"])
        AffectedService.objects.create(incident=incident, service=service)
        record_entry(incident, f"did {number}", source=Source.PERSON, at=now, by=somebody)
        for audience in KINDS:
            say(incident, f"Word {number} for {audience}.", audience=audience, by=ben, at=now)
        wrong = incident.updates.filter(audience="public").first()
        put_right(wrong, f"Word {number} for public.", f"Right {number}.", by=ben, at=now)
        other = an_incident(f"Other {number}", services={service: "major_outage"}, by=ben, at=now)
        for each in (incident, other):
            for audience in KINDS:
                start_draft(each, audience, by=somebody, at=now)
        Draft.objects.filter(incident=other).update(edited_by=somebody)
        suggestion = Suggestion.objects.create(
            group_key=f"{number}", title="Errors", severity="SEV2", first_alert_at=now, received_at=now
        )
        suggestion.services.set(Service.objects.all())
    mark_and_call(at=now + timedelta(hours=3))


def queries(client, incident: Incident, page: str) -> list[str]:
    draft = incident.drafts.open().get(audience="public")
    update = incident.updates.filter(audience="public").last()
    address = PAGES[page].format(incident=incident.pk, draft=draft.pk, update=update.pk)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("page", PAGES)
def test_the_number_of_queries_does_not_grow_with_what_is_there(page, client, measured, ben, monkeypatch):
    # On a busy machine a count that was slow once is kept, and one query less is asked.
    monkeypatch.setattr("clarion.subscribers.expected.CHEAP", 60)
    client.force_login(ben)
    grow(measured, 1)
    queries(client, measured, page)
    once = queries(client, measured, page)
    grow(measured, 9)
    tenfold = queries(client, measured, page)
    assert len(tenfold) == len(once), "\n".join(tenfold)
