"""Who was told what, and when: the deliveries of an incident's updates, in sums and one by one; trying again what failed."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.incident import Incident
from clarion.subscribers.deliveries import GOOD_FOR, Delivery, DeliveryState, Distribution
from clarion.subscribers.masking import masked
from clarion.subscribers.pace import Pace, paused_channels
from clarion.subscribers.subscriber import Channel, Subscriber, address_key
from clarion.subscribers.tallies import Sum, Tally, count, summed
from clarion.updates.publication import IncidentUpdate

#: Updates of an incident, the newest, of which sums are shown.
UPDATES_SHOWN = 200
#: Deliveries that a page lists; the export holds all.
SHOWN = 200
#: Failed deliveries that are put back in one transaction.
AT_ONCE = 2000


@dataclass(frozen=True)
class Told:
    """What became of one update; `tallies` by channel. `distributed` False: it was published before anybody could subscribe."""

    update: IncidentUpdate
    tallies: list[Tally]
    sum: Sum
    distributed: bool


@dataclass(frozen=True)
class Undelivered:
    """What an admin should look at: channels that pause, and updates of which deliveries were given up."""

    paused: list[Pace]
    failed: list[Tally]

    def __bool__(self) -> bool:
        return bool(self.paused or self.failed)


def told_of(incident: Incident) -> list[Told]:
    """The newest update first. Costs three queries, however many were told."""
    updates = list(incident.updates.select_related("by").order_by("-published_at", "-pk")[:UPDATES_SHOWN])
    tallies: dict[int, list[Tally]] = defaultdict(list)
    for tally in Tally.objects.filter(update__in=updates).order_by("channel"):
        tallies[tally.update_id].append(tally)
    complete = dict(Distribution.objects.filter(update__in=updates).values_list("update_id", "written_at"))
    return [
        Told(
            update,
            tallies[update.pk],
            summed(tallies[update.pk], complete=complete.get(update.pk, update.published_at) is not None),
            distributed=update.pk in complete,
        )
        for update in updates
    ]


def undelivered(*, since: datetime) -> Undelivered:
    """Costs two queries on small tables."""
    failed = Tally.objects.filter(failed__gt=0, update__published_at__gte=since).select_related(
        "update__incident"
    )
    return Undelivered(list(paused_channels()), list(failed.order_by("-update__published_at")[:10]))


def deliveries_of(
    update: IncidentUpdate, *, state: str = "", channel: str = "", address: str = ""
) -> QuerySet[Delivery]:
    """Those for which all that is chosen holds, in an order that an index has. An address is looked up whole."""
    deliveries = update.deliveries.select_related("subscriber")
    if state:
        deliveries = deliveries.filter(state=state)
    if channel:
        deliveries = deliveries.filter(channel=channel)
    if address:
        keys = [address_key(each, address) for each in Channel.values]
        # Found by the index of addresses first: PostgreSQL would rather walk through a million deliveries.
        found = Subscriber.objects.filter(
            audience=update.audience, channel__in=Channel.values, address_key__in=keys
        )
        deliveries = deliveries.filter(subscriber__in=list(found.values_list("pk", flat=True)))
    return deliveries.order_by("next_attempt_at" if state == DeliveryState.WAITING else "subscriber_id")


def shown_address(channel: str, address: str) -> str:
    """A mail address as it is; other addresses are secrets."""
    return address if channel == Channel.MAIL else masked(channel, address)


def as_csv(update: IncidentUpdate) -> Iterator[str]:
    """All deliveries of an update, line by line; memory does not depend on how many there are."""
    yield _line("subscriber", "channel", "address", "state", "attempts", "done_at", "failure")
    rows = update.deliveries.order_by("subscriber_id").values_list(
        "subscriber__public_id", "channel", "subscriber__address", "state", "attempts", "done_at", "failure"
    )
    for subscriber, channel, address, state, attempts, done_at, failure in rows.iterator(chunk_size=2000):
        at = f"{done_at:%Y-%m-%dT%H:%M:%SZ}" if done_at else ""
        yield _line(subscriber, channel, shown_address(channel, address), state, str(attempts), at, failure)


def try_again(update: IncidentUpdate, *, by: Person, at: datetime) -> int:
    """Everything of the update that was given up is tried anew; how many. Raises NotAllowed.

    What failed to a subscriber who was disabled or left since is ended instead, and not counted as tried anew.
    In steps, so that a million of them keep nobody from writing. Recorded before the first, with the number that the tallies say.
    """
    require(by, Act.PUBLISH_EXTERNAL)
    failed = summed(Tally.objects.filter(update=update)).failed
    if not failed:
        return 0
    with transaction.atomic():
        record_act(Done.RETRIED_DELIVERIES, str(update), by=by, at=at, detail=f"{failed} that had failed")
        Distribution.objects.filter(update=update).update(good_until=at + GOOD_FOR)
    while _end_some(update):
        pass
    again = 0
    while step := _put_back(update, at=at):
        again += step
    return again


@transaction.atomic
def _end_some(update: IncidentUpdate) -> int:
    """Deliveries to subscribers who are told nothing any more are no fault; the reason of each stays. How many by this call."""
    ended = Q(subscriber__disabled_at__isnull=False) | Q(subscriber__left_at__isnull=False)
    return _moved(
        Delivery.objects.filter(ended, update=update, state=DeliveryState.FAILED),
        {"state": DeliveryState.NOT_NEEDED},
    )


@transaction.atomic
def _put_back(update: IncidentUpdate, *, at: datetime) -> int:
    return _moved(
        Delivery.objects.filter(update=update, state=DeliveryState.FAILED),
        {
            "state": DeliveryState.WAITING,
            "attempts": 0,
            "next_attempt_at": at,
            "done_at": None,
            "failure": "",
        },
    )


def _moved(failed: QuerySet[Delivery], change: dict[str, Any]) -> int:
    """Some of the failed ones, with the tallies that count them."""
    tallied: dict[tuple[int, str], list[int]] = defaultdict(list)
    locked = failed.select_for_update(skip_locked=True, of=("self",)).order_by("subscriber_id")
    for pk, update, channel in locked.values_list("pk", "update_id", "channel")[:AT_ONCE]:
        tallied[update, channel].append(pk)
    moved = 0
    for (update, channel), keys in sorted(tallied.items()):
        changed = Delivery.objects.filter(pk__in=keys, state=DeliveryState.FAILED).update(**change)
        count(update, channel, DeliveryState.FAILED, -changed)
        if change["state"] == DeliveryState.NOT_NEEDED:
            count(update, channel, DeliveryState.NOT_NEEDED, changed)
        moved += changed
    return moved


def _line(*cells: str) -> str:
    """A cell that a spreadsheet would take for a formula is kept from being one."""
    line = io.StringIO()
    csv.writer(line).writerow([f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells])
    return line.getvalue()
