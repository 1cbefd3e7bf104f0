"""What readers are told besides authors' texts: states, statuses, kinds and windows, in the language that is spoken.

Times, days and durations are those of `updates/time_words.py`.
"""

from datetime import UTC, date

from django.utils.translation import gettext, pgettext, pgettext_lazy

from clarion.incidents.planned_window import Window
from clarion.incidents.states import ServiceStatus
from clarion.statuspage.public_incident import PublicIncident, PublicUpdate
from clarion.updates.audiences import Kind
from clarion.updates.state_words import LOOKING_BACK, STATES, status_name
from clarion.updates.time_words import day_words

KINDS = {
    Kind.ACKNOWLEDGEMENT: pgettext_lazy("kind of update", "Acknowledgement"),
    Kind.PROGRESS: pgettext_lazy("kind of update", "Progress"),
    Kind.RESOLUTION: pgettext_lazy("kind of update", "Resolution"),
    Kind.CORRECTION: pgettext_lazy("kind of update", "Correction"),
    **LOOKING_BACK,
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
    if update and update.kind in LOOKING_BACK:
        return str(LOOKING_BACK[update.kind])
    state = incident.state_of(update) if update else incident.state_now
    return str(STATES.get(state) or state.replace("_", " ").capitalize())


def status_words(status: ServiceStatus) -> str:
    return status_name(status)


def kind_words(update: PublicUpdate) -> str:
    return str(KINDS.get(update.kind) or update.kind.label)


def language_words(language: str) -> str:
    return str(LANGUAGES.get(language, language))


def window_words(when: Window, *, today: date | None) -> str:
    """ "10:00 to 11:00 UTC", with the day unless it is `today`, and with that of the end where it is another one."""
    start, end = when.start.astimezone(UTC), when.end.astimezone(UTC)
    first, last = f"{start:%H:%M}", f"{end:%H:%M}"
    if end.date() != start.date():
        last = gettext("%(day)s, %(time)s") % {"day": day_words(end), "time": last}
    if start.date() != today:
        first = gettext("%(day)s, %(time)s") % {"day": day_words(start), "time": first}
    return pgettext("window of maintenance", "%(start)s to %(end)s UTC") % {"start": first, "end": last}
