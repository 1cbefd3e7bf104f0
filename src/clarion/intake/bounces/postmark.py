"""Postmark: https://postmarkapp.com/developer/webhooks/bounce-webhook and its spam complaint webhook."""

from collections.abc import Iterator
from typing import Any

from clarion.intake.fields import read_text
from clarion.subscribers.bounces import BounceKind, Returned

NAME = "postmark"
#: Types that say nothing of an address (an automatic answer, a test) stand in neither.
HARD = frozenset({"HardBounce", "BadEmailAddress"})
SOFT = frozenset({"Transient", "SoftBounce", "DnsError", "Blocked", "DMARCPolicy", "SMTPApiError"})
COMPLAINT = frozenset({"SpamComplaint", "SpamNotification"})
KINDS = (
    dict.fromkeys(HARD, BounceKind.HARD)
    | dict.fromkeys(SOFT, BounceKind.SOFT)
    | dict.fromkeys(COMPLAINT, BounceKind.COMPLAINT)
)


def recognises(body: Any) -> bool:
    return isinstance(body, dict) and "RecordType" in body


def read(body: Any) -> Iterator[Returned]:
    if read_text(body["RecordType"], "RecordType", limit=100) not in {"Bounce", "SpamComplaint"}:
        return
    kind = KINDS.get(read_text(body.get("Type"), "Type", limit=100))
    address = read_text(body.get("Email"), "Email", limit=400)
    if kind:
        detail = str(body.get("Details") or body.get("Description") or "")
        yield Returned(address, kind, str(body.get("ID") or body.get("MessageID"))[:200], detail[:400])
