"""What is publicly visible: the one place that decides it, used by page, feeds and every public API.

Deny by default: an update is visible when it was published for the public page; an incident is visible
when it has such an update, and then only what those updates say of it. The record, drafts, timeline,
suggestions and texts for other audiences are never read by the public side.

`all_open`, `visible_incidents`, `first_words` and `latest_maintenances` read all of the history; every other
query here costs the same with ten incidents of it and with a hundred thousand.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import models

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import State
from clarion.updates.audiences import Audience
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietCorrection


def visible_updates() -> models.QuerySet[IncidentUpdate]:
    return IncidentUpdate.objects.filter(audience=Audience.PUBLIC)


def visible_incidents() -> models.QuerySet[Incident]:
    return Incident.objects.filter(models.Exists(visible_updates().filter(incident=models.OuterRef("pk"))))


def visible_services() -> models.QuerySet[Service]:
    return Service.objects.filter(is_public=True)


def updates_of(public_ids: Iterable[str]) -> models.QuerySet[IncidentUpdate]:
    """The public updates of these incidents, in no order.

    Asked through a join, or to sort them by time, SQLite walks through all public updates there are.
    """
    incidents = Incident.objects.filter(public_id__in=public_ids).order_by().values("pk")
    return visible_updates().filter(incident__in=incidents).order_by()


def put_right_in(public_ids: Iterable[str]) -> models.QuerySet[QuietCorrection]:
    """What was put right quietly in the public updates of these incidents, in the order in which it applies."""
    return QuietCorrection.objects.filter(update__in=updates_of(public_ids).values("pk")).order_by("pk")


def first_updates() -> models.QuerySet[IncidentUpdate]:
    """The first word about each incident, newest first: the order in which readers came to know of them."""
    before = models.Q(published_at__lt=models.OuterRef("published_at"))
    # Imported updates may share a time; the one that was written first is the first word.
    before |= models.Q(published_at=models.OuterRef("published_at"), pk__lt=models.OuterRef("pk"))
    earlier = visible_updates().filter(before, incident=models.OuterRef("incident"))
    return visible_updates().filter(~models.Exists(earlier)).order_by("-published_at", "-pk")


def all_open() -> list[str]:
    """Public ids of incidents whose last public update does not say that they are over. Reads all incidents."""
    last = visible_updates().filter(incident=models.OuterRef("pk")).order_by("-published_at", "-pk")
    said = visible_incidents().annotate(said=models.Subquery(last.values("state")[:1]))
    return list(said.exclude(said=State.RESOLVED).values_list("public_id", flat=True))


def latest_incidents(number: int) -> list[str]:
    """Public ids of the unplanned incidents that readers heard of last."""
    return list(
        first_updates().filter(incident__planned=False).values_list("incident__public_id", flat=True)[:number]
    )


def latest_maintenances(number: int) -> list[str]:
    """Public ids of planned work, announced last. Where little is planned, this reads all of the history."""
    return list(
        first_updates().filter(incident__planned=True).values_list("incident__public_id", flat=True)[:number]
    )


def planned_since(instant: datetime) -> list[str]:
    """Public ids of planned work whose window, by any update, ends at that moment or later."""
    told = visible_updates().filter(planned_end__gte=instant).order_by()
    return list(told.values_list("incident__public_id", flat=True).distinct())


def first_words() -> Iterator[datetime]:
    """When readers first heard of each incident."""
    return first_updates().values_list("published_at", flat=True).iterator(chunk_size=2000)


def latest_updates(number: int) -> list[tuple[str, str]]:
    """Public ids of the newest updates, each with that of its incident."""
    newest_first = visible_updates().order_by("-published_at", "-pk")
    return list(newest_first.values_list("public_id", "incident__public_id")[:number])


def spoken_of_since(instant: datetime) -> list[str]:
    """Public ids of the incidents with an update since then."""
    recent = visible_updates().filter(published_at__gte=instant).order_by()
    return list(recent.values_list("incident__public_id", flat=True).distinct())


def begun_between(start: datetime, end: datetime) -> list[str]:
    """Public ids of the incidents whose first update lies in [start, end)."""
    first = first_updates().filter(published_at__gte=start, published_at__lt=end)
    return list(first.values_list("incident__public_id", flat=True))
