"""The table of what real updates lack."""

from datetime import timedelta

from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake.history import PastIncident, PastUpdate
from clarion.intake.review_of_history import review_table
from clarion.review.registry import rules


def past(nine, *texts):
    states = [State.INVESTIGATING] * (len(texts) - 1) + [State.RESOLVED]
    return PastIncident(
        key="github-status:1",
        origin="here",
        title="Card payments fail",
        severity=Severity.SEV2,
        status=ServiceStatus.PARTIAL_OUTAGE,
        services=(),
        started_at=nine,
        resolved_at=nine,
        updates=tuple(
            PastUpdate(nine + timedelta(minutes=n), state, text)
            for n, (state, text) in enumerate(zip(states, texts, strict=True))
        ),
    )


def cells(table):
    return [line.split() for line in table.splitlines()]


def test_the_table_says_which_share_of_each_kind_lacks_which_element(nine):
    history = [
        past(nine, "We are investigating. Next update by 09:20 UTC.", "Resolved."),
        past(nine, "We are investigating.", "Resolved."),
    ]
    table = review_table(history)
    assert table.startswith("The review of 4 updates, each as a public text")
    assert ["next_update", "acknowledgement", "2", "50.0", "%", "50.0", "%"] in cells(table)


def test_the_table_says_how_often_each_rule_fires_also_when_it_never_does(nine):
    table = review_table(
        [past(nine, "Dave broke the database.", "The engineer forgot to renew the certificate.")]
    )
    fires = {row[0]: row[1:] for row in cells(table) if row and row[0] in rules()}
    assert fires.keys() == rules().keys()
    assert int(fires["blame"][0]) >= 1
    assert fires["leak"] == ["0", "0.0", "%", "0"]


def test_without_updates_the_table_is_empty_and_not_an_error():
    assert review_table([]).startswith("The review of 0 updates")
