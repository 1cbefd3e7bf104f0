"""Drafts, what stands between them and their readers, and approvals."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from clarion.api.fields import Answer, Body, Line, Moment, Offset, Text, Version
from clarion.api.schemas.incidents import left_out
from clarion.api.schemas.people import Named
from clarion.api.schemas.review import ReviewAnswer
from clarion.incidents.states import State
from clarion.updates.approval import Approval, standing_approval
from clarion.updates.audiences import Audience, Kind
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft
from clarion.updates.gate import unfinished
from clarion.updates.review_of_draft import objections, review_draft

Rule = Annotated[Text, StringConstraints(max_length=40)]


class DraftStatus(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class NewDraft(Body):
    audience: Audience
    kind: Kind | None = Field(None, description="Left out: the kind that the incident's life asks for.")


class DraftChange(Body):
    version: Version
    text: Annotated[Text, Field(max_length=20_000)] = left_out()
    state: State = left_out()
    next_update_at: Moment | None = Field(
        None, description="The promise; null makes none. A time that the text names is kept in step with it."
    )


class Refill(Body):
    version: Version
    kind: Kind | None = Field(None, description="Left out: the kind stays as it is.")


class Place(Body):
    """A finding of the draft as it is now."""

    rule: Rule
    start: Offset
    end: Offset


class Fix(Place):
    version: Version


class Dismiss(Place):
    reason: Line


class Yes(Body):
    version: Version
    override_reason: Line = Field(
        "", description="Why the text may go out although the review objects or its author approves."
    )


class Seen(Body):
    version: Version


class ApprovalAnswer(Answer):
    by: Named
    at: datetime
    override_reason: str

    @classmethod
    def of(cls, approval: Approval) -> "ApprovalAnswer":
        by = Named(id=approval.by_id, name=approval.by.name)
        return cls(by=by, at=approval.at, override_reason=approval.override_reason)


class DismissalAnswer(Answer):
    id: int
    rule: str
    quote: str
    reason: str
    by: Named
    at: datetime

    @classmethod
    def of(cls, row: DismissedFinding) -> "DismissalAnswer":
        by = Named(id=row.by_id, name=row.by.name)
        return cls(id=row.pk, rule=row.rule, quote=row.quote, reason=row.reason, by=by, at=row.at)


class DraftAnswer(Answer):
    id: int
    incident: int = Field(description="The number of the incident.")
    audience: Audience
    kind: Kind
    status: DraftStatus
    state: State = Field(description="The state of the incident that publishing this text announces.")
    text: str
    next_update_at: datetime | None = Field(description="The promise that the text makes.")
    corrects: int | None = Field(description="The update that it corrects.")
    wrong_words: str
    created_at: datetime
    edited_at: datetime
    edited_by: Named | None
    version: int = Field(description="Send it back when you edit, approve or publish.")

    @classmethod
    def of(cls, draft: Draft) -> "DraftAnswer":
        return cls(**_fields(draft))


class DraftSheet(DraftAnswer):
    """A draft with all that an author and an approver look at."""

    review: ReviewAnswer
    unfinished: list[str] = Field(description="What no reason can override.")
    objections: list[str] = Field(description="Why the review would not let it go out.")
    approval: ApprovalAnswer | None = Field(description="The approval that holds for exactly this text.")
    dismissed: list[DismissalAnswer]

    @classmethod
    def on(cls, draft: Draft, *, at: datetime) -> "DraftSheet":
        review = review_draft(draft, at=at)
        approval = standing_approval(draft)
        dismissed = draft.dismissed.filter(taken_back_at=None).select_related("by")
        return cls(
            **_fields(draft),
            review=ReviewAnswer.of(review),
            unfinished=unfinished(draft, at=at),
            objections=objections(draft, at=at, review=review),
            approval=ApprovalAnswer.of(approval) if approval else None,
            dismissed=[DismissalAnswer.of(row) for row in dismissed],
        )


def _fields(draft: Draft) -> dict[str, Any]:
    names = (
        "audience", "kind", "state", "text", "next_update_at", "wrong_words", "created_at", "edited_at", "version",
    )  # fmt: skip
    return {name: getattr(draft, name) for name in names} | {
        "id": draft.pk,
        "incident": draft.incident_id,
        "status": status_of(draft),
        "corrects": draft.corrects_id,
        "edited_by": Named.of(draft.edited_by),
    }


def status_of(draft: Draft) -> DraftStatus:
    if draft.published_at:
        return DraftStatus.PUBLISHED
    return DraftStatus.DISCARDED if draft.discarded_at else DraftStatus.OPEN
