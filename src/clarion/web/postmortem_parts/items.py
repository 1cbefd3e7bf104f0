"""The part "items" of a post-mortem's page."""

from dataclasses import dataclass
from typing import Any

from clarion.accounts.people import Person
from clarion.postmortems.action_items import ActionItem
from clarion.postmortems.document import Document
from clarion.postmortems.item_wording import Wording, wording_of
from clarion.postmortems.missing_items import prevents_nothing
from clarion.postmortems.postmortem import PostMortem
from clarion.web.forms.action_items import NewItemForm


@dataclass(frozen=True)
class ItemRow:
    item: ActionItem
    wording: Wording


def context(postmortem: PostMortem, document: Document, *, person: Person) -> dict[str, Any]:
    """What the template of the part needs, beside `postmortem` and `document`."""
    items = postmortem.action_items.select_related("owner").prefetch_related("whys").order_by("pk")
    return {
        "item_rows": [ItemRow(item, wording_of_item(item)) for item in items],
        "item_form": NewItemForm(postmortem=postmortem, initial={"owner": person.pk}),
        "item_wording": None,
        "prevents_nothing": prevents_nothing(document),
    }


def wording_of_item(item: ActionItem) -> Wording:
    return wording_of(item.text, item.outcome, owner=str(item.owner or ""), due_on=item.due_on)
