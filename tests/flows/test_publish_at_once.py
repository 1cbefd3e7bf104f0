"""Two people press Publish at the same moment: one update, and the other one is told."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from clarion.flows.approve import approve
from clarion.flows.declare import declare
from clarion.flows.publish import publish
from clarion.incidents.states import ServiceStatus, Severity
from clarion.statuspage.snapshots import Snapshot
from clarion.updates.drafts import DraftClosed
from clarion.updates.editing import edit_draft
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate
from clarion.updates.suggested_text import start_draft

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.mark.parametrize("number", range(ROUNDS))
def test_two_people_publish_at_once(ana, ben, cleo, checkout, nine, number):
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
    approve(
        draft,
        seen_version=draft.version,
        by=cleo,
        at=nine,
        override_reason="a test of publishing, not of words",
    )
    together, outcomes = Barrier(2), []

    def press(person):
        together.wait()
        try:
            outcomes.append(publish(draft, by=person, at=nine))
        except DraftClosed as closed:
            outcomes.append(closed)
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=(person,)) for person in (ben, cleo)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    connection.close()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["DraftClosed", "IncidentUpdate"]
    assert IncidentUpdate.objects.count() == 1
    assert Promise.objects.filter(audience="public", closed_at=None).count() == 1
    assert Snapshot.objects.filter(update__isnull=False).count() == 1
