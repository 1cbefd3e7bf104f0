"""The partners' page: what it shows and since when, when it is written, and that neither page disturbs the other."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.accounts.models import PartnerKey
from clarion.accounts.workspace import Workspace
from clarion.flows.partner_keys import make_partner_key, revoke_partner_key, rotate_partner_key
from clarion.flows.put_right import propose_quietly, put_right_quietly
from clarion.flows.services import add_service as list_service
from clarion.flows.services import rename_workspace
from clarion.incidents.incident import Incident
from clarion.incidents.states import ServiceStatus
from clarion.review import Audience
from clarion.statuspage import publishing
from clarion.statuspage.partner_link import files_are_behind
from clarion.statuspage.publishing import write_behind, write_if_behind, write_page
from clarion.statuspage.site import Site
from clarion.statuspage.snapshots import PageName, Scope, Snapshot
from clarion.statuspage.which_page import partners_page
from clarion.updates.audiences import KINDS
from tests.factories.incidents import an_incident, put_right, say
from tests.statuspage.reading_files import every_document, text_at, words_of

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def folder(settings) -> Path:
    return settings.PARTNERS_FOLDER


@pytest.fixture
def key(ana, nine) -> PartnerKey:
    return make_partner_key("Northwind Travel", by=ana, at=nine)[0]


@pytest.fixture
def told(key, nine, ben, checkout) -> Incident:
    """Partners heard of it, the public did not."""
    incident = an_incident(services={checkout: ServiceStatus.PARTIAL_OUTAGE}, by=ben, at=nine)
    say(incident, "Bookings by API fail for some partners.", audience="partners", by=ben, at=nine)
    return incident


def write(at) -> int:
    return write_page(at=at, page=partners_page())


def stamp(folder: Path) -> int:
    return (folder / "manifest.json").stat().st_mtime_ns


def test_it_shows_what_was_published_for_partners_with_its_promise(told, nine, folder):
    write(nine)
    words = words_of(text_at(folder, "/", nine))
    assert "Status for partners" in words
    assert "Bookings by API fail for some partners. " in words
    assert "Next update by 09:30 UTC" in words
    assert "Checkout: Partial outage" in words
    for path in (f"/incidents/{told.public_id}", "/history.atom"):
        assert "Bookings by API fail for some partners." in text_at(folder, path, nine)
    assert "Card payments fail" in text_at(folder, "/history/2026-03", nine)
    assert "March 2026 1 report" in words_of(text_at(folder, "/history", nine))


def test_it_turns_late_by_the_clock_alone(told, nine, folder):
    write(nine)
    for path in ("/", f"/incidents/{told.public_id}"):
        assert "Late:" not in text_at(folder, path, nine + 30 * MINUTE)
        assert "the next update was promised for" in text_at(folder, path, nine + 31 * MINUTE)


def test_the_public_page_never_shows_a_word_for_partners(told, nine, public_folder, ben):
    say(told, "Card payments fail.", by=ben, at=nine)
    write_page(at=nine)
    said = b"".join(every_document(public_folder).values())
    assert b"Card payments fail." in said
    assert b"Bookings by API" not in said


@pytest.mark.parametrize("audience", [each for each in KINDS if each != Audience.PARTNERS])
def test_no_text_for_anybody_else_reaches_it(told, nine, ben, folder, audience):
    word = "kanarienvogel"
    incident = an_incident("Known inside", by=ben, at=nine)
    say(incident, f"The {word} sings.", audience=audience, by=ben, at=nine)
    say(told, f"The {word} sings.", audience=audience, by=ben, at=nine)
    say(told, "We found the cause.", audience="partners", by=ben, at=nine + MINUTE)
    write(nine + MINUTE)
    documents = every_document(folder)
    assert any(b"We found the cause." in content for content in documents.values())
    assert [path for path, content in documents.items() if word.encode() in content] == []


def test_what_was_written_for_partners_before_the_first_key_stays_unseen(nine, ana, ben, folder):
    incident = an_incident(by=ben, at=nine)
    old = say(incident, "Sales: tell them nothing of INC-1.", audience="partners", by=ben, at=nine)
    make_partner_key("Northwind Travel", by=ana, at=nine + MINUTE)
    put_right(old, "Sales: tell them nothing of INC-1.", "Bookings fail.", by=ben, at=nine + 2 * MINUTE)
    write(nine + 3 * MINUTE)
    said = b"".join(every_document(folder).values())
    assert b"Bookings fail." in said
    assert b"tell them nothing" not in said
    assert old.public_id.encode() not in said


def test_without_a_key_there_is_neither_page_nor_folder_nor_snapshot(nine, ben, folder):
    incident = an_incident(by=ben, at=nine)
    say(incident, "Bookings fail.", audience="partners", by=ben, at=nine)
    say(incident, "Bookings fail.", by=ben, at=nine)
    write_if_behind(at=nine)
    assert partners_page() is None
    assert not folder.exists()
    assert list(Snapshot.objects.values_list("page", flat=True)) == [PageName.PUBLIC]


def test_each_publication_writes_the_page_of_its_audience_and_leaves_the_other(
    told, nine, ben, folder, public_folder
):
    say(told, "Card payments fail.", by=ben, at=nine)
    write_page(at=nine)
    write(nine)
    public, partners = stamp(public_folder), stamp(folder)
    say(told, "We found the cause.", audience="partners", by=ben, at=nine + MINUTE)
    assert write_page(at=nine + MINUTE) == 0
    assert write(nine + MINUTE) == 1
    assert (stamp(public_folder), stamp(folder) > partners) == (public, True)


@pytest.mark.django_db(transaction=True)
def test_a_publication_for_partners_is_visible_as_soon_as_it_is_committed(told, nine, folder, public_folder):
    assert "Bookings by API fail for some partners." in text_at(folder, "/", nine)
    assert not public_folder.exists()


def test_services_follow_the_public_page_with_the_next_sweep(key, nine, ben, checkout, folder):
    write(nine)
    assert "Checkout Operational" in words_of(text_at(folder, "/", nine))
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine + MINUTE)
    before = stamp(folder)
    write_behind(at=nine + MINUTE)
    assert stamp(folder) == before, "what is for everybody does not wait for the second page"
    write_if_behind(at=nine + MINUTE)
    page = text_at(folder, "/", nine + MINUTE)
    assert "Checkout Major outage" in words_of(page)
    assert "A major outage is in progress" in page
    assert f'href="http://127.0.0.1:8001/incidents/{incident.public_id}">Card payments fail</a>' in page
    assert "<p>Card payments fail.</p>" not in page
    assert "Last change: 10 March 2026, 09:01 UTC" in words_of(page)


def test_planned_work_follows_its_window_whether_partners_or_everybody_were_told_of_it(
    key, nine, ben, checkout, folder
):
    some = {checkout: ServiceStatus.UNDER_MAINTENANCE}
    for_partners = an_incident("New partner API", services={}, planned=True, by=ben, at=nine)
    say(for_partners, "The API pauses.", audience="partners", promise=None, by=ben, at=nine)
    for_all = an_incident("New machines", services=some, planned=True, by=ben, at=nine)
    say(for_all, "Checkout is read-only.", promise=None, by=ben, at=nine)
    write(nine)
    before = words_of(text_at(folder, "/", nine + 59 * MINUTE))
    assert "New partner API Scheduled 10:00 to 11:00 UTC (1 h) The API pauses." in before
    assert "New machines Scheduled" in before
    assert "Checkout Operational" in before
    during = words_of(text_at(folder, "/", nine + 60 * MINUTE))
    assert (
        "New partner API In progress Planned for 10:00 to 11:00 UTC (1 h) The planned time has begun."
        in during
    )
    assert "New machines In progress" in during
    assert "Checkout Under maintenance" in during
    assert "/maintenance.ics" not in text_at(folder, "/", nine)


def test_what_partners_are_told_of_stands_once(told, nine, ben, folder):
    say(told, "Card payments fail.", by=ben, at=nine)
    write(nine)
    assert "On the public page" not in words_of(text_at(folder, "/", nine))


def test_a_word_for_partners_changes_no_service_of_the_public_page(told, nine, public_folder):
    publishing.freeze(None, at=nine)
    write_page(at=nine)
    assert "Checkout Operational" in words_of(text_at(public_folder, "/", nine))


def test_a_new_name_and_a_new_service_reach_it_with_the_sweep(told, nine, ana, folder):
    write(nine)
    list_service("Search", by=ana, at=nine + MINUTE)
    write_if_behind(at=nine + MINUTE)
    assert "Search Operational" in words_of(text_at(folder, "/", nine + MINUTE))
    workspace = Workspace.current()
    workspace.name = "Marlow Pay"
    rename_workspace(workspace, by=ana, at=nine + 2 * MINUTE)
    write_if_behind(at=nine + 2 * MINUTE)
    for path in ("/", "/history", f"/incidents/{told.public_id}", "/history.atom"):
        assert "Marlow Pay for partners" in text_at(folder, path, nine + 2 * MINUTE)


def test_a_quiet_correction_shows_on_it_and_leaves_the_public_page(
    told, nine, ana, ben, folder, public_folder
):
    say(told, "Card payments fail.", by=ben, at=nine)
    write_page(at=nine)
    before, update = stamp(public_folder), told.updates.get(audience="partners")
    proposal = propose_quietly(
        update, wrong_words="some partners", right_words="some partnres", reason="typo", by=ben, at=nine
    )
    put_right_quietly(proposal, by=ana, at=nine + MINUTE)
    write_if_behind(at=nine + MINUTE)
    assert "<del>some partners</del> → <ins>some partnres</ins>" in text_at(folder, "/", nine + MINUTE)
    assert stamp(public_folder) == before


def test_every_link_on_it_leads_somewhere_and_none_holds_an_address_of_the_page(told, nine, folder, settings):
    settings.SUBSCRIBE_URL = ""
    write(nine)
    for name in ("/", "/history", "/history/2026-03", f"/incidents/{told.public_id}"):
        page = text_at(folder, name, nine)
        assert "/partners/" not in page
        for link in hrefs(page):
            if not link.startswith(("http", "#", "data:")):
                assert not link.startswith("/"), f"{link} on {name} leaves the key behind"
                assert text_at(folder, urlsplit(urljoin(f"http://page{name}", link)).path, nine)


def test_where_subscriptions_are_taken_it_leads_there_by_way_of_the_listener(told, nine, folder, settings):
    for address, link in (("", 0), ("https://console.example", 1)):
        settings.SUBSCRIBE_URL = address
        write(nine)
        manifest = Site(folder).manifest()
        assert manifest
        assert manifest.subscribe == (f"{address}/subscribe/partners/" if address else "")
        assert hrefs(text_at(folder, "/", nine)).count("./subscribe") == link


def hrefs(page: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', page)


def test_the_files_name_the_keys_that_hold_and_no_other(key, nine, ana, folder):
    write(nine)
    first, [kept] = Site(folder).manifest(), PartnerKey.objects.hashes()
    assert first
    assert first.keys == (kept,)
    other, secret = make_partner_key("Tailspin", by=ana, at=nine + MINUTE)
    rotate_partner_key(key, by=ana, at=nine + MINUTE)
    write(nine + MINUTE)
    second = Site(folder).manifest()
    assert second
    assert set(second.keys) == set(PartnerKey.objects.hashes())
    assert kept not in second.keys
    revoke_partner_key(other, by=ana, at=nine + 2 * MINUTE)
    write(nine + 2 * MINUTE)
    third = Site(folder).manifest()
    assert third
    assert len(third.keys) == 1
    assert secret.encode() not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_key_writes_the_hot_documents_and_not_the_history(told, nine, ana, folder):
    write(nine)
    make_partner_key("Tailspin", by=ana, at=nine + MINUTE)
    assert Snapshot.objects.filter(page=PageName.PARTNERS)[0].scope == Scope.KEYS
    before = sorted(path for path in every_document(folder) if path.startswith(("/incidents", "/history/")))
    assert write(nine + MINUTE) == 1
    assert before == sorted(
        path for path in every_document(folder) if path.startswith(("/incidents", "/history/"))
    )
    assert "Last change: 09:00 UTC" in words_of(text_at(folder, "/", nine + MINUTE)), "nothing readers see"


def test_after_the_last_key_another_one_shows_what_was_written_meanwhile(told, key, nine, ana, ben, folder):
    revoke_partner_key(key, by=ana, at=nine + MINUTE)
    say(told, "We found the cause.", audience="partners", by=ben, at=nine + 2 * MINUTE)
    make_partner_key("Tailspin", by=ana, at=nine + 3 * MINUTE)
    write(nine + 3 * MINUTE)
    assert "We found the cause." in text_at(folder, "/", nine + 3 * MINUTE)


def test_files_that_could_not_be_written_are_told_to_whoever_revokes(key, nine, ana, folder):
    write(nine)
    assert not files_are_behind()
    incoming = folder / "incoming"
    incoming.rmdir()
    incoming.write_text("in the way")
    revoke_partner_key(key, by=ana, at=nine + MINUTE)
    write_behind(at=nine + MINUTE, page=partners_page())
    assert files_are_behind()
    incoming.unlink()
    write_if_behind(at=nine + 2 * MINUTE)
    assert not files_are_behind()


def test_a_public_publication_asks_the_database_as_often_with_the_second_page_as_without(
    nine, ana, ben, checkout, public_folder
):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    write_page(at=nine)
    counts = []
    for minute in (1, 2):
        update = say(incident, f"Word {minute}.", by=ben, at=nine + minute * MINUTE)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            publishing.freeze(update, at=nine + minute * MINUTE)
            write_behind(at=nine + minute * MINUTE)
        counts.append(len(asked))
        make_partner_key(f"Partner {minute}", by=ana, at=nine + minute * MINUTE)
        say(incident, "For partners.", audience="partners", by=ben, at=nine + minute * MINUTE)
        write(nine + minute * MINUTE)
    assert counts[0] == counts[1]


def test_a_day_that_has_turned_is_rendered_again(told, nine, folder):
    write(nine)
    assert "09:00 UTC" in words_of(text_at(folder, "/", nine))
    write_if_behind(at=nine + timedelta(days=1))
    assert "10 March 2026, 09:00 UTC" in words_of(text_at(folder, "/", nine + timedelta(days=1)))


def test_its_folder_is_readable_by_its_owner_alone(told, nine, folder):
    write(nine)
    assert folder.stat().st_mode & 0o077 == 0
