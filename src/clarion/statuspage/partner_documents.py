"""Which documents the partners' page has. As `documents.py`, for whoever holds a key; there is no v2 JSON here."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from clarion.statuspage import feed_atom, partner_pages
from clarion.statuspage.feed import history_feed
from clarion.statuspage.instants import starts_of_windows
from clarion.statuspage.months import Month
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState
from clarion.statuspage.reader_language import speaking
from clarion.statuspage.renderings import HTML, fixed_document, page_document
from clarion.statuspage.site import Document, Rendering


def hot_documents(state: PublicState, months: Mapping[str, int], *, at: datetime) -> list[Document]:
    """The documents that every publication writes. `months`: incidents begun in each month, "2026-03"."""
    # What is said on the public page alone shows here by its services, which follow the windows of planned work.
    works = (incident for incident in state.beside if incident.waits_for_its_start)
    spoken_of = (*state.open, *works, *state.recent)
    offered = bool(subscribe_address())
    with speaking(state.page):
        return [
            page_document(
                "/",
                spoken_of,
                lambda moment: partner_pages.render_index(state.as_of(moment.at), moment, offered=offered),
                at=at,
            ),
            fixed_document("/history", HTML, partner_pages.render_history(months, state.page), at=at),
            fixed_document("/history.atom", feed_atom.CONTENT_TYPE, _atom(state), at=at),
        ]


def incident_documents(incident: PublicIncident, page: Page, *, at: datetime) -> list[Document]:
    """The permanent page of one incident. Partners read one language, that of the texts."""
    with speaking(page):
        return [
            page_document(
                f"/incidents/{incident.id}",
                [incident],
                lambda moment: partner_pages.render_incident(incident.as_of(moment.at), page, moment),
                at=at,
            )
        ]


def month_documents(
    month: Month, incidents: list[PublicIncident], page: Page, *, at: datetime
) -> list[Document]:
    with speaking(page):
        renderings = tuple(
            Rendering(
                start, partner_pages.render_month(month, [each.as_of(start) for each in incidents], page)
            )
            for start in starts_of_windows(incidents, at=at)
        )
    return [Document(f"/history/{month.name}", HTML, renderings)]


def subscribe_address() -> str:
    """Where partners subscribe, without the key that ends the address; "" where nothing takes subscriptions."""
    subscribe = getattr(settings, "SUBSCRIBE_URL", "")
    return f"{subscribe}/subscribe/partners/" if subscribe else ""


def _atom(state: PublicState) -> bytes:
    return feed_atom.render_atom(history_feed(state, {}), f"{state.page.address}/history.atom")
