"""A script from a past incident: it reads without an error, and takes no name, secret or address along."""

from datetime import datetime, timedelta

import pytest

from clarion.flows.change import change
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.incidents.timeline import Source, record_entry
from clarion.practice.drills.from_incident import script_from
from clarion.practice.drills.script import InjectKind
from clarion.practice.drills.script_reading import read_script
from tests.factories.incidents import an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(ana, ben, checkout, nine):
    incident = an_incident(
        "Card payments fail", severity=Severity.SEV1, services={checkout: ServiceStatus.MAJOR_OUTAGE},
        by=ana, at=nine, impact="Cards are declined", started_at=nine - timedelta(minutes=6),
    )  # fmt: skip
    lines = [
        (2, Source.ALERT, None, "HighErrorRate on 10.4.2.7 at https://grafana.internal/d/1?token=abc"),
        (5, Source.PERSON, ben, "Ben Okafor rolled back release 118, ask dev@example.com"),
        (9, Source.PERSON, ben, "Ana told the vendor; the password is hunter2!x"),
        (12, Source.PERSON, ben, "Dev Patel found the certificate expired"),
    ]
    for minute, source, by, text in lines:
        record_entry(incident, text, source=source, at=nine + timedelta(minutes=minute), by=by)
    change(incident, {"percent_affected": 25, "regions": ["Europe"]}, by=ana, at=nine + timedelta(minutes=6))
    facts = {"state": State.IDENTIFIED, "cause": "an expired certificate", "cause_confirmed": True}
    change(incident, facts, by=ana, at=nine + timedelta(minutes=14))
    incident.mitigated_at = nine + timedelta(minutes=30)
    incident.save()
    return incident


def test_its_timeline_and_its_record_become_a_script_that_reads(incident, dev):
    script = read_script(script_from(incident))
    assert (script.title, script.severity, script.minutes, script.opening.started) == (
        "Card payments fail", "SEV1", 35, 6,
    )  # fmt: skip
    assert [(service.name, service.status) for service in script.services] == [("Checkout", "major_outage")]
    assert [(truth.since, truth.status, truth.percent, truth.regions, truth.cause, truth.confirmed) for truth in script.truths] == [
        (0, "investigating", None, (), "", False),
        (6, "investigating", 25, ("Europe",), "", False),
        (14, "identified", 25, ("Europe",), "an expired certificate", True),
    ]  # fmt: skip
    assert {each.kind for each in script.injects} == set(InjectKind)
    assert len(script.rumours()) == 1


def test_people_become_roles_and_secrets_and_addresses_are_left_out(incident, dev):
    text = script_from(incident)
    for secret in ("10.4.2.7", "grafana", "token=abc", "example.com", "hunter2", "Okafor", "Patel", "Ana "):
        assert secret not in text, secret
    said = [each.text for each in read_script(text).injects]
    assert "HighErrorRate on [left out] at [left out]" in said
    assert any(line.startswith("the communications lead rolled back release 118") for line in said)
    assert "a responder found the certificate expired" in said


def test_what_was_published_and_what_the_clock_wrote_is_left_to_the_drill(incident, nine, dev):
    record_entry(incident, "Public page acknowledgement published", source=Source.UPDATE, at=nine)
    record_entry(incident, "an update did not come", source=Source.CLOCK, at=nine)
    text = script_from(incident)
    assert "acknowledgement published" not in text
    assert "did not come" not in text


def test_a_long_incident_is_told_faster_and_says_so(ana, nine: datetime):
    incident = an_incident(by=ana, at=nine, mitigated_at=None)
    for hour in range(1, 60):
        record_entry(incident, f"saw line {hour}", source=Source.PERSON, at=nine + timedelta(minutes=10 * hour), by=ana)  # fmt: skip
    text = script_from(incident)
    script = read_script(text)
    assert script.minutes <= 65
    assert "# Told 9.8 times as fast as it happened" in text
    assert len(script.injects) == 44


def test_an_incident_with_nothing_but_a_title_is_a_script_too(ana, nine):
    incident = an_incident('Search “is” \\ down "now"', by=ana, at=nine)
    record_entry(incident, 'saw \x7f "quotes" and \\', source=Source.PERSON, at=nine, by=ana)
    script = read_script(script_from(incident))
    assert script.injects[0].text == 'saw "quotes" and \\'
    assert script.opening.title.startswith('Search “is” \\ down "now"')
    assert (script.minutes, [service.name for service in script.services]) == (20, ["Our service"])
