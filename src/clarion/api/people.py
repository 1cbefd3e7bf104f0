"""People: who works here and with which role; and who the token is."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status

from clarion.accounts.membership import add_person, change_person
from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of, token_of
from clarion.api.errors import answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.incidents import no_such
from clarion.api.schemas.people import NewPerson, PersonAnswer, PersonChange, TokenAnswer

router = Router(tags=["People"])


@router.get(
    "/people",
    response=answers(Listed[PersonAnswer]),
    summary="List people, the latest joined first",
    **asks(Act.SEE),
)
def list_people(request: HttpRequest, page: Query[Page]) -> object:
    return page_of(request, Person.objects.all(), page, by=None, show=PersonAnswer.of)


@router.post(
    "/people",
    response=answers(PersonAnswer, status=201, errors=(400, 413)),
    summary="Add a person",
    **asks(
        Act.MANAGE_WORKSPACE,
        also="They sign in by a one-time link, which only the console and the shell make.",
    ),
)
def add_a_person(request: HttpRequest, body: NewPerson) -> Status[object]:
    """Sent twice they are added once. No link is answered: whoever steals a token must not get a session by it."""
    person = add_person(body.email, name=body.name, role=body.role, by=person_of(request), at=timezone.now())
    return Status(201, PersonAnswer.of(person))


@router.patch(
    "/people/{pk}",
    response=answers(PersonAnswer, errors=(400, 404, 413)),
    summary="Change the role of a person, or let them leave and come back",
    **asks(Act.MANAGE_WORKSPACE, also="The last admin stays."),
)
def change_a_person(request: HttpRequest, pk: Number, body: PersonChange) -> PersonAnswer:
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise no_such("person", pk)
    active = person.is_active if body.active is None else body.active
    change_person(
        person, role=body.role or person.role, is_active=active, by=person_of(request), at=timezone.now()
    )
    return PersonAnswer.of(person)


@router.get(
    "/me",
    response=answers(TokenAnswer),
    summary="Whose token this is, and what it may do",
    **asks(Act.SEE),
)
def me(request: HttpRequest) -> TokenAnswer:
    return TokenAnswer.of(token_of(request))
