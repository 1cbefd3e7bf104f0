"""nginx with what `clarion nginx-config` prints: the copy is served as the listener serves the page."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

from clarion.accounts.tokens import digest
from clarion.cli.main import main
from clarion.statuspage.hosting.nginx import NotWritable, Plan, configuration
from clarion.statuspage.public_look import Logo
from clarion.statuspage.renderings import PNG
from clarion.statuspage.site import Edition, Site
from tests.nginx_server import complaints, needs_nginx, running_nginx, written
from tests.statuspage.conftest import free_port, running_listener
from tests.statuspage.copies import HTML, JSON, copy, page, publish
from tests.statuspage.editions import HEAD, document

LONG = "<p>Card payments fail.</p>" * 100
HOT = [
    page("/", LONG, HTML),
    page("/history", "months"),
    page("/api/v2/summary.json", '{"page":{}}', JSON),
    page("/history.atom", "<feed/>", "application/atom+xml; charset=utf-8"),
    page("/history.rss", "<rss/>", "application/rss+xml; charset=utf-8"),
]
LOGO = Logo(b"a picture", 1, 1, "").path
HOT += [replace(page(LOGO, "a picture", PNG), lasting=True)]
HOT += [page("/embed/banner", "banner"), page("/de/", "Zahlungen"), page("/de/history", "Monate")]
KEY = "k" * 43
PATHS = [
    "/",
    "/de/",
    "/de/history",
    LOGO,
    "/history",
    "/incidents/abc",
    "/api/v2/summary.json",
    "/history.atom",
    "/history.rss",
]

pytestmark = needs_nginx


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A published page and its copy."""
    base = tmp_path_factory.mktemp("hosted")
    publish(base / "data" / "public", 1, HOT, [page("/incidents/abc", "abc")])
    copy(base / "data" / "public", base / "www")
    partners = [document("/", "<p>For partners.</p>", HTML), document("/history", "their months", HTML)]
    edition = Edition(replace(HEAD, keys=(digest(KEY),)), partners, [], whole=True)
    Site(base / "data" / "partners").write(edition, now=0)
    return base


@pytest.fixture(scope="module")
def listener(place):
    with running_listener(place / "data") as client:
        yield client


@pytest.fixture(scope="module")
def from_copy(place):
    with running_nginx(place / "nginx-copy", copy=place / "www") as client:
        yield client


@pytest.fixture(scope="module")
def from_both(place, listener):
    with running_nginx(
        place / "nginx-both", copy=place / "www", listener=str(listener.base_url), access_log=True
    ) as client:
        yield client


@pytest.fixture(scope="module")
def from_listener(place, listener):
    with running_nginx(place / "nginx-listener", listener=str(listener.base_url)) as client:
        yield client


@pytest.mark.parametrize("given", [{"copy": "www"}, {"listener": "l"}, {"copy": "www", "listener": "l"}])
def test_nginx_takes_every_configuration_without_a_warning(given, tmp_path):
    plan = {"copy": tmp_path / "www", "listener": "http://127.0.0.1:8001"}
    path, _port = written(tmp_path / "nginx", **{name: plan[name] for name in given})
    assert complaints(path) == ""


def test_a_value_that_would_be_read_as_configuration_is_refused():
    with pytest.raises(NotWritable, match=r"--server-name .* holds a character that nginx reads as its own"):
        configuration(Plan("/srv/www", None, server_name="x; return 200"))
    with pytest.raises(NotWritable, match=r"Name a folder with --copy"):
        configuration(Plan(None, None))


def test_the_command_prints_it():
    result = CliRunner().invoke(
        main, ["nginx-config", "--copy", "/srv/page", "--server-name", "status.example.com"]
    )
    assert result.exit_code == 0
    assert "root /srv/page;" in result.output
    assert "server_name status.example.com;" in result.output
    assert CliRunner().invoke(main, ["nginx-config"]).exit_code == 1


