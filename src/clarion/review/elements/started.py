"""When it began, as a clock time. "This morning" leaves every reader in another time zone to guess."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.moments import Moment, moment_of
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.rule import Example, Source


def beginning(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A clock time that says since when, or at which something failed."""
    for time in reading.times:
        if moment_of(reading, time) is Moment.START:
            yield Spot(time.start, time.end, zone_missing=not time.stated)


ELEMENT = ElementRule(
    asks="Say when it began, as a time with its zone: 'since 09:05 UTC'.",
    why="The start tells readers which of their own failures belong to it, and how long you have known.",
    sources=(
        Source("Google SRE Book: Example postmortem", "https://sre.google/sre-book/example-postmortem/"),
        Source(
            "Atlassian Incident Management Handbook: Incident communication",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
    ),
    detectors=(Scan(beginning, QUANTITY_WORDS, figures=True),),
    present=(
        Example("Uploads have failed since 14:30 UTC.", kind=Kind.ACKNOWLEDGEMENT, quote="14:30 UTC"),
        Example(
            "Between 10:00 and 12:30 IST, tests could not be started.", kind=Kind.RESOLUTION, quote="10:00"
        ),
        Example(
            "On 9 October, 11:40 GMT, 14 branches lost their connection.",
            Audience.LEADERSHIP,
            Kind.EXECUTIVE_SUMMARY,
        ),
        Example("From / to: 19:22 - 20:31 UTC", kind=Kind.RESOLUTION),
        Example("The fault started at 15:30 CET.", kind=Kind.RESOLUTION),
    ),
    absent=(
        Example("Uploads have failed since this morning.", kind=Kind.ACKNOWLEDGEMENT),
        Example("Next update at 14:30 UTC.", kind=Kind.ACKNOWLEDGEMENT),
        Example("Homes have television back since 16:40 CET.", kind=Kind.RESOLUTION),
        Example("We found a faulty rule at 09:40 UTC.", kind=Kind.ACKNOWLEDGEMENT),
        Example("Bookings work again since 15:10 CET.", kind=Kind.RESOLUTION),
    ),
)
