"""In which time zone the entry's time is."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.rule import Example, Source


def zoned(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A time with a zone or an offset; "local time" tells a reader elsewhere nothing."""
    for time in reading.times:
        if time.zone is not None and time.zone != "local":
            yield Spot(time.start, time.end)


ELEMENT = ElementRule(
    asks="Add the zone to the time: '14:05 UTC'.",
    why="Logs, pagers and people run in different zones; an hour's shift turns cause and effect around.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(Scan(zoned, QUANTITY_WORDS, figures=True),),
    exempt=frozenset(),
    present=(
        Example(
            "04:11 UTC - Node tide-3 loses its lease.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY, "04:11 UTC"
        ),
        Example("2024-11-02T06:12:00+01:00 Pump 2 set to manual.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("11:45 pm PDT: the page shows the incident.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
    ),
    absent=(
        Example("13:47 - A digger cuts the cable.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("14:00 Meeting.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("Towards the evening, a host was added.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
    ),
)
