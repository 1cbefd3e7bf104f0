"""When it happened, to the minute."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.rule import Example, Source


def timed(reading: Reading, _: Situation) -> Iterator[Spot]:
    """Any time of day; the first one is the entry's."""
    for time in reading.times:
        yield Spot(time.start, time.end, zone_missing=time.zone is None)


ELEMENT = ElementRule(
    asks="Begin the entry with the time, to the minute: '14:05 UTC'.",
    why="Only times let entries of several people be put in order, and gaps be seen.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(Scan(timed, QUANTITY_WORDS, figures=True),),
    exempt=frozenset(),
    present=(
        Example(
            "04:11 UTC - Node tide-3 loses its lease.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY, "04:11 UTC"
        ),
        Example("13:47 - A digger cuts the cable.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("11:45 pm PDT: the page shows the incident.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
    ),
    absent=(
        Example("Towards the evening, a host was added.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("Late on 3 May the certificate expired.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("Release 8.2 reaches 100% of users.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
    ),
)
