"""Mailgun's webhooks: https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks."""

from collections.abc import Iterator
from typing import Any

from clarion.intake.fields import read_object, read_text
from clarion.subscribers.bounces import BounceKind, Returned

NAME = "mailgun"


def recognises(body: Any) -> bool:
    return isinstance(body, dict) and "event-data" in body


def read(body: Any) -> Iterator[Returned]:
    event = read_object(body["event-data"], "event-data")
    kind = _kind(event)
    if kind is None:
        return
    address = read_text(event.get("recipient"), "event-data.recipient", limit=400)
    status = event.get("delivery-status")
    detail = (status.get("message") or status.get("description")) if isinstance(status, dict) else ""
    name = read_text(event.get("id"), "event-data.id", limit=200)
    yield Returned(address, kind, name, str(detail or "")[:400])


def _kind(event: Any) -> BounceKind | None:
    match event.get("event"), event.get("severity"):
        case "failed", "permanent":
            return BounceKind.HARD
        case "failed", _:
            return BounceKind.SOFT
        case "complained", _:
            return BounceKind.COMPLAINT
        case _:
            return None
