"""Badges: one line of SVG to be shown by other pages, "Checkout: Operational", with a form beside the word.

Everything is an attribute of the drawing: no style and no script, which other sites would refuse. Colours are the
badge's own and opaque, so that it reads the same on a light and on a dark page.
"""

import unicodedata

from django.template.loader import render_to_string

from clarion.incidents.states import ServiceStatus
from clarion.statuspage.pages import ICONS, sentence_of
from clarion.statuspage.public_state import PublicService, PublicState

LONGEST = 40
#: White on these has a contrast of 4.5 and more.
COLOURS: dict[ServiceStatus, str] = {
    ServiceStatus.OPERATIONAL: "#1a6e3c",
    ServiceStatus.UNDER_MAINTENANCE: "#1f5fbf",
    ServiceStatus.DEGRADED_PERFORMANCE: "#8a5a00",
    ServiceStatus.PARTIAL_OUTAGE: "#b04a00",
    ServiceStatus.MAJOR_OUTAGE: "#b42318",
}
#: Width of a letter of the badge's size in a common sans-serif; the text is fitted to what is reckoned with it.
_NARROW, _WIDE = 6.6, 12.0


def page_badge(state: PublicState) -> bytes:
    """How the page stands as a whole."""
    return _badge(state.page.name, sentence_of(state), ICONS[state.indicator])


def service_badge(service: PublicService) -> bytes:
    return _badge(service.name, str(service.status.label), service.status)


def _badge(name: str, word: str, status: ServiceStatus) -> bytes:
    name = shortened(name, LONGEST)
    left, right = _width(name), _width(word)
    values = {
        "name": name,
        "word": word,
        "status": status,
        "colour": COLOURS[status],
        "name_width": left,
        "word_width": right,
        "split": left + 16,
        "word_at": left + 16 + 28,
        "width": left + 16 + 28 + right + 8,
    }
    return render_to_string("statuspage/badge.svg", values).strip().encode()


def shortened(text: str, longest: int) -> str:
    """The text in one line, cut with an ellipsis when it is longer than that many letters."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(letter) in {"W", "F"} for letter in text)
    return round(wide * _WIDE + (len(text) - wide) * _NARROW)