@pytest.mark.parametrize("way", ["from_copy", "from_listener"])
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("path", PATHS)
def test_bytes_and_headers_are_those_of_the_listener(path, encoding, way, listener, request):
    nginx = request.getfixturevalue(way)
    ours = listener.get(path, headers={"accept-encoding": encoding})
    theirs = nginx.get(path, headers={"accept-encoding": encoding})
    assert (theirs.status_code, theirs.content) == (200, ours.content)
    for name in ("content-type", "cache-control", "x-content-type-options", "referrer-policy", "x-frame-options",
                 "content-encoding", "access-control-allow-origin"):  # fmt: skip
        assert theirs.headers.get(name) == ours.headers.get(name), name
    assert theirs.headers["vary"].lower() == "accept-encoding"
    policies = theirs.headers["content-security-policy"], ours.headers["content-security-policy"]
    if way == "from_copy" and ours.headers["content-type"].startswith("text/html"):
        # An outer bound; the page carries its own policy in itself.
        assert policies[0].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:;")
        assert policies[0].endswith("frame-ancestors 'none'")
    else:
        assert policies[0] == policies[1]


def test_what_is_made_to_be_framed_may_be_and_nothing_else(from_copy):
    for path, framed in (("/embed/banner", True), ("/", False), ("/history", False)):
        headers = from_copy.get(path).headers
        assert ("x-frame-options" not in headers) is framed
        assert ("frame-ancestors" not in headers["content-security-policy"]) is framed


@pytest.mark.parametrize("way", ["from_copy", "from_listener"])
def test_who_has_it_gets_304_in_either_encoding(way, request):
    nginx = request.getfixturevalue(way)
    for encoding in ("gzip", "identity"):
        first = nginx.get("/", headers={"accept-encoding": encoding})
        known = {"accept-encoding": encoding, "if-none-match": first.headers["etag"]}
        assert nginx.get("/", headers=known).status_code == 304
        assert nginx.head("/", headers={"accept-encoding": encoding}).headers["etag"] == first.headers["etag"]
        other = {"identity": "gzip", "gzip": "identity"}[encoding]
        assert nginx.get("/", headers={**known, "accept-encoding": other}).status_code == 200


@pytest.mark.parametrize("way", ["from_copy", "from_listener"])
def test_what_is_not_there_is_a_page_or_json_under_api(way, request):
    nginx = request.getfixturevalue(way)
    for path in (
        "/nothing",
        "/incidents/zzz",
        "/.clarion/standing.json",
        "/_headers",
        "/404.html",
        "/%2e%2e/etc/passwd",
    ):
        reply = nginx.get(path)
        assert reply.status_code in {404, 400}, path
        assert "standing" not in reply.text
    reply = nginx.get("/nothing")
    assert (reply.status_code, reply.text) == (404, "There is no page at this address.")
    assert reply.headers["cache-control"] == "no-store"
    for path in ("/api/v2/Incidents.json", "/api/v2/subscribers.json", "/api"):
        reply = nginx.get(path)
        assert (reply.status_code, reply.json()) == (404, {"error": "not found"})
        assert reply.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("way", ["from_copy", "from_listener"])
def test_a_slash_at_the_end_leads_to_the_page_and_nowhere_else(way, request):
    nginx = request.getfixturevalue(way)
    reply = nginx.get("/incidents/abc/")
    assert (reply.status_code, reply.headers["location"]) == (308, "/incidents/abc")
    for path in ("//evil.example/", "/%0d%0aset-cookie:x/"):
        reply = nginx.get(path)
        assert reply.headers.get("location", "/").startswith("/")
        assert not reply.headers.get("location", "/").startswith("//")
        assert "set-cookie" not in reply.headers


@pytest.mark.parametrize("way", ["from_copy", "from_listener", "from_both"])
@pytest.mark.parametrize("address", ["/de", "/de/", "/de/history", "/de/history/"])
def test_the_pages_of_a_further_language_are_found_with_and_without_a_slash(address, way, request):
    reply = request.getfixturevalue(way).get(address, follow_redirects=True)
    assert (reply.status_code, reply.text) == (200, "Monate" if "history" in address else "Zahlungen")


