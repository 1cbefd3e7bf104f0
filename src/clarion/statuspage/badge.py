"""Badges: one line of SVG to be shown by other pages, "Checkout: Operational", with a form beside the word.

Everything is an attribute of the drawing: no style and no script, which other sites would refuse. Colours are the
badge's own and opaque, so that it reads the same on a light and on a dark page.
"""

import unicodedata

from django.template.loader import render_to_string

from clarion.incidents.states import ServiceStatus
from clarion.statuspage.pages import ICONS, sentence_of
from clarion.statuspage.public_state import PublicService, PublicState
from clarion.statuspage.shortening import shortened
from clarion.statuspage.status_colours import COLOURS
from clarion.statuspage.words import status_words

LONGEST = 40
#: Width of a letter of the badge's size in a common sans-serif; the text is fitted to what is reckoned with it.
_NARROW, _WIDE = 6.6, 12.0


def page_badge(state: PublicState) -> bytes:
    """How the page stands as a whole."""
    return _badge(state.page.name, sentence_of(state), ICONS[state.indicator])


def service_badge(service: PublicService) -> bytes:
    return _badge(service.name, status_words(service.status), service.status)


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


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(letter) in {"W", "F"} for letter in text)
    return round(wide * _WIDE + (len(text) - wide) * _NARROW)
