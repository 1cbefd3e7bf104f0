"""The site's files: switched in one step, whole after a crash and on a full disk, tidied up later."""

import os
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from clarion.statuspage.blobs import GRACE_SECONDS, BrokenBlob
from clarion.statuspage.manifest import BrokenManifest, read_manifest, shard_of, write_manifest
from clarion.statuspage.site import AnotherWriter, Edition, PageNotWritten, Site
from tests.statuspage.editions import HEAD, document, edition
from tests.statuspage.reading_files import every_document


def texts(folder: Path) -> dict[str, str]:
    return {path.partition(" ")[0]: content.decode() for path, content in every_document(folder).items()}


def test_a_later_version_replaces_the_hot_documents_and_adds_to_the_cold_ones(site, public_folder):
    site.write(edition(1, cold={"/incidents/a": "a", "/incidents/b": "b"}), now=0)
    site.write(edition(2, cold={"/incidents/b": "b, again", "/incidents/c": "c"}, whole=False), now=0)
    assert texts(public_folder) == {
        "/": "version 2",
        "/incidents/a": "a",
        "/incidents/b": "b, again",
        "/incidents/c": "c",
    }


def test_a_page_and_its_picture_share_a_shard_and_services_have_shards_of_their_own():
    assert shard_of("/incidents/abc") == shard_of("/incidents/abc.png")
    assert shard_of("/services/abc").startswith("services-")
    assert len({shard_of(f"/incidents/{number}") for number in range(5000)}) == 256


def test_a_whole_edition_leaves_nothing_of_what_was_there(site, public_folder):
    site.write(edition(1, cold={"/incidents/a": "a"}), now=0)
    site.write(edition(2, cold={"/incidents/b": "b"}), now=0)
    assert texts(public_folder) == {"/": "version 2", "/incidents/b": "b"}


def test_old_blobs_go_after_a_while_and_not_before(site):
    site.write(edition(1, cold={"/incidents/a": "a"}), now=0)
    first = site.blobs.names()
    soon = max((site.blobs.folder / name).stat().st_mtime for name in first) + 1
    site.write(edition(2, cold={"/incidents/a": "other"}, whole=False), now=soon)
    assert first <= site.blobs.names()
    site.write(edition(3, whole=False), now=soon + GRACE_SECONDS + 1)
    assert not first & site.blobs.names()
    manifest = site.manifest()
    assert manifest is not None
    assert site.is_whole(manifest)


def test_a_blob_that_came_back_into_use_is_not_removed(site, public_folder):
    site.write(edition(1), now=0)
    name = next(iter(site.blobs.names()))
    path = site.blobs.folder / name
    os.utime(path, (100, 100))
    site.write(edition(2, whole=False), now=200)
    site.write(edition(1, whole=False), now=300)
    site.write(edition(1, whole=False), now=200 + GRACE_SECONDS + 1)
    assert texts(public_folder)["/"] == "version 1"


def test_two_writers_do_not_interleave(site, public_folder):
    with site.locked(), pytest.raises(AnotherWriter), Site(public_folder).locked(patience=0.05):
        pytest.fail("two writers held the lock")
    with Site(public_folder).locked(patience=0.05):
        pass


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(PageNotWritten, match=r"could not be written to .*file/public"),
        Site(tmp_path / "file" / "public").locked(),
    ):
        pytest.fail("the folder cannot exist")


def test_a_damaged_shard_is_noticed_and_a_whole_edition_mends_it(site, public_folder):
    written = site.write(edition(1, cold={"/incidents/a": "a"}), now=0)
    (shard,) = written.shards.values()
    blob = site.blobs.folder / shard
    blob.write_bytes(blob.read_bytes()[:-9])
    with pytest.raises(BrokenBlob):
        site.write(edition(2, cold={"/incidents/a": "b"}, whole=False), now=0)
    site.write(edition(2, cold={"/incidents/a": "a"}), now=0)
    assert texts(public_folder) == {"/": "version 2", "/incidents/a": "a"}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 2}', b'{"format": 1}', b"\xff"])
def test_a_broken_manifest_is_none(content, site, public_folder):
    public_folder.mkdir()
    (public_folder / "manifest.json").write_bytes(content)
    assert site.manifest() is None
    with pytest.raises(BrokenManifest):
        read_manifest(content)


