"""Subscribers and bare updates, written as rows: for questions about who is told, not about how a text comes to be."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from clarion.incidents.incident import Incident
from clarion.subscribers.subscriber import Subscriber, address_key
from clarion.updates.publication import IncidentUpdate


def a_subscriber(name: str = "ida", *, address: str = "", channel: str = "mail", **fields: Any) -> Subscriber:
    """Active since yesterday, for everything on the public page."""
    address = address or f"{name}@example.com"
    yesterday = timezone.now() - timedelta(days=1)
    values = {"asked_at": yesterday, "confirmed_at": yesterday, **fields}
    key = address_key(channel, address)
    return Subscriber.objects.create(address=address, address_key=key, channel=channel, **values)


def an_update(incident: Incident, *, at: datetime, **fields: Any) -> IncidentUpdate:
    """A published update that took no way: no draft, no approval, no distribution."""
    values = {
        "audience": "public",
        "kind": "progress",
        "state": incident.state,
        "severity": incident.severity,
        "title": incident.title,
        "text": "Some payments fail. We look for the cause.",
        **fields,
    }
    return IncidentUpdate.objects.create(incident=incident, published_at=at, **values)
