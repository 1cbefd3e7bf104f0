"""Incidents as readers were told of them: values made of published updates, never of the record.

An incident is where its last public update says it is, has the title and the services that this update
names, and owes what this update promised. What people change in the record afterwards shows on the page
when somebody publishes it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from clarion.incidents.planned_window import Window
from clarion.incidents.states import PLANNED_STATES, ServiceStatus, Severity, State
from clarion.updates.audiences import Kind
from clarion.updates.published_text import quotes

type Impact = Literal["none", "minor", "major", "critical", "maintenance"]

IMPACTS: dict[Severity, Impact] = {
    Severity.SEV1: "critical",
    Severity.SEV2: "major",
    Severity.SEV3: "minor",
    Severity.SEV4: "none",
}


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """What an update said of one service, under the name that the service had then, and what was said before."""

    id: str
    name: str
    status: ServiceStatus
    before: ServiceStatus


@dataclass(frozen=True, slots=True)
class Reference:
    """Another update of the same incident that this one corrects, or is corrected by."""

    id: str
    published_at: datetime
    wrong_words: str
    language: str = "en"  # of the wrong words


@dataclass(frozen=True, slots=True)
class Translation:
    """Title and text in a further language, as their author gave them; `title` may be empty."""

    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PutRight:
    """A typo or a wrong time that was put right without telling readers anew, and when."""

    wrong_words: str
    right_words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicUpdate:
    """One published update. `late_for` is the time for which it had been promised, when it came later.

    Of planned work, `window` is when it takes place by these words, `moved_from` when it was to before, and `cancels`
    that it does not take place. `text` is how it reads now; `put_right` says which words of it were others when it was published.
    It was written in the language `written_in`; `language` and `title_language` say in which text and title stand here (see
    `reader_language.py`).
    """

    id: str
    kind: Kind
    state: State
    severity: Severity
    title: str
    text: str
    services: tuple[ServiceLine, ...]
    published_at: datetime
    next_update_at: datetime | None
    late_for: datetime | None = None
    corrects: Reference | None = None
    corrected_by: tuple[Reference, ...] = ()
    put_right: tuple[PutRight, ...] = ()
    written_in: str = "en"
    language: str = "en"
    title_language: str = "en"
    translations: tuple[Translation, ...] = ()
    window: Window | None = None
    cancels: bool = False
    moved_from: Window | None = None

    @property
    def updated_at(self) -> datetime:
        """When its words last changed."""
        return self.put_right[-1].at if self.put_right else self.published_at

    @property
    def quotes_what_was_wrong(self) -> bool:
        """Whether the correction's own text holds the wrong words, so that the page need not quote them again."""
        return self.corrects is not None and quotes(self.text, self.corrects.wrong_words)


@dataclass(frozen=True, slots=True)
class PublicIncident:
    """`updates` newest first, at least one. `window` is None for what nobody planned: else as it was told last.

    `begun`: the start of the window has come, and nobody has said yet that the work has begun (see `as_of`).
    """

    id: str
    updates: tuple[PublicUpdate, ...]
    window: Window | None = None
    begun: bool = False

    def as_of(self, at: datetime) -> "PublicIncident":
        """As it stands at that moment without another word: planned work begins when its window does."""
        begun = self.waits_for_its_start and self.window is not None and at >= self.window.start
        return replace(self, begun=True) if begun and not self.begun else self

    @property
    def latest(self) -> PublicUpdate:
        return self.updates[0]

    @property
    def first(self) -> PublicUpdate:
        return self.updates[-1]

    @property
    def postmortem(self) -> PublicUpdate | None:
        """The last update that looked back."""
        return next((update for update in self.updates if update.kind == Kind.POSTMORTEM), None)

    @property
    def planned(self) -> bool:
        return self.window is not None

    @property
    def title(self) -> str:
        return self.latest.title

    @property
    def title_language(self) -> str:
        return self.latest.title_language

    @property
    def is_open(self) -> bool:
        return self.latest.state != State.RESOLVED

    @property
    def is_ahead(self) -> bool:
        """Planned work that has been announced and not begun: it affects no service yet."""
        return self.waits_for_its_start and not self.begun

    @property
    def waits_for_its_start(self) -> bool:
        """Planned work of which readers have not been told that it has begun."""
        return self.planned and self.latest.state == State.INVESTIGATING

    @property
    def is_cancelled(self) -> bool:
        return self.latest.cancels

    @property
    def impact(self) -> Impact:
        return "maintenance" if self.planned else IMPACTS[self.latest.severity]

    @property
    def promised_for(self) -> datetime | None:
        """When the next update is due by the words of the last one."""
        return self.latest.next_update_at if self.is_open else None

    @property
    def updated_at(self) -> datetime:
        """When anything that it says last changed."""
        return max(update.updated_at for update in self.updates)

    @property
    def began_at(self) -> datetime:
        """When readers first heard of it."""
        return self.first.published_at

    @property
    def resolved_at(self) -> datetime | None:
        """When readers were told that it is over; None while it is open."""
        return None if self.is_open else self.entered_at(State.RESOLVED)

    @property
    def services(self) -> tuple[ServiceLine, ...]:
        """Every service that an update named, once, as it was named last; in the order of naming."""
        lines = {line.id: line for update in reversed(self.updates) for line in update.services}
        return tuple(lines.values())

    def entered_at(self, state: State) -> datetime | None:
        """When an update last announced this state after another one; None when none did."""
        for update, earlier in zip(self.updates, (*self.updates[1:], None), strict=True):
            if update.state == state and (earlier is None or earlier.state != state):
                return update.published_at
        return None

    def state_of(self, update: PublicUpdate) -> str:
        """The state as Statuspage calls it; planned work has words of its own."""
        return PLANNED_STATES[update.state] if self.planned else update.state.value

    @property
    def state_now(self) -> str:
        """The state of the whole, as Statuspage calls it."""
        return "in_progress" if self.begun else self.state_of(self.latest)

    def is_overdue(self, at: datetime) -> bool:
        """Planned work whose window has ended, and of which nobody has said that it is finished."""
        return self.window is not None and self.is_open and at >= self.window.end > self.window.start

    def is_late(self, at: datetime) -> bool:
        return self.promised_for is not None and at > self.promised_for
