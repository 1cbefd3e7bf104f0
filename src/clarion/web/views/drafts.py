"""The composer: write, review while typing, approve the exact text, publish."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from clarion.accounts.roles import Act
from clarion.flows.approve import approve
from clarion.flows.publish import publish
from clarion.postmortems.reader_texts import found_for, postmortem_of, start_text
from clarion.review.dismissals import NotDismissible
from clarion.updates.audiences import AFTER_THE_END, Audience
from clarion.updates.dismissals import dismiss, take_back
from clarion.updates.drafts import Draft, DraftChanged, DraftClosed
from clarion.updates.editing import discard_draft, edit_draft
from clarion.updates.gate import NotApprovable, NotPublishable
from clarion.updates.promise_in_words import brought_to_agree
from clarion.updates.publication import IncidentUpdate
from clarion.updates.refilling import refill_draft
from clarion.updates.replies import address, is_reply
from clarion.updates.review_of_draft import apply_fix, find_finding
from clarion.updates.translations import merged_translations, said_in
from clarion.updates.withdrawals import explained_by
from clarion.web.access import allowed, person_of
from clarion.web.composer_page import composer_page
from clarion.web.forms.draft import DraftForm
from clarion.web.rooms import as_of, dismissed_for, draft_for, incident_for, time_in


@allowed(Act.WRITE)
@require_POST
def write(request: HttpRequest, pk: int, audience: str) -> HttpResponse:
    """Open the draft for an audience, or start one from the record."""
    incident = incident_for(request, pk)
    try:
        draft = start_text(
            incident,
            Audience(audience),
            kind=request.POST.get("kind") or None,
            by=person_of(request),
            at=time_in(incident),
        )
    except (ValidationError, ValueError) as error:
        messages.error(request, " ".join(getattr(error, "messages", ["There is no such audience or kind."])))
        return redirect("room", pk)
    if (wanted := request.POST.get("kind")) and wanted != draft.kind:
        messages.info(request, f"This {draft.kind_words} is being written. Publish or discard it first.")
    return redirect("compose", draft.pk)


@allowed(Act.WRITE)
def compose(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    if draft.published_at or draft.discarded_at:
        messages.info(request, str(DraftClosed(draft)))
        return redirect("room", draft.incident_id)
    return render(request, "web/compose.html", composer_page(draft, person=person_of(request)))


@allowed(Act.WRITE)
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save and review. The page sends this at every pause in typing and shows the answer beside the text."""
    draft = draft_for(request, pk)
    form = _typed(request, draft)
    if not form.is_valid():
        return _answer(request, draft, form=form, status=422)
    at, typed = time_in(draft.incident), form.changes()
    text, due = brought_to_agree(draft, text=typed["text"], next_update_at=typed["next_update_at"], at=at)
    named = address(text, before=draft.customer, now=typed.get("customer", ""))
    changes = {**typed, "text": named, "next_update_at": due}
    try:
        edit_draft(draft, changes, seen_version=form.cleaned_data["version"], by=person_of(request), at=at)
    except DraftChanged as conflict:
        return _answer(
            request, conflict.draft, form=form, conflict=True, seen=form.cleaned_data["version"], status=409
        )
    except DraftClosed:
        draft.refresh_from_db()  # the page says what became of it, and keeps what was typed
        return _answer(request, draft, form=form, status=409)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _answer(request, draft, form=form, status=422)
    followed = draft.state != form.cleaned_data["state"]
    return _answer(request, draft, agreed=changes != typed, named=named != text, state_followed=followed)


