"""The page that imports another page: a look first, then the import, and nothing of it is lost or taken twice."""

import os
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from clarion.incidents.incident import Incident
from clarion.intake.kept_files import KEPT_FOR, Kept, keep, kept
from clarion.intake.sources import Source
from clarion.subscribers.subscriber import Subscriber
from tests.intake.other_pages import statuspage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def client(client, ana):
    client.force_login(ana)
    return client


def hand_in(client, files, **more):
    uploads = [SimpleUploadedFile(name, raw) for name, raw in files.items()]
    return client.post(
        "/settings/import/", {"source": "statuspage", "zone": "UTC", "handed_in": uploads, **more}
    )


def make_older(data, by: timedelta) -> None:
    """As if the files had been handed in that much earlier."""
    for folder in (data / "uploads").iterdir():
        then = folder.stat().st_mtime - by.total_seconds()
        os.utime(folder, (then, then))


def word_of(answer) -> str:
    return re.search(r'name="word" value="([^"]+)"', answer.content.decode())[1]


def test_a_look_says_what_an_import_would_bring_and_keeps_nothing(client):
    answer = hand_in(client, statuspage())
    assert "2 new incidents, 2 new services, 2 new subscribers." in answer.content.decode()
    assert "subscribers.csv:5: sms subscribers cannot be carried over" in answer.content.decode()
    assert not Incident.objects.exists()


def test_then_it_is_imported_once(client):
    word = word_of(hand_in(client, statuspage()))
    client.post("/settings/import/kept/", {"word": word})
    assert Incident.objects.count() == 2
    again = client.post("/settings/import/kept/", {"word": word}, follow=True)
    assert "The files are not here any more" in again.content.decode()


def test_somebody_can_say_that_the_others_confirmed_too(client):
    word = word_of(hand_in(client, statuspage()))
    client.post("/settings/import/kept/", {"word": word, "confirmed": "yes"})
    assert Subscriber.objects.active().filter(address="jon@example.com").exists()


def test_what_is_broken_is_named_and_the_others_can_be_imported(client):
    answer = hand_in(client, {**statuspage(), "more.json": b"{nonsense"})
    assert "more.json:1: is not JSON" in answer.content.decode()
    client.post("/settings/import/kept/", {"word": word_of(answer)})
    assert Incident.objects.count() == 2


def test_files_that_hold_nothing_to_import_offer_no_button(client):
    said = hand_in(client, {"more.json": b"{nonsense"}).content.decode()
    assert "There is nothing to import." in said
    assert '<button class="primary">Import</button>' not in said


def test_nothing_chosen_and_a_zone_that_is_none_are_named(client):
    answer = hand_in(client, {}, zone="Mars/Olympus")
    assert answer.status_code == 422
    assert "Choose the files of the page." in answer.content.decode()
    assert "There is no such time zone." in answer.content.decode()


def test_what_nobody_imports_is_forgotten_after_an_hour(settings):
    now = timezone.now()
    old = keep(Kept(Source.CACHET, "UTC", {"../../name": b"x"}), at=now)
    assert kept(old, at=now).files == {"../../name": b"x"}
    keep(Kept(Source.CACHET, "UTC", {}), at=now + KEPT_FOR + timedelta(minutes=1))
    assert kept(old, at=now) is None


def test_after_an_hour_nothing_is_imported_although_nobody_has_removed_the_files_yet(client, settings):
    word = word_of(hand_in(client, statuspage()))
    make_older(settings.DATA, KEPT_FOR + timedelta(minutes=1))
    answer = client.post("/settings/import/kept/", {"word": word}, follow=True)
    assert "The files are not here any more: an hour has passed" in answer.content.decode()
    assert not Incident.objects.exists()
