"""Reports that come as mails: delivery status notifications (RFC 3464) and feedback reports (RFC 5965).

Anybody can write such a mail. It is believed when it proves that it answers a mail of ours: it came to a return path
with our tag, or quotes a link to unsubscribe that we signed. Without proof it is written down and disables nobody: three
forged mails would silence any reader.
"""

import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email import message_from_bytes, message_from_string, policy
from email.message import Message
from email.utils import getaddresses

from django.db import DatabaseError, DataError

from clarion.subscribers.bounces import BounceKind, Returned, receive
from clarion.subscribers.links import Purpose, read_return_tag, read_token

log = logging.getLogger(__name__)

#: Mails in mails that are read; a report has five or so. Each more takes a level of the stack, which is not endless.
MOST_NESTED = 50
_NESTED = re.compile(rb"content-type:\s*(?:multipart|message)/", re.IGNORECASE)
_STATUS = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})")
_TAG = re.compile(r"\+([a-z0-9]{20,64})@", re.IGNORECASE)
_LEAVE = re.compile(r"/subscribe/unsubscribe/([\w:-]+)/")
_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
#: Of the answers that are final, those that are about the address; the rest are about a full mailbox, a policy, a size.
_NOT_ABOUT_IT = frozenset({"5.1.7", "5.1.8"})
_ABOUT_IT = frozenset({"5.2.1", "5.4.4"})
_COMPLAINTS = frozenset({"abuse", "opt-out"})


def take_report(raw: bytes, *, at: datetime) -> tuple[int, int]:
    """Read the mail and do what it asks for: how many reports were in it, how many subscribers are disabled by them.

    A mail that cannot be read is passed over and logged, without a word of it: strangers write here, and one mail must
    not keep the others from being read. When the database cannot be used (DatabaseError), it is read again later.
    """
    try:
        reports = read_report(raw)
        return len(reports), sum(receive(report, source="mailbox", at=at) for report in reports)
    except Exception as error:
        if isinstance(error, DatabaseError) and not isinstance(error, DataError):
            raise
        # No traceback: it may quote the mail.
        log.warning("A mail could not be read (%s); it is passed over.", type(error).__name__)
        return 0, 0


def read_report(raw: bytes) -> list[Returned]:
    """What the mail reports; nothing for one that is no report, an automatic answer for example."""
    if sum(1 for _ in _NESTED.finditer(raw)) > MOST_NESTED:
        return []
    mail = message_from_bytes(raw, policy=policy.compat32)
    if mail.get_content_type() != "multipart/report":
        return []
    event = str(mail.get("Message-ID") or hashlib.sha256(raw).hexdigest()).strip()[:200]
    reports = [*_undelivered(mail, event), *_complaints(mail, event)]
    proven = _proven(mail)
    if proven is None:
        return [replace(report, kind=BounceKind.UNPROVEN) for report in reports]
    # One mail of ours goes to one subscriber, so that the report is about them, whatever it calls them.
    return [replace(report, subscriber=proven) for report in reports[:1]]


def _undelivered(mail: Message, event: str) -> Iterator[Returned]:
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            kind = _kind(_field(block, "Action"), _field(block, "Status"))
            named = _field(block, "Original-Recipient") or _field(block, "Final-Recipient")
            if kind and named:
                yield Returned(_address(named), kind, event, _field(block, "Diagnostic-Code")[:400])


def _complaints(mail: Message, event: str) -> Iterator[Returned]:
    for part in mail.walk():
        if part.get_content_type() != "message/feedback-report":
            continue
        for block in _blocks(part):
            if _field(block, "Feedback-Type").lower() in _COMPLAINTS:
                named = _field(block, "Original-Rcpt-To")
                yield Returned(_address(named), BounceKind.COMPLAINT, event, "")


def _kind(action: str, status: str) -> BounceKind | None:
    """None where nothing is decided yet: a mail that is late is tried again by the server that reports it."""
    found = _STATUS.match(status)
    if action.lower() != "failed" or not found or found[1] == "2":
        return None
    code = ".".join(found.groups())
    about_it = code in _ABOUT_IT or (code.startswith("5.1.") and code not in _NOT_ABOUT_IT)
    return BounceKind.HARD if about_it else BounceKind.SOFT


def _proven(mail: Message) -> str | None:
    """The public id of the subscriber whose mail this answers."""
    for _, address in getaddresses([str(value) for name in _TO for value in mail.get_all(name, [])]):
        for tag in _TAG.findall(address):
            if subscriber := read_return_tag(tag):
                return subscriber
    for quoted in _quoted(mail):
        for token in _LEAVE.findall("".join(str(quoted.get("List-Unsubscribe", "")).split())):
            if subscriber := read_token(Purpose.UNSUBSCRIBE, token):
                return subscriber
    return None


def _quoted(mail: Message) -> Iterator[Message]:
    """The mail that is answered, or its headers."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            yield from _blocks(part)
        elif part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            yield message_from_string(
                payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
            )


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _address(named: str) -> str:
    """Of "rfc822; ida@example.com" the address."""
    return named.rpartition(";")[2].strip().strip("<>")[:400]
