"""Entries of the timeline, and what amends them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from clarion.api.fields import Answer, Body, Line, Moment, Text
from clarion.api.schemas.incidents import left_out
from clarion.api.schemas.people import Named
from clarion.incidents.amendments import may_be_hidden, why_not_reworded
from clarion.incidents.entry_kinds import EntryKind
from clarion.incidents.evidence import LONGEST_ADDRESS
from clarion.incidents.remarks import remark_of
from clarion.incidents.timeline import Entry, Source
from clarion.incidents.typed_entries import LONGEST


class NewEntries(Body):
    """Without `occurred_at`, each line of the text is an entry and may begin with a clock time in UTC."""

    text: Annotated[Text, StringConstraints(min_length=1, max_length=400_000)] = Field(
        description="What happened, for example “14:05 rolled back release 118 https://deploys.example.com/118”. "
        "All lines are added, or none."
    )
    occurred_at: Moment | None = Field(None, description="When it happened; then the text is one entry.")


class Amendment(Body):
    """What is left out stays as it is. The id in the address is the entry that you read."""

    text: Annotated[Text, StringConstraints(min_length=1, max_length=LONGEST)] = left_out()
    occurred_at: Moment = left_out()
    kind: EntryKind = left_out()
    evidence_url: Annotated[Text, StringConstraints(max_length=LONGEST_ADDRESS)] = left_out()
    hidden: Annotated[bool, Field(strict=True)] = left_out()
    why: Line = Field("", description="Why, for the history.")

    def given(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.model_fields_set - {"why"}}


class EntryAnswer(Answer):
    id: int = Field(description="Of the line as it reads here: an amended line has a new one.")
    incident: int = Field(description="The number of the incident.")
    occurred_at: datetime
    recorded_at: datetime = Field(description="When it was written down as it reads here.")
    source: Source
    kind: EntryKind
    text: str
    evidence_url: str = Field(description="The address of what proves it; empty where nobody gave one.")
    remark: str = Field(
        description="What the review would reword: blame, a guess, a judgement. Empty for a fact."
    )
    hidden: bool = Field(description="Somebody took it for noise.")
    amended: bool = Field(description="It read otherwise before; see its history.")
    why: str = Field(description="Why it was amended, where its writer said so.")
    may_be_reworded: bool
    may_be_hidden: bool
    by: Named | None = Field(description="Who wrote it as it reads here; null where no person did.")
    first_by: Named | None = Field(description="Who wrote it at first.")

    @classmethod
    def of(cls, entry: Entry) -> "EntryAnswer":
        """The entry must have been read `with_people`, or be a first one."""
        return cls(
            id=entry.pk, incident=entry.incident_id, occurred_at=entry.occurred_at, recorded_at=entry.recorded_at,
            source=Source(entry.source), kind=EntryKind(entry.kind), text=entry.text,
            evidence_url=entry.evidence_url, remark=remark_of(entry), hidden=entry.hidden,
            amended=entry.original_id is not None, why=entry.why,
            may_be_reworded=not why_not_reworded(entry), may_be_hidden=may_be_hidden(entry),
            by=Named.of(entry.by), first_by=Named.of(entry.first.by),
        )  # fmt: skip


class Added(Answer):
    entries: list[EntryAnswer]
