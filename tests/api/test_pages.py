"""Lists in pages: every row once, whatever comes meanwhile, and as many queries for many rows as for one."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clarion.accounts.glossary import GlossaryTerm, add_term
from clarion.flows.call import mark_and_call
from clarion.flows.declare import declare
from clarion.flows.put_right import propose_quietly, put_right_quietly
from clarion.incidents.added_lines import add_lines
from clarion.incidents.alerts import Suggestion
from clarion.incidents.amendments import amend_entry
from clarion.incidents.incident import Incident
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity
from clarion.subscribers.calls import Call
from clarion.updates.promises import Promise
from clarion.updates.quiet_corrections import QuietProposal
from clarion.updates.suggested_text import start_draft
from clarion.updates.templates import save_template
from tests.factories.incidents import a_history, say

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def walked(program, path: str, **query) -> list[dict]:
    """All rows of a list, page by page."""
    path, _, more = path.partition("?")
    query |= dict(parse_qsl(more))
    rows = []
    for _ in range(100):
        page = program.get(path, **query).json()
        rows += page["items"]
        if page["next"] is None:
            return rows
        query["cursor"] = page["next"]
    raise AssertionError("the list does not end")


@pytest.fixture
def incidents(ana, ben, checkout) -> list[int]:
    """Seven incidents, three of them declared in the same second; their numbers, the latest first."""
    now = timezone.now().replace(microsecond=0)
    ages = [5, 4, 3, 3, 3, 2, 1]
    made = [
        declare(
            f"Incident of {hours} hours ago",
            severity=Severity.SEV3,
            services={checkout: ServiceStatus.MAJOR_OUTAGE},
            by=ana,
            at=now - timedelta(hours=hours),
        ).pk
        for hours in ages
    ]
    return made[::-1]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_every_row_comes_once_in_order(as_ana, incidents, limit):
    assert [row["number"] for row in walked(as_ana, "/incidents", limit=limit)] == incidents


def test_what_is_declared_meanwhile_moves_no_page(as_ana, ana, incidents):
    first = as_ana.get("/incidents", limit=3).json()
    declare("Another one", severity=Severity.SEV4, services={}, by=ana, at=timezone.now())
    second = as_ana.get("/incidents", limit=3, cursor=first["next"]).json()
    assert [row["number"] for row in second["items"]] == incidents[3:6]


def test_the_filters_are_those_of_the_console(as_ana, ana, incidents, checkout):
    search = add_service("Search", aliases=["search-api"])
    declare(
        "Search shows nothing",
        severity=Severity.SEV1,
        services={search: ServiceStatus.PARTIAL_OUTAGE},
        by=ana,
        at=timezone.now(),
    )

    def titles(**query) -> set[str]:
        return {row["title"] for row in walked(as_ana, "/incidents", **query)}

    assert titles(q="SHOWS") == titles(service="search-api") == titles(severity="SEV1")
    assert titles(q="shows") == titles(service=search.public_id) == {"Search shows nothing"}
    assert titles(q=f"INC-{incidents[0]}") == {"Incident of 1 hours ago"}
    assert titles(state="resolved") == titles(q="100%") == set()
    assert len(titles(state="open", service="Checkout", until="9998-12-30")) == 5
    assert titles(since="9998-12-30") == set()


@pytest.fixture
def busy(incidents, ana, ben, dev, checkout) -> Incident:
    """The latest of the incidents, with rows in every list."""
    incident = Incident.objects.get(pk=incidents[0])
    for minute in range(3):
        say(incident, f"Checkout fails, part {minute}.", by=ben, at=timezone.now(), audience="engineering")
        Suggestion.objects.create(
            group_key=minute, title="Errors", severity="SEV2", first_alert_at=NOON, received_at=NOON
        )
    for name in ("Search", "Reports"):
        add_service(name)
        add_term(GlossaryTerm(term=name, plain=f"the {name.lower()}"), by=ana, at=NOON)
    for update in incident.updates.all():
        words = {"wrong_words": "fails, part", "right_words": "fails: part", "reason": "typo"}
        propose_quietly(update, **words, by=ben, at=NOON)
        put_right_quietly(QuietProposal.objects.latest("pk"), by=ana, at=NOON)
    for line in add_lines(incident, "one\ntwo\nthree", by=ben, at=timezone.now()):
        amend_entry(line, {"text": f"{line.text}, reworded"}, by=dev, at=timezone.now())
    for version in range(3):
        save_template("public", "progress", f"{{status}} {version}.", seen_version=version, by=ana, at=NOON)
    Promise.objects.filter(closed_at=None).update(due_at=NOON)
    mark_and_call(at=timezone.now())
    Call.objects.update(state="failed", done_at=timezone.now(), failure="The mail server refused it.")
    a_history(30, service=checkout, at=NOON)
    return incident


LISTS = {
    "/incidents": 37,
    "/incidents/{incident}/timeline": 15,  # two of them by the clock
    "/timeline/{amended}/history": 2,
    "/incidents/{incident}/drafts?show=all": 3,
    "/incidents/{incident}/updates": 3,
    "/promises": 10,
    "/suggestions": 3,
    "/calls/in-trouble": 14,
    "/templates/public/progress/versions": 3,
    "/glossary": 2,
    "/audit?until=2026-03-09": 11,
    "/services": 3,
    "/people": 3,
}


def address(path: str, incident: Incident, limit: int) -> str:
    amended = incident.entries.exclude(amends=None).latest("pk")
    path = path.format(incident=incident.pk, amended=amended.pk)
    return f"{path}{'&' if '?' in path else '?'}limit={limit}"


@pytest.mark.parametrize("path", LISTS)
def test_every_list_shows_each_row_once(as_ana, busy, path):
    rows, one = walked(as_ana, address(path, busy, 2)), walked(as_ana, address(path, busy, 100))
    assert rows == one
    keys = {row.get("id") or row.get("number") or row["version"] for row in rows}
    assert len(keys) == len(rows) == LISTS[path]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(as_ana, busy, path):
    as_ana.get("/me")  # notes the use of the token

    def queries(limit: int) -> int:
        asked = address(path, busy, limit)
        with CaptureQueriesContext(connection) as captured:
            assert as_ana.get(asked).status_code == 200
        return len(captured)

    assert queries(1) == queries(100) <= 4


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/incidents/{incident}", 4),
        ("/drafts/{draft}", 20),
        ("/me", 1),
        ("/promises/owed", 2),
        ("/incidents/{incident}/ledger", 3),
        ("/promises/statistics", 3),
        ("/calls", 2),
        ("/incidents/{incident}/deliveries", 5),
        ("/templates", 2),
        ("/templates/public/progress", 2),
        ("/cadence", 2),
        ("/incidents/{incident}/contradictions", 20),
    ],
)
def test_reading_one_thing_takes_few_queries(
    as_ana, ben, incidents, django_assert_max_num_queries, path, most
):
    incident = Incident.objects.get(pk=incidents[0])
    say(incident, "Checkout fails.", by=ben, at=timezone.now())
    draft = start_draft(incident, "support", by=ben, at=timezone.now())
    as_ana.get("/me")
    with django_assert_max_num_queries(most):
        assert as_ana.get(path.format(incident=incident.pk, draft=draft.pk)).status_code == 200


def test_no_page_is_found_by_counting(as_ana, incidents):
    second = as_ana.get("/incidents", limit=1).json()["next"]
    with CaptureQueriesContext(connection) as captured:
        as_ana.get("/incidents", limit=1, cursor=second)
    assert not [query for query in captured if "OFFSET" in query["sql"].upper()]
