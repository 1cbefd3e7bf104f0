"""Post the letters that wait: over one connection, each tried again until it is given up."""

import smtplib
import time
from datetime import datetime

from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.letter_words import message_of
from clarion.subscribers.letters import TAKEN_FOR, Letter, LetterState, take_letters
from clarion.subscribers.sending import ATTEMPTS, pause_after

#: Letters in one go: few enough to be sent within the time for which they are taken.
AT_ONCE = 50
#: Seconds of sending, after which what is left is left to the next go, before another worker may take it.
PATIENCE = TAKEN_FOR.total_seconds() / 2


def post_letters(*, at: datetime) -> int:
    """How many were taken. When the server cannot be used, what was not sent stays waiting."""
    taken = take_letters(at=at, at_most=AT_ONCE)
    if not taken:
        return 0
    server, began = mail.mailers.default, time.monotonic()
    try:
        server.open()
        for number, letter in enumerate(taken):
            if time.monotonic() - began > PATIENCE:
                _put_back(taken[number:], at=at)
                break
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


def _put_back(letters: list[Letter], *, at: datetime) -> None:
    """There was no time for them: their attempt is not counted. What another worker has by now is left to it."""
    ours = Letter.objects.filter(pk__in=[letter.pk for letter in letters], state=LetterState.WAITING)
    ours.filter(next_attempt_at=at + TAKEN_FOR).update(attempts=F("attempts") - 1, next_attempt_at=at)


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
