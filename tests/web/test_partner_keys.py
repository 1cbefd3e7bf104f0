"""The partners' page in Settings: keys are made, rotated and revoked; a link is shown once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.accounts.audit import AuditEntry
from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.tokens import digest
from clarion.flows.partner_keys import make_partner_key

pytestmark = pytest.mark.django_db

PAGE = "/settings/partner-keys/"


def link_in(answer) -> str:
    [link] = re.findall(r"http://127\.0\.0\.1:8001/partners/[\w-]{43}/", answer.content.decode())
    return link


def key_of(link: str) -> str:
    return link.split("/")[-2]


def test_before_the_first_key_it_says_what_the_first_key_does(client, ana):
    client.force_login(ana)
    page = client.get(PAGE).content.decode()
    assert "There is no such page yet. The first key opens it" in page
    assert "With the first key, texts for partners leave the company" in page
    assert "Nobody outside holds a key." in page


def test_a_link_is_shown_once_and_only_its_hash_is_kept(client, ana):
    client.force_login(ana)
    answer = client.post(PAGE, {"name": " Northwind Travel "})
    key = PartnerKey.objects.get()
    assert (key.name, key.created_by, key.key_hash) == (
        "Northwind Travel",
        ana,
        digest(key_of(link_in(answer))),
    )
    assert "no-store" in answer.headers["Cache-Control"]
    again = client.get(PAGE).content.decode()
    assert key_of(link_in(answer)) not in again
    assert "Northwind Travel" in again
    assert "The page shows what was published for the audience Partners since" in again
    told = AuditEntry.objects.get(act="made_partner_key")
    assert (told.subject, told.detail, told.person) == ("Northwind Travel", "", ana)


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "This field is required."), ("a\u202eb", "a control character is hidden"), ("x" * 121, "at most 120"),
     ("northwind TRAVEL", "northwind TRAVEL has a key already. Rotate that one, or choose another name.")],
)  # fmt: skip
def test_a_mistake_is_said_beside_its_field_and_nothing_is_made(client, ana, name, says):
    make_partner_key("Northwind Travel", by=ana, at=timezone.now())
    client.force_login(ana)
    answer = client.post(PAGE, {"name": name})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert f'value="{name}"' in answer.content.decode() or not name
    assert PartnerKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_rotated_key_has_another_link_and_the_same_name(client, ana):
    key, first = make_partner_key("Northwind Travel", by=ana, at=timezone.now() - timedelta(days=1))
    client.force_login(ana)
    answer = client.post(f"{PAGE}{key.pk}/rotate/")
    assert "This is the new link of Northwind Travel. The one before opens nothing any more." in (
        answer.content.decode()
    )
    key.refresh_from_db()
    assert key.key_hash == digest(key_of(link_in(answer))) != digest(first)
    assert key.rotated_at is not None


def test_a_revoked_key_stays_listed_and_cannot_be_rotated(client, ana):
    key, _ = make_partner_key("Northwind Travel", by=ana, at=timezone.now())
    client.force_login(ana)
    page = client.post(f"{PAGE}{key.pk}/revoke/", follow=True).content.decode()
    assert "Revoked: Northwind Travel. The link opens nothing any more." in page
    assert "Nobody outside holds a key." in page
    assert PartnerKey.objects.hashes() == ()
    page = client.post(f"{PAGE}{key.pk}/rotate/", follow=True).content.decode()
    assert "This key is revoked and opens nothing any more. Make another one." in page
    client.post(f"{PAGE}{key.pk}/revoke/")
    assert AuditEntry.objects.filter(act="revoked_partner_key").count() == 1
    assert client.post(PAGE, {"name": "Northwind Travel"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_files_that_cannot_be_written_are_said_to_whoever_revokes(client, ana, settings):
    key, _ = make_partner_key("Northwind Travel", by=ana, at=timezone.now())
    client.force_login(ana)
    assert "could not be written" not in client.get(PAGE).content.decode()
    incoming = settings.PARTNERS_FOLDER / "incoming"
    incoming.rmdir()
    incoming.write_text("in the way")
    page = client.post(f"{PAGE}{key.pk}/revoke/", follow=True).content.decode()
    assert "a revoked one still does. Clarion tries again every ten seconds" in page
    assert "Revoked: Northwind Travel." in page
    assert "The link opens nothing any more." not in page
