"""Tallies: how many deliveries of an update by one channel there are, and what became of them.

Counted in the transactions that change deliveries, because a million rows cannot be counted while somebody looks at a room.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import F

from clarion.subscribers.deliveries import DeliveryState
from clarion.subscribers.subscriber import Channel
from clarion.updates.publication import IncidentUpdate

#: The column that counts a state; what is written and in none of them waits.
COLUMNS = {
    DeliveryState.SENT: "sent",
    DeliveryState.FAILED: "failed",
    DeliveryState.NOT_NEEDED: "not_needed",
}


class Tally(models.Model):
    """`written` counts all deliveries of the update by the channel."""

    update = models.ForeignKey(IncidentUpdate, on_delete=models.PROTECT, related_name="tallies")
    channel = models.CharField(max_length=10, choices=Channel)
    written = models.PositiveBigIntegerField(default=0)
    sent = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)
    not_needed = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["update", "channel"], name="one_tally_of_a_channel")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.sent} of {self.written} sent"

    @property
    def waiting(self) -> int:
        return self.written - self.sent - self.failed - self.not_needed


@dataclass(frozen=True)
class Sum:
    """All channels together; `complete` False: the list of recipients is still being written."""

    written: int
    sent: int
    failed: int
    waiting: int
    not_needed: int
    complete: bool = True


def count_written(update_id: int, channel: str, number: int) -> None:
    """Call it in the transaction that writes the deliveries."""
    Tally.objects.get_or_create(update_id=update_id, channel=channel)
    Tally.objects.filter(update_id=update_id, channel=channel).update(written=F("written") + number)


def count(update_id: int, channel: str, state: DeliveryState, number: int) -> None:
    """So many more are in that state (fewer, when negative). Call it in the transaction that changes them, as its last statement:

    the row is shared by all workers, and is held until the commit.
    """
    if number:
        column = COLUMNS[state]
        Tally.objects.filter(update_id=update_id, channel=channel).update(**{column: F(column) + number})


def summed(tallies: Iterable[Tally], *, complete: bool = True) -> Sum:
    tallies = list(tallies)
    return Sum(
        written=sum(each.written for each in tallies),
        sent=sum(each.sent for each in tallies),
        failed=sum(each.failed for each in tallies),
        waiting=sum(each.waiting for each in tallies),
        not_needed=sum(each.not_needed for each in tallies),
        complete=complete,
    )
