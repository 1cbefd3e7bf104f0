"""Writing the tree of whys: add, change, move, take out and put back answers, and decide about the last ones.

Every verb locks the post-mortem first, so that two writers never build a loop or a tree that is too large. Nothing is deleted.
"""

from collections import defaultdict
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
from clarion.accounts.visible_words import visible_words
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.demands import asked_of
from clarion.postmortems.five_whys import Why
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.writing import locked_for_writing, must_be_as_seen

#: More cannot be read as one picture; whoever needs more has two problems, and two post-mortems.
MOST_ANSWERS, DEEPEST = 200, 30
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
        _must_stand(place, tree)
    if after:
        above = tree[after.above_id] if after.above_id else None
    _must_have_room(len(tree) + 1)
    _must_not_be_too_deep(above, 1, tree)
    why = Why(postmortem=current, above=above, added_at=at, added_by=by, **_known(words))
    _must_say_something(why)
    why.save()
    siblings = _siblings(why, tree)
    siblings.insert(siblings.index(after) + 1 if after else len(siblings), why)
    _put_in_order(siblings)
    record_act(Done.ADDED_WHY, str(current), by=by, at=at, detail=f"answer {why.pk}")
    return why


@transaction.atomic
def change_why(why: Why, words: dict[str, Any], *, by: Person, at: datetime, seen_version: int | None) -> Why:
    """Set what `WORDS` names. Raises NotAllowed, PostMortemClosed, RowChanged, ValidationError."""
    require(by, Act.LEARN)
    _locked(why)
    current = must_be_as_seen(why, seen_version=seen_version)
    changed = {name: value for name, value in _known(words).items() if getattr(current, name) != value}
    if not changed:
        return current
    for name, value in changed.items():
        setattr(current, name, value)
    _must_say_something(current)
    _save(current)
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
    current, tree = _locked(why)
    siblings = _siblings(current, tree)
    order = sorted([*siblings, current], key=_place)
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
    current, tree = _locked(why)
    _must_stand(above, tree)
    if above and current.pk in _keys_up_from(above, tree):
        raise ValidationError("An answer cannot stand below itself. Choose one that is not below it.")
    _must_not_be_too_deep(above, _height(current, tree), tree)
    current.above = tree[above.pk] if above else None
    current.save(update_fields=["above"])
    _put_in_order([*_siblings(current, tree), current])
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
        _save(current)
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
    _save(current)
    tree = standing_tree(current.postmortem)
    if current.pk not in tree:
        raise ValidationError("The answer above it was taken out, too. Put that one back first.")
    _must_have_room(len(tree))
    _must_not_be_too_deep(current.above, _height(current, tree), tree)
    record_act(Done.PUT_BACK_WHY, str(current.postmortem), by=by, at=at, detail=f"answer {current.pk}")
    return current


@transaction.atomic
def accept_risk(
    why: Why, reason: str, *, person: Person, by: Person, at: datetime, seen_version: int | None
) -> Why:
    """Nothing is done about it: why, and the person who accepts that. No reason takes the acceptance back.

    Raises NotAllowed, PostMortemClosed, RowChanged, ValidationError.
    """
    require(by, Act.LEARN)
    _locked(why)
    current = must_be_as_seen(why, seen_version=seen_version)
    current.accepted_risk = " ".join(reason.split())
    current.accepted_by = person if current.accepted_risk else None
    if current.accepted_risk:
        _must_be_visible(current.accepted_risk, "accepted_risk")
    current.full_clean(exclude=["postmortem", "above"])
    _save(current)
    act = Done.ACCEPTED_RISK if current.accepted_risk else Done.TOOK_BACK_RISK
    accepted = (
        f"answer {current.pk}, accepted by {person}" if current.accepted_risk else f"answer {current.pk}"
    )
    record_act(act, str(current.postmortem), by=by, at=at, detail=accepted)
    return current


@transaction.atomic
def link_item(why: Why, item: ActionItem, *, by: Person, at: datetime) -> None:
    """The action item answers this why, beside others. Raises NotAllowed, PostMortemClosed, ValidationError."""
    require(by, Act.LEARN)
    current, _ = _locked(why)
    if item.postmortem_id != current.postmortem_id:
        raise ValidationError(f"{item.reference} belongs to another post-mortem. Choose one of this.")
    item.whys.add(current)
    record_act(
        Done.LINKED_ITEM, str(current.postmortem), by=by, at=at, detail=f"answer {why.pk}, {item.reference}"
    )


