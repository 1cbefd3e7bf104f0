"""Twilio SendGrid's event webhook: https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event."""

from collections.abc import Iterator
from typing import Any

from clarion.intake.fields import read_object, read_text
from clarion.subscribers.bounces import BounceKind, Returned

NAME = "sendgrid"


def recognises(body: Any) -> bool:
    return isinstance(body, list)


def read(body: Any) -> Iterator[Returned]:
    """Of all events of a batch those that say something of an address."""
    for number, line in enumerate(body):
        event = read_object(line, str(number))
        if kind := _kind(event):
            address = read_text(event.get("email"), f"{number}.email", limit=400)
            name = read_text(event.get("sg_event_id"), f"{number}.sg_event_id", limit=200)
            yield Returned(address, kind, name, str(event.get("reason") or "")[:400])


def _kind(event: Any) -> BounceKind | None:
    match event.get("event"):
        case "bounce":
            return BounceKind.SOFT if event.get("type") == "blocked" else BounceKind.HARD
        case "blocked":
            return BounceKind.SOFT
        case "spamreport":
            return BounceKind.COMPLAINT
        case _:
            return None
