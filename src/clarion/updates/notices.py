"""Notices: whom the promise clock called, when, about what (see `promise_clock.py`)."""

from django.db import models

from clarion.accounts.people import Person


class NoticeKind(models.TextChoices):
    WARNING = "warning", "due in a few minutes"
    DUE = "due", "due now"
    ESCALATION = "escalation", "overdue, the backup is called"


class Notice(models.Model):
    """`person` is whom it called when it was written or sent; whom it calls by now, `who_is_called.py` knows.

    None where nobody who may publish held the role; the console shows it to everybody.
    """

    promise = models.ForeignKey("updates.Promise", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="notices")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "kind"], name="one_notice_of_a_kind_per_promise")
        ]

    def __str__(self) -> str:
        return f"{self.promise}: {self.get_kind_display()}"
