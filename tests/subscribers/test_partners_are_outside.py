"""What subscribers at partner companies are sent: what readers outside are, from the first key to their page on."""

from datetime import timedelta

import pytest

from clarion.accounts.partner_keys import make_partner_key
from clarion.subscribers.channels.mail.update_mail import render
from clarion.subscribers.channels.manage_link import manage_link
from clarion.subscribers.channels.webhook.clarion_document import document_of
from clarion.subscribers.channels.words import words_of
from clarion.subscribers.deliveries import delivery_key
from clarion.subscribers.parcels import Parcel
from tests.factories.incidents import an_incident
from tests.factories.subscribers import an_update

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana, nine, settings):
    settings.CONSOLE_URL = "https://console.inside.example"
    return an_incident("Card payments fail", by=ana, at=nine)


@pytest.fixture
def brief(incident, nine):
    return an_update(incident, at=nine + timedelta(hours=2), audience="partners", kind="partner_brief")


@pytest.fixture
def outside(ana, nine):
    """Somebody outside reads what is written for partners."""
    make_partner_key("Northwind Travel", by=ana, at=nine + timedelta(hours=1))


def a_parcel(update):
    subscriber = "abcdefghij12"
    key = delivery_key(update.public_id, subscriber)
    return Parcel(1, key, subscriber, "ida@example.com", "en", "clarion", "secret", 1, update)


def test_partners_inside_are_colleagues(incident, brief, nine):
    words = words_of(brief, "en")
    assert words.title == f"SEV2 {incident.reference}: Card payments fail"
    assert words.internal == "Internal, for partners. Please do not pass it on."
    assert words.link == f"https://console.inside.example/incidents/{incident.reference}/"
    assert manage_link(a_parcel(brief)) is None
    assert document_of(brief, "en")["incident"]["severity"] == "SEV2"
    assert f"Subject: SEV2 {incident.reference}:".encode() in render(brief, "en", at=nine).headers


def test_a_chat_of_a_partner_company_reads_what_readers_outside_read(outside, incident, brief, settings):
    words = words_of(brief, "en")
    assert (words.title, words.internal) == ("Card payments fail", "")
    assert (words.link, words.link_words) == (f"{settings.PUBLIC_URL}/", "Read it on the status page")
    assert manage_link(a_parcel(brief))[0] == "Manage or unsubscribe"


def test_partners_are_led_to_the_page_of_the_incident_where_the_public_has_one(
    outside, incident, brief, settings
):
    an_update(incident, at=brief.published_at)
    assert words_of(brief, "en").link == f"{settings.PUBLIC_URL}/incidents/{incident.public_id}"


def test_a_webhook_of_a_partner_company_is_sent_neither_reference_nor_severity(outside, brief, settings):
    document = document_of(brief, "en")
    assert not {"reference", "severity"} & document["incident"].keys()
    assert document["incident"]["url"] == document["update"]["url"] == f"{settings.PUBLIC_URL}/"


def test_a_mail_to_a_partner_company_has_nothing_of_the_console(outside, incident, brief, nine):
    content = render(brief, "en", at=nine).to(a_parcel(brief)).content.replace(b"=\r\n", b"")
    assert b"Subject: Card payments fail (investigating)\r\n" in content
    assert incident.reference.encode() not in content
    assert b"console.inside.example/incidents" not in content


def test_planned_work_has_no_number_for_partners_outside(outside, incident, brief, nine):
    incident.planned = True
    assert b"Subject: Card payments fail (scheduled)\r\n" in render(brief, "en", at=nine).headers
