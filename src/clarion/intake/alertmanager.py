"""Prometheus Alertmanager's webhook, version 4: JSON in, the alerts of one group out. Pure, except for services.

Format: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config. Unknown keys are let pass;
what decides (status, labels, times) is read strictly, and one bad alert refuses the whole message.
The status of the group is never read: a group may mix firing and resolved alerts.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from clarion.incidents.alerts import AlertGroup, AlertStatus, Firing
from clarion.incidents.services import Service
from clarion.incidents.states import Severity, parse_severity
from clarion.intake.fields import BadField, read_choice, read_list, read_moment, read_object, read_text

SOURCE = "alertmanager"
VERSION = "4"
MOST_LABELS = 100
LONGEST_NAME = 200
LONGEST_VALUE = 10_000
LONGEST_ADDRESS = 1_000

STATUSES = {"firing": AlertStatus.FIRING, "resolved": AlertStatus.RESOLVED}

#: Labels that say how bad it is, the first that answers wins.
SEVERITY_LABELS = ("severity", "priority")
#: What monitoring calls it -> what Clarion suggests. SEV1-SEV4 and P0-P3 stand as they are. No alert rule
#: knows the reach of an outage, so no mere word becomes a SEV1: a person raises it.
SEVERITY_WORDS = {
    "critical": Severity.SEV2,
    "page": Severity.SEV2,
    "error": Severity.SEV3,
    "warning": Severity.SEV3,
    "info": Severity.SEV4,
    "none": Severity.SEV4,
}
DEFAULT_SEVERITY = Severity.SEV3

#: Labels that may name a service or one of its aliases.
SERVICE_LABELS = ("service", "app", "job", "component", "namespace")


@dataclass(frozen=True)
class Message:
    """One message of Alertmanager: a group and the alerts in it."""

    group_key: str
    summary: str
    alerts: tuple[Firing, ...]


def parse_message(body: object) -> Message:
    """Check decoded JSON. Raises BadField, which names the field and the remedy; nothing else."""
    message = read_object(body, "body")
    version = read_text(message.get("version"), "version", limit=20)
    if version != VERSION:
        raise BadField("version", f"“{version}” is not read; send Alertmanager's webhook version “{VERSION}”")
    annotations = _labels(message.get("commonAnnotations", {}), "commonAnnotations")
    alerts = read_list(message.get("alerts"), "alerts")
    return Message(
        group_key=read_text(message.get("groupKey"), "groupKey", limit=LONGEST_VALUE),
        summary=annotations.get("summary", ""),
        alerts=tuple(_alert(alert, f"alerts[{number}]") for number, alert in enumerate(alerts)),
    )


def _alert(value: object, path: str) -> Firing:
    alert = read_object(value, path)
    status = read_choice(alert.get("status"), f"{path}.status", STATUSES)
    labels = _labels(alert.get("labels"), f"{path}.labels")
    fingerprint = read_text(alert.get("fingerprint") or "", f"{path}.fingerprint", limit=64, empty=True)
    address = read_text(
        alert.get("generatorURL") or "", f"{path}.generatorURL", limit=LONGEST_VALUE, empty=True
    )
    return Firing(
        fingerprint=fingerprint or fingerprint_of(labels),
        starts_at=read_moment(alert.get("startsAt"), f"{path}.startsAt"),
        ends_at=_end(alert.get("endsAt"), f"{path}.endsAt") if status == AlertStatus.RESOLVED else None,
        status=status,
        labels=labels,
        annotations=_labels(alert.get("annotations", {}), f"{path}.annotations"),
        # Half an address leads nowhere, so one that is too long to keep is left out.
        generator_url=address if len(address) <= LONGEST_ADDRESS else "",
    )


def _labels(value: object, path: str) -> dict[str, str]:
    labels = read_object(value, path)
    if len(labels) > MOST_LABELS:
        raise BadField(path, f"holds {len(labels)} names; send at most {MOST_LABELS}")
    return {
        read_text(name, f"{path} (a name)", limit=LONGEST_NAME): read_text(
            text, f"{path}.{name[:40]}", limit=LONGEST_VALUE, empty=True
        )
        for name, text in labels.items()
    }


def _end(value: object, path: str) -> datetime | None:
    """Go's zero time, 0001-01-01T00:00:00Z, says that there is no end yet."""
    if value is None:
        return None
    moment = read_moment(value, path)
    return moment if moment.year > 1 else None


def fingerprint_of(labels: Mapping[str, str]) -> str:
    """What stands for an alert whose sender gives it no fingerprint: SHA-256 over its sorted labels."""
    return hashlib.sha256(json.dumps(sorted(labels.items())).encode()).hexdigest()


def group_of(message: Message, services: list[Service]) -> AlertGroup:
    """What the message suggests: a title, the worst severity, the services that its labels name."""
    return AlertGroup(
        source=SOURCE,
        key=message.group_key,
        title=title_of(message),
        severity=min((severity_of(alert.labels) for alert in _worrying(message)), default=DEFAULT_SEVERITY),
        services=tuple(service for service in services if _is_named(service, message)),
        alerts=message.alerts,
    )


def title_of(message: Message) -> str:
    """The summary that all alerts share, else the name of the first alert and the service that it names."""
    if message.summary.strip():
        return " ".join(message.summary.split())
    alerts = _worrying(message)
    labels = alerts[0].labels if alerts else {}
    name = labels.get("alertname", "").strip() or "Alert without a name"
    service = next((labels[label] for label in SERVICE_LABELS if labels.get(label, "").strip()), "")
    return f"{name}: {service}" if service else name


def severity_of(labels: Mapping[str, str]) -> Severity:
    """What the labels say, see SEVERITY_WORDS; DEFAULT_SEVERITY when they say nothing that is known."""
    for label in SEVERITY_LABELS:
        word = labels.get(label, "").strip().casefold()
        if word in SEVERITY_WORDS:
            return SEVERITY_WORDS[word]
        try:
            return parse_severity(word)
        except ValidationError:
            continue
    return DEFAULT_SEVERITY


def _worrying(message: Message) -> tuple[Firing, ...]:
    """The alerts that fire, or all of them when none does."""
    return tuple(alert for alert in message.alerts if alert.status == AlertStatus.FIRING) or message.alerts


def _is_named(service: Service, message: Message) -> bool:
    return any(
        service.answers_to(alert.labels[label])
        for alert in _worrying(message)
        for label in SERVICE_LABELS
        if label in alert.labels
    )
