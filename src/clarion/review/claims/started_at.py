"""When the trouble began, by the clock, by the date or by how long ago, against the start that the record holds."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.instants import agrees, clocks, days_of, during, length, shown, times_beside
from clarion.review.grounding.roles import Role, nearest_role, planned, role_of, roles
from clarion.review.grounding.spans import counts_up_to_now, near_enough
from clarion.review.grounding.withdrawn import stated
from clarion.review.reading import Reading
from clarion.review.reading.durations import A_MINUTE, Duration
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.reading.times import ClockTime, Date
from clarion.review.record import Record, moment

_START = moment("2025-03-11T09:20:00Z")
_NOW = moment("2025-03-11T10:30:00Z")
_SUMMER = moment("2025-07-02T13:00:00Z")


def clock(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Times of day that tell the beginning."""
    record = situation.record
    if record is None or not reading.times:
        return
    starts = [(time, outright) for time, role, outright in roles(reading) if role is Role.START]
    told = record.started_at and any(agrees(reading, time, record.started_at, record) for time, _ in starts)
    for time, outright in starts:
        if not (told and during(reading, time, record)):
            yield from _compared(reading, time, record, outright=outright)


def _compared(reading: Reading, time: ClockTime, record: Record, *, outright: bool) -> Iterator[Spot]:
    if record.started_at is None:
        yield Spot(time.start, time.end, verdict=Verdict.UNSUPPORTED)
    elif not agrees(reading, time, record.started_at, record) and (
        outright or not _means_another(reading, time, record)
    ):
        yield Spot(time.start, time.end, recorded=shown(record.started_at, time))


def _means_another(reading: Reading, time: ClockTime, record: Record) -> bool:
    """A time that only stands near trouble, and is the recorded end, tells no start."""
    return record.resolved_at is not None and agrees(reading, time, record.resolved_at, record)


