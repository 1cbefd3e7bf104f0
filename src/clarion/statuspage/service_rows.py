"""A service's row on the index. Most rows read the same after a publication as before it, and are made once.

Two thirds of the time for an index of 60 services went into their rows, twice while something is open, because
the page is then made for the next day as well.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from clarion.incidents.states import ServiceStatus
from clarion.statuspage.public_state import PublicService, PublicState
from clarion.statuspage.service_history import ServiceHistory


@dataclass(frozen=True, slots=True)
class Row:
    """All that decides how a row reads, and nothing else: it is the key by which the row is remembered."""

    id: str
    name: str
    description: str
    status: ServiceStatus
    statuses: tuple[ServiceStatus | None, ...]
    uptime: float | None
    language: str | None
    prefix: str


def rows_by_group(state: PublicState, *, at: datetime) -> list[tuple[str, list[SafeString]]]:
    """As `PublicState.groups`, each service as the row that readers see."""
    return [
        (
            group,
            [
                _render(_row(service, state.history_of(service, at=at), state.page.prefix))
                for service in services
            ],
        )
        for group, services in state.groups
    ]


def _row(service: PublicService, history: ServiceHistory, prefix: str) -> Row:
    return Row(
        id=service.id,
        name=service.name,
        description=service.description,
        status=service.status,
        statuses=history.statuses,
        uptime=history.uptime,
        language=get_language(),
        prefix=prefix,
    )


@lru_cache(maxsize=1000)
def _render(row: Row) -> SafeString:
    return mark_safe(render_to_string("statuspage/_row.html", {"row": row}).strip())
