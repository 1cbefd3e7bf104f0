"""The script of a drill: what happens when, what is true when, and what each role is told. Read from TOML, then checked.

Pure: no Django, no clock. Minutes count from the declaration, on the drill's own clock. docs/practice-drills.md describes
the format with an example.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from unicodedata import category

from clarion.practice.content import ContentError, Fields, read_toml
from clarion.review import Cause, Record

MINUTE = timedelta(minutes=1)
SHORTEST, LONGEST = 5, 240
#: An inject is moved by at most half of this, in minutes, to either side: longer would change the story.
LONGEST_JITTER = 10


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


@lru_cache(maxsize=64)
def read_script(text: str, *, name: str = "script", checked_before: bool = False) -> Script:
    """`name` stands before every error. Raises ContentError with the file, the key and the remedy.

    `checked_before`: a drill was begun with it, perhaps by an earlier version that asked for less; it goes on all the same.
    """
    fields = read_toml(text, name=name)
    severity = fields.one_of("severity", Severity)
    script = Script(
        title=_line(fields, "title", most=120),
        summary=_line(fields, "summary", most=400),
        level=fields.one_of("level", Level, default="practised"),
        minutes=fields.whole("minutes", least=SHORTEST, most=LONGEST),
        severity=severity,
        audiences=_audiences(fields),
        services=tuple(_service(each) for each in fields.tables("services", least=1)),
        opening=_opening(fields),
        roles=_roles(fields),
        truths=_truths(fields, severity),
        injects=tuple(_inject(number, each) for number, each in enumerate(fields.tables("injects", least=1))),
        hints=_hints(fields),
        source=text,
    )
    if not checked_before:
        fields.nothing_else()
        _must_agree(script, fields)
    return script


def _line(fields: Fields, key: str, *, most: int) -> str:
    words = " ".join(fields.text(key).split())
    if any(category(letter) == "Cc" for letter in words):
        raise fields.error(key, "a control character is hidden in it; type the text anew")
    if len(words) > most:
        raise fields.error(key, f"write at most {most} characters; these are {len(words)}")
    return words


def _audiences(fields: Fields) -> tuple[Told, ...]:
    named = fields.texts("audiences") or (Told.PUBLIC.value, Told.SUPPORT.value)
    for name in named:
        if name not in list(Told):
            raise fields.error("audiences", f"“{name}” is not known; write {', '.join(Told)}")
    return tuple(Told(name) for name in dict.fromkeys(named))


def _service(fields: Fields) -> ScriptService:
    service = ScriptService(_line(fields, "name", most=120), fields.one_of("status", ServiceStatus))
    fields.nothing_else()
    return service


def _opening(fields: Fields) -> Opening:
    begins = _table(fields, "begins")
    opening = Opening(
        title=_line(begins, "title", most=200),
        impact=_line(begins, "impact", most=400),
        known=_line(begins, "known", most=600),
        started=begins.whole("started", most=600, default=0),
    )
    begins.nothing_else()
    return opening


def _table(fields: Fields, key: str) -> Fields:
    if (values := fields.table(key)) is None:
        raise fields.error(key, f"write a table: [{key}]")
    return Fields(values, where=f"{fields.where}, {key}")


def _roles(fields: Fields) -> tuple[tuple[ScriptRole, str], ...]:
    """The briefing of each role that is needed, in the order of the roles."""
    given = _table(fields, "roles")
    roles = tuple((role, given.text(role.value)) for role in ScriptRole if given.has(role.value))
    try:
        given.nothing_else()
    except ValueError as error:
        raise type(error)(f"{error} Roles are {', '.join(ScriptRole)}.") from error
    if ScriptRole.COMMUNICATIONS not in dict(roles):
        raise given.error("communications", "say what the communications lead is told; every drill needs one")
    return roles


def _truths(fields: Fields, severity: Severity) -> tuple[Truth, ...]:
    return tuple(_truth(each, severity) for each in fields.tables("truth", least=1))


def _truth(fields: Fields, severity: Severity) -> Truth:
    truth = Truth(
        since=fields.whole("from", most=LONGEST),
        status=fields.one_of("status", State),
        severity=fields.one_of("severity", Severity, default=severity.value),
        percent=fields.whole("percent", most=100) if fields.has("percent") else None,
        users=fields.whole("users") if fields.has("users") else None,
        regions=fields.texts("regions"),
        cause=fields.text("cause", default=""),
        confirmed=fields.yes_or_no("confirmed", default=False),
        workaround=fields.text("workaround", default=""),
    )
    if truth.confirmed and not truth.cause:
        raise fields.error("confirmed", "say which cause is confirmed, by the key cause")
    fields.nothing_else()
    return truth


def _inject(number: int, fields: Fields) -> Inject:
    inject = Inject(
        number=number,
        minute=fields.whole("at", most=LONGEST),
        kind=fields.one_of("kind", InjectKind),
        sender=_line(fields, "from", most=120),
        text=_line(fields, "text", most=1000),
        to=fields.one_of("to", ScriptRole) if fields.has("to") else None,
        id=fields.text("id", default=""),
        about=fields.text("about", default=""),
        words=fields.texts("words"),
        jitter=fields.whole("jitter", most=LONGEST_JITTER, default=0),
    )
    if inject.kind is InjectKind.RUMOUR and not (inject.id and inject.words):
        raise fields.error(
            "id" if not inject.id else "words",
            "a rumour needs an id, and words that give it away where a message repeats it",
        )
    if inject.kind is not InjectKind.RUMOUR and inject.words:
        raise fields.error("words", "only a rumour has words; remove them")
    fields.nothing_else()
    return inject


def _hints(fields: Fields) -> tuple[str, ...]:
    if not fields.has("debrief"):
        return ()
    debrief = _table(fields, "debrief")
    hints = debrief.texts("hints")
    debrief.nothing_else()
    return hints


def _must_agree(script: Script, fields: Fields) -> None:
    """What no single key can tell: order, length, rumours and their disproof, roles. Raises ContentError with all of it."""
    wrong = (*_wrong_times(script), *_wrong_links(script), *_wrong_roles(script))
    if wrong:
        raise ContentError("\n".join(str(fields.error(key, remedy)) for key, remedy in wrong))


def _wrong_times(script: Script) -> Iterator[tuple[str, str]]:
    if script.truths[0].since != 0:
        yield "truth 1", "write from = 0: something has to be true from the beginning"
    for number, (before, after) in enumerate(pairwise(script.truths), start=2):
        if after.since <= before.since:
            yield (
                f"truth {number}",
                f"put truths in the order of their times; from = {after.since} comes after {before.since}",
            )
    for number, (earlier, later) in enumerate(pairwise(script.injects), start=2):
        if later.minute < earlier.minute:
            yield (
                f"injects {number}",
                f"put injects in the order of their times; at = {later.minute} comes after {earlier.minute}",
            )
    yield from _after_the_end(script)
    yield from _never_told(script)


def _after_the_end(script: Script) -> Iterator[tuple[str, str]]:
    last = (
        [(f"truth {number}", each.since) for number, each in enumerate(script.truths, start=1)],
        [(f"injects {number}", each.minute) for number, each in enumerate(script.injects, start=1)],
    )
    for key, minute in (*last[0], *last[1]):
        if minute >= script.minutes:
            yield (
                key,
                f"minute {minute} is not before the end; the drill lasts {script.minutes} minutes, make it longer",
            )


def _never_told(script: Script) -> Iterator[tuple[str, str]]:
    """A truth that nobody tells cannot be written: something has to be said before it holds or in the minute it does."""
    telling = {InjectKind.ALERT, InjectKind.FINDING, InjectKind.FACT}
    for number, (before, truth) in enumerate(pairwise(script.truths), start=2):
        told = [each for each in script.injects if each.kind in telling]
        if not any(before.since < each.minute <= truth.since for each in told):
            yield (
                f"truth {number}",
                f"nobody tells it: add an alert, a finding or a fact between minutes {before.since + 1} and {truth.since}",
            )


def _wrong_links(script: Script) -> Iterator[tuple[str, str]]:
    rumours = [each for each in script.injects if each.kind is InjectKind.RUMOUR]
    known = {each.id: each for each in rumours}
    if len(known) < len(rumours):
        yield "injects", "give every rumour an id of its own"
    for inject in script.injects:
        if not inject.about:
            continue
        place = f"injects {inject.number + 1}"
        rumour = known.get(inject.about)
        if rumour is None:
            yield place, f"about = “{inject.about}” names no rumour; write the id of one"
        elif inject.kind not in {InjectKind.FINDING, InjectKind.FACT}:
            yield place, "only a finding or a fact disproves a rumour; change its kind or remove about"
        elif inject.minute <= rumour.minute:
            yield place, f"a rumour is disproved after it was heard; write at = {rumour.minute + 1} or later"
    disproved = {inject.about for inject in script.injects}
    for rumour in rumours:
        if rumour.id not in disproved:
            yield (
                f"injects {rumour.number + 1}",
                f"nothing disproves this rumour; add a later finding or fact with about = “{rumour.id}”",
            )


def _wrong_roles(script: Script) -> Iterator[tuple[str, str]]:
    needed = dict(script.roles)
    for inject in script.injects:
        if inject.to and inject.to not in needed:
            yield (
                f"injects {inject.number + 1}",
                f"to = “{inject.to}” has no briefing; add it to [roles], or leave it out",
            )
