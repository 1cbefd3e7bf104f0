"""Deliver updates to the webhooks of workflows of Microsoft Teams."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings

from clarion.subscribers.channels.manage_link import manage_link
from clarion.subscribers.channels.outgoing import Answer, Letter, Receiver, send
from clarion.subscribers.channels.posting import ALLOW, deliver_each, json_letter, refusal
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.retry_after import pause_in
from clarion.subscribers.channels.teams.message import message_of, note_of
from clarion.subscribers.channels.words import words_of
from clarion.subscribers.parcels import Handed, Parcel

CHECK = "Look in Teams, Workflows, whether the workflow is on, and type its address as it stands there."


def deliver(parcels: Sequence[Parcel], *, at: datetime) -> Iterator[Handed]:
    written = {parcel.language: words_of(parcel.update, parcel.language) for parcel in parcels}

    def letters(parcel: Parcel) -> list[Letter]:
        document = message_of(written[parcel.language], manage=manage_link(parcel))
        return [json_letter(parcel.address, document)]

    yield from deliver_each(parcels, receiver(), letters)


def send_note(address: str, *, text: str, key: str, secret: str, at: datetime) -> Problem | None:
    """A line of plain text: a test message."""
    return send(json_letter(address, note_of(text)), receiver())


def receiver() -> Receiver:
    return Receiver("Teams", CHECK, ALLOW, settings.WEBHOOK_ALLOW_PRIVATE, judge=judged)


def judged(answer: Answer) -> Problem | None:
    """A workflow takes a message with 202. Old connectors say 200 also when they throttle, with a sentence for it."""
    if 200 <= answer.status < 300:
        throttled = b"HTTP error 429" in answer.words
        return refusal("Teams", 429, CHECK, pause=pause_in(answer.headers)) if throttled else None
    if answer.status == 410:
        return Problem("Teams says that the webhook is gone (410).", CHECK, final=True, gone=True)
    final = 300 <= answer.status < 500 and answer.status not in {408, 425, 429}
    return refusal("Teams", answer.status, CHECK, final=final, pause=pause_in(answer.headers))
