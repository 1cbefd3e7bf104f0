"""The debrief of a drill: its rows read into values, and scored by the cadence that held at its start.

The glossary of the workspace is read as it is now, like the rules of the review.
"""

from dataclasses import dataclass
from datetime import datetime

from clarion.practice.drills.course import Course, Heard, Message, Owed
from clarion.practice.drills.drill import Drill
from clarion.practice.drills.engine import ends_at, script_of, shown_so_far
from clarion.practice.drills.scoring import Score, score
from clarion.review import Service
from clarion.updates.cadence import Cadence
from clarion.updates.known_facts import workspace_lexicon
from clarion.updates.promises import Outcome, Promise


@dataclass(frozen=True)
class Debrief:
    drill: Drill
    course: Course
    score: Score


def debrief_of(drill: Drill, *, now: datetime) -> Debrief:
    """`now` (real time) ends a drill that still runs, for whoever looks before its end."""
    course = course_of(drill, now=now)
    return Debrief(drill, course, score(course))


def course_of(drill: Drill, *, now: datetime) -> Course:
    script, ended = script_of(drill), min(drill.clock.shows(now), ends_at(drill))
    lexicon = workspace_lexicon()._replace(services=tuple(Service(each.name) for each in script.services))
    return Course(
        script=script,
        begins_at=drill.begins_at,
        ended_at=ended,
        cadence=Cadence(drill.cadence),
        messages=_messages(drill, ended),
        promises=tuple(
            _owed(each, ended) for each in drill.incident.promises.order_by("due_at", "pk") if each.made_at <= ended
        ),
        injects=tuple(Heard(each.inject, each.at) for each in shown_so_far(drill)),
        lexicon=lexicon,
    )  # fmt: skip


def _messages(drill: Drill, ended: datetime) -> tuple[Message, ...]:
    """What was published until the end; a text that somebody publishes afterwards is no part of the drill."""
    published = drill.incident.updates.filter(published_at__lt=ended).select_related("by")
    return tuple(
        Message(
            audience=each.audience,
            kind=each.kind,
            text=each.text_now,
            at=each.published_at,
            state=each.state,
            next_update_at=each.next_update_at,
            wrong_words=each.wrong_words,
            by=each.by.name if each.by else "",
        )
        for each in published.prefetch_related("quiet_corrections").order_by("published_at", "pk")
    )


def _owed(promise: Promise, ended: datetime) -> Owed:
    """As time has decided by the end, whether or not a clock wrote it down."""
    made_up = (
        promise.closed_at if promise.kept_by_id and promise.closed_at and promise.closed_at <= ended else None
    )
    if made_up:
        outcome = Outcome.KEPT if made_up <= promise.due_at else Outcome.LATE
    elif promise.due_at < ended and not (promise.closed_at and promise.closed_at <= promise.due_at):
        outcome = Outcome.MISSED
    else:
        outcome = Outcome.ENDED if promise.closed_at else Outcome.OPEN
    return Owed(promise.audience, promise.due_at, outcome.value, made_up)
