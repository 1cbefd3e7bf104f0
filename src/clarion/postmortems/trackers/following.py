"""Keeping items and issues in step: one step a link, its request outside of any transaction.

Taking a link moves its next attempt, as calls do: two workers never hold the same one, and what a killed worker held comes back by
itself. An issue whose making was interrupted is looked for by its mark before another one is made.

Where both sides changed the same thing since they were last in step, what stands here wins: Clarion holds the record.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from clarion.accounts.audit import Done
from clarion.accounts.people import Person
from clarion.postmortems.action_items import ActionItem, ItemState
from clarion.postmortems.item_changes import ItemChange, note
from clarion.postmortems.item_following import close_item, drop_item, move_due, reopen_item
from clarion.postmortems.postmortem import Stage
from clarion.postmortems.trackers.account import connected, tracker_of
from clarion.postmortems.trackers.ticket_link import TicketLink
from clarion.postmortems.trackers.tracker import Found, Progress, Ticket, Tracker, TrackerProblem

#: How long a taken link stays with its worker, until it is looked at again, and between attempts after a failure.
TAKEN_FOR, EVERY, FIRST_PAUSE = timedelta(minutes=10), timedelta(minutes=5), timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
#: Done items change seldom.
EVERY_WHEN_CLOSED = timedelta(hours=6)
#: Links that are taken in one go. One takes seven requests at most, each a quarter of a minute where the tracker hangs: together
#: they end before `TAKEN_FOR` does, so that no other worker takes what is still held.
AT_ONCE = 5

PROGRESS = {ItemState.OPEN: Progress.OPEN, ItemState.DONE: Progress.DONE, ItemState.DROPPED: Progress.DROPPED}


def sync_tickets(*, at: datetime) -> int:
    """Bring what is due in step; how many links were looked at."""
    bring_in_items(at=at)
    links = take_links(at=at)
    for link in links:
        sync_one(link, at=at)
    return len(links)


@transaction.atomic
def take_links(*, at: datetime, at_most: int = AT_ONCE) -> list[TicketLink]:
    """The links that are due, or whose item changed, the longest waiting first. They are the caller's for `TAKEN_FOR`."""
    changed_here = Q(attempts=0) & ~Q(item_version=F("item__version"))
    due = TicketLink.objects.filter(stopped=False, account__removed_at=None)
    due = due.filter(Q(next_attempt_at__lte=at) | changed_here)
    due = due.order_by("next_attempt_at", "pk").select_for_update(skip_locked=True, of=("self",))
    taken = list(due.values_list("pk", flat=True)[:at_most])
    TicketLink.objects.filter(pk__in=taken).update(attempts=F("attempts") + 1, next_attempt_at=at + TAKEN_FOR)
    found = TicketLink.objects.filter(pk__in=taken).select_related(
        "account__added_by", "item__owner", "item__postmortem"
    )
    return list(found.order_by("pk"))


def sync_one(link: TicketLink, *, at: datetime, tracker: Tracker | None = None) -> None:
    """Bring one link in step, or write down why it is not."""
    tracker = tracker or tracker_of(link.account, at=at)
    try:
        found = _there(link, tracker)
        _follow(link, found, at=at)
        wanted = ticket_of(link.item)
        if link.made_here:
            found = found if _agrees(link, wanted, found) else tracker.change(found.key, wanted, found=found)
        elif link.seen_progress:  # the first time an issue of somebody else is only linked
            moved = _moved_here(link, wanted, found)
            found = tracker.change(found.key, moved, found=found, words=False)
    except TrackerProblem as problem:
        _failed(link, problem, at=at)
    except (ValidationError, PermissionDenied) as error:
        words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        _failed(
            link, TrackerProblem(f"What the tracker says could not be done here. {words}", final=True), at=at
        )
    else:
        _in_step(link, wanted, found, at=at)


def ticket_of(item: ActionItem) -> Ticket:
    """The item as a tracker is told it. Labels name severity and month, so that trackers can be asked by them."""
    postmortem = item.postmortem
    told = [f"Action item {item.reference} of the post-mortem {postmortem.reference}, {postmortem.title}."]
    told += [f"Done when: {item.outcome}"] if item.outcome else []
    told += [f"Owner: {item.owner}"] if item.owner else []
    return Ticket(
        title=item.text,
        paragraphs=tuple(told),
        address=f"{settings.CONSOLE_URL}/postmortems/{postmortem.public_id}/#items",
        due_on=item.due_on,
        progress=PROGRESS[ItemState(item.state)],
        labels=("clarion", "post-mortem", postmortem.severity.lower(), f"{postmortem.opened_at:%Y-%m}"),
        mark=f"clarion-{item.public_id}",
    )


