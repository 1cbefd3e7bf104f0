"""A one-time link signs in once, for an hour."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.accounts.one_time_links import LIFETIME, make_one_time_token, use_one_time_token

pytestmark = pytest.mark.django_db


def test_it_works_once(ana, nine):
    token = make_one_time_token(ana, at=nine)
    assert use_one_time_token(token, at=nine) == ana
    assert use_one_time_token(token, at=nine) is None


def test_it_expires(ana, nine):
    token = make_one_time_token(ana, at=nine)
    assert use_one_time_token(token, at=nine + LIFETIME) is None


def test_it_does_not_sign_in_who_is_not_active(ana, nine):
    token = make_one_time_token(ana, at=nine)
    ana.is_active = False
    ana.save()
    assert use_one_time_token(token, at=nine) is None


def test_an_invented_token_is_nobody(nine):
    assert use_one_time_token("nonsense", at=nine) is None


def test_the_browser_is_signed_in_and_the_used_link_says_what_to_do(client, ana):
    token = make_one_time_token(ana, at=timezone.now() - timedelta(minutes=1))
    assert client.get(f"/sign-in/once/{token}/").headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(ana.pk)
    again = client.get(f"/sign-in/once/{token}/")
    assert again.status_code == 410
    assert b"does not work any more" in again.content
