"""What Alertmanager sends, and what is made of it. The parser is pure; it names what it refuses."""

import copy
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarion.incidents.alerts import AlertStatus
from clarion.incidents.services import Service
from clarion.incidents.states import Severity
from clarion.intake.alertmanager import (
    fingerprint_of,
    group_of,
    parse_message,
    severity_of,
    title_of,
)
from clarion.intake.fields import BadField

MESSAGE = {
    "version": "4",
    "groupKey": '{}:{alertname="PaymentErrors"}',
    "status": "firing",
    "receiver": "clarion",
    "commonLabels": {"alertname": "PaymentErrors"},
    "commonAnnotations": {"summary": "Card payments fail"},
    "truncatedAlerts": 0,
    "alerts": [
        {
            "status": "firing",
            "labels": {"alertname": "PaymentErrors", "service": "checkout-api", "severity": "warning"},
            "annotations": {"summary": "Card payments fail"},
            "startsAt": "2026-03-10T10:00:00.739266876+01:00",
            "endsAt": "0001-01-01T00:00:00Z",
            "generatorURL": "http://prometheus:9090/graph",
            "fingerprint": "8b1d5c2a9e7f0031",
        },
        {
            "status": "resolved",
            "labels": {"alertname": "PaymentErrors", "service": "ledger", "severity": "critical"},
            "startsAt": "2026-03-10T08:00:00Z",
            "endsAt": "2026-03-10T08:30:00Z",
        },
    ],
}


def message(**changes):
    return {**copy.deepcopy(MESSAGE), **changes}


def with_alert(**changes):
    changed = message()
    changed["alerts"][0].update(changes)
    return changed


def test_a_message_is_read_alert_by_alert_in_utc():
    firing, resolved = parse_message(MESSAGE).alerts
    assert firing.status == AlertStatus.FIRING
    assert firing.starts_at == datetime(2026, 3, 10, 9, 0, 0, 739266, tzinfo=UTC)
    assert firing.ends_at is None
    assert firing.fingerprint == "8b1d5c2a9e7f0031"
    assert resolved.status == AlertStatus.RESOLVED
    assert resolved.ends_at == datetime(2026, 3, 10, 8, 30, tzinfo=UTC)


def test_the_status_of_the_group_is_not_read():
    parsed = parse_message(message(status="resolved"))
    assert [alert.status for alert in parsed.alerts] == ["firing", "resolved"]


def test_unknown_keys_pass():
    assert parse_message({**with_alert(imageURL=""), "orgId": 7}).group_key == MESSAGE["groupKey"]


def test_a_resolved_alert_may_not_know_its_end():
    assert parse_message(with_alert(status="resolved")).alerts[0].ends_at is None


def test_without_a_fingerprint_the_labels_stand_for_the_alert_in_any_order():
    labels = {"b": "2", "a": "1"}
    parsed = parse_message(with_alert(labels=labels, fingerprint="")).alerts[0]
    assert parsed.fingerprint == fingerprint_of({"a": "1", "b": "2"})
    assert len(parsed.fingerprint) == 64
    assert fingerprint_of({"a": "1"}) != fingerprint_of({"a": "2"})


