"""The queue's tasks that tell subscribers. Rows are the truth: a task that is lost or repeated changes nothing in what is sent.

    publication --after its commit--> write_deliveries --after its first step--> deliver, one for each channel
    every ten seconds ---------------> both, so that nothing depends on a task that was lost

Each channel has a queue with a thread of its own in every worker: a mail server that hangs delays no webhook. A worker that finds more
than one batch asks for another worker, who asks for the next; so all that are idle help, on however many machines. A task ends after
some seconds and asks for its successor, so that a worker that is told to stop does so soon.
"""

import logging
import time

from django.tasks import task
from django.utils import timezone

from clarion.accounts.origin import Via, coming_from
from clarion.subscribers.delivering import BATCH, deliver_batch
from clarion.subscribers.distributing import is_being_written, write_step
from clarion.subscribers.pace import at_once
from clarion.subscribers.subscriber import Channel

log = logging.getLogger(__name__)

#: The queue in which deliveries are written.
WRITING = "distribution"
#: Seconds after which a task leaves the rest to its successor.
LONG_ENOUGH = 4.0
#: Seconds between two looks at whether more was written.
SHORT_WAIT = 0.2


def queue_of(channel: str) -> str:
    return f"deliver_{channel}"


def tell_subscribers_soon() -> None:
    """After the commit of a publication. The queue may be away or full: then the next sweep does it, ten seconds later."""
    write_deliveries.using(queue_name=WRITING).enqueue()


@task
def write_deliveries() -> int:
    """Expand what was published into deliveries, and wake those who send them. Returns how many steps were done."""
    began, steps, woken = time.monotonic(), 0, set[str]()
    with coming_from(Via.WORKER):
        while (channels := write_step(at=timezone.now())) is not None:
            steps += 1
            for channel in sorted(channels - woken):
                deliver.using(queue_name=queue_of(channel)).enqueue(channel)
            woken |= channels
            if time.monotonic() - began > LONG_ENOUGH:
                tell_subscribers_soon()
                break
    return steps


@task
def deliver(channel: str) -> int:
    """Send what is due by one channel; how many deliveries were taken up."""
    began, taken, helped = time.monotonic(), 0, False
    full = at_once(Channel(channel), most=BATCH)
    with coming_from(Via.WORKER):
        while time.monotonic() - began <= LONG_ENOUGH:
            size = deliver_batch(channel)
            taken += size
            if size >= full and not helped:
                helped = True
                deliver.using(queue_name=queue_of(channel)).enqueue(channel)
            if not size and not is_being_written(at=timezone.now()):
                return taken
            if not size:
                time.sleep(SHORT_WAIT)
        if taken and not helped:
            deliver.using(queue_name=queue_of(channel)).enqueue(channel)
    return taken
