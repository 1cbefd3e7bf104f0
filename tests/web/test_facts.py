"""One fact of the record, edited in its place: by two people at once, with and without a script."""

import pytest
from django.utils import timezone

from clarion.flows.change import change
from clarion.flows.declare import declare
from clarion.incidents.incident import Incident
from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, Severity
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def incident(ana, ben, checkout) -> Incident:
    return declare(
        "Card payments fail",
        severity=Severity.SEV2,
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        facts={"impact": "Some cards are declined"},
        by=ana,
        at=timezone.now(),
    )


def opened(client, incident, fact) -> dict[str, str]:
    """What a browser would send back of the form if nothing was typed."""
    form = client.get(f"/incidents/{incident.reference}/record/{fact}/").context["form"]
    sent = {}
    for name, field in form.fields.items():
        value = field.prepare_value(form.get_initial_for_field(field, name))
        sent[name] = sent[f"initial-{name}"] = "" if value is None else value
    return {name: value for name, value in sent.items() if value is not False or name.startswith("initial-")}


def save(client, incident, fact, sent, **changes):
    address = f"/incidents/{incident.reference}/record/{fact}/"
    return client.post(address, {**sent, **changes}, headers=HTMX)


def test_a_saved_fact_is_shown_in_its_place_and_written_to_the_timeline(client, ana, incident):
    client.force_login(ana)
    sent = opened(client, incident, "affected")
    answer = save(client, incident, "affected", sent, percent_affected="25", users_affected="4210")
    said = answer.content.decode()
    assert 'id="fact-affected"' in said
    assert "25 % of users" in said
    assert "4,210 users" in said
    assert "<form" not in said
    assert incident.entries.filter(text="percent affected: not known → 25", by=ana).exists()


def test_two_people_on_two_facts_do_not_disturb_each_other(client, ana, ben, incident):
    client.force_login(ana)
    mine = opened(client, incident, "impact")
    change(incident, {"percent_affected": 40}, by=ben, at=timezone.now())
    assert save(client, incident, "impact", mine, impact="Nobody can pay").status_code == 200
    incident.refresh_from_db()
    assert (incident.impact, incident.percent_affected) == ("Nobody can pay", 40)


def test_two_people_on_one_fact_see_both_texts_and_one_decides(client, ana, ben, incident):
    client.force_login(ana)
    mine = opened(client, incident, "impact")
    change(incident, {"impact": "Every card is declined"}, by=ben, at=timezone.now())
    answer = save(client, incident, "impact", mine, impact="Most cards are declined")
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Every card is declined" in said
    assert 'value="Most cards are declined"' in said
    incident.refresh_from_db()
    assert incident.impact == "Every card is declined"

    again = {"impact": "Most cards are declined", "initial-impact": "Every card is declined"}
    assert 'name="initial-impact" value="Every card is declined"' in said
    assert save(client, incident, "impact", again).status_code == 200
    incident.refresh_from_db()
    assert incident.impact == "Most cards are declined"


def test_a_tick_that_another_gave_to_the_old_cause_does_not_confirm_a_new_one(client, ana, ben, incident):
    change(incident, {"cause": "A disk is full"}, by=ben, at=timezone.now())
    client.force_login(ana)
    mine = opened(client, incident, "cause")
    change(incident, {"cause_confirmed": True}, by=ben, at=timezone.now())
    answer = save(client, incident, "cause", mine, cause="Perhaps a bad release")
    assert answer.status_code == 409
    assert "A disk is full (confirmed)" in answer.content.decode()
    incident.refresh_from_db()
    assert (incident.cause, incident.cause_confirmed) == ("A disk is full", True)

    again = {"cause": "Perhaps a bad release", "initial-cause": "A disk is full"}
    again |= {"initial-cause_confirmed": "True"}
    assert save(client, incident, "cause", again).status_code == 200
    incident.refresh_from_db()
    assert (incident.cause, incident.cause_confirmed) == ("Perhaps a bad release", False)


def test_a_confirmed_cause_that_is_reworded_with_its_tick_stays_confirmed(client, ana, ben, incident):
    change(incident, {"cause": "A disk is ful", "cause_confirmed": True}, by=ben, at=timezone.now())
    client.force_login(ana)
    save(client, incident, "cause", opened(client, incident, "cause"), cause="A disk is full")
    incident.refresh_from_db()
    assert (incident.cause, incident.cause_confirmed) == ("A disk is full", True)


def test_who_changes_one_moment_is_told_that_another_took_back_a_second_one(client, ana, ben, incident):
    day = f"{incident.declared_at:%Y-%m-%d}"
    change(incident, {"started_at": incident.declared_at}, by=ben, at=timezone.now())
    client.force_login(ana)
    mine = opened(client, incident, "moments")
    change(incident, {"started_at": None}, by=ben, at=timezone.now())
    assert save(client, incident, "moments", mine, detected_at=f"{day} 00:00").status_code == 409


def test_who_wants_what_the_record_says_by_now_is_not_stopped(client, ana, ben, incident):
    client.force_login(ana)
    mine = opened(client, incident, "severity")
    change(incident, {"severity": "SEV1"}, by=ben, at=timezone.now())
    assert save(client, incident, "severity", mine, severity="SEV1").status_code == 200
    assert incident.entries.filter(text__startswith="severity:").count() == 1