@allowed(Act.WRITE)
@require_POST
def fix(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply the safe rewrite of one finding."""
    draft = draft_for(request, pk)
    try:
        start, end, version = (int(request.POST.get(name, "")) for name in ("start", "end", "version"))
        text = apply_fix(
            draft, start=start, end=end, rule=request.POST.get("rule", ""), at=time_in(draft.incident)
        )
        edit_draft(
            draft, {"text": text}, seen_version=version, by=person_of(request), at=time_in(draft.incident)
        )
    except (ValueError, LookupError):
        messages.warning(
            request, "The text has changed since this finding was shown. Look at the review again."
        )
    except (DraftChanged, DraftClosed) as error:
        messages.warning(request, str(error))
    return redirect("compose", pk)


@allowed(Act.WRITE)
@require_POST
def dismiss_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one finding stand, with a reason and a name; the approver sees both."""
    draft = draft_for(request, pk)
    at = time_in(draft.incident)
    try:
        start, end = int(request.POST.get("start", "")), int(request.POST.get("end", ""))
        finding = find_finding(draft, start=start, end=end, rule=request.POST.get("rule", ""), at=at)
        dismiss(draft, finding, reason=request.POST.get("reason", ""), by=person_of(request), at=at)
    except (ValueError, LookupError) as error:
        known = isinstance(error, NotDismissible)
        messages.warning(
            request, str(error) if known else "The text has changed since this finding was shown."
        )
    return redirect("compose", pk)


@allowed(Act.WRITE)
@require_POST
def take_back_dismissal(request: HttpRequest, pk: int) -> HttpResponse:
    dismissed = dismissed_for(request, pk)
    take_back(dismissed, by=person_of(request), at=time_in(dismissed.draft.incident))
    return redirect("compose", dismissed.draft_id)


@allowed(Act.WRITE)
@require_POST
def refill(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the text again from the record, perhaps as another kind of message. Both texts, where another saved one."""
    draft = draft_for(request, pk)
    kind, seen = request.POST.get("kind"), _seen_version(request)
    try:
        found = found_for(draft.incident, draft.kind)
        refill_draft(
            draft,
            kind=kind,
            found=found,
            seen_version=seen,
            by=person_of(request),
            at=time_in(draft.incident),
        )
    except DraftChanged as conflict:
        typed = _typed(request, draft)
        return _answer(request, conflict.draft, form=typed, conflict=True, seen=seen, status=409)
    except DraftClosed as closed:
        messages.error(request, str(closed))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _leave(request, "compose", pk)


@allowed(Act.WRITE)
@require_POST
def explain_latest(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer has read the new public update and says that these talking points explain it, words and all."""
    draft = draft_for(request, pk)
    newest = explained_by(draft.incident, draft.kind)
    if newest is None or request.POST.get("explains") != str(newest.pk):
        messages.warning(request, "There is a newer public update by now. Read it, then press again.")
        return redirect("compose", pk)
    if refusal := _words_refused(request, draft, act="Not saved."):
        return refusal
    form = _typed(request, draft)
    words, seen = (form.changes(), form.cleaned_data["version"]) if form.is_valid() else ({}, None)
    changes = {**words, "explains": newest}
    try:
        edit_draft(draft, changes, seen_version=seen, by=person_of(request), at=time_in(draft.incident))
    except DraftChanged as conflict:
        return _answer(request, conflict.draft, form=form, conflict=True, seen=seen, status=409)
    except DraftClosed as closed:
        messages.error(request, str(closed))
    return redirect("compose", pk)


@allowed(Act.WRITE)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    try:
        discard_draft(draft, by=person_of(request), at=time_in(draft.incident))
        messages.info(request, "The draft is put away. Nothing was published.")
    except DraftClosed as closed:
        messages.error(request, str(closed))
    return redirect("room", draft.incident_id)


@allowed(Act.WRITE)
@require_POST
def approve_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A yes to the version on the page; which role may say it depends on the audience, and the flow asks."""
    draft = draft_for(request, pk)
    if refusal := _words_refused(request, draft, act="Not approved."):
        return refusal
    if _keeps_unsaved_words(request, draft):
        messages.warning(request, "Your last words are saved now. Look at the review of them, then approve.")
        return redirect("compose", pk)
    try:
        approve(
            draft,
            seen_version=_seen_version(request),
            override_reason=request.POST.get("override_reason", ""),
            by=person_of(request),
            at=time_in(draft.incident),
        )
        messages.success(request, "Approved. This exact text can be published now.")
    except DraftChanged as conflict:
        messages.error(request, f"{conflict} Read the text again, then approve.")
    except DraftClosed as closed:
        messages.error(request, str(closed))
    except NotApprovable as error:
        messages.error(request, f"Not approved. {error}")
    return redirect("compose", pk)


@allowed(Act.WRITE)
@require_POST
def publish_draft(request: HttpRequest, pk: int) -> HttpResponse:
    draft = draft_for(request, pk)
    if refusal := _words_refused(request, draft, act="Not published."):
        return refusal
    if _keeps_unsaved_words(request, draft):
        messages.error(
            request, "Not published: your last words were not part of what was approved. They are saved now."
        )
        return redirect("compose", pk)
    try:
        update = publish(
            draft, seen_version=_seen_version(request), by=person_of(request), at=time_in(draft.incident)
        )
    except (NotPublishable, DraftChanged) as error:
        messages.error(request, f"Not published. {error}")
        return redirect("compose", pk)
    except DraftClosed as closed:
        messages.error(request, str(closed))
    else:
        done = (
            f"Recorded as sent at {update.published_at:%H:%M} UTC. Send it by your own mail now."
            if is_reply(update)
            else f"Published at {update.published_at:%H:%M} UTC. {_promised(update)}"
        )
        messages.success(request, done)
        if update.kind in AFTER_THE_END and (postmortem := postmortem_of(update.incident)):
            return redirect(f"{reverse('postmortem', args=[postmortem.public_id])}?work=1#readers")
    return redirect("room", draft.incident_id)


def _typed(request: HttpRequest, draft: Draft) -> DraftForm:
    return as_of(DraftForm(request.POST), time_in(draft.incident))


def _seen_version(request: HttpRequest) -> int:
    """The version of the draft on the writer's screen; one that no draft has when the form does not say."""
    version = request.POST.get("version", "")
    return int(version) if version.isdigit() and len(version) < 10 else -1


def _words_refused(request: HttpRequest, draft: Draft, *, act: str) -> HttpResponse | None:
    """The page with what was typed and why it cannot be saved; None where it can, or where nothing was sent.

    What is asked for is asked of the words on the screen: it is never done on the saved ones instead.
    """
    form = _typed(request, draft)
    if "text" not in request.POST or (form.is_valid() and _takes_translations(draft, form)):
        return None
    return _answer(request, draft, form=form, refused=act, status=422)


def _takes_translations(draft: Draft, form: DraftForm) -> bool:
    """Whether the translations on the screen can be saved; the form says why not."""
    try:
        merged_translations(draft, form.changes().get("translations", {}))
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


def _keeps_unsaved_words(request: HttpRequest, draft: Draft) -> bool:
    """Save what stands on the screen and is not saved yet (a button can be faster than the pause in typing).

    True when there was something to save; then nothing may be approved or published by this request.
    """
    form = _typed(request, draft)
    if "text" not in request.POST or not form.is_valid():
        return False
    changes = form.changes()
    if all(_says_already(draft, name, value) for name, value in changes.items()):
        return False
    try:
        seen = form.cleaned_data["version"]
        return edit_draft(
            draft, changes, seen_version=seen, by=person_of(request), at=time_in(draft.incident)
        )
    except (DraftChanged, DraftClosed):
        return False  # the flow that was asked for says so


def _says_already(draft: Draft, name: str, value: Any) -> bool:
    if name == "translations":
        return all(said_in(draft, language) == words for language, words in value.items())
    return bool(getattr(draft, name) == value)


def _answer(request: HttpRequest, draft: Draft, *, status: int = 200, **more: Any) -> HttpResponse:
    """The review beside the text for htmx (which swaps 409 and 422 too), the whole page for everybody else."""
    template = "web/compose/saved.html" if request.htmx else "web/compose.html"  # type: ignore[attr-defined]
    return render(request, template, composer_page(draft, person=person_of(request), **more), status=status)


def _leave(request: HttpRequest, page: str, pk: int) -> HttpResponse:
    response = redirect(page, pk)
    return HttpResponse(headers={"HX-Redirect": response.url}) if request.htmx else response  # type: ignore[attr-defined]


def _promised(update: IncidentUpdate) -> str:
    if update.next_update_at is None or update.state == "resolved":
        return ""
    return f"The next update is promised by {update.next_update_at:%H:%M} UTC; the clock is running."
