"""Updates: what went out, what of it is wrong by now, and corrections."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, WRITING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.drafts import DraftSheet
from clarion.api.schemas.incidents import find_incident, no_such
from clarion.api.schemas.review import ClaimAnswer
from clarion.api.schemas.updates import Contradicted, UpdateAnswer, Wrong, updates_to_show
from clarion.flows.correct import correct
from clarion.updates.audiences import Audience
from clarion.updates.contradictions import contradicted_by_now
from clarion.updates.publication import IncidentUpdate, latest_update

of_incidents = Router(tags=["Updates"])
router = Router(tags=["Updates"])


class UpdateFilter(Page):
    audience: Audience | None = Field(None, description="Only updates for this audience.")


@of_incidents.get(
    "/{number}/updates",
    response=answers(Listed[UpdateAnswer], errors=READING),
    summary="List what was published, the latest first",
    **asks(Act.SEE),
)
def list_updates(request: HttpRequest, number: Number, page: Query[UpdateFilter]) -> object:
    updates = updates_to_show().filter(incident=find_incident(number))
    if page.audience:
        updates = updates.filter(audience=page.audience)
    return page_of(request, updates, page, by="published_at", show=UpdateAnswer.of)


@of_incidents.get(
    "/{number}/contradictions",
    response=answers(list[Contradicted], errors=READING),
    summary="What audiences last heard and the record contradicts by now",
    **asks(Act.SEE),
)
def contradictions(request: HttpRequest, number: Number) -> list[Contradicted]:
    incident = find_incident(number)
    heard = [latest_update(incident, audience) for audience in Audience] if incident.is_open else []
    last = {update.pk: update for update in heard if update}
    wrong = contradicted_by_now(incident, last.values())
    shown = updates_to_show().in_bulk([key for key, claims in wrong.items() if claims])
    return [
        Contradicted(
            update=UpdateAnswer.of(update), claims=[ClaimAnswer.of(claim) for claim in wrong[update.pk]]
        )
        for update in shown.values()
    ]


@router.get(
    "/{pk}",
    response=answers(UpdateAnswer, errors=READING),
    summary="Read one update",
    **asks(Act.SEE),
)
def read_update(request: HttpRequest, pk: Number) -> UpdateAnswer:
    return UpdateAnswer.of(find_update(pk))


@router.post(
    "/{pk}/correct",
    response=answers(DraftSheet, errors=WRITING),
    summary="Start a correction that quotes what was wrong",
    **asks(Act.WRITE, also="The correction is approved and published like every update."),
)
def correct_update(request: HttpRequest, pk: Number, body: Wrong) -> DraftSheet:
    at = timezone.now()
    draft = correct(find_update(pk), wrong_words=body.wrong_words, by=person_of(request), at=at)
    return DraftSheet.on(draft, by=person_of(request), at=at)


def find_update(pk: int) -> IncidentUpdate:
    """Raises Http404."""
    update = updates_to_show().select_related("incident").filter(pk=pk).first()
    if update is None:
        raise no_such("update", pk)
    return update
