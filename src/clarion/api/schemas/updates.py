"""Updates as they went out."""

from datetime import datetime
from typing import Annotated

from django.db.models import Prefetch, QuerySet
from pydantic import Field

from clarion.api.fields import Answer, Body, Text
from clarion.api.schemas.drafts import ApprovalAnswer, TranslationAnswer
from clarion.api.schemas.people import Named
from clarion.api.schemas.quiet_corrections import QuietCorrectionAnswer
from clarion.api.schemas.review import ClaimAnswer
from clarion.incidents.states import Severity, State
from clarion.updates.audiences import Audience, Kind
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietCorrection


class Wrong(Body):
    wrong_words: Annotated[Text, Field(max_length=20_000)] = Field(
        description="The sentence that was wrong, as it stands in the update."
    )


class ServiceSaid(Answer):
    id: str
    name: str
    status: str
    before: str = Field(description="What was said before.")


class WithdrawalAnswer(Answer):
    at: datetime
    because_of: int = Field(description="The public update that superseded the one which they explain.")


class UpdateAnswer(Answer):
    id: int
    public_id: str = Field(description="Its id on the public page.")
    incident: int = Field(description="The number of the incident.")
    audience: Audience
    kind: Kind
    state: State
    severity: Severity
    title: str
    text: str = Field(description="As it was published.")
    text_now: str = Field(description="As it reads now, with its quiet corrections.")
    quiet_corrections: list[QuietCorrectionAnswer]
    language: str = Field(description="The language of title and text.")
    translations: dict[str, TranslationAnswer] = Field(
        description="Language → title and text as they were published. Quiet corrections apply to the original alone."
    )
    services: list[ServiceSaid]
    next_update_at: datetime | None
    planned_start: datetime | None = Field(description="Of planned work: when it takes place by these words.")
    planned_end: datetime | None
    cancels: bool = Field(description="It says that planned work does not take place.")
    corrects: int | None = Field(description="The update that it corrects.")
    wrong_words: str
    heartbeat: bool = Field(description="It said that there is no news.")
    explains: int | None = Field(description="The public update that talking points explain.")
    withdrawn: WithdrawalAnswer | None = Field(
        description="Set for talking points that nobody should read out any more."
    )
    published_at: datetime
    by: Named | None = Field(description="Null for what was imported.")
    approval: ApprovalAnswer | None

    @classmethod
    def of(cls, update: IncidentUpdate) -> "UpdateAnswer":
        """The update should come from `updates_to_show`."""
        withdrawal = getattr(update, "withdrawal", None)
        return cls(
            id=update.pk, public_id=update.public_id, incident=update.incident_id,
            audience=Audience(update.audience), kind=Kind(update.kind), state=State(update.state),
            severity=Severity(update.severity), title=update.title, text=update.text,
            text_now=update.text_now,
            quiet_corrections=[QuietCorrectionAnswer.of(made) for made in update.quiet_corrections.all()],
            language=update.language, translations=TranslationAnswer.of_all(update.translations),
            services=[ServiceSaid(**line) for line in update.services],
            next_update_at=update.next_update_at, planned_start=update.planned_start,
            planned_end=update.planned_end, cancels=update.cancels, corrects=update.corrects_id, wrong_words=update.wrong_words,
            heartbeat=update.heartbeat, explains=update.explains_id,
            withdrawn=WithdrawalAnswer(at=withdrawal.at, because_of=withdrawal.because_of_id) if withdrawal else None,
            published_at=update.published_at, by=Named.of(update.by),
            approval=ApprovalAnswer.of(update.approval) if update.approval else None,
        )  # fmt: skip


def updates_to_show() -> QuerySet[IncidentUpdate]:
    """Updates with all that an answer shows, in two queries however many they are."""
    quiet = QuietCorrection.objects.select_related("by", "approved_by")
    return IncidentUpdate.objects.select_related("by", "approval__by", "withdrawal").prefetch_related(
        Prefetch("quiet_corrections", queryset=quiet)
    )


class Contradicted(Answer):
    """What an audience last heard, and what of it the record contradicts by now."""

    update: UpdateAnswer
    claims: list[ClaimAnswer]
