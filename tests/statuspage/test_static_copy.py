"""`clarion publish-static`: a copy of the page as plain files, brought up to date with little work, whole at any time."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from fnmatch import fnmatch
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some

from clarion.cli.main import main
from clarion.statuspage.answers import CACHING, FOREVER
from clarion.statuspage.hosting import copying
from clarion.statuspage.hosting.folder import Folder, opened
from clarion.statuspage.hosting.names import Piece, StrangeAddress, file_name, object_key
from clarion.statuspage.hosting.target import NotCopied
from clarion.statuspage.site import Edition, Site
from tests.statuspage.copies import HTML, JSON, NEVER, NOW, copy, page, publish, texts
from tests.statuspage.editions import HEAD, POLICY

ABC = page("/incidents/abc", "abc")
SUMMARY = page("/api/v2/summary.json", "{}", JSON)
BESIDE = {"_headers", "404.json"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "public"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "www"


def test_every_address_is_a_file_that_any_web_server_finds(folder, target):
    publish(
        folder,
        1,
        [SUMMARY, page("/history", "months"), page("/history.atom", "<feed/>", "application/atom+xml")],
        [ABC],
    )
    report = copy(folder, target)
    assert texts(target).keys() - BESIDE == {
        "index.html", "404.html", "api/v2/summary.json", "history/index.html", "history.atom", "incidents/abc/index.html",
    }  # fmt: skip
    assert texts(target)["incidents/abc/index.html"] == "abc"
    assert (report.version, report.written, report.removed, report.next_variant) == (1, 6, 0, NEVER)


def test_every_document_has_a_gzipped_sibling_that_others_may_read(folder, target):
    publish(folder, 1, [SUMMARY], [ABC])
    os.umask(umask := os.umask(0o077))
    try:
        os.umask(0o077)
        copy(folder, target)
    finally:
        os.umask(umask)
    documents = [path for path in texts(target) if path not in BESIDE]
    for name in documents:
        assert (target / f"{name}.gz").is_file()
    for path in [target, *target.rglob("*")]:
        if "lock" not in path.name and ".clarion" not in path.parts:
            assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def headers_at(address: str, headers: str) -> dict[str, str]:
    """What Cloudflare sends there: every block that holds adds, joined with a comma, after it took away what it names."""
    sent: dict[str, str] = {}
    holds = False
    for line in headers.splitlines():
        if not line.startswith(" "):
            holds = fnmatch(address, line)
        elif holds and line.startswith("  ! "):
            sent.pop(line.removeprefix("  ! "), None)
        elif holds:
            name, _, value = line.strip().partition(": ")
            sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


def test_the_headers_file_lets_a_banner_be_framed_and_nothing_else_and_a_logo_be_kept(folder, target):
    banner = replace(page("/embed/banner", "banner"), framed=True)
    logo = replace(page("/logo-0123456789abcdef.png", "a picture", "image/png"), lasting=True)
    head = replace(HEAD, framed_policy="default-src 'none'")
    Site(folder).write(Edition(head, [page("/", "x"), banner, logo], [], whole=True), now=NOW)
    copy(folder, target)
    headers = texts(target)["_headers"]
    index, framed, picture = (headers_at(each, headers) for each in ("/", "/embed/banner", logo.path))
    assert (index["x-frame-options"], index["content-security-policy"]) == ("DENY", POLICY)
    assert "x-frame-options" not in framed
    assert framed["content-security-policy"] == "default-src 'none'; frame-ancestors *"
    assert (index["cache-control"], framed["cache-control"]) == (CACHING, CACHING)
    assert picture["cache-control"] == FOREVER
    # Netlify passes over lines without a colon.
    assert not [line for line in headers.splitlines() if "!" in line and ":" in line]


def test_a_second_run_writes_nothing(folder, target):
    publish(folder, 1, [SUMMARY], [ABC])
    copy(folder, target)
    before = {path: path.stat().st_mtime_ns for path in target.rglob("*") if path.is_file()}
    report = copy(folder, target)
    assert (report.written, report.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in target.rglob("*") if path.is_file()} == before


def test_a_publication_writes_what_it_changed_and_nothing_of_the_history(folder, target):
    history = [page(f"/incidents/{number}", f"incident {number}") for number in range(500)]
    publish(folder, 1, [SUMMARY], history)
    copy(folder, target)
    inodes = {path: path.stat().st_ino for path in target.rglob("index.html")}
    publish(folder, 2, [SUMMARY], [page("/incidents/7", "incident 7, again")], whole=False)
    report = copy(folder, target)
    changed = {path for path, inode in inodes.items() if path.stat().st_ino != inode}
    assert changed == {target / "index.html", target / "incidents/7/index.html"}
    assert report.written == 2


def test_an_unchanged_history_is_not_even_looked_at(folder, target, monkeypatch):
    publish(folder, 1, [], [page(f"/incidents/{number}", "x") for number in range(500)])
    copy(folder, target)
    read = []
    real = copying.read_shard
    monkeypatch.setattr(copying, "read_shard", lambda content: read.append(1) or real(content))
    publish(folder, 2, [], [page("/incidents/7", "again")], whole=False)
    copy(folder, target)
    assert len(read) == 1


def test_what_is_gone_from_the_page_is_gone_from_the_copy_with_its_folder(folder, target):
    publish(folder, 1, [SUMMARY, page("/services/s/history.atom", "<feed/>", "application/atom+xml")], [ABC])
    copy(folder, target)
    publish(folder, 2, [], [page("/incidents/other", "other")])
    report = copy(folder, target)
    assert texts(target).keys() - BESIDE == {"index.html", "404.html", "incidents/other/index.html"}
    assert not (target / "services").exists()
    assert not (target / "incidents/abc").exists()
    assert report.removed == 3


def test_lateness_is_what_is_valid_at_that_time_and_the_run_says_when_it_changes(folder, target):
    later = {timedelta(minutes=30): "Late", timedelta(hours=20): "Late, of yesterday"}
    publish(folder, 1, [page("/", "On time", later=later)], [page("/incidents/abc", "on time", later=later)])
    first = copy(folder, target)
    assert first.next_variant == NOW - 1 + 1800
    assert texts(target)["index.html"] == "On time"
    second = copy(folder, target, now=first.next_variant)
    assert (texts(target)["index.html"], texts(target)["incidents/abc/index.html"]) == ("Late", "Late")
    assert second.next_variant == NOW - 1 + 20 * 3600
    assert copy(folder, target, now=second.next_variant).next_variant == NEVER
    assert texts(target)["incidents/abc/index.html"] == "Late, of yesterday"


def test_two_versions_of_one_size_within_a_second_have_different_times(folder, target):
    times = []
    for version in (1, 2, 3):
        publish(folder, version, [], [])
        copy(folder, target)
        times.append(int((target / "index.html").stat().st_mtime))
    assert times[0] < times[1] < times[2]


def test_a_folder_with_other_files_is_left_alone(folder, target):
    publish(folder, 1, [], [])
    target.mkdir()
    (target / "precious").write_text("mine")
    with pytest.raises(NotCopied, match=r"holds files that are not Clarion's\. Name an empty folder"):
        copy(folder, target)
    assert [path.name for path in target.iterdir()] == ["precious"]


def test_files_that_were_laid_into_the_copy_stay(folder, target):
    publish(folder, 1, [], [ABC])
    copy(folder, target)
    (target / "robots.txt").write_text("User-agent: *")
    publish(folder, 2, [], [])
    copy(folder, target)
    assert texts(target)["robots.txt"] == "User-agent: *"


def test_one_writer_at_a_time(folder, target):
    publish(folder, 1, [], [])
    with opened(target), pytest.raises(NotCopied, match="Another process keeps the copy"):
        copy(folder, target)
    assert copy(folder, target).written == 2


def test_nothing_published_is_said_with_the_remedy(folder, target):
    with pytest.raises(NotCopied, match=r"Nothing is published yet: .* Publish something first"):
        copy(folder, target)


def test_a_full_disk_is_said_and_what_is_there_stays(folder, target, monkeypatch):
    publish(folder, 1, [], [ABC])
    copy(folder, target)
    before = texts(target)
    publish(folder, 2, [], [])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(NotCopied, match=r"No space left on device.*Give it room"):
            copy(folder, target)
    assert texts(target) == before
    copy(folder, target)
    assert texts(target)["index.html"] == "version 2"


@pytest.mark.parametrize(
    "address", ["/../secret", "/a//b", "/.clarion/standing.json", "/a\\b", "/a/..", "x", "/a\0", "/%2e"]
)
def test_an_address_that_is_no_file_name_is_refused(address):
    with pytest.raises(StrangeAddress):
        file_name(Piece(address, HTML, "b"))


def test_in_a_bucket_a_page_stands_at_its_address_itself():
    assert object_key(Piece("/incidents/abc", HTML, "b")) == "incidents/abc"
    assert object_key(Piece("/", HTML, "b")) == "index.html"
    assert object_key(Piece("404", HTML, "b")) == "404.html"
    assert object_key(Piece("/de/", HTML, "b")) == "de/index.html"
    assert object_key(Piece("/de/history", HTML, "b")) == "de/history"
    assert file_name(Piece("/de/", HTML, "b")) == "de/index.html"


class _Killed(Exception):
    pass


class _Fragile(Folder):
    """A folder whose writer is killed at its nth step."""

    def __init__(self, root: Path, steps: int) -> None:
        super().__init__(root)
        self.steps = steps

    def _step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise _Killed

    def _replace(self, files):
        for file in files:
            self._step()
            super()._replace([file])

    def drop_note(self, name):
        self._step()
        super().drop_note(name)

    def remove(self, pieces):
        for piece in pieces:
            self._step()
            super().remove([piece])


contents = some.dictionaries(some.sampled_from("abcdefgh"), some.sampled_from("123"), max_size=6)


@settings(max_examples=30, deadline=None)
@given(
    versions=some.lists(contents, min_size=2, max_size=4),
    kills=some.lists(some.integers(0, 30), min_size=1, max_size=4),
)
def test_after_kills_at_any_step_the_next_run_makes_the_copy_whole(tmp_path_factory, versions, kills):
    base = tmp_path_factory.mktemp("kill")
    folder, target = base / "public", base / "www"
    for number, content in enumerate(versions, start=1):
        cold = [page(f"/incidents/{name}", text) for name, text in content.items()]
        publish(folder, number, [], cold)
        with opened(target):
            try:
                fragile = _Fragile(target, kills[number % len(kills)])
                copying.bring_up_to_date(folder, fragile, now=NOW)
            except _Killed:
                continue
    copy(folder, target)
    expected = {f"incidents/{name}/index.html": text for name, text in versions[-1].items()}
    found = {name: text for name, text in texts(target).items() if name.startswith("incidents/")}
    assert found == expected
    assert texts(target)["index.html"] == f"version {len(versions)}"


def test_the_index_is_written_after_what_it_leads_to_and_before_anything_is_removed(
    folder, target, monkeypatch
):
    publish(folder, 1, [SUMMARY], [ABC])
    copy(folder, target)
    order = []
    put, remove = Folder.put, Folder.remove
    monkeypatch.setattr(
        Folder,
        "put",
        lambda self, pieces, blobs: (order.extend(each.address for each in pieces), put(self, pieces, blobs)),
    )
    monkeypatch.setattr(
        Folder,
        "remove",
        lambda self, pieces: (order.extend(f"-{each.address}" for each in pieces), remove(self, pieces)),
    )
    publish(
        folder,
        2,
        [page("/api/v2/summary.json", '{"new":1}', JSON), page("/history", "new")],
        [page("/incidents/new", "new")],
    )
    copy(folder, target)
    assert order == ["/incidents/new", "/api/v2/summary.json", "/history", "/", "-/incidents/abc"]


class TestCommand:
    """clarion publish-static"""

    def test_it_copies_and_says_what_it_did_and_when_the_page_changes_by_itself(
        self, folder, target, monkeypatch
    ):
        monkeypatch.setenv("CLARION_DATA", str(folder.parent))
        ahead = timedelta(days=365_0)
        publish(folder, 7, [page("/", "On time", later={ahead: "Late"})], [])
        result = CliRunner().invoke(main, ["publish-static", str(target)])
        assert result.exit_code == 0
        assert result.output == (
            "Version 7: 2 documents written, 0 removed. From 2036-03-07 09:00:00 UTC on the page reads differently;"
            " copy it again then (--follow does).\n"
        )

    def test_the_folder_may_come_from_the_environment(self, folder, target, monkeypatch):
        monkeypatch.setenv("CLARION_DATA", str(folder.parent))
        monkeypatch.setenv("CLARION_STATIC_DIR", str(target))
        publish(folder, 1, [], [])
        assert CliRunner().invoke(main, ["publish-static"]).exit_code == 0
        assert texts(target)["index.html"] == "version 1"

    @pytest.mark.parametrize(
        ("given", "said"),
        [("ftp://x", "neither a folder nor of the form s3://bucket/prefix"), ("s3://", "names no bucket")],
    )
    def test_what_is_no_target_is_said(self, given, said):
        result = CliRunner().invoke(main, ["publish-static", given])
        assert result.exit_code == 1
        assert said in result.output

    def test_it_needs_neither_django_nor_a_database(self):
        code = (
            "import sys, clarion.cli.publish_static; print([name for name in sys.modules if name.split('.')[0] in"
            " ('django', 'sqlite3', '_sqlite3', 'psycopg', 'obstore')])"
        )
        result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        assert result.stdout.strip() == "[]"
