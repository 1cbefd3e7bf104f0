"""Calls about promises: who is called, and what did not get through."""

from datetime import datetime

from pydantic import Field

from clarion.api.fields import Answer
from clarion.api.schemas.people import Named
from clarion.subscribers.call_rows import CallState, Way
from clarion.subscribers.calls import Call
from clarion.updates.audiences import Audience
from clarion.updates.notices import Notice, NoticeKind


class CallingAnswer(Answer):
    """A call about a promise that still stands."""

    incident: int = Field(description="The number of the incident.")
    title: str
    audience: Audience
    promise: int
    due_at: datetime
    kind: NoticeKind
    at: datetime = Field(description="When it called.")
    to_everybody: bool = Field(description="Nobody holds the role that it calls.")

    @classmethod
    def of(cls, notice: Notice) -> "CallingAnswer":
        promise = notice.promise
        return cls(
            incident=promise.incident_id, title=promise.incident.title, audience=Audience(promise.audience),
            promise=promise.pk, due_at=promise.due_at, kind=NoticeKind(notice.kind), at=notice.at,
            to_everybody=notice.person_id is None,
        )  # fmt: skip


class CallAnswer(Answer):
    """One notice carried by one way."""

    id: int
    way: Way
    state: CallState
    attempts: int
    next_attempt_at: datetime | None = Field(description="Null for a call that was given up or is done.")
    failure: str = Field(description="Why the last attempt failed and what to do; empty when it did not.")
    person: Named | None = Field(description="Who is called; null where nobody holds the role.")
    incident: int = Field(description="The number of the incident.")
    audience: Audience
    due_at: datetime

    @classmethod
    def of(cls, call: Call) -> "CallAnswer":
        promise = call.notice.promise
        waits = call.state == CallState.WAITING
        return cls(
            id=call.pk, way=Way(call.way), state=CallState(call.state), attempts=call.attempts,
            next_attempt_at=call.next_attempt_at if waits else None, failure=call.failure,
            person=Named.of(call.notice.person), incident=promise.incident_id,
            audience=Audience(promise.audience), due_at=promise.due_at,
        )  # fmt: skip
