"""Writing action items: while the post-mortem is written, what they say is written too.

What becomes of them, whoever owns them and until when, goes on in every stage: see `item_following.py`.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, differences
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible, one_line
from clarion.postmortems.action_items import ActionItem, ItemKind, day_in_words
from clarion.postmortems.demands import asked_of
from clarion.postmortems.five_whys import Why
from clarion.postmortems.item_changes import note
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import locked_for_writing, must_be_as_seen

#: Field -> how the page of an item calls it.
WORDS = {"text": "action", "kind": "kind", "outcome": "outcome"}
FURTHEST = timedelta(days=5 * 366)
LATER = "Choose today or a later day."


@transaction.atomic
def add_item(  # noqa: PLR0913 -- what its form asks for
    postmortem: PostMortem,
    text: str,
    *,
    kind: str = ItemKind.PREVENT,
    owner: Person | None = None,
    due_on: date | None = None,
    outcome: str = "",
    whys: Collection[Why] = (),
    by: Person,
    at: datetime,
) -> ActionItem:
    """One more item; without a due day the one that its severity asks for.

    Raises NotAllowed, PostMortemClosed, ValidationError with the field.
    """
    require(by, Act.LEARN)
    current = locked_for_writing(postmortem)
    must_work_here(owner)
    must_lie_ahead(due_on, at=at)
    item = ActionItem(
        postmortem=current, text=one_line(text), kind=kind, owner=owner, outcome=one_line(outcome), added_at=at,
        added_by=by,
    )  # fmt: skip
    item.set_due(due_on or default_due_on(current, at=at), at=at)
    _must_be_sound(item)
    item.save()
    item.whys.set(_of(current, whys))
    detail = f"owner {owner or 'nobody'}, due {day_in_words(item.due_on)}"
    note(item, Done.ADDED_ITEM, detail, told=f"{current.reference}, {detail}", by=by, at=at)
    return item


@transaction.atomic
def change_item(
    item: ActionItem,
    words: Mapping[str, Any],
    *,
    whys: Collection[Why] | None = None,
    seen_version: int | None = None,
    by: Person,
    at: datetime,
) -> ActionItem:
    """Set text, kind and outcome (what is not named stays), and which whys it answers (None leaves them alone).

    Raises NotAllowed, PostMortemClosed, RowChanged, ValidationError with the field.
    """
    require(by, Act.LEARN)
    postmortem = locked_for_writing(item.postmortem)
    current = must_be_as_seen(item, seen_version=seen_version)
    before = in_words(current)
    for name, value in words.items():
        if name not in WORDS:
            raise ValidationError(f"An action item has no {name} to write.")
        setattr(current, name, one_line(value))
    _must_be_sound(current)
    if whys is not None:
        current.whys.set(_of(postmortem, whys))
    after = in_words(current)
    if before == after:
        return current
    current.version += 1
    current.save()
    changed = [name for name, value in after.items() if before[name] != value]
    told = f"{postmortem.reference}: {', '.join(changed)}"
    note(current, Done.CHANGED_ITEM, differences(before, after), told=told, by=by, at=at)
    return current


def default_due_on(postmortem: PostMortem, *, at: datetime) -> date:
    """The day until which items of its severity are to be done, counted from `at`."""
    return asked_of(postmortem.severity).item_due_on(at.astimezone(UTC).date())


def must_work_here(owner: Person | None) -> None:
    """Raises ValidationError: who left is reminded of nothing."""
    if owner and not owner.is_active:
        raise ValidationError({"owner": f"{owner} does not work here any more. Choose somebody who does."})


def must_lie_ahead(day: date | None, *, at: datetime) -> None:
    """Raises ValidationError: a day that has passed was no plan, and one that nobody here will see is none."""
    if day and day < at.astimezone(UTC).date():
        raise ValidationError({"due_on": f"{day_in_words(day)} has passed. {LATER}"})
    if day and day > at.astimezone(UTC).date() + FURTHEST:
        raise ValidationError(
            {"due_on": f"{day_in_words(day)} is more than five years away. Choose a day within five years."}
        )


def in_words(item: ActionItem) -> dict[str, str]:
    words = {label: str(getattr(item, name)) for name, label in WORDS.items()}
    return words | {"whys": "; ".join(why.answer for why in item.whys.all())}


def _must_be_sound(item: ActionItem) -> None:
    for name in ("text", "outcome"):
        must_be_visible(getattr(item, name), name)
    item.full_clean()


def _of(postmortem: PostMortem, whys: Collection[Why]) -> list[Why]:
    """The whys, if they are of this post-mortem."""
    if any(why.postmortem_id != postmortem.pk for why in whys):
        raise ValidationError({"whys": "Choose answers of this post-mortem."})
    return list(whys)
