"""How the public page writes times, durations, states and texts, in the language of the page (see `words.py`)."""

from datetime import UTC, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clarion.accounts.languages import own_name
from clarion.incidents.planned_window import Window
from clarion.incidents.states import ServiceStatus
from clarion.statuspage import words
from clarion.statuspage.public_incident import PublicIncident, PublicUpdate
from clarion.updates.markdown import render_markdown
from clarion.updates.time_words import day_and_time_words, day_words, duration_words, time_words

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(context: Any, instant: datetime) -> SafeString:
    """A time, with its date unless it is of the day on which the page is read."""
    at = instant.astimezone(UTC)
    said = time_words(at) if at.date() == context["today"] else day_and_time_words(at)
    return format_html('<time datetime="{}">{}</time>', _iso(at), said)


@register.filter
def day(instant: datetime) -> SafeString:
    at = instant.astimezone(UTC)
    return format_html('<time datetime="{}">{}</time>', f"{at:%Y-%m-%d}", day_words(at))


@register.filter
def lasted(incident: PublicIncident) -> str:
    """From the first word to the end, for what is over: "42 min", "1 h 12 min", "3 days 4 h"."""
    if incident.resolved_at is None:
        return ""
    return duration_words(incident.resolved_at - incident.began_at)


@register.filter
def later_than(update: PublicUpdate, promised: datetime) -> str:
    return duration_words(update.published_at - promised)


@register.filter
def state_words(incident: PublicIncident, update: PublicUpdate | None = None) -> str:
    return words.state_words(incident, update)


@register.filter
def status_words(status: ServiceStatus) -> str:
    return words.status_words(status)


@register.simple_tag(takes_context=True)
def window(context: Any, when: Window) -> SafeString:
    """ "10:00 to 11:00 UTC", with the day unless it is the one on which the page is read."""
    if when.end == when.start:
        return moment(context, when.start)
    said = words.window_words(when, today=context["today"])
    return format_html('<time datetime="{}/{}">{}</time>', _iso(when.start), _iso(when.end), said)


@register.filter
def takes(when: Window) -> str:
    """How long planned work takes: "1 h"; empty where that is not known."""
    return duration_words(when.length) if when.end > when.start else ""


@register.simple_tag
def overdue(incident: PublicIncident, at: datetime | None) -> bool:
    return at is not None and incident.is_overdue(at)


def _iso(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@register.simple_tag
def late(incident: PublicIncident, at: datetime | None) -> bool:
    return at is not None and incident.is_late(at)


@register.filter
def as_html(text: str) -> SafeString:
    return render_markdown(text)


@register.simple_tag(takes_context=True)
def speaks(context: Any, language: str) -> SafeString:
    """` lang="en"` on an element whose words are in another language than the page; nothing where they are not."""
    return SafeString("") if language == context["page"].language else format_html(' lang="{}"', language)


@register.simple_tag(takes_context=True)
def title_of(context: Any, incident: PublicIncident) -> SafeString:
    """The title, marked with its language where that is not the page's."""
    if incident.title_language == context["page"].language:
        return format_html("{}", incident.title)
    return format_html('<span lang="{}">{}</span>', incident.title_language, incident.title)


@register.filter
def language_words(language: str) -> str:
    return words.language_words(language)


@register.filter
def own_words(language: str) -> str:
    """The language as its speakers call it."""
    return own_name(language)


@register.simple_tag(takes_context=True)
def in_language(context: Any, language: str) -> str:
    """Where the page stands in that language; its front page where this one stands nowhere."""
    return f"{context['page'].prefix_of(language)}{context['path'] or '/'}"
