"""Promises: what is owed to whom by when, and the ledger of what became of it."""

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from clarion.accounts.roles import Act
from clarion.api.access import asks
from clarion.api.errors import answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.promises import PromiseAnswer
from clarion.updates.audiences import Audience
from clarion.updates.promises import Outcome, Promise

router = Router(tags=["Promises"])


class PromiseFilter(Page):
    incident: Number | None = Field(None, description="The number of an incident.")
    audience: Audience | None = None
    outcome: Outcome | None = Field(
        None, description="What became of it. `open` and `missed` may still be owed: see `closed_at`."
    )


@router.get(
    "",
    response=answers(Listed[PromiseAnswer]),
    summary="List promises, the latest due first",
    **asks(Act.SEE),
)
def list_promises(request: HttpRequest, page: Query[PromiseFilter]) -> object:
    chosen = {
        name: value
        for name in ("incident", "audience", "outcome")
        if (value := getattr(page, name)) is not None
    }
    return page_of(request, Promise.objects.filter(**chosen), page, by="due_at", show=PromiseAnswer.of)


@router.get(
    "/owed",
    response=answers(list[PromiseAnswer]),
    summary="What is owed now, the earliest first",
    **asks(Act.SEE),
)
def owed(request: HttpRequest) -> list[PromiseAnswer]:
    return [PromiseAnswer.of(promise) for promise in Promise.objects.owed()]
