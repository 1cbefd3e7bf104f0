"""Action items as programs see them, and what they send to close, drop, open again or move one."""

from datetime import date, datetime

from pydantic import Field

from clarion.api.fields import Answer, Body, Day, Line, Version
from clarion.api.schemas.people import Named
from clarion.postmortems.action_items import ActionItem, ItemKind, ItemState


class Closing(Body):
    version: Version
    words: Line = Field(description="How it was done, and where that can be seen.")


class Dropping(Body):
    version: Version
    reason: Line = Field(description="Why it will not be done.")


class Reopening(Body):
    version: Version
    reason: Line = Field(description="What is left to do.")
    due_on: Day | None = Field(
        None,
        description="Null or left out: a day that has passed gives way to the one that its severity asks for.",
    )


class Moving(Body):
    version: Version
    due_on: Day | None = Field(description="Null takes the day away.")
    reason: Line = Field("", description="Why it moves; needed once a day was set.")


class ItemAnswer(Answer):
    id: int
    reference: str
    postmortem: int = Field(description="The number of its post-mortem.")
    text: str
    kind: ItemKind
    outcome: str
    owner: Named | None
    state: ItemState
    due_on: date | None
    closed_at: datetime | None
    closed_by: Named | None
    closing_words: str = Field(description="How it was done, or why it was dropped.")
    check_on: date | None = Field(description="When its owner is asked whether it worked.")
    worked: str = Field(description="yes, partly or no; empty until somebody says.")
    issue: str | None = Field(description="The address of the issue that it is kept in step with.")
    version: int

    @classmethod
    def of(cls, item: ActionItem) -> "ItemAnswer":
        ticket = getattr(item, "ticket", None)
        return cls(
            id=item.pk, reference=item.reference, postmortem=item.postmortem_id, text=item.text, kind=ItemKind(item.kind),
            outcome=item.outcome, owner=Named.of(item.owner), state=ItemState(item.state), due_on=item.due_on,
            closed_at=item.closed_at, closed_by=Named.of(item.closed_by), closing_words=item.closing_words,
            check_on=item.check_on, worked=item.worked, issue=(ticket.address or None) if ticket else None,
            version=item.version,
        )  # fmt: skip