def test_an_address_that_is_too_long_to_keep_is_left_out_and_the_alert_is_kept():
    assert parse_message(with_alert(generatorURL="http://x/" + "a" * 2000)).alerts[0].generator_url == ""


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ([], "body: must be an object, is a list"),
        ({}, "version: must be text, is missing"),
        (message(version="3"), "version: “3” is not read; send Alertmanager's webhook version “4”"),
        (message(groupKey=""), "groupKey: must not be empty"),
        (message(alerts={}), "alerts: must be a list, is an object"),
        (message(alerts=[7]), "alerts[0]: must be an object, is a number"),
        (with_alert(status="open"), "alerts[0].status: “open” is not known; use one of firing, resolved"),
        (with_alert(labels=None), "alerts[0].labels: must be an object, is missing"),
        (with_alert(labels={"pod": 3}), "alerts[0].labels.pod: must be text, is a number"),
        (with_alert(labels={str(n): "" for n in range(101)}), "alerts[0].labels: holds 101 names; send at most 100"),
        (with_alert(annotations={"a": "x" * 10_001}), "alerts[0].annotations.a: is 10,001 characters long"),
        (with_alert(annotations={"a": "\0"}), "alerts[0].annotations.a: holds a NUL"),
        (with_alert(annotations={"a": "\ud800"}), "alerts[0].annotations.a: holds a NUL or half a surrogate"),
        (with_alert(fingerprint="f" * 65), "alerts[0].fingerprint: is 65 characters long"),
        (with_alert(startsAt=None), "alerts[0].startsAt: must be text, is missing"),
        (with_alert(startsAt="yesterday"), "alerts[0].startsAt: “yesterday” is not a time; write it as in RFC 3339"),
        (with_alert(startsAt="2026-03-10T10:00:00"), "alerts[0].startsAt: “2026-03-10T10:00:00” has no zone; add Z"),
        (with_alert(startsAt="2026-02-30T10:00:00Z"), "alerts[0].startsAt: “2026-02-30T10:00:00Z” is not in the cal"),
        (with_alert(startsAt="2026-03-10T10:00:00+99:00"), "is not in the calendar"),
        (with_alert(startsAt="9999-12-31T23:59:59-10:00"), "is not in the calendar"),
        (with_alert(status="resolved", endsAt="10:00"), "alerts[0].endsAt: “10:00” is not a time"),
    ],
)  # fmt: skip
def test_what_is_refused_is_named_with_its_remedy(body, complaint):
    with pytest.raises(BadField) as refused:
        parse_message(body)
    assert complaint in str(refused.value)


def test_one_bad_alert_refuses_the_whole_message():
    body = message()
    body["alerts"][1]["startsAt"] = "soon"
    with pytest.raises(BadField, match=r"^alerts\[1\]\.startsAt"):
        parse_message(body)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
alert_like = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["firing", "resolved"]) | anything,
        "labels": st.dictionaries(st.text(), st.text()) | anything,
        "annotations": anything,
        "startsAt": st.datetimes().map(lambda at: f"{at.isoformat()}Z") | st.text() | anything,
        "endsAt": st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[Z+-]\d\d:\d\d") | anything,
        "fingerprint": anything,
        "generatorURL": anything,
    },
)
message_like = st.fixed_dictionaries(
    {"version": st.just("4") | anything, "groupKey": st.text(min_size=1) | anything},
    optional={"alerts": st.lists(alert_like) | anything, "commonAnnotations": anything},
)


@given(body=anything | message_like)
def test_whatever_arrives_is_read_or_refused_and_nothing_else_is_raised(body):
    try:
        parsed = parse_message(body)
    except BadField:
        return
    assert all(alert.starts_at.tzinfo for alert in parsed.alerts)
    assert title_of(parsed)


@pytest.mark.parametrize(
    ("labels", "severity"),
    [
        ({"severity": "critical"}, Severity.SEV2),
        ({"severity": "Warning"}, Severity.SEV3),
        ({"severity": "info"}, Severity.SEV4),
        ({"severity": "sev1"}, Severity.SEV1),
        ({"priority": "P0"}, Severity.SEV1),
        ({"priority": "P3"}, Severity.SEV4),
        ({"severity": "purple", "priority": "p1"}, Severity.SEV2),
        ({"severity": "purple"}, Severity.SEV3),
        ({}, Severity.SEV3),
    ],
)
def test_labels_say_how_bad_it_is(labels, severity):
    assert severity_of(labels) == severity


def test_the_title_is_the_shared_summary_on_one_line():
    parsed = parse_message(message(commonAnnotations={"summary": "Card payments\n  fail"}))
    assert title_of(parsed) == "Card payments fail"


def test_without_a_summary_the_title_is_the_alert_and_its_service():
    assert title_of(parse_message(message(commonAnnotations={}))) == "PaymentErrors: checkout-api"
    assert title_of(parse_message(message(commonAnnotations={}, alerts=[]))) == "Alert without a name"


def test_a_group_suggests_what_its_firing_alerts_say():
    checkout, ledger = Service(name="Checkout", aliases=["checkout-api"]), Service(name="Ledger")
    group = group_of(parse_message(MESSAGE), [checkout, ledger])
    assert group.services == (checkout,)
    assert group.severity == Severity.SEV3
    assert len(group.alerts) == 2
