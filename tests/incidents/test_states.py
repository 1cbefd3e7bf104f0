"""Severities and statuses as people and machines write them."""

import pytest
from django.core.exceptions import ValidationError

from clarion.incidents.states import ServiceStatus, Severity, parse_severity, worst


@pytest.mark.parametrize(
    ("text", "severity"),
    [("SEV1", "SEV1"), ("sev-2", "SEV2"), ("Sev 3", "SEV3"), ("4", "SEV4"), ("P0", "SEV1"), ("p3", "SEV4")],
)
def test_a_severity_is_read_however_it_is_written(text, severity):
    assert parse_severity(text) == Severity(severity)


@pytest.mark.parametrize("text", ["", "SEV5", "high", "P4", "SEV", "0"])
def test_an_unknown_severity_is_refused_with_what_is_accepted(text):
    with pytest.raises(ValidationError, match="SEV1, SEV2, SEV3 or SEV4"):
        parse_severity(text)


def test_the_worst_status_wins_and_nothing_is_operational():
    assert worst(["operational", "partial_outage", "degraded_performance"]) == ServiceStatus.PARTIAL_OUTAGE
    assert worst([]) == ServiceStatus.OPERATIONAL