def test_services_changed_by_another_are_not_taken_back_silently(client, ana, ben, incident, checkout):
    search = add_service("Search")
    client.force_login(ana)
    mine = opened(client, incident, "services")
    both = {checkout: ServiceStatus.MAJOR_OUTAGE, search: ServiceStatus.PARTIAL_OUTAGE}
    change(incident, {}, services=both, by=ben, at=timezone.now())
    answer = save(client, incident, "services", mine, **{f"service_{checkout.pk}": "partial_outage"})
    assert answer.status_code == 409
    assert "Search: partial outage" in answer.content.decode()
    assert incident.affected.count() == 2


def test_services_saved_unchanged_leave_what_another_changed_meanwhile(client, ana, ben, incident, checkout):
    client.force_login(ana)
    mine = opened(client, incident, "services")
    change(incident, {}, services={checkout: ServiceStatus.PARTIAL_OUTAGE}, by=ben, at=timezone.now())
    assert save(client, incident, "services", mine).status_code == 200
    assert incident.affected.get().status == ServiceStatus.PARTIAL_OUTAGE


def test_moments_are_compared_to_the_minute_that_people_see(client, ana, incident):
    client.force_login(ana)
    sent = opened(client, incident, "moments")
    started = f"{incident.declared_at:%Y-%m-%d} 00:00"
    assert save(client, incident, "moments", sent, started_at=started).status_code == 200
    incident.refresh_from_db()
    assert f"{incident.started_at:%H:%M:%S}" == "00:00:00"


def test_saving_a_fact_unchanged_writes_nothing(client, ana, incident):
    client.force_login(ana)
    before = incident.entries.count()
    for fact in (
        "title",
        "severity",
        "state",
        "services",
        "impact",
        "affected",
        "regions",
        "cause",
        "moments",
    ):
        answer = save(client, incident, fact, opened(client, incident, fact))
        assert answer.status_code == 200, fact
    incident.refresh_from_db()
    assert (incident.version, incident.entries.count()) == (1, before)


@pytest.mark.parametrize(
    ("fact", "typed", "remedy"),
    [
        ("affected", {"percent_affected": "140"}, "less than or equal to 100"),
        ("affected", {"users_affected": "many"}, "Enter a whole number"),
        ("title", {"title": ""}, "This field is required"),
        ("moments", {"started_at": "soon"}, "Write a time in UTC such as 09:31"),
        ("severity", {"severity": "SEV9"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_with_the_remedy_and_kept_in_the_field(
    client, ana, incident, fact, typed, remedy
):
    client.force_login(ana)
    answer = save(client, incident, fact, opened(client, incident, fact), **typed)
    assert answer.status_code == 422
    assert remedy in answer.content.decode()
    incident.refresh_from_db()
    assert incident.version == 1


def test_without_a_script_the_fact_is_a_page_that_leads_back_to_the_room(client, ana, incident):
    client.force_login(ana)
    page = client.get(f"/incidents/{incident.reference}/record/impact/")
    assert page.content.decode().startswith("<!doctype html>")
    answer = client.post(
        f"/incidents/{incident.reference}/record/impact/",
        {"impact": "Nobody can pay", "initial-impact": "Some cards are declined"},
    )
    assert answer.headers["Location"] == f"/incidents/{incident.reference}/"


def test_there_is_no_other_fact(client, ana, incident):
    client.force_login(ana)
    assert client.get(f"/incidents/{incident.reference}/record/declared_at/").status_code == 404


def test_the_state_resolved_is_not_set_here(client, ana, incident):
    client.force_login(ana)
    answer = save(client, incident, "state", opened(client, incident, "state"), state="resolved")
    assert answer.status_code == 422
    incident.refresh_from_db()
    assert incident.is_open


def offered(client, incident, checkout) -> list[str]:
    form = client.get(f"/incidents/{incident.reference}/record/").context["form"]
    return [value for value, _ in form.fields[f"service_{checkout.pk}"].choices]


def test_the_whole_record_of_planned_work_is_saved_without_dropping_its_services(client, ana, checkout):
    planned = an_incident(
        services={checkout: ServiceStatus.UNDER_MAINTENANCE}, planned=True, by=ana, at=timezone.now()
    )
    client.force_login(ana)
    assert "under_maintenance" in offered(client, planned, checkout)
    page = client.get(f"/incidents/{planned.reference}/record/").content.decode()
    assert 'value="under_maintenance" selected' in page
    sent = {
        "title": planned.title,
        "severity": planned.severity,
        "state": planned.state,
        "version": planned.version,
        f"service_{checkout.pk}": "under_maintenance",
        "impact": "Nobody can pay",
    }
    assert client.post(f"/incidents/{planned.reference}/record/", sent).status_code == 302
    assert planned.affected.get().status == ServiceStatus.UNDER_MAINTENANCE


def test_of_an_incident_maintenance_is_offered_only_where_it_is_recorded(client, ana, incident, checkout):
    client.force_login(ana)
    assert "under_maintenance" not in offered(client, incident, checkout)
    change(incident, {}, services={checkout: ServiceStatus.UNDER_MAINTENANCE}, by=ana, at=timezone.now())
    assert "under_maintenance" in offered(client, incident, checkout)


def test_the_whole_record_with_services_is_refused_when_another_changed_them(
    client, ana, ben, incident, checkout
):
    client.force_login(ana)
    sent = {
        "title": incident.title,
        "severity": "SEV2",
        "state": "investigating",
        "version": incident.version,
    }
    change(incident, {}, services={checkout: ServiceStatus.PARTIAL_OUTAGE}, by=ben, at=timezone.now())
    sent[f"service_{checkout.pk}"] = "degraded_performance"
    assert client.post(f"/incidents/{incident.reference}/record/", sent).status_code == 409
    assert incident.affected.get().status == ServiceStatus.PARTIAL_OUTAGE
