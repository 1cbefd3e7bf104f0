"""What a subscriber wants to be told of: all that their audience is told, or some services and incidents.

It is a value, so that what a reader asked for can wait in a letter until they confirm it: until then nobody's
subscription changes, whoever typed their address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.subscribers.subscriber import IncidentSubscription, ServiceSubscription, Subscriber
from clarion.updates.audiences import Audience
from clarion.updates.leaving import shown_since
from clarion.updates.publication import IncidentUpdate


@dataclass(frozen=True)
class Scope:
    """Public ids of services and incidents; they count only where `everything` is False."""

    everything: bool = True
    services: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.everything or self.services or self.incidents)

    def as_json(self) -> dict[str, Any]:
        return {
            "everything": self.everything,
            "services": list(self.services),
            "incidents": list(self.incidents),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Scope":
        return cls(
            bool(value.get("everything", True)),
            tuple(value.get("services", ())),
            tuple(value.get("incidents", ())),
        )


def scope_of(subscriber: Subscriber) -> Scope:
    return Scope(
        subscriber.everything,
        tuple(subscriber.services.order_by("position", "name").values_list("public_id", flat=True)),
        tuple(subscriber.incidents.order_by("pk").values_list("public_id", flat=True)),
    )


def set_scope(subscriber: Subscriber, scope: Scope) -> None:
    """Replace it. What is not there any more is left out. Call it in a transaction that holds the subscriber's row."""
    Subscriber.objects.filter(pk=subscriber.pk).update(everything=scope.everything)
    subscriber.everything = scope.everything
    named = Scope(everything=True) if scope.everything else scope
    subscriber.services.set(services_named(named.services))
    subscriber.incidents.set(Incident.objects.filter(public_id__in=named.incidents))


def clear_scope(subscribers: Iterable[Subscriber]) -> None:
    ServiceSubscription.objects.filter(subscriber__in=subscribers).delete()
    IncidentSubscription.objects.filter(subscriber__in=subscribers).delete()


def services_named(public_ids: Iterable[str]) -> list[Service]:
    return list(Service.objects.filter(public_id__in=list(public_ids)))


def services_shown(public_ids: Iterable[str], audience: str) -> list[Service]:
    """Those of them that the audience knows: readers of the public page see no service that is hidden there."""
    named = services_named(public_ids)
    return [service for service in named if service.is_public or audience != Audience.PUBLIC]


def titles_told(incidents: Iterable[str], audience: str) -> dict[str, str]:
    """Public id -> title as the audience was last told it. The record, which may say more by now, is not read.

    For admins; readers are shown `titles_shown`.
    """
    told = IncidentUpdate.objects.filter(incident__public_id__in=list(incidents), audience=audience)
    return _last_titles(told)


def titles_shown(incidents: Iterable[str], audience: str) -> dict[str, str]:
    """Those of `titles_told` that their readers may see: to partners, no brief from before their page."""
    told = IncidentUpdate.objects.filter(incident__public_id__in=list(incidents), audience=audience)
    since = shown_since(audience)
    return _last_titles(told.filter(published_at__gte=since) if since else told)


def _last_titles(told: QuerySet[IncidentUpdate]) -> dict[str, str]:
    oldest_first = told.order_by("published_at", "pk")
    return dict(oldest_first.values_list("incident__public_id", "title"))
