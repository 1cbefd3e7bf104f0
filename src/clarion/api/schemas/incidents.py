"""The incident and its record."""

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404
from pydantic import Field, StringConstraints

from clarion.api.fields import Answer, Body, Count, Line, Moment, Percent, Text, Version
from clarion.api.schemas.people import Named
from clarion.api.schemas.promises import PromiseAnswer
from clarion.api.schemas.services import AffectedAnswer, AffectedLine, ServiceName, affected_by
from clarion.incidents.hand_over import POSITIONS
from clarion.incidents.incident import AffectedService, Incident, IncidentQuerySet
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.updates.promises import Promise

Title = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Stated = Annotated[Line, StringConstraints(strip_whitespace=True)]
Region = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


def _no_default(schema: dict[str, Any]) -> None:
    schema.pop("default", None)


def left_out(description: str | None = None) -> Any:
    """A field that may be left out and may not be null: then it stays as it is."""
    return Field(default=None, description=description, json_schema_extra=_no_default)


class Facts(Body):
    """Facts of the record. What is left out stays as it is."""

    impact: Stated = left_out()
    users_affected: Count | None = None
    percent_affected: Percent | None = None
    regions: Annotated[list[Region], Field(max_length=50)] = left_out()
    cause: Stated = left_out()
    cause_confirmed: Annotated[bool, Field(strict=True)] = left_out()
    workaround: Stated = left_out()
    services: Annotated[list[AffectedLine], Field(max_length=200)] = left_out()

    def given(self) -> dict[str, Any]:
        """The fields of the record that were sent."""
        names = self.model_fields_set - {"services", "version", "seen"}
        return {name: getattr(self, name) for name in names}


class Declaration(Facts):
    """What must be known to declare: what does not work, and how bad it is. The rest may come later."""

    title: Title = Field(description="What does not work, in the reader's words.")
    severity: Severity
    started_at: Moment = left_out()
    detected_at: Moment = left_out()

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.given().items() if name not in {"title", "severity"}}


class SeenLine(Body):
    service: ServiceName
    status: ServiceStatus


class SeenFacts(Body):
    """Values of the record as you read them, for the fields that you change."""

    title: Text = left_out()
    severity: Severity = left_out()
    state: State = left_out()
    impact: Text = left_out()
    users_affected: Count | None = None
    percent_affected: Percent | None = None
    regions: Annotated[list[Text], Field(max_length=200)] = left_out()
    cause: Text = left_out()
    cause_confirmed: Annotated[bool, Field(strict=True)] = left_out()
    workaround: Text = left_out()
    started_at: Moment | None = None
    detected_at: Moment | None = None
    acknowledged_at: Moment | None = None
    mitigated_at: Moment | None = None
    services: Annotated[list[SeenLine], Field(max_length=200)] = left_out()


class RecordChange(Facts):
    """Fields to change; `services` lists all that are affected. To resolve is a call of its own.

    Send the `version` that you read, or in `seen` the value that you read of each field that you change: then people
    who change other fields meanwhile do not stand in your way. Moments are compared to the minute.
    """

    version: Version | None = Field(
        None, description="The version of the record that you read; 409 when it is another now."
    )
    seen: SeenFacts | None = None
    started_at: Moment | None = None
    detected_at: Moment | None = None
    acknowledged_at: Moment | None = None
    mitigated_at: Moment | None = Field(None, description="When it worked again; null: it does not.")
    title: Title = left_out()
    severity: Severity = left_out()
    state: State = left_out()

    def what_was_seen(self) -> dict[str, Any] | None:
        """Field -> the value that the sender read of it; None where only the version was sent.

        Raises ValidationError when neither says what the sender saw of a field that they change.
        """
        if self.seen is None:
            if self.version is None:
                raise ValidationError({"version": "Send the version that you read, or `seen`."})
            return None
        names = self.seen.model_fields_set
        changed = self.model_fields_set - {"version", "seen"}
        if self.version is None and (unseen := sorted(changed - names)):
            raise ValidationError(
                {"seen": f"Say here what you read of {', '.join(unseen)}, or send `version`."}
            )
        seen = {name: getattr(self.seen, name) for name in names - {"services"}}
        return seen | ({"services": affected_by(self.seen.services)} if "services" in names else {})


class IncidentAnswer(Answer):
    number: int
    reference: str = Field(description="How people call it, for example INC-44.")
    url: str = Field(description="Its room in the console.")
    title: str
    severity: Severity
    state: State
    planned: bool = Field(description="Planned work, which is shown as maintenance.")
    planned_start: datetime | None = Field(
        description="When planned work begins; what readers were told may differ."
    )
    planned_end: datetime | None
    cancelled_at: datetime | None
    impact: str
    services: list[AffectedAnswer]
    users_affected: int | None
    percent_affected: float | None
    regions: list[str]
    cause: str
    cause_confirmed: bool
    workaround: str
    started_at: datetime | None
    detected_at: datetime | None
    acknowledged_at: datetime | None
    declared_at: datetime
    first_published_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None
    roles: dict[str, Named | None] = Field(description="Role -> who holds it.")
    owed: list[PromiseAnswer] = Field(description="What is owed to audiences, the earliest first.")
    version: int = Field(description="Send it back when you change the record.")

    @classmethod
    def of(cls, incident: Incident) -> "IncidentAnswer":
        """The incident must come from `incidents_to_show`."""
        percent = incident.percent_affected
        return cls(
            number=incident.pk, reference=incident.reference,
            url=f"{settings.CONSOLE_URL}/incidents/{incident.reference}/",
            title=incident.title, severity=Severity(incident.severity), state=State(incident.state),
            planned=incident.planned, planned_start=incident.planned_start, planned_end=incident.planned_end,
            cancelled_at=incident.cancelled_at, impact=incident.impact,
            services=[
                AffectedAnswer(
                    id=line.service.public_id, name=line.service.name, status=ServiceStatus(line.status)
                )
                for line in incident.affected.all()
            ],
            users_affected=incident.users_affected,
            percent_affected=float(percent) if percent is not None else None,
            regions=[str(region) for region in incident.regions],
            cause=incident.cause, cause_confirmed=incident.cause_confirmed, workaround=incident.workaround,
            started_at=incident.started_at, detected_at=incident.detected_at,
            acknowledged_at=incident.acknowledged_at, declared_at=incident.declared_at,
            first_published_at=incident.first_published_at, mitigated_at=incident.mitigated_at,
            resolved_at=incident.resolved_at,
            roles={name: Named.of(getattr(incident, name)) for name in POSITIONS},
            owed=[PromiseAnswer.of(promise) for promise in incident.standing],  # type: ignore[attr-defined]
            version=incident.version,
        )  # fmt: skip


def incidents_to_show() -> IncidentQuerySet:
    """Incidents with all that an answer shows, in three queries however many they are."""
    lines = AffectedService.objects.select_related("service")
    return Incident.objects.select_related(*POSITIONS).prefetch_related(
        Prefetch("affected", queryset=lines),
        Prefetch("promises", queryset=Promise.objects.owed(), to_attr="standing"),
    )


def show_incident(number: int) -> IncidentAnswer:
    """Raises Http404."""
    incident = incidents_to_show().filter(pk=number).first()
    if incident is None:
        raise no_such("incident", number)
    return IncidentAnswer.of(incident)


def find_incident(number: int) -> Incident:
    """Raises Http404."""
    incident = Incident.objects.filter(pk=number).first()
    if incident is None:
        raise no_such("incident", number)
    return incident


def no_such(what: str, number: int) -> Http404:
    return Http404(f"There is no {what} {number}.")
