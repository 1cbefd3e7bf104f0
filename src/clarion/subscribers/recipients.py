"""Who is told of an update: the one place that decides it, for every channel.

Deny by default: only active subscribers of the update's own audience, and of those only who asked for everything, for a
service that the update names, or for its incident. A correction also goes to whoever was sent what it corrects, or may
still be sent it, whatever they ask for by now. Nobody who confirmed after the publication is told: the page shows it to them.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from clarion.subscribers.deliveries import Delivery, DeliveryState
from clarion.subscribers.subscriber import IncidentSubscription, ServiceSubscription, Subscriber
from clarion.updates.publication import IncidentUpdate


def recipients_of(update: IncidentUpdate) -> QuerySet[Subscriber]:
    """In the order of their ids, each once."""
    named = [line["id"] for line in update.services]
    of_service = ServiceSubscription.objects.filter(subscriber=OuterRef("pk"), service__public_id__in=named)
    of_incident = IncidentSubscription.objects.filter(
        subscriber=OuterRef("pk"), incident_id=update.incident_id
    )
    asked = Q(everything=True) | Q(Exists(of_service)) | Q(Exists(of_incident))
    if update.corrects_id:
        reads_it = Delivery.objects.filter(
            subscriber=OuterRef("pk"),
            update_id=update.corrects_id,
            state__in=[DeliveryState.SENT, DeliveryState.WAITING],
        )
        asked |= Q(Exists(reads_it))
    active = Subscriber.objects.active().filter(
        audience=update.audience, confirmed_at__lte=update.published_at
    )
    return active.filter(asked).order_by("pk")
