"""Services: what the reader knows, by the reader's name (Statuspage calls them components)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from clarion.accounts.public_id import PUBLIC_ID_LENGTH, new_public_id
from clarion.accounts.visible_words import visible_words

if TYPE_CHECKING:
    from clarion.incidents.incident import Incident


class RealServices(models.Manager["Service"]):
    """Without those that only drills speak of; see `drills.py`."""

    def get_queryset(self) -> models.QuerySet["Service"]:
        return super().get_queryset().filter(drill=False)


class Service(models.Model):
    """A service of the public page. `aliases` are the internal names by which alerts and people call it."""

    public_id = models.CharField(max_length=PUBLIC_ID_LENGTH, unique=True, default=new_public_id)
    name = models.CharField(max_length=120, validators=[visible_words])
    aliases = models.JSONField(default=list, blank=True)
    group = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=400, blank=True)
    position = models.PositiveIntegerField(default=0)
    is_public = models.BooleanField(default=True)
    drill = models.BooleanField(default=False, editable=False)  # only drills speak of it
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RealServices()
    with_drills = models.Manager["Service"]()

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint("drill", Lower("name"), name="one_service_of_a_name")]

    def __str__(self) -> str:
        return self.name

    def answers_to(self, name: str) -> bool:
        wanted = name.strip().casefold()
        return wanted == self.name.casefold() or wanted in {str(alias).casefold() for alias in self.aliases}


def find_service(name: str, *, among: Iterable[Service] | None = None) -> Service:
    """The service of that name or alias, in any case, or of that public id. `among` None: of all.

    Raises ValidationError that lists the services there are.
    """
    services = list(Service.objects.all() if among is None else among)
    for service in services:
        if service.public_id == name or service.answers_to(name):
            return service
    known = (
        ", ".join(service.name for service in services[:12])
        or "none yet; add one in Settings or with `clarion service add`"
    )
    raise ValidationError(f"There is no service “{name[:60]}”. Services: {known}.")


def add_service(name: str, **fields: Any) -> Service:
    """Raises ValidationError when the name is empty or taken."""
    last = Service.objects.aggregate(models.Max("position"))["position__max"]
    service = Service(name=name.strip(), position=0 if last is None else last + 1, **fields)
    service.full_clean()
    service.save()
    return service


def drill_service(name: str) -> Service:
    """The service of that name that only drills speak of; it is made where there is none. A real one may have the same name."""
    called = name.strip()
    Service(name=called, drill=True).clean_fields()
    # Two drills of one script may begin in the same moment.
    return Service.with_drills.get_or_create(drill=True, name__iexact=called, defaults={"name": called})[0]


def services_beside(incident: "Incident") -> models.QuerySet[Service]:
    """The services that its record may name: those of the workspace, for a drill those of its script."""
    if incident.drill:
        return Service.with_drills.filter(drill=True, affected__incident=incident).distinct()
    return Service.objects.all()
