"""How the public page writes times, durations, states and texts. Times are UTC, and say so."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from clarion.incidents.planned_window import Window
from clarion.statuspage.public_incident import PublicIncident, PublicUpdate
from clarion.updates.markdown import render_markdown

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(context: Any, instant: datetime) -> SafeString:
    """A time, with its date unless it is of the day on which the page is read."""
    at = instant.astimezone(UTC)
    words = f"{at:%H:%M} UTC" if at.date() == context["today"] else f"{day_words(at)}, {at:%H:%M} UTC"
    return format_html('<time datetime="{}">{}</time>', f"{at:%Y-%m-%dT%H:%M:%SZ}", words)


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
    if (update or incident.latest).cancels:
        return gettext("Cancelled")
    state = incident.state_of(update) if update else incident.state_now
    return state.replace("_", " ").capitalize()


@register.simple_tag(takes_context=True)
def window(context: Any, when: Window) -> SafeString:
    """ "10:00 to 11:00 UTC", with the day unless it is the one on which the page is read."""
    start, end = when.start.astimezone(UTC), when.end.astimezone(UTC)
    if end == start:
        return moment(context, start)
    day_of_start = "" if start.date() == context["today"] else f"{day_words(start)}, "
    day_of_end = "" if start.date() == end.date() else f"{day_words(end)}, "
    words = gettext("%(start)s to %(end)s UTC") % {
        "start": f"{day_of_start}{start:%H:%M}",
        "end": f"{day_of_end}{end:%H:%M}",
    }
    return format_html('<time datetime="{}/{}">{}</time>', _iso(start), _iso(end), words)


@register.filter
def takes(when: Window) -> str:
    """How long planned work takes: "1 h"; empty where that is not known."""
    return duration_words(when.length) if when.end > when.start else ""


@register.simple_tag
def overdue(incident: PublicIncident, at: datetime | None) -> bool:
    return at is not None and incident.is_overdue(at)


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


@register.simple_tag
def late(incident: PublicIncident, at: datetime | None) -> bool:
    return at is not None and incident.is_late(at)


@register.filter
def as_html(text: str) -> SafeString:
    return render_markdown(text)


def day_words(at: datetime) -> str:
    return f"{at.day} {at:%B} {at.year}"


def duration_words(length: timedelta) -> str:
    minutes = max(1, round(length.total_seconds() / 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} day{'s' if days > 1 else ''}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {left} min" if left else "")
    return f"{left} min"