def bring_in_items(*, at: datetime) -> int:
    """Issues for the open items of post-mortems that are final, where an admin wants that; how many links were made.

    Each leaves its lines in page and log, in the name of whoever connected the tracker.
    An item whose link somebody took away gets no other one by itself.
    """
    account = connected().filter(by_itself=True).order_by("pk").first()
    if account is None:
        return 0
    final = (Stage.FINAL, Stage.PUBLISHED)
    items = ActionItem.objects.open().filter(
        ticket=None, postmortem__stage__in=final, added_at__gte=account.added_at
    )
    items = items.exclude(Exists(ItemChange.objects.filter(item=OuterRef("pk"), act=Done.UNLINKED_TICKET)))
    links = [
        TicketLink(item=item, account=account, next_attempt_at=at) for item in items.order_by("pk")[:AT_ONCE]
    ]
    made = [link for link in links if _make_link(link, by=account.added_by, at=at)]
    return len(made)


@transaction.atomic
def _make_link(link: TicketLink, *, by: Person, at: datetime) -> bool:
    """Whether it was made here: another worker may do the same at this moment, and the item's one link is whoever came first."""
    ActionItem.objects.select_for_update().get(pk=link.item_id)
    if TicketLink.objects.filter(item=link.item_id).exists():
        return False
    link.save()
    note(link.item, Done.LINKED_TICKET, str(link), told=f"{link}, by itself", by=by, at=at)
    return True


def _there(link: TicketLink, tracker: Tracker) -> Found:
    """The issue: read, or made when there is none yet. Its key is kept at once, before anything else can fail."""
    if link.key:
        return tracker.read(link.key)
    ticket = ticket_of(link.item)
    found = (tracker.find(ticket) if link.attempts > 1 else None) or tracker.create(ticket)
    link.key, link.address = found.key, found.address
    link.pushed, link.seen_progress, link.seen_due = as_json(ticket), found.progress, found.due_on
    link.save(update_fields=["key", "address", "pushed", "seen_progress", "seen_due"])
    return found


def _follow(link: TicketLink, found: Found, *, at: datetime) -> None:
    """Do here what was done there since both were in step, unless the same was changed here."""
    if (
        not link.seen_progress
    ):  # just linked to an issue that was there before: there is nothing that changed since
        return
    here, was = ticket_of(link.item), link.pushed
    moved = found.progress not in {link.seen_progress, here.progress}
    if moved and str(here.progress) == was.get("progress"):
        _take_over_progress(link, found, at=at)
    due_moved = found.knows_due and found.due_on not in {link.seen_due, here.due_on}
    if due_moved and _iso(here.due_on) == was.get("due_on") and link.item.state == ItemState.OPEN:
        link.item = move_due(
            link.item, found.due_on, reason=f"moved in {link}", by=link.account.added_by, at=at
        )


def _take_over_progress(link: TicketLink, found: Found, *, at: datetime) -> None:
    by, item = link.account.added_by, link.item
    if item.state != ItemState.OPEN:
        item = reopen_item(item, reason=f"opened again in {link}", by=by, at=at)
    if found.progress == Progress.DONE:
        item = close_item(item, f"Closed in {link}: {found.address}"[:400], by=by, at=at)
    elif found.progress == Progress.DROPPED:
        item = drop_item(item, f"Closed as not planned in {link}: {found.address}"[:400], by=by, at=at)
    link.item = item


def _agrees(link: TicketLink, wanted: Ticket, found: Found) -> bool:
    """Whether the tracker has been told all of it, and still has it so."""
    same_end = (found.progress == Progress.OPEN) == (wanted.progress == Progress.OPEN)
    same_due = not found.knows_due or found.due_on == wanted.due_on
    return as_json(wanted) == link.pushed and same_end and same_due


def _moved_here(link: TicketLink, wanted: Ticket, found: Found) -> Ticket:
    """What an issue of somebody else is told: state and due day where they changed here since both were in step."""
    was = link.pushed
    progress = wanted.progress if str(wanted.progress) != was.get("progress") else found.progress
    due_on = wanted.due_on if _iso(wanted.due_on) != was.get("due_on") else found.due_on
    return replace(wanted, progress=progress, due_on=due_on)


def _in_step(link: TicketLink, told: Ticket, found: Found, *, at: datetime) -> None:
    pause = EVERY if told.progress == Progress.OPEN else EVERY_WHEN_CLOSED
    TicketLink.objects.filter(pk=link.pk).update(
        key=found.key, address=found.address, pushed=as_json(told), seen_progress=found.progress, seen_due=found.due_on,
        item_version=link.item.version, in_step_at=at, next_attempt_at=at + pause, attempts=0, failure="", stopped=False,
    )  # fmt: skip


def _failed(link: TicketLink, problem: TrackerProblem, *, at: datetime) -> None:
    """Later and later; what would fail in the same way waits until somebody looks at it."""
    pause = problem.pause or min(FIRST_PAUSE * 2 ** min(link.attempts - 1, 20), LONGEST_PAUSE)
    TicketLink.objects.filter(pk=link.pk).update(
        failure=str(problem)[:500], next_attempt_at=at + pause, stopped=problem.final
    )


def as_json(ticket: Ticket) -> dict[str, Any]:
    """What a tracker was told, to be compared with what it would be told later."""
    return {
        "title": ticket.title,
        "paragraphs": list(ticket.paragraphs),
        "due_on": _iso(ticket.due_on),
        "progress": str(ticket.progress),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
