"""Times as people read them: relative in lists, absolute with zone in every text that leaves."""

from datetime import UTC, datetime, timedelta

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clarion.updates.time_words import duration_words

register = template.Library()

#: From here on a due time is shown as near.
NEAR = timedelta(minutes=5)


@register.filter
def clock(moment: datetime | None, now: datetime | None = None) -> str:
    """ "10:40 UTC"; with `now`, the day is added when it is another one."""
    if moment is None:
        return ""
    moment = moment.astimezone(UTC)
    if now is not None and moment.date() != now.astimezone(UTC).date():
        return f"{moment.day} {moment:%b %Y %H:%M} UTC"
    return f"{moment:%H:%M} UTC"


@register.filter
def entry_clock(moment: datetime, now: datetime | None = None) -> str:
    """The clock of a line of the timeline, "10:40"; its day stands before it when that is not today."""
    moment = moment.astimezone(UTC)
    if now is not None and moment.date() == now.astimezone(UTC).date():
        return f"{moment:%H:%M}"
    return f"{moment.day} {moment:%b} {moment:%H:%M}"


@register.simple_tag
def clock_time(moment: datetime, now: datetime) -> SafeString:
    """ "10:40 UTC" as a time that the page's script can show in the reader's own zone beside it."""
    exact = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, clock(moment, now)
    )


@register.simple_tag
def due(moment: datetime, now: datetime) -> SafeString:
    """ "in 6 min" or "4 min late", with a class for its urgency and the exact time for whoever asks."""
    urgency = "late" if now > moment else "near" if moment - now <= NEAR else "calm"
    words = f"{duration_words(now - moment)} late" if now > moment else f"in {duration_words(moment - now)}"
    return format_html(
        '<time class="due {}" datetime="{}" title="{}" data-due>{}</time>',
        urgency,
        moment.isoformat(),
        f"{moment:%Y-%m-%d %H:%M} UTC",
        words,
    )


@register.simple_tag
def lasted(start: datetime, end: datetime) -> str:
    """ "1 h 12 min"."""
    return duration_words(end - start)


@register.filter
def length_of(length: timedelta | None) -> str:
    """ "4 min"; empty of nothing."""
    return "" if length is None else duration_words(length)


@register.filter
def minutes(number: float | None) -> str:
    """Minutes as people say them; a dash where there is nothing to say."""
    return "–" if number is None else duration_words(timedelta(minutes=number))


@register.filter
def spaced(name: str) -> str:
    """ "next_update" as people write it."""
    return str(name).replace("_", " ")
