"""Write the services of another page; one that answers to the name is left as it is."""

from collections.abc import Iterable

from django.db import models

from clarion.incidents.services import Service
from clarion.intake.history import PastService
from clarion.intake.known_ids import Kept


def write_services(services: Iterable[PastService]) -> int:
    """How many are new; they come after those that are there, in the order of the source."""
    services = list(services)
    known = list(Service.objects.all())
    new: dict[str, PastService] = {}
    for past in services:
        if not any(service.answers_to(past.name) for service in known):
            new.setdefault(past.name.casefold(), past)
    last = Service.objects.aggregate(models.Max("position"))["position__max"]
    kept, place = Kept(Service, (past.id for past in new.values())), 0 if last is None else last + 1
    in_order = sorted(new.values(), key=lambda past: past.position)
    Service.objects.bulk_create(
        Service(
            public_id=kept.public_id(past.id), name=past.name, group=past.group,
            description=past.description, position=place + number, is_public=past.is_public,
        )
        for number, past in enumerate(in_order)
    )  # fmt: skip
    return len(new)
