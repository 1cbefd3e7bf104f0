"""The HTML pages for partners: values in, bytes out, in the look of the public page.

They have templates of their own, so that what is added to the public page (an address in a picture's tag, a link to
its API) does not appear here by itself. Links are relative: the same bytes are read under every key, and none of
them holds one. `root` leads from a document to the first page.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from clarion.statuspage.instants import Moment
from clarion.statuspage.months import Month
from clarion.statuspage.pages import NO_SERVICES_YET, SENTENCES, render
from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page, PublicState

FIRST = "./"
ONE_BELOW = "../"


def render_index(state: PublicState, moment: Moment, *, offered: bool) -> bytes:
    """`offered`: whether there is a place to subscribe."""
    sentence = gettext(SENTENCES[state.indicator] if state.services or state.open else NO_SERVICES_YET)
    values: dict[str, Any] = {
        "state": state,
        "sentence": sentence,
        "indicator": state.indicator,
        "subscribe": offered,
        "public_address": settings.PUBLIC_URL,
    }
    return render("partners/index.html", state.page, moment, root=FIRST, **values)


def render_incident(incident: PublicIncident, page: Page, moment: Moment) -> bytes:
    return render("partners/incident.html", page, moment, root=ONE_BELOW, incident=incident)


def render_month(month: Month, incidents: list[PublicIncident], page: Page) -> bytes:
    return render("partners/month.html", page, None, root=ONE_BELOW, month=month, incidents=incidents)


def render_history(months: Mapping[str, int], page: Page) -> bytes:
    newest_first = [(Month.named(name), months[name]) for name in sorted(months, reverse=True)]
    return render("partners/history.html", page, None, root=FIRST, months=newest_first)
