"""Where an update stands: the incident's permanent page for readers outside, in their language; its room for colleagues.

Partners are led to the public page as well: the way to theirs is their key, and no message holds one.
"""

from django.conf import settings

from clarion.accounts.workspace import Workspace
from clarion.updates.audiences import Audience
from clarion.updates.leaving import leaves_the_company
from clarion.updates.publication import IncidentUpdate


def address_of(update: IncidentUpdate, language: str) -> str:
    """The page of the incident, at the update where it shows it; the page itself where it shows nothing of the incident."""
    incident = update.incident
    if not leaves_the_company(update.audience):
        return f"{settings.CONSOLE_URL}/incidents/{incident.reference}/"
    page = f"{settings.PUBLIC_URL}{Workspace.current().prefix_of(language)}"
    if update.audience == Audience.PUBLIC:
        return f"{page}/incidents/{incident.public_id}#{update.public_id}"
    on_the_page = incident.updates.filter(audience=Audience.PUBLIC).exists()
    return f"{page}/incidents/{incident.public_id}" if on_the_page else f"{page}/"