@transaction.atomic
def add_item_for(why: Why, text: str, *, by: Person, at: datetime) -> ActionItem:
    """A new action item that answers this why, due when its severity asks; owner and outcome are still to be given.

    Raises NotAllowed, PostMortemClosed, ValidationError.
    """
    require(by, Act.LEARN)
    postmortem = locked_for_writing(why.postmortem)
    due = asked_of(postmortem.severity).item_due_on(at.date())
    item = ActionItem(
        postmortem=postmortem, text=" ".join(text.split()), due_on=due, added_at=at, added_by=by
    )
    if not item.text:
        raise ValidationError({"text": "Write what will be done, beginning with a verb."})
    item.full_clean(exclude=["postmortem"])
    item.save()
    link_item(why, item, by=by, at=at)
    return item


@transaction.atomic
def unlink_item(why: Why, item: ActionItem, *, by: Person, at: datetime) -> None:
    """The action item stays, and no longer answers this why. Raises NotAllowed, PostMortemClosed."""
    require(by, Act.LEARN)
    current = locked_for_writing(why.postmortem)
    item.whys.remove(why)
    record_act(Done.UNLINKED_ITEM, str(current), by=by, at=at, detail=f"answer {why.pk}, {item.reference}")


def standing_tree(postmortem: PostMortem) -> dict[int, Why]:
    """The answers that are read, by key: those that nobody took out, nor one above them."""
    below: dict[int | None, list[Why]] = defaultdict(list)
    for why in postmortem.whys.standing():
        below[why.above_id].append(why)
    tree: dict[int, Why] = {}
    to_visit: list[int | None] = [None]
    while to_visit:
        for why in below[to_visit.pop()]:
            tree[why.pk] = why
            to_visit.append(why.pk)
    return tree


def _locked(why: Why) -> tuple[Why, dict[int, Why]]:
    """The answer and its tree as they stand now, locked."""
    tree = standing_tree(locked_for_writing(why.postmortem))
    _must_stand(why, tree)
    return tree[why.pk], tree


def _known(words: dict[str, Any]) -> dict[str, Any]:
    """Words in one line each, ready for the row."""
    if unknown := set(words) - set(WORDS):
        raise ValidationError(f"An answer has no {', '.join(sorted(unknown))} to set.")
    return {
        name: " ".join(value.split()) if isinstance(value, str) else value for name, value in words.items()
    }


def _must_say_something(why: Why) -> None:
    if not why.answer:
        raise ValidationError({"answer": "Write an answer: what made it possible?"})
    for name in ("answer", "evidence"):
        if getattr(why, name):
            _must_be_visible(getattr(why, name), name)
    why.full_clean(exclude=["postmortem", "above"])
    line = why.evidence_entry
    if line and not why.postmortem.incidents.filter(pk=line.incident_id).exists():
        raise ValidationError(
            {"evidence_entry": "This line belongs to another incident. Choose one of this timeline."}
        )


def _must_be_visible(text: str, name: str) -> None:
    try:
        visible_words(text)
    except ValidationError as error:
        raise ValidationError({name: error.messages}) from None


def _must_stand(why: Why | None, tree: dict[int, Why]) -> None:
    if why and why.pk not in tree:
        raise ValidationError(
            "That answer was taken out meanwhile. Put it back first, or choose another place."
        )


def _must_have_room(answers: int) -> None:
    if answers > MOST_ANSWERS:
        raise ValidationError(
            f"A tree holds at most {MOST_ANSWERS} answers. Take out what explains nothing, or open a post-mortem for the second problem."
        )


def _must_not_be_too_deep(above: Why | None, height: int, tree: dict[int, Why]) -> None:
    if len(_keys_up_from(above, tree)) + height > DEEPEST:
        raise ValidationError(
            f"A branch is at most {DEEPEST} answers deep. Stop where the next answer is outside your control, or put it beside."
        )


def _keys_up_from(why: Why | None, tree: dict[int, Why]) -> list[int]:
    """The keys of the answer and of all above it."""
    keys = []
    while why is not None:
        keys.append(why.pk)
        why = tree[why.above_id] if why.above_id else None
    return keys


def _height(why: Why, tree: dict[int, Why]) -> int:
    """How many answers stand under each other from this one on, itself included."""
    paths = (_keys_up_from(each, tree) for each in tree.values())
    return max(path.index(why.pk) + 1 for path in paths if why.pk in path)


def _siblings(why: Why, tree: dict[int, Why]) -> list[Why]:
    """The other answers to the same question, in their order."""
    others = (each for each in tree.values() if each.above_id == why.above_id and each.pk != why.pk)
    return sorted(others, key=_place)


def _place(why: Why) -> tuple[int, int]:
    return why.position, why.pk


def _put_in_order(whys: Sequence[Why]) -> None:
    """Their positions count from 0. The place of an answer is not among its words: versions stay."""
    for position, why in enumerate(whys):
        why.position = position
    Why.objects.bulk_update(whys, ["position"])


def _save(why: Why) -> None:
    why.version += 1
    why.save()


def _record_move(why: Why, *, by: Person, at: datetime) -> None:
    record_act(Done.MOVED_WHY, str(why.postmortem), by=by, at=at, detail=f"answer {why.pk}")
