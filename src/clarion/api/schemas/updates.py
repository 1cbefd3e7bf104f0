"""Updates as they went out."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from clarion.api.fields import Answer, Body, Text
from clarion.api.schemas.drafts import ApprovalAnswer
from clarion.api.schemas.people import Named
from clarion.api.schemas.review import ClaimAnswer
from clarion.incidents.states import Severity, State
from clarion.updates.audiences import Audience, Kind
from clarion.updates.publication import IncidentUpdate


class Wrong(Body):
    wrong_words: Annotated[Text, Field(max_length=20_000)] = Field(
        description="The sentence that was wrong, as it stands in the update."
    )


class ServiceSaid(Answer):
    id: str
    name: str
    status: str
    before: str = Field(description="What was said before.")


class UpdateAnswer(Answer):
    id: int
    public_id: str = Field(description="Its id on the public page.")
    incident: int = Field(description="The number of the incident.")
    audience: Audience
    kind: Kind
    state: State
    severity: Severity
    title: str
    text: str
    services: list[ServiceSaid]
    next_update_at: datetime | None
    corrects: int | None = Field(description="The update that it corrects.")
    wrong_words: str
    published_at: datetime
    by: Named | None = Field(description="Null for what was imported.")
    approval: ApprovalAnswer | None

    @classmethod
    def of(cls, update: IncidentUpdate) -> "UpdateAnswer":
        """`by` and `approval__by` should be selected with the update."""
        return cls(
            id=update.pk, public_id=update.public_id, incident=update.incident_id,
            audience=Audience(update.audience), kind=Kind(update.kind), state=State(update.state),
            severity=Severity(update.severity), title=update.title, text=update.text,
            services=[ServiceSaid(**line) for line in update.services],
            next_update_at=update.next_update_at, corrects=update.corrects_id, wrong_words=update.wrong_words,
            published_at=update.published_at, by=Named.of(update.by),
            approval=ApprovalAnswer.of(update.approval) if update.approval else None,
        )  # fmt: skip


class Contradicted(Answer):
    """What an audience last heard, and what of it the record contradicts by now."""

    update: UpdateAnswer
    claims: list[ClaimAnswer]
