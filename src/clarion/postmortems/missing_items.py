"""What the action items of a post-mortem still lack before it may be final."""

from collections.abc import Iterator

from clarion.postmortems.action_items import ItemKind, ItemState
from clarion.postmortems.document import Document, ItemFacts, WhyNode
from clarion.postmortems.item_wording import wording_of
from clarion.postmortems.lack import Missing

WHERE = "items"


def missing_items(document: Document) -> Iterator[Missing]:
    """Items that were dropped lack nothing: deciding not to act, with a reason, is a decision."""
    standing = standing_items(document)
    if not standing and not any(map(_accepts_a_risk, document.whys)):
        yield Missing(WHERE, "No action item says what will change")
    for item in standing:
        if lacks := _lacks(item):
            yield Missing(WHERE, f"{item.reference} has no {' and no '.join(lacks)}")
        wording = wording_of(item.text, item.outcome, owner=item.owner, due_on=item.due_on)
        if wording.blocked:
            yield Missing(WHERE, f"The wording of {item.reference} has to change")


def prevents_nothing(document: Document) -> bool:
    """Tell whether there are items, and none of them keeps it from happening again: worth a hint, and no reason to wait."""
    standing = standing_items(document)
    return bool(standing) and all(item.kind != ItemKind.PREVENT for item in standing)


def standing_items(document: Document) -> list[ItemFacts]:
    return [item for item in document.items if item.state != ItemState.DROPPED]


def _lacks(item: ItemFacts) -> list[str]:
    asked = {"owner": item.owner, "due date": item.due_on, "outcome that can be checked": item.outcome}
    return [name for name, value in asked.items() if not value]


def _accepts_a_risk(why: WhyNode) -> bool:
    return bool(why.accepted_risk) or any(map(_accepts_a_risk, why.below))
