"""Promises: the page of figures, its picture in words, its export; the ledger in the room."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from clarion.incidents.states import Severity
from clarion.updates.ledger import MonthOfSeverity
from clarion.web.promise_chart import HEIGHT, chart_of
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(client, ana, ben):
    """One promise kept, one late by six minutes, one standing; engineering has heard nothing."""
    at = timezone.now() - timedelta(hours=2)
    incident = an_incident("Search is slow", severity=Severity.SEV2, by=ana, at=at)
    say(incident, "First.", promise=timedelta(minutes=30), by=ben, at=at + timedelta(minutes=4))
    say(incident, "Second.", promise=timedelta(hours=9), by=ben, at=at + timedelta(minutes=40))
    client.force_login(ben)
    return incident


def test_an_empty_page_says_what_will_be_here(client, dev):
    client.force_login(dev)
    assert "Nothing to count yet" in client.get("/promises/").content.decode()


def test_the_page_has_the_picture_in_words_and_figures_but_no_name(client, incident, ana, ben):
    said = client.get("/promises/?audience=public").content.decode()
    assert "1 kept, 1 late, 0 missed" in said
    main = said[said.index("<main") :]
    assert "Ana" not in main
    assert "Ben" not in main
    assert "style=" not in said


def test_the_export_has_a_line_for_every_month_and_severity(client, incident):
    answer = client.get("/promises/export.csv?audience=public")
    assert answer["Content-Disposition"] == 'attachment; filename="promises-public.csv"'
    [line] = csv.DictReader(io.StringIO(answer.content.decode()))
    due = timezone.now() - timedelta(minutes=86)
    assert line == {
        "month": f"{due:%Y-%m}", "severity": "SEV2", "kept": "1", "late": "1", "missed": "0",
        "median_minutes_late": "6.0", "p90_minutes_late": "6.0", "longest_silence_minutes": line["longest_silence_minutes"],
    }  # fmt: skip
    assert 79 <= float(line["longest_silence_minutes"]) <= 81
    everybody = client.get("/promises/export.csv")
    assert everybody["Content-Disposition"] == 'attachment; filename="promises.csv"'


@pytest.mark.parametrize("audience", ["nobody", "<script>", "public'"])
def test_an_audience_that_there_is_not_is_refused_on_the_page(client, incident, audience):
    answer = client.get("/promises/", {"audience": audience})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode().replace('<script src="', "")


def test_the_room_keeps_the_ledger(client, incident):
    said = client.get(f"/incidents/{incident.reference}/").content.decode()
    assert "1 kept, 1 late, 1 missed, 1 open" in said
    assert "Late by 6 min" in said


def test_bars_are_as_high_as_their_share_of_the_fullest_month():
    today = timezone.now().date().replace(day=1)
    months = [
        MonthOfSeverity(today, "SEV1", kept=6, late=2),
        MonthOfSeverity(today, "SEV2", missed=2),
        MonthOfSeverity(today - timedelta(days=40), "SEV1", kept=5),
    ]
    chart = chart_of(months)
    assert chart.most == 10
    assert [(part.name, part.count, part.height) for part in chart.parts] == [
        ("kept", 5, HEIGHT / 2), ("kept", 6, HEIGHT * 0.6), ("late", 2, HEIGHT * 0.2), ("missed", 2, HEIGHT * 0.2),
    ]  # fmt: skip
    assert chart_of([]) is None
