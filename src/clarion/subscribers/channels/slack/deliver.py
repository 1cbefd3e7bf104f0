"""Deliver updates to incoming webhooks of Slack, and of servers that took over its form."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings

from clarion.subscribers.channels.manage_link import manage_link
from clarion.subscribers.channels.outgoing import Answer, Letter, Receiver, send
from clarion.subscribers.channels.posting import ALLOW, deliver_each, json_letter, refusal
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.retry_after import pause_in
from clarion.subscribers.channels.slack.address import HOSTS, is_slack
from clarion.subscribers.channels.slack.message import escape, message_of, plain_message_of
from clarion.subscribers.channels.words import words_of
from clarion.subscribers.parcels import Handed, Parcel

CHECK = "Make a new incoming webhook in the chat, and type its address."
#: What Slack answers with a 403 or 404 when the webhook will never work again.
GONE = {b"no_service", b"no_service_id", b"no_active_hooks", b"no_team", b"team_disabled", b"channel_is_archived",
        b"channel_not_found", b"invalid_token"}  # fmt: skip


def deliver(parcels: Sequence[Parcel], *, at: datetime) -> Iterator[Handed]:
    written = {parcel.language: words_of(parcel.update, parcel.language) for parcel in parcels}

    def letters(parcel: Parcel) -> list[Letter]:
        form = message_of if is_slack(parcel.address) else plain_message_of
        document = form(written[parcel.language], manage=manage_link(parcel))
        return [json_letter(parcel.address, document)]

    yield from deliver_each(parcels, receiver(), letters)


def send_note(address: str, *, text: str, key: str, secret: str, at: datetime) -> Problem | None:
    """A line of plain text: a test message."""
    return send(json_letter(address, {"text": escape(text)}), receiver())


def receiver() -> Receiver:
    private = settings.WEBHOOK_ALLOW_PRIVATE
    return Receiver("The chat server", CHECK, ALLOW, private, services=HOSTS, judge=judged)


def judged(answer: Answer) -> Problem | None:
    """Slack allows about one message a second and webhook, and says with a 429 when to come back."""
    if 200 <= answer.status < 300:
        return None
    if answer.status == 410 or answer.words.strip() in GONE:
        return Problem(
            f"The chat says that the webhook is gone ({answer.status}).", CHECK, final=True, gone=True
        )
    final = 300 <= answer.status < 500 and answer.status not in {408, 425, 429}
    return refusal("The chat server", answer.status, CHECK, final=final, pause=pause_in(answer.headers))
