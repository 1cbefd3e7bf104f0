"""The record of a situation in words: what is known, and that a cause is not."""

from clarion.practice.facts import facts_of
from clarion.review import Record


def told(**facts):
    return dict(facts_of(Record.from_json(facts)))


def test_a_whole_record_is_told_in_words():
    assert told(
        status="monitoring", severity="SEV2", services=["Checkout", "Refunds"], regions=["Europe"],
        percent_affected=12.5, users_affected=12000, workaround="pay by transfer",
        started_at="2026-03-10T09:31:00Z", now="2026-03-10T11:00:00+01:00",
        cause={"confirmed": True, "text": "an expired certificate"},
    ) == {
        "now": "10 Mar 2026, 10:00 UTC",
        "state": "monitoring",
        "severity": "SEV2",
        "services": "Checkout, Refunds",
        "affected": "12.5 %, 12,000",
        "regions": "Europe",
        "began": "10 Mar 2026, 09:31 UTC",
        "cause": "an expired certificate",
        "workaround": "pay by transfer",
    }  # fmt: skip


def test_a_suspicion_is_called_one_and_an_unknown_cause_is_named():
    assert told(cause={"confirmed": False, "text": "a release"}) == {
        "cause": "not confirmed; suspected: a release"
    }
    assert told() == {"cause": "not known"}
