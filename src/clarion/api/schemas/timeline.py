"""Entries of the timeline."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from clarion.api.fields import Answer, Body, Moment, Text
from clarion.api.schemas.people import Named
from clarion.incidents.timeline import Entry, Source


class NewEntries(Body):
    """Without `occurred_at`, each line of the text is an entry and may begin with a clock time in UTC."""

    text: Annotated[Text, StringConstraints(min_length=1, max_length=400_000)] = Field(
        description="What happened, for example “14:05 rolled back release 118”. All lines are added, or none."
    )
    occurred_at: Moment | None = Field(None, description="When it happened; then the text is one entry.")


class EntryAnswer(Answer):
    id: int
    occurred_at: datetime
    recorded_at: datetime
    source: Source
    text: str
    evidence_url: str
    by: Named | None = Field(description="Null where no person wrote it.")

    @classmethod
    def of(cls, entry: Entry) -> "EntryAnswer":
        return cls(
            id=entry.pk, occurred_at=entry.occurred_at, recorded_at=entry.recorded_at,
            source=Source(entry.source), text=entry.text, evidence_url=entry.evidence_url,
            by=Named.of(entry.by),
        )  # fmt: skip


class Added(Answer):
    entries: list[EntryAnswer]
