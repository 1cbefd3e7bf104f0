"""Deliver updates to webhooks. Only an answer of 2xx counts; 410 says that nothing is wanted again."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings

from clarion.subscribers.channels.outgoing import WAIT_A_MOMENT, Answer, Letter, Receiver, send
from clarion.subscribers.channels.posting import ALLOW, deliver_each
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.channels.retry_after import pause_in
from clarion.subscribers.channels.webhook.message import Rendered, letters_of, note_letter, rendered
from clarion.subscribers.parcels import Handed, Parcel

CHECK = "Check the address of the webhook, and that its server runs."


def deliver(parcels: Sequence[Parcel], *, at: datetime) -> Iterator[Handed]:
    known: dict[tuple[str, str], list[Rendered]] = {}

    def letters(parcel: Parcel) -> list[Letter]:
        form = (parcel.payload, parcel.language)
        if form not in known:
            known[form] = rendered(parcel.update, parcel.payload, parcel.language)
        return letters_of(parcel, known[form], at=at)

    yield from deliver_each(parcels, receiver(), letters)


def send_note(address: str, *, text: str, key: str, secret: str, at: datetime) -> Problem | None:
    """A test message: signed like every other, of the type "test"."""
    return send(note_letter(address, text, key=key, secret=secret, at=at), receiver())


def receiver() -> Receiver:
    return Receiver(
        "The server of the webhook",
        CHECK,
        ALLOW,
        settings.WEBHOOK_ALLOW_PRIVATE,
        judge=judged,
        shared=is_overloaded,
    )


def judged(answer: Answer) -> Problem | None:
    """Nothing but 410 is final: receivers are programs, and a 404 of a minute of maintenance must not lose an update.

    A redirect is a failure that is tried again: it is not followed, and the address has to be changed by a person.
    """
    status = answer.status
    if 200 <= status < 300:
        return None
    reason = f"The server of the webhook answered {status}."
    if status == 410:
        return Problem(
            reason, "It wants nothing again; subscribe anew if that is wrong.", final=True, gone=True
        )
    if 300 <= status < 400:
        return Problem(reason, "Redirects are not followed; type the address that it leads to.")
    return Problem(reason, WAIT_A_MOMENT if status >= 500 else CHECK, pause=pause_in(answer.headers))


def is_overloaded(answer: Answer) -> bool:
    """Whoever says how long to wait means their whole server."""
    return answer.status in {429, 503} and pause_in(answer.headers) is not None
