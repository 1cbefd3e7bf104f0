"""An address that the other side says does not exist is not written to again, until its owner or an admin asks anew.

Nor are those who subscribed by a partner's key that was revoked.
"""

from collections.abc import Mapping
from datetime import datetime

from clarion.accounts.partner_keys import PartnerKey
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


def disable_those_of(key: PartnerKey, *, at: datetime) -> int:
    """Send nothing more to who subscribed by this key, also of what waits; how many there were."""
    found = Subscriber.objects.filter(partner_key=key, left_at=None, disabled_at=None)
    because = f"The key of {key.name} to the partners' page was revoked."
    return found.update(disabled_at=at, disabled_because=because)
