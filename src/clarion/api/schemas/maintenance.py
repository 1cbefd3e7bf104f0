"""Planned work: its window, how it recurs, and what it is planned with."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from clarion.api.fields import Answer, Body, Moment, Text, Version
from clarion.api.schemas.drafts import DraftAnswer
from clarion.api.schemas.incidents import IncidentAnswer, Stated, Title, left_out
from clarion.api.schemas.services import ServiceName, named_services
from clarion.flows.maintenance import Recurring
from clarion.incidents.incident import Incident
from clarion.incidents.maintenance_series import MOST_WEEKS_AHEAD, WEEKS_AHEAD
from clarion.incidents.recurrence import LONGEST_RULE
from clarion.incidents.services import Service


class Repeat(Body):
    """By which rule it recurs, and on the wall clock of which place."""

    rule: Annotated[Text, Field(min_length=1, max_length=LONGEST_RULE)] = Field(
        description="RFC 5545, without its start: FREQ=WEEKLY;BYDAY=TU;COUNT=10."
    )
    zone: Annotated[Text, Field(min_length=1, max_length=64)] = Field(
        "UTC", description="Of the time zone database: Europe/Berlin."
    )
    weeks_ahead: Annotated[int, Field(ge=1, le=MOST_WEEKS_AHEAD, strict=True)] = WEEKS_AHEAD

    def recurring(self) -> Recurring:
        return Recurring(self.rule, zone=self.zone, weeks_ahead=self.weeks_ahead)


class Plan(Body):
    """What is done, when, and what readers notice. Nothing is published by it."""

    title: Title = Field(description="What is done, in the reader's words.")
    start: Moment
    end: Moment
    services: Annotated[list[ServiceName], Field(max_length=200)] = left_out(
        "Under maintenance during the window; ids, names or aliases."
    )
    impact: Stated = left_out("What readers will notice.")
    repeat: Repeat | None = None

    def chosen_services(self) -> list[Service]:
        """Raises ValidationError for a service that does not exist."""
        return named_services(self.services or [])


class NewWindow(Body):
    start: Moment
    end: Moment
    version: Version | None = Field(
        None, description="The version of the record that you read; 409 when it is another now."
    )


class Ahead(Body):
    """Which text is written ahead: `identified` says that the work begins, `resolved` that it is finished."""

    state: Annotated[Text, Field(pattern="^(identified|resolved)$")]


class Overlap(Answer):
    number: int
    reference: str
    title: str
    start: datetime | None
    end: datetime | None

    @classmethod
    def of(cls, incident: Incident) -> "Overlap":
        return cls(
            number=incident.pk, reference=incident.reference, title=incident.title,
            start=incident.planned_start, end=incident.planned_end,
        )  # fmt: skip


class PlannedAnswer(Answer):
    """`draft` is the text to publish so that readers hear of it; null where nobody has to be told."""

    incident: IncidentAnswer
    draft: DraftAnswer | None
    overlaps: list[Overlap] = Field(description="Other planned work on the same services at that time.")
