"""Writing past incidents: what is there afterwards, with whose times, and that once is enough."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection

from clarion.accounts.audit import AuditEntry
from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed
from clarion.accounts.roles import Role
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service, add_service
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.incidents.timeline import Entry, Source
from clarion.intake import write_history as in_steps
from clarion.intake.history import PastIncident, PastService, PastSubscriber, PastUpdate
from clarion.intake.write_history import Written, write_history
from clarion.statuspage import v2
from clarion.statuspage.snapshots import Snapshot, latest_snapshot
from clarion.subscribers.subscriber import Subscriber
from clarion.updates.promises import Promise
from clarion.updates.publication import IncidentUpdate
from tests.factories.incidents import an_incident, say


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
    assert write_history([past], by=ana, at=nine) == Written(new=1, incidents=1, updates=2, services=1)
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


@pytest.fixture
def five(past) -> list[PastIncident]:
    """Newest first, as pages list them; the oldest one is still open."""
    made = [
        replace(
            past,
            key=f"github-status:{number}",
            title=f"Number {number}",
            updates=tuple(replace(each, at=each.at - timedelta(days=number)) for each in past.updates),
        )
        for number in range(5)
    ]
    made[-1] = replace(made[-1], resolved_at=None, updates=made[-1].updates[:1])
    return made


@pytest.fixture
def small_steps(monkeypatch) -> None:
    monkeypatch.setattr(in_steps, "AT_ONCE", 2)


def titles() -> set[str]:
    return set(Incident.objects.filter(source_key__isnull=False).values_list("title", flat=True))


def test_a_large_import_that_is_cut_short_goes_on_where_it_stopped(ana, five, nine, small_steps):
    wordless = replace(five[0], updates=(replace(five[0].updates[0], text=None),))
    with pytest.raises(IntegrityError):
        write_history([wordless, *five[1:]], by=ana, at=nine)
    assert titles() == {"Number 3", "Number 2", "Number 1"}
    assert not Snapshot.objects.exists()
    assert write_history(five, by=ana, at=nine) == Written(new=2, incidents=5, updates=9)
    assert v2.open_ids(Snapshot.objects.get().content) == {Incident.objects.get(title="Number 4").public_id}
    assert list(AuditEntry.objects.oldest_first().values_list("subject", flat=True)) == [
        "begun",
        "2 incidents",
    ]


def test_new_services_are_shown_although_the_rest_of_the_import_is_cut_short(ana, nine, small_steps):
    listed = [PastService("Search")]
    readers = [PastSubscriber("mail", f"{name}@example.com", None, confirmed=True) for name in "abcd"]
    with pytest.raises(IntegrityError):
        write_history(
            [],
            services=listed,
            subscribers=[*readers, replace(readers[0], address="e@example.com", payload=None)],
            by=ana,
            at=nine,
        )
    assert [each["name"] for each in Snapshot.objects.get().content["components"]] == ["Search"]
    assert write_history([], services=listed, subscribers=readers, by=ana, at=nine).subscribers == 1
    assert Subscriber.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_an_outage_is_published_while_a_large_import_is_under_way_and_the_page_shows_nothing_open_of_it(
    five, nine, small_steps, monkeypatch
):
    ana = Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)
    between: list[tuple[set[str], set[str]]] = []

    def publish():
        outage = an_incident("Search is down", by=ana, at=nine)
        say(outage, "Search does not answer.", by=ana, at=nine)
        between.append((titles(), v2.open_ids(latest_snapshot().content) - {outage.public_id}))
        connection.close()

    def somebody_publishes():
        if not between:
            publisher = threading.Thread(target=publish)
            publisher.start()
            publisher.join(timeout=60)

    monkeypatch.setattr(in_steps, "_let_others_write", somebody_publishes)
    write_history(five, by=ana, at=nine)
    assert between == [({"Number 3"}, set())]
    assert len(v2.open_ids(latest_snapshot().content)) == 2


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
