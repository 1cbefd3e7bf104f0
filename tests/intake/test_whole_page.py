"""A whole page of another system comes over: services, incidents, subscribers, ids, links; and our own page once more."""

import json
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from clarion.accounts.people import Person
from clarion.accounts.roles import Role
from clarion.accounts.workspace import Workspace
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service, add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.intake import cachet as cachet_files
from clarion.intake.count_history import count_history
from clarion.intake.history import ParsedFile
from clarion.intake.redirects import not_redirected, redirects
from clarion.intake.statuspage import parse_files
from clarion.intake.write_history import Written, write_history
from clarion.statuspage import v2, visible
from clarion.statuspage.reading import Reading
from clarion.subscribers.subscriber import Subscriber
from clarion.updates.publication import IncidentUpdate
from tests.factories.incidents import an_incident, say
from tests.intake.other_pages import CACHET_2, CHECKOUT, SEARCH, cachet, statuspage

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db) -> Person:
    return Person.objects.create_user("ana@example.com", name="Ana Sousa", role=Role.ADMIN)


def write(parsed: ParsedFile, ana, at) -> Written:
    return write_history(
        parsed.incidents, services=parsed.services, subscribers=parsed.subscribers, by=ana, at=at
    )


def count(parsed: ParsedFile, ana) -> Written:
    return count_history(parsed.incidents, services=parsed.services, subscribers=parsed.subscribers, by=ana)


def test_everything_comes_over_once(ana, nine):
    parsed = parse_files(statuspage())
    all_new = Written(new=2, incidents=2, updates=5, services=2, subscribers=2)
    assert count(parsed, ana) == write(parsed, ana, nine) == all_new
    assert count(parsed, ana) == Written(new=0, incidents=2, updates=5, services=0, subscribers=0)
    assert write(parsed, ana, nine) == Written(new=0, incidents=2, updates=5, services=0, subscribers=0)


def test_counting_what_an_import_would_bring_writes_nothing_and_takes_no_lock(ana):
    parsed = parse_files(statuspage())
    with CaptureQueriesContext(connection) as queries:
        assert count(parsed, ana).new == 2
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert not any("FOR UPDATE" in query["sql"] for query in queries)
    assert not Incident.objects.exists()


def test_what_is_partly_here_is_counted_as_it_is_written(ana, nine):
    add_service("Shop", aliases=["checkout"])
    files = {
        **statuspage(
            subscribers_csv="email,state,components\na@example.com,active,Fax\nb@example.com,active,SEARCH\n"
        ),
        "again.csv": b"email,state\nB@example.com,active\nc@example.com,unconfirmed\n",
    }
    parsed = parse_files(files)
    fax = replace(parsed.incidents[0], key="statuspage:other", id=None, services=("Fax", " fax", "Shop"))
    parsed = replace(parsed, incidents=(*parsed.incidents, fax))
    counted = count(parsed, ana)
    assert (counted.new, counted.services, counted.subscribers) == (3, 2, 2)
    assert write(parsed, ana, nine) == counted


def test_ids_that_clients_know_stay_the_same(ana, nine):
    write(parse_files(statuspage()), ana, nine)
    assert set(Service.objects.values_list("public_id", flat=True)) == {CHECKOUT, SEARCH}
    assert Incident.objects.get(title="Card payments fail").public_id == "i1i1i1i1i1i1"
    assert IncidentUpdate.objects.get(text="Card payments fail.").public_id == "u1u1u1u1u1u1"


def test_what_this_page_has_under_that_id_is_left_as_it_is(ana, nine):
    Incident.objects.create(public_id="i1i1i1i1i1i1", title="Ours", severity="SEV2", declared_at=nine)
    parsed = parse_files(statuspage())
    counted = count_history(parsed.incidents, services=parsed.services, by=ana)
    assert (counted.new, write(parsed, ana, nine).new) == (1, 1)
    assert not Incident.objects.filter(title="Card payments fail").exists()


def test_what_each_message_said_of_services_is_kept(ana, nine):
    write(parse_files(statuspage()), ana, nine)
    told = IncidentUpdate.objects.filter(incident__title="Card payments fail").order_by("published_at")
    assert [(line["id"], line["before"], line["status"]) for update in told for line in update.services] == [
        (CHECKOUT, "operational", "major_outage"),
        (CHECKOUT, "major_outage", "degraded_performance"),
        (CHECKOUT, "degraded_performance", "operational"),
        (CHECKOUT, "operational", "operational"),
    ]


def test_only_who_confirmed_there_is_told_here_and_only_of_what_they_asked_for(ana, nine):
    write(parse_files(statuspage()), ana, nine)
    assert list(Subscriber.objects.active().values_list("address", "everything")) == [
        ("ida@example.com", True),
        ("https://hooks.example.com/clarion", False),
    ]
    assert set(Subscriber.objects.get(channel="webhook").services.values_list("name", flat=True)) == {
        "Checkout",
        "Search",
    }


