"""When the next update is due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.states import Severity, State
from clarion.updates.audiences import Audience
from clarion.updates.cadence import SHIPPED_CADENCE


@pytest.mark.parametrize(
    ("severity", "state", "audience", "minutes"),
    [
        ("SEV1", "investigating", "public", 15),
        ("SEV2", "monitoring", "public", 60),
        ("SEV4", "identified", "customer", 120),
        ("SEV1", "monitoring", "engineering", 10),
        ("SEV3", "investigating", "engineering", 30),
        ("SEV1", "identified", "leadership", 30),
        ("SEV2", "identified", "support", 30),
        ("SEV2", "identified", "partners", 30),
    ],
)
def test_the_table_is_the_one_of_the_design(severity, state, audience, minutes):
    assert SHIPPED_CADENCE.interval(severity, state, audience) == timedelta(minutes=minutes)


def test_a_resolved_incident_owes_nothing():
    assert (
        SHIPPED_CADENCE.next_update_at("SEV1", "resolved", "public", at=datetime(2026, 3, 10, tzinfo=UTC))
        is None
    )


@given(
    st.sampled_from(Severity),
    st.sampled_from([state for state in State if state != State.RESOLVED]),
    st.sampled_from([audience for audience in Audience if audience != Audience.LEADERSHIP]),
    st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
)
def test_a_proposed_time_reads_well_and_never_shortens_the_interval(severity, state, audience, at):
    due = SHIPPED_CADENCE.next_update_at(severity, state, audience, at=at)
    assert due.minute % 5 == due.second == due.microsecond == 0
    wait = SHIPPED_CADENCE.interval(severity, state, audience)
    assert wait <= due - at < wait + timedelta(minutes=5)
