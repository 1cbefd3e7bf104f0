"""The tasks of the queue. Each is idempotent: a task that is lost or repeated changes nothing in what people see."""

import logging
from datetime import datetime

from django.tasks import task
from django.utils import timezone

from clarion.accounts.origin import Via, coming_from
from clarion.flows.call import mark_and_call
from clarion.flows.maintenance_series import announce_occurrences
from clarion.flows.publish_ahead import publish_what_is_due
from clarion.statuspage.publishing import write_if_behind
from clarion.subscribers.calls import Way
from clarion.subscribers.sending import send_waiting_calls

log = logging.getLogger(__name__)


@task
def sweep() -> int:
    """Every ten seconds: publish what was approved for this time, announce recurring work, write down missed promises,
    call people, write the public page if it is behind.

    Returns how many notices were made. No step waits for another to work: readers get their page while calls
    fail, and people are called while the disk is full. What failed is logged, then the task fails (ExceptionGroup).
    """
    now = timezone.now()
    calls, failures = 0, []
    with coming_from(Via.WORKER):
        # Before the promise clock: what goes out at its time keeps the promise of its window.
        for step in (publish_what_is_due, announce_occurrences):
            try:
                step(at=now)
            except Exception as error:
                log.exception("Planned work was not published; the next sweep tries again.")
                failures.append(error)
        try:
            calls = _call(at=now)
        except Exception as error:
            log.exception("The promise clock failed; the next sweep tries again.")
            failures.append(error)
        try:
            write_if_behind(at=now)
        except Exception as error:
            log.exception("The public page could not be written; the next sweep tries again.")
            failures.append(error)
    if failures:
        raise ExceptionGroup("A sweep did not do all of its work", failures)
    return calls


def _call(*, at: datetime) -> int:
    """How many notices were made; their calls are sent by the threads of their ways."""
    calls = mark_and_call(at=at)
    if calls:
        for way in Way:
            send_calls.using(queue_name=way.value).enqueue(way.value)
    return calls


@task
def send_calls(way: str) -> int:
    """After a sweep that called somebody, and every ten seconds: send what waits by one way, and what is tried again.

    Each way has a queue with a thread of its own (see the settings): a mail server that hangs delays neither a
    sweep nor the chat. Returns how many calls were taken up.
    """
    taken = 0
    while some := send_waiting_calls(Way(way), at=timezone.now()):
        taken += some
    return taken
