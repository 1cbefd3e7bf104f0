"""Parts of pages that are rendered once and remembered: most of a page reads as it did before the last publication.

A page is rendered for several instants, in several languages, again and again. What an incident has said depends on nothing
but the incident, the language and the day; so it is kept by these values. Nothing can be stale: another update, another
title or another day is another question.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from clarion.statuspage.public_incident import PublicIncident
from clarion.statuspage.public_state import Page

register = template.Library()
#: Parts kept, a few kilobytes each: some hundred incidents in five languages.
KEPT = 2000


@register.simple_tag(takes_context=True)
def remembered(context: Any, part: str, incident: PublicIncident) -> SafeString:
    """The template `part`, which may read `incident`, `page` (but not when it changed) and `today`, and nothing else."""
    return _rendered(part, incident, context["page"].at_no_time(), context.get("today"))


@lru_cache(maxsize=KEPT)
def _rendered(part: str, incident: PublicIncident, page: Page, today: date | None) -> SafeString:
    # In the language by which it is kept, whatever the caller speaks.
    with translation.override(page.language):
        return mark_safe(render_to_string(part, {"incident": incident, "page": page, "today": today}))
