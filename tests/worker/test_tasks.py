"""What the queue is set up to do: sweeps and each way of calling apart, so that none waits for another."""

import logging
import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from clarion.incidents.incident import Incident
from clarion.intake.kept_files import KEPT_FOR, Kept, keep, kept
from clarion.intake.sources import Source
from clarion.subscribers.call_rows import Way
from clarion.subscribers.delivery_tasks import queue_of
from clarion.subscribers.subscriber import Channel
from clarion.updates.notices import Notice
from clarion.worker import tasks
from tests.factories.drills import a_drill
from tests.factories.incidents import an_incident, say

OPTIONS = settings.TASKS["default"]["OPTIONS"]


def test_sweep_mail_and_chat_run_every_ten_seconds_on_threads_of_their_own():
    queues = {name: task.get("queue_name", "default") for name, task in OPTIONS["recurring"].items()}
    channels = {f"deliver_{channel}": f"deliver_{channel}" for channel in Channel}
    calls = {"sweep": "default", "send_mail": "mail", "send_chat": "chat"}
    told = {**calls, "write_deliveries": "distribution", **channels}
    assert told.items() <= queues.items()
    assert {OPTIONS["recurring"][name]["schedule"] for name in told} == {"*/10 * * * * *"}
    served = [queue for worker in OPTIONS["workers"] for queue in worker["queues"]]
    assert sorted(served) == sorted({*queues.values()})
    assert all(worker["threads"] == 1 for worker in OPTIONS["workers"] if worker["queues"] != ["default"])


def test_letters_to_readers_delay_no_call_and_the_rest_about_subscribers_shares_the_thread_of_the_sweep():
    queues = {name: task.get("queue_name", "default") for name, task in OPTIONS["recurring"].items()}
    assert queues["send_letters"] == "letters"
    assert [name for name, queue in queues.items() if queue == "letters"] == ["send_letters"]
    assert queues["tidy_subscribers"] == queues["read_bounces"] == "default"
    assert queues["forget_handed_in_files"] == "default"
    assert OPTIONS["recurring"]["forget_handed_in_files"]["schedule"] == "0 */10 * * * *"


def test_every_way_of_calling_has_its_queue():
    sending = {name: task["args"][0] for name, task in OPTIONS["recurring"].items() if "args" in task}
    assert {each for name, each in sending.items() if name.startswith("send_")} == set(Way.values)


def test_a_promise_that_is_missed_while_many_reminders_go_out_is_called_before_the_rest_of_them(monkeypatch):
    waiting = {"promises": [], "reminders": [50, 50, 50]}
    sent = []

    def send(way, *, at, errand):
        name = "promises" if errand is tasks.PROMISES else "reminders"
        if not waiting[name]:
            return 0
        sent.append(name)
        if len(sent) == 1:
            waiting["promises"].append(1)
        return waiting[name].pop()

    monkeypatch.setattr(tasks, "send_waiting_calls", send)
    assert tasks.send_calls.call("mail") == 151
    assert sent == ["reminders", "promises", "reminders", "reminders"]


def test_every_channel_has_its_queue_and_the_settings_name_all():
    assert list(settings.CHANNELS) == Channel.values
    assert {queue_of(channel) for channel in Channel} <= {
        task.get("queue_name") for task in OPTIONS["recurring"].values()
    }


def test_files_that_nobody_imported_within_the_hour_are_removed(settings, tmp_path):
    settings.DATA = tmp_path
    now = timezone.now()
    old = keep(Kept(Source.CACHET, "UTC", {"a.json": b"x"}), at=now)
    (folder,) = (tmp_path / "uploads").iterdir()
    an_hour_ago = (now - KEPT_FOR - timedelta(minutes=1)).timestamp()
    os.utime(folder, (an_hour_ago, an_hour_ago))
    recent = keep(Kept(Source.CACHET, "UTC", {"b.json": b"y"}), at=now - timedelta(minutes=30))
    assert tasks.forget_handed_in_files.call() == 1
    assert not folder.exists()
    assert kept(old, at=now - timedelta(hours=2)) is None
    assert kept(recent, at=now).files == {"b.json": b"y"}


class Broken(Exception):
    """What a part of the sweep raises here."""


def fails(*, at):
    raise Broken


@pytest.fixture
def overdue_and_unwritten(ana, ben, public_folder):
    """A promise that is overdue, and a public page of which nothing is written yet."""
    now = timezone.now()
    incident = an_incident(by=ana, at=now - timedelta(hours=2))
    say(incident, "We are investigating.", by=ben, at=now - timedelta(hours=1))
    assert not public_folder.exists()


@pytest.mark.django_db
def test_the_page_is_written_when_calling_fails_and_the_task_says_that_it_failed(
    overdue_and_unwritten, public_folder, monkeypatch, caplog
):
    monkeypatch.setattr(tasks, "mark_and_call", fails)
    with caplog.at_level(logging.ERROR), pytest.raises(ExceptionGroup) as failed:
        tasks.sweep.call()
    assert [type(error) for error in failed.value.exceptions] == [Broken]
    assert "The promise clock failed" in caplog.text
    assert any(public_folder.rglob("*"))


@pytest.mark.django_db
def test_people_are_called_when_the_page_cannot_be_written(overdue_and_unwritten, monkeypatch, caplog):
    monkeypatch.setattr(tasks, "write_if_behind", fails)
    with caplog.at_level(logging.ERROR), pytest.raises(ExceptionGroup):
        tasks.sweep.call()
    assert Notice.objects.filter(kind="due").exists()
    assert "The public page could not be written" in caplog.text


@pytest.mark.django_db
def test_when_both_fail_both_are_said(overdue_and_unwritten, monkeypatch, caplog):
    monkeypatch.setattr(tasks, "mark_and_call", fails)
    monkeypatch.setattr(tasks, "write_if_behind", fails)
    with caplog.at_level(logging.ERROR), pytest.raises(ExceptionGroup) as failed:
        tasks.sweep.call()
    assert len(failed.value.exceptions) == 2
    assert [record.levelname for record in caplog.records if record.name == tasks.__name__] == ["ERROR"] * 2


@pytest.mark.django_db
def test_a_drill_goes_on_and_ends_though_nobody_looks_at_it(ben, public_folder):
    drill = a_drill(ben, pace=20, at=timezone.now() - timedelta(minutes=5))
    tasks.sweep.call()
    drill.refresh_from_db()
    assert drill.shown.count() == 11
    assert drill.ended_at == drill.started_at + timedelta(seconds=90)


@pytest.mark.django_db
def test_people_are_called_when_a_drill_does_not_go_on(overdue_and_unwritten, monkeypatch, caplog):
    def stands_still(*, now):
        raise Broken

    monkeypatch.setattr(tasks, "follow_drills", stands_still)
    with caplog.at_level(logging.ERROR), pytest.raises(ExceptionGroup):
        tasks.sweep.call()
    assert Notice.objects.filter(kind="due").exists()
    assert "A drill did not go on" in caplog.text


@pytest.mark.django_db
def test_what_was_written_in_bulk_is_indexed_and_what_sql_changed_is_mended(nine):
    Incident.objects.bulk_create([Incident(title="Llamas escape", severity="SEV3", declared_at=nine)])
    assert [tasks.index_what_is_missing.call() for _ in range(2)] == [1, 0]
    Incident.objects.update(title="Camels escape")
    assert [tasks.compare_the_index.call() for _ in range(2)] == [1, 0]
