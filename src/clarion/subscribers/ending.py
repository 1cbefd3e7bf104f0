"""Deliveries that are over: their rows and the tally that counts them, changed together."""

from datetime import datetime

from django.db import connection, transaction

from clarion.subscribers.deliveries import Delivery, DeliveryState
from clarion.subscribers.tallies import count

#: One way to the database and back for some dozens of results, where four would keep the connections to the other side idle
#: meanwhile. The tally is last here, too: `ended` is counted before its row is taken, and once, whoever else changes it.
SENT_AT_ONCE = """
    WITH ended AS (
        UPDATE subscribers_delivery SET state = 'sent', done_at = %s, failure = ''
        WHERE id = ANY(%s::bigint[]) AND id BETWEEN %s AND %s AND state NOT IN ('sent', 'not_needed', 'failed')
        RETURNING 1
    )
    UPDATE subscribers_tally SET sent = sent + (SELECT count(*) FROM ended) WHERE update_id = %s AND channel = %s
"""


def note_sent(update: int, channel: str, keys: list[int], *, at: datetime) -> None:
    """Those of the keys (one at least) that still wait were taken by the other side. Whole, or not at all."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(SENT_AT_ONCE, [at, keys, min(keys), max(keys), update, channel])
    else:
        with transaction.atomic():
            end(update, channel, keys, DeliveryState.SENT, at=at)


def end(
    update: int, channel: str, keys: list[int], state: DeliveryState, *, at: datetime, failure: str = ""
) -> int:
    """Of those of the keys that still wait; the tally follows what really changed. Returns how many did."""
    if not keys:
        return 0
    waiting = Delivery.objects.waiting_among(keys)
    changed = waiting.update(state=state, done_at=at, failure=failure)
    count(update, channel, state, changed)
    return changed