@pytest.mark.parametrize("way", ["from_listener", "from_both"])
def test_the_partners_page_is_found_behind_its_key_and_kept_by_nobody_on_the_way(way, request, place):
    nginx = request.getfixturevalue(way)
    for address in (f"/partners/{KEY}", f"/partners/{KEY}/"):
        reply = nginx.get(address, follow_redirects=True)
        assert (reply.status_code, reply.text) == (200, "<p>For partners.</p>")
        assert reply.headers["cache-control"] == "private, no-store"
    reply = nginx.get(f"/partners/{KEY}/history/", follow_redirects=True)
    assert (reply.status_code, reply.text) == (200, "their months")
    wrong, nowhere = nginx.get("/partners/wrong/"), nginx.get("/nowhere")
    assert (wrong.status_code, wrong.content) == (404, nowhere.content)
    kept = [path for path in (place / way.replace("from_", "nginx-")).rglob("*") if path.is_file()]
    assert not [path for path in kept if KEY.encode() in path.read_bytes()]


def test_no_log_of_nginx_holds_the_key_of_a_partner_also_while_the_listener_is_down(place, tmp_path):
    gone = f"http://127.0.0.1:{free_port()}"
    with running_nginx(tmp_path / "nginx", copy=place / "www", listener=gone, access_log=True) as nginx:
        assert (nginx.get("/history").text, nginx.get("/de/").text) == ("months", "Zahlungen")
        assert nginx.get(f"/partners/{KEY}/").status_code == 502
    with running_nginx(tmp_path / "copy", copy=place / "www", access_log=True) as nginx:
        assert nginx.get(f"/partners/{KEY}/").status_code == 404
        assert nginx.get("/history").status_code == 200
    logs = [path.read_text() for path in tmp_path.rglob("*.log")]
    assert ["/history" in log for log in logs].count(True) >= 2
    assert KEY not in "".join(logs)


@pytest.mark.parametrize("way", ["from_copy", "from_listener"])
def test_nothing_can_be_sent(way, request):
    assert request.getfixturevalue(way).post("/").status_code == 405


def test_what_was_laid_into_the_copy_is_served_too(place, from_copy):
    (place / "www" / ".well-known").mkdir()
    (place / "www" / ".well-known" / "security.txt").write_text("Contact: mailto:security@example.com")
    assert from_copy.get("/.well-known/security.txt").text.startswith("Contact:")


def test_a_new_version_is_served_at_once_with_another_etag_though_its_size_is_the_same(tmp_path):
    folder, www = tmp_path / "data" / "public", tmp_path / "www"
    publish(folder, 1, [], [])
    copy(folder, www)
    with running_nginx(tmp_path / "nginx", copy=www) as nginx:
        first = nginx.get("/")
        publish(folder, 2, [], [])
        copy(folder, www)
        again = nginx.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (first.text, again.status_code, again.text) == ("version 1", 200, "version 2")


def test_a_query_makes_no_other_page_so_that_a_surge_cannot_pass_the_cache(tmp_path):
    data = tmp_path / "data"
    publish(data / "public", 1, [], [])
    with (
        running_listener(data) as listener,
        running_nginx(tmp_path / "nginx", listener=str(listener.base_url)) as nginx,
    ):
        assert nginx.get("/?a").text == "version 1"
        publish(data / "public", 2, [page("/", "version 2", later={timedelta(days=9999): "x"})], [])
        time.sleep(0.1)
        assert nginx.get("/?b").text == "version 1", "kept for five seconds, whatever the query"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--listener", "foo", "Write it like http://127.0.0.1:8001"),
        ("--listener", "http://127.0.0.1:8001/page", "without a path"),
        ("--copy", "relative/dir", "Begin it with /."),
        ("--copy", "s3://bucket/page", "Begin it with /."),
    ],
)
def test_what_nginx_could_not_use_is_refused_with_the_remedy(option, value, said):
    result = CliRunner().invoke(main, ["nginx-config", option, value])
    assert result.exit_code == 1
    assert said in result.output
