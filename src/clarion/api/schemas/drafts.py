"""Drafts, what stands between them and their readers, and approvals."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from clarion.accounts.people import Person
from clarion.accounts.roles import Act
from clarion.api.fields import Answer, Body, Key, Line, Moment, Offset, Text, Version
from clarion.api.schemas.incidents import left_out
from clarion.api.schemas.people import Named
from clarion.api.schemas.review import ClaimAnswer, ReviewAnswer
from clarion.incidents.states import State
from clarion.postmortems.reader_texts import not_agreed
from clarion.subscribers.expected import subscribers_told
from clarion.updates.approval import Approval, standing_approval
from clarion.updates.audiences import Audience, Kind
from clarion.updates.destinations import destinations
from clarion.updates.dismissals import DismissedFinding
from clarion.updates.drafts import Draft
from clarion.updates.gate import unfinished
from clarion.updates.known_facts import workspace_lexicon
from clarion.updates.replies import is_reply
from clarion.updates.review_of_draft import objections, review_draft
from clarion.updates.standing import NextAct, Standing, standing_of
from clarion.updates.translation_checks import Weight, remarks_on_translations
from clarion.updates.translations import languages_to_translate
from clarion.updates.withdrawals import explains_superseded

Rule = Annotated[Text, StringConstraints(max_length=40)]


class DraftStatus(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class NewDraft(Body):
    audience: Audience
    kind: Kind | None = Field(None, description="Left out: the kind that the incident's life asks for.")


#: A language of the page, as its addresses write it: "de".
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z]{2,4})?$", max_length=10)]


class TranslationWords(Body):
    title: Annotated[Text, StringConstraints(max_length=200)] = Field(
        "", description="Empty: the title that an earlier update had in this language, else the original."
    )
    text: Annotated[Text, Field(max_length=20_000)]


class DraftChange(Body):
    version: Version
    text: Annotated[Text, Field(max_length=20_000)] = left_out()
    state: State = left_out()
    next_update_at: Moment | None = Field(
        None, description="The promise; null makes none. A time that the text names is kept in step with it."
    )
    heartbeat: Annotated[bool, Field(strict=True)] = left_out()
    customer: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=200)] = left_out(
        "To whom a reply goes; the salutation follows."
    )
    customer_words: Annotated[Text, Field(max_length=20_000)] = left_out(
        "What the customer wrote. It stays inside: it is never published."
    )
    translations: Annotated[dict[Language, TranslationWords | None], Field(max_length=20)] = left_out(
        "Title and text in further languages of the page, for what readers outside are told. Languages that are not sent stay"
        " as they are; null takes one away."
    )


class Refill(Body):
    version: Version
    kind: Kind | None = Field(None, description="Left out: the kind stays as it is.")
    heartbeat: Annotated[bool, Field(strict=True)] | None = Field(
        None,
        description="True: fill it with “no news”, in the kind of its audience. Left out: as it is, unless `kind` is sent.",
    )


class NewHeartbeat(Body):
    audience: Audience


class Explain(Body):
    version: Version
    explains: Key = Field(
        description="The public update that you read, and that these talking points explain."
    )


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


class TranslationAnswer(Answer):
    title: str
    text: str

    @classmethod
    def of_all(cls, translations: Mapping[str, Mapping[str, str]]) -> "dict[str, TranslationAnswer]":
        return {language: cls(**words) for language, words in translations.items()}


class RemarkAnswer(Answer):
    """What was found in a translation; the review itself reads English."""

    language: str
    weight: Weight = Field(
        description="`unfinished` no reason overrides, an `objection` takes a reason, a `hint` is for the writer."
    )
    message: str


class DraftAnswer(Answer):
    id: int
    incident: int = Field(description="The number of the incident.")
    audience: Audience
    kind: Kind
    status: DraftStatus
    state: State = Field(description="The state of the incident that publishing this text announces.")
    text: str
    next_update_at: datetime | None = Field(description="The promise that the text makes.")
    publish_at: datetime | None = Field(
        description="When it goes out by itself once it is approved; null where a person publishes it."
    )
    cancels: bool = Field(description="It says that planned work does not take place.")
    corrects: int | None = Field(description="The update that it corrects.")
    wrong_words: str
    heartbeat: bool = Field(description="It says that there is no news, with a new promise.")
    explains: int | None = Field(description="The public update that talking points explain.")
    customer: str = Field(description="To whom a reply goes; empty for every other draft.")
    translations: dict[str, TranslationAnswer] = Field(description="Language → title and text.")
    created_at: datetime
    edited_at: datetime
    edited_by: Named | None
    version: int = Field(description="Send it back when you edit, approve or publish.")

    @classmethod
    def of(cls, draft: Draft) -> "DraftAnswer":
        return cls(**_fields(draft))


class StandingAnswer(Answer):
    """What an open draft still lacks, and the act that it waits for."""

    next_act: NextAct
    missing: list[str] = Field(description="Elements that a message of this kind needs and the text lacks.")
    blocks: int = Field(description="Findings that must not stand.")
    warns: int
    to_fill: int = Field(description="Prompts that nobody has replaced yet.")
    contradicted: list[ClaimAnswer] = Field(description="Statements that the record contradicts.")

    @classmethod
    def of(cls, standing: Standing) -> "StandingAnswer":
        return cls(
            next_act=standing.next_act, missing=list(standing.missing), blocks=standing.blocks,
            warns=standing.warns, to_fill=standing.to_fill,
            contradicted=[ClaimAnswer.of(claim) for claim in standing.contradicted],
        )  # fmt: skip


class DestinationAnswer(Answer):
    name: str
    readers: int | None = Field(description="How many; null where nobody counts them.")
    about: bool = Field(description="The number is rounded: there are many subscribers.")


class DraftSheet(DraftAnswer):
    """A draft with all that an author and an approver look at."""

    customer_words: str | None = Field(
        description="What the customer wrote, for who may write drafts; null for others, and for what is no reply."
    )
    newer_public: int | None = Field(
        description="The public update that readers have by now, where these talking points explain an older one."
    )
    standing: StandingAnswer | None = Field(description="Null once the draft is closed.")
    goes_to: list[DestinationAnswer] = Field(description="Where it goes when it is published.")

    review: ReviewAnswer
    unfinished: list[str] = Field(description="What no reason can override.")
    objections: list[str] = Field(description="Why the review would not let it go out.")
    approval: ApprovalAnswer | None = Field(description="The approval that holds for exactly this text.")
    dismissed: list[DismissalAnswer]
    languages: list[str] = Field(description="The languages for which this draft takes a translation.")
    translation_remarks: list[RemarkAnswer]

    @classmethod
    def on(cls, draft: Draft, *, by: Person, at: datetime) -> "DraftSheet":
        """`by` is who reads it."""
        lexicon = workspace_lexicon()
        review = review_draft(draft, at=at, lexicon=lexicon)
        approval = standing_approval(draft)
        newer = explains_superseded(draft)
        is_open = status_of(draft) == DraftStatus.OPEN
        standing = standing_of(draft, at=at, lexicon=lexicon) if is_open else None
        dismissed = draft.dismissed.filter(taken_back_at=None).select_related("by")
        return cls(
            **_fields(draft),
            customer_words=draft.customer_words if is_reply(draft) and by.may(Act.WRITE) else None,
            newer_public=newer.pk if newer else None,
            standing=StandingAnswer.of(standing) if standing else None,
            goes_to=[
                DestinationAnswer(name=each.name, readers=each.readers, about=each.about)
                for each in destinations(draft.audience, subscribers_told(draft, at=at))
            ],
            review=ReviewAnswer.of(review),
            unfinished=unfinished(draft, at=at),
            objections=[*not_agreed(draft), *objections(draft, at=at, review=review)],
            approval=ApprovalAnswer.of(approval) if approval else None,
            dismissed=[DismissalAnswer.of(row) for row in dismissed],
            languages=list(languages_to_translate(draft)),
            translation_remarks=[
                RemarkAnswer(language=each.language, weight=each.weight, message=each.message)
                for each in remarks_on_translations(draft)
            ],
        )


def _fields(draft: Draft) -> dict[str, Any]:
    names = (
        "audience", "kind", "state", "text", "next_update_at", "wrong_words", "heartbeat", "customer", "created_at",
        "edited_at", "version", "publish_at", "cancels",
    )  # fmt: skip
    return {name: getattr(draft, name) for name in names} | {
        "id": draft.pk,
        "incident": draft.incident_id,
        "status": status_of(draft),
        "corrects": draft.corrects_id,
        "explains": draft.explains_id,
        "edited_by": Named.of(draft.edited_by),
        "translations": TranslationAnswer.of_all(draft.translations),
    }


def status_of(draft: Draft) -> DraftStatus:
    if draft.published_at:
        return DraftStatus.PUBLISHED
    return DraftStatus.DISCARDED if draft.discarded_at else DraftStatus.OPEN
