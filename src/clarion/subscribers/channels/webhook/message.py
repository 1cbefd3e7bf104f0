"""An update as what a webhook is sent: rendered once for a language and form, then joined to what is the subscriber's."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from clarion.subscribers.channels.outgoing import Letter
from clarion.subscribers.channels.posting import user_agent
from clarion.subscribers.channels.webhook.clarion_document import document_of, instant, note_document
from clarion.subscribers.channels.webhook.signature import signed
from clarion.subscribers.channels.webhook.statuspage_payload import payloads_of
from clarion.subscribers.links import Purpose, link
from clarion.subscribers.parcels import Parcel
from clarion.subscribers.subscriber import Payload
from clarion.updates.publication import IncidentUpdate


@dataclass(frozen=True, slots=True)
class Rendered:
    """`event` for the header; `body` without what is the subscriber's: an object that is not empty."""

    event: str
    body: bytes


def rendered(update: IncidentUpdate, payload: str, language: str) -> list[Rendered]:
    """In the order in which they are sent."""
    if payload == Payload.STATUSPAGE:
        documents = payloads_of(update, language)
        events = [f"statuspage.{'incident' if 'incident' in each else 'component'}" for each in documents]
    else:
        documents = [document_of(update, language)]
        events = [f"incident.{documents[0]['type']}"]
    return [Rendered(event, _json(document)) for event, document in zip(events, documents, strict=True)]


def letters_of(parcel: Parcel, messages: list[Rendered], *, at: datetime) -> list[Letter]:
    head = _meta(parcel.subscriber, at=at) if parcel.payload == Payload.STATUSPAGE else _subscriber(parcel)
    letters = []
    for number, message in enumerate(messages):
        # Each message of a delivery has a key of its own; the first one has that of the delivery.
        key = f"{parcel.key}.{number}" if number else parcel.key
        body = joined(head, message.body)
        letters.append(
            signed_letter(parcel.address, body, event=message.event, key=key, secret=parcel.secret, at=at)
        )
    return letters


def note_letter(address: str, text: str, *, key: str, secret: str, at: datetime) -> Letter:
    return signed_letter(address, _json(note_document(text)), event="test", key=key, secret=secret, at=at)


def signed_letter(address: str, body: bytes, *, event: str, key: str, secret: str, at: datetime) -> Letter:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": user_agent(),
        "Clarion-Event": event,
        "Clarion-Delivery": key,
        "Clarion-Signature": signed(body, secret=secret, at=at),
    }
    return Letter(address, body, headers)


def joined(head: dict[str, Any], body: bytes) -> bytes:
    """Two objects as one, without reading the second again: `{"a": 1}` and `{"b": 2}` are `{"a": 1, "b": 2}`."""
    return _json(head)[:-1] + b", " + body[1:]


def _subscriber(parcel: Parcel) -> dict[str, Any]:
    return {
        "delivery": parcel.key,
        "subscriber": {
            "id": parcel.subscriber,
            "manage": link(Purpose.MANAGE, parcel.subscriber),
            "unsubscribe": link(Purpose.UNSUBSCRIBE, parcel.subscriber),
        },
    }


def _meta(subscriber: str, *, at: datetime) -> dict[str, Any]:
    return {
        "meta": {
            "unsubscribe": link(Purpose.UNSUBSCRIBE, subscriber),
            "documentation": f"{settings.PUBLIC_URL}/",
            "generated_at": instant(at),
        }
    }


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
