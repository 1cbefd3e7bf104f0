"""Amazon SES by way of SNS: https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from clarion.intake.fields import BadField, read_list, read_object, read_text
from clarion.subscribers.bounces import BounceKind, Returned

NAME = "ses"
_OF_AMAZON = re.compile(r"sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?")


def recognises(body: Any) -> bool:
    return isinstance(body, dict) and "TopicArn" in body and "Type" in body


def read(body: Any) -> Iterator[Returned]:
    """Of a notification. Anything else that SNS sends reports no mail."""
    if body["Type"] != "Notification":
        return
    event = read_text(body.get("MessageId"), "MessageId", limit=100)
    said = _message(read_text(body.get("Message"), "Message", limit=500_000))
    kind = said.get("notificationType") or said.get("eventType")
    if kind == "Bounce":
        bounce = read_object(said.get("bounce"), "Message.bounce")
        hard = bounce.get("bounceType") == "Permanent"
        yield from _each(bounce, "bouncedRecipients", BounceKind.HARD if hard else BounceKind.SOFT, event)
    elif kind == "Complaint":
        complaint = read_object(said.get("complaint"), "Message.complaint")
        if complaint.get("complaintFeedbackType") != "not-spam":
            yield from _each(complaint, "complainedRecipients", BounceKind.COMPLAINT, event)


def address_to_open(body: Any) -> str | None:
    """Of a request to confirm the topic: where to confirm it, when that is an address of Amazon.

    It is shown to an admin and never fetched: whoever knows the token could otherwise have us fetch any address.
    """
    if not recognises(body) or body["Type"] != "SubscriptionConfirmation":
        return None
    address = read_text(body.get("SubscribeURL"), "SubscribeURL", limit=2000)
    try:
        parts = urlsplit(address)
        genuine = parts.scheme == "https" and _OF_AMAZON.fullmatch(parts.netloc)
    except ValueError:
        genuine = None
    if not genuine:
        raise BadField("SubscribeURL", "is no address of Amazon SNS")
    return address


def _message(text: str) -> Any:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise BadField("Message", "is not JSON; switch raw message delivery off") from None
    return read_object(said, "Message")


def _each(report: Any, name: str, kind: BounceKind, event: str) -> Iterator[Returned]:
    for number, line in enumerate(read_list(report.get(name), f"Message.{name}")):
        one = read_object(line, f"Message.{name}.{number}")
        address = read_text(one.get("emailAddress"), f"Message.{name}.{number}.emailAddress", limit=400)
        yield Returned(address, kind, event, str(one.get("diagnosticCode") or "")[:400])
