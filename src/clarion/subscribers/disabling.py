"""An address that the other side says does not exist is not written to again, until its owner or an admin asks anew."""

from collections.abc import Mapping
from datetime import datetime

from clarion.subscribers.subscriber import Subscriber


def disable(subscriber: Subscriber, because: str, *, at: datetime) -> bool:
    """Send nothing more to this address. `because` is a sentence for the admin. False when it was disabled or had left before."""
    return disable_all({subscriber.public_id: because}, at=at) == 1


def disable_all(because: Mapping[str, str], *, at: datetime) -> int:
    """`because`: public id -> sentence; how many were disabled by this call.

    In the order of the ids, so that of two workers with the same subscribers one waits for the other, and not each for each.
    """
    disabled = 0
    for public_id, sentence in sorted(because.items()):
        found = Subscriber.objects.filter(public_id=public_id, left_at=None, disabled_at=None)
        disabled += found.update(disabled_at=at, disabled_because=sentence[:400])
    return disabled
