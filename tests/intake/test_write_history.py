"""Writing past incidents: what is there afterwards, with whose times, and that once is enough."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection

from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed
from clarion.accounts.roles import Role
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service, add_service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.incidents.timeline import Entry, Source
from clarion.intake.history import PastIncident, PastUpdate
from clarion.intake.write_history import Written, write_history
from clarion.statuspage.snapshots import Snapshot
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate


@pytest.fixture
def ana(db) -> Person:
    return Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)


@pytest.fixture
def past(nine: datetime) -> PastIncident:
    year_before = nine - timedelta(days=365)
    return PastIncident(
        key="github-status:101",
        origin="https://status.example.com/incidents/101",
        title="Card payments fail",
        severity=Severity.SEV2,
        status=ServiceStatus.PARTIAL_OUTAGE,
        services=("checkout-api", "Search"),
        started_at=year_before,
        resolved_at=year_before + timedelta(hours=1),
        updates=(
            PastUpdate(year_before + timedelta(minutes=5), State.INVESTIGATING, "We are looking."),
            PastUpdate(year_before + timedelta(hours=1), State.RESOLVED, "Payments work again."),
        ),
    )


def test_an_incident_is_kept_with_the_times_of_its_source(ana, past, nine):
    checkout = add_service("Checkout", aliases=["checkout-api"])
    assert write_history([past], by=ana, at=nine) == Written(new=1, incidents=1, updates=2)
    incident = Incident.objects.get()
    assert incident.source_key == "github-status:101"
    assert (incident.state, incident.severity, incident.planned) == ("resolved", "SEV2", False)
    assert (incident.started_at, incident.resolved_at) == (past.started_at, past.resolved_at)
    assert incident.declared_at == incident.first_published_at == past.updates[0].at
    assert incident.detected_at is None
    assert {line.service.name: line.status for line in incident.affected.all()} == {
        "Checkout": "partial_outage",
        "Search": "partial_outage",
    }
    assert Service.objects.get(name="Checkout") == checkout
    assert Service.objects.get(name="Search").is_public


def test_updates_are_published_at_their_own_time_and_say_what_services_had(ana, past, nine):
    write_history([past], by=ana, at=nine)
    last, first = IncidentUpdate.objects.all()
    assert (first.kind, first.state, first.audience) == ("acknowledgement", "investigating", "public")
    assert (last.kind, last.state, last.text) == ("resolution", "resolved", "Payments work again.")
    assert [update.published_at for update in (first, last)] == [update.at for update in past.updates]
    assert [(line["before"], line["status"]) for line in first.services] == [
        ("operational", "partial_outage")
    ] * 2
    assert [(line["before"], line["status"]) for line in last.services] == [
        ("partial_outage", "operational")
    ] * 2
    assert first.source_key == "github-status:101#0"


def test_the_timeline_says_where_it_came_from_and_nobody_owes_anything(ana, past, nine):
    write_history([past], by=ana, at=nine)
    entry = Entry.objects.get()
    assert (entry.source, entry.recorded_at) == (Source.IMPORT, nine)
    assert entry.text == "imported from https://status.example.com/incidents/101"
    assert not Promise.objects.exists()


def test_importing_again_changes_nothing(ana, past, nine):
    write_history([past], by=ana, at=nine)
    snapshots = Snapshot.objects.count()
    second = replace(past, key="github-status:102")
    assert write_history([past], by=ana, at=nine) == Written(new=0, incidents=1, updates=2)
    assert Snapshot.objects.count() == snapshots
    assert write_history([past, second], by=ana, at=nine) == Written(new=1, incidents=2, updates=4)
    assert Entry.objects.count() == 2


def test_two_names_of_one_service_are_one_line(ana, past, nine):
    add_service("Checkout", aliases=["checkout-api"])
    write_history([replace(past, services=("Checkout", "checkout-api"))], by=ana, at=nine)
    assert Incident.objects.get().affected.count() == 1
    assert len(IncidentUpdate.objects.first().services) == 1


def test_only_who_may_import_imports(past, nine, db):
    dev = Person.objects.create_user("dev@example.com", name="Dev Patel", role=Role.RESPONDER)
    with pytest.raises(NotAllowed, match="You may not import incidents"):
        write_history([past], by=dev, at=nine)
    assert not Incident.objects.exists()


def test_an_import_that_fails_midway_leaves_nothing(ana, past, nine):
    nameless = replace(past, key="github-status:102", services=("",))
    with pytest.raises(Exception, match="cannot be blank"):
        write_history([past, nameless], by=ana, at=nine)
    assert not Incident.objects.exists()
    assert not Service.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_write_each_incident_once(past, nine):
    ana = Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)
    together, written = threading.Barrier(2), []

    def bring():
        together.wait(timeout=30)
        written.append(write_history([past], by=ana, at=nine))
        connection.close()

    importers = [threading.Thread(target=bring) for _ in range(2)]
    for importer in importers:
        importer.start()
    for importer in importers:
        importer.join(timeout=60)
    assert sorted(one.new for one in written) == [0, 1]
    assert Incident.objects.count() == 1
    assert IncidentUpdate.objects.count() == 2
