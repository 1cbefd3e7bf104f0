"""Drafts: the text for one audience while it is being written. At most one per incident and audience,
beside any number of replies to single customers (see `replies.py`).

`version` counts the changes: who saves says which version they saw, so that two writers never overwrite
each other silently.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models

from clarion.accounts.people import Person
from clarion.incidents.drills import OF_REAL_INCIDENTS
from clarion.incidents.incident import Incident
from clarion.incidents.states import State
from clarion.updates.audiences import AFTER_THE_END, Audience, Kind


class DraftQuerySet(models.QuerySet["Draft"]):
    def open(self) -> "DraftQuerySet":
        return self.filter(published_at=None, discarded_at=None)

    def written_ahead(self) -> "DraftQuerySet":
        """Those that wait for their time, the earliest first."""
        return self.open().filter(publish_at__isnull=False).order_by("publish_at", "pk")


DraftManager = models.Manager.from_queryset(DraftQuerySet)


class RealDrafts(DraftManager["Draft"]):
    """Without those of drills; see `incidents/drills.py`."""

    def get_queryset(self) -> models.QuerySet["Draft"]:
        return super().get_queryset().filter(OF_REAL_INCIDENTS)


class Draft(models.Model):
    """`state` is the state of the incident that publishing this text announces.

    `next_update_at` is the promise that the text makes; None makes none.
    `explains` is the public update that talking points explain. `customer` and `customer_words` belong to a reply: to
    whom it goes and what they wrote, which is never published.
    `publish_at`: written ahead for the start or end of planned work, and published by the sweep at that time once
    people have approved it (see `written_ahead.py`); None is published by a person.
    `heartbeat`: it says that there is no news, with a new promise (see `heartbeats.py`).
    A draft is open until it is published or discarded; then it is history and cannot be edited.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="drafts")
    audience = models.CharField(max_length=20, choices=Audience)
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField(max_length=20_000, blank=True)
    # Language -> {"title", "text"}; see `translations.py`.
    translations = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=20, choices=State)
    next_update_at = models.DateTimeField(null=True, blank=True)
    corrects = models.ForeignKey(
        "updates.IncidentUpdate", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    wrong_words = models.TextField(blank=True)  # what the corrected update said, quoted
    explains = models.ForeignKey(
        "updates.IncidentUpdate", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    customer = models.CharField(max_length=200, blank=True)
    customer_words = models.TextField(max_length=20_000, blank=True)
    heartbeat = models.BooleanField(default=False)
    cancels = models.BooleanField(default=False)  # it says that planned work does not take place
    publish_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)

    with_drills = DraftQuerySet.as_manager()
    objects: ClassVar[RealDrafts] = RealDrafts()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "audience"],
                condition=models.Q(published_at=None, discarded_at=None, publish_at=None)
                & ~models.Q(kind=Kind.CUSTOMER_REPLY),
                name="one_open_draft_per_audience",
            ),
            models.UniqueConstraint(
                fields=["incident", "audience", "state"],
                condition=models.Q(published_at=None, discarded_at=None, publish_at__isnull=False),
                name="one_text_written_ahead_per_state",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == Kind.CUSTOMER_REPLY:
            return f"Reply to a customer of {self.incident.reference}"
        ahead = " written ahead" if self.publish_at else ""
        return f"{self.get_audience_display()} {self.kind_words}{ahead} of {self.incident.reference}"

    @property
    def kind_words(self) -> str:
        return Kind(self.kind).words


class DraftChanged(Exception):
    """Somebody else saved this draft since it was opened. Nothing was lost: holds what is saved now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(
            "Somebody else saved this draft since you opened it. Both texts are below; keep what is right."
        )
        self.draft = draft


class DraftClosed(Exception):
    """This draft is not open any more: somebody published or discarded it."""

    def __init__(self, draft: Draft) -> None:
        if draft.published_at:
            super().__init__(
                f"This draft was published at {draft.published_at:%H:%M} UTC. What is published is not edited;"
                " write a correction or a new update."
            )
        else:
            super().__init__("This draft was discarded. Start a new one.")


def locked_open_draft(draft: Draft, *, seen_version: int | None = None) -> Draft:
    """The draft as the database holds it, locked until the transaction ends.

    Raises DraftClosed; DraftChanged when somebody saved after `seen_version` (None does not ask).
    """
    current = Draft.with_drills.select_for_update(of=("self",)).select_related("incident").get(pk=draft.pk)
    if current.published_at or current.discarded_at:
        raise DraftClosed(current)
    if seen_version is not None and seen_version != current.version:
        raise DraftChanged(current)
    return current


def let_drafts_follow(incident: Incident, *, before: str) -> int:
    """The state changed from `before`: drafts that announced it announce the new one; how many did.

    A draft that announces another state keeps it, because its writer chose that. Without this a text that was begun
    earlier would set the incident back when it goes out. A resolution always announces the end, and what looks back tells it.
    """
    announcing = incident.drafts.open().filter(state=before, publish_at=None)
    announcing = announcing.exclude(kind__in=(Kind.RESOLUTION, *AFTER_THE_END))
    return announcing.update(state=incident.state)


def close_published(draft: Draft, *, at: datetime) -> None:
    """The draft has become an update; call it in the transaction that writes the update."""
    draft.published_at = at
    draft.save(update_fields=["published_at"])
