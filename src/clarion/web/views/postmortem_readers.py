"""Texts for other readers of a post-mortem: begin one, read it on a page of its own, take it as Markdown."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.reader_texts import begin_text, text_drafts
from clarion.updates.drafts import Draft
from clarion.updates.publication import IncidentUpdate
from clarion.updates.published_text import published_text
from clarion.web.access import allowed, person_of


@allowed(Act.WRITE)
@require_POST
def begin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the text for some readers in the composer, or begin it."""
    postmortem = get_object_or_404(PostMortem, public_id=public_id)
    number = request.POST.get("incident", "")
    key = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    incident = get_object_or_404(postmortem.incidents, pk=key)
    try:
        draft = begin_text(
            postmortem,
            incident,
            request.POST.get("audience", ""),
            same_words=bool(request.POST.get("same_words")),
            by=person_of(request),
            at=timezone.now(),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(f"{reverse('postmortem', args=[public_id])}?work=1#readers")
    return redirect("compose", draft.pk)


@allowed(Act.SEE)
def read(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """The text alone, as it stands or as it was published, to be read and printed."""
    postmortem, draft, update = _found(public_id, pk)
    said = update.text_now if update else published_text(draft.text)
    context = {"postmortem": postmortem, "draft": draft, "update": update, "said": said}
    return render(request, "web/postmortem_text.html", context)


@allowed(Act.SEE)
def markdown(request: HttpRequest, public_id: str, pk: int) -> HttpResponse:
    """The same as a file."""
    postmortem, draft, update = _found(public_id, pk)
    if update:
        state = f"published {update.published_at:%Y-%m-%d %H:%M} UTC"
    else:
        state = f"draft, version {draft.version}: not approved for anybody to read"
    words = update.text_now if update else draft.text
    kind, audience = draft.get_kind_display(), draft.get_audience_display().lower()
    about = f"{draft.incident.reference}, {postmortem.reference}, for {audience}; {state}"
    title = " ".join((update.title if update else draft.incident.title).split())
    content = f"# {kind}: {title}\n\n_{about}_\n\n{words.strip()}\n"
    response = HttpResponse(content, content_type="text/markdown; charset=utf-8")
    name = f"{postmortem.reference}-{draft.incident.reference}-{draft.kind}-{draft.audience}.md"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _found(public_id: str, pk: int) -> tuple[PostMortem, Draft, IncidentUpdate | None]:
    postmortem = get_object_or_404(PostMortem, public_id=public_id)
    draft = next((each for each in text_drafts(postmortem) if each.pk == pk), None)
    if draft is None:
        raise Http404
    return postmortem, draft, IncidentUpdate.objects.filter(draft=draft).first()
