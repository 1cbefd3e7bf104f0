"""`clarion publish-static --follow`: a copy that keeps up by itself."""

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from clarion.statuspage.hosting import following
from clarion.statuspage.hosting.copying import Report
from clarion.statuspage.hosting.folder import Folder, opened
from clarion.statuspage.hosting.target import NotCopied
from tests.statuspage.copies import page, publish, texts
from tests.statuspage.editions import START

PATIENCE = 30.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "public"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "www"


@contextmanager
def followed(folder: Path, open_target) -> Iterator["queue.Queue[Report]"]:
    """A follower in a thread; what it told, one run at a time."""
    stop, told = threading.Event(), queue.Queue()
    thread = threading.Thread(
        target=following.follow, args=(folder, open_target), kwargs={"stop": stop, "told": told.put}
    )
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def test_it_waits_for_the_first_publication_and_copies_each_one(folder, target):
    with followed(folder, lambda: opened(target)) as told:
        for version in (1, 2, 3):
            publish(folder, version, [], [])
            assert told.get(timeout=PATIENCE).version == version
            assert texts(target)["index.html"] == f"version {version}"


def test_it_copies_again_at_the_second_at_which_the_page_reads_differently(folder, target):
    ahead = datetime.now(UTC) + timedelta(seconds=2)
    with followed(folder, lambda: opened(target)) as told:
        publish(folder, 1, [page("/", "On time", later={ahead - START: "Late"})], [])
        first = told.get(timeout=PATIENCE)
        assert (texts(target)["index.html"], first.next_variant) == ("On time", ahead.timestamp())
        second = told.get(timeout=PATIENCE)
        assert (texts(target)["index.html"], second.written) == ("Late", 1)
        assert time.time() >= ahead.timestamp()


def test_a_failure_is_logged_once_and_tried_until_it_works(folder, target, monkeypatch, caplog):
    monkeypatch.setattr(following, "RETRY_AFTER_SECONDS", 0.01)
    failures = iter(range(5))

    @contextmanager
    def fragile() -> Iterator[Folder]:
        if next(failures, None) is not None:
            raise NotCopied("The disk is full.")
        with opened(target) as place:
            yield place

    publish(folder, 1, [], [])
    with followed(folder, fragile) as told:
        assert told.get(timeout=PATIENCE).written == 2
    assert [record.message for record in caplog.records] == [
        "The disk is full. It is tried again every 0 seconds."
    ]


def test_a_failure_that_nobody_foresaw_does_not_end_it(folder, target, monkeypatch, caplog):
    monkeypatch.setattr(following, "RETRY_AFTER_SECONDS", 0.01)
    failures = iter(range(2))

    @contextmanager
    def broken() -> Iterator[Folder]:
        if next(failures, None) is not None:
            raise ZeroDivisionError
        with opened(target) as place:
            yield place

    publish(folder, 1, [], [])
    with followed(folder, broken) as told:
        assert told.get(timeout=PATIENCE).written == 2
    assert {record.message for record in caplog.records} == {
        "The page could not be copied; it is tried again."
    }


def test_a_copy_that_somebody_removed_is_written_anew_with_the_next_version(folder, target):
    with followed(folder, lambda: opened(target)) as told:
        publish(folder, 1, [], [page("/incidents/abc", "abc")])
        told.get(timeout=PATIENCE)
        for path in sorted(target.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        target.rmdir()
        publish(folder, 2, [], [], whole=False)
        told.get(timeout=PATIENCE)
    assert texts(target)["incidents/abc/index.html"] == "abc"
