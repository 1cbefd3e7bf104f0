"""Which issue an action item is kept in step with, and how far they are in step."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction

from clarion.accounts.audit import Done
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.item_changes import note
from clarion.postmortems.trackers.account import TrackerAccount, TrackerKind

#: Longest name of an issue: "12345678", "OPERATIONS-123456".
LONGEST_KEY = 60


class TicketLink(models.Model):
    """`key` is empty until the issue is there. `pushed` is the ticket that the tracker was told last, `seen_progress` and
    `seen_due` what the tracker said last: what differs from them was changed since, here or there. `item_version` is the
    version of the item that it was told of.

    `made_here`: Clarion made the issue, and its title and text are the item's. Of an issue that was there before, the words
    stay those of whoever wrote it; only later changes of state and due day go to and fro.

    `failure` says why the last attempt failed and what to do; empty when it did not. `stopped`: nobody tries again by itself.
    """

    item = models.OneToOneField(ActionItem, on_delete=models.PROTECT, related_name="ticket")
    account = models.ForeignKey(TrackerAccount, on_delete=models.PROTECT, related_name="tickets")
    key = models.CharField(max_length=LONGEST_KEY, blank=True)
    address = models.CharField(max_length=500, blank=True)
    made_here = models.BooleanField(default=True)
    pushed = models.JSONField(default=dict, blank=True)
    seen_progress = models.CharField(max_length=10, blank=True)
    seen_due = models.DateField(null=True, blank=True)
    item_version = models.PositiveIntegerField(default=0)
    in_step_at = models.DateTimeField(null=True, blank=True)
    next_attempt_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=500, blank=True)
    stopped = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=models.Q(stopped=False), name="tickets_to_look_at"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.name}".strip()

    @property
    def name(self) -> str:
        """As people call it: "#12", "OPS-12"."""
        return f"#{self.key}" if self.key.isdecimal() else self.key


@transaction.atomic
def link_ticket(
    item: ActionItem, account: TrackerAccount, *, key: str = "", by: Person, at: datetime
) -> TicketLink:
    """Keep the item in step with a new issue, or link the one of that key. Raises NotAllowed, ValidationError with the field.

    Nothing is asked of the tracker here; the worker does so within a minute.
    """
    require(by, Act.LEARN)
    key = key.strip().lstrip("#").upper()
    if account.removed_at:
        raise ValidationError({"account": "This tracker is connected no more. Choose another."})
    if key and not _is_of(account, key):
        example = "12" if account.kind == TrackerKind.GITHUB else f"{account.project.upper()}-12"
        raise ValidationError(
            {"key": f"Write the number or key of an issue of {account.project}, as {example}."}
        )
    ActionItem.objects.select_for_update().get(pk=item.pk)
    if TicketLink.objects.filter(item=item).exists():
        raise ValidationError({"account": "This action item has an issue already. Take the link away first."})
    if key and TicketLink.objects.filter(account=account, key=key).exists():
        raise ValidationError({"key": "Another action item is kept in step with this issue."})
    link = TicketLink.objects.create(
        item=item, account=account, key=key, made_here=not key, next_attempt_at=at
    )
    note(item, Done.LINKED_TICKET, str(link), told=str(link), by=by, at=at)
    return link


def _is_of(account: TrackerAccount, key: str) -> bool:
    """Whether it names an issue of the project: the token may open others, which nobody connected."""
    before = "" if account.kind == TrackerKind.GITHUB else f"{re.escape(account.project.upper())}-"
    return re.fullmatch(rf"{before}[1-9][0-9]{{0,11}}", key) is not None


@transaction.atomic
def unlink_ticket(link: TicketLink, *, by: Person, at: datetime) -> None:
    """Keep them in step no more; the issue stays as it is."""
    require(by, Act.LEARN)
    note(link.item, Done.UNLINKED_TICKET, str(link), told=str(link), by=by, at=at)
    TicketLink.objects.filter(pk=link.pk).delete()


def look_again(link: TicketLink, *, at: datetime) -> None:
    """The worker looks at it next: somebody asked for it, or a webhook said that it changed.

    The attempts stay: after one that may have made an issue, that issue is looked for first.
    """
    TicketLink.objects.filter(pk=link.pk).update(next_attempt_at=at, stopped=False)
