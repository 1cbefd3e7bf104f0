"""What other sites show of this page: badge, banner, logo, and the pictures of links; in the first language of the page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from clarion.statuspage import pages
from clarion.statuspage.badge import page_badge
from clarion.statuspage.banner import render_banner
from clarion.statuspage.cards import INDEX_PICTURE, has_picture, incident_picture, index_picture, picture_path
from clarion.statuspage.instants import starts_of_windows
from clarion.statuspage.picture import Picture, draw
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState
from clarion.statuspage.reader_language import speaking
from clarion.statuspage.renderings import HTML, PNG, SVG, fixed_document, standing_document
from clarion.statuspage.site import Document, Rendering


def site_documents(state: PublicState, *, at: datetime) -> Iterator[Document]:
    """What every publication writes."""
    with speaking(state.page):
        yield from _logo(state.page, at=at)
        yield standing_document(INDEX_PICTURE, PNG, state, lambda then: draw(_index_picture(then)), at=at)
        yield standing_document("/badge.svg", SVG, state, page_badge, at=at)
        yield replace(standing_document("/embed/banner", HTML, state, render_banner, at=at), framed=True)


def incident_pictures(incident: PublicIncident, page: Page, *, at: datetime) -> Iterator[Document]:
    """The picture of links to the incident, where it has one."""
    if not has_picture(incident, at=at):
        return
    with speaking(page):
        renderings = tuple(
            Rendering(start, draw(incident_picture(incident.as_of(start), page)))
            for start in starts_of_windows([incident], at=at)
        )
    yield Document(picture_path(incident), PNG, renderings)


def _index_picture(state: PublicState) -> Picture:
    return index_picture(state.page, pages.sentence_of(state), pages.ICONS[state.indicator])


def _logo(page: Page, *, at: datetime) -> list[Document]:
    if page.look.logo is None:
        return []
    return [replace(fixed_document(page.look.logo.path, PNG, page.look.logo.content, at=at), lasting=True)]
