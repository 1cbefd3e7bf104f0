"""Write the services of another page; one that answers to the name is left as it is."""

from collections.abc import Iterable

from django.db import models

from clarion.incidents.services import Service, add_service
from clarion.intake.history import PastService
from clarion.intake.known_ids import Kept


def write_services(services: Iterable[PastService]) -> int:
    """How many are new; they come after those that are there, in the order of the source."""
    new = new_services(services, Service.objects.all())
    last = Service.objects.aggregate(models.Max("position"))["position__max"]
    kept, place = Kept(Service, (past.id for past in new)), 0 if last is None else last + 1
    Service.objects.bulk_create(
        Service(
            public_id=kept.public_id(past.id), name=past.name, group=past.group,
            description=past.description, position=place + number, is_public=past.is_public,
        )
        for number, past in enumerate(new)
    )  # fmt: skip
    return len(new)


def new_services(services: Iterable[PastService], known: Iterable[Service]) -> list[PastService]:
    """Those to whose names no known service answers, each once, in the order of the source."""
    known = list(known)
    new: dict[str, PastService] = {}
    for past in services:
        if not any(service.answers_to(past.name) for service in known):
            new.setdefault(past.name.casefold(), past)
    return sorted(new.values(), key=lambda past: past.position)


def services_by_name(names: Iterable[str]) -> dict[str, Service]:
    """The service that answers to each name; one that is missing is added under that name."""
    services = list(Service.objects.all())
    found: dict[str, Service] = {}
    for name in dict.fromkeys(names):
        service = next((service for service in services if service.answers_to(name)), None)
        if service is None:
            service = add_service(name)
            services.append(service)
        found[name] = service
    return found
