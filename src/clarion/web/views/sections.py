"""Writing in a section of a post-mortem: an editor in its place, saved at every pause in typing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.postmortems.document import read_document
from clarion.postmortems.postmortem import PostMortem
from clarion.postmortems.section_review import findings_in
from clarion.postmortems.section_writing import WrittenAtOnce, section_of, write_section
from clarion.postmortems.sections import Part, Section
from clarion.postmortems.writing import PostMortemClosed
from clarion.updates.known_facts import workspace_lexicon
from clarion.web.access import allowed, person_of
from clarion.web.forms.section import SectionForm
from clarion.web.marked_text import marked_text
from clarion.web.postmortem_parts import review
from clarion.web.written_sections import page_part_of, written_section


@allowed(Act.LEARN)
def section(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """One section as an editor; saved, it is words again. `?as=words` shows it without editing."""
    found = found_section(public_id, name)
    if request.method == "POST":
        return _save(request, found)
    if request.GET.get("as") == "words":
        return _as_words(request, found)
    if not found.postmortem.is_writable:
        messages.error(request, str(PostMortemClosed(found.postmortem)))
        return to_the_page(found)
    return _as_editor(request, found, text=found.text, seen=found.version)


def found_section(public_id: str, name: str) -> Section:
    postmortem = get_object_or_404(PostMortem, public_id=public_id)
    try:
        return section_of(postmortem, name)
    except Section.DoesNotExist:
        raise Http404(f"A post-mortem has no part {name}.") from None


def to_the_page(section: Section) -> HttpResponse:
    return redirect(address_on_the_page(section))


def address_on_the_page(section: Section) -> str:
    page = reverse("postmortem", args=[section.postmortem.public_id])
    return f"{page}#{page_part_of(Part(section.part))}"


def _save(request: HttpRequest, section: Section) -> HttpResponse:
    """With htmx the review beside the text, or the words when the writer is done; without it the page."""
    form = SectionForm(request.POST)
    typed: dict[str, Any] = {
        "text": request.POST.get("text", ""),
        "seen": request.POST.get("version", ""),
        "base": request.POST.get("base"),
    }
    if not form.is_valid():
        return _again(request, section, status=422, errors=_errors(form), **typed)
    try:
        saved = write_section(
            section, form.cleaned_data["text"], seen_version=form.cleaned_data["version"],
            base=form.went_on_from(), choice=form.chosen(), chosen_of=form.cleaned_data["chosen_of"],
            by=person_of(request), at=timezone.now(),
        )  # fmt: skip
    except WrittenAtOnce as conflict:
        others = _others(conflict.section, since=form.cleaned_data["version"], person=person_of(request))
        return _again(request, conflict.section, status=409, conflict=conflict.merged, others=others, **typed)
    except PostMortemClosed as closed:
        return _again(request, section, status=422, errors=[str(closed)], **typed)
    except ValidationError as error:
        return _again(request, section, status=422, errors=error.messages, **typed)
    if not request.htmx or "done" in request.POST:  # type: ignore[attr-defined]
        return _as_words(request, saved.section)
    now = saved.section
    return _as_editor(request, now, text=now.text, seen=now.version, saved=True, merged=saved.merged)


def _errors(form: SectionForm) -> list[str]:
    """What the form cannot read is named; a text that was typed is none of it."""
    if "version" in form.errors:
        return [
            "This page does not say which version you saw. Copy your text, reload the page and edit again."
        ]
    return [str(error) for errors in form.errors.values() for error in errors]


def _others(section: Section, *, since: int, person: Person) -> list[str]:
    """Who else saved since; nobody where the writer did so in another window."""
    rows = section.versions.filter(number__gt=since).exclude(by=person)
    return sorted(set(rows.values_list("by__name", flat=True)) - {None})


def _again(request: HttpRequest, section: Section, *, status: int, **more: Any) -> HttpResponse:
    """The editor with what was typed; nothing of it was saved, and nothing is lost."""
    return _as_editor(request, section, status=status, **more)


def _as_words(request: HttpRequest, section: Section) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return to_the_page(section)
    if request.htmx.current_url_abs_path == request.path:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(address_on_the_page(section))
    at = timezone.now()
    written = written_section(section, person=person_of(request), at=at)
    context = {
        "written": written,
        "postmortem": section.postmortem,
        "at": at,
        **_margins(request, section.postmortem),
    }
    return render(request, "web/postmortem/section.html#shown", context)


def _as_editor(
    request: HttpRequest, section: Section, *, text: str, seen: object, status: int = 200, **more: Any
) -> HttpResponse:
    """The page, the editor in its place, or after a pause in typing what the review says alone."""
    at = timezone.now()
    findings = findings_in(text, part=Part(section.part), lexicon=workspace_lexicon())
    context = {
        "at": at,
        "written": written_section(section, person=person_of(request), at=at),
        "postmortem": section.postmortem,
        "text": text,
        "seen": seen,
        "findings": findings,
        "marked": marked_text(text, findings),
        **more,
    }
    template = "web/postmortem/write.html"
    if request.htmx:  # type: ignore[attr-defined]
        pause = request.headers.get("HX-Target", "").startswith("review-")
        context["pause"] = pause
        template = f"web/postmortem/section.html#{'review' if pause else 'edit'}"
    return render(request, template, context, status=status)


def _margins(request: HttpRequest, postmortem: PostMortem) -> dict[str, Any]:
    """The comments and rewrites that stand beside the words."""
    return review.context(postmortem, read_document(postmortem), person=person_of(request))
