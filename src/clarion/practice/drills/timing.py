"""Were the words on time: the first one to each audience, promises, and the longest silence. Pure.

| part | excellent | solid | needs work |
|---|---|---|---|
| first word | to each audience when the cadence owes it | each at most as long again | later, or never |
| promises | all kept | late by five minutes at most | later, or missed; or no message gave a next time |
| longest silence | never longer than was owed | at most half as long again | longer |

The cadence is the table of the workspace as it was at the start, for the severity of the script.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from clarion.practice.drills.course import Course, Message
from clarion.practice.drills.marks import Mark, name_of, worst_of
from clarion.practice.drills.script import MINUTE
from clarion.practice.tiers import Tier
from clarion.updates.cadence import Cadence

#: A promise that is late by this much is made up for; readers notice more.
A_LITTLE_LATE = 5 * MINUTE


def timing(course: Course) -> tuple[Mark, ...]:
    return (_first_word(course), _promises(course), _silence(course))


def _first_word(course: Course) -> Mark:
    found = [each for told in course.script.audiences if (each := _first_to(course, told.value))]
    worst = worst_of(tier for _, tier, _ in found)
    slowest = next((audience for audience, tier, _ in found if tier is worst), "public")
    reason = " ".join(said for _, _, said in found) or "The drill ended before anybody was owed a word."
    return Mark(
        "First word", worst, reason,
        f"Write the first message to {name_of(slowest).lower()} before you know much: what does not work, that"
        " you look for the cause, and when you write again.",
    )  # fmt: skip


def _first_to(course: Course, audience: str) -> tuple[str, Tier, str] | None:
    """None where the drill ended before anything was owed to them."""
    owed = first_owed(course, audience)
    heard = next((each.at for each in course.to(audience)), None)
    who = name_of(audience)
    if heard is None:
        if course.ended_at - course.begins_at < owed:
            return None
        silent = _minutes(course.over_at() - course.begins_at)
        return audience, Tier.NEEDS_WORK, f"{who}: nothing in {silent}."
    waited = heard - course.begins_at
    said = f"{who}: after {_minutes(waited)}; it was owed within {_minutes(owed)}."
    if waited <= owed:
        return audience, Tier.EXCELLENT, said
    return audience, Tier.SOLID if waited <= 2 * owed else Tier.NEEDS_WORK, said


def first_owed(course: Course, audience: str) -> timedelta:
    """From the declaration to the first word; those for whom the table sets no time hear with the second public word."""
    return first_word_within(course.cadence, course.script.severity.value, audience)


def first_word_within(cadence: Cadence, severity: str, audience: str) -> timedelta:
    first = cadence.first_acknowledgement(severity) if audience == "public" else None
    owed = first or cadence.interval(severity, "investigating", audience)
    return owed or cadence.interval(severity, "investigating", "public") or 30 * MINUTE


def _promises(course: Course) -> Mark:
    # To those for whom the drill is: the cadence owes engineers a word too, who may not take part.
    promises = [each for each in course.promises if each.audience in course.audiences()]
    late = [each for each in promises if each.outcome == "late"]
    missed = [each for each in promises if each.outcome == "missed"]
    kept = sum(each.outcome == "kept" for each in promises)
    said = f"{kept} kept, {len(late)} late, {len(missed)} missed."
    try_next = (
        "Give a time for the next word that you can keep, and write then even when nothing is new: say so, and give a"
        " new time."
    )
    if not any(each.next_update_at for each in course.messages):
        return Mark("Promises", Tier.NEEDS_WORK, f"No message gave a time for the next one. {said}", try_next)
    if missed or any(each.late_by > A_LITTLE_LATE for each in late):
        return Mark("Promises", Tier.NEEDS_WORK, said, try_next)
    return Mark("Promises", Tier.SOLID if late else Tier.EXCELLENT, said, try_next)


def _silence(course: Course) -> Mark:
    """The gap that is longest for what was owed in it, over the audiences that waited."""
    gaps = [gap for told in course.script.audiences for gap in _gaps(course, told.value)]
    ratio, length, owed, audience, since = max(gaps, default=(0.0, timedelta(), timedelta(), "public", None))
    try_next = f"Set an alarm when you publish: {name_of(audience).lower()} should never wonder whether anybody is still working."
    if since is None:
        return Mark("Longest silence", Tier.EXCELLENT, "Nobody had to wait.", try_next)
    tier = Tier.EXCELLENT if ratio <= 1 else Tier.SOLID if ratio <= 1.5 else Tier.NEEDS_WORK
    reason = (
        f"{name_of(audience)} heard nothing for {_minutes(length)} from {since:%H:%M} UTC; a word was owed within"
        f" {_minutes(owed)}."
    )
    return Mark("Longest silence", tier, reason, try_next)


def _gaps(
    course: Course, audience: str
) -> Iterator[tuple[float, timedelta, timedelta, str, datetime | None]]:
    """Length for what was owed, length, what was owed, to whom, since when: between two messages, and to the end."""
    messages, over = course.to(audience), course.over_at()
    since, owed = course.begins_at, first_owed(course, audience)
    for message in [*messages, None]:
        until = min(message.at, over) if message else over
        if until > since:
            yield (until - since) / owed, until - since, owed, audience, since
        if message:
            since, owed = message.at, _owed_after(course, message)


def _owed_after(course: Course, message: Message) -> timedelta:
    """A longer interval that the message states takes the place of the table's."""
    by_table = course.cadence.interval(course.script.severity.value, message.state, message.audience)
    stated = message.next_update_at - message.at if message.next_update_at else timedelta()
    return max(by_table or first_owed(course, message.audience), stated, MINUTE)


def _minutes(span: timedelta) -> str:
    minutes = round(span / MINUTE)
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
