"""Snapshots: what the public page showed, frozen at a publication.

The row is written in the transaction that publishes. Its number is the version of the page's files: files
of a lower version are behind, and whoever notices writes them again (see `site.py`).
"""

from datetime import datetime
from typing import Any

from django.db import models

from clarion.incidents.append_only import AppendOnly
from clarion.updates.publication import IncidentUpdate


class Snapshot(AppendOnly):
    """`content` is the v2 summary as it stood; `update` is None when something else changed (a service, an import)."""

    update = models.ForeignKey(IncidentUpdate, on_delete=models.PROTECT, null=True, related_name="snapshots")
    taken_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"snapshot {self.pk}"


def take_snapshot(content: dict[str, Any], *, update: IncidentUpdate | None, at: datetime) -> Snapshot:
    snapshot = Snapshot(content=content, update=update, taken_at=at)
    snapshot.save()
    return snapshot


def latest_version() -> int:
    """The version that the page's files should have; 0 before anything was published."""
    return Snapshot.objects.aggregate(models.Max("pk"))["pk__max"] or 0