def lengths(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "For the past 40 minutes", "an hour ago", "has been down for two hours": counted back from now."""
    record = situation.record
    if record is None or not reading.durations or record.now is None:
        return
    for duration in reading.durations:
        if counts_up_to_now(reading, duration) and (
            spot := _elapsed(duration, record.started_at, record.now, record)
        ):
            yield spot


def _elapsed(duration: Duration, start: datetime | None, now: datetime, record: Record) -> Spot | None:
    if start is None:
        return Spot(duration.start, duration.end, verdict=Verdict.UNSUPPORTED)
    if near_enough(duration, (now - start) / A_MINUTE):
        return None
    if record.resolved_at and near_enough(duration, (record.resolved_at - start) / A_MINUTE):
        return None
    return Spot(duration.start, duration.end, recorded=f"{length(now - start)} ago, {shown(start)}")


def days(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "On 8 January", "yesterday", "since Monday" beside trouble: the day of the start, or a day until the end."""
    record = situation.record
    if record is None or record.started_at is None or not reading.dates:
        return
    offsets = clocks(reading, record.started_at.date(), record)
    for written in reading.dates[:_MOST]:
        if _tells_the_day(reading, written) and not _during(written, offsets, record, record.started_at):
            yield Spot(written.start, written.end, recorded=f"{record.started_at:%d %B %Y}")


def _tells_the_day(reading: Reading, written: Date) -> bool:
    """Only a day on which the trouble is said to have been: not of a message, a plan, a step of the work."""
    sentence = reading.sentence_at(written.start)
    if sentence is None or written.relative == 1:
        return False
    first, last = reading.word_at(written.start), reading.word_at(written.end)
    before = reading.lower[max(first - 2, sentence.first) : first]
    if not {"next", "by", "until", "every", "each", "before", "after", "due", "of"}.isdisjoint(
        before
    ) or planned(reading, sentence, first):
        return False
    if any(role_of(reading, time)[0] is Role.OTHER for time in times_beside(reading, written)):
        return False
    if reading.lower[first].endswith("'s") or reading.text[written.end : written.end + 2] in {"'s", "’s"}:
        return "incident" in reading.lower[last : last + 4] or "outage" in reading.lower[last : last + 4]
    return nearest_role(reading, sentence, first, last) is not Role.OTHER


_MOST = 200
"""More days than this are a table, not an account."""


def _during(written: Date, offsets: set[int], record: Record, start: datetime) -> bool:
    """Tell whether the day lies between start and end (or now), by the clocks of the text, the regions or UTC."""
    end = record.resolved_at or record.now or start
    for offset in offsets:
        first, last = (start + timedelta(minutes=offset)).date(), (end + timedelta(minutes=offset)).date()
        if any(first <= day <= last for day in days_of(written, first, record, offset)):
            return True
    return False


CLAIM = ClaimRule(
    checks="Times, days and lengths up to now that tell the beginning, against the start; zones and summer time are reckoned with, "
    "three minutes are allowed, twenty after 'about', a tenth for lengths.",
    detectors=(
        stated(clock, QUANTITY_WORDS, figures=True),
        stated(lengths, QUANTITY_WORDS, figures=True),
        stated(days, QUANTITY_WORDS, figures=True),
    ),
    faulty=(
        GroundingExample("Invoices have been late since 08:20 UTC.", Record(started_at=_START), "08:20 UTC"),
        GroundingExample("Since 11:20 CET no invoice is sent.", Record(started_at=_START), "11:20 CET"),
        GroundingExample("Logins failed from 3:00 PM CET on.", Record(started_at=_SUMMER), "3:00 PM CET"),
        GroundingExample(
            "For the past two hours, logins have failed.",
            Record(started_at=_START, now=_NOW),
            "past two hours",
        ),
        GroundingExample(
            "The app has been down for three hours.", Record(started_at=_START, now=_NOW), "three hours"
        ),
        GroundingExample(
            "Logins stopped working 20 minutes ago.", Record(started_at=_START, now=_NOW), "20 minutes ago"
        ),
        GroundingExample(
            "The gate has been asking for a code for the past three hours.",
            Record(started_at=_START, now=_NOW),
            "past three hours",
        ),
        GroundingExample("Orders fail since 9:40 in Lisbon.", Record(started_at=_START), "9:40"),
        GroundingExample(
            "On 10 February, orders were lost.", Record(started_at=_START, now=_NOW), "10 February"
        ),
        GroundingExample("Orders were lost since 09:20 UTC.", Record(started_at=None), "09:20 UTC"),
    ),
    agreeing=(
        GroundingExample("Invoices have been late since 10:20 CET.", Record(started_at=_START)),
        GroundingExample("Logins failed from 3 PM CEST on.", Record(started_at=_SUMMER)),
        GroundingExample("Logins failed from 9 AM Eastern time on.", Record(started_at=_SUMMER)),
        GroundingExample(
            "Since half past nine UTC the app is slow.", Record(started_at=moment("2025-03-11T09:30:00Z"))
        ),
        GroundingExample("Logins have failed for the past 70 minutes.", Record(started_at=_START, now=_NOW)),
        GroundingExample(
            "Logins fail since 09:20 UTC, more than an hour now.", Record(started_at=_START, now=_NOW)
        ),
        GroundingExample("Next update at 11:00 UTC.", Record(started_at=_START)),
        GroundingExample(
            "Orders fail since 10:20 in Oslo, 9:20 in Lisbon. We write at 12:00 Oslo time.",
            Record(started_at=_START),
        ),
        GroundingExample(
            "We have been testing for the past ten minutes.", Record(started_at=_START, now=_NOW)
        ),
        GroundingExample("At 09:50 UTC we rolled back the release.", Record(started_at=_START)),
        GroundingExample("Invoices are up to 40 minutes late.", Record(started_at=_START, now=_NOW)),
        GroundingExample(
            "Yesterday from 10:20 CET logins failed.",
            Record(started_at=_START, now=moment("2025-03-12T08:00:00Z")),
        ),
    ),
)

__all__ = ["CLAIM"]
