"""When the trouble ended, by the clock or by how long it lasted, against the end that the record holds."""

from collections.abc import Iterator

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Situation, Spot
from clarion.review.grounding.instants import agrees, during, instants, length, shown
from clarion.review.grounding.roles import Role, roles
from clarion.review.grounding.spans import incident_length, near_enough
from clarion.review.grounding.withdrawn import stated
from clarion.review.reading import Reading
from clarion.review.reading.durations import A_MINUTE, Duration
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.reading.times import ClockTime
from clarion.review.record import Record, moment

_START, _END = moment("2025-06-11T12:25:00Z"), moment("2025-06-11T15:50:00Z")
_OVER = Record(status="resolved", started_at=_START, resolved_at=_END, now=moment("2025-06-11T16:30:00Z"))
_OPEN = Record(status="monitoring", started_at=_START, now=moment("2025-06-11T16:30:00Z"))


def clock(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Times of day that tell the end."""
    record = situation.record
    if record is None or not reading.times:
        return
    ends = [(time, outright) for time, role, outright in roles(reading) if role is Role.END]
    told = record.resolved_at and any(agrees(reading, time, record.resolved_at, record) for time, _ in ends)
    for time, outright in ends:
        if told and during(reading, time, record):
            continue
        spot = _compared(reading, time, record, outright=outright)
        if spot:
            yield spot


def _compared(reading: Reading, time: ClockTime, record: Record, *, outright: bool) -> Spot | None:
    if record.resolved_at is None:
        return (
            None
            if _yet_to_come(reading, time, record)
            else Spot(time.start, time.end, recorded="not resolved yet")
        )
    if agrees(reading, time, record.resolved_at, record):
        return None
    if not outright and record.started_at and agrees(reading, time, record.started_at, record):
        return None
    return Spot(time.start, time.end, recorded=shown(record.resolved_at, time))


def _yet_to_come(reading: Reading, time: ClockTime, record: Record) -> bool:
    """ "Closed until 15:00", said before 15:00: a plan, not an end."""
    now = record.now or record.started_at
    return now is None or not any(
        record.started_at and record.started_at < each <= now for each in instants(reading, time, now, record)
    )


def lengths(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "For 86 minutes", "it lasted five hours", "a 40-minute outage": from start to end."""
    record = situation.record
    if record is None or record.started_at is None or not reading.durations:
        return
    for duration in reading.durations:
        if incident_length(reading, duration) and (spot := _lasted(duration, record)):
            yield spot


def _lasted(duration: Duration, record: Record) -> Spot | None:
    """An open incident may have hurt for any time up to now; a closed one for as long as it was open."""
    end = record.resolved_at or record.now
    if record.started_at is None or end is None:
        return None
    lasted = end - record.started_at
    minutes = lasted / A_MINUTE
    if near_enough(duration, minutes) or (record.resolved_at is None and duration.low <= minutes):
        return None
    return Spot(duration.start, duration.end, recorded=length(lasted))


CLAIM = ClaimRule(
    checks="Times that tell the end, and total lengths, against the end; an end told while the record has none is contradicted. "
    "Three minutes are allowed for times, a tenth for lengths.",
    detectors=(stated(clock, QUANTITY_WORDS, figures=True), stated(lengths, QUANTITY_WORDS, figures=True)),
    faulty=(
        GroundingExample("Uploads work again since 14:50 UTC.", _OVER, "14:50 UTC"),
        GroundingExample("The portal was down from 8:25 to 10:50 AM EDT.", _OVER, "10:50 AM EDT"),
        GroundingExample("The portal was down for 90 minutes.", _OVER, "90 minutes"),
        GroundingExample("Uploads were restored at 15:50 UTC.", _OPEN, "15:50 UTC"),
        GroundingExample("It was a two-hour outage.", _OVER, "two-hour"),
        GroundingExample(
            "The disruption lasted from 12:25 UTC until half past four UTC.", _OVER, "half past four UTC"
        ),
        GroundingExample("Duration: 45 minutes", _OVER, "45 minutes"),
        GroundingExample("The breakdown at both sites took 50 minutes.", _OVER, "50 minutes"),
        GroundingExample("Resolved at 12:50 UTC.", _OVER, "12:50 UTC"),
    ),
    agreeing=(
        GroundingExample("Keep the lid closed until 18:00 UTC.", _OVER),
        GroundingExample("Uploads work again since 17:50 CEST.", _OVER),
        GroundingExample("The portal was down from 8:25 to 11:50 AM EDT.", _OVER),
        GroundingExample("The portal was down for about three and a half hours.", _OVER),
        GroundingExample("All was back at ten to four PM UTC.", _OVER),
        GroundingExample("We deployed the repair at 15:20 UTC.", _OVER),
        GroundingExample("The repair took 50 minutes.", _OVER),
        GroundingExample("Messages were delayed by up to 20 minutes.", _OVER),
        GroundingExample("The counter is closed until 18:00 UTC.", _OPEN),
        GroundingExample("We will keep watching for two hours.", _OPEN),
        GroundingExample(
            "It began at 23:51 UTC on 26 November and ended at 00:30 UTC.",
            Record(
                status="resolved",
                started_at=moment("2025-11-26T23:51:00Z"),
                resolved_at=moment("2025-11-27T00:30:00Z"),
                now=moment("2025-11-27T09:00:00Z"),
            ),
        ),
    ),
)

__all__ = ["CLAIM"]
