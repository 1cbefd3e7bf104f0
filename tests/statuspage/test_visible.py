"""What is internal stays internal: no byte of it is in any document of the public side."""

from datetime import timedelta

import pytest

from clarion.accounts.models import IntakeToken
from clarion.accounts.workspace import Workspace
from clarion.incidents.alerts import Suggestion
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus
from clarion.incidents.timeline import Source, record_entry
from clarion.statuspage.publishing import freeze, write_page
from clarion.updates.suggested_text import start_draft
from tests.factories.incidents import an_incident, say
from tests.statuspage.reading_files import every_document

CANARY = "kanarienvogel"

pytestmark = pytest.mark.django_db


def test_no_internal_field_reaches_a_public_document(nine, ben, dev, checkout, public_folder):
    checkout.aliases = [f"{CANARY}-alias"]
    checkout.save()
    Workspace.objects.update_or_create(
        pk=1,
        defaults={"name": "Acme", "public_id": "abcdefghijkl", "external_questions_go_to": f"{CANARY} desk"},
    )
    hidden = add_service(f"{CANARY} service", is_public=False)
    told = an_incident(
        services={checkout: ServiceStatus.MAJOR_OUTAGE, hidden: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine,
        impact=f"{CANARY} impact", cause=f"{CANARY} cause", workaround=f"{CANARY} workaround",
        regions=[f"{CANARY} region"], users_affected=87_654_321,
    )  # fmt: skip
    say(told, "Card payments fail.", by=ben, at=nine)
    say(told, f"{CANARY} for engineers", audience="engineering", by=ben, at=nine)
    draft = start_draft(told, "public", by=ben, at=nine)
    draft.text = f"{CANARY} draft"
    draft.save()
    record_entry(told, f"{CANARY} entry", source=Source.PERSON, at=nine, by=dev)
    untold = an_incident(f"{CANARY} incident nobody was told of", by=ben, at=nine)
    say(untold, f"{CANARY} alert", audience="engineering", by=ben, at=nine)
    IntakeToken.objects.create(name=f"{CANARY} token", token_hash=CANARY, created_at=nine)
    Suggestion.objects.create(
        group_key=CANARY, title=f"{CANARY} alert", severity="SEV1", received_at=nine, first_alert_at=nine
    )
    told.refresh_from_db()
    told.title = f"{CANARY} new title of the record"
    told.save()

    freeze(None, at=nine)
    write_page(at=nine)

    documents = every_document(public_folder)
    assert len(documents) > 12
    secrets = [
        CANARY,
        "87654321",
        "87,654,321",
        told.reference,
        ben.name,
        ben.email,
        dev.email,
        untold.public_id,
    ]
    found = [
        (path, secret)
        for path, content in documents.items()
        for secret in secrets
        if secret.lower().encode() in content.lower()
    ]
    assert found == []


def test_the_page_says_what_the_last_public_update_said_whatever_the_record_holds(nine, ben, checkout, shown):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    incident.refresh_from_db()
    incident.state = "resolved"
    incident.resolved_at = nine
    incident.save()
    incident.affected.all().delete()

    freeze(None, at=nine + timedelta(minutes=1))
    page = shown(at=nine + timedelta(minutes=2))

    assert "Investigating" in page
    assert "Resolved" not in page
    assert "Major outage" in page