def test_a_manifest_survives_writing_and_reading(site):
    written = site.write(edition(1, cold={"/incidents/a": "a"}), now=0)
    assert read_manifest(write_manifest(written)) == written


WRITE_VERSION_2 = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from clarion.statuspage.site import Site
    from tests.statuspage.editions import edition

    folder, kill_at, seen = sys.argv[1], int(sys.argv[2]), 0
    TOUCHING_FILES = {"open", "os.rename", "os.remove", "os.utime", "os.listdir", "os.scandir", "os.mkdir"}

    def die_at_a_step(event, arguments):
        global seen
        if event in TOUCHING_FILES and str(arguments[0]).startswith(folder):
            seen += 1
            if seen == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die_at_a_step)
    site = Site(Path(folder))
    with site.locked():
        site.write(edition(2, cold={"/incidents/b": "b", "/incidents/c": "c"}, whole=False), now=0)
    """
)


def test_a_writer_that_is_killed_at_any_step_leaves_one_whole_version(site, public_folder):
    """The process is killed before its first touch of a file, then before its second, and so on until it ends."""
    before = {"/": "version 1", "/incidents/a": "a", "/incidents/b": "old"}
    after = {"/": "version 2", "/incidents/a": "a", "/incidents/b": "b", "/incidents/c": "c"}
    found = []
    for step in range(1, 200):
        with site.locked():
            site.write(edition(1, cold={"/incidents/a": "a", "/incidents/b": "old"}), now=0)
        writer = subprocess.run(
            [sys.executable, "-c", WRITE_VERSION_2, str(public_folder), str(step)],
            check=False,
            cwd=Path(__file__).parents[2],
        )
        found.append(texts(public_folder))
        assert found[-1] in (before, after), f"killed at step {step}"
        if writer.returncode == 0:
            break
        assert writer.returncode == -9
    assert len(found) > 15
    assert found[0] == before
    assert found[-1] == after


FILL_THE_DISK = textwrap.dedent(
    """
    import resource, sys
    from pathlib import Path
    from clarion.statuspage.site import PageNotWritten, Site
    from tests.statuspage.editions import edition
    import random

    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
    noise = random.Random(1).randbytes(5000).hex()
    site = Site(Path(sys.argv[1]))
    try:
        with site.locked():
            site.write(edition(2, cold={"/incidents/a": "small", "/incidents/b": noise}, whole=False), now=0)
    except PageNotWritten as error:
        print(error)
    """
)


def test_a_full_disk_leaves_the_old_version_and_nothing_half_written(site, public_folder):
    """A limit on the size of files stands for the disk: a write fails in the middle of a blob."""
    site.write(edition(1, cold={"/incidents/a": "a"}), now=0)
    before = sorted(path for path in public_folder.rglob("*") if path.name != ".lock")
    writer = subprocess.run(
        [sys.executable, "-c", FILL_THE_DISK, str(public_folder)],
        check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert "could not be written" in writer.stdout
    assert "Readers still see the version before." in writer.stdout
    assert texts(public_folder) == {"/": "version 1", "/incidents/a": "a"}
    assert sorted(path for path in public_folder.rglob("*") if path.name != ".lock") == before
    site.write(edition(2, whole=False), now=0)
    assert texts(public_folder)["/"] == "version 2"


def test_readers_never_see_a_torn_or_missing_page_during_200_switches(site, listener):
    def pages(version: int) -> Edition:
        text = f"{version} " * 5000
        return Edition(
            replace(HEAD, version=version),
            [document("/", text)],
            [document("/incidents/a", text)],
            version == 1,
        )

    site.write(pages(1), now=0)
    switching, torn, seen = threading.Event(), [], set()

    def read() -> None:
        while not switching.is_set():
            for path in ("/", "/incidents/a"):
                reply = listener.get(path)
                words = set(reply.text.split())
                seen.update(words)
                if reply.status_code != 200 or len(words) != 1 or len(reply.text.split()) != 5000:
                    torn.append((path, reply.status_code, reply.text[:40]))

    reader = threading.Thread(target=read)
    reader.start()
    for version in range(2, 202):
        site.write(pages(version), now=0)
    switching.set()
    reader.join()
    assert torn == []
    assert len(seen) > 20
