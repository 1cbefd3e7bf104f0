"""What stands at the addresses of one service: its page in every language, and its badge."""

from datetime import datetime

from clarion.statuspage.badge import service_badge
from clarion.statuspage.instants import Moment, midnight_after, starts_of_windows
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import PublicService, PublicState
from clarion.statuspage.reader_language import incident_in, speaking
from clarion.statuspage.renderings import HTML, SVG, standing_document
from clarion.statuspage.service_page import render_service
from clarion.statuspage.site import Document, Rendering


def service_documents(
    service: PublicService, incidents: list[PublicIncident], state: PublicState, *, at: datetime
) -> list[Document]:
    """The page of one service in every language, and its badge. `incidents`: those that named it last."""
    documents = [
        _service_document(
            service, [incident_in(each, language) for each in incidents], state, language, at=at
        )
        for language in state.page.languages
    ]
    path = f"/services/{service.id}/badge.svg"
    with speaking(state.page):
        badge = standing_document(path, SVG, state, lambda then: service_badge(_in(then, service)), at=at)
    return [*documents, badge]


def _service_document(
    service: PublicService,
    incidents: list[PublicIncident],
    state: PublicState,
    language: str,
    *,
    at: datetime,
) -> Document:
    """While something is open it is rendered for the next day too, which begins as the last one ended, and for every
    foreseen start of planned work.
    """
    page = state.page.read_in(language)

    def render(then: datetime) -> bytes:
        now = _in(state.as_of(then), service)
        history = state.history_of(now, at=then)
        shown = [each.as_of(then) for each in incidents]
        return render_service(now, history, shown, page=page, moment=Moment(then, None))

    turns = {*starts_of_windows(state.open, at=at), *([midnight_after(at)] if state.open else [])}
    with speaking(page):
        renderings = tuple(Rendering(each, render(each)) for each in sorted(turns))
    return Document(f"{page.prefix}/services/{service.id}", HTML, renderings)


def _in(state: PublicState, service: PublicService) -> PublicService:
    """The service as it stands in that state."""
    return next(each for each in state.services if each.id == service.id)
