"""Write the deliveries of a publication: some thousand subscribers a step, each step a short transaction of its own.

A step ends with how far it came, so that it is done once: a worker that is killed leaves whole steps, and the next goes on behind
them. Memory and the time for which others cannot write do not depend on how many subscribers there are.
"""

import time
from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Value

from clarion.subscribers.deliveries import Delivery, DeliveryState, Distribution
from clarion.subscribers.recipients import recipients_of
from clarion.subscribers.tallies import count_written

#: Subscribers a step: about 20 ms on SQLite, where nobody else writes meanwhile.
STEP = 2000

INSERT = """
    INSERT INTO subscribers_delivery
        (subscriber_id, channel, update_id, state, attempts, next_attempt_at, failure)
    {recipients}
    ON CONFLICT DO NOTHING
"""


def write_step(*, at: datetime) -> set[str] | None:
    """The channels for which something was written; None when nothing is left to write, or others are writing it."""
    began = time.monotonic()
    channels = _write_step(at=at)
    if channels and connection.vendor == "sqlite":
        # Whoever waits for SQLite's lock looks for it now and then: back to back, steps would keep a publication waiting.
        time.sleep(time.monotonic() - began)
    return channels


def _write_step(*, at: datetime) -> set[str] | None:
    with transaction.atomic():
        waiting = Distribution.objects.filter(written_at=None).order_by("begun_at", "pk")
        distribution = (
            waiting.select_related("update").select_for_update(skip_locked=True, of=("self",)).first()
        )
        if distribution is None:
            return None
        last = _last_of_step(distribution)
        if last is None:
            distribution.written_at = at
            distribution.save(update_fields=["written_at"])
            return set()
        _insert(distribution, last=last)
        channels = _count(distribution, last=last)
        distribution.reached = last
        distribution.save(update_fields=["reached"])
    return channels


def write_all(*, at: datetime) -> Iterator[set[str]]:
    """Step by step until nothing is left; yields after each, so that the caller can begin to send, or stop."""
    while (channels := write_step(at=at)) is not None:
        yield channels


def is_being_written(*, at: datetime) -> bool:
    """Whether more deliveries will come without a new publication."""
    return Distribution.objects.filter(written_at=None, begun_at__lte=at).exists()


def _last_of_step(distribution: Distribution) -> int | None:
    """The id of the last subscriber of the next step; None when there is no more."""
    rest = recipients_of(distribution.update).filter(pk__gt=distribution.reached)
    keys = list(rest.values_list("pk", flat=True)[:STEP])
    return keys[-1] if keys else None


def _insert(distribution: Distribution, *, last: int) -> None:
    """From table to table: the rows do not travel through Python."""
    recipients = recipients_of(distribution.update).filter(pk__gt=distribution.reached, pk__lte=last)
    columns = recipients.values_list(
        "pk",
        "channel",
        Value(distribution.update_id),
        Value(DeliveryState.WAITING.value),
        Value(0),
        Value(distribution.begun_at),
        Value(""),
    )
    sql, parameters = columns.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(recipients=sql), parameters)


def _count(distribution: Distribution, *, last: int) -> set[str]:
    """Add the step to the tallies, from what stands in the table; the channels that it reached."""
    step = Delivery.objects.filter(
        update_id=distribution.update_id, subscriber_id__gt=distribution.reached, subscriber_id__lte=last
    )
    channels = dict(step.order_by().values_list("channel").annotate(number=Count("pk")))
    for channel in sorted(channels):
        count_written(distribution.update_id, channel, channels[channel])
    return set(channels)
