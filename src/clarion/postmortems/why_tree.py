"""Writing the tree of whys: add, change, move, take out and put back answers. What is decided about them: `why_decisions.py`.

Every verb locks the post-mortem first, so that two writers never build a loop or a tree that is too large. Nothing is deleted.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible, one_line, visible_words
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.why_shape import (
    height_of,
    keys_up_from,
    locked_answer,
    must_have_room,
    must_not_be_too_deep,
    must_stand,
    place_of,
    siblings_of,
    standing_tree,
)
from clarion.postmortems.writing import locked_for_writing, must_be_as_seen

#: What `add_why` and `change_why` set.
WORDS = ("answer", "kind", "evidence", "evidence_url", "evidence_entry")


class Way(StrEnum):
    UP = "up"
    DOWN = "down"


@transaction.atomic
def add_why(
    postmortem: PostMortem,
    words: dict[str, Any],
    *,
    by: Person,
    at: datetime,
    above: Why | None = None,
    after: Why | None = None,
) -> Why:
    """An answer below `above` (None: below the problem), as the last one; or right after its sibling `after`.

    `words` set what `WORDS` names. Raises NotAllowed, PostMortemClosed, ValidationError.
    """
    require(by, Act.LEARN)
    current = locked_for_writing(postmortem)
    tree = standing_tree(current)
    for place in (above, after):
        must_stand(place, tree)
    if after:
        above = tree[after.pk].above
    must_have_room(len(tree) + 1)
    must_not_be_too_deep(above, 1, tree)
    why = Why(postmortem=current, above=above, added_at=at, added_by=by, **_known(words))
    _must_say_something(why)
    why.save()
    siblings = siblings_of(why, tree)
    siblings.insert(siblings.index(after) + 1 if after else len(siblings), why)
    _put_in_order(siblings)
    record_act(Done.ADDED_WHY, str(current), by=by, at=at, detail=f"answer {why.pk}")
    return why


@transaction.atomic
def change_why(why: Why, words: dict[str, Any], *, by: Person, at: datetime, seen_version: int | None) -> Why:
    """Set what `WORDS` names. Raises NotAllowed, PostMortemClosed, RowChanged, ValidationError."""
    require(by, Act.LEARN)
    locked_answer(why)
    current = must_be_as_seen(why, seen_version=seen_version)
    changed = {name: value for name, value in _known(words).items() if getattr(current, name) != value}
    if not changed:
        return current
    for name, value in changed.items():
        setattr(current, name, value)
    _must_say_something(current)
    save_changed(current)
    record_act(
        Done.CHANGED_WHY, str(current.postmortem), by=by, at=at,
        detail=f"answer {current.pk}: {', '.join(sorted(changed))}",
    )  # fmt: skip
    return current


@transaction.atomic
def move_why(why: Why, way: Way, *, by: Person, at: datetime) -> Why:
    """One place up or down among the answers to the same question; at the end it stays where it is.

    Raises NotAllowed, PostMortemClosed, ValidationError.
    """
    require(by, Act.LEARN)
    current, tree = locked_answer(why)
    siblings = siblings_of(current, tree)
    order = sorted([*siblings, current], key=place_of)
    old = order.index(current)
    new = max(0, old - 1) if way == Way.UP else min(len(order) - 1, old + 1)
    if new != old:
        siblings.insert(new, current)
        _put_in_order(siblings)
        _record_move(current, by=by, at=at)
    return current


@transaction.atomic
def move_below(why: Why, above: Why | None, *, by: Person, at: datetime) -> Why:
    """Under another answer, as its last one, with all that is below it; None moves it directly under the problem.

    Raises NotAllowed, PostMortemClosed, and ValidationError for a place below itself or too deep.
    """
    require(by, Act.LEARN)
    current, tree = locked_answer(why)
    must_stand(above, tree)
    if above and current.pk in keys_up_from(above, tree):
        raise ValidationError("An answer cannot stand below itself. Choose one that is not below it.")
    must_not_be_too_deep(above, height_of(current, tree), tree)
    current.above = tree[above.pk] if above else None
    current.save(update_fields=["above"])
    _put_in_order([*siblings_of(current, tree), current])
    _record_move(current, by=by, at=at)
    return current


@transaction.atomic
def take_out(why: Why, *, by: Person, at: datetime) -> Why:
    """Out of the tree, with all that is below it, until it is put back. Raises NotAllowed, PostMortemClosed."""
    require(by, Act.LEARN)
    locked_for_writing(why.postmortem)
    current = Why.objects.get(pk=why.pk)
    if current.removed_at is None:
        current.removed_at = at
        save_changed(current)
        record_act(Done.TOOK_OUT_WHY, str(current.postmortem), by=by, at=at, detail=f"answer {current.pk}")
    return current


@transaction.atomic
def put_back(why: Why, *, by: Person, at: datetime) -> Why:
    """Where it was, with all that was below it. Raises NotAllowed, PostMortemClosed, ValidationError."""
    require(by, Act.LEARN)
    locked_for_writing(why.postmortem)
    current = Why.objects.get(pk=why.pk)
    if current.removed_at is None:
        return current
    current.removed_at = None
    save_changed(current)
    tree = standing_tree(current.postmortem)
    if current.pk not in tree:
        raise ValidationError("The answer above it was taken out, too. Put that one back first.")
    must_have_room(len(tree))
    must_not_be_too_deep(current.above, height_of(current, tree), tree)
    record_act(Done.PUT_BACK_WHY, str(current.postmortem), by=by, at=at, detail=f"answer {current.pk}")
    return current


def _known(words: dict[str, Any]) -> dict[str, Any]:
    """Words in one line each, ready for the row."""
    if unknown := set(words) - set(WORDS):
        raise ValidationError(f"An answer has no {', '.join(sorted(unknown))} to set.")
    return {name: one_line(value) if isinstance(value, str) else value for name, value in words.items()}


def _must_say_something(why: Why) -> None:
    if not why.answer:
        raise ValidationError({"answer": "Write an answer: what made it possible?"})
    for name in ("answer", "evidence"):
        if getattr(why, name):
            must_be_visible(getattr(why, name), name, check=visible_words)
    why.full_clean(exclude=["postmortem", "above"])
    line = why.evidence_entry
    if line and not why.postmortem.incidents.filter(pk=line.incident_id).exists():
        raise ValidationError(
            {"evidence_entry": "This line belongs to another incident. Choose one of this timeline."}
        )


def save_changed(why: Why) -> None:
    why.version += 1
    why.save()


def _put_in_order(whys: Sequence[Why]) -> None:
    """Their positions count from 0. The place of an answer is not among its words: versions stay."""
    for position, why in enumerate(whys):
        why.position = position
    Why.objects.bulk_update(whys, ["position"])


def _record_move(why: Why, *, by: Person, at: datetime) -> None:
    record_act(Done.MOVED_WHY, str(why.postmortem), by=by, at=at, detail=f"answer {why.pk}")
