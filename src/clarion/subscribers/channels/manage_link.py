"""The link by which whoever reads a message leaves: in every message to subscribers outside.

A channel that an admin added to an internal audience has none: anybody in it could end what the company relies on.
"""

from django.utils import translation
from django.utils.translation import gettext

from clarion.subscribers.links import Purpose, link
from clarion.subscribers.parcels import Parcel
from clarion.updates.leaving import leaves_the_company


def manage_link(parcel: Parcel) -> tuple[str, str] | None:
    """Words and address, in the subscriber's language."""
    if not leaves_the_company(parcel.update.audience):
        return None
    with translation.override(parcel.language):
        return gettext("Manage or unsubscribe"), link(Purpose.MANAGE, parcel.subscriber)
