"""The pace of a channel: one row that all workers share, on however many machines.

Two things slow a channel down: an agreed rate (CLARION_MAIL_PER_SECOND), and a server that is away. A worker that holds a batch
asks the row when it may send it; the row moves on by the time that the batch takes at the agreed rate. So many workers
together keep the rate of one, and a worker that is killed only wastes the time it had asked for.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction

from clarion.subscribers.channels.problem import Problem
from clarion.subscribers.subscriber import Channel

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=1)


class Pace(models.Model):
    """`free_at`: until then the agreed rate is spent. `failures`: how often in a row nothing could be carried; `problem` says why."""

    channel = models.CharField(max_length=10, choices=Channel, unique=True)
    free_at = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"pace of {self.get_channel_display()}"


def per_second(channel: str) -> float | None:
    """Messages a second that all workers together may send; None: as fast as the other side takes them."""
    rate: float | None = settings.MAIL_PER_SECOND if channel == Channel.MAIL else None
    return rate


def at_once(channel: str, *, most: int) -> int:
    """The size of a batch: at an agreed rate no more than one second's worth, so that nothing comes in bursts."""
    rate = per_second(channel)
    return most if rate is None else max(1, min(most, int(rate)))


@transaction.atomic
def reserve(channel: str, number: int, *, at: datetime) -> datetime:
    """When so many messages may begin to go; the time that they take is spent by this call."""
    rate = per_second(channel)
    if rate is None:
        return at
    pace = _locked(channel)
    start = max(at, pace.free_at or at)
    pace.free_at = start + timedelta(seconds=number / rate)
    pace.save(update_fields=["free_at"])
    return start


def has_to_wait(channel: str, *, at: datetime, patience: timedelta) -> bool:
    """Whether the channel is paused, or the agreed rate is spent for longer than somebody would hold a batch for it."""
    paused = models.Q(paused_until__gt=at) | models.Q(free_at__gt=at + patience)
    return Pace.objects.filter(paused, channel=channel).exists()


@transaction.atomic
def pause(channel: str, problem: Problem, *, at: datetime) -> datetime:
    """Nothing could be carried: try again a little later each time, at most a minute. Returns when."""
    pace = _locked(channel)
    pace.failures = min(pace.failures + 1, 1000)
    until: datetime = at + min(FIRST_PAUSE * 2 ** min(pace.failures - 1, 10), LONGEST_PAUSE)
    pace.paused_until, pace.problem = until, str(problem)[:400]
    pace.save(update_fields=["failures", "paused_until", "problem"])
    return until


def works_again(channel: str) -> None:
    """Something was carried. Costs one look-up by key while nothing was wrong."""
    down = Pace.objects.filter(channel=channel, failures__gt=0)
    if down.exists():
        down.update(failures=0, paused_until=None, problem="")


def paused_channels() -> Iterable[Pace]:
    """Those by which nothing can be carried at present, for whoever looks after them."""
    return Pace.objects.filter(failures__gt=0).order_by("channel")


def _locked(channel: str) -> Pace:
    Pace.objects.get_or_create(channel=channel)
    return Pace.objects.select_for_update().get(channel=channel)
