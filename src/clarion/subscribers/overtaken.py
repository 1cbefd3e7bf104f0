"""Deliveries that newer news has overtaken: what was held up and would arrive behind a newer update of the incident.

Nobody loses the only word that they would get: the newer update has to reach the same subscriber, or to have reached
them. A correction is overtaken by nothing but its own correction, because whoever read the wrong words has to hear it;
and a correction overtakes nothing but what it corrects, or what is older than that, because it says no other news.
"""

from datetime import datetime

from django.db.models import Q, QuerySet

from clarion.subscribers.deliveries import Delivery, DeliveryState, Distribution
from clarion.subscribers.recipients import recipients_of
from clarion.updates.publication import IncidentUpdate

OVERTAKEN_BECAUSE = "A newer update of the incident was sent."


def overtaken(late: list[int], update: IncidentUpdate, *, at: datetime) -> list[int]:
    """Of the waiting deliveries of the update that were held up, by their ids, those that nobody needs any more."""
    if not late:
        return []
    waiting = dict(Delivery.objects.filter(pk__in=late).values_list("subscriber_id", "pk"))
    return [
        waiting[subscriber] for newer in _overtaking(update) for subscriber in _reached(newer, waiting, at=at)
    ]


def _overtaking(update: IncidentUpdate) -> QuerySet[Distribution]:
    newer = Q(update__published_at__gt=update.published_at)
    newer |= Q(update__published_at=update.published_at, update__pk__gt=update.pk)
    instead = Q(update__corrects=update)
    if update.corrects_id is None:
        instead |= Q(update__corrects=None) | Q(update__corrects__published_at__gt=update.published_at)
    of_incident = Distribution.objects.filter(
        update__incident_id=update.incident_id, update__audience=update.audience
    )
    return of_incident.filter(newer, instead).select_related("update")


def _reached(newer: Distribution, subscribers: dict[int, int], *, at: datetime) -> list[int]:
    """Those of the subscribers whom it reached, or will reach."""
    will = [DeliveryState.SENT, *([DeliveryState.WAITING] if newer.good_until >= at else [])]
    rows = Delivery.objects.filter(update=newer.update_id, subscriber__in=subscribers, state__in=will)
    found = list(rows.values_list("subscriber_id", flat=True))
    if newer.written_at is None:
        to_come = recipients_of(newer.update).filter(pk__in=subscribers, pk__gt=newer.reached)
        found += to_come.values_list("pk", flat=True)
    return found
