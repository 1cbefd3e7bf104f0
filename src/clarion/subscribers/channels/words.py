"""What every channel says of an update, in the reader's language, as values: each channel puts them into its own form."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext

from clarion.incidents.states import ServiceStatus, State
from clarion.subscribers.channels.plain_text import shortened
from clarion.subscribers.where_to_read import address_of
from clarion.updates.audiences import Audience, Kind
from clarion.updates.leaving import leaves_the_company
from clarion.updates.publication import IncidentUpdate
from clarion.updates.published_text import quotes
from clarion.updates.state_words import LOOKING_BACK, state_name, status_name
from clarion.updates.time_words import time_words
from clarion.updates.translations import said_to

#: Services that a message names; the page has all of them.
NAMED = 20
#: Characters of what was wrong that a correction quotes.
QUOTED = 600

INTERNAL = {
    Audience.ENGINEERING: gettext_lazy("Internal, for engineering. Please do not pass it on."),
    Audience.PARTNERS: gettext_lazy("Internal, for partners. Please do not pass it on."),
    Audience.SUPPORT: gettext_lazy("Internal, for support. Please do not pass it on."),
    Audience.LEADERSHIP: gettext_lazy("Internal, for leadership. Please do not pass it on."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """`text` is Markdown, all else is plain and on one line; what does not apply is empty.

    `promise` is a sentence around `due`. `wrong` quotes what a correction corrects, unless its own text does. `services` are names and what is said of them.
    """

    language: str
    title: str
    state: str
    text: str
    services: tuple[tuple[str, str], ...]
    promise: str
    due: str
    wrong: str
    internal: str
    link: str
    link_words: str
    published_at: datetime
    resolved: bool

    @property
    def promise_line(self) -> str:
        """Empty where the text ends with it, as most do: nobody reads it twice. The time elsewhere may be of something else."""
        last_line = self.text.rstrip().rpartition("\n")[2]
        return "" if self.due in last_line else self.promise

    @property
    def in_short(self) -> str:
        """One line, for a notification on a telephone: "Card payments fail (Identified). Next update by 10:40 UTC"."""
        return " ".join(filter(None, [f"{self.title} ({self.state}).", self.promise])).removesuffix(".")


def words_of(update: IncidentUpdate, language: str) -> Words:
    with translation.override(language):
        title, text, _ = said_to(update, language)
        due = _due(update)
        internal = not leaves_the_company(update.audience)
        return Words(
            language=language,
            title=_title(update, title, internal=internal),
            state=_state(update),
            text=text.strip(),
            services=_services(update),
            promise=gettext("Next update by %(time)s") % {"time": due} if due else "",
            due=due,
            wrong=_wrong(update, text),
            internal=str(INTERNAL[Audience(update.audience)]) if internal else "",
            link=address_of(update, language),
            link_words=gettext("Open the incident room")
            if internal
            else gettext("Read it on the status page"),
            published_at=update.published_at,
            resolved=update.state == State.RESOLVED,
        )


def _title(update: IncidentUpdate, title: str, *, internal: bool) -> str:
    """Readers outside are told no severity."""
    named = f"{update.severity} {update.incident.reference}: {title}" if internal else title
    named = " ".join(named.split())
    return gettext("Correction: %(title)s") % {"title": named} if update.kind == Kind.CORRECTION else named


def _state(update: IncidentUpdate) -> str:
    if update.cancels:
        return pgettext("state of maintenance", "Cancelled")
    if looks_back := LOOKING_BACK.get(Kind(update.kind)):
        return str(looks_back)
    return state_name(update.state, planned=update.incident.planned)


def _services(update: IncidentUpdate) -> tuple[tuple[str, str], ...]:
    """Those that the update names; of many, the ones that do not work come first."""
    lines = sorted(update.services, key=lambda line: line["status"] == ServiceStatus.OPERATIONAL)
    named = [(" ".join(line["name"].split()), status_name(line["status"])) for line in lines[:NAMED]]
    if more := len(lines) - NAMED:
        named += [("…", gettext("%(number)s more") % {"number": more})] if more > 0 else []
    return tuple(named)


def _due(update: IncidentUpdate) -> str:
    due = None if update.state == State.RESOLVED else update.next_update_at
    return clock(due, beside=update.published_at) if due else ""


def _wrong(update: IncidentUpdate, text: str) -> str:
    wrong = " ".join(update.wrong_words.split())
    if not wrong or update.corrects is None or quotes(text, wrong):
        return ""
    said = {
        "time": clock(update.corrects.published_at, beside=update.published_at),
        "words": shortened(wrong, QUOTED),
    }
    return gettext("Our update of %(time)s said: “%(words)s”") % said


def clock(moment: datetime, *, beside: datetime) -> str:
    """ "10:40 UTC", with its day where that is not the day beside which it is read; in the active language."""
    moment = moment.astimezone(UTC)
    time = time_words(moment)
    if moment.date() == beside.astimezone(UTC).date():
        return time
    # English puts the day first, as the page does, so that no reader takes it for the month.
    day = date_format(moment, "j F" if get_language() == "en" else "MONTH_DAY_FORMAT")
    return gettext("%(time)s on %(day)s") % {"time": time, "day": day}
