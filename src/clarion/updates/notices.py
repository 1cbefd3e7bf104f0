"""Notices: whom the promise clock called, when, about what."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from clarion.accounts.people import Person

if TYPE_CHECKING:
    from clarion.updates.promises import Promise


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
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["promise", "kind"], name="one_notice_of_a_kind_per_promise")
        ]

    def __str__(self) -> str:
        return f"{self.promise}: {self.get_kind_display()}"


def call(promise: "Promise", kind: NoticeKind, *, at: datetime) -> bool:
    """Call the communications lead, or the backup when it escalates; False when that was done before."""
    incident = promise.incident
    person = incident.backup if kind == NoticeKind.ESCALATION else incident.communications_lead
    _, is_new = Notice.objects.get_or_create(
        promise=promise, kind=kind, defaults={"person": person, "at": at}
    )
    return is_new
