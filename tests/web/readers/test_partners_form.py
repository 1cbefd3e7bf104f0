"""The partners' form and the pages behind it: for holders of a key, and nothing from before there was one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from clarion.accounts.partner_keys import PartnerKey, make_partner_key
from clarion.flows.partner_keys import revoke_partner_key, rotate_partner_key
from clarion.statuspage.visible import visible_incidents
from clarion.statuspage.which_page import partners_page
from clarion.subscribers.channels.webhook.statuspage_payload import payloads_of
from clarion.subscribers.letter_words import message_of
from clarion.subscribers.letters import Letter
from clarion.subscribers.links import Purpose, token
from clarion.subscribers.managing import NewSubscriber, add_subscriber, enable_subscriber
from clarion.subscribers.recipients import recipients_of
from clarion.subscribers.scope import Scope, set_scope, titles_shown, titles_told
from clarion.subscribers.subscriber import Subscriber
from clarion.subscribers.subscribing import KeyRevoked, Wish, ask, confirm
from clarion.subscribers.tidying import wipe
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


def asked_by(client: Client, key: str, mail: str = "ida@example.com") -> Letter:
    """Who holds the key types their address into the form."""
    client.post(f"/subscribe/partners/{key}/", {"mail": mail, "about": "everything", "language": "en"})
    return Letter.objects.get(to=mail)


def subscribed_by(client: Client, key: str, mail: str = "ida@example.com") -> Subscriber:
    client.post(path(Purpose.CONFIRM, asked_by(client, key, mail).public_id))
    return Subscriber.objects.get(address=mail)


def revoke(name: str, by) -> int:
    return revoke_partner_key(PartnerKey.objects.get(name=name), by=by, at=timezone.now())


@pytest.fixture
def other_key(key, ana) -> str:
    return make_partner_key("Tailspin Rail", by=ana, at=NOW - timedelta(hours=2))[1]


def test_who_subscribed_by_a_key_that_is_revoked_is_told_nothing_more_and_others_are(
    client, key, other_key, outside, ana, public_folder
) -> None:
    ida, eve = subscribed_by(client, key), subscribed_by(client, other_key, "eve@example.com")
    added = a_subscriber("added", audience="partners")
    assert (ida.partner_key.name, eve.partner_key.name) == ("Northwind Travel", "Tailspin Rail")
    update = an_update(outside, at=timezone.now(), **BRIEF)
    assert list(recipients_of(update)) == [ida, eve, added]

    assert revoke("Northwind Travel", ana) == 1
    assert list(recipients_of(update)) == [eve, added]
    ida.refresh_from_db()
    assert ida.disabled_because == "The key of Northwind Travel to the partners' page was revoked."
    assert revoke("Northwind Travel", ana) == 0


def test_who_subscribed_by_a_key_that_is_rotated_goes_on_being_told(client, key, ana, public_folder) -> None:
    ida = subscribed_by(client, key)
    waiting = asked_by(client, key, "eve@example.com")
    rotate_partner_key(ida.partner_key, by=ana, at=timezone.now())
    assert client.post(path(Purpose.CONFIRM, waiting.public_id)).status_code == 200
    assert Subscriber.objects.active().filter(partner_key=ida.partner_key).count() == 2


def test_a_mail_to_confirm_confirms_nothing_when_the_key_was_revoked_meanwhile(
    client, key, ana, public_folder
) -> None:
    letter = asked_by(client, key)
    address = path(Purpose.CONFIRM, letter.public_id)
    assert client.get(address).status_code == 200
    revoke("Northwind Travel", ana)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 410
        assert "by which you subscribed was revoked" in answer.content.decode()
    with pytest.raises(KeyRevoked):
        confirm(letter, at=timezone.now())
    assert not Subscriber.objects.active().exists()
    assert Letter.objects.get().used_at is None


def test_a_partner_whose_key_was_revoked_may_leave_and_sees_nothing_of_what_partners_are_told(
    client, key, outside, ana, public_folder
) -> None:
    ida = subscribed_by(client, key)
    revoke("Northwind Travel", ana)
    manage = path(Purpose.MANAGE, ida.public_id)
    for answer in (client.get(f"{manage}?incident={outside.public_id}"), client.post(manage, {"do": "save"})):
        page = answer.content.decode()
        assert "by which you subscribed was revoked" in page
        assert "Card payments fail" not in page
        assert "Unsubscribe" in page
    client.post(manage, {"do": "leave"})
    ida.refresh_from_db()
    assert ida.standing == "gone"


def test_whose_key_was_revoked_comes_back_by_another_key_or_when_an_admin_adds_them_and_says_why(
    client, key, other_key, ana, public_folder
) -> None:
    ida, eve = subscribed_by(client, key), subscribed_by(client, key, "eve@example.com")
    Letter.objects.all().delete()
    revoke("Northwind Travel", ana)
    with pytest.raises(ValidationError, match="The key by which they subscribed was revoked"):
        enable_subscriber(ida, by=ana, at=timezone.now())

    assert subscribed_by(client, other_key).partner_key.name == "Tailspin Rail"
    new = NewSubscriber("partners", "mail", "eve@example.com", "by contract")
    add_subscriber(new, by=ana, at=timezone.now())
    eve.refresh_from_db()
    assert (eve.is_active, eve.partner_key) == (True, None)
    assert Subscriber.objects.active().count() == 2


def test_of_who_is_forgotten_it_is_not_kept_whose_key_they_had(client, key) -> None:
    ida = subscribed_by(client, key)
    wipe([ida.pk], at=timezone.now())
    ida.refresh_from_db()
    assert ida.partner_key is None
