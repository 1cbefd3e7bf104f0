"""`clarion subscriber` in the terminal."""

import pytest
from click.testing import CliRunner

from clarion.cli.main import main
from clarion.subscribers.scope import Scope, scope_of
from clarion.subscribers.subscriber import Subscriber

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    return CliRunner().invoke(main, ["subscriber", *words]).output


def test_add_list_export_and_remove(ana, checkout) -> None:
    added = run(
        "add", "ida@example.com", "--audience", "customer", "--service", "checkout-web", "--note", "by phone"
    )
    subscriber = Subscriber.objects.get()
    assert added == f"Added {subscriber.public_id}.\n"
    assert scope_of(subscriber) == Scope(False, (checkout.public_id,))
    assert "customer    mail     active   en  ida@example.com" in run("list", "--state", "active")
    assert "customer,mail,ida@example.com,Checkout,en,no,yes,,clarion,,active,by phone," in run("export")
    assert run("remove", "IDA@example.com") == f"Removed {subscriber.public_id} (Customers).\n"
    assert run("remove", "ida@example.com").startswith("Error: No subscriber has this address or id.")


def test_what_is_wrong_is_said_in_one_line(ana) -> None:
    assert "ADDRESS: This is not an e-mail address." in run("add", "ida", "--note", "x")
    assert "There is no service “x”" in run("add", "ida@example.com", "--service", "x", "--note", "x")
    assert "“tlh” is not known" in run("add", "ida@example.com", "--language", "tlh", "--note", "x")


def test_only_an_admin_sees_and_changes_subscribers(ana, ben) -> None:
    for words in (["list"], ["export"], ["add", "a@example.com", "--note", "x"], ["remove", "x"]):
        assert "Ask somebody with the role admin." in run(*words, "--as", "ben@example.com")


def test_a_file_is_imported_whole_or_not_at_all(ana, tmp_path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("address,confirmed\nida@example.com,yes\nnobody\n")
    said = run("import", str(file), "--note", "contract")
    assert "Line 3, address: “nobody”: This is not an e-mail address." in said
    assert "Wrong lines: 1. Nothing was imported." in said
    assert not Subscriber.objects.exists()
    file.write_text("address,confirmed\nida@example.com,yes\n")
    assert run("import", str(file), "--note", "contract", "--dry-run") == "Would import: 1 active at once.\n"
    assert run("import", str(file), "--note", "contract") == "Imported: 1 active at once.\n"
    assert Subscriber.objects.active().count() == 1
