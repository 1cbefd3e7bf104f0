"""For whom a form is: what depends on it, in one place.

Another audience with a form of its own (partners, by a key) is another value of `FormFor`, made from its key.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from clarion.incidents.services import Service
from clarion.statuspage.visible import visible_incidents, visible_services
from clarion.subscribers.scope import titles_told
from clarion.updates.audiences import Audience


@dataclass(frozen=True)
class FormFor:
    audience: Audience = Audience.PUBLIC

    def services(self) -> QuerySet[Service]:
        """Those that readers of this page see."""
        return visible_services()

    def service(self, public_id: str) -> Service | None:
        return self.services().filter(public_id=public_id).first()

    def incident_title(self, public_id: str) -> str | None:
        """As readers of this page were told it; None for what they were not told of."""
        if not visible_incidents().filter(public_id=public_id).exists():
            return None
        return titles_told([public_id], self.audience).get(public_id)


def form_for(audience: str = Audience.PUBLIC) -> FormFor:
    return FormFor(Audience(audience))
