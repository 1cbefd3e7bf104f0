"""For whom a form is: what depends on it, in one place.

Another audience with a form of its own (partners, by a key) is another value of `FormFor`, made from its key.
"""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from clarion.incidents.services import Service
from clarion.statuspage.visible import visible_incidents, visible_services
from clarion.statuspage.which_page import page_for
from clarion.subscribers.scope import titles_shown
from clarion.updates.audiences import Audience

_ID = re.compile(r"[a-z0-9]{1,12}")


@dataclass(frozen=True)
class FormFor:
    """`chosen`: public ids of services that a subscriber has by now, whoever chose them. `partner_key`: the id of the
    key by which partners came to the form.
    """

    audience: Audience = Audience.PUBLIC
    chosen: tuple[str, ...] = ()
    partner_key: int | None = None

    def services(self) -> QuerySet[Service]:
        """Those that every reader sees; an admin may have chosen others for another audience than the public."""
        if self.audience == Audience.PUBLIC:
            return visible_services()
        return Service.objects.filter(Q(pk__in=visible_services()) | Q(public_id__in=self.chosen))

    def service(self, public_id: str) -> Service | None:
        return self.services().filter(public_id=public_id).first() if _ID.fullmatch(public_id) else None

    def incident_title(self, public_id: str) -> str | None:
        """As this audience was told it; None for what it was not told of."""
        if not _ID.fullmatch(public_id):
            return None
        page = page_for(self.audience)
        if page and not visible_incidents(page).filter(public_id=public_id).exists():
            return None
        return titles_shown([public_id], self.audience).get(public_id)


def form_for(
    audience: str = Audience.PUBLIC, *, chosen: tuple[str, ...] = (), partner_key: int | None = None
) -> FormFor:
    return FormFor(Audience(audience), chosen, partner_key)
