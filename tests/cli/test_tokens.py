"""`clarion token`, as a shell calls it."""

import pytest
from click.testing import CliRunner
from django.utils import timezone

from clarion.accounts.api_tokens import ApiToken, Scope, find_api_token
from clarion.cli.main import main
from clarion.cli.tokens import SCOPES

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str):
    return CliRunner().invoke(main, ["token", *words])


def test_the_scopes_are_those_of_the_tokens():
    assert list(SCOPES) == Scope.values


def test_a_token_is_made_alone_on_standard_output(ana, ben):
    answer = run("make", "deploy bot", "--scope", "read", "--scope", "write", "--as", ben.email)
    assert answer.exit_code == 0, answer.output
    token = find_api_token(answer.stdout.strip(), at=timezone.now())
    assert (token.name, token.person, token.scopes) == ("deploy bot", ben, ["read", "write"])
    assert "Acts as Ben Okafor" in answer.stderr


def test_it_is_listed_without_its_secret_and_revoked_by_its_beginning(ana):
    secret = run("make", "deploy bot", "--scope", "read").stdout.strip()
    listed = run("list").output
    assert secret[:14] in listed
    assert secret not in listed
    assert run("revoke", secret[:14]).output == "Revoked deploy bot.\n"
    assert find_api_token(secret, at=timezone.now()) is None
    assert "no longer valid" in run("list").output


def test_others_do_not_revoke_it(ana, dev):
    run("make", "deploy bot", "--scope", "read")
    prefix = ApiToken.objects.get().prefix
    assert "You may only revoke tokens of your own" in run("revoke", prefix, "--as", dev.email).output
    assert "No token begins with nonsense" in run("revoke", "nonsense").output


@pytest.mark.parametrize("words", [[], ["--scope", "all"], ["--scope", "read", "--days", "366"]])
def test_a_mistake_makes_nothing(ana, words):
    assert run("make", "deploy bot", *words).exit_code == 2
    assert not ApiToken.objects.exists()
