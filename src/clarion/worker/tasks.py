"""The tasks of the queue. Each is idempotent: a task that is lost or repeated changes nothing in what people see."""

from django.tasks import task
from django.utils import timezone

from clarion.accounts.origin import Via, coming_from
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
    with coming_from(Via.WORKER):
        calls = mark_and_call(at=now)
        if calls:
            for way in Way:
                send_calls.using(queue_name=way.value).enqueue(way.value)
        write_if_behind(at=now)
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
