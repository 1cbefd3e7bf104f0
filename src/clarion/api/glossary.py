"""The glossary of the workspace: read it, add a term, remove one."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.responses import Status

from clarion.accounts.glossary import GlossaryTerm, add_term, remove_term
from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.glossary import NewTerm, TermAnswer
from clarion.api.schemas.incidents import no_such

router = Router(tags=["Glossary"])


@router.get(
    "",
    response=answers(Listed[TermAnswer]),
    summary="List terms, the latest added first",
    **asks(Act.SEE),
)
def list_terms(request: HttpRequest, page: Query[Page]) -> object:
    return page_of(request, GlossaryTerm.objects.all(), page, by=None, show=TermAnswer.of)


@router.post(
    "",
    response=answers(TermAnswer, status=201, errors=(400, 413)),
    summary="Add a term, for which the review proposes the plain words from then on",
    **asks(Act.MANAGE_WORKSPACE),
)
def add_glossary_term(request: HttpRequest, body: NewTerm) -> Status[object]:
    """Sent twice it is added once: there is one wording for a term."""
    term = GlossaryTerm(term=body.term, plain=body.plain)
    add_term(term, by=person_of(request), at=timezone.now())
    return Status(201, TermAnswer.of(term))


@router.delete(
    "/{pk}",
    response=answers(TermAnswer, errors=READING),
    summary="Remove a term",
    **asks(Act.MANAGE_WORKSPACE),
)
def remove_glossary_term(request: HttpRequest, pk: Number) -> TermAnswer:
    term = GlossaryTerm.objects.filter(pk=pk).first()
    if term is None:
        raise no_such("term", pk)
    remove_term(term, by=person_of(request), at=timezone.now())
    return TermAnswer.of(term, key=pk)
