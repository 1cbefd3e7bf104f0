"""Real histories, imported, are what readers see: page, months, permanent pages, feed and JSON."""

import re
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner

from clarion.cli.main import main

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not SHARED.exists(), reason="the real histories (../shared/data) are not here"),
]


def test_two_imported_histories_are_shown(reader, ana):
    for words in (
        ["github-status", str(SHARED / "github-incidents-2024-2025.jsonl")],
        ["cstate", str(SHARED / "jenkins-cstate")],
    ):
        answer = CliRunner().invoke(main, ["import", *words])
        assert answer.exit_code == 0, answer.output
    assert "All services are working" in reader.page("/").text
    months = re.findall(r'href="(/history/\d{4}-\d\d)"', reader.page("/history").text)
    assert len(months) >= 24
    assert len(set(months)) == len(months)

    shown = {
        link for month in months for link in re.findall(r'href="(/incidents/\w+)"', reader.page(month).text)
    }
    assert len(shown) == 299 + 60
    for link in sorted(shown)[:20]:
        one = reader.page(link)
        assert one.status == 200
        assert "Resolved" in one.text or "Completed" in one.text  # planned work is completed

    feed = feedparser.parse(reader.address("/history.atom"))
    assert not feed.bozo
    dates = [entry.published for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)
    assert len(reader.page("/api/v2/incidents.json").json()["incidents"]) == 50
    assert reader.page("/api/v2/summary.json").json()["incidents"] == []
