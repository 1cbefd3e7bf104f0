"""What readers outside see of a quiet correction: the right words, the wrong ones beside them, and no new entry."""

import json
from datetime import timedelta

import feedparser
import pytest

from clarion.flows.put_right import propose_quietly, put_right_quietly
from clarion.incidents.states import State
from clarion.statuspage.snapshots import latest_snapshot
from tests.factories.incidents import an_incident, say

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def told(nine, ben):
    incident = an_incident(by=ben, at=nine)
    say(incident, "We are investigatnig <b>this</b>. Next update by 09:30 UTC.", by=ben, at=nine)
    return incident


@pytest.fixture
def put_right(told, ben, cleo, nine):
    update = told.updates.get()
    proposal = propose_quietly(
        update, wrong_words="investigatnig <b>", right_words="investigating <b>", reason="typo", by=ben,
        at=nine + 10 * MINUTE,
    )  # fmt: skip
    return put_right_quietly(proposal, by=cleo, at=nine + 12 * MINUTE)


def test_page_and_permanent_page_show_both_words_and_when(put_right, told, nine, shown):
    for path in ("/", f"/incidents/{told.public_id}"):
        page = shown(path, at=nine + 13 * MINUTE)
        assert "We are investigating &lt;b&gt;this" in page
        assert 'Put right at <time datetime="2026-03-10T09:12:00Z">09:12 UTC</time>' in page
        assert "<del>investigatnig &lt;b&gt;</del> → <ins>investigating &lt;b&gt;</ins>" in page


def test_the_page_names_nobody_of_those_who_put_it_right(put_right, told, nine, shown):
    page = shown(f"/incidents/{told.public_id}", at=nine + 13 * MINUTE)
    assert "Okafor" not in page
    assert "Lindqvist" not in page


def test_the_feed_keeps_the_entry_and_moves_its_time(told, nine, ben, cleo, shown):
    before = feedparser.parse(shown("/history.atom", at=nine + MINUTE)).entries
    proposal = propose_quietly(
        told.updates.get(), wrong_words="investigatnig", right_words="investigating", reason="typo", by=ben,
        at=nine + 2 * MINUTE,
    )  # fmt: skip
    put_right_quietly(proposal, by=cleo, at=nine + 12 * MINUTE)
    after = feedparser.parse(shown("/history.atom", at=nine + 13 * MINUTE)).entries
    assert [entry.id for entry in after] == [entry.id for entry in before]
    assert after[0].published == before[0].published == "2026-03-10T09:00:00Z"
    assert after[0].updated == "2026-03-10T09:12:00Z"
    content = after[0].content[0].value
    assert "We are investigating" in content
    assert "Put right at 10 March 2026, 09:12 UTC: “investigatnig” → “investigating”" in content


def test_the_api_holds_the_right_text_with_its_time_and_no_key_more(put_right, nine, shown):
    incident = json.loads(shown("/api/v2/summary.json", at=nine + 13 * MINUTE))["incidents"][0]
    [update] = incident["incident_updates"]
    assert update["body"].startswith("We are investigating <b>this")
    assert update["created_at"] == "2026-03-10T09:00:00.000Z"
    assert update["updated_at"] == incident["updated_at"] == "2026-03-10T09:12:00.000Z"
    assert "put_right" not in update


def test_the_snapshot_freezes_what_readers_then_saw(put_right, nine):
    snapshot = latest_snapshot()
    assert snapshot.taken_at == nine + 12 * MINUTE
    assert snapshot.content["incidents"][0]["incident_updates"][0]["body"].startswith("We are investigating")


def test_what_is_put_right_for_customers_never_reaches_the_page(told, nine, ben, cleo, shown):
    update = say(told, "Dear customer, the pgae of Omegasoft is slow.", audience="customer", by=ben, at=nine)
    proposal = propose_quietly(
        update,
        wrong_words="pgae of Omegasoft",
        right_words="page of Omegasoft",
        reason="typo",
        by=ben,
        at=nine,
    )
    put_right_quietly(proposal, by=cleo, at=nine + MINUTE)
    for path in ("/", f"/incidents/{told.public_id}", "/history.atom", "/api/v2/summary.json"):
        assert "Omegasoft" not in shown(path, at=nine + 2 * MINUTE)


def test_an_incident_that_is_over_is_put_right_on_its_page_and_stays_over(told, nine, ben, cleo, shown):
    over = say(told, "It works agian since 09:20 UTC.", state=State.RESOLVED, by=ben, at=nine + 20 * MINUTE)
    shown(at=nine + 21 * MINUTE)
    proposal = propose_quietly(over, wrong_words="agian", right_words="again", reason="typo", by=ben, at=nine)
    put_right_quietly(proposal, by=cleo, at=nine + 30 * MINUTE)
    page = shown(f"/incidents/{told.public_id}", at=nine + 31 * MINUTE)
    assert "<del>agian</del> → <ins>again</ins>" in page
    assert json.loads(shown("/api/v2/summary.json", at=nine + 31 * MINUTE))["incidents"] == []
