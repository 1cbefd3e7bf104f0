"""Post-mortems: which there are, and what one says. They are written in the console, where several write at once."""

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from clarion.accounts.roles import Act
from clarion.api.access import asks
from clarion.api.errors import READING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.incidents import no_such
from clarion.api.schemas.postmortems import PostMortemAnswer, WholePostMortem
from clarion.incidents.states import Severity
from clarion.postmortems.exports.agreed import document_to_read
from clarion.postmortems.postmortem import PostMortem, Stage

router = Router(tags=["Post-mortems"])


class PostMortemFilter(Page):
    stage: Stage | None = None
    severity: Severity | None = None
    incident: Number | None = Field(None, description="The number of an incident that it covers.")


@router.get(
    "",
    response=answers(Listed[PostMortemAnswer]),
    summary="List post-mortems, the latest opened first",
    **asks(Act.SEE),
)
def list_postmortems(request: HttpRequest, page: Query[PostMortemFilter]) -> object:
    asked = {"stage": page.stage, "severity": page.severity, "incidents": page.incident}
    chosen = {name: value for name, value in asked.items() if value is not None}
    postmortems = PostMortem.objects.with_incidents().filter(**chosen)
    return page_of(request, postmortems, page, by="opened_at", show=PostMortemAnswer.of)


@router.get(
    "/{number}",
    response=answers(WholePostMortem, errors=READING),
    summary="Read one post-mortem with its texts",
    **asks(Act.SEE),
)
def read_postmortem(request: HttpRequest, number: Number) -> WholePostMortem:
    postmortem = PostMortem.objects.with_incidents().filter(pk=number).first()
    if postmortem is None:
        raise no_such("post-mortem", number)
    return WholePostMortem.whole(postmortem, document_to_read(postmortem))
