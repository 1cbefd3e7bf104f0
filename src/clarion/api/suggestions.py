"""What alerts suggest: a person accepts, which declares, or dismisses."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status
from pydantic import BaseModel

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, WRITING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.repeats import KEY_HEADER, once
from clarion.api.schemas.incidents import IncidentAnswer, no_such, show_incident
from clarion.api.schemas.services import affected_by
from clarion.api.schemas.suggestions import Accept, SuggestionAnswer
from clarion.flows.declare import accept_suggestion, dismiss_suggestion
from clarion.incidents.alerts import AlertStatus, Suggestion, SuggestionState
from clarion.incidents.services import Service
from clarion.incidents.states import ServiceStatus, Severity

router = Router(tags=["Suggestions"])


class SuggestionFilter(Page):
    state: SuggestionState | None = None


@router.get(
    "",
    response=answers(Listed[SuggestionAnswer]),
    summary="List what alerts suggest, the latest first",
    **asks(Act.SEE),
)
def list_suggestions(request: HttpRequest, page: Query[SuggestionFilter]) -> object:
    suggestions = suggestions_to_show()
    if page.state:
        suggestions = suggestions.filter(state=page.state)
    return page_of(request, suggestions, page, by="received_at", show=SuggestionAnswer.of)


@router.get(
    "/{pk}",
    response=answers(SuggestionAnswer, errors=READING),
    summary="Read one suggestion",
    **asks(Act.SEE),
)
def read_suggestion(request: HttpRequest, pk: Number) -> SuggestionAnswer:
    return SuggestionAnswer.of(find_suggestion(pk))


@router.post(
    "/{pk}/accept",
    response=answers(IncidentAnswer, status=201, errors=WRITING),
    summary="Declare what alerts suggest",
    **asks(Act.DECLARE, also="The alerts become entries of the timeline. Nothing is published."),
)
def accept(
    request: HttpRequest, pk: Number, body: Accept, idempotency_key: str = KEY_HEADER
) -> Status[object]:
    suggestion, at = find_suggestion(pk), timezone.now()

    def make() -> BaseModel:
        incident = accept_suggestion(
            suggestion,
            title=body.title or suggestion.title,
            severity=body.severity or Severity(suggestion.severity),
            services=_affected(suggestion, body),
            facts=body.facts(),
            by=person_of(request),
            at=at,
        )
        return show_incident(incident.pk)

    return once(request, idempotency_key, make, at=at)


@router.post(
    "/{pk}/dismiss",
    response=answers(SuggestionAnswer, errors=(404, 409)),
    summary="Dismiss what alerts suggest",
    **asks(Act.DECLARE, also="New alerts of the group will suggest it again."),
)
def dismiss(request: HttpRequest, pk: Number) -> SuggestionAnswer:
    dismiss_suggestion(find_suggestion(pk), by=person_of(request), at=timezone.now())
    return SuggestionAnswer.of(find_suggestion(pk))


def suggestions_to_show() -> QuerySet[Suggestion]:
    firing = Count("alerts", filter=Q(alerts__status=AlertStatus.FIRING), distinct=True)
    return (
        Suggestion.objects.select_related("decided_by").prefetch_related("services")
        .annotate(total=Count("alerts", distinct=True), firing=firing)
    )  # fmt: skip


def find_suggestion(pk: int) -> Suggestion:
    """Raises Http404."""
    suggestion = suggestions_to_show().filter(pk=pk).first()
    if suggestion is None:
        raise no_such("suggestion", pk)
    return suggestion


def _affected(suggestion: Suggestion, body: Accept) -> dict[Service, ServiceStatus]:
    if "services" in body.model_fields_set:
        return affected_by(body.services)
    return dict.fromkeys(suggestion.services.all(), ServiceStatus.PARTIAL_OUTAGE)
