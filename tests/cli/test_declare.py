"""`clarion declare` and the commands for people and services, as a shell calls them."""

import pytest
from click.testing import CliRunner

from clarion.accounts.people import Person
from clarion.cli.main import main
from clarion.incidents.incident import Incident
from clarion.incidents.services import Service

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str):
    return CliRunner().invoke(main, words)


def test_an_incident_in_one_line(ana, ben, checkout):
    answer = run("declare", "Card payments fail", "--severity", "SEV2", "--service", "checkout-web")
    incident = Incident.objects.get()
    assert answer.exit_code == 0, answer.output
    assert f"Declared {incident.reference} as Ana Sousa: Card payments fail" in answer.output
    assert f"/incidents/{incident.reference}/" in answer.output
    assert [line.service for line in incident.affected.all()] == [checkout]
    assert incident.communications_lead == ben, (
        "the lead is somebody else than the one who declares, where there is one"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--severity", "huge"], "Severity “huge” is not known. Use SEV1, SEV2, SEV3 or SEV4"),
        (
            ["--severity", "SEV1", "--service", "Chekout"],
            "There is no service “Chekout”. Services: Checkout.",
        ),
        (["--severity", "SEV1", "--started", "2026-03-10T09:31"], "has no time zone. Add Z for UTC"),
        (["--severity", "SEV1", "--started", "0001-01-01T00:00+14:00"], "is not in the calendar"),
        (
            ["--severity", "SEV1", "--started", "2099-03-10T09:31Z"],
            "--started: The start cannot lie in the future",
        ),
        (["--severity", "SEV1", "--started", "yesterday"], "“yesterday” is not a time"),
        (
            ["--severity", "SEV1", "--as", "nobody@example.com"],
            "Nobody active has the address nobody@example.com",
        ),
    ],
)
def test_a_mistake_is_named_with_its_remedy_and_nothing_is_declared(ana, checkout, words, says):
    answer = run("declare", "Card payments fail", *words)
    assert answer.exit_code == 1
    assert says in answer.output
    assert not Incident.objects.exists()


def test_a_title_is_needed_and_bounded(ana):
    assert run("declare", " ", "--severity", "SEV1").exit_code == 1
    assert run("declare", "x" * 201, "--severity", "SEV1").exit_code == 1
    assert not Incident.objects.exists()


def test_a_role_that_may_not_is_refused(ana, dev):
    answer = run("service", "add", "Search", "--as", dev.email)
    assert answer.exit_code == 1
    assert (
        "You may not manage people, services and tokens. Ask somebody with the role admin." in answer.output
    )
    assert not Service.objects.exists()


def test_a_person_is_added_with_a_link(ana):
    answer = run("person", "add", "eve@example.com", "--name", "Eve Adeyemi", "--role", "communications_lead")
    assert answer.exit_code == 0, answer.output
    assert "/sign-in/once/" in answer.output
    assert Person.by_email("EVE@example.com").role == "communications_lead"
    assert run("person", "add", "eve@example.com", "--name", "Eve again").exit_code == 1
    assert "Eve Adeyemi" in run("person", "list").output


def test_a_service_is_added_once(ana):
    assert run("service", "add", "Search", "--group", "Shop", "--alias", "search-api").exit_code == 0
    assert run("service", "add", "SEARCH").exit_code == 1
    assert "search-api" in run("service", "list").output


def test_without_anybody_the_command_says_what_to_do(db):
    assert "Run `clarion up` once" in run("declare", "Search is down", "--severity", "SEV1").output
