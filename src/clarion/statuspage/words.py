"""What readers are told besides authors' texts: states, statuses, kinds, days and durations, in the language that is spoken.

Times are UTC and say so in every language. Months and days are written as Django's formats of the language have it.
"""

from datetime import UTC, date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy

from clarion.incidents.planned_window import Window
from clarion.incidents.states import ServiceStatus
from clarion.statuspage.public_incident import PublicIncident, PublicUpdate
from clarion.updates.audiences import Kind

#: As Statuspage calls them -> as readers see them.
STATES = {
    "investigating": pgettext_lazy("state of an incident", "Investigating"),
    "identified": pgettext_lazy("state of an incident", "Identified"),
    "monitoring": pgettext_lazy("state of an incident", "Monitoring"),
    "resolved": pgettext_lazy("state of an incident", "Resolved"),
    "scheduled": pgettext_lazy("state of maintenance", "Scheduled"),
    "in_progress": pgettext_lazy("state of maintenance", "In progress"),
    "verifying": pgettext_lazy("state of maintenance", "Verifying"),
    "completed": pgettext_lazy("state of maintenance", "Completed"),
}
STATUSES = {
    ServiceStatus.OPERATIONAL: pgettext_lazy("status of a service", "Operational"),
    ServiceStatus.UNDER_MAINTENANCE: pgettext_lazy("status of a service", "Under maintenance"),
    ServiceStatus.DEGRADED_PERFORMANCE: pgettext_lazy("status of a service", "Degraded performance"),
    ServiceStatus.PARTIAL_OUTAGE: pgettext_lazy("status of a service", "Partial outage"),
    ServiceStatus.MAJOR_OUTAGE: pgettext_lazy("status of a service", "Major outage"),
}
KINDS = {
    Kind.ACKNOWLEDGEMENT: pgettext_lazy("kind of update", "Acknowledgement"),
    Kind.PROGRESS: pgettext_lazy("kind of update", "Progress"),
    Kind.RESOLUTION: pgettext_lazy("kind of update", "Resolution"),
    Kind.CORRECTION: pgettext_lazy("kind of update", "Correction"),
}
#: The names of languages inside a sentence: "This update is available in English only."
LANGUAGES = {
    "en": pgettext_lazy("available in …", "English"),
    "de": pgettext_lazy("available in …", "German"),
    "fr": pgettext_lazy("available in …", "French"),
    "es": pgettext_lazy("available in …", "Spanish"),
    "ja": pgettext_lazy("available in …", "Japanese"),
}


def state_words(incident: PublicIncident, update: PublicUpdate | None = None) -> str:
    if (update or incident.latest).cancels:
        return pgettext("state of maintenance", "Cancelled")
    state = incident.state_of(update) if update else incident.state_now
    return str(STATES.get(state) or state.replace("_", " ").capitalize())


def status_words(status: ServiceStatus) -> str:
    return str(STATUSES[status])


def kind_words(update: PublicUpdate) -> str:
    return str(KINDS.get(update.kind) or update.kind.label)


def language_words(language: str) -> str:
    return str(LANGUAGES.get(language, language))


def time_words(at: datetime) -> str:
    """ "10:40 UTC"; `at` in UTC."""
    return pgettext("time of day, always with its zone", "%(time)s UTC") % {"time": f"{at:%H:%M}"}


def day_words(at: datetime) -> str:
    """ "10 March 2026". English puts the day first, so that no reader takes it for the month."""
    return date_format(at, "j F Y" if get_language() == "en" else "DATE_FORMAT")


def day_and_time_words(at: datetime) -> str:
    return gettext("%(day)s, %(time)s") % {"day": day_words(at), "time": time_words(at)}


def window_words(when: Window, *, today: date | None) -> str:
    """ "10:00 to 11:00 UTC", with the day unless it is `today`, and with that of the end where it is another one."""
    start, end = when.start.astimezone(UTC), when.end.astimezone(UTC)
    first, last = f"{start:%H:%M}", f"{end:%H:%M}"
    if end.date() != start.date():
        last = gettext("%(day)s, %(time)s") % {"day": day_words(end), "time": last}
    if start.date() != today:
        first = gettext("%(day)s, %(time)s") % {"day": day_words(start), "time": first}
    return pgettext("window of maintenance", "%(start)s to %(end)s UTC") % {"start": first, "end": last}


def duration_words(length: timedelta) -> str:
    """ "42 min", "1 h 12 min", "3 days 4 h"."""
    minutes = max(1, round(length.total_seconds() / 60))
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        words = ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
        return _both(words, _hours(hours)) if hours else words
    if hours:
        return _both(_hours(hours), _minutes(left)) if left else _hours(hours)
    return _minutes(left)


def _hours(number: int) -> str:
    return pgettext("duration, in short", "%(number)s h") % {"number": number}


def _minutes(number: int) -> str:
    return pgettext("duration, in short", "%(number)s min") % {"number": number}


def _both(longer: str, shorter: str) -> str:
    return pgettext("duration: days and hours, or hours and minutes", "%(longer)s %(shorter)s") % {
        "longer": longer,
        "shorter": shorter,
    }
