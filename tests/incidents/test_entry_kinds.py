"""The kind of a line, guessed from its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.entry_kinds import EntryKind, guess_kind

LINES = {
    EntryKind.ACTION: [
        "rolled back release 118",
        "Rolling back release 118",
        "Ravi rolled back release 118",
        "Ravi carelessly restarted the wrong node",
        "Ines Alves and Ravi: disabled the flag",
        "the on-call engineer has restarted payments-db-2",
        "we've failed over to Frankfurt",
        "turned off the feed of merchants",
    ],
    EntryKind.DECISION: [
        "decided to roll back",
        "we decided not to page the vendor",
        "agreed to wait until 10:20",
        "Ana chose to keep the flag off",
        "after ten minutes the team decided to roll back",
    ],
    EntryKind.COMMUNICATION: [
        "told Support to expect calls",
        "Ben posted the second update",
        "asked the vendor for a call",
        "escalated to the network team",
        "first update sent",
    ],
    EntryKind.CHANGE: ["SEV2 raised to SEV1", "severity lowered", "Cleo took over as commander", "payments fully recovered"],
    EntryKind.ALERT: ["alert HighErrorRate", "pager rang", "Ravi was paged", "PagerDuty: checkout 5xx"],
    EntryKind.OBSERVATION: [
        "error rate at 12 %",
        "latency of 900 ms",
        "errors end",
        "saw timeouts in the logs",
        "customers in Spain report declined cards",
        "cause confirmed: expired certificate",
        "Checkout is down",
    ],
    EntryKind.NOTE: ["lunch for all of us", "?", "bridge: meet.example.com/inc-4", ""],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in LINES.items() for line in lines])
def test_the_words_of_a_line_suggest_its_kind(kind, line):
    assert guess_kind(line) == kind


@given(st.text(max_size=400))
def test_any_line_has_a_kind(line):
    assert guess_kind(line) in EntryKind
