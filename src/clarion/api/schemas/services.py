"""Services as programs name them: by id, by the reader's name, or by an internal alias."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Protocol

from django.core.exceptions import ValidationError
from pydantic import Field, StringConstraints

from clarion.api.fields import Answer, Body, Line, Text
from clarion.incidents.services import Service, find_service
from clarion.incidents.states import ServiceStatus


class Harm(StrEnum):
    """What an incident does to a service."""

    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"


ServiceName = Annotated[
    Text,
    StringConstraints(min_length=1, max_length=120),
    Field(description="Its id, its name or an alias."),
]


class AffectedLine(Body):
    service: ServiceName
    status: Harm


class NamedStatus(Protocol):
    """What lines that are sent have in common."""

    service: str

    @property
    def status(self) -> str: ...


class AffectedAnswer(Answer):
    id: str
    name: str
    status: ServiceStatus


class ServiceAnswer(Answer):
    id: str
    name: str
    group: str
    description: str
    aliases: list[str] = Field(description="Internal names, by which alerts and people call it.")
    public: bool

    @classmethod
    def of(cls, service: Service) -> "ServiceAnswer":
        return cls(
            id=service.public_id, name=service.name, group=service.group, description=service.description,
            aliases=[str(alias) for alias in service.aliases], public=service.is_public,
        )  # fmt: skip


class NewService(Body):
    name: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    group: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    description: Line = ""
    aliases: Annotated[
        list[Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]],
        Field(max_length=50),
    ] = []


def named_services(names: Sequence[str]) -> list[Service]:
    """Raises ValidationError for one that there is not."""
    services = list(Service.objects.all()) if names else []
    try:
        return [find_service(name, among=services) for name in names]
    except ValidationError as error:
        raise ValidationError({"services": error.messages}) from error


def affected_by(lines: Sequence[NamedStatus]) -> dict[Service, ServiceStatus]:
    """The services that the lines name. Raises ValidationError for one that there is not, and for one named twice."""
    services, affected = list(Service.objects.all()) if lines else [], {}
    for line in lines:
        try:
            service = find_service(line.service, among=services)
        except ValidationError as error:
            raise ValidationError({"services": error.messages}) from error
        if service in affected:
            raise ValidationError({"services": f"{service} is named twice."})
        affected[service] = ServiceStatus(line.status)
    return affected
