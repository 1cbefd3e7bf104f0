"""The HTML pages: values in, bytes out. One request per page: the style is inside, there is no script.

The Content-Security-Policy allows the style by its hash and an icon that is inside too, and nothing else.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from clarion.statuspage.answers import style_hash
from clarion.statuspage.instants import Moment
from clarion.statuspage.months import Month
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Indicator, Page, PublicState

STYLE = Path(__file__).parent / "templates" / "statuspage" / "page.css"

SENTENCES: dict[Indicator, str] = {
    "none": "All services are working",
    "maintenance": "Maintenance is in progress",
    "minor": "Some services have a problem",
    "major": "Some services are disrupted",
    "critical": "A major outage is in progress",
}
NO_SERVICES_YET = "Nothing is reported"


def render_still(state: PublicState) -> SafeString:
    """The part of the index that reads the same at every moment: services and recent history."""
    return mark_safe(render_to_string("statuspage/_still.html", {"state": state}))


def render_index(state: PublicState, moment: Moment, *, still: SafeString) -> bytes:
    """`still` is what `render_still` made of the same state, once for all moments."""
    sentence = SENTENCES[state.indicator] if state.services or state.open else NO_SERVICES_YET
    values = {"state": state, "sentence": sentence, "indicator": state.indicator, "still": still}
    return _render("index.html", state.page, moment, **values)


def render_incident(incident: PublicIncident, page: Page, moment: Moment) -> bytes:
    return _render("incident.html", page, moment, incident=incident)


def render_month(month: Month, incidents: list[PublicIncident], page: Page) -> bytes:
    return _render("month.html", page, None, month=month, incidents=incidents)


def render_history(months: Mapping[str, int], page: Page) -> bytes:
    newest_first = [(Month.named(name), months[name]) for name in sorted(months, reverse=True)]
    return _render("history.html", page, None, months=newest_first)


def render_not_found(page: Page) -> bytes:
    return _render("not_found.html", page, None)


def page_policy() -> str:
    """The Content-Security-Policy of every page."""
    return (
        f"default-src 'none'; style-src '{style_hash(_style())}'; img-src data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _render(template: str, page: Page, moment: Moment | None, **values: Any) -> bytes:
    context = {
        **values,
        "page": page,
        "style": _style(),
        "subscribe_url": f"{settings.SUBSCRIBE_URL}/subscribe/",
        "at": moment.at if moment else None,
        "today": moment.today if moment else None,
    }
    return render_to_string(f"statuspage/{template}", context).encode()


@lru_cache(maxsize=1)
def _style() -> SafeString:
    # Ours, from this package: nothing that anybody typed gets into it.
    return mark_safe(STYLE.read_text(encoding="utf-8"))
