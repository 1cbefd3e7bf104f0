"""The list of incidents: what is looked for is found, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.flows.declare import declare
from clarion.flows.resolve import resolve
from clarion.incidents.incident import Incident
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 9, 23, 59, tzinfo=UTC)


@pytest.fixture
def incidents(client, ana, checkout) -> dict[str, Incident]:
    """Three incidents, a minute before midnight and a day apart, the last one resolved."""
    client.force_login(ana)
    search = add_service("Search")
    wanted = [
        ("payments", "Card payments fail", Severity.SEV1, checkout),
        ("search", "Search shows nothing", Severity.SEV3, search),
        ("refunds", "Refunds fail", Severity.SEV3, checkout),
    ]
    made = {
        name: declare(
            title,
            severity=severity,
            services={service: ServiceStatus.MAJOR_OUTAGE},
            by=ana,
            at=MONDAY + timedelta(days=number),
        )
        for number, (name, title, severity, service) in enumerate(wanted)
    }
    resolve(made["refunds"], by=ana, at=MONDAY + timedelta(days=3))
    return made


def shown(client, incidents, query) -> set[str]:
    found = {incident.pk for incident in client.get("/incidents/", query).context["page"]}
    return {name for name, incident in incidents.items() if incident.pk in found}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"payments", "search", "refunds"}),
        ({"q": "FAIL"}, {"payments", "refunds"}),
        ({"q": "100%"}, set()),
        ({"show": "open"}, {"payments", "search"}),
        ({"show": "resolved"}, {"refunds"}),
        ({"severity": "SEV3"}, {"search", "refunds"}),
        ({"severity": "SEV3", "q": "fail"}, {"refunds"}),
        ({"since": "2026-03-10"}, {"search", "refunds"}),
        ({"until": "2026-03-09"}, {"payments"}),
        ({"since": "0001-01-01", "until": "9999-12-31"}, {"payments", "search", "refunds"}),
        ({"since": "2026-03-10", "until": "2026-03-10"}, {"search"}),
    ],
)
def test_all_that_was_chosen_holds(client, incidents, query, names):
    assert shown(client, incidents, query) == names


def test_a_service_and_a_reference_are_found(client, incidents, checkout):
    assert shown(client, incidents, {"service": checkout.pk}) == {"payments", "refunds"}
    assert shown(client, incidents, {"q": incidents["search"].reference.lower()}) == {"search"}
    assert shown(client, incidents, {"q": "9" * 40}) == set()


@pytest.mark.parametrize(
    ("query", "remedy"),
    [
        ({"since": "2026-03-11", "until": "2026-03-10"}, "exchange them"),
        ({"since": "yesterday"}, "Enter a valid date"),
        ({"severity": "SEV9"}, "not one of the available choices"),
        ({"service": "999999"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_chosen_is_said_and_the_rest_is_kept(client, incidents, query, remedy):
    answer = client.get("/incidents/", {**query, "q": "search"})
    assert answer.status_code == 422
    assert remedy in answer.content.decode()
    assert 'value="search"' in answer.content.decode()


def test_the_next_page_keeps_what_was_chosen(client, incidents, monkeypatch):
    monkeypatch.setattr("clarion.web.views.incidents.PAGE_SIZE", 1)
    answer = client.get("/incidents/", {"q": "fail", "severity": ""})
    assert "q=fail&amp;severity=&amp;page=2" in answer.content.decode()


def test_the_list_takes_as_many_queries_for_many_as_for_one(client, incidents):
    def queries(query) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/incidents/", query)
        return len(captured)

    client.get("/incidents/")  # the workspace is made when it is first asked for
    assert queries({"q": "fail"}) == queries({"q": "shows nothing"})
