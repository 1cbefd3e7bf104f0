"""Snapshots: what a page showed, frozen at a publication.

The row is written in the transaction that publishes. Its number is the version of its page's files: files
of a lower version are behind, and whoever notices writes them again (see `publishing.py`). The public page and
the partners' page have snapshots of their own, in one sequence of numbers.
"""

from datetime import datetime
from typing import Any

from django.db import models

from clarion.accounts.append_only import AppendOnly
from clarion.updates.publication import IncidentUpdate


class PageName(models.TextChoices):
    PUBLIC = "public", "public page"
    PARTNERS = "partners", "partners' page"


class Scope(models.TextChoices):
    """What a snapshot can have changed on the page, and so what has to be written again.

    The page itself, the feed and the API are written with every snapshot.
    """

    INCIDENT = "incident", "one incident"
    SERVICES = "services", "the list of services"
    KEYS = "keys", "the keys that open the page"
    EVERYTHING = "everything", "everything"


class Snapshot(AppendOnly):
    """`content` is the v2 summary as it stood; `update` is None when something else changed (a service, an import)."""

    page = models.CharField(max_length=20, choices=PageName, default=PageName.PUBLIC)
    update = models.ForeignKey(IncidentUpdate, on_delete=models.PROTECT, null=True, related_name="snapshots")
    taken_at = models.DateTimeField()
    scope = models.CharField(max_length=20, choices=Scope, default=Scope.EVERYTHING)
    content = models.JSONField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["page", "-id"], name="snapshot_newest_of_page")]

    def __str__(self) -> str:
        return f"snapshot {self.pk}"


def take_snapshot(
    content: dict[str, Any], *, page: PageName, update: IncidentUpdate | None, scope: Scope, at: datetime
) -> Snapshot:
    snapshot = Snapshot(content=content, page=page, update=update, scope=scope, taken_at=at)
    snapshot.save()
    return snapshot


def latest_snapshot(page: PageName = PageName.PUBLIC) -> Snapshot | None:
    """The snapshot that the page's files should show; None before anything was published on it."""
    return Snapshot.objects.filter(page=page).first()
