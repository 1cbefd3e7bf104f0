"""Incidents that alerts suggest."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from clarion.api.fields import Answer, Body, Moment
from clarion.api.schemas.incidents import Stated, Title, left_out
from clarion.api.schemas.people import Named
from clarion.api.schemas.services import AffectedLine
from clarion.incidents.alerts import Suggestion, SuggestionState
from clarion.incidents.states import Severity


class Accept(Body):
    """What is left out is taken from the alerts."""

    title: Title = left_out()
    severity: Severity = left_out()
    services: Annotated[list[AffectedLine], Field(max_length=200)] = left_out()
    impact: Stated = left_out()
    started_at: Moment = left_out()

    def facts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.model_fields_set & {"impact", "started_at"}}


class SuggestionAnswer(Answer):
    id: int
    title: str
    severity: Severity
    services: list[str] = Field(description="Their names.")
    state: SuggestionState
    alerts: int
    firing: int = Field(description="How many of the alerts are still firing.")
    first_alert_at: datetime
    received_at: datetime
    decided_at: datetime | None
    decided_by: Named | None
    incident: int | None = Field(description="The number of the incident that was declared.")

    @classmethod
    def of(cls, suggestion: Suggestion) -> "SuggestionAnswer":
        """The suggestion must come from `suggestions_to_show`."""
        return cls(
            id=suggestion.pk, title=suggestion.title, severity=Severity(suggestion.severity),
            services=[service.name for service in suggestion.services.all()],
            state=SuggestionState(suggestion.state),
            alerts=suggestion.total, firing=suggestion.firing,  # type: ignore[attr-defined]
            first_alert_at=suggestion.first_alert_at, received_at=suggestion.received_at,
            decided_at=suggestion.decided_at, decided_by=Named.of(suggestion.decided_by),
            incident=suggestion.incident_id,
        )  # fmt: skip
