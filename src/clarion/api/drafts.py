"""Drafts: write, review, approve the exact text, publish."""

from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from clarion.accounts.roles import Act
from clarion.api.access import asks, person_of
from clarion.api.errors import READING, WRITING, answers
from clarion.api.fields import Number
from clarion.api.pages import Listed, Page, page_of
from clarion.api.schemas.drafts import (
    Dismiss,
    DraftAnswer,
    DraftChange,
    DraftSheet,
    Explain,
    Fix,
    NewDraft,
    NewHeartbeat,
    Refill,
    Seen,
    Yes,
)
from clarion.api.schemas.incidents import find_incident, no_such
from clarion.api.schemas.updates import UpdateAnswer
from clarion.flows.approve import approve
from clarion.flows.publish import publish
from clarion.postmortems.reader_texts import found_for, start_text
from clarion.review.dismissals import NotDismissible
from clarion.updates.audiences import Audience
from clarion.updates.dismissals import DismissedFinding, dismiss, take_back
from clarion.updates.drafts import Draft, locked_open_draft
from clarion.updates.editing import discard_draft, edit_draft
from clarion.updates.heartbeats import start_heartbeat
from clarion.updates.promise_in_words import brought_to_agree
from clarion.updates.refilling import refill_draft
from clarion.updates.replies import address, is_reply
from clarion.updates.review_of_draft import apply_fix, find_finding
from clarion.updates.suggested_text import HEARTBEAT
from clarion.updates.withdrawals import explained_by

of_incidents = Router(tags=["Drafts"])
router = Router(tags=["Drafts"])
of_dismissals = Router(tags=["Drafts"])

WRITES = asks(Act.WRITE)
TEXT_CHANGED = "The text has changed since this finding was shown. Read the draft and its review again."


class Which(StrEnum):
    OPEN = "open"
    ALL = "all"


class DraftFilter(Page):
    show: Which = Which.OPEN
    audience: Audience | None = None


@of_incidents.get(
    "/{number}/drafts",
    response=answers(Listed[DraftAnswer], errors=READING),
    summary="List the drafts of an incident",
    **asks(Act.SEE),
)
def list_drafts(request: HttpRequest, number: Number, page: Query[DraftFilter]) -> object:
    drafts = find_incident(number).drafts.select_related("edited_by")
    if page.show == Which.OPEN:
        drafts = drafts.open()
    if page.audience:
        drafts = drafts.filter(audience=page.audience)
    return page_of(request, drafts, page, by="created_at", show=DraftAnswer.of)


@of_incidents.post(
    "/{number}/drafts",
    response=answers(DraftSheet, errors=WRITING),
    summary="Start a draft for an audience, or open the one there is",
    **asks(Act.WRITE, also="The first text is filled from the record. There is one open draft per audience."),
)
def write(request: HttpRequest, number: Number, body: NewDraft) -> DraftSheet:
    at = timezone.now()
    draft = start_text(find_incident(number), body.audience, kind=body.kind, by=person_of(request), at=at)
    return DraftSheet.on(draft, by=person_of(request), at=at)


@of_incidents.post(
    "/{number}/heartbeats",
    response=answers(DraftSheet, errors=WRITING),
    summary="Start a draft that says there is no news, with a new promise",
    **asks(Act.WRITE, also="It is reviewed, approved and published like every other."),
)
def say_no_news(request: HttpRequest, number: Number, body: NewHeartbeat) -> DraftSheet:
    by, at = person_of(request), timezone.now()
    draft = start_heartbeat(find_incident(number), body.audience, by=by, at=at)
    return DraftSheet.on(draft, by=by, at=at)


@router.get(
    "/{pk}",
    response=answers(DraftSheet, errors=READING),
    summary="Read a draft with its review",
    **asks(Act.SEE),
)
def read_draft(request: HttpRequest, pk: Number) -> DraftSheet:
    return DraftSheet.on(find_draft(pk), by=person_of(request), at=timezone.now())


@router.patch(
    "/{pk}",
    response=answers(DraftSheet, errors=WRITING),
    summary="Edit a draft",
    **asks(Act.WRITE, also="Any edit voids the approvals of the draft."),
)
def edit(request: HttpRequest, pk: Number, body: DraftChange) -> DraftSheet:
    draft, at = find_draft(pk), timezone.now()
    changes = {name: getattr(body, name) for name in body.model_fields_set - {"version"}}
    if "translations" in changes:
        changes["translations"] = {
            language: words and words.model_dump() for language, words in body.translations.items()
        }
    _only_of_replies(draft, changes)
    if "customer_words" in changes:
        changes["customer_words"] = changes["customer_words"].replace("\r\n", "\n")
    changes["text"], changes["next_update_at"] = brought_to_agree(
        draft,
        text=changes.get("text", draft.text).replace("\r\n", "\n"),
        next_update_at=changes.get("next_update_at", draft.next_update_at),
        at=at,
    )
    changes["text"] = address(changes["text"], before=draft.customer, now=changes.get("customer", ""))
    edit_draft(draft, changes, seen_version=body.version, by=person_of(request), at=at)
    return DraftSheet.on(draft, by=person_of(request), at=at)


@router.post(
    "/{pk}/refill",
    response=answers(DraftSheet, errors=WRITING),
    summary="Fill the text again from the record",
    **WRITES,
)
def refill(request: HttpRequest, pk: Number, body: Refill) -> DraftSheet:
    draft, at = find_draft(pk), timezone.now()
    no_news = (draft.heartbeat and body.kind is None) if body.heartbeat is None else body.heartbeat
    if body.kind and no_news:
        raise ValidationError(
            {"kind": "Without news the kind follows from the audience. Send one of the two."}
        )
    # A heartbeat that is to be none any more keeps its kind of message.
    kind = HEARTBEAT if no_news else body.kind or draft.kind
    found = found_for(draft.incident, draft.kind)
    refill_draft(draft, kind=kind, found=found, seen_version=body.version, by=person_of(request), at=at)
    return DraftSheet.on(draft, by=person_of(request), at=at)


