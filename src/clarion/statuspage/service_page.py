"""The page of one service: its status, its last 90 days in a picture and in words, the incidents that named it."""

from clarion.statuspage.cards import plain_card
from clarion.statuspage.instants import Moment
from clarion.statuspage.pages import render
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicService
from clarion.statuspage.service_history import ServiceHistory
from clarion.statuspage.words import status_words


def render_service(
    service: PublicService,
    history: ServiceHistory,
    incidents: list[PublicIncident],
    *,
    page: Page,
    moment: Moment,
) -> bytes:
    """`incidents`: those of the last 90 days, as many as are listed."""
    card = plain_card(f"/services/{service.id}", service.name, page, description=status_words(service.status))
    values = {"service": service, "history": history, "incidents": incidents, "card": card}
    return render("service.html", page, moment, f"/services/{service.id}", **values)
