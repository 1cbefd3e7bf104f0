"""Templates of the workspace: read them, preview a text, save, restore."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, WRITING, answers
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.incidents import find_incident
from clarion.api.schemas.templates import (
    NewTemplate,
    Restoration,
    TemplateAnswer,
    TemplatePreview,
    TemplateTyped,
    TemplateVersionAnswer,
)
from clarion.drafting.checking import problems_of
from clarion.updates.audiences import Audience, Kind
from clarion.updates.template_preview import must_pass, preview_on_incident, preview_on_sample
from clarion.updates.templates import (
    InForce,
    must_be_sound,
    restore_template,
    save_template,
    template_in_force,
    template_versions,
    templates_in_force,
    use_shipped_template,
)

router = Router(tags=["Templates"])

MANAGES = asks(Act.MANAGE_WORKSPACE)


@router.get(
    "",
    response=answers(list[TemplateAnswer]),
    summary="The template in force of every kind for every audience",
    **MANAGES,
)
def list_templates(request: HttpRequest) -> list[TemplateAnswer]:
    return [TemplateAnswer.of(current) for current in templates_in_force()]


@router.get(
    "/{audience}/{kind}",
    response=answers(TemplateAnswer, errors=READING),
    summary="Read the template in force",
    **MANAGES,
)
def read_template(request: HttpRequest, audience: Audience, kind: Kind) -> TemplateAnswer:
    return TemplateAnswer.of(find_template(audience, kind))


@router.get(
    "/{audience}/{kind}/versions",
    response=answers(Listed[TemplateVersionAnswer], errors=READING),
    summary="The history of a template, the newest first",
    **MANAGES,
)
def list_template_versions(request: HttpRequest, audience: Audience, kind: Kind, page: Query[Page]) -> object:
    current = find_template(audience, kind)
    versions = template_versions(current.audience, current.kind)
    return page_of(request, versions, page, by=None, show=TemplateVersionAnswer.of)


@router.post(
    "/{audience}/{kind}/preview",
    response=answers(TemplatePreview, errors=(400, 404, 413)),
    summary="What a text would read like, with its review",
    **asks(Act.MANAGE_WORKSPACE, also="Nothing is saved."),
)
def preview_template(
    request: HttpRequest, audience: Audience, kind: Kind, body: TemplateTyped
) -> TemplatePreview:
    current, at = find_template(audience, kind), timezone.now()
    if body.incident:
        incident = find_incident(body.incident)
        shown = preview_on_incident(body.text, incident, audience=current.audience, kind=current.kind, at=at)
    else:
        shown = preview_on_sample(body.text, audience=current.audience, kind=current.kind, at=at)
    return TemplatePreview.of(shown, problems=[str(problem) for problem in problems_of(body.text)])


@router.put(
    "/{audience}/{kind}",
    response=answers(TemplateAnswer, errors=WRITING),
    summary="Save a text as the next version",
    **asks(
        Act.MANAGE_WORKSPACE,
        also="Drafts begun from then on use it. A text to whose sample the review objects needs `anyway`.",
    ),
)
def save_a_template(
    request: HttpRequest, audience: Audience, kind: Kind, body: NewTemplate
) -> TemplateAnswer:
    current, at = find_template(audience, kind), timezone.now()
    _must_be_sound(body.text)
    if body.version == current.version and not body.anyway:
        must_pass(body.text, audience=audience, kind=kind, at=at)
    saved = save_template(
        audience, kind, body.text, seen_version=body.version, note=body.note, by=person_of(request), at=at
    )
    return TemplateAnswer.of(saved)


@router.post(
    "/{audience}/{kind}/restore",
    response=answers(TemplateAnswer, errors=WRITING),
    summary="An earlier version, or the shipped text, as the next version",
    **MANAGES,
)
def restore_a_template(
    request: HttpRequest, audience: Audience, kind: Kind, body: Restoration
) -> TemplateAnswer:
    find_template(audience, kind)
    by, at, seen = person_of(request), timezone.now(), body.version
    if body.restore == "shipped":
        now = use_shipped_template(audience, kind, seen_version=seen, by=by, at=at)
    else:
        now = restore_template(audience, kind, body.restore, seen_version=seen, by=by, at=at)
    return TemplateAnswer.of(now)


def find_template(audience: Audience, kind: Kind) -> InForce:
    """Raises Http404 for a kind that the audience is not sent."""
    try:
        return template_in_force(audience, kind)
    except ValidationError as error:
        raise Http404(" ".join(error.messages)) from error


def _must_be_sound(text: str) -> None:
    """Raises ValidationError that names the field."""
    try:
        must_be_sound(text)
    except ValidationError as error:
        raise ValidationError({"text": error.messages}) from error
