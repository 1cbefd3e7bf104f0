"""Pages of the console: forms that fail well, records that two people edit, headers of every answer."""

import pytest
from django.utils import timezone

from clarion.accounts.tokens import IntakeToken
from clarion.flows.declare import declare
from clarion.incidents.incident import Incident
from clarion.incidents.states import ServiceStatus, Severity
from clarion.postmortems.stages import ask_for_review
from tests.factories.postmortems import a_postmortem

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana, ben, checkout) -> Incident:
    return declare(
        "Card payments fail",
        severity=Severity.SEV2,
        services={checkout: ServiceStatus.MAJOR_OUTAGE},
        by=ana,
        at=timezone.now(),
    )


def test_every_answer_carries_the_strict_policy(client, ana):
    client.force_login(ana)
    for address in ("/", "/declare/", "/settings/", "/nowhere/", "/sign-in/"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_a_form_without_the_token_is_refused_with_a_remedy(ana, incident):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ana)
    answer = strict.post(f"/incidents/{incident.reference}/timeline/add/", {"text": "forged"})
    assert answer.status_code == 403
    assert "reload the page" in answer.content.decode()
    assert not incident.entries.filter(text="forged").exists()


def test_a_declaration_without_title_says_what_is_missing_and_keeps_the_rest(client, ana, checkout):
    client.force_login(ana)
    answer = client.post(
        "/declare/", {"title": "", "severity": "SEV1", f"service_{checkout.pk}": "major_outage"}
    )
    assert answer.status_code == 422
    assert "This field is required" in answer.content.decode()
    assert 'value="major_outage" selected' in answer.content.decode()
    assert not Incident.objects.exists()


@pytest.mark.parametrize("severity", ["SEV9", "", "<script>"])
def test_an_invalid_severity_is_refused(client, ana, severity):
    client.force_login(ana)
    answer = client.post("/declare/", {"title": "Search is down", "severity": severity})
    assert answer.status_code == 422
    assert not Incident.objects.exists()


def test_two_people_editing_the_record_do_not_overwrite_each_other(client, ana, ben, incident):
    client.force_login(ben)
    seen = incident.version
    shown = {"title": incident.title, "severity": "SEV2", "state": "investigating"}
    client.post(
        f"/incidents/{incident.reference}/record/", {**shown, "version": seen, "impact": "Nobody can pay"}
    )
    client.force_login(ana)
    answer = client.post(
        f"/incidents/{incident.reference}/record/", {**shown, "version": seen, "impact": "Some cannot pay"}
    )
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Somebody else changed the record" in said
    assert "Nobody can pay" in said
    assert "Some cannot pay" in said
    incident.refresh_from_db()
    assert incident.impact == "Nobody can pay"


def test_saving_the_record_unchanged_writes_nothing(client, ana, incident):
    client.force_login(ana)
    before = incident.entries.count()
    form = client.get(f"/incidents/{incident.reference}/record/").context["form"]
    shown = {name: form[name].value() or "" for name in form.fields if name != "cause_confirmed"}
    shown = {name: value() if callable(value) else value for name, value in shown.items()}
    shown |= {
        name: form.fields[name].prepare_value(shown[name])
        for name in ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "regions")
    }
    client.post(f"/incidents/{incident.reference}/record/", shown)
    incident.refresh_from_db()
    assert incident.version == 1
    assert incident.entries.count() == before


def test_an_incident_nobody_was_told_of_is_resolved_by_a_click(client, ana, incident):
    client.force_login(ana)
    client.post(f"/incidents/{incident.reference}/resolve/")
    incident.refresh_from_db()
    assert incident.state == "resolved"
    assert not incident.promises.filter(closed_at=None).exists()


def test_a_new_alert_source_shows_its_address_once(client, ana):
    client.force_login(ana)
    answer = client.post("/settings/intake/", {"name": "Prometheus"})
    token = answer.content.decode().split("/intake/alertmanager/")[1].split("<")[0]
    assert IntakeToken.objects.get().token_hash not in answer.content.decode()
    assert token not in client.get("/settings/").content.decode()
    assert client.post("/settings/intake/", {"name": "Prometheus"}).status_code == 422


def test_the_last_admin_stays(client, ana):
    client.force_login(ana)
    answer = client.post(f"/settings/people/{ana.pk}/", {"role": "responder", "is_active": "on"}, follow=True)
    assert "needs at least one admin" in answer.content.decode()
    ana.refresh_from_db()
    assert ana.role == "admin"


def test_the_glossary_tells_the_review_how_readers_are_told(client, ana):
    client.force_login(ana)
    client.post("/settings/glossary/", {"term": "ledgerd", "plain": "the booking system"})
    from clarion.updates.known_facts import workspace_lexicon

    assert [(term.term, term.plain) for term in workspace_lexicon().glossary] == [
        ("ledgerd", "the booking system")
    ]
    assert client.post("/settings/glossary/", {"term": "LEDGERD", "plain": "x"}).status_code == 422


def test_signing_in_by_password(client, ana):
    ana.set_password("three tired horses")
    ana.save()
    assert client.post("/sign-in/", {"login": "ana@example.com", "password": "wrong"}).status_code == 200
    answer = client.post("/sign-in/", {"login": "ANA@example.com", "password": "three tired horses"})
    assert answer.headers["Location"] == "/"
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/").status_code == 302


def test_the_record_does_not_resolve_what_readers_have_to_be_told(client, dev, incident):
    client.force_login(dev)
    shown = {"title": incident.title, "severity": "SEV2", "version": incident.version}
    answer = client.post(f"/incidents/{incident.reference}/record/", {**shown, "state": "resolved"})
    assert answer.status_code == 422
    incident.refresh_from_db()
    assert incident.is_open


@pytest.mark.parametrize("started", ["9999-12-31 23:59", "0001-01-01 00:00", "1999-12-31 23:59"])
def test_a_start_that_cannot_be_is_refused(client, ana, incident, started):
    client.force_login(ana)
    shown = {
        "title": incident.title,
        "severity": "SEV2",
        "state": "investigating",
        "version": incident.version,
    }
    answer = client.post(f"/incidents/{incident.reference}/record/", {**shown, "started_at": started})
    assert answer.status_code == 422
    assert "cannot lie in the future, nor before the year 2000" in answer.content.decode()


@pytest.mark.parametrize("title", ["\u202e", "\u200b", "pay\u202eload", "bell\x07"])
def test_a_title_that_cannot_be_seen_is_refused(client, ana, title):
    client.force_login(ana)
    assert client.post("/declare/", {"title": title, "severity": "SEV2"}).status_code == 422
    assert not Incident.objects.exists()


def test_two_clicks_declare_one_incident(client, ana, ben):
    client.force_login(ana)
    first, second = (
        client.post("/declare/", {"title": "Search is down", "severity": "SEV2"}) for _ in range(2)
    )
    assert first.headers["Location"] == second.headers["Location"]
    assert Incident.objects.count() == 1


def test_now_says_that_nothing_is_owed_only_where_nothing_is(client, ana, ben):
    client.force_login(ana)
    assert "No update is owed." in client.get("/").content.decode()
    at = timezone.now()
    ask_for_review(a_postmortem(by=ben, at=at), [ana], by=ben, at=at)
    page = client.get("/").content.decode()
    assert ("You are asked to review it" in page, "No update is owed." in page) == (True, False)
