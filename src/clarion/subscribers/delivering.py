"""Carry deliveries: take a batch of one update and one channel, hand it to the channel, write down what became of each.

Taking a batch moves its next attempt into the future, as calls do: two workers never hold the same delivery, and what a killed
worker held comes back by itself. Results are written some dozens at a time, as they come. A kill between the other side's yes and that
writing repeats what was in this gap, at most `WRITTEN_TOGETHER` deliveries and one for each connection, under the same
idempotency keys. The other order would lose them instead, and a lost message is worse than a repeated one.
"""

import random
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.deliveries import Delivery, DeliveryState, Distribution, delivery_key
from clarion.subscribers.disabling import disable_all
from clarion.subscribers.ending import end, note_sent
from clarion.subscribers.overtaken import OVERTAKEN_BECAUSE, overtaken
from clarion.subscribers.pace import at_once, has_to_wait, pause, reserve, works_again
from clarion.subscribers.parcels import PATIENCE, ChannelDown, Handed, Parcel
from clarion.subscribers.tallies import count
from clarion.updates.publication import IncidentUpdate

#: Deliveries of a batch: so many that what a batch costs once (its update, its rendering) is little beside them.
BATCH = 1000
#: How long a batch stays with the worker that took it: long after the channel has stopped, so that no two have it.
TAKEN_FOR = timedelta(seconds=3 * PATIENCE)
#: Results that are written in one statement, and seconds after which fewer are.
WRITTEN_TOGETHER, WRITTEN_AFTER = 50, 0.25
#: Attempts until a delivery is given up: about five hours.
ATTEMPTS = 15
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=30)
TOO_LATE_BECAUSE = "It could not be sent within a day. The page shows the update."

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Batch:
    """`ended` are those that were taken and need not, or cannot, be sent any more."""

    update: IncidentUpdate
    channel: str
    parcels: list[Parcel]
    ended: int

    @property
    def size(self) -> int:
        return len(self.parcels) + self.ended


def deliver_batch(channel: str, *, clock: Clock = timezone.now) -> int:
    """Send some of what is due by this channel; how many deliveries were taken (0: nothing to do, or the channel is paused)."""
    at = clock()
    if not _due(channel, at=at).exists() or has_to_wait(channel, at=at, patience=timedelta(seconds=PATIENCE)):
        return 0
    batch = take_batch(channel, at=at, at_most=at_once(channel, most=BATCH))
    if batch is None:
        return 0
    if batch.parcels:
        _wait_until(reserve(channel, len(batch.parcels), at=at), at=at)
        carry(batch, clock=clock)
    return batch.size


def carry(batch: Batch, *, clock: Clock = timezone.now) -> None:
    """Hand the parcels to the channel and write down the results, also of what was handed over before it failed."""
    results = Results(batch, clock)
    deliver = import_module(f"clarion.subscribers.channels.{batch.channel}.deliver").deliver
    began = time.monotonic()
    try:
        with closing(deliver(batch.parcels, at=clock())) as handed:
            for each in handed:
                results.add(each)
                if time.monotonic() - began > 1.5 * PATIENCE:
                    break  # it does not stop by itself; what it has in hand is nobody's to repeat now
            else:
                results.write()
                _put_back(results.unknown(), "", until=clock())
    except ChannelDown as down:
        results.write()
        until = pause(batch.channel, down.problem, at=clock())
        _put_back(results.unknown(), str(down.problem), until=until)
        return
    finally:
        results.write()
    works_again(batch.channel)


@transaction.atomic
def take_batch(channel: str, *, at: datetime, at_most: int = BATCH) -> Batch | None:
    """What is due, the oldest first, all of one update. It is the caller's for `TAKEN_FOR`."""
    due = _due(channel, at=at).order_by("next_attempt_at").select_for_update(skip_locked=True, of=("self",))
    first = due.values_list("update_id", flat=True).first()
    if first is None:
        return None
    taken = dict(due.filter(update_id=first).values_list("pk", "next_attempt_at")[:at_most])
    update = IncidentUpdate.objects.select_related("incident", "corrects").get(pk=first)
    distribution = Distribution.objects.filter(update=update).first()
    # The first attempt is due when the distribution began: whatever is due later was held up.
    late = [pk for pk, due_at in taken.items() if distribution and due_at > distribution.begun_at]
    ended = end(
        first, channel, overtaken(late, update, at=at), DeliveryState.NOT_NEEDED, at=at, failure=OVERTAKEN_BECAUSE
    )  # fmt: skip
    held = Delivery.objects.waiting_among(taken)
    held.update(attempts=F("attempts") + 1, next_attempt_at=at + TAKEN_FOR)
    too_late = distribution is not None and distribution.good_until < at
    return _sorted_out(held, channel, update, ended=ended, too_late=too_late, at=at)


