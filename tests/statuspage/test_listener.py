"""The public listener, over real HTTP from a real process."""

import base64
import hashlib
import re
import subprocess
import sys
import time
from datetime import timedelta

import feedparser
import pytest

from clarion.incidents.states import ServiceStatus
from clarion.statuspage.listener import takes_gzip
from clarion.statuspage.loaded_site import LoadedSite
from clarion.statuspage.publishing import write_page
from clarion.statuspage.site import Edition, Site
from tests.factories.incidents import an_incident, say
from tests.statuspage.conftest import running_listener
from tests.statuspage.editions import HEAD, POLICY, document

MINUTE = timedelta(minutes=1)
HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A client of a listener whose site is small and stays as it is: for what HTTP alone decides."""
    data = tmp_path_factory.mktemp("served")
    hot = [
        document("/", "<p>Card payments fail.</p>" * 100, HTML),
        document("404", "There is no page at this address.", HTML),
        document("/api/v2/summary.json", '{"page":{}}', JSON),
    ]
    Site(data / "public").write(
        Edition(HEAD, hot, [document("/incidents/abc", "abc", HTML)], whole=True), now=0
    )
    with running_listener(data) as client:
        yield client


@pytest.fixture
def told(nine, ben, checkout):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    write_page(at=nine)
    return incident


def test_the_listener_imports_neither_django_nor_a_database():
    code = (
        "import sys, clarion.statuspage.listener; "
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('django', 'sqlite3', '_sqlite3', 'psycopg', 'psycopg_binary', 'allauth', 'dj_queue')])"
    )
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == "[]"


def test_before_the_first_publication_it_says_so(listener):
    page, api = listener.get("/"), listener.get("/api/v2/summary.json")
    assert (page.status_code, api.status_code) == (503, 503)
    assert "Not published yet" in page.text
    assert page.headers["retry-after"] == "10"
    assert api.json() == {"error": "not published yet"}


def test_the_first_publication_appears_without_a_restart(listener, told):
    page = listener.get("/")
    assert page.status_code == 200
    assert "Card payments fail." in page.text


def test_a_real_page_allows_its_own_style_and_no_other(listener, told):
    page = listener.get("/")
    style = re.search("<style>(.*?)</style>", page.text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = page.headers["content-security-policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert "unsafe" not in policy


def test_pages_carry_the_headers_that_protect_readers(served):
    headers = served.get("/").headers
    policy = headers["content-security-policy"]
    assert policy == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "max-age=5" in headers["cache-control"]
    assert "stale-if-error" in headers["cache-control"]
    assert headers["vary"] == "accept-encoding"


def test_a_reader_who_has_the_page_gets_304(served):
    for encoding in ("gzip", "identity"):
        first = served.get("/", headers={"accept-encoding": encoding})
        known = {"accept-encoding": encoding, "if-none-match": f'"other", W/{first.headers["etag"]}'}
        again = served.get("/", headers=known)
        assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
        assert again.headers["etag"] == first.headers["etag"]


def test_gzip_and_plain_hold_the_same_words_under_different_etags(served):
    plain = served.get("/", headers={"accept-encoding": "identity"})
    gzipped = served.get("/", headers={"accept-encoding": "br;q=1.0, gzip;q=0.8"})
    assert gzipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert plain.text == gzipped.text
    assert plain.headers["etag"] != gzipped.headers["etag"]
    assert int(gzipped.headers["content-length"]) < int(plain.headers["content-length"]) / 2


@pytest.mark.parametrize(
    ("accepted", "gzip"),
    [("", False), ("gzip", True), ("GZIP", True), ("br, gzip", True), ("gzip;q=0", False), ("gzip; q=0.0", False),
     ("gzip;q=0.1", True), ("deflate", False), ("gzip;q=1.000", True), ("x-gzip", False)],
)  # fmt: skip
def test_gzip_is_sent_to_who_takes_it(accepted, gzip):
    assert takes_gzip(accepted) is gzip


@pytest.mark.parametrize("path", ["/", "/api/v2/summary.json", "/incidents/abc"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_a_304_says_is_what_the_200_said_but_for_the_body(served, path, encoding, method):
    first = served.request(method, path, headers={"accept-encoding": encoding})
    for known in (first.headers["etag"], "*", f'"a", {first.headers["etag"]}, "b"'):
        again = served.request(method, path, headers={"accept-encoding": encoding, "if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("etag", "cache-control", "vary", "content-security-policy"):
            assert again.headers[name] == first.headers[name]
        assert "content-encoding" not in again.headers


def test_the_etag_of_one_encoding_is_not_taken_for_the_other(served):
    gzipped = served.get("/", headers={"accept-encoding": "gzip"}).headers["etag"]
    plain = served.get("/", headers={"accept-encoding": "identity", "if-none-match": gzipped})
    assert (plain.status_code, "content-encoding" in plain.headers) == (200, False)
    other = served.get("/", headers={"accept-encoding": "gzip", "if-none-match": plain.headers["etag"]})
    assert (other.status_code, other.headers["content-encoding"]) == (200, "gzip")


def test_a_new_version_has_new_etags_and_what_did_not_change_keeps_its_own(listener, told, nine, ben):
    before = {path: listener.get(path).headers["etag"] for path in ("/", "/history.atom", "/history")}
    say(told, "We found the cause.", by=ben, at=nine + MINUTE)
    write_page(at=nine + MINUTE)
    time.sleep(0.1)
    statuses = {
        path: listener.get(path, headers={"if-none-match": etag}).status_code for path, etag in before.items()
    }
    assert statuses == {"/": 200, "/history.atom": 200, "/history": 304}


def test_head_is_get_without_the_body(served):
    get = served.get("/", headers={"accept-encoding": "identity"})
    head = served.head("/", headers={"accept-encoding": "identity"})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert head.headers["etag"] == get.headers["etag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent_to_it(served, method):
    reply = served.request(method, "/")
    assert reply.status_code == 405
    assert reply.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/v2/summary",
        "/api/v2/Incidents.json",
        "/api/v2/nothing.json",
        "/api/v2/subscribers.json",
        "/api/v1",
        "/api/v1/public",
        "/api/v1/public/incidents/zzzzzzzzzzzz.json",
        "/api/v1/incidents",
    ],
)
def test_nothing_under_api_is_json(served, path):
    reply = served.get(path)
    assert (reply.status_code, reply.json()) == (404, {"error": "not found"})
    assert reply.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/incidents/zzzzzzzzzzzz", "/history/1999-01", "/404", "404", "/../../etc/passwd",
     "/%2e%2e/%2e%2e/etc/passwd", "/apiary", "/manifest.json", "/blobs/", "/%00", "/a" * 500],
)  # fmt: skip
def test_nothing_elsewhere_is_a_page_that_leads_back(served, path):
    reply = served.get(path)
    assert reply.status_code == 404
    assert "There is no page at this address" in reply.text
    assert reply.headers["cache-control"] == "no-store"


def test_a_slash_at_the_end_leads_to_the_page(served):
    reply = served.get("/incidents/abc/")
    assert (reply.status_code, reply.headers["location"]) == (308, "/incidents/abc")


def test_a_query_changes_nothing(served):
    assert served.get("/?utm=1").content == served.get("/").content


def test_scripts_of_other_pages_may_read_what_is_public_data(served):
    assert served.get("/api/v2/summary.json").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in served.get("/").headers


def test_a_feed_reader_reads_the_feed_and_its_etag(listener, told):
    address = str(listener.base_url.join("/history.atom"))
    feed = feedparser.parse(address)
    assert (feed.status, feed.bozo) == (200, False)
    assert [entry.title for entry in feed.entries] == ["Investigating: Card payments fail"]
    assert feedparser.parse(address, etag=feed.etag).status == 304


def test_it_goes_on_serving_when_the_files_vanish(listener, told, public_folder):
    before = listener.get("/").text
    public_folder.rename(public_folder.with_name("gone"))
    assert listener.get("/").text == before
    public_folder.mkdir()
    (public_folder / "manifest.json").write_text("{")
    assert listener.get("/").text == before


def test_it_goes_on_serving_when_a_new_version_names_what_is_not_there(told, nine, ben, public_folder):
    site = LoadedSite(public_folder, clock=nine.timestamp)
    before = site.find("/")
    say(told, "We found the cause.", by=ben, at=nine + MINUTE)
    write_page(at=nine + MINUTE)
    for blob in (public_folder / "blobs").iterdir():
        blob.unlink()
    site._look()
    assert site.find("/") is before
    assert site.find(f"/incidents/{told.public_id}") is None


def test_what_is_asked_for_seldom_is_kept_within_bounds(told, nine, public_folder, monkeypatch):
    monkeypatch.setattr("clarion.statuspage.loaded_site.KEPT_BYTES", 1)
    site = LoadedSite(public_folder, clock=nine.timestamp)
    for path in (f"/incidents/{told.public_id}", "/history/2026-03", f"/incidents/{told.public_id}"):
        assert site.find(path)
        assert len(site._kept) == 1


def test_the_clock_alone_turns_the_page_late(told, nine, public_folder):
    clock = [nine.timestamp()]
    site = LoadedSite(public_folder, clock=lambda: clock[0])
    seen = []
    for minutes in (0, 29, 31):
        clock[0] = (nine + minutes * MINUTE).timestamp()
        site._look()
        for path in ("/", f"/incidents/{told.public_id}"):
            answers = site.find(path)
            assert answers
            seen.append(b"Late:" in answers.plain.body)
    assert seen == [False, False, False, False, True, True]
