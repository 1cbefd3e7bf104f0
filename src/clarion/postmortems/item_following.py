"""Following action items until they worked: due day, owner, closing, dropping, opening again, and whether it helped.

All of it goes on after the post-mortem is final, whose words stay.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible, one_line
from clarion.postmortems.action_items import ActionItem, DueChange, ItemState, Worked, day_in_words
from clarion.postmortems.item_changes import note
from clarion.postmortems.item_writing import default_due_on, must_lie_ahead, must_work_here
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import must_be_as_seen


@transaction.atomic
def move_due(
    item: ActionItem,
    day: date | None,
    *,
    reason: str = "",
    seen_version: int | None = None,
    by: Person,
    at: datetime,
) -> ActionItem:
    """Another due day; None takes it away. Once a day was set, a new one needs a reason.

    Raises NotAllowed, RowChanged, ValidationError with the field.
    """
    current = _locked(item, seen_version=seen_version, by=by)
    _must_be(current, ItemState.OPEN, "Only an open action item has a due date. Open it again first.")
    if day == current.due_on:
        return current
    must_lie_ahead(day, at=at)
    if current.due_on and not reason.strip():
        raise ValidationError({"reason": "Say why the date moves, so that whoever waits for it understands."})
    _write_due(current, day, reason=reason, by=by, at=at)
    return _saved(current)


@transaction.atomic
def give_item(
    item: ActionItem, to: Person | None, *, seen_version: int | None = None, by: Person, at: datetime
) -> ActionItem:
    """Another owner, who is reminded from now on. Raises NotAllowed, RowChanged, ValidationError with the field."""
    current = _locked(item, seen_version=seen_version, by=by)
    must_work_here(to)
    if current.owner == to:
        return current
    moved = f"owner: {current.owner or 'nobody'} → {to or 'nobody'}"
    current.owner = to
    note(current, Done.GAVE_ITEM, moved, told=moved, by=by, at=at)
    return _saved(current)


@transaction.atomic
def close_item(
    item: ActionItem, words: str, *, seen_version: int | None = None, by: Person, at: datetime
) -> ActionItem:
    """It is done; `words` say how anybody can see that. Raises NotAllowed, RowChanged, ValidationError with the field."""
    current = _locked(item, seen_version=seen_version, by=by)
    _must_be(current, ItemState.OPEN, "This action item is closed already.")
    current.closing_words = _said(words, "closing_words", "Say how it was done, and where that can be seen.")
    current.set_done(by=by, at=at)
    note(current, Done.CLOSED_ITEM, current.closing_words, by=by, at=at)
    return _saved(current)


@transaction.atomic
def drop_item(
    item: ActionItem, reason: str, *, seen_version: int | None = None, by: Person, at: datetime
) -> ActionItem:
    """It will not be done, and why. Raises NotAllowed, RowChanged, ValidationError with the field."""
    current = _locked(item, seen_version=seen_version, by=by)
    _must_be(current, ItemState.OPEN, "This action item is closed already.")
    current.closing_words = _said(
        reason, "reason", "Say why it will not be done: deciding not to act is a decision."
    )
    current.state, current.closed_at, current.closed_by = ItemState.DROPPED, at, by
    note(current, Done.DROPPED_ITEM, current.closing_words, by=by, at=at)
    return _saved(current)


@transaction.atomic
def reopen_item(
    item: ActionItem,
    day: date | None = None,
    *,
    reason: str = "",
    seen_version: int | None = None,
    by: Person,
    at: datetime,
) -> ActionItem:
    """There is more to do. A due day that has passed gives way to `day`, or to what its severity asks for.

    What was said of its working is asked anew. Raises NotAllowed, RowChanged, ValidationError with the field.
    """
    current = _locked(item, seen_version=seen_version, by=by)
    if current.state == ItemState.OPEN:
        raise ValidationError("This action item is open already.")
    reason = _said(reason, "reason", "Say what is left to do.")
    must_lie_ahead(day, at=at)
    current.state, current.closed_at, current.closed_by, current.closing_words = (
        ItemState.OPEN,
        None,
        None,
        "",
    )
    current.check_on, current.worked, current.worked_words = None, Worked.UNKNOWN, ""
    current.worked_at = current.worked_by = None
    note(current, Done.REOPENED_ITEM, reason, by=by, at=at)
    passed = current.due_on is None or current.due_on < at.date()
    new_day = day or (default_due_on(current.postmortem, at=at) if passed else current.due_on)
    if new_day != current.due_on:
        _write_due(current, new_day, reason=f"opened again: {reason}", by=by, at=at)
    return _saved(current)


@transaction.atomic
def say_whether_it_worked(
    item: ActionItem, answer: str, words: str, *, seen_version: int | None = None, by: Person, at: datetime
) -> ActionItem:
    """Yes, partly or no, and how that shows; an answer may be changed later.

    Raises NotAllowed, RowChanged, ValidationError with the field.
    """
    current = _locked(item, seen_version=seen_version, by=by)
    _must_be(current, ItemState.DONE, "Whether it worked is asked once it is done. Close it first.")
    if answer not in {Worked.YES, Worked.PARTLY, Worked.NO}:
        raise ValidationError({"worked": "Choose whether it worked: yes, partly or no."})
    current.worked_words = _said(
        words, "worked_words", "Say how that shows: what happened since, or what did not."
    )
    current.worked, current.worked_at, current.worked_by = answer, at, by
    said = Worked(answer).label
    note(current, Done.CHECKED_ITEM, f"{said}: {current.worked_words}", told=str(said), by=by, at=at)
    return _saved(current)


def _locked(item: ActionItem, *, seen_version: int | None, by: Person) -> ActionItem:
    """The item as the database holds it. Its post-mortem is locked, in whatever stage, and its version counted up."""
    require(by, Act.LEARN)
    postmortem = PostMortem.objects.select_for_update().get(pk=item.postmortem_id)
    postmortem.version += 1
    postmortem.save(update_fields=["version"])
    return must_be_as_seen(item, seen_version=seen_version)


def _saved(item: ActionItem) -> ActionItem:
    item.version += 1
    item.save()
    return item


def _write_due(item: ActionItem, day: date | None, *, reason: str, by: Person, at: datetime) -> None:
    """The day, and the line that says why it moved; the first day of an item needs no line."""
    before = item.due_on
    item.set_due(day, at=at)
    if before:
        reason = _bounded(one_line(reason), "reason")
        DueChange.objects.create(item=item, before=before, after=day, reason=reason, by=by, at=at)
    moved = f"{day_in_words(before)} → {day_in_words(day)}"
    note(item, Done.MOVED_ITEM, f"{moved}: {reason}" if reason else moved, told=moved, by=by, at=at)


def _must_be(item: ActionItem, state: ItemState, otherwise: str) -> None:
    if item.state != state:
        raise ValidationError(otherwise)


def _said(words: str, field: str, otherwise: str) -> str:
    words = one_line(words)
    if not words:
        raise ValidationError({field: otherwise})
    return _bounded(words, field)


def _bounded(words: str, field: str, most: int = 400) -> str:
    must_be_visible(words, field)
    if len(words) > most:
        raise ValidationError({field: f"Use at most {most} characters; these are {len(words)}."})
    return words
