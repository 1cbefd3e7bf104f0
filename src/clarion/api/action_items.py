"""Action items across post-mortems: what is owed, and closing, dropping, opening again and moving one."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, WRITING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.action_items import Closing, Dropping, ItemAnswer, Moving, Reopening
from clarion.api.schemas.incidents import no_such
from clarion.postmortems.action_items import ActionItem, ActionItemQuerySet, ItemState
from clarion.postmortems.item_following import close_item, drop_item, move_due, reopen_item

router = Router(tags=["Action items"])


class ItemFilter(Page):
    postmortem: Number | None = Field(None, description="The number of a post-mortem.")
    owner: Number | None = Field(None, description="The id of a person.")
    state: ItemState | None = None
    overdue: bool = Field(False, description="True: only open ones whose day has passed (UTC).")


@router.get(
    "",
    response=answers(Listed[ItemAnswer]),
    summary="List action items, the newest first",
    **asks(Act.SEE),
)
def list_action_items(request: HttpRequest, page: Query[ItemFilter]) -> object:
    items = items_to_show()
    for name in ("postmortem", "owner", "state"):
        if (value := getattr(page, name)) is not None:
            items = items.filter(**{name: value})
    if page.overdue:
        items = items.overdue(today=timezone.now().date())
    return page_of(request, items, page, by=None, show=ItemAnswer.of)


@router.get(
    "/{number}",
    response=answers(ItemAnswer, errors=READING),
    summary="Read one action item",
    **asks(Act.SEE),
)
def read_action_item(request: HttpRequest, number: Number) -> ItemAnswer:
    return ItemAnswer.of(find_item(number))


@router.post(
    "/{number}/close",
    response=answers(ItemAnswer, errors=WRITING),
    summary="Close an action item that is done",
    **asks(Act.LEARN, also="Thirty days later its owner is asked whether it worked."),
)
def close_action_item(request: HttpRequest, number: Number, body: Closing) -> ItemAnswer:
    close_item(
        find_item(number), body.words, seen_version=body.version, by=person_of(request), at=timezone.now()
    )
    return ItemAnswer.of(find_item(number))


@router.post(
    "/{number}/drop",
    response=answers(ItemAnswer, errors=WRITING),
    summary="Drop an action item, with the reason",
    **asks(Act.LEARN),
)
def drop_action_item(request: HttpRequest, number: Number, body: Dropping) -> ItemAnswer:
    drop_item(
        find_item(number), body.reason, seen_version=body.version, by=person_of(request), at=timezone.now()
    )
    return ItemAnswer.of(find_item(number))


@router.post(
    "/{number}/reopen",
    response=answers(ItemAnswer, errors=WRITING),
    summary="Open an action item again, with the reason",
    **asks(Act.LEARN),
)
def reopen_action_item(request: HttpRequest, number: Number, body: Reopening) -> ItemAnswer:
    reopen_item(
        find_item(number), body.due_on, reason=body.reason, seen_version=body.version, by=person_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return ItemAnswer.of(find_item(number))


@router.post(
    "/{number}/due",
    response=answers(ItemAnswer, errors=WRITING),
    summary="Move the due day of an open action item, with the reason",
    **asks(Act.LEARN, also="Reminders count from the new day."),
)
def move_action_item(request: HttpRequest, number: Number, body: Moving) -> ItemAnswer:
    move_due(
        find_item(number), body.due_on, reason=body.reason, seen_version=body.version, by=person_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return ItemAnswer.of(find_item(number))


def items_to_show() -> ActionItemQuerySet:
    return ActionItem.objects.select_related("owner", "closed_by", "ticket")


def find_item(number: int) -> ActionItem:
    """Raises Http404."""
    item = items_to_show().filter(pk=number).first()
    if item is None:
        raise no_such("action item", number)
    return item
