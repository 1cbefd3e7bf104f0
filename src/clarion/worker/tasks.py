"""The tasks of the queue. Each is idempotent: a task that is lost or repeated changes nothing in what people see."""

from django.tasks import task
from django.utils import timezone

from clarion.accounts.origin import Via, coming_from
from clarion.statuspage.publishing import write_if_behind
from clarion.updates.promise_clock import mark_and_call


@task
def sweep() -> int:
    """Every ten seconds: write down missed promises, call people, write the public page if it is behind.

    Returns how many notices were made.
    """
    now = timezone.now()
    with coming_from(Via.WORKER):
        calls = mark_and_call(at=now)
        write_if_behind(at=now)
    return calls