def test_programs_get_what_they_can_read_and_people_the_language_of_the_page(ana, nine):
    Workspace.current()
    Workspace.objects.update(default_language="de")
    hook = [{"id": "9", "mode": "webhook", "endpoint": "https://h.example.com/", "state": "active"}]
    files = {**statuspage(), "hooks.json": json.dumps(hook).encode()}
    write(parse_files(files), ana, nine)
    assert list(Subscriber.objects.order_by("address").values_list("address", "payload", "language")) == [
        ("https://h.example.com/", "statuspage", "de"),
        ("https://hooks.example.com/clarion", "statuspage", "de"),
        ("ida@example.com", "clarion", "de"),
    ]


def test_who_asked_for_services_that_nobody_knows_is_not_told_of_everything(ana, nine):
    files = statuspage(subscribers_csv="email,state,components\nida@example.com,active,Fax\n")
    assert write(parse_files(files), ana, nine).subscribers == 0


def test_cachets_links_lead_to_the_same_incidents_here(ana, nine):
    parsed = cachet_files.parse_files(cachet(2), zone=ZoneInfo("UTC"))
    assert write(parsed, ana, nine) == Written(new=3, incidents=3, updates=6, services=2, subscribers=2)
    here = Incident.objects.get(title="Card payments fail").public_id
    assert f"/incidents/12 /incidents/{here};" in redirects(parsed.incidents)
    assert Service.objects.get(name="Checkout").group == "Shop"


@pytest.mark.parametrize("guid", ["x; } server { return 200 owned", "x\ny", "a b", "~*", "{"])
def test_an_address_that_would_be_read_as_configuration_of_nginx_is_named_and_left_out(ana, nine, guid):
    incidents = [{**CACHET_2["incidents.json"][0]["data"][0], "guid": guid}]
    parsed = cachet_files.parse_files(cachet(2, incidents_json={"data": incidents}), zone=ZoneInfo("UTC"))
    write(parsed, ana, nine)
    assert [line.split()[0] for line in redirects(parsed.incidents)] == ["/schedules/3"]
    assert [str(complaint) for complaint in not_redirected(parsed.incidents)] == [
        "Cachet incident 12: its address there has other characters than A-Z, a-z, 0-9 and _./-; redirect it by hand"
    ]


def documents(at) -> dict[str, bytes]:
    """What the page's API says, as the files that somebody would save of it."""
    reading = Reading()
    state = reading.everything(
        visible.all_open(), visible.latest_maintenances(50), first_named={}, updated_at=at, at=at
    )
    return {name: json.dumps(content).encode() for name, content in v2.documents(state).items()}


#: Of services, the format tells when they were made; an importer makes them now.
MADE_NOW = {"created_at", "updated_at", "start_date", "position"}


def without_birthdays(files: dict[str, bytes]):
    def stripped(value):
        if isinstance(value, list):
            return [stripped(each) for each in value]
        if not isinstance(value, dict):
            return value
        service = "showcase" in value
        return {key: stripped(each) for key, each in value.items() if not (service and key in MADE_NOW)}

    return {name: stripped(json.loads(content)) for name, content in files.items()}


def test_our_own_page_comes_over_as_it_was(ana, nine):
    Workspace.current()
    with transaction.atomic():
        checkout, search = add_service("Checkout", group="Shop"), add_service("Search")
        first = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ana, at=nine)
        say(first, "Card payments fail for some customers.", by=ana, at=nine)
        say(first, "A certificate expired.", state=State.IDENTIFIED, by=ana, at=nine + timedelta(minutes=20))
        say(first, "Payments work again.", state=State.RESOLVED, by=ana, at=nine + timedelta(minutes=50))
        second = an_incident(
            "Search is slow", services={search: ServiceStatus.DEGRADED_PERFORMANCE}, by=ana, at=nine
        )
        say(second, "Search is slow.", by=ana, at=nine + timedelta(hours=2))
        work = an_incident(
            "New machines", services={search: ServiceStatus.UNDER_MAINTENANCE}, planned=True, by=ana, at=nine,
            planned_start=nine + timedelta(hours=5), planned_end=nine + timedelta(hours=7),
        )  # fmt: skip
        say(work, "Search is read-only for two hours.", promise=None, by=ana, at=nine + timedelta(hours=1))
        before = documents(nine + timedelta(hours=3))
        transaction.set_rollback(True)
    assert not Incident.objects.exists()
    parsed = parse_files(before)
    assert parsed.complaints == ()
    write(parsed, ana, nine)
    after = documents(nine + timedelta(hours=3))
    assert without_birthdays(after) == without_birthdays(before)
