"""Letters: single mails about a subscription itself, to whoever asked for it.

    a form --in its transaction--> waiting --taken, sent--> sent
    waiting --taken, failed--> waiting, later and later --final, or after the last attempt--> failed

The form writes a row, whether or not the address is known, and the worker sends it after the answer: what a stranger
sees, and how long it takes, is the same for every address. Who takes a letter moves its next attempt, as with calls.
"""

from datetime import datetime, timedelta

from django.db import models, transaction

from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.subscribers.subscriber import Subscriber

#: How long a taken letter stays with its worker.
TAKEN_FOR = timedelta(minutes=1)


class LetterKind(models.TextChoices):
    CONFIRM = "confirm", "Please confirm"
    ALREADY = "already", "Subscribed already"


class LetterState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    NOT_NEEDED = "not_needed", "Not needed"
    FAILED = "failed", "Failed"


class Letter(models.Model):
    """`wanted` is the scope, language and payload that was asked for; it holds once the letter's link is used."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="letters")
    to = models.CharField(max_length=254, blank=True)
    kind = models.CharField(max_length=10, choices=LetterKind)
    wanted = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=models.Q(state="waiting"), name="letters_to_send"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subscriber}"


@transaction.atomic
def take_letters(*, at: datetime, at_most: int) -> list[Letter]:
    """The letters that are due, the oldest first. They are the caller's for `TAKEN_FOR`."""
    due = Letter.objects.filter(state=LetterState.WAITING, next_attempt_at__lte=at)
    due = due.order_by("next_attempt_at", "pk").select_for_update(skip_locked=True, of=("self",))
    taken = list(due.values_list("pk", flat=True)[:at_most])
    Letter.objects.filter(pk__in=taken).update(
        attempts=models.F("attempts") + 1, next_attempt_at=at + TAKEN_FOR
    )
    return list(Letter.objects.filter(pk__in=taken).select_related("subscriber").order_by("pk"))
