"""What is publicly visible: the one place that decides it, used by both pages, feeds and every public API.

Deny by default: an update is visible on a page when it was published for that page's audience; an incident is
visible there when it has such an update, and then only what those updates say of it. The record, drafts, timeline,
suggestions and texts for other audiences are never read by the public side.

Whoever does not say which page asks for the public one; services are public and the same for both.

`all_open`, `visible_incidents`, `first_words`, `services_named` and `latest_maintenances` read all of the history;
every other query here costs the same with ten incidents of it and with a hundred thousand.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import models

from clarion.incidents.incident import Incident
from clarion.incidents.services import Service
from clarion.incidents.states import State
from clarion.statuspage.which_page import PUBLIC_PAGE, WhichPage
from clarion.updates.publication import IncidentUpdate
from clarion.updates.quiet_corrections import QuietCorrection


def visible_updates(page: WhichPage = PUBLIC_PAGE) -> models.QuerySet[IncidentUpdate]:
    updates = IncidentUpdate.objects.filter(audience=page.audience)
    return updates.filter(published_at__gte=page.since) if page.since else updates


def visible_incidents(page: WhichPage = PUBLIC_PAGE) -> models.QuerySet[Incident]:
    spoken_of = visible_updates(page).filter(incident=models.OuterRef("pk"))
    return Incident.objects.filter(models.Exists(spoken_of))


def visible_services() -> models.QuerySet[Service]:
    return Service.objects.filter(is_public=True)


def updates_of(public_ids: Iterable[str], page: WhichPage = PUBLIC_PAGE) -> models.QuerySet[IncidentUpdate]:
    """The visible updates of these incidents, in no order.

    Asked through a join, or to sort them by time, SQLite walks through all public updates there are.
    """
    incidents = Incident.objects.filter(public_id__in=public_ids).order_by().values("pk")
    return visible_updates(page).filter(incident__in=incidents).order_by()


def put_right_in(
    public_ids: Iterable[str], page: WhichPage = PUBLIC_PAGE
) -> models.QuerySet[QuietCorrection]:
    """What was put right quietly in the visible updates of these incidents, in the order in which it applies."""
    said = updates_of(public_ids, page).values("pk")
    return QuietCorrection.objects.filter(update__in=said).order_by("pk")


def first_updates(page: WhichPage = PUBLIC_PAGE) -> models.QuerySet[IncidentUpdate]:
    """The first word about each incident, newest first: the order in which readers came to know of them."""
    before = models.Q(published_at__lt=models.OuterRef("published_at"))
    # Imported updates may share a time; the one that was written first is the first word.
    before |= models.Q(published_at=models.OuterRef("published_at"), pk__lt=models.OuterRef("pk"))
    earlier = visible_updates(page).filter(before, incident=models.OuterRef("incident"))
    return visible_updates(page).filter(~models.Exists(earlier)).order_by("-published_at", "-pk")


def all_open(page: WhichPage = PUBLIC_PAGE) -> list[str]:
    """Public ids of incidents whose last visible update does not say that they are over. Reads all incidents."""
    last = visible_updates(page).filter(incident=models.OuterRef("pk")).order_by("-published_at", "-pk")
    said = visible_incidents(page).annotate(said=models.Subquery(last.values("state")[:1]))
    return list(said.exclude(said=State.RESOLVED).values_list("public_id", flat=True))


def latest_incidents(number: int, page: WhichPage = PUBLIC_PAGE) -> list[str]:
    """Public ids of the unplanned incidents that readers heard of last."""
    first = first_updates(page).filter(incident__planned=False)
    return list(first.values_list("incident__public_id", flat=True)[:number])


def latest_maintenances(number: int, page: WhichPage = PUBLIC_PAGE) -> list[str]:
    """Public ids of planned work, announced last. Where little is planned, this reads all of the history."""
    first = first_updates(page).filter(incident__planned=True)
    return list(first.values_list("incident__public_id", flat=True)[:number])


def planned_since(instant: datetime, page: WhichPage = PUBLIC_PAGE) -> list[str]:
    """Public ids of planned work whose window, by any update, ends at that moment or later."""
    told = visible_updates(page).filter(planned_end__gte=instant).order_by()
    return list(told.values_list("incident__public_id", flat=True).distinct())


def first_words(page: WhichPage = PUBLIC_PAGE) -> Iterator[datetime]:
    """When readers first heard of each incident."""
    return first_updates(page).values_list("published_at", flat=True).iterator(chunk_size=2000)


def latest_updates(number: int, page: WhichPage = PUBLIC_PAGE) -> list[tuple[str, str]]:
    """Public ids of the newest updates, each with that of its incident."""
    newest_first = visible_updates(page).order_by("-published_at", "-pk")
    return list(newest_first.values_list("public_id", "incident__public_id")[:number])


def spoken_of_since(instant: datetime, page: WhichPage = PUBLIC_PAGE) -> list[str]:
    """Public ids of the incidents with an update since then."""
    recent = visible_updates(page).filter(published_at__gte=instant).order_by()
    return list(recent.values_list("incident__public_id", flat=True).distinct())


def updates_of_spoken_of_since(instant: datetime) -> models.QuerySet[IncidentUpdate]:
    """All public updates of the incidents with an update since then, in no order."""
    spoken_of = visible_updates().filter(published_at__gte=instant).order_by().values("incident")
    return visible_updates().filter(incident__in=spoken_of).order_by()


def services_named() -> Iterator[tuple[datetime, list[dict[str, str]]]]:
    """When each public update was published and what it said of services. Reads all of the history."""
    said = visible_updates().order_by().values_list("published_at", "services")
    return said.iterator(chunk_size=2000)


def begun_between(start: datetime, end: datetime, page: WhichPage = PUBLIC_PAGE) -> list[str]:
    """Public ids of the incidents whose first update lies in [start, end)."""
    first = first_updates(page).filter(published_at__gte=start, published_at__lt=end)
    return list(first.values_list("incident__public_id", flat=True))
