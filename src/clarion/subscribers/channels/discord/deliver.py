"""Deliver updates to the webhooks of Discord."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings

from clarion.subscribers.channels.discord.address import HOSTS
from clarion.subscribers.channels.discord.message import message_of, note_of
from clarion.subscribers.channels.manage_link import manage_link
from clarion.subscribers.channels.outgoing import Answer, Letter, Receiver, send
from clarion.subscribers.channels.posting import ALLOW, deliver_each, json_letter, refusal
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.retry_after import LONGEST_PAUSE, pause_in
from clarion.subscribers.channels.words import words_of
from clarion.subscribers.parcels import Handed, Parcel

CHECK = "Make a new webhook in the settings of the Discord channel, and type its address."
#: Discord's codes for a webhook that was deleted, and for one whose token is wrong.
UNKNOWN_WEBHOOK, INVALID_TOKEN = 10015, 50027


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
    return Receiver(
        "Discord",
        CHECK,
        ALLOW,
        settings.WEBHOOK_ALLOW_PRIVATE,
        services=HOSTS,
        judge=judged,
        shared=is_for_all,
    )


def judged(answer: Answer) -> Problem | None:
    """A 429 says in its body how many seconds to wait, to the millisecond, and in its head in whole ones."""
    if 200 <= answer.status < 300:
        return None
    code = _said(answer).get("code")
    if answer.status == 410 or code in {UNKNOWN_WEBHOOK, INVALID_TOKEN}:
        return Problem(
            f"Discord says that the webhook is gone ({answer.status}).", CHECK, final=True, gone=True
        )
    final = 300 <= answer.status < 500 and answer.status not in {408, 425, 429}
    return refusal("Discord", answer.status, CHECK, final=final, pause=_pause(answer))


def is_for_all(answer: Answer) -> bool:
    """Whether the limit is that of our address, and not of one webhook. Who goes on then is banned for an hour."""
    return answer.status == 429 and bool(
        _said(answer).get("global") or "x-ratelimit-global" in answer.headers
    )


def _pause(answer: Answer) -> timedelta | None:
    seconds = _said(answer).get("retry_after")
    if isinstance(seconds, int | float) and 0 <= seconds <= LONGEST_PAUSE.total_seconds():
        return timedelta(seconds=seconds)
    return pause_in(answer.headers)


def _said(answer: Answer) -> dict[str, object]:
    try:
        said = json.loads(answer.words)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
