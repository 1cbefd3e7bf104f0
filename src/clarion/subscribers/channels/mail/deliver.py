"""Deliver updates by e-mail: over the server that CLARION_SMTP_URL names, or into a file where none is named."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from clarion.subscribers.channels.mail.letter import Letter
from clarion.subscribers.channels.mail.mail_file import write_to_file
from clarion.subscribers.channels.mail.refusals import refuses_address, without_refusals_of_us
from clarion.subscribers.channels.mail.relay import Carried, Relay
from clarion.subscribers.channels.mail.smtp import NOT_INTERNATIONAL, Answer, Server, Tls
from clarion.subscribers.channels.mail.update_mail import Mail, render
from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.parcels import PATIENCE, Handed, Parcel

SMTP = "django.core.mail.backends.smtp.EmailBackend"
#: A relay is one thread's at a time. The tests, and a sweep beside a task, are why it may be two.
ONE_AT_A_TIME = threading.Lock()
_relays: dict[tuple[object, ...], Relay] = {}


def deliver(parcels: list[Parcel], *, at: datetime) -> Iterator[Handed]:
    """Raises ChannelDown when the mail server cannot be used."""
    unwritable: list[Handed] = []
    languages = {parcel.language: parcel.update for parcel in parcels}
    mails = {language: render(update, language, at=at) for language, update in languages.items()}
    letters = _letters(parcels, mails, unwritable)
    mailer = settings.MAILERS["default"]
    if mailer["BACKEND"] != SMTP:
        folder = Path(mailer.get("OPTIONS", {}).get("file_path") or settings.DATA / "mail")
        yield from (Handed(letter.parcel) for letter in write_to_file(folder, letters))
    else:
        with ONE_AT_A_TIME:
            relay = _relay(mailer["OPTIONS"])
            with closing(relay.carry(letters, number=len(parcels))) as results:
                yield from map(_handed, without_refusals_of_us(relay, results))
    yield from unwritable


def _letters(parcels: list[Parcel], mails: dict[str, Mail], unwritable: list[Handed]) -> Iterator[Letter]:
    """Made one by one as the server takes them, so that a batch is never in memory as bytes. Asks no database.

    A server that is too slow for the batch gets no more of it after `PATIENCE`.
    """
    until = time.monotonic() + PATIENCE
    for parcel in parcels:
        if time.monotonic() > until:
            return
        try:
            yield mails[parcel.language].to(parcel)
        except ValueError as error:
            problem = Problem(
                f"No mail can be written to this address: {error}.",
                "Correct it, or remove the subscriber.",
                final=True,
            )
            unwritable.append(Handed(parcel, problem, gone=True))


def _handed(carried: Carried) -> Handed:
    parcel, outcome = carried.letter.parcel, carried.outcome
    if outcome is None:
        return Handed(
            parcel,
            Problem(
                f"The connection was lost while the mail was on its way ({carried.lost[:120]}).",
                "It is sent again.",
            ),
        )
    answer = outcome.answer
    if answer.is_yes:
        return Handed(parcel)
    if outcome.of_recipient and answer.is_final:
        return _refused(parcel, answer, final=outcome is NOT_INTERNATIONAL or refuses_address(answer))
    again = "Look into the log of the mail server." if answer.is_final else "It is sent again."
    return Handed(
        parcel, Problem(f"The mail server did not take the mail ({answer}).", again, final=answer.is_final)
    )


def _refused(parcel: Parcel, answer: Answer, *, final: bool) -> Handed:
    gone = _says_gone(answer)
    remedy = "Ask the reader for another address." if final else "It is sent again."
    if gone:
        remedy = "The subscriber is told nothing more by mail."
    reason = f"The mail server does not take this address ({answer})."
    return Handed(parcel, Problem(reason, remedy, final=final), gone=gone)


def _says_gone(answer: Answer) -> bool:
    """Enhanced status 5.1.x: the address itself is bad (RFC 3463), not the mailbox full or our server unwelcome."""
    return answer.code in {550, 551, 553} and answer.words.startswith("5.1.")


def _relay(options: dict[str, object]) -> Relay:
    """The one of this process; another when the settings changed."""
    tls = (
        Tls.STARTTLS if options.get("use_tls") else Tls.FROM_THE_START if options.get("use_ssl") else Tls.NONE
    )
    port = int(str(options.get("port") or {Tls.NONE: 25, Tls.STARTTLS: 587, Tls.FROM_THE_START: 465}[tls]))
    server = Server(
        str(options["host"]),
        port,
        tls,
        user=str(options.get("username") or ""),
        password=str(options.get("password") or ""),
        timeout=float(str(options.get("timeout") or 10)),
    )
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    key = (server, sender, settings.MAIL_CONNECTIONS)
    if key not in _relays:
        for relay in _relays.values():
            relay.close()
        _relays.clear()
        _relays[key] = Relay(server, sender=sender, name=_own_name(), connections=settings.MAIL_CONNECTIONS)
    return _relays[key]


def _own_name() -> str:
    """How this machine introduces itself: by the name that readers know, or as an address (RFC 5321, 4.1.3)."""
    host = urlsplit(settings.SUBSCRIBE_URL).hostname or ""
    return host if "." in host and not host.replace(".", "").isdigit() and host.isascii() else "[127.0.0.1]"
