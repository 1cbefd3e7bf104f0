"""Send calls by e-mail, over one connection to the server that CLARION_SMTP_URL names."""

import smtplib
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from clarion.subscribers.call_rows import TAKEN_FOR, CallRow
from clarion.subscribers.channels.outcome import Attempt
from clarion.subscribers.channels.problem import Problem

#: Seconds of sending, after which what is left of a batch is left to the next, before another worker may take it.
PATIENCE = TAKEN_FOR.total_seconds() / 2


#: Makes the mail of a call. Raises ValueError for an address that cannot be written to.
type Write = Callable[..., EmailMessage]


def send(calls: Sequence[CallRow], write: Write, *, at: datetime) -> Iterator[Attempt]:
    """One mail per call, as `write` makes it. When the server cannot be used, the rest is not tried: it would fail in the same way."""
    if not calls:
        return
    server, began = mail.mailers.default, time.monotonic()
    try:
        server.open()
    except OSError as error:  # smtplib's errors are OSErrors
        yield Attempt(calls, _of_the_server(error))
        return
    try:
        for number, call in enumerate(calls):
            if time.monotonic() - began > PATIENCE:
                return
            problem, stop = _send_one(server, call, write, at=at)
            if stop:
                yield Attempt(calls[number:], problem)
                return
            yield Attempt([call], problem)
    finally:
        _close(server)


def _send_one(
    server: BaseEmailBackend, call: CallRow, write: Write, *, at: datetime
) -> tuple[Problem | None, bool]:
    """What went wrong with this mail, and whether the next would meet the same."""
    try:
        server.send_messages([write(call, at=at)])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _of_the_address(call, f"{code} {_words(words)}", final=code >= 500), False
    except smtplib.SMTPDataError as error:
        return _of_the_address(
            call, f"{error.smtp_code} {_words(error.smtp_error)}", final=error.smtp_code >= 500
        ), False
    except ValueError as error:
        return _of_the_address(call, str(error), final=True), False
    except OSError as error:
        return _of_the_server(error), True
    return None, False


def _of_the_address(call: CallRow, answer: str, *, final: bool) -> Problem:
    address = call.addressee.email if call.addressee else "nobody"
    return Problem(
        f"The mail server does not take a mail to {address} ({answer[:120]}).",
        "Check the address in Settings, People.",
        final=final,
    )


def _of_the_server(error: OSError) -> Problem:
    if isinstance(error, smtplib.SMTPResponseException):
        reason = f"The mail server refuses to work ({error.smtp_code} {_words(error.smtp_error)[:120]})."
        return Problem(reason, "Check user, password and sender in CLARION_SMTP_URL and CLARION_MAIL_FROM.")
    reason = f"The mail server cannot be reached ({error.strerror or error or type(error).__name__})."
    return Problem(reason[:200], "Check CLARION_SMTP_URL, and that the server runs.")


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except OSError:
        return  # the server hung up first; what it took, it took


def _words(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
