"""What every call has, whatever it is about: a way, a state, attempts. Each table of calls inherits this row.

    waiting --taken, sent--> sent
    waiting --taken, failed--> waiting, later and later --after the last attempt--> failed
    waiting --what it is about was settled first--> not needed

Written in the transaction that causes it, sent after it (see `sending.py`). Whoever takes a call moves its next
attempt into the future: two workers never hold the same one, and what a killed worker held comes back by itself.
"""

from datetime import datetime, timedelta

from django.db import models, transaction

from clarion.accounts.people import Person

#: How long a taken call stays with its worker; what a killed one held goes out after this time.
TAKEN_FOR = timedelta(minutes=1)


class Way(models.TextChoices):
    MAIL = "mail", "e-mail"
    CHAT = "chat", "chat"


class CallState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    NOT_NEEDED = "not_needed", "Not needed any more"
    FAILED = "failed", "Failed"


class CallRow(models.Model):
    """`failure` says why the last attempt failed and what to do; empty when it did not."""

    way = models.CharField(max_length=10, choices=Way)
    state = models.CharField(max_length=12, choices=CallState, default=CallState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True

    @property
    def addressee(self) -> Person | None:
        """Whom a mail goes to."""
        raise NotImplementedError


@transaction.atomic
def take_rows(calls: type[CallRow], way: Way, *, at: datetime, at_most: int) -> list[int]:
    """The keys of the calls that are due, the oldest first. They are the caller's for `TAKEN_FOR`."""
    table = calls._default_manager  # noqa: SLF001 -- Django's public name for it
    due = table.filter(way=way, state=CallState.WAITING, next_attempt_at__lte=at)
    due = due.order_by("next_attempt_at", "pk").select_for_update(skip_locked=True, of=("self",))
    taken = list(due.values_list("pk", flat=True)[:at_most])
    table.filter(pk__in=taken).update(attempts=models.F("attempts") + 1, next_attempt_at=at + TAKEN_FOR)
    return taken
