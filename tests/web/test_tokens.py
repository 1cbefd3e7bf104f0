"""Access for programs: a page on which everybody makes and revokes tokens of their own."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.accounts.api_tokens import ApiToken, Scope, make_api_token

pytestmark = pytest.mark.django_db


def a_token(person) -> ApiToken:
    now = timezone.now()
    return make_api_token(
        f"bot of {person}", scopes=["read"], expires_at=now + timedelta(days=1), by=person, at=now
    )[0]


def test_the_secret_is_shown_once_and_works(client, ben):
    client.force_login(ben)
    answer = client.post("/tokens/", {"name": "deploy bot", "scopes": ["read", "write"], "days": "30"})
    [secret] = re.findall(r"clarion_[\w-]{20,}", answer.content.decode())
    assert "no-store" in answer.headers["Cache-Control"]
    assert (
        client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).json()["token"]
        == "deploy bot"
    )
    assert secret not in client.get("/tokens/").content.decode()
    token = ApiToken.objects.get()
    assert (token.person, token.scopes) == (ben, ["read", "write"])
    assert token.expires_at - token.created_at == timedelta(days=30)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "This field is required"),
        ({"scopes": []}, "Choose at least one thing that it may do"),
        ({"scopes": ["everything"]}, "not one of the available choices"),
        ({"days": "3650"}, "not one of the available choices"),
        ({"name": "a\u202eb"}, "a control character is hidden"),
    ],
)
def test_a_mistake_is_said_and_nothing_is_made(client, ben, sent, says):
    client.force_login(ben)
    answer = client.post("/tokens/", {"name": "deploy bot", "scopes": ["read"], "days": "30"} | sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_only_scopes_of_use_to_the_role_are_offered(client, dev, ana):
    def offered(person) -> set[str]:
        client.force_login(person)
        return {value for value, _ in client.get("/tokens/").context["form"].fields["scopes"].choices}

    assert offered(dev) == {"read", "write", "approve", "publish"}
    assert offered(ana) == set(Scope.values)


def test_people_see_and_revoke_their_own_tokens_and_admins_all(client, ana, ben, dev):
    of_ben, of_dev = a_token(ben), a_token(dev)
    client.force_login(dev)
    assert of_ben.name not in client.get("/tokens/").content.decode()
    assert client.post(f"/tokens/{of_ben.pk}/revoke/").status_code == 403
    assert client.post(f"/tokens/{of_dev.pk}/revoke/").status_code == 302
    client.force_login(ana)
    assert of_ben.name in client.get("/tokens/").content.decode()
    client.post(f"/tokens/{of_ben.pk}/revoke/")
    assert not ApiToken.objects.filter(revoked_at=None).exists()
