"""Cards: what a link to a page shows where it is shared (OpenGraph, which others than its inventors read too).

The index and incidents of the last month have pictures of their own. Older pages show the picture of the index: one
for every incident of a long history would take longer to draw than all else together.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from clarion.incidents.states import ServiceStatus, worst
from clarion.statuspage.picture import Picture
from clarion.statuspage.public_incident import Impact, PublicIncident
from clarion.statuspage.public_state import Page
from clarion.statuspage.shortening import shortened
from clarion.statuspage.words import state_words

LONGEST_TITLE = 100
LONGEST_DESCRIPTION = 200
#: For how long after the last word an incident has a picture of its own.
PICTURED = timedelta(days=30)
INDEX_PICTURE = "/picture.png"

_BY_IMPACT: dict[Impact, ServiceStatus] = {
    "critical": ServiceStatus.MAJOR_OUTAGE,
    "major": ServiceStatus.PARTIAL_OUTAGE,
    "minor": ServiceStatus.DEGRADED_PERFORMANCE,
    "none": ServiceStatus.DEGRADED_PERFORMANCE,
    "maintenance": ServiceStatus.UNDER_MAINTENANCE,
}


@dataclass(frozen=True, slots=True)
class Card:
    """`path` and `picture` are addresses on the page's own site; `picture_says` is for who does not see it."""

    path: str
    title: str
    description: str
    picture: str
    picture_says: str


def plain_card(path: str, title: str, page: Page, *, description: str = "") -> Card:
    """Of a page without a picture of its own."""
    return Card(
        path,
        shortened(title, LONGEST_TITLE),
        shortened(description, LONGEST_DESCRIPTION),
        INDEX_PICTURE,
        shortened(page.name, LONGEST_TITLE),
    )


def index_card(page: Page, sentence: str, status: ServiceStatus) -> Card:
    return Card(
        "/",
        shortened(page.name, LONGEST_TITLE),
        sentence,
        _address(INDEX_PICTURE, index_picture(page, sentence, status)),
        shortened(f"{page.name}: {sentence}", LONGEST_DESCRIPTION),
    )


def incident_card(incident: PublicIncident, page: Page, *, at: datetime) -> Card:
    path, title = f"/incidents/{incident.id}", shortened(incident.title, LONGEST_TITLE)
    state = state_words(incident)
    services = ", ".join(line.name for line in incident.services)
    description = shortened(f"{state} · {services}" if services else state, LONGEST_DESCRIPTION)
    if not has_picture(incident, at=at):
        return plain_card(path, title, page, description=description)
    says = shortened(f"{page.name}: {title} · {state}", LONGEST_DESCRIPTION)
    return Card(
        path,
        title,
        description,
        _address(picture_path(incident), incident_picture(incident, page)),
        says,
    )


def has_picture(incident: PublicIncident, *, at: datetime) -> bool:
    return incident.is_open or incident.updated_at > at - PICTURED


def picture_path(incident: PublicIncident) -> str:
    return f"/incidents/{incident.id}.png"


def index_picture(page: Page, sentence: str, status: ServiceStatus) -> Picture:
    return Picture(
        name=page.name,
        title=sentence,
        state="",
        status=status,
        site=urlsplit(page.address).netloc,
        head=page.look.head_light,
    )


def incident_picture(incident: PublicIncident, page: Page) -> Picture:
    return Picture(
        name=page.name,
        title=incident.title,
        state=state_words(incident),
        status=_status(incident),
        site=urlsplit(page.address).netloc,
        head=page.look.head_light,
    )


def _status(incident: PublicIncident) -> ServiceStatus:
    """The form that stands for it: good once it is over, else the worst that it says of a service."""
    if not incident.is_open:
        return ServiceStatus.OPERATIONAL
    if incident.is_ahead:
        return ServiceStatus.UNDER_MAINTENANCE
    said = worst([line.status for line in incident.latest.services])
    return said if said != ServiceStatus.OPERATIONAL else _BY_IMPACT[incident.impact]


def _address(path: str, picture: Picture) -> str:
    """With a mark of what it shows, so that who keeps pictures by their address fetches the new one."""
    return f"{path}?{hashlib.sha256(repr(picture).encode()).hexdigest()[:10]}"
