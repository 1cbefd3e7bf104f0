"""The HTML pages: values in, bytes out. One request per page: the style is inside, there is no script.

The Content-Security-Policy allows the style by its hash and an icon that is inside too, and nothing else.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from clarion.statuspage.answers import style_hash
from clarion.statuspage.instants import Moment
from clarion.statuspage.months import Month
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Indicator, Page, PublicState

STYLE = Path(__file__).parent / "templates" / "statuspage" / "page.css"

#: Marked here for the catalogs, worded in the language of the page when it is rendered.
SENTENCES: dict[Indicator, str] = {
    "none": gettext_noop("All services are working"),
    "maintenance": gettext_noop("Maintenance is in progress"),
    "minor": gettext_noop("Some services have a problem"),
    "major": gettext_noop("Some services are disrupted"),
    "critical": gettext_noop("A major outage is in progress"),
}
NO_SERVICES_YET = gettext_noop("Nothing is reported")


def render_still(state: PublicState) -> SafeString:
    """The part of the index that reads the same at every moment: services and recent history."""
    context = {"state": state, "page": state.page}
    return mark_safe(render_to_string("statuspage/_still.html", context))


def render_index(state: PublicState, moment: Moment, *, still: SafeString) -> bytes:
    """`still` is what `render_still` made of the same state, once for all moments."""
    sentence = gettext(SENTENCES[state.indicator] if state.services or state.open else NO_SERVICES_YET)
    values = {"state": state, "sentence": sentence, "indicator": state.indicator, "still": still}
    return render("index.html", state.page, moment, path="/", **values)


def render_incident(incident: PublicIncident, page: Page, moment: Moment) -> bytes:
    return render("incident.html", page, moment, path=f"/incidents/{incident.id}", incident=incident)


def render_month(month: Month, incidents: list[PublicIncident], page: Page) -> bytes:
    path = f"/history/{month.name}"
    return render("month.html", page, None, path=path, month=month, incidents=incidents)


def render_history(months: Mapping[str, int], page: Page) -> bytes:
    newest_first = [(Month.named(name), months[name]) for name in sorted(months, reverse=True)]
    return render("history.html", page, None, path="/history", months=newest_first)


def render_not_found(page: Page) -> bytes:
    return render("not_found.html", page, None)


def page_policy() -> str:
    """The Content-Security-Policy of every page."""
    return (
        f"default-src 'none'; style-src '{style_hash(_style())}'; img-src data:;"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def render(
    template: str, page: Page, moment: Moment | None, *, path: str | None = None, **values: Any
) -> bytes:
    """`path` is where the page stands in its first language; None: it stands nowhere, and in no other language."""
    context = {
        **values,
        "page": page,
        "path": path,
        "style": _style(),
        "at": moment.at if moment else None,
        "today": moment.today if moment else None,
    }
    return render_to_string(f"statuspage/{template}", context).encode()


@lru_cache(maxsize=1)
def _style() -> SafeString:
    # Ours, from this package: nothing that anybody typed gets into it.
    return mark_safe(STYLE.read_text(encoding="utf-8"))
