"""Replies: a letter to one customer who wrote to us, beside what all customers are told.

A reply takes the same way as every text that leaves (review, approval, publication) and is recorded as sent to that
customer. It speaks to one reader: it settles and makes no promise to customers in general, is not what customers
last heard, changes no state, and may be written while an update for customers is being written, and beside other
replies. What the customer wrote stands beside the text while it is written; it is kept with the draft and never
part of what goes out.
"""

from django.db import models

from clarion.accounts.people import Person
from clarion.drafting import prompt
from clarion.incidents.incident import Incident
from clarion.updates.audiences import Kind
from clarion.updates.drafts import Draft
from clarion.updates.publication import IncidentUpdate


def is_reply(text: Draft | IncidentUpdate) -> bool:
    return text.kind == Kind.CUSTOMER_REPLY


def open_replies(incident: Incident) -> models.QuerySet[Draft]:
    """The letters that are being written, the oldest first: they wait the longest."""
    return (
        incident.drafts.open()
        .filter(kind=Kind.CUSTOMER_REPLY)
        .select_related("edited_by")
        .order_by("created_at")
    )


def untouched_reply(incident: Incident, *, by: Person | None) -> Draft | None:
    """A reply that this person has started and not yet written in: pressing the button twice starts one."""
    return open_replies(incident).filter(version=1, edited_by=by).first()


def address(text: str, *, before: str, now: str) -> str:
    """The text with the name of the customer followed: in place of the prompt for it, or in the salutation that had it."""
    if not now.strip():
        return text
    if not before.strip():
        return text.replace(prompt("customer"), now.strip())
    first, line_break, rest = text.partition("\n")
    return first.replace(before.strip(), now.strip(), 1) + line_break + rest
