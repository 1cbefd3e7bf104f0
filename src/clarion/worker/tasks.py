"""The tasks of the queue. Each is idempotent: a task that is lost or repeated changes nothing in what people see."""

from django.tasks import task
from django.utils import timezone

from clarion.flows.call import mark_and_call
from clarion.statuspage.publishing import write_if_behind
from clarion.subscribers.calls import Way
from clarion.subscribers.sending import send_waiting_calls


@task
def sweep() -> int:
    """Every ten seconds: write down missed promises, call people, write the public page if it is behind.

    Returns how many notices were made.
    """
    now = timezone.now()
    calls = mark_and_call(at=now)
    if calls:
        send_calls.enqueue()
    write_if_behind(at=now)
    return calls


@task(queue_name="calls")
def send_calls() -> int:
    """After a sweep that called somebody, and every ten seconds: send what waits, and what is to be tried again.

    In a queue of its own, whose threads are not those of the sweep: a mail server that hangs delays no notice.
    Returns how many calls were taken up.
    """
    return sum(_send_all(way) for way in Way)


def _send_all(way: Way) -> int:
    taken = 0
    while some := send_waiting_calls(way, at=timezone.now()):
        taken += some
    return taken
