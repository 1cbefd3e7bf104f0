"""What an import would bring, counted from what was read and what is here. Nothing is written and no lock is taken."""

from collections.abc import Iterable, Sequence
from itertools import batched

from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.incidents.services import Service
from clarion.intake.history import PastIncident, PastService, PastSubscriber
from clarion.intake.write_history import Written, here_already, updates_here
from clarion.intake.write_services import new_services
from clarion.intake.write_subscribers import AT_ONCE, known_addresses, wants_something_of
from clarion.subscribers.subscriber import address_key


def count_history(
    history: Iterable[PastIncident],
    *,
    services: Iterable[PastService] = (),
    subscribers: Iterable[PastSubscriber] = (),
    by: Person,
) -> Written:
    """What `write_history` would say of the same. Raises NotAllowed."""
    require(by, Act.IMPORT)
    handed_in = {past.key: past for past in history}
    known = here_already(handed_in)
    new = [past for key, past in handed_in.items() if key not in known]
    here = list(Service.objects.all())
    added = _added(new, services, here)
    return Written(
        new=len(new),
        incidents=len(handed_in),
        updates=updates_here(handed_in) + sum(len(past.updates) for past in new),
        services=len(added),
        subscribers=_new_subscribers(subscribers, [*here, *added]),
    )


def _added(
    new: Iterable[PastIncident], services: Iterable[PastService], here: Sequence[Service]
) -> list[Service]:
    """The services that would be added, as they would be called; not saved."""
    added = [
        Service(name=past.name, **({"public_id": past.id} if past.id else {}))
        for past in new_services(services, here)
    ]
    for name in dict.fromkeys(name for past in new for name in past.services):
        if not any(service.answers_to(name) for service in (*here, *added)):
            added.append(Service(name=name.strip()))
    return added


def _new_subscribers(subscribers: Iterable[PastSubscriber], services: Sequence[Service]) -> int:
    new: set[str] = set()
    told = (past for past in subscribers if past.confirmed and wants_something_of(past, services))
    for some in batched(told, AT_ONCE):
        keys = {address_key(past.channel, past.address) for past in some}
        new |= keys - known_addresses(keys)
    return len(new)
