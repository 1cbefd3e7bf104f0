"""What is published stays as it is."""

from datetime import timedelta

import pytest

from clarion.accounts.append_only import Written
from clarion.flows.approve import approve
from clarion.flows.correct import correct
from clarion.flows.declare import declare
from clarion.flows.publish import publish
from clarion.incidents.states import ServiceStatus, Severity
from clarion.updates.editing import edit_draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.suggested_text import start_draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def update(ana, ben, cleo, checkout, nine) -> IncidentUpdate:
    incident = declare(
        "Card payments fail",
        severity=Severity.SEV2,
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        by=ana,
        at=nine,
    )
    draft = start_draft(incident, "public", by=ben, at=nine)
    text = "We are investigating a problem with Checkout. Card payments fail since 09:00 UTC. Next update by 09:20 UTC.\n"
    edit_draft(
        draft,
        {"text": text, "next_update_at": nine + timedelta(minutes=20)},
        seen_version=None,
        by=ben,
        at=nine,
    )
    approve(draft, seen_version=draft.version, by=cleo, at=nine)
    return publish(draft, by=cleo, at=nine)


def test_an_update_is_neither_saved_again_nor_deleted(update):
    update.text = "Nothing happened."
    with pytest.raises(Written):
        update.save()
    with pytest.raises(Written):
        update.delete()
    with pytest.raises(Written):
        IncidentUpdate.objects.update(text="Nothing happened.")
    with pytest.raises(Written):
        IncidentUpdate.objects.all().delete()
    assert IncidentUpdate.objects.get().text.startswith("We are investigating")


def test_the_timeline_is_append_only(update):
    entry = update.incident.entries.first()
    entry.text = "nothing"
    with pytest.raises(Written):
        entry.save()


def test_it_keeps_what_the_reader_was_told_of_services_also_after_a_renaming(update, checkout):
    checkout.name = "Till"
    checkout.save()
    told = IncidentUpdate.objects.get().services
    assert told == [
        {"id": checkout.public_id, "name": "Checkout", "status": "major_outage", "before": "operational"}
    ]


def test_the_first_publication_is_a_moment_of_the_incident(update, nine):
    assert update.incident.first_published_at == nine


def test_only_words_that_were_published_can_be_corrected(update, ben, nine):
    with pytest.raises(Exception, match="does not say this"):
        correct(update, wrong_words="Everything is fine", by=ben, at=nine)
    assert correct(update, wrong_words="since 09:00 UTC", by=ben, at=nine).kind == "correction"
