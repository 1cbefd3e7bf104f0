"""Subscribers from a table of another status page, with a line of headings.

Pages name the columns differently and change them; these headings are known. A row whose state nobody tells is not confirmed.
"""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Literal

from clarion.intake.history import Complaint, ParsedFile, PastSubscriber, decode
from clarion.intake.subscriber_addresses import NoAddress, read_address
from clarion.subscribers.subscriber import Payload

KIND = ("type", "mode", "channel")
ADDRESS = ("email", "address", "endpoint", "webhook", "contact")
STATE = ("state", "status", "confirmed", "verified")
COMPONENTS = ("components", "component_names", "services", "subscriptions")
ACTIVE = frozenset({"active", "confirmed", "verified", "yes", "true", "1"})
LEFT_OUT = frozenset({"quarantined", "unsubscribed", "inactive", "bounced", "deleted"})
CHANNELS: Mapping[str, Literal["mail", "webhook"]] = {"email": "mail", "mail": "mail", "webhook": "webhook"}
LONGEST = 500


def parse_csv(raw: bytes, file: str, *, webhooks_read: Payload) -> ParsedFile:
    """One row is one subscriber; services of a row are separated by semicolons or commas. What webhooks read depends on the page."""
    text = decode(raw, file)
    if isinstance(text, Complaint):
        return ParsedFile(complaints=(text,))
    try:
        rows = csv.reader(StringIO(text), strict=True)
        headings = [heading.strip().lower().replace(" ", "_") for heading in next(rows, [])]
        if not set(headings) & set(ADDRESS):
            problem = f"has no column for the address; name one of its headings {', '.join(ADDRESS)}"
            return ParsedFile(complaints=(Complaint(file, 1, problem),))
        read = [
            _row(dict(zip(headings, row, strict=False)), file, rows.line_num, webhooks_read)
            for row in rows
            if any(row)
        ]
    except csv.Error as error:
        return ParsedFile(complaints=(Complaint(file, rows.line_num, f"is not CSV ({error})"),))
    return ParsedFile(
        complaints=tuple(each for each in read if isinstance(each, Complaint)),
        subscribers=tuple(each for each in read if isinstance(each, PastSubscriber)),
    )


def _row(row: Mapping[str, str], file: str, line: int, webhooks_read: Payload) -> PastSubscriber | Complaint:
    kind = _first(row, KIND).lower() or "email"
    if kind not in CHANNELS:
        return Complaint(
            file, line, f"{kind[:40]} subscribers cannot be carried over; left out", breaks=False
        )
    state, address = _first(row, STATE).lower(), _first(row, ADDRESS)
    if state in LEFT_OUT:
        return Complaint(file, line, f"is {state}; left out", breaks=False)
    if not address or len(address) > LONGEST or "\0" in address:
        return Complaint(
            file, line, "has no address, or one of more than 500 characters; mend or remove the row"
        )
    named = tuple(_names(_first(row, COMPONENTS)))
    channel = CHANNELS[kind]
    try:
        address = read_address(channel, address, "address")
    except NoAddress as error:
        return Complaint(file, line, str(error), breaks=False)
    payload = webhooks_read if channel == "webhook" else Payload.CLARION
    return PastSubscriber(channel, address, named or None, confirmed=state in ACTIVE, payload=payload)


def _first(row: Mapping[str, str], headings: tuple[str, ...]) -> str:
    return next((row[name].strip() for name in headings if (row.get(name) or "").strip()), "")


def _names(cell: str) -> Iterator[str]:
    separator = ";" if ";" in cell else ","
    yield from (name.strip() for name in cell.split(separator) if name.strip())
