"""Deliveries: one update to one subscriber, and what became of it.

    publication --in its transaction--> distribution: this update has to reach its subscribers
    distribution --workers, some thousand subscribers at a time--> deliveries, waiting
    waiting --taken, sent--> sent
    waiting --taken, failed--> waiting, later and later --final, or after the last attempt--> failed
    waiting --the subscriber left first--> not needed
    failed --an admin tries again--> waiting

Why a distribution is one row and not a delivery per subscriber: a publication would wait for a million rows, and readers of
the page with it. Which subscribers there are is asked as of the publication (`recipients.py`), and how far a distribution
has come is written with the deliveries that it wrote, so that a killed worker is continued where it stopped.

Who writes and sends them: `distributing.py`, `delivering.py`. What became of all of them together: `tallies.py`.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import connections, models
from django.db.models.expressions import RawSQL

from clarion.incidents.drills import must_be_real
from clarion.subscribers.subscriber import Channel, Subscriber
from clarion.updates.publication import IncidentUpdate
from clarion.updates.replies import is_reply

#: A namespace of our own, so that a delivery has one key for all attempts, on every machine.
DELIVERIES = UUID("0a2f7b0e-51d6-4f0c-9c1e-7a3f0b1d92c4")

#: How long deliveries are tried.
GOOD_FOR = timedelta(days=1)


class Distribution(models.Model):
    """`reached` is the id of the last subscriber for whom a delivery was written; `written_at` None: not all yet.

    After `good_until` nobody is told any more: a message that was held up for longer is no news.
    """

    update = models.OneToOneField(IncidentUpdate, on_delete=models.PROTECT, related_name="distribution")
    begun_at = models.DateTimeField()
    good_until = models.DateTimeField()
    reached = models.PositiveBigIntegerField(default=0)
    written_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["begun_at"],
                condition=models.Q(written_at__isnull=True),
                name="distributions_to_write",
            )
        ]

    def __str__(self) -> str:
        return f"distribution of {self.update}"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    NOT_NEEDED = "not_needed", "Not needed any more"
    FAILED = "failed", "Failed"


OVER = (DeliveryState.SENT, DeliveryState.NOT_NEEDED, DeliveryState.FAILED)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting_among(self, keys: Collection[int]) -> "DeliveryQuerySet":
        """Those of the keys that still wait, found by key, whatever PostgreSQL believes.

        Said as "waiting", it may look through the index of all that wait, because its statistics are from before the publication: half
        a million rows for each fifty. So it is said as "not over", for which there is no index, and between which keys, so that the
        table is not read whole either. The keys travel as one value: to fill a thousand places in a statement took the driver as long
        as all else that it does for a batch.
        """
        if not keys:
            return self.none()
        among: Collection[int] | RawSQL = keys
        if connections[self.db].vendor == "postgresql":
            among = RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
        within = self.filter(pk__in=among, pk__gte=min(keys), pk__lte=max(keys))
        return within.exclude(state__in=OVER)


class Delivery(models.Model):
    """`channel` is the subscriber's, kept here to find what is due; `failure` says why the last attempt failed."""

    # Without an index of its own: the one of the constraint begins with it, and each index costs every delivery three entries.
    update = models.ForeignKey(
        IncidentUpdate, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    subscriber = models.ForeignKey(Subscriber, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=400, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["update", "subscriber"], name="one_delivery_of_an_update")
        ]
        indexes = [
            models.Index(
                fields=["channel", "next_attempt_at"],
                condition=models.Q(state="waiting"),
                name="deliveries_to_make",
            ),
            # The few that somebody looks for among a million.
            models.Index(
                fields=["update", "state", "subscriber"],
                condition=models.Q(state__in=["failed", "not_needed"]),
                name="deliveries_not_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.update} to {self.subscriber}"


def write_distribution(update: IncidentUpdate, *, at: datetime) -> Distribution | None:
    """Call it in the transaction that publishes. None for a letter to one customer, which has its own way. Raises WouldLeave."""
    if is_reply(update):
        return None
    must_be_real(update.incident)
    return Distribution.objects.create(update=update, begun_at=at, good_until=at + GOOD_FOR)


def delivery_key(update_id: str, subscriber_id: str) -> str:
    """The idempotency key of a delivery, from the public ids: the same for every attempt."""
    return str(uuid5(DELIVERIES, f"{update_id}/{subscriber_id}"))
