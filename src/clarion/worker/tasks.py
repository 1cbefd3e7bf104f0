"""The tasks of the queue. Each is idempotent: a task that is lost or repeated changes nothing in what people see."""

import logging
from datetime import datetime

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from clarion.accounts.origin import Via, coming_from
from clarion.flows.call import mark_and_call
from clarion.flows.drill import follow_drills
from clarion.flows.maintenance_series import announce_occurrences
from clarion.flows.publish_ahead import publish_what_is_due
from clarion.intake.bounces.mail_report import take_report
from clarion.intake.bounces.mailbox import unseen_mails
from clarion.intake.kept_files import forget_old
from clarion.postmortems.reminder_calls import REMINDERS
from clarion.postmortems.reminder_clock import remind
from clarion.postmortems.trackers import following
from clarion.problems.search.keeping import catch_up, refresh_all
from clarion.statuspage.publishing import write_if_behind
from clarion.subscribers.call_rows import Way
from clarion.subscribers.posting import post_letters
from clarion.subscribers.sending import PROMISES, send_waiting_calls
from clarion.subscribers.tidying import tidy

log = logging.getLogger(__name__)


@task
def sweep() -> int:
    """Every ten seconds: publish what was approved for this time, announce recurring work, write down missed promises,
    call people, write the public page if it is behind, go on with the drills that run.

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
        try:
            follow_drills(now=now)
        except Exception as error:
            log.exception("A drill did not go on; the next sweep tries again.")
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

    Calls about promises go first; reminders can wait.
    Each way has a queue with a thread of its own (see the settings): a mail server that hangs delays neither a
    sweep nor the chat. Returns how many calls were taken up.
    """
    taken = 0
    while some := _send_the_first_that_wait(Way(way)):
        taken += some
    return taken


def _send_the_first_that_wait(way: Way) -> int:
    """Some calls; reminders only while no call about a promise waits, so that a morning of reminders holds up none."""
    for errand in (PROMISES, REMINDERS):
        if some := send_waiting_calls(way, at=timezone.now(), errand=errand):
            return some
    return 0


@task
def remind_owners() -> int:
    """Every minute: write the reminders of action items and post-mortems that are owed; their calls go out within
    seconds. Returns how many were made. It is no part of `sweep`: nobody who owes an update waits for it.
    """
    with coming_from(Via.WORKER):
        return remind(at=timezone.now())


@task
def send_letters() -> int:
    """Every five seconds: post some of the letters to people who asked to be told. Returns how many were taken up.

    It has a queue with a thread of its own: a form that strangers use must not delay the calls to people who owe an
    update.
    """
    return post_letters(at=timezone.now())


@task
def sync_tickets() -> int:
    """Every minute: keep action items and issues of trackers in step. Returns how many were looked at.

    It has a queue with a thread of its own: a tracker that hangs delays nothing else.
    """
    looked_at = 0
    with coming_from(Via.WORKER):
        while some := following.sync_tickets(at=timezone.now()):
            looked_at += some
    return looked_at


@task
def tidy_subscribers() -> int:
    """Every hour: wipe the addresses of those who left a month ago or never confirmed."""
    with coming_from(Via.WORKER):
        return tidy(at=timezone.now())


@task
def forget_handed_in_files() -> int:
    """Every ten minutes: remove the files of an import that nobody made within the hour."""
    return forget_old(at=timezone.now())


@task
def read_bounces() -> int:
    """Every five minutes: read the mailbox of CLARION_BOUNCE_MAILBOX. Returns how many subscribers were disabled."""
    if not settings.BOUNCE_MAILBOX:
        return 0
    with coming_from(Via.WORKER):
        mails = unseen_mails(settings.BOUNCE_MAILBOX)
        return sum(take_report(raw, at=timezone.now())[1] for raw in mails)


@task
def index_what_is_missing() -> int:
    """Every five minutes: make texts found that were written in bulk, as an import does. Returns how many were."""
    return catch_up()


@task
def compare_the_index() -> int:
    """Every night: compare the index of texts with the rows themselves. Returns how many were mended."""
    return refresh_all()
