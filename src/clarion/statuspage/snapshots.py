"""Snapshots: what the public page showed, frozen at a publication.

The row is written in the transaction that publishes. Its number is the version of the page's files: files
of a lower version are behind, and whoever notices writes them again (see `publishing.py`).
"""

from datetime import datetime
from typing import Any

from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.updates.publication import IncidentUpdate


class Scope(models.TextChoices):
    """What a snapshot can have changed on the page, and so what has to be written again.

    The page itself, the feed and the API are written with every snapshot.
    """

    INCIDENT = "incident", "one incident"
    SERVICES = "services", "the list of services"
    EVERYTHING = "everything", "everything"


class Snapshot(AppendOnly):
    """`content` is the v2 summary as it stood; `update` is None when something else changed (a service, an import)."""

    update = models.ForeignKey(IncidentUpdate, on_delete=models.PROTECT, null=True, related_name="snapshots")
    taken_at = models.DateTimeField()
    scope = models.CharField(max_length=20, choices=Scope, default=Scope.EVERYTHING)
    content = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"snapshot {self.pk}"


def take_snapshot(
    content: dict[str, Any], *, update: IncidentUpdate | None, scope: Scope, at: datetime
) -> Snapshot:
    snapshot = Snapshot(content=content, update=update, scope=scope, taken_at=at)
    snapshot.save()
    return snapshot


def latest_snapshot() -> Snapshot | None:
    """The snapshot that the page's files should show; None before anything was published."""
    return Snapshot.objects.first()
