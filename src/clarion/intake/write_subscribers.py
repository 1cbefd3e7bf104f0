"""Write the subscribers of another page. Only who confirmed there is told; nobody is written to, nobody asked anew."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from clarion.incidents.services import Service
from clarion.intake.history import PastSubscriber
from clarion.subscribers.subscriber import ServiceSubscription, Subscriber, address_key
from clarion.updates.audiences import Audience
from clarion.updates.translations import language_of_texts

#: Addresses that are looked up in one query.
AT_ONCE = 2000


def write_subscribers(subscribers: Iterable[PastSubscriber], *, at: datetime) -> int:
    """How many are new. Who is not confirmed, who is there already, and who asked for unknown services only, is none.

    Few at once: they are looked up in one query.
    """
    services, language = list(Service.objects.all()), language_of_texts()
    confirmed = [past for past in subscribers if past.confirmed and wants_something_of(past, services)]
    by_key = {address_key(past.channel, past.address): past for past in confirmed}
    known = known_addresses(by_key)
    new = {key: past for key, past in by_key.items() if key not in known}
    Subscriber.objects.bulk_create(
        Subscriber(
            audience=Audience.PUBLIC, channel=past.channel, address=past.address, address_key=key,
            everything=past.services is None, payload=past.payload, language=language, asked_at=at, confirmed_at=at,
        )
        for key, past in new.items()
    )  # fmt: skip
    written = Subscriber.objects.filter(audience=Audience.PUBLIC, address_key__in=new)
    of_key = dict(written.values_list("address_key", "pk"))
    ServiceSubscription.objects.bulk_create(
        ServiceSubscription(subscriber_id=of_key[key], service=service)
        for key, past in new.items()
        for service in dict.fromkeys(_answering(past.services or (), services))
    )
    return len(new)


def known_addresses(keys: Collection[str]) -> set[str]:
    """Those of the keys under which somebody of the public page is here."""
    here = Subscriber.objects.filter(audience=Audience.PUBLIC, address_key__in=keys)
    return set(here.values_list("address_key", flat=True))


def wants_something_of(past: PastSubscriber, services: Sequence[Service]) -> bool:
    """Everything, or a service that there is."""
    return past.services is None or any(True for _ in _answering(past.services, services))


def _answering(names: Iterable[str], services: Sequence[Service]) -> Iterator[Service]:
    for name in names:
        yield from (service for service in services if service.answers_to(name) or service.public_id == name)
