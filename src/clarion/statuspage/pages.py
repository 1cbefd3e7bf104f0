"""The HTML pages: values in, bytes out. One request per page: the style is inside, there is no script.

The Content-Security-Policy allows the style by its hash, an icon that is inside too and the page's own logo, and
nothing else. The page carries it too: so it holds wherever the file is served, also where nobody can set a header.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from clarion.incidents.states import ServiceStatus
from clarion.statuspage.answers import style_hash
from clarion.statuspage.cards import incident_card, index_card, plain_card
from clarion.statuspage.instants import Moment
from clarion.statuspage.months import Month
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Indicator, Page, PublicState
from clarion.statuspage.service_history import first_day
from clarion.statuspage.service_rows import rows_by_group

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


#: The icon of each roll-up: that of the service status that it comes from.
ICONS: dict[Indicator, ServiceStatus] = {
    "none": ServiceStatus.OPERATIONAL,
    "maintenance": ServiceStatus.UNDER_MAINTENANCE,
    "minor": ServiceStatus.DEGRADED_PERFORMANCE,
    "major": ServiceStatus.PARTIAL_OUTAGE,
    "critical": ServiceStatus.MAJOR_OUTAGE,
}


def sentence_of(state: PublicState) -> str:
    """The whole of it in one sentence, in the language that is spoken."""
    return gettext(SENTENCES[state.indicator] if state.services or state.open else NO_SERVICES_YET)


def render_recent(state: PublicState) -> SafeString:
    """The part of the index that reads the same at every moment: what is over."""
    context = {"state": state, "page": state.page}
    return mark_safe(render_to_string("statuspage/_recent.html", context))


def render_still(state: PublicState, recent: SafeString, *, at: datetime) -> SafeString:
    """The part of the index that reads the same at every moment of a day: services with their days, what is over."""
    context = {
        "recent": recent,
        "groups": rows_by_group(state, at=at),
        "first_day": first_day(at),
        "last_day": at.astimezone(UTC).date(),
        "page": state.page,
    }
    return mark_safe(render_to_string("statuspage/_still.html", context))


def render_index(state: PublicState, moment: Moment, *, still: SafeString) -> bytes:
    """`still` is what `render_still` made of the same state, once for all moments of a day."""
    sentence, icon = sentence_of(state), ICONS[state.indicator]
    values = {
        "state": state,
        "sentence": sentence,
        "indicator": state.indicator,
        "icon": icon,
        "still": still,
        "card": index_card(state.page, sentence, icon),
    }
    return render("index.html", state.page, moment, "/", **values)


def render_incident(incident: PublicIncident, page: Page, moment: Moment) -> bytes:
    card = incident_card(incident, page, at=moment.at)
    path = f"/incidents/{incident.id}"
    return render("incident.html", page, moment, path, incident=incident, card=card)


def render_month(month: Month, incidents: list[PublicIncident], page: Page) -> bytes:
    path = f"/history/{month.name}"
    card = plain_card(path, month.words, page)
    return render("month.html", page, None, path, month=month, incidents=incidents, card=card)


def render_history(months: Mapping[str, int], page: Page) -> bytes:
    newest_first = [(Month.named(name), months[name]) for name in sorted(months, reverse=True)]
    card = plain_card("/history", gettext("History"), page)
    return render("history.html", page, None, "/history", months=newest_first, card=card)


def render_not_found(page: Page) -> bytes:
    return render("not_found.html", page, None)


def page_policy(page: Page) -> str:
    """The Content-Security-Policy of every page that nobody may frame, as a header."""
    # That nobody frames the page can only be said in a header.
    return f"{_policy_inside(page)}; frame-ancestors 'none'"


def _policy_inside(page: Page) -> str:
    """The policy as the page itself carries it."""
    own_pictures = "'self' " if page.look.logo else ""
    return (
        f"default-src 'none'; style-src '{style_hash(_style(page.look.style()))}'; img-src {own_pictures}data:;"
        " base-uri 'none'; form-action 'none'"
    )


def render(template: str, page: Page, moment: Moment | None, path: str | None = None, **values: Any) -> bytes:
    """A page in the look of the site. `path` is where it stands in its first language; None: it stands nowhere else."""
    context = {
        **values,
        "page": page,
        "path": path,
        "style": _style(page.look.style()),
        "policy": _policy_inside(page),
        "subscribe_url": f"{settings.SUBSCRIBE_URL}/subscribe/",
        "at": moment.at if moment else None,
        "today": moment.today if moment else None,
    }
    return render_to_string(f"statuspage/{template}", context).encode()


@lru_cache(maxsize=4)
def _style(look: str) -> SafeString:
    # Ours, from this package, and colours that `colours.py` has read: no other thing that anybody typed.
    return mark_safe(STYLE.read_text(encoding="utf-8") + look)
