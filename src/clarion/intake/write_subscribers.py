"""Write the subscribers of another page. Only who confirmed there is told; nobody is written to, nobody asked anew."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched

from clarion.incidents.services import Service
from clarion.intake.history import PastSubscriber
from clarion.subscribers.subscriber import ServiceSubscription, Subscriber, address_key
from clarion.updates.audiences import Audience
from clarion.updates.translations import language_of_texts

AT_ONCE = 2000


def write_subscribers(subscribers: Iterable[PastSubscriber], *, at: datetime) -> int:
    """How many are new. Who is not confirmed, who is there already, and who asked for unknown services only, is none."""
    services, new = list(Service.objects.all()), 0
    confirmed = (past for past in subscribers if past.confirmed)
    for some in batched(confirmed, AT_ONCE):
        new += _write({address_key(past.channel, past.address): past for past in some}, services, at=at)
    return new


def _write(by_key: dict[str, PastSubscriber], services: list[Service], *, at: datetime) -> int:
    here = Subscriber.objects.filter(audience=Audience.PUBLIC, address_key__in=by_key)
    known = set(here.values_list("address_key", flat=True))
    wanted = {key: _named(past, services) for key, past in by_key.items() if key not in known}
    language = language_of_texts()
    new = {key: found for key, found in wanted.items() if found or by_key[key].services is None}
    Subscriber.objects.bulk_create(
        Subscriber(
            audience=Audience.PUBLIC, channel=by_key[key].channel, address=by_key[key].address,
            address_key=key, everything=by_key[key].services is None, payload=by_key[key].payload,
            language=language, asked_at=at, confirmed_at=at,
        )
        for key in new
    )  # fmt: skip
    written = Subscriber.objects.filter(audience=Audience.PUBLIC, address_key__in=new)
    of_key = dict(written.values_list("address_key", "pk"))
    ServiceSubscription.objects.bulk_create(
        ServiceSubscription(subscriber_id=of_key[key], service=service)
        for key, found in new.items()
        for service in found
    )
    return len(new)


def _named(past: PastSubscriber, services: list[Service]) -> list[Service]:
    return list(dict.fromkeys(_answering(past.services or (), services)))


def _answering(names: Iterable[str], services: list[Service]) -> Iterator[Service]:
    for name in names:
        yield from (service for service in services if service.answers_to(name) or service.public_id == name)
