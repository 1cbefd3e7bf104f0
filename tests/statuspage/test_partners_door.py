"""The door of the partners' page, over real HTTP from a real process: who is let in, and what others see of it."""

import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import feedparser
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.accounts.tokens import digest
from clarion.flows.partner_keys import make_partner_key, revoke_partner_key, rotate_partner_key
from clarion.statuspage.partners_door import PartnersDoor, opens
from clarion.statuspage.publishing import write_behind, write_if_behind, write_page
from clarion.statuspage.site import Edition, Site
from clarion.statuspage.which_page import partners_page
from tests.factories.incidents import an_incident, say
from tests.statuspage.conftest import free_port, running_listener, wait_for
from tests.statuspage.editions import HEAD, document

MINUTE = timedelta(minutes=1)
HTML = "text/html; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
KEY, OTHER = "k" * 43, "o" * 43


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A listener with a small public page and a small page for two partners."""
    data = tmp_path_factory.mktemp("served")
    public = [document("/", "<p>For all.</p>", HTML), document("404", "There is no page here.", HTML)]
    Site(data / "public").write(Edition(HEAD, public, [], whole=True), now=0)
    head = replace(
        HEAD, keys=(digest(KEY), digest(OTHER)), subscribe="https://told.example/subscribe/partners/"
    )
    hot = [document("/", "<p>For partners.</p>" * 50, HTML), document("/history.atom", "<feed/>", ATOM)]
    cold = [document("/incidents/abc", "<p>The brief.</p>", HTML)]
    Site(data / "partners").write(Edition(head, hot, cold, whole=True), now=0)
    with running_listener(data) as client:
        yield client


@pytest.mark.parametrize("key", [KEY, OTHER])
def test_whoever_holds_a_key_reads_the_page(served, key):
    assert served.get(f"/partners/{key}/").text == "<p>For partners.</p>" * 50
    assert served.get(f"/partners/{key}/incidents/abc").text == "<p>The brief.</p>"


@pytest.mark.parametrize(
    "path",
    ["/partners", "/partners/", "/partners//", "/partners/x/", f"/partners/{KEY[:-1]}/", f"/partners/{KEY}x/",
     f"/partners/{KEY.upper()}/", f"/partners/{KEY}%00/", f"/partners/{digest(KEY)}/", f"/partners/%20{KEY}/",
     f"/partners/x/{KEY}/", f"/Partners/{KEY}/", "/partners/x/incidents/abc", "/partners/x/history.atom",
     "/partners/x/subscribe", "/partners/x", "/partners/x/history/", f"/partners/{KEY}/nothing",
     f"/partners/{KEY}/manifest.json", f"/partners/{KEY}/404", f"/partners/{KEY}/../../partners/manifest.json",
     "/incidents/abc", "/partners/manifest.json", "/partners/%ff%fe/"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_everything_else_is_exactly_like_an_address_that_does_not_exist(served, path, encoding):
    sent = {"accept-encoding": encoding}
    nowhere, reply = served.get("/nowhere", headers=sent), served.get(path, headers=sent)
    assert (reply.status_code, reply.content) == (404, nowhere.content)
    assert without_date(reply) == without_date(nowhere)


def without_date(reply: httpx.Response) -> list[tuple[str, str]]:
    return [pair for pair in reply.headers.multi_items() if pair[0] != "date"]


@pytest.mark.parametrize("path", ["", "incidents/abc", "history.atom"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_nobody_on_the_way_keeps_it_and_it_tells_nobody_where_its_reader_came_from(served, path, encoding):
    reply = served.get(f"/partners/{KEY}/{path}", headers={"accept-encoding": encoding})
    known = {"accept-encoding": encoding, "if-none-match": reply.headers["etag"]}
    again = served.get(f"/partners/{KEY}/{path}", headers=known)
    assert (reply.status_code, again.status_code, again.content) == (200, 304, b"")
    for answer in (reply, again, served.head(f"/partners/{KEY}/{path}")):
        assert answer.headers.get_list("cache-control") == ["private, no-store"]
        assert answer.headers.get_list("referrer-policy") == ["no-referrer"]
        assert answer.headers.get_list("x-robots-tag") == ["noindex"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status", "to"),
    [(f"/partners/{KEY}", 308, f"/partners/{KEY}/"),
     (f"/partners/{KEY}/incidents/abc/", 308, f"/partners/{KEY}/incidents/abc"),
     (f"/partners/{KEY}/subscribe", 303, f"https://told.example/subscribe/partners/{KEY}/")],
)  # fmt: skip
def test_a_reader_who_is_sent_on_keeps_the_key_and_leaves_no_trace(served, path, status, to):
    reply = served.get(path)
    assert (reply.status_code, reply.headers["location"]) == (status, to)
    assert reply.headers["cache-control"] == "private, no-store"
    assert reply.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_to_send_something_is_refused_the_same_with_a_key_and_without(served, method):
    known, unknown = (served.request(method, f"/partners/{key}/") for key in (KEY, "x"))
    assert known.status_code == unknown.status_code == 405
    assert (known.content, without_date(known)) == (unknown.content, without_date(unknown))


@given(st.text(max_size=60))
def test_no_other_text_is_a_key(text):
    assert opens(text, replace(HEAD, keys=(digest(KEY),))) is (text == KEY)
    assert not opens(text, HEAD)


def test_an_installation_without_keys_has_no_door(tmp_path):
    door = PartnersDoor(tmp_path / "partners")
    assert door.find(f"/partners/{KEY}/") is None
    Site(tmp_path / "partners").write(Edition(HEAD, [document("/", "x")], [], whole=True), now=0)
    assert door.find(f"/partners/{KEY}/") is None
    assert door.find("/partners//") is None


@pytest.mark.django_db
def test_a_key_that_is_rotated_or_revoked_opens_nothing_from_the_next_version_on(nine, ana, ben, listener):
    key, first = make_partner_key("Northwind Travel", by=ana, at=nine)
    page = partners_page()
    say(an_incident(by=ben, at=nine), "Bookings fail.", audience="partners", by=ben, at=nine)
    write_page(at=nine, page=page)
    nowhere = listener.get("/nowhere")
    assert "Bookings fail." in listener.get(f"/partners/{first}/").text
    second = rotate_partner_key(key, by=ana, at=nine + MINUTE)
    write_page(at=nine + MINUTE, page=page)
    seen(listener, f"/partners/{second}/")
    assert listener.get(f"/partners/{first}/").content == nowhere.content
    _, other = make_partner_key("Tailspin Rail", by=ana, at=nine + 2 * MINUTE)
    revoke_partner_key(key, by=ana, at=nine + 2 * MINUTE)
    write_page(at=nine + 2 * MINUTE, page=page)
    seen(listener, f"/partners/{other}/")
    assert listener.get(f"/partners/{second}/").content == nowhere.content
    assert listener.get(f"/partners/{second}/").status_code == nowhere.status_code


def seen(listener: httpx.Client, path: str) -> None:
    """Ask until the listener has noticed the new version."""
    for _ in range(500):
        if listener.get(path).status_code == 200:
            return
    pytest.fail(f"{path} did not open")


@pytest.mark.django_db
def test_a_feed_reader_follows_the_feed_under_the_key(nine, ana, ben, listener):
    _, key = make_partner_key("Northwind Travel", by=ana, at=nine)
    incident = an_incident(by=ben, at=nine)
    update = say(incident, "Bookings fail.", audience="partners", by=ben, at=nine)
    write_page(at=nine, page=partners_page())
    address = str(listener.base_url.join(f"/partners/{key}/history.atom"))
    feed = feedparser.parse(address)
    assert (feed.status, feed.bozo) == (200, False)
    assert feed.feed.title == "Status for partners: incident updates"
    [entry] = feed.entries
    assert entry.title == "Investigating: Card payments fail"
    base = str(listener.base_url.join(f"/partners/{key}/"))
    assert entry.link == f"{base}incidents/{incident.public_id}#{update.public_id}"
    assert listener.get(entry.link).status_code == 200
    assert feed.feed.link == base


@pytest.mark.django_db
def test_no_line_of_a_log_holds_a_key(nine, ana, public_folder, settings):
    _, key = make_partner_key("Northwind Travel", by=ana, at=nine)
    write_page(at=nine, page=partners_page())
    with logged_listener(public_folder.parent, public_folder.parent / "log") as reader:
        for path in ("", "history", "nothing", "subscribe", "%00", "a" * 3000):
            reader.get(f"/partners/{key}/{path}")
        reader.post(f"/partners/{key}/")
        # A version that cannot be read is complained of in the log.
        (settings.PARTNERS_FOLDER / "manifest.json").write_text("{")
        assert reader.get(f"/partners/{key}/").status_code == 200
    log = (public_folder.parent / "log").read_text()
    assert key not in log
    assert "Public page on" in log


@contextmanager
def logged_listener(data, log):
    port = free_port()
    command = [sys.executable, "-m", "clarion.cli.main", "public", "--port", str(port)]
    with log.open("w") as lines:
        process = subprocess.Popen(
            command, env={**os.environ, "CLARION_DATA": str(data)}, stdout=lines, stderr=subprocess.STDOUT
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                wait_for(client, process)
                yield client
        finally:
            process.terminate()
            process.wait(10)


@pytest.mark.django_db
def test_a_full_disk_leaves_the_page_for_partners_as_it_was_and_the_sweep_makes_up_for_it(
    nine, ana, ben, settings, listener, caplog
):
    """A limit on the size of files stands for the disk."""
    _, key = make_partner_key("Northwind Travel", by=ana, at=nine)
    page = partners_page()
    write_page(at=nine, page=page)
    before = listener.get(f"/partners/{key}/").text
    say(an_incident(by=ben, at=nine), "Bookings fail.", audience="partners", by=ben, at=nine + MINUTE)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        write_behind(at=nine + MINUTE, page=page)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "could not be written" in caplog.text
    assert listener.get(f"/partners/{key}/").text == before
    write_if_behind(at=nine + 2 * MINUTE)
    for _ in range(500):
        if "Bookings fail." in listener.get(f"/partners/{key}/").text:
            return
    pytest.fail("the sweep did not make up for it")
