"""Documents from what renders them: which instants a document is rendered for, by the kind of thing it shows."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from clarion.statuspage.instants import Moment, moments, starts_of_windows
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import PublicState
from clarion.statuspage.site import Document, Rendering

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"
PNG = "image/png"
SVG = "image/svg+xml; charset=utf-8"


def page_document(
    path: str, incidents: Iterable[PublicIncident], render: Callable[[Moment], bytes], *, at: datetime
) -> Document:
    """A page about these incidents, for every instant at which it reads differently."""
    renderings = tuple(Rendering(moment.at, render(moment)) for moment in moments(incidents, at=at))
    return Document(path, HTML, renderings)


def standing_document(
    path: str, content_type: str, state: PublicState, render: Callable[[PublicState], bytes], *, at: datetime
) -> Document:
    """What shows how services stand, rendered for every foreseen start of planned work."""
    starts = starts_of_windows(state.open, at=at)
    renderings = tuple(Rendering(start, render(state.as_of(start))) for start in starts)
    return Document(path, content_type, renderings)


def fixed_document(path: str, content_type: str, body: bytes, *, at: datetime) -> Document:
    """What reads the same until something is published."""
    return Document(path, content_type, (Rendering(at, body),))


def json_bytes(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
