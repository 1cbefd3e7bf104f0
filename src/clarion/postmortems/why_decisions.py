"""What is decided about an answer: an action item answers it, or somebody accepts that nothing is done."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.accounts.visible_words import must_be_visible, one_line, visible_words
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.five_whys import Why
from clarion.postmortems.item_writing import add_item
from clarion.postmortems.why_shape import locked_answer
from clarion.postmortems.why_tree import save_changed
from clarion.postmortems.writing import locked_for_writing, must_be_as_seen


@transaction.atomic
def accept_risk(
    why: Why, reason: str, *, person: Person, by: Person, at: datetime, seen_version: int | None
) -> Why:
    """Nothing is done about it: why, and the person who accepts that. No reason takes the acceptance back.

    Everybody accepts in their own name; another person is named only by whoever could make the post-mortem final, who
    answers for it. Raises NotAllowed, PostMortemClosed, RowChanged, ValidationError (field `person` or `accepted_risk`).
    """
    require(by, Act.LEARN)
    locked_answer(why)
    if reason.strip():
        _must_be_theirs_to_name(person, by)
    current = must_be_as_seen(why, seen_version=seen_version)
    current.accepted_risk = one_line(reason)
    current.accepted_by = person if current.accepted_risk else None
    if current.accepted_risk:
        must_be_visible(current.accepted_risk, "accepted_risk", check=visible_words)
    current.full_clean(exclude=["postmortem", "above"])
    save_changed(current)
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
    current, _ = locked_answer(why)
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
    if not text.strip():
        raise ValidationError({"text": "Write what will be done, beginning with a verb."})
    item = add_item(why.postmortem, text, by=by, at=at)
    link_item(why, item, by=by, at=at)
    return item


@transaction.atomic
def unlink_item(why: Why, item: ActionItem, *, by: Person, at: datetime) -> None:
    """The action item stays, and no longer answers this why. Raises NotAllowed, PostMortemClosed."""
    require(by, Act.LEARN)
    current = locked_for_writing(why.postmortem)
    item.whys.remove(why)
    record_act(Done.UNLINKED_ITEM, str(current), by=by, at=at, detail=f"answer {why.pk}, {item.reference}")


def _must_be_theirs_to_name(person: Person, by: Person) -> None:
    if person != by and not by.may(Act.FINISH_POSTMORTEM):
        raise ValidationError(
            {
                "person": f"You accept a risk in your own name. Ask {person} to accept it, or a communications lead to name them."
            }
        )