@router.post(
    "/{pk}/explain",
    response=answers(DraftSheet, errors=WRITING),
    summary="Say that talking points explain the public update of now, words and all",
    **WRITES,
)
def explain_latest(request: HttpRequest, pk: Number, body: Explain) -> DraftSheet:
    draft, at = find_draft(pk), timezone.now()
    newest = explained_by(draft.incident, draft.kind)
    if newest is None:
        raise ValidationError({"explains": "There is no public update that this draft explains."})
    if newest.pk != body.explains:
        raise ValidationError(
            {"explains": f"The public update of now is {newest.pk}. Read it, then say that it is explained."}
        )
    edit_draft(draft, {"explains": newest}, seen_version=body.version, by=person_of(request), at=at)
    return DraftSheet.on(draft, by=person_of(request), at=at)


@router.post(
    "/{pk}/fix",
    response=answers(DraftSheet, errors=WRITING),
    summary="Apply the safe rewrite of a finding",
    **WRITES,
)
def fix(request: HttpRequest, pk: Number, body: Fix) -> DraftSheet:
    at = timezone.now()
    with transaction.atomic():
        draft = locked_open_draft(find_draft(pk), seen_version=body.version)
        try:
            text = apply_fix(draft, start=body.start, end=body.end, rule=body.rule, at=at)
        except LookupError as error:
            raise ValidationError(f"Nothing was changed: {error}.") from error
        edit_draft(draft, {"text": text}, seen_version=body.version, by=person_of(request), at=at)
    return DraftSheet.on(draft, by=person_of(request), at=at)


@router.post(
    "/{pk}/dismissals",
    response=answers(DraftSheet, errors=WRITING),
    summary="Let a finding stand, with a reason",
    **asks(Act.WRITE, also="The approver sees the reason and your name. A secret cannot be dismissed."),
)
def dismiss_finding(request: HttpRequest, pk: Number, body: Dismiss) -> DraftSheet:
    draft, at = find_draft(pk), timezone.now()
    try:
        finding = find_finding(draft, start=body.start, end=body.end, rule=body.rule, at=at)
        dismiss(draft, finding, reason=body.reason, by=person_of(request), at=at)
    except NotDismissible as error:
        raise ValidationError({"reason": str(error)}) from error
    except LookupError as error:
        raise ValidationError(TEXT_CHANGED) from error
    return DraftSheet.on(draft, by=person_of(request), at=at)


@of_dismissals.post(
    "/{pk}/take-back",
    response=answers(DraftSheet, errors=READING),
    summary="Let a dismissed finding count again",
    **WRITES,
)
def take_back_dismissal(request: HttpRequest, pk: Number) -> DraftSheet:
    dismissed, at = (
        DismissedFinding.objects.filter(pk=pk, draft__incident__drill=False).first(),
        timezone.now(),
    )
    if dismissed is None:
        raise no_such("dismissal", pk)
    take_back(dismissed, by=person_of(request), at=at)
    return DraftSheet.on(find_draft(dismissed.draft_id), by=person_of(request), at=at)


@router.post(
    "/{pk}/discard",
    response=answers(DraftAnswer, errors=(404, 409)),
    summary="Put a draft away",
    **asks(Act.WRITE, also="Nothing is published; the text stays in the database."),
)
def discard(request: HttpRequest, pk: Number) -> DraftAnswer:
    discard_draft(find_draft(pk), by=person_of(request), at=timezone.now())
    return DraftAnswer.of(find_draft(pk))


@router.post(
    "/{pk}/approve",
    response=answers(DraftSheet, errors=WRITING),
    summary="Approve the exact text",
    auth=asks(Act.SEE)["auth"],
    description=(
        "A yes to the version that you read. A text that the review objects to, or that you wrote in yourself, "
        "needs `override_reason`. What leaves the company asks for the role communications lead. Scope: `approve`."
    ),
)
def approve_draft(request: HttpRequest, pk: Number, body: Yes) -> DraftSheet:
    at = timezone.now()
    approve(
        find_draft(pk),
        seen_version=body.version,
        override_reason=body.override_reason,
        by=person_of(request),
        at=at,
    )
    return DraftSheet.on(find_draft(pk), by=person_of(request), at=at)


@router.post(
    "/{pk}/publish",
    response=answers(UpdateAnswer, errors=WRITING),
    summary="Publish the approved text",
    auth=asks(Act.SEE)["auth"],
    description=(
        "The update, the state that it announces, the promise, the timeline and the public page change together. "
        "What is published stays as it is. Sent again after a cut connection it answers 409 `draft_closed`. "
        "Scope: `publish`."
    ),
)
def publish_draft(request: HttpRequest, pk: Number, body: Seen) -> UpdateAnswer:
    update = publish(find_draft(pk), seen_version=body.version, by=person_of(request), at=timezone.now())
    return UpdateAnswer.of(update)


def _only_of_replies(draft: Draft, changes: dict[str, Any]) -> None:
    """Raises ValidationError for a customer where nobody writes to one."""
    named = {"customer", "customer_words"} & set(changes)
    if named and not is_reply(draft):
        raise ValidationError(dict.fromkeys(named, "Only a reply to one customer has this."))


def find_draft(pk: int) -> Draft:
    """Raises Http404."""
    draft = Draft.objects.select_related("incident", "corrects", "edited_by").filter(pk=pk).first()
    if draft is None:
        raise no_such("draft", pk)
    return draft
