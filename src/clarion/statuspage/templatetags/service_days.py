"""How the public page writes the days of a service: bars, uptime, days and how long something lasted."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from clarion.incidents.states import ServiceStatus
from clarion.statuspage.bars import draw_bars, view_box
from clarion.statuspage.service_history import Run
from clarion.updates.time_words import day_words, duration_words

register = template.Library()

type Statuses = tuple[ServiceStatus | None, ...]
#: Days without a problem; planned work is none.
FINE = {None, ServiceStatus.OPERATIONAL, ServiceStatus.UNDER_MAINTENANCE}


@register.filter
def bars(statuses: Statuses) -> SafeString:
    """The picture; its name says in words what it shows."""
    return format_html(
        '<svg class="bars" viewBox="{}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        view_box(statuses),
        in_short(statuses),
        draw_bars(statuses),
    )


def in_short(statuses: Statuses) -> str:
    """ "Problems on 3 of 90 days. No data for 20 days." """
    words = [_problems(sum(status not in FINE for status in statuses), len(statuses))]
    if missing := statuses.count(None):
        words.append(ngettext("No data for %d day.", "No data for %d days.", missing) % missing)
    return " ".join(words)


@register.filter
def percent(uptime: float) -> str:
    """ "99.91 %", and "100 %" for exactly that."""
    digits = 0 if uptime == 100 else 2
    return f"{number_format(uptime, digits)}\N{NO-BREAK SPACE}%"


@register.filter
def days_of(run: Run) -> SafeString:
    """One day or the first and the last of several, each with its machine-readable date."""
    if run.first == run.last:
        return _day(run.first)
    return format_html(gettext("{} to {}"), _day(run.first), _day(run.last))


@register.filter
def time_spent(length: timedelta) -> str:
    return duration_words(length)


@register.simple_tag
def on_day(day: Any) -> SafeString:
    return _day(day)


def _day(day: date) -> SafeString:
    return format_html(
        '<time datetime="{}">{}</time>', f"{day:%Y-%m-%d}", day_words(datetime.combine(day, time(), UTC))
    )


def _problems(days: int, of: int) -> str:
    if not days:
        return gettext("No problem was reported in the last %d days.") % of
    return ngettext("Problems on %(days)d of %(of)d days.", "Problems on %(days)d of %(of)d days.", days) % {
        "days": days,
        "of": of,
    }
