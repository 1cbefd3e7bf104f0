"""Review any text: what must not stand, what must stand, what the record says."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from clarion.accounts.roles import Act
from clarion.api.access import asks
from clarion.api.errors import answers
from clarion.api.schemas.incidents import find_incident
from clarion.api.schemas.review import ReviewAnswer, ToReview
from clarion.review import review
from clarion.updates.known_facts import record_of, workspace_lexicon

router = Router(tags=["Review"])


@router.post(
    "",
    response=answers(ReviewAnswer, errors=(400, 404, 413)),
    summary="Review a text",
    **asks(Act.SEE, also="With the words of the workspace. Nothing is kept."),
)
def review_text(request: HttpRequest, body: ToReview) -> ReviewAnswer:
    at, record = timezone.now(), None
    if body.incident and body.record:
        raise ValidationError({"record": "Send an incident or a record, not both."})
    if body.incident:
        record = record_of(find_incident(body.incident), now=at)
    elif body.record:
        record = body.record.record()
        record = record._replace(now=record.now or at)
    said = review(
        body.text, audience=body.audience, kind=body.kind, record=record, lexicon=workspace_lexicon()
    )
    return ReviewAnswer.of(said)
