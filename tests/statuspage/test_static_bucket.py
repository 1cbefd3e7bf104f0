"""`clarion publish-static s3://…`: against nanio, an S3-compatible server that checks signatures, over HTTP."""

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import obstore
import pytest
from click.testing import CliRunner
from obstore.store import S3Store

from clarion.cli.main import main
from clarion.statuspage.answers import CACHING, FOREVER
from clarion.statuspage.hosting.bucket import Bucket
from clarion.statuspage.hosting.copying import bring_up_to_date
from clarion.statuspage.hosting.names import NOTES
from clarion.statuspage.hosting.target import NotCopied
from tests.statuspage.conftest import free_port
from tests.statuspage.copies import JSON, NOW, page, publish

KEY, SECRET = "AKIAEXAMPLEEXAMPLE12", "a-secret-of-tests-that-is-long-enough"
SUMMARY = page("/api/v2/summary.json", '{"page":{}}', JSON)
ABC = page("/incidents/abc", "abc")


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Iterator[str]:
    """The address of a running server with one bucket."""
    data, port = tmp_path_factory.mktemp("s3"), free_port()
    command = [
        sys.executable,
        "-m",
        "nanio",
        "serve",
        "--data-dir",
        str(data),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    environment = {**os.environ, "NANIO_ACCESS_KEY": KEY, "NANIO_SECRET_KEY": SECRET}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "the S3 server ended"
        try:
            httpx.get(address, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the S3 server did not come up")


@pytest.fixture
def store(service, tmp_path, monkeypatch) -> S3Store:
    """What lies in a bucket of this test, asked past Clarion."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    bucket = f"bucket-{tmp_path.name.replace('_', '-')[:40].lower().strip('-')}-{time.monotonic_ns()}"
    store = S3Store(bucket, endpoint=service, client_options={"allow_http": True})
    made = httpx.put(
        store_address := f"{service}/{bucket}", trust_env=False, headers=_signed("PUT", store_address)
    )
    assert made.status_code == 200, made.text
    return store


def _signed(method: str, address: str) -> dict[str, str]:
    """Headers of a request without a body, signed as AWS asks for (version 4): making a bucket is not obstore's business."""
    import hashlib
    import hmac
    from datetime import UTC, datetime
    from urllib.parse import urlsplit

    parts, now = urlsplit(address), datetime.now(UTC)
    stamp, day = f"{now:%Y%m%dT%H%M%SZ}", f"{now:%Y%m%d}"
    empty = hashlib.sha256(b"").hexdigest()
    signed = f"host:{parts.netloc}\nx-amz-content-sha256:{empty}\nx-amz-date:{stamp}\n"
    names = "host;x-amz-content-sha256;x-amz-date"
    request = f"{method}\n{parts.path}\n\n{signed}\n{names}\n{empty}"
    scope = f"{day}/us-east-1/s3/aws4_request"
    to_sign = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = f"AWS4{SECRET}".encode()
    for word in (day, "us-east-1", "s3", "aws4_request"):
        key = hmac.digest(key, word.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    return {
        "authorization": f"AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={names}, Signature={signature}",
        "x-amz-date": stamp,
        "x-amz-content-sha256": empty,
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "public"


@pytest.fixture
def copy(store, service, folder):
    def copy(prefix: str = "", *, now: float = NOW):
        address = f"s3://{store.config['bucket']}/{prefix}"
        return bring_up_to_date(folder, Bucket(address, endpoint=service), now=now)

    return copy


def objects(store: S3Store) -> dict[str, str]:
    """Key -> e-tag and time of each object but the notes."""
    listed = [each for batch in obstore.list(store) for each in batch]
    return {
        each["path"]: f"{each['e_tag']} {each['last_modified']}"
        for each in listed
        if NOTES not in each["path"]
    }


def test_every_address_is_an_object_with_its_type_caching_and_encoding(store, copy, folder):
    publish(folder, 1, [SUMMARY], [ABC])
    report = copy()
    assert objects(store).keys() == {
        "index.html", "404.html", "404.json", "_headers", "api/v2/summary.json", "incidents/abc",
    }  # fmt: skip
    assert (report.version, report.written) == (1, 4)
    html, data = obstore.get(store, "incidents/abc"), obstore.get(store, "api/v2/summary.json")
    assert html.attributes["Content-Type"] == "text/html; charset=utf-8"
    assert html.attributes["Content-Encoding"] == "gzip"
    assert html.attributes["Cache-Control"] == CACHING
    assert gzip.decompress(bytes(html.bytes())) == b"abc"
    assert data.attributes["Content-Type"] == JSON
    assert "Content-Encoding" not in data.attributes
    assert bytes(data.bytes()) == b'{"page":{}}'


def test_the_front_page_of_a_language_lies_where_a_website_in_a_bucket_looks_for_it(store, copy, folder):
    publish(folder, 1, [page("/de/", "Zahlungen"), page("/de/history", "Monate")], [])
    copy()
    assert objects(store).keys() == {
        "index.html", "404.html", "404.json", "_headers", "de/index.html", "de/history",
    }  # fmt: skip
    front = obstore.get(store, "de/index.html")
    assert gzip.decompress(bytes(front.bytes())) == b"Zahlungen"
    assert front.attributes["Content-Type"] == "text/html; charset=utf-8"
    publish(folder, 2, [], [])
    copy()
    assert not [key for key in objects(store) if key.startswith("de")]


def test_a_logo_is_kept_for_good_by_whoever_read_it(store, copy, folder):
    logo = page("/logo-0123456789abcdef.png", "a picture", "image/png")
    publish(folder, 1, [logo], [])
    copy()
    assert obstore.get(store, logo.path.strip("/")).attributes["Cache-Control"] == CACHING
    publish(folder, 2, [replace(logo, lasting=True)], [])
    assert copy().written == 2
    assert obstore.get(store, logo.path.strip("/")).attributes["Cache-Control"] == FOREVER
    assert obstore.get(store, "index.html").attributes["Cache-Control"] == CACHING
    assert copy().written == 0


def test_only_what_changed_is_uploaded_and_what_is_gone_is_deleted(store, copy, folder):
    publish(folder, 1, [SUMMARY], [ABC, page("/incidents/old", "old")])
    copy()
    before = objects(store)
    publish(folder, 2, [SUMMARY], [ABC, page("/incidents/new", "new")])
    report = copy()
    after = objects(store)
    assert (report.written, report.removed) == (2, 1)
    assert before.keys() - after.keys() == {"incidents/old"}
    assert {key for key in after if after[key] != before.get(key)} == {"index.html", "incidents/new"}
    again = copy()
    assert (again.written, again.removed) == (0, 0)


def test_a_prefix_keeps_other_objects_of_the_bucket_alone(store, copy, folder):
    obstore.put(store, "invoice.pdf", b"mine")
    publish(folder, 1, [], [ABC])
    copy("status/page")
    publish(folder, 2, [], [])
    copy("status/page")
    assert objects(store).keys() == {
        "invoice.pdf", "status/page/index.html", "status/page/404.html", "status/page/404.json", "status/page/_headers",
    }  # fmt: skip


def test_lateness_is_uploaded_when_its_time_has_come(store, copy, folder):
    publish(folder, 1, [page("/", "On time", later={timedelta(minutes=30): "Late"})], [])
    report = copy()
    assert gzip.decompress(bytes(obstore.get(store, "index.html").bytes())) == b"On time"
    copy(now=report.next_variant)
    assert gzip.decompress(bytes(obstore.get(store, "index.html").bytes())) == b"Late"


def test_a_history_of_hundreds_is_uploaded_side_by_side_and_whole(store, copy, folder):
    publish(folder, 1, [], [page(f"/incidents/{number}", f"incident {number}") for number in range(300)])
    assert copy().written == 302
    assert len(objects(store)) == 304


def test_wrong_credentials_are_said_with_the_remedy(store, copy, folder, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another secret")
    publish(folder, 1, [], [])
    with pytest.raises(
        NotCopied, match=r"could not be written .*Check the bucket's name, its endpoint .*and the credentials"
    ):
        copy()


def test_the_command_takes_bucket_and_endpoint(store, service, folder, monkeypatch):
    monkeypatch.setenv("CLARION_DATA", str(folder.parent))
    publish(folder, 3, [], [])
    result = CliRunner().invoke(
        main, ["publish-static", f"s3://{store.config['bucket']}", "--endpoint", service]
    )
    assert (result.exit_code, result.output) == (0, "Version 3: 2 documents written, 0 removed.\n")
