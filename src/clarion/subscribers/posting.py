"""Post the letters that wait: over one connection, each tried again until it is given up."""

import smtplib
from datetime import datetime

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.letter_words import message_of
from clarion.subscribers.letters import Letter, LetterState, take_letters
from clarion.subscribers.sending import ATTEMPTS, pause_after

#: Letters in one go: few enough to be sent within the time for which they are taken.
AT_ONCE = 50


def post_letters(*, at: datetime) -> int:
    """How many were taken. When the server cannot be used, what was not sent stays waiting."""
    taken = take_letters(at=at, at_most=AT_ONCE)
    if not taken:
        return 0
    server = mail.mailers.default
    try:
        server.open()
        for letter in taken:
            _write_down(letter, _post(server, letter), at=at)
    except OSError as error:
        waiting = Letter.objects.filter(pk__in=[letter.pk for letter in taken], state=LetterState.WAITING)
        for letter in waiting:
            _write_down(letter, _unreachable(error), at=at)
    finally:
        _close(server)
    return len(taken)


def _post(server: BaseEmailBackend, letter: Letter) -> Problem | None:
    """What is wrong with this letter. Raises OSError when the next would meet the same."""
    try:
        server.send_messages([message_of(letter)])
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        return Problem(f"The mail server refuses this address ({code}).", "", final=code >= 500)
    except smtplib.SMTPDataError as error:
        return Problem(
            f"The mail server refuses this mail ({error.smtp_code}).", "", final=error.smtp_code >= 500
        )
    except ValueError as error:
        return Problem(str(error)[:200], "", final=True)
    return None


def _write_down(letter: Letter, problem: Problem | None, *, at: datetime) -> None:
    waiting = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING)
    if problem is None:
        waiting.update(state=LetterState.SENT, done_at=at, failure="")
        return
    over = problem.final or letter.attempts >= ATTEMPTS
    waiting.update(
        state=LetterState.FAILED if over else LetterState.WAITING,
        done_at=at if over else None,
        next_attempt_at=at + pause_after(letter.attempts),
        failure=str(problem)[:400],
    )


def _unreachable(error: OSError) -> Problem:
    if isinstance(error, smtplib.SMTPResponseException):
        reason = f"The mail server refuses to work ({error.smtp_code})."
    else:
        reason = f"The mail server cannot be reached ({error.strerror or type(error).__name__})."
    return Problem(reason, "Check CLARION_SMTP_URL and CLARION_MAIL_FROM.")


def _close(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except OSError:
        return  # the server hung up first; what it took, it took
