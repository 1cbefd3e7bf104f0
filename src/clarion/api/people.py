"""People: who works here, for handing roles over; and who the token is."""

from django.http import HttpRequest
from ninja import Query, Router

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.api.access import asks, token_of
from clarion.api.errors import answers
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.people import PersonAnswer, TokenAnswer

router = Router(tags=["People"])


@router.get(
    "/people",
    response=answers(Listed[PersonAnswer]),
    summary="List people, the latest joined first",
    **asks(Act.SEE),
)
def list_people(request: HttpRequest, page: Query[Page]) -> object:
    return page_of(request, Person.objects.all(), page, by=None, show=PersonAnswer.of)


@router.get(
    "/me",
    response=answers(TokenAnswer),
    summary="Whose token this is, and what it may do",
    **asks(Act.SEE),
)
def me(request: HttpRequest) -> TokenAnswer:
    return TokenAnswer.of(token_of(request))