def _due(channel: str, *, at: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(channel=channel, state=DeliveryState.WAITING, next_attempt_at__lte=at)


def _sorted_out(
    held: QuerySet[Delivery],
    channel: str,
    update: IncidentUpdate,
    *,
    ended: int,
    too_late: bool,
    at: datetime,
) -> Batch:
    """Parcels of what is still wanted; the rest is ended here, beside the `ended` that were before."""
    parcels: list[Parcel] = []
    left: list[int] = []
    rows = held.order_by("pk").values_list(
        "pk", "attempts", "subscriber__public_id", "subscriber__address", "subscriber__language",
        "subscriber__payload", "subscriber__secret", "subscriber__channel", "subscriber__confirmed_at",
        "subscriber__left_at", "subscriber__disabled_at",
    )  # fmt: skip
    for pk, attempts, subscriber, address, language, payload, secret, by, confirmed, gone, disabled in rows:
        if by != channel or confirmed is None or gone or disabled:
            left.append(pk)
            continue
        key = delivery_key(update.public_id, subscriber)
        parcels.append(
            Parcel(pk, key, subscriber, address, language, payload, secret, attempts=attempts, update=update)
        )
    ended += len(left)
    end(update.pk, channel, left, DeliveryState.NOT_NEEDED, at=at)
    if too_late:
        keys = [parcel.delivery for parcel in parcels]
        end(update.pk, channel, keys, DeliveryState.FAILED, at=at, failure=TOO_LATE_BECAUSE)
        ended, parcels = ended + len(parcels), []
    return Batch(update, channel, parcels, ended)


@dataclass
class Results:
    """What became of a batch, written some dozens at a time."""

    batch: Batch
    clock: Clock
    handed: list[Handed] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    written: float = field(default_factory=time.monotonic)

    def add(self, handed: Handed) -> None:
        self.handed.append(handed)
        if len(self.handed) >= WRITTEN_TOGETHER or time.monotonic() - self.written > WRITTEN_AFTER:
            self.write()

    def write(self) -> None:
        if self.handed:
            write_down(self.batch, self.handed, at=self.clock())
            self.known.update(each.parcel.delivery for each in self.handed)
        self.handed, self.written = [], time.monotonic()

    def unknown(self) -> list[int]:
        """What the channel has not answered for."""
        return [parcel.delivery for parcel in self.batch.parcels if parcel.delivery not in self.known]


def write_down(batch: Batch, handed: list[Handed], *, at: datetime) -> None:
    """In one transaction. Mostly everything was taken: then it is one statement."""
    if any(each.problem or each.gone for each in handed):
        _write_down_some_failed(batch, handed, at=at)
    else:
        note_sent(batch.update.pk, batch.channel, [each.parcel.delivery for each in handed], at=at)


@transaction.atomic
def _write_down_some_failed(batch: Batch, handed: list[Handed], *, at: datetime) -> None:
    update, channel = batch.update.pk, batch.channel
    gone = {
        each.parcel.subscriber: str(each.problem)
        for each in handed
        if each.gone or (each.problem and each.problem.gone)
    }
    disable_all(gone, at=at)
    failed = [(each.parcel, each.problem) for each in handed if each.problem and not each.problem.gone]
    given_up = sum(_fail(parcel, problem, at=at) for parcel, problem in failed)
    sent = [each.parcel.delivery for each in handed if each.problem is None]
    end(update, channel, sent, DeliveryState.SENT, at=at)
    count(update, channel, DeliveryState.FAILED, given_up)
    for each in handed:
        if each.problem and each.problem.gone:
            # Whoever runs the other side ended it: that is no fault that somebody here could mend.
            because = str(each.problem)[:400]
            end(update, channel, [each.parcel.delivery], DeliveryState.NOT_NEEDED, at=at, failure=because)


def pause_after(attempts: int) -> timedelta:
    """Before the next attempt: twice as long each time, and up to half as long again, so that not all come back at once."""
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    return pause * random.uniform(1, 1.5)  # noqa: S311 -- spreads load, hides nothing


def _fail(parcel: Parcel, problem: Problem, *, at: datetime) -> int:
    """1 when it is given up by this, else 0."""
    over = problem.final or parcel.attempts >= ATTEMPTS
    pause = max(pause_after(parcel.attempts), problem.pause or timedelta(0))
    changed = Delivery.objects.filter(pk=parcel.delivery, state=DeliveryState.WAITING).update(
        state=DeliveryState.FAILED if over else DeliveryState.WAITING,
        done_at=at if over else None,
        next_attempt_at=at + pause,
        failure=str(problem)[:400],
    )
    return changed if over else 0


def _put_back(keys: list[int], because: str, *, until: datetime) -> None:
    """Not the delivery failed, but its channel, or there was no time for it: its attempt is not counted."""
    if keys:
        waiting = Delivery.objects.waiting_among(keys)
        waiting.update(attempts=F("attempts") - 1, next_attempt_at=until, failure=because[:400])


def _wait_until(start: datetime, *, at: datetime) -> None:
    """The agreed rate is spent until then: mostly some seconds, one for each worker."""
    time.sleep(max(0.0, min((start - at).total_seconds(), 1.5 * PATIENCE)))
