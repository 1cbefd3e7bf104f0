"""The partners' form and the pages behind it: for holders of a key, and nothing from before there was one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clarion.accounts.partner_keys import make_partner_key
from clarion.statuspage.visible import visible_incidents
from clarion.statuspage.which_page import partners_page
from clarion.subscribers.channels.webhook.statuspage_payload import payloads_of
from clarion.subscribers.letter_words import message_of
from clarion.subscribers.letters import Letter
from clarion.subscribers.links import Purpose, token
from clarion.subscribers.scope import Scope, set_scope, titles_shown, titles_told
from clarion.subscribers.subscribing import Wish, ask
from tests.factories.incidents import an_incident
from tests.factories.subscribers import a_subscriber, an_update

pytestmark = pytest.mark.django_db
NOW = timezone.now()
BRIEF = {"audience": "partners", "kind": "partner_brief"}


def path(purpose: Purpose, public_id: str) -> str:
    return f"/subscribe/{purpose}/{token(purpose, public_id)}/"


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def inside(ana):
    """Told to partners while they were colleagues."""
    incident = an_incident("Layoffs break the build", by=ana, at=NOW - timedelta(hours=3))
    an_update(incident, at=NOW - timedelta(hours=3), **BRIEF)
    return incident


@pytest.fixture
def key(inside, ana) -> str:
    return make_partner_key("Northwind Travel", by=ana, at=NOW - timedelta(hours=2))[1]


@pytest.fixture
def outside(key, ana):
    """Told to partners since they have a page."""
    incident = an_incident("Card payments fail", by=ana, at=NOW - timedelta(hours=1))
    an_update(incident, at=NOW - timedelta(hours=1), **BRIEF)
    return incident


def test_the_form_offers_what_partners_were_told_since_they_have_a_page_and_nothing_from_before(
    client, key, inside, outside
) -> None:
    form = f"/subscribe/partners/{key}/"
    assert "Card payments fail" in client.get(f"{form}?incident={outside.public_id}").content.decode()
    assert client.get(f"{form}?incident={inside.public_id}").status_code == 404


def test_manage_names_no_incident_from_before_the_page_whether_asked_for_or_chosen(
    client, inside, outside
) -> None:
    subscriber = a_subscriber(audience="partners")
    manage = path(Purpose.MANAGE, subscriber.public_id)
    asked = client.get(f"{manage}?incident={inside.public_id}&incident={outside.public_id}").content.decode()
    set_scope(subscriber, Scope(False, (), (inside.public_id, outside.public_id)))
    chosen = client.get(manage).content.decode()
    for page in (asked, chosen):
        assert "Card payments fail" in page
        assert "Layoffs" not in page


def test_neither_the_letter_nor_the_page_to_confirm_names_an_incident_from_before_the_page(
    client, inside, outside
) -> None:
    scope = Scope(False, (), (inside.public_id, outside.public_id))
    letter = ask(Wish("mail", "ida@example.com", "ida@example.com", scope, "en", audience="partners"), at=NOW)
    letter = Letter.objects.get(pk=letter.pk)
    page = client.get(path(Purpose.CONFIRM, letter.public_id)).content.decode()
    for said in (page, message_of(letter).body):
        assert "Card payments fail" in said
        assert "Layoffs" not in said


def test_a_webhook_repeats_no_brief_from_before_the_page(inside, outside, ana) -> None:
    words = an_update(inside, at=NOW, text="It builds again.", **BRIEF)
    [payload] = payloads_of(words, "en")
    assert [each["body"] for each in payload["incident"]["incident_updates"]] == ["It builds again."]
    assert payload["incident"]["started_at"] == payload["incident"]["updated_at"]


def test_titles_shown_are_those_of_the_incidents_on_the_partners_page(inside, outside) -> None:
    both = [inside.public_id, outside.public_id]
    assert set(titles_told(both, "partners")) == set(both)
    on_the_page = visible_incidents(partners_page()).values_list("public_id", flat=True)
    assert set(titles_shown(both, "partners")) == set(on_the_page) == {outside.public_id}


def test_before_there_is_a_page_colleagues_among_partners_choose_from_all_that_they_were_told(
    client, inside
) -> None:
    subscriber = a_subscriber(audience="partners")
    manage = path(Purpose.MANAGE, subscriber.public_id)
    assert "Layoffs" in client.get(f"{manage}?incident={inside.public_id}").content.decode()
