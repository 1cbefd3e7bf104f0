"""A post-mortem on the public side: a word of its own, while the incident stays resolved."""

import json
from datetime import timedelta

import pytest

from clarion.accounts.workspace import Workspace
from clarion.flows.partner_keys import make_partner_key
from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.publishing import write_page
from clarion.statuspage.which_page import pages
from clarion.subscribers.channels.webhook.clarion_document import document_of
from clarion.subscribers.channels.webhook.statuspage_payload import payloads_of
from clarion.subscribers.channels.words import words_of
from clarion.subscribers.update_words import subject_of
from tests.factories.incidents import an_incident, say
from tests.statuspage.reading_files import every_document
from tests.statuspage.v2_shapes import DOCUMENTS, faults

pytestmark = pytest.mark.django_db

TEXT = "We have looked back.\n\n**What changes**\n\n- Certificates renew by machine"


@pytest.fixture
def told(ana, ben, checkout, nine):
    """The post-mortem, published two days after the end."""
    workspace = Workspace.current()
    workspace.further_languages = ["de"]
    workspace.save()
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ana, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine + timedelta(minutes=4))
    say(incident, "Card payments work again.", state=State.RESOLVED, by=ben, at=nine + timedelta(hours=1))
    return say(incident, TEXT, kind="postmortem", promise=None, by=ben, at=nine + timedelta(days=2))


def test_the_incident_stays_resolved_since_the_hour_it_was_and_owes_nothing(told, nine):
    incident = told.incident
    incident.refresh_from_db()
    assert (incident.state, told.state, told.next_update_at) == (State.RESOLVED, State.RESOLVED, None)
    assert incident.resolved_at == nine + timedelta(hours=1)
    assert not incident.promises.filter(closed_at=None).exists()


def test_page_history_and_front_page_name_it(told, shown, nine):
    at = nine + timedelta(days=2)
    page = shown(f"/incidents/{told.incident.public_id}", at=at)
    assert '<span class="state">Post-mortem</span>' in page
    assert "Certificates renew by machine" in page
    assert '<h1>Card payments fail <span class="state">Resolved</span>' in page
    link = f'<a href="/incidents/{told.incident.public_id}#{told.public_id}">Post-mortem</a>'
    assert link in shown("/", at=at)
    assert link in shown("/history/2026-03", at=at)
    german = shown(f"/de/incidents/{told.incident.public_id}", at=at)
    assert '<span class="state">Nachbericht</span>' in german


@pytest.mark.parametrize("address", ["/history.atom", "/history.rss", "/feed.json"])
def test_every_feed_says_what_the_entry_is(told, shown, nine, address):
    assert "Post-mortem: Card payments fail" in shown(address, at=nine + timedelta(days=2))


def test_statuspages_json_has_its_word_and_not_a_key_more(told, shown, nine):
    document = json.loads(shown("/api/v2/incidents.json", at=nine + timedelta(days=2)))
    assert faults(document, DOCUMENTS["incidents.json"]) == []
    incident = document["incidents"][0]
    assert incident["status"] == "resolved"
    assert [each["status"] for each in incident["incident_updates"]] == [
        "postmortem",
        "resolved",
        "investigating",
    ]
    assert incident["resolved_at"] == "2026-03-10T10:00:00.000Z"


def test_our_own_json_names_the_kind(told, shown, nine):
    address = f"/api/v1/public/incidents/{told.incident.public_id}.json"
    newest = json.loads(shown(address, at=nine + timedelta(days=2)))["incident"]["updates"][0]
    assert (newest["kind"], newest["state"]) == ("postmortem", "resolved")


def test_webhooks_carry_it_in_both_forms(told):
    document = document_of(told, "en")
    assert (document["type"], document["update"]["kind"], document["update"]["state"]) == (
        "update",
        "postmortem",
        "resolved",
    )
    (payload,) = payloads_of(told, "en")
    incident = payload["incident"]
    assert (incident["status"], incident["incident_updates"][0]["status"]) == ("resolved", "postmortem")
    assert incident["postmortem_body"].startswith("We have looked back.")
    assert incident["postmortem_published_at"] == "2026-03-12T09:00:00.000Z"
    assert incident["postmortem_body_last_updated_at"] == "2026-03-12T09:00:00.000Z"
    assert incident["postmortem_notified_subscribers"] is True


def test_before_it_the_payload_knows_of_none(told):
    (payload, *_) = payloads_of(told.incident.updates.get(kind="resolution"), "en")
    assert payload["incident"]["postmortem_body"] is None
    assert payload["incident"]["postmortem_notified_subscribers"] is False


@pytest.mark.parametrize(
    ("language", "subject", "state"),
    [
        ("en", "Post-mortem: Card payments fail", "Post-mortem"),
        ("de", "Nachbericht: Card payments fail", "Nachbericht"),
    ],
)
def test_mail_and_chat_say_it_in_the_readers_language(told, language, subject, state):
    assert subject_of(told, language) == subject
    assert words_of(told, language).state == state


def test_a_service_had_no_outage_because_somebody_looked_back(told, shown, checkout, nine):
    services = json.loads(shown("/api/v2/components.json", at=nine + timedelta(days=2)))["components"]
    assert {each["status"] for each in services} == {"operational"}
    assert told.services == [
        {"id": checkout.public_id, "name": "Checkout", "status": "operational", "before": "operational"}
    ]


def test_partners_read_theirs_on_their_page_alone(told, ana, ben, nine, settings):
    make_partner_key("Northwind Travel", by=ana, at=nine)
    words = "For partners: we have looked back."
    say(
        told.incident, words, audience="partners", kind="postmortem", promise=None, by=ben,
        at=nine + timedelta(days=3),
    )  # fmt: skip
    for page in pages():
        write_page(at=nine + timedelta(days=3), page=page)
    theirs = every_document(settings.PARTNERS_FOLDER).values()
    assert any(words.encode() in document and b"Post-mortem" in document for document in theirs)
    assert not any(words.encode() in document for document in every_document(settings.PUBLIC_FOLDER).values())


def test_talking_points_that_explained_the_end_are_withdrawn_and_nothing_new_is_owed(told, ben, nine):
    incident, later = told.incident, nine + timedelta(days=3)
    points = say(
        incident, "Say that it is over.", audience="support", kind="talking_points", by=ben, at=later
    )
    assert points.explains == told
    say(incident, TEXT, kind="postmortem", promise=None, by=ben, at=later + timedelta(hours=1))
    assert points.withdrawal.what_happened == "superseded"
    assert not incident.promises.filter(closed_at=None).exists()
