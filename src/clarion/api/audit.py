"""The audit log: read it page by page, or take it along."""

from itertools import batched

from django.core.exceptions import ValidationError
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from clarion.accounts.audit import AuditEntry, AuditQuerySet, Done, record_act
from clarion.accounts.audit_export import chosen_in_words, json_lines
from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import answers
from clarion.api.fields import Body, Day, Number, Words
from clarion.api.pages import Listed, Page, know_every_name, page_of
from clarion.api.schemas.audit import AuditAnswer

router = Router(tags=["Audit log"])

JSON_LINES = "application/jsonl"
LINES_AT_ONCE = 200


class Chosen(Body):
    """All that is chosen must hold, as in the console."""

    q: Words = Field("", description="Words of subject, detail, name, e-mail or address.")
    person: Number | None = Field(None, description="The id of a person.")
    act: Done | None = None
    since: Day | None = Field(None, description="On this day (UTC) or later.")
    until: Day | None = Field(None, description="On this day (UTC) or earlier.")


class AuditFilter(Page, Chosen):
    """A page of what was chosen."""


@router.get(
    "",
    response=answers(Listed[AuditAnswer]),
    summary="Read the audit log, the latest first",
    **asks(Act.SEE_AUDIT),
)
def list_audit(request: HttpRequest, page: Query[AuditFilter]) -> object:
    return page_of(request, _chosen(AuditEntry.objects.all(), page), page, by="at", show=AuditAnswer.of)


@router.get(
    "/export",
    response=answers(None),
    openapi_extra={"responses": {200: {"content": {JSON_LINES: {"schema": {"type": "string"}}}}}},
    summary="The audit log as JSON Lines, the oldest first",
    **asks(
        Act.SEE_AUDIT, also="An object a line, however many there are. Exporting is an act and leaves a line."
    ),
)
def export_audit(request: HttpRequest, chosen: Query[Chosen]) -> StreamingHttpResponse:
    know_every_name(request, Chosen)
    entries = _chosen(AuditEntry.objects.oldest_first(), chosen)
    given = {name: getattr(chosen, name) for name in Chosen.model_fields}
    record_act(
        Done.EXPORTED_AUDIT, "jsonl", by=person_of(request), at=timezone.now(), detail=chosen_in_words(given)
    )
    lines = json_lines(entries.in_pieces())
    return StreamingHttpResponse(map("".join, batched(lines, LINES_AT_ONCE)), content_type=JSON_LINES)


def _chosen(entries: AuditQuerySet, chosen: Chosen) -> AuditQuerySet:
    """Raises ValidationError for days in the wrong order."""
    if chosen.since and chosen.until and chosen.until < chosen.since:
        raise ValidationError({"until": "The first day lies after the last: exchange them."})
    return entries.chosen(
        words=chosen.q, person=chosen.person, act=chosen.act or "", since=chosen.since, until=chosen.until
    )
