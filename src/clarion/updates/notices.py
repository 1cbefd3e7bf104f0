"""Notices: whom the promise clock called, when, about what (see `promise_clock.py`)."""

from django.db import models

from clarion.accounts.people import Person


class NoticeKind(models.TextChoices):
    WARNING = "warning", "due in a few minutes"
    DUE = "due", "due now"
    ESCALATION = "escalation", "overdue, the backup is called"


class Notice(models.Model):
    """`person` is None where the incident has nobody in the role; the console shows it to everybody."""

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


def calls_to(person: Person) -> list[Notice]:
    """The last call to this person, or to nobody by name, about each promise that is still standing."""
    calls = (
        Notice.objects.filter(promise__closed_at=None)
        .filter(models.Q(person=person) | models.Q(person=None))
        .select_related("promise__incident")
        .order_by("promise__due_at", "at")
    )
    return list({call.promise_id: call for call in calls}.values())
