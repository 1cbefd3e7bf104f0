"""Tokens for programs: what they allow, for how long, and what is kept of them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from clarion.accounts.api_tokens import (
    NOTED_EVERY,
    SCOPE_ACTS,
    ApiToken,
    Scope,
    find_api_token,
    make_api_token,
    revoke_api_token,
)
from clarion.accounts.people import Person
from clarion.accounts.permission import NotAllowed, require
from clarion.accounts.roles import ACTS, Act, Role

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def a_token(person, at, *scopes: str) -> tuple[ApiToken, str]:
    return make_api_token("deploy bot", scopes=scopes or ["read"], expires_at=at + WEEK, by=person, at=at)


def test_of_the_secret_only_a_hash_and_its_beginning_are_kept(ben, nine):
    token, secret = a_token(ben, nine)
    kept = {str(value) for value in ApiToken.objects.values().get().values()}
    assert secret.startswith("clarion_")
    assert token.prefix == secret[:14]
    assert not any(secret in value or secret[14:] in value for value in kept)


def test_it_is_found_as_its_person(ben, nine):
    _, secret = a_token(ben, nine)
    assert find_api_token(secret, at=nine).person == ben
    assert find_api_token(f"{secret}x", at=nine) is None
    assert find_api_token("", at=nine) is None


def test_it_ends_at_its_time(ben, nine):
    _, secret = a_token(ben, nine)
    assert find_api_token(secret, at=nine + WEEK - timedelta(seconds=1))
    assert find_api_token(secret, at=nine + WEEK) is None


def test_a_person_who_left_takes_their_tokens_with_them(ben, nine):
    _, secret = a_token(ben, nine)
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    assert find_api_token(secret, at=nine) is None


def test_its_use_is_noted_once_a_minute(ben, nine):
    token, secret = a_token(ben, nine)
    for seconds, noted in [(0, 0), (59, 0), (60, 60), (61, 60)]:
        find_api_token(secret, at=nine + timedelta(seconds=seconds))
        token.refresh_from_db()
        assert token.last_used_at == nine + timedelta(seconds=noted)
    assert timedelta(minutes=1) == NOTED_EVERY


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("scope", Scope)
def test_role_and_scope_both_have_to_allow_an_act(nine, role, scope):
    person = Person.objects.create_user("eve@example.com", name="Eve", role=role)
    _, secret = a_token(person, nine, scope)
    through = find_api_token(secret, at=nine).person
    assert {act for act in Act if through.may(act)} == ACTS[role] & SCOPE_ACTS[scope]


def test_without_a_token_a_person_has_no_such_limit(ben, nine):
    assert {act for act in Act if ben.may(act)} == ACTS[Role.COMMUNICATIONS_LEAD]


def test_a_role_that_is_taken_away_is_taken_from_the_token(ben, nine):
    _, secret = a_token(ben, nine, *Scope.values)
    Person.objects.filter(pk=ben.pk).update(role=Role.RESPONDER)
    assert not find_api_token(secret, at=nine).person.may(Act.PUBLISH_EXTERNAL)


def test_the_answer_no_says_whether_role_or_scope_is_missing(dev, nine):
    _, secret = a_token(dev, nine, Scope.READ, Scope.PUBLISH)
    through = find_api_token(secret, at=nine).person
    with pytest.raises(NotAllowed, match="This token may not write a draft"):
        require(through, Act.WRITE)
    with pytest.raises(NotAllowed, match="Ask somebody with the role communications lead or admin"):
        require(through, Act.PUBLISH_EXTERNAL)


def test_an_unknown_scope_in_the_database_allows_nothing(ben, nine):
    token, _ = a_token(ben, nine)
    token.scopes = ["everything"]
    assert token.acts() == frozenset()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["root"]}, "scopes"),
        ({"name": " "}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"life": timedelta(0)}, "expires_at"),
        ({"life": timedelta(days=366)}, "expires_at"),
    ],
)
def test_a_mistake_names_its_field_and_makes_nothing(ben, nine, changed, field):
    wanted = {"name": "bot", "scopes": ["read"], "life": WEEK} | changed
    with pytest.raises(ValidationError) as refused:
        make_api_token(
            wanted["name"], scopes=wanted["scopes"], expires_at=nine + wanted["life"], by=ben, at=nine
        )
    assert list(refused.value.message_dict) == [field]
    assert not ApiToken.objects.exists()


def test_people_revoke_their_own_and_admins_everybodys(ana, ben, dev, nine):
    token, secret = a_token(ben, nine)
    with pytest.raises(NotAllowed):
        revoke_api_token(token, by=dev, at=nine)
    assert find_api_token(secret, at=nine)
    revoke_api_token(token, by=ana, at=nine)
    assert find_api_token(secret, at=nine) is None


def test_a_revoked_token_keeps_the_time_at_which_it_was_revoked(ben, nine):
    token, _ = a_token(ben, nine)
    revoke_api_token(token, by=ben, at=nine)
    revoke_api_token(token, by=ben, at=nine + WEEK)
    token.refresh_from_db()
    assert token.revoked_at == nine
