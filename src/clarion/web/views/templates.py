"""Templates of the workspace: all of them, and the editor of one with its preview, its review and its history."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.drafting import shipped_template
from clarion.drafting.placeholders import ALL
from clarion.updates.known_facts import workspace_lexicon
from clarion.updates.template_preview import (
    Preview,
    TemplateStopped,
    must_pass,
    preview_on_incident,
    preview_on_sample,
)
from clarion.updates.templates import (
    InForce,
    MessageTemplate,
    TemplateChanged,
    must_be_sound,
    restore_template,
    save_template,
    template_in_force,
    template_versions,
    templates_in_force,
    use_shipped_template,
)
from clarion.web.access import allowed, person_of
from clarion.web.forms.templates import TemplateForm
from clarion.web.marked_text import marked_text
from clarion.web.text_diff import diff_lines

SHIPPED = "shipped"


@allowed(Act.MANAGE_WORKSPACE)
def overview(request: HttpRequest) -> HttpResponse:
    """Every kind for every audience: whose text it is, and whether the review would let it go out."""
    at, lexicon = timezone.now(), workspace_lexicon()
    rows = [
        (each, preview_on_sample(each.text, audience=each.audience, kind=each.kind, lexicon=lexicon, at=at))
        for each in templates_in_force()
    ]
    return render(request, "web/templates.html", {"rows": rows, "at": at})


@allowed(Act.MANAGE_WORKSPACE)
def edit(request: HttpRequest, audience: str, kind: str) -> HttpResponse:
    current = _in_force(audience, kind)
    if request.method == "POST":
        return _save(request, current)
    return render(request, "web/template.html", _editor(request, current, TemplateForm.of(current)))


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def preview(request: HttpRequest, audience: str, kind: str) -> HttpResponse:
    """What the typed text would read like; nothing is saved."""
    current, form = _in_force(audience, kind), TemplateForm(request.POST)
    form.is_valid()
    template = "web/template.html#preview" if request.htmx else "web/template.html"  # type: ignore[attr-defined]
    return render(request, template, _editor(request, current, form))


@allowed(Act.MANAGE_WORKSPACE)
@require_POST
def restore(request: HttpRequest, audience: str, kind: str) -> HttpResponse:
    """An earlier version, or the shipped text, as the next version."""
    _in_force(audience, kind)
    wanted, seen = request.POST.get("version", ""), _number(request.POST.get("seen", ""))
    by, at = person_of(request), timezone.now()
    try:
        if wanted == SHIPPED:
            use_shipped_template(audience, kind, seen_version=seen, by=by, at=at)
            messages.success(
                request, "The shipped text is in force again. Your versions stay in the history."
            )
        else:
            now = restore_template(audience, kind, _number(wanted), seen_version=seen, by=by, at=at)
            messages.success(request, f"Version {wanted} is in force again, as version {now.version}.")
    except TemplateChanged as conflict:
        messages.error(
            request,
            f"Nothing was restored: {_who(conflict.current)} saved version {conflict.current.version} meanwhile. "
            "Look at it, then restore.",
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("template", audience, kind)


def _save(request: HttpRequest, current: InForce) -> HttpResponse:
    form = TemplateForm(request.POST)
    if not form.is_valid():
        return _again(request, current, form)
    typed, at = form.cleaned_data, timezone.now()
    try:
        must_be_sound(typed["text"])
        if typed["seen"] == current.version and "anyway" not in request.POST:
            must_pass(typed["text"], audience=current.audience, kind=current.kind, at=at)
        saved = save_template(
            current.audience, current.kind, typed["text"], seen_version=typed["seen"], note=typed["note"],
            by=person_of(request), at=at,
        )  # fmt: skip
    except TemplateStopped as stopped:
        return _again(request, current, form, stopped=stopped.objections)
    except TemplateChanged as conflict:
        return _again(request, conflict.current, form, conflict=True, status=409)
    except ValidationError as error:
        *problems, known = error.messages
        for problem in problems:
            form.add_error("text", problem)
        return _again(request, current, form, known=known)
    if saved.version == current.version:
        messages.info(request, "This is the text in force already; there is nothing to save.")
    else:
        messages.success(request, f"Version {saved.version} is in force. Drafts begun from now on use it.")
    return redirect("template", current.audience, current.kind)


def _again(
    request: HttpRequest, current: InForce, form: TemplateForm, *, status: int = 422, **more: Any
) -> HttpResponse:
    """The editor with the typed text; nothing was saved, and nothing is lost."""
    return render(request, "web/template.html", _editor(request, current, form, **more), status=status)


def _editor(request: HttpRequest, current: InForce, form: TemplateForm, **more: Any) -> dict[str, Any]:
    shown = _preview(str(form["text"].value() or ""), current, form)
    versions = list(template_versions(current.audience, current.kind))
    return {
        "at": timezone.now(),
        "current": current,
        "form": form,
        "placeholders": ALL,
        "preview": shown,
        "marked": marked_text(shown.text, shown.review.findings),
        "versions": versions,
        **_comparison(request, current, versions),
        "conflict_lines": diff_lines(str(form["text"].value() or ""), current.text),
        **more,
    }


def _preview(template: str, current: InForce, form: TemplateForm) -> Preview:
    at = timezone.now()
    if incident := form.previewed_on():
        return preview_on_incident(template, incident, audience=current.audience, kind=current.kind, at=at)
    return preview_on_sample(template, audience=current.audience, kind=current.kind, at=at)


def _comparison(request: HttpRequest, current: InForce, versions: list[MessageTemplate]) -> dict[str, Any]:
    """The two texts that the reader wants to see beside each other; nothing until they ask."""
    texts = {SHIPPED: shipped_template(current.audience, current.kind)}
    texts |= {str(row.version): row.text for row in versions}
    older, newer = request.GET.get("from", SHIPPED), request.GET.get("to", str(current.version or SHIPPED))
    asked = bool({"from", "to"} & set(request.GET)) and older in texts and newer in texts
    return {
        "older": older,
        "newer": newer,
        "lines": list(diff_lines(texts[older], texts[newer])) if asked else None,
    }


def _in_force(audience: str, kind: str) -> InForce:
    try:
        return template_in_force(audience, kind)
    except ValidationError as error:
        raise Http404(" ".join(error.messages)) from error


def _who(current: InForce) -> str:
    return str(current.latest.edited_by) if current.latest else "somebody else"


def _number(typed: str) -> int:
    """-1, which no version is, for what is no number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
