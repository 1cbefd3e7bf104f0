"""`clarion partner-key`, as a shell calls it."""

import pytest
from click.testing import CliRunner

from clarion.accounts.partner_keys import PartnerKey
from clarion.accounts.tokens import digest
from clarion.cli.main import main
from clarion.statuspage.site import Site
from tests.factories.subscribers import a_subscriber

pytestmark = pytest.mark.django_db(transaction=True)


def run(*words: str):
    return CliRunner().invoke(main, ["partner-key", *words])


def key_of(link: str) -> str:
    return link.strip().removeprefix("http://127.0.0.1:8001/partners/").removesuffix("/")


def test_a_link_is_made_alone_on_standard_output_and_the_page_stands(ana, settings):
    answer = run("make", "Northwind Travel")
    assert answer.exit_code == 0, answer.output
    assert "The link of Northwind Travel. Shown only now" in answer.stderr
    manifest = Site(settings.PARTNERS_FOLDER).manifest()
    assert manifest
    assert manifest.keys == (digest(key_of(answer.stdout)),) == PartnerKey.objects.hashes()


def test_it_is_listed_without_its_link_rotated_and_revoked_by_its_name(ana, settings):
    first = key_of(run("make", "Northwind Travel").stdout)
    second = key_of(run("rotate", "northwind travel").stdout)
    assert len(second) == 43
    assert first != second
    listed = run("list").output
    assert "Northwind Travel" in listed
    assert "rotated" in listed
    assert second not in listed
    assert run("revoke", "Northwind Travel").output == "Revoked the key of Northwind Travel.\n"
    assert "revoked" in run("list").output
    manifest = Site(settings.PARTNERS_FOLDER).manifest()
    assert manifest
    assert manifest.keys == ()


def test_who_revokes_is_told_how_many_are_told_nothing_any_more(ana):
    run("make", "Northwind Travel")
    a_subscriber(audience="partners", partner_key=PartnerKey.objects.get())
    assert "Updates to 1 of their addresses have stopped." in run("revoke", "Northwind Travel").output


def test_mistakes_and_those_who_may_not_change_nothing(ana, ben):
    assert "You may not manage people" in run("make", "Northwind Travel", "--as", ben.email).output
    run("make", "Northwind Travel")
    assert "NAME: Northwind Travel has a key already." in run("make", "Northwind Travel").output
    for act in ("revoke", "rotate"):
        assert "No partner named Tailspin holds a key." in run(act, "Tailspin").output
        assert "You may not manage people" in run(act, "Northwind Travel", "--as", ben.email).output
    assert PartnerKey.objects.live().count() == 1
