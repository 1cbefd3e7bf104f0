"""The Atom feed: one entry per update, with ids that last."""

from datetime import timedelta

import feedparser
import pytest

from clarion.accounts.workspace import Workspace
from clarion.incidents.states import State
from clarion.statuspage.publishing import freeze
from tests.factories.incidents import an_incident, put_right, say

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def told(nine, ben):
    incident = an_incident("Payments & <refunds> fail", by=ben, at=nine)
    first = say(incident, "Card payments **fail**.", by=ben, at=nine)
    put_right(first, "Card payments **fail**.", "Only refunds fail.", by=ben, at=nine + MINUTE)
    say(incident, "All is well.\x0b", state=State.RESOLVED, by=ben, at=nine + 2 * MINUTE)
    return incident


def test_a_reader_finds_one_entry_per_update_newest_first(nine, told, shown):
    feed = feedparser.parse(shown("/history.atom", at=nine + 3 * MINUTE))
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [
        "Resolved: Payments & <refunds> fail",
        "Correction: Payments & <refunds> fail",
        "Investigating: Payments & <refunds> fail",
    ]
    assert feed.entries[1].tags[0].term == "correction"
    assert feed.entries[2].content[0].value == "<p>Card payments <strong>fail</strong>.</p>"
    assert feed.entries[2].published == "2026-03-10T09:00:00Z"
    assert f"/incidents/{told.public_id}#" in feed.entries[0].link


def test_ids_stay_when_the_page_moves_and_is_renamed(nine, told, shown, settings):
    before = feedparser.parse(shown("/history.atom", at=nine + 3 * MINUTE))
    settings.PUBLIC_URL = "https://status.example.com"
    Workspace.objects.update(name="Another name")
    freeze(None, at=nine + 4 * MINUTE)
    after = feedparser.parse(shown("/history.atom", at=nine + 4 * MINUTE))
    assert [entry.id for entry in after.entries] == [entry.id for entry in before.entries]
    assert after.feed.id == before.feed.id
    assert after.entries[0].link.startswith("https://status.example.com/incidents/")


def test_a_feed_without_updates_is_a_feed(nine, shown):
    freeze(None, at=nine)
    feed = feedparser.parse(shown("/history.atom", at=nine))
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.updated == "2026-03-10T09:00:00Z"
