"""Promises: what an audience is owed by when, and what became of it."""

from datetime import datetime

from pydantic import Field

from clarion.api.fields import Answer
from clarion.updates.audiences import Audience
from clarion.updates.promises import Outcome, Promise


class PromiseAnswer(Answer):
    id: int
    incident: int = Field(description="The number of the incident.")
    audience: Audience
    due_at: datetime
    made_at: datetime
    made_by: int | None = Field(
        description="The update that promised it; null where the cadence asks for it."
    )
    outcome: Outcome
    kept_by: int | None = Field(description="The update that came after all.")
    closed_at: datetime | None = Field(description="Null while it is owed.")

    @classmethod
    def of(cls, promise: Promise) -> "PromiseAnswer":
        return cls(
            id=promise.pk, incident=promise.incident_id, audience=Audience(promise.audience),
            due_at=promise.due_at, made_at=promise.made_at, made_by=promise.made_by_id,
            outcome=Outcome(promise.outcome), kept_by=promise.kept_by_id, closed_at=promise.closed_at,
        )  # fmt: skip
