"""The script of a drill: what happens when, what is true when, and what each role is told.

    TOML --script_reading--> Script, or all that is wrong: keys one by one, then what does not agree (script_checks)

Pure: no Django, no clock. Minutes count from the declaration, on the drill's own clock. docs/practice-drills.md describes
the format with an example.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from clarion.review import Cause, Record

MINUTE = timedelta(minutes=1)


class InjectKind(StrEnum):
    ALERT = "alert"
    FINDING = "finding"
    CUSTOMER = "customer"
    LEADER = "leader"
    RUMOUR = "rumour"
    FACT = "fact"


class ScriptRole(StrEnum):
    """Who does what; the values are those of a participant (`drill.py`)."""

    COMMANDER = "commander"
    COMMUNICATIONS = "communications"
    SUPPORT = "support"
    ENGINEER = "engineer"

    @property
    def label(self) -> str:
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    ScriptRole.COMMANDER: "Incident commander",
    ScriptRole.COMMUNICATIONS: "Communications lead",
    ScriptRole.SUPPORT: "Support",
    ScriptRole.ENGINEER: "Engineer",
}


class Level(StrEnum):
    BEGINNER = "beginner"
    PRACTISED = "practised"
    DEMANDING = "demanding"


class State(StrEnum):
    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"


class Severity(StrEnum):
    SEV1 = "SEV1"
    SEV2 = "SEV2"
    SEV3 = "SEV3"
    SEV4 = "SEV4"


class ServiceStatus(StrEnum):
    OPERATIONAL = "operational"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"
    UNDER_MAINTENANCE = "under_maintenance"


class Told(StrEnum):
    """Who waits for word in a drill."""

    PUBLIC = "public"
    CUSTOMER = "customer"
    SUPPORT = "support"
    PARTNERS = "partners"
    LEADERSHIP = "leadership"
    ENGINEERING = "engineering"


@dataclass(frozen=True)
class ScriptService:
    name: str
    status: ServiceStatus


@dataclass(frozen=True)
class Opening:
    """What is known when the incident is declared. `started` is how many minutes before that it began."""

    title: str
    impact: str
    known: str
    started: int


@dataclass(frozen=True)
class Truth:
    """What holds from a minute on, until the next one: the record as it would be if everybody knew everything."""

    since: int
    status: State
    severity: Severity
    percent: int | None = None
    users: int | None = None
    regions: tuple[str, ...] = ()
    cause: str = ""
    confirmed: bool = False
    workaround: str = ""

    def in_words(self) -> str:
        """ "identified, 25 % of users, in Germany; cause confirmed: an expired certificate"."""
        scope = [f"{self.percent} % affected"] if self.percent is not None else []
        scope += [f"{self.users:,} users"] if self.users is not None else []
        scope += [", ".join(self.regions)] if self.regions else []
        words = ", ".join([self.status.value, *scope])
        return f"{words}; cause {'confirmed' if self.confirmed else 'not confirmed'}: {self.cause}" if self.cause else words  # fmt: skip


@dataclass(frozen=True)
class Inject:
    """Something that somebody says. `number` is its place in the script, from 0.

    `about` names the rumour (its `id`) that a later inject disproves; `words` give a rumour away where a message repeats it.
    `jitter`, in minutes, is how long the span is in which it comes, with `minute` in the middle.
    """

    number: int
    minute: int
    kind: InjectKind
    sender: str
    text: str
    to: ScriptRole | None = None
    id: str = ""
    about: str = ""
    words: tuple[str, ...] = ()
    jitter: int = 0


@dataclass(frozen=True)
class Script:
    """`source` is the TOML that it was read from: a drill keeps it, so that a later change of the file changes no drill."""

    title: str
    summary: str
    level: Level
    minutes: int
    severity: Severity
    audiences: tuple[Told, ...]
    services: tuple[ScriptService, ...]
    opening: Opening
    roles: tuple[tuple[ScriptRole, str], ...]
    truths: tuple[Truth, ...]
    injects: tuple[Inject, ...]
    hints: tuple[str, ...]
    source: str = field(repr=False)

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def truth_at(self, passed: timedelta) -> Truth:
        """What holds so long after the declaration; before it, what holds at first."""
        holding = [truth for truth in self.truths if timedelta(minutes=truth.since) <= passed]
        return (holding or self.truths[:1])[-1]

    def resolved_after(self) -> timedelta | None:
        """When it is over, None where it is not within the drill."""
        over = (truth.since for truth in self.truths if truth.status is State.RESOLVED)
        return next((timedelta(minutes=minute) for minute in over), None)

    def record_of(self, truth: Truth, *, begins_at: datetime, at: datetime) -> Record:
        """A truth as the review reads a record, for a message of the moment `at`."""
        over = self.resolved_after() if truth.status is State.RESOLVED else None
        return Record(
            status=truth.status.value,
            severity=truth.severity.value,
            started_at=begins_at - timedelta(minutes=self.opening.started),
            services=tuple(service.name for service in self.services),
            users_affected=truth.users,
            percent_affected=truth.percent,
            regions=truth.regions,
            cause=Cause(truth.confirmed, truth.cause or None),
            workaround=truth.workaround or None,
            resolved_at=begins_at + over if over is not None else None,
            now=at.replace(second=0, microsecond=0),
        )

    def in_words(self) -> list[str]:
        """What is in it, a line each: for whoever wrote it."""
        counts = ", ".join(
            f"{count} {kind}{'' if count == 1 else 's'}"
            for kind in InjectKind
            if (count := sum(each.kind is kind for each in self.injects))
        )
        return [
            f"{self.title}: {self.minutes} minutes, {self.severity}, {self.level}",
            f"  roles: {', '.join(role.label.lower() for role, _ in self.roles)}",
            f"  waiting for word: {', '.join(self.audiences)}",
            f"  injects: {counts}",
            *(f"  from minute {truth.since}: {truth.in_words()}" for truth in self.truths),
        ]

    def rumours(self) -> list[tuple[Inject, Inject]]:
        """Each rumour with the first inject that disproves it."""
        return [
            (rumour, next(each for each in self.injects if each.about == rumour.id))
            for rumour in self.injects
            if rumour.kind is InjectKind.RUMOUR
        ]
