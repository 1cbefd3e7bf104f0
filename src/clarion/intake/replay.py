"""Replay an imported incident as a new one, by the way that every update takes, at a multiple of its pace.

Declare, draft, review, approve, publish: all of it is real, only the words and the pauses come from history.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from time import sleep
from typing import Protocol

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clarion.accounts.audit import Done, record_act
from clarion.accounts.people import Person
from clarion.accounts.permission import require
from clarion.accounts.roles import Act
from clarion.flows.approve import approve
from clarion.flows.declare import declare
from clarion.flows.publish import publish
from clarion.incidents.incident import Incident
from clarion.incidents.planned_window import window_of
from clarion.incidents.states import ServiceStatus, Severity, State
from clarion.intake import cstate, github_status
from clarion.updates.audiences import Audience, Kind
from clarion.updates.cadence_settings import current_cadence
from clarion.updates.drafts import Draft
from clarion.updates.editing import edit_draft
from clarion.updates.promise_in_words import promised_in_words
from clarion.updates.publication import IncidentUpdate
from clarion.updates.review_of_draft import objections
from clarion.updates.suggested_text import start_draft

SOURCES = (github_status.SOURCE, cstate.SOURCE)
OVERRIDE_REASON = "replayed from history"
# Publishing takes a moment: a promise for the very second of the next update would always be late.
SLACK = timedelta(seconds=5)
#: Where the workspace's cadence sets no time.
AN_HOUR = timedelta(hours=1)


class Clock(Protocol):
    """Where a replay gets its time; tests bring one that does not make them wait."""

    def now(self) -> datetime: ...

    def sleep(self, seconds: float) -> None: ...


class WallClock:
    def now(self) -> datetime:
        return timezone.now()

    def sleep(self, seconds: float) -> None:
        sleep(seconds)


@dataclass(frozen=True)
class Declared:
    at: datetime
    incident: Incident


@dataclass(frozen=True)
class Published:
    """`objections` is what the review held against the text, one sentence each."""

    at: datetime
    update: IncidentUpdate
    objections: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """Nothing happens until the next update, `pause` from `at`."""

    at: datetime
    pause: timedelta


type Step = Declared | Published | Waiting


def find_imported(name: str) -> Incident:
    """By reference (INC-12), by public id, or by the id that it had where it came from (19601822).

    Raises LookupError with a sentence that says what to name.
    """
    number = name.upper().removeprefix("INC-")
    by_reference = Q(pk=int(number)) if name.upper().startswith("INC-") and number.isdecimal() else Q(pk=None)
    keys = [name, *(f"{source}:{name}" for source in SOURCES)]
    found = Incident.objects.filter(by_reference | Q(public_id=name) | Q(source_key__in=keys)).first()
    if found is None:
        raise LookupError(
            f"There is no incident “{name[:60]}”. Name an imported one by its reference (INC-12), its public id"
            " or the id that its source gives it; `clarion import` brings some."
        )
    if found.source_key is None:
        raise LookupError(f"{found.reference} was not imported. Only imported incidents are replayed.")
    return found


def replay(original: Incident, *, speed: float, by: Person, clock: Clock) -> Iterator[Step]:
    """Live through the incident again, step by step; pauses are those of its updates divided by `speed`.

    Raises NotAllowed before anything is written; NotApprovable when a text cannot go out, which leaves the
    new incident open.
    """
    for act in (Act.DECLARE, Act.WRITE, Act.APPROVE_EXTERNAL, Act.PUBLISH_EXTERNAL):
        require(by, act)
    told = list(original.updates.filter(audience=Audience.PUBLIC).order_by("published_at", "pk"))
    if not told:
        raise LookupError(f"{original.reference} has no public update to replay.")
    begin = clock.now()
    # Counted from the beginning, so that the time that publishing takes does not add up.
    times = [begin + (update.published_at - told[0].published_at) / speed for update in told]
    incident = _declare_again(original, by=by, at=begin)
    yield Declared(begin, incident)
    for update, following in zip(told, [*times[1:], None], strict=True):
        yield _publish_again(update, incident, following=following, by=by, at=clock.now())
        if following is not None:
            yield from _wait(following, clock)


def _wait(until: datetime, clock: Clock) -> Iterator[Waiting]:
    """Nothing to wait for when two updates were published at once, or when publishing took longer."""
    now = clock.now()
    if until > now:
        yield Waiting(now, until - now)
        clock.sleep((until - now).total_seconds())


@transaction.atomic
def _declare_again(original: Incident, *, by: Person, at: datetime) -> Incident:
    lines = original.affected.select_related("service")
    again = declare(
        original.title,
        severity=Severity(original.severity),
        services={line.service: ServiceStatus(line.status) for line in lines},
        by=by,
        at=at,
        facts=_plan_of(original, at=at),
    )
    record_act(Done.REPLAYED, original.reference, by=by, at=at, detail=f"as {again.reference}")
    return again


def _plan_of(original: Incident, *, at: datetime) -> dict[str, object]:
    """Planned work is replayed from now on, as long as it was planned for."""
    if not original.planned:
        return {}
    lasted = window_of(original)
    return {
        "planned": True,
        "planned_start": at,
        "planned_end": at + lasted.length if lasted and lasted.length else None,
    }


def _publish_again(
    original: IncidentUpdate, incident: Incident, *, following: datetime | None, by: Person, at: datetime
) -> Published:
    incident.refresh_from_db()
    draft = start_draft(incident, Audience.PUBLIC, kind=Kind(original.kind), by=by, at=at)
    words = {"text": original.text, "state": original.state}
    edit_draft(draft, words, seen_version=draft.version, by=by, at=at)
    promise = _promise(draft, following=following, at=at)
    edit_draft(draft, {"next_update_at": promise}, seen_version=draft.version, by=by, at=at)
    against = objections(draft, at=at)
    approve(
        draft, seen_version=draft.version, by=by, at=at, override_reason=OVERRIDE_REASON if against else ""
    )
    return Published(at, publish(draft, by=by, at=at), tuple(against))


def _promise(draft: Draft, *, following: datetime | None, at: datetime) -> datetime | None:
    """What the draft promises: the full minute after its next update, which the replay knows.

    A text that names a time keeps its word: the promise is for that time of day. Without a next update,
    the cadence says it.
    """
    if draft.state == State.RESOLVED:
        return None
    if said := promised_in_words(draft):
        return min(_next_time(clock, after=at) for clock in said)
    if following is None:
        incident, table = draft.incident, current_cadence()
        return table.next_update_at(incident.severity, draft.state, Audience.PUBLIC, at=at) or at + AN_HOUR
    due = max(following, at) + SLACK
    return due.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _next_time(clock: time, *, after: datetime) -> datetime:
    """The next moment at which a clock in UTC shows that time."""
    today = datetime.combine(after.astimezone(UTC), clock, UTC)
    return today if today > after else today + timedelta(days=1)
