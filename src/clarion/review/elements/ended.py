"""When it was over: the clock time of recovery, or how long it lasted."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Kind
from clarion.review.reading import Reading
from clarion.review.reading.durations import Duration, Relation
from clarion.review.reading.moments import Moment, moment_of
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.rule import Example, Source

_LASTED = frozenset(
    "lasted lasting duration outage down unavailable total silence took affected disruption interruption could couldn't failed".split()
)
_LATE = frozenset(
    "late later delay delayed delays slower wait waiting waited before watch monitor monitoring observe next".split()
)


def end(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A clock time of recovery, or the length of the whole trouble."""
    for time in reading.times:
        if moment_of(reading, time) is Moment.END:
            yield Spot(time.start, time.end, zone_missing=not time.stated)
    for duration in reading.durations:
        if duration.relation in {Relation.FOR, Relation.BARE, Relation.AFTER} and _is_whole_length(
            reading, duration
        ):
            yield Spot(duration.start, duration.end)


def _is_whole_length(reading: Reading, duration: Duration) -> bool:
    sentence = reading.sentence_at(duration.start)
    if sentence is None:
        return False
    first, last = reading.word_at(duration.start), reading.word_at(duration.end)
    around = reading.lower[max(first - 6, sentence.first) : min(last + 3, sentence.last)]
    if not _LATE.isdisjoint(around) or "up" in around:
        return False
    if duration.relation is Relation.FOR and {
        "will",
        "now",
        "have",
        "has",
        "past",
        "last",
        "next",
    }.isdisjoint(around):
        return True
    return not _LASTED.isdisjoint(
        reading.lower[max(first - 14, sentence.first) : min(last + 4, sentence.last)]
    )


ELEMENT = ElementRule(
    asks="Say when it was over, as a time with its zone, or how long it lasted.",
    why="The end closes the window in which readers look for their own losses, and in which credits are counted.",
    sources=(
        Source("Google SRE Book: Example postmortem", "https://sre.google/sre-book/example-postmortem/"),
        Source(
            "Atlassian Incident Management Handbook: Incident communication",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
    ),
    detectors=(Scan(end, QUANTITY_WORDS, figures=True),),
    present=(
        Example("Agencies can book again since 15:10 CET.", kind=Kind.RESOLUTION, quote="15:10 CET"),
        Example("It lasted from 07:12 to 09:03 UTC.", kind=Kind.RESOLUTION, quote="09:03 UTC"),
        Example("The outage lasted two hours.", kind=Kind.RESOLUTION),
        Example("Payments were restored at 17:20 UTC.", kind=Kind.RESOLUTION, quote="17:20 UTC"),
        Example("The site was down for 86 minutes.", kind=Kind.RESOLUTION),
    ),
    absent=(
        Example("Uploads were slow for part of the day.", kind=Kind.RESOLUTION),
        Example("Uploads failed since 14:30 UTC and work now.", kind=Kind.RESOLUTION),
        Example("Messages arrived up to 40 minutes late.", kind=Kind.RESOLUTION),
        Example("We will watch the queue for two hours.", kind=Kind.RESOLUTION),
        Example("Next update at 14:30 UTC.", kind=Kind.RESOLUTION),
    ),
)
