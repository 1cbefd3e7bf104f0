"""Windows of planned work as people read them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clarion.incidents.incident import Incident
from clarion.incidents.planned_window import Window, window_in_words
from clarion.incidents.planned_window import window_of as the_window_of

register = template.Library()


@register.simple_tag
def window_clock(window: Window | None, now: datetime) -> SafeString | str:
    """ "Tue 3 Mar 10:00 to 11:00", in UTC; the year where it is another one."""
    if window is None:
        return "no window"
    start, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
    year = "" if start.year == now.year else f" {start.year}"
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%a} {end.day} {end:%b %H:%M}"
    words = f"{start:%a} {start.day} {start:%b}{year} {start:%H:%M} to {until}"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', start.isoformat(), window_in_words(window), words
    )


@register.simple_tag
def window_of(incident: Incident, now: datetime) -> SafeString | str:
    return window_clock(the_window_of(incident), now)


@register.simple_tag
def window_words(window: Window | None) -> str:
    return window_in_words(window) if window else "no window yet"


@register.simple_tag
def window_there(window: Window, zone: str) -> str:
    """The same on the clocks of the place; empty where those are UTC."""
    place = ZoneInfo(zone)
    start, end = window.start.astimezone(place), window.end.astimezone(place)
    if start.utcoffset() == end.utcoffset() and not start.utcoffset():
        return ""
    return f"{start:%a %H:%M} to {end:%H:%M} in {zone.rsplit('/', 1)[-1].replace('_', ' ')}"
