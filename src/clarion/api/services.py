"""Services: what the reader knows."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import answers
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.services import NewService, ServiceAnswer
from clarion.flows.services import add_service
from clarion.incidents.services import Service

router = Router(tags=["Services"])


@router.get(
    "",
    response=answers(Listed[ServiceAnswer]),
    summary="List services, the latest added first",
    **asks(Act.SEE),
)
def list_services(request: HttpRequest, page: Query[Page]) -> object:
    return page_of(request, Service.objects.all(), page, by=None, show=ServiceAnswer.of)


@router.post(
    "",
    response=answers(ServiceAnswer, status=201, errors=(400, 413)),
    summary="Add a service to the public page",
    **asks(Act.MANAGE_WORKSPACE),
)
def add(request: HttpRequest, body: NewService) -> Status[object]:
    """Sent twice it is added once: a name is taken once."""
    service = add_service(**body.model_dump(), by=person_of(request), at=timezone.now())
    return Status(201, ServiceAnswer.of(service))
