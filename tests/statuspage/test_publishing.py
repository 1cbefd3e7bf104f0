"""From a publication to the files: what is written, when, and what happens when it cannot be."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clarion.incidents.services import add_service
from clarion.incidents.states import ServiceStatus, State
from clarion.statuspage.publishing import freeze, write_behind, write_if_behind, write_page
from clarion.statuspage.snapshots import Scope, Snapshot, latest_snapshot
from tests.factories.incidents import a_history, an_incident, put_right, say
from tests.statuspage.reading_files import every_document, text_at

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def told(nine, ben, checkout):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    return incident


def version(site) -> int:
    manifest = site.manifest()
    assert manifest is not None
    return manifest.version


def blob_of(folder: Path, path: str) -> bytes:
    return next(content for name, content in every_document(folder).items() if name.startswith(f"{path} "))


@pytest.mark.django_db(transaction=True)
def test_a_publication_is_visible_as_soon_as_it_is_committed(nine, ben, checkout, public_folder):
    incident = an_incident(services={checkout: ServiceStatus.MAJOR_OUTAGE}, by=ben, at=nine)
    say(incident, "Card payments fail.", by=ben, at=nine)
    assert "Card payments fail." in text_at(public_folder, "/", nine)


def test_every_publication_takes_a_snapshot_of_what_readers_then_saw(nine, ben, told):
    say(told, "It works again.", state=State.RESOLVED, by=ben, at=nine + MINUTE)
    after, before = Snapshot.objects.all()
    assert [each["name"] for each in before.content["incidents"]] == ["Card payments fail"]
    assert after.content["incidents"] == []
    assert after.content["components"][0]["status"] == "operational"
    assert after.scope == Scope.INCIDENT
    assert after.update.text == "It works again."


def test_writing_when_nothing_is_owed_writes_nothing(nine, told, site):
    assert write_page(at=nine) == 1
    manifest = site.folder / "manifest.json"
    before = manifest.stat().st_mtime_ns
    assert write_page(at=nine + MINUTE) == 0
    write_if_behind(at=nine + MINUTE)
    assert manifest.stat().st_mtime_ns == before


def test_nothing_is_written_before_anything_was_published(nine, public_folder):
    write_if_behind(at=nine)
    assert not (public_folder / "manifest.json").exists()


def test_the_sweep_makes_up_for_a_publication_whose_files_were_not_written(
    nine, ben, told, site, public_folder
):
    write_page(at=nine)
    say(told, "We found the cause.", by=ben, at=nine + MINUTE)
    put_right(told.updates.last(), "Card payments fail.", "Only some fail.", by=ben, at=nine + 2 * MINUTE)
    assert "We found the cause." not in text_at(public_folder, "/", nine + 3 * MINUTE)
    write_if_behind(at=nine + 3 * MINUTE)
    page = text_at(public_folder, f"/incidents/{told.public_id}", nine + 3 * MINUTE)
    assert "We found the cause." in page
    assert "Only some fail." in page
    assert version(site) == latest_snapshot().pk


def test_a_publication_leaves_the_pages_of_other_incidents_alone(
    nine, ben, told, checkout, public_folder, site
):
    a_history(40, service=checkout, at=nine)
    freeze(None, at=nine)
    write_page(at=nine)
    old = {path.name: path.stat().st_ino for path in site.blobs.folder.iterdir()}
    say(told, "We found the cause.", by=ben, at=nine + MINUTE)
    write_page(at=nine + MINUTE)
    new = {path.name for path in site.blobs.folder.iterdir()} - old.keys()
    assert len(new) < 40
    assert len(every_document(public_folder)) > 100


def test_changed_pages_are_the_same_whether_written_alone_or_with_everything(
    nine, ben, told, checkout, public_folder
):
    a_history(5, service=checkout, at=nine)
    freeze(None, at=nine)
    write_page(at=nine)
    say(told, "It works again.", state=State.RESOLVED, by=ben, at=nine + MINUTE)
    write_page(at=nine + MINUTE)
    alone = every_document(public_folder)
    (public_folder / "manifest.json").unlink()
    write_page(at=nine + MINUTE)
    together = every_document(public_folder)
    assert {path.partition(" ")[0] for path in alone} == {path.partition(" ")[0] for path in together}
    assert sorted(alone.values()) == sorted(together.values())


@pytest.mark.parametrize("number", [10, 400])
def test_publishing_asks_the_database_as_often_whatever_the_history(number, nine, ben, told, checkout):
    a_history(number, service=checkout, at=nine)
    freeze(None, at=nine)
    write_page(at=nine)
    say(told, "We found the cause.", by=ben, at=nine + MINUTE)
    with CaptureQueriesContext(connection) as queries:
        write_page(at=nine + MINUTE)
    assert len(queries) <= 21


def test_a_new_service_is_shown_without_writing_the_history_again(nine, told, checkout, site, public_folder):
    a_history(20, service=checkout, at=nine)
    freeze(None, at=nine)
    write_page(at=nine)
    before = len(list(site.blobs.folder.iterdir()))
    add_service("Search")
    freeze(None, scope=Scope.SERVICES, at=nine + MINUTE)
    write_page(at=nine + MINUTE)
    assert "Search" in text_at(public_folder, "/", nine + MINUTE)
    written = sum(len(entry.variants) for entry in site.manifest().hot.values())
    assert len(list(site.blobs.folder.iterdir())) - before <= written


def test_what_an_import_wrote_is_all_there(nine, checkout, shown):
    freeze(None, at=nine)
    shown(at=nine)
    a_history(30, service=checkout, at=nine, spacing=timedelta(days=3))
    freeze(None, at=nine + MINUTE)
    history = shown("/history", at=nine + MINUTE)
    assert [f"/history/{month}" in history for month in ("2026-03", "2026-02", "2026-01", "2025-12", "2025-11")] == [
        True, True, True, True, False,
    ]  # fmt: skip


def test_another_renderer_writes_everything_again(nine, told, site, settings, public_folder):
    write_page(at=nine)
    settings.PUBLIC_URL = "https://status.example.com"
    assert write_page(at=nine) == 1
    assert f"https://status.example.com/incidents/{told.public_id}" in text_at(
        public_folder, "/api/v2/incidents.json", nine
    )


def test_a_new_day_brings_new_files_once(nine, told, public_folder):
    write_page(at=nine)
    tomorrow = nine + timedelta(days=1)
    assert write_page(at=tomorrow) == 1
    assert write_page(at=tomorrow + MINUTE) == 0
    page = text_at(public_folder, f"/incidents/{told.public_id}", tomorrow)
    assert "10 March 2026, 09:00 UTC" in page


def test_missing_files_are_written_again(nine, told, site, public_folder):
    write_page(at=nine)
    for blob in site.blobs.folder.iterdir():
        blob.unlink()
    write_if_behind(at=nine)
    assert "Card payments fail." in text_at(public_folder, f"/incidents/{told.public_id}", nine)


def test_damaged_files_are_written_again_when_they_stand_in_the_way(nine, ben, told, site, public_folder):
    write_page(at=nine)
    for shard in site.manifest().shards.values():
        (site.blobs.folder / shard).write_bytes(b"damaged")
    say(told, "We found the cause.", by=ben, at=nine + MINUTE)
    write_behind(at=nine + MINUTE)
    assert "We found the cause." in text_at(public_folder, f"/incidents/{told.public_id}", nine + MINUTE)


def test_the_files_never_go_back_to_a_lower_version(nine, told, site, caplog):
    """A database that was restored from an older backup does not silently take the page back."""
    freeze(None, at=nine)
    write_page(at=nine)
    reached, content = version(site), latest_snapshot().content
    Snapshot.objects.all()._raw_delete("default")
    Snapshot(pk=reached - 1, taken_at=nine, content=content).save()
    assert write_page(at=nine + MINUTE) == 0
    assert version(site) == reached
    assert "was it restored from a backup?" in caplog.text


def test_a_failure_to_write_is_logged_and_the_publication_stands(nine, told, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    settings.PUBLIC_FOLDER = tmp_path / "file" / "public"
    with caplog.at_level(logging.WARNING):
        write_behind(at=nine)
    assert "could not be written" in caplog.text
    assert "The next sweep tries again." in caplog.text
    settings.PUBLIC_FOLDER = tmp_path / "public"
    write_if_behind(at=nine)
    assert "Card payments fail." in text_at(tmp_path / "public", "/", nine)


def test_a_folder_that_cannot_be_written_leaves_the_old_page(nine, ben, told, site, public_folder, caplog):
    write_page(at=nine)
    say(told, "We found the cause.", by=ben, at=nine + MINUTE)
    site.blobs.incoming.rmdir()
    site.blobs.incoming.write_text("in the way")
    write_behind(at=nine + MINUTE)
    assert "Readers still see the version before." in caplog.text
    assert "We found the cause." not in text_at(public_folder, "/", nine + MINUTE)
    site.blobs.incoming.unlink()
    write_if_behind(at=nine + MINUTE)
    assert "We found the cause." in text_at(public_folder, "/", nine + MINUTE)
