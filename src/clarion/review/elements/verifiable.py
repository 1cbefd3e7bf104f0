"""A cause that somebody could check: it names parts, conditions or events, and does not guess."""

from collections.abc import Iterator

from clarion.review.causes import can_be_checked
from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.substance import substance
from clarion.review.rule import Example, Source


def checkable(reading: Reading, _: Situation) -> Iterator[Spot]:
    """From the first to the last word that names something definite."""
    if can_be_checked(reading):
        named = substance(reading)
        yield Spot(reading.starts[named[0]], reading.ends[named[-1]])


ELEMENT = ElementRule(
    asks="Say it so that somebody could check it: which part, which rule, which value, instead of 'lack of' or 'probably'.",
    why="What cannot be checked cannot be refuted, and nobody can tell later whether the remedy worked.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(Scan(checkable),),
    exempt=frozenset(),
    present=(
        Example("The upgrade dropped an index on the tickets table.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example(
            "The counter reached 2,147,483,647 and turned negative.", Audience.POSTMORTEM, Kind.WHY_ANSWER
        ),
        Example("Expired signing key of the ticket barcode.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("The import treats an empty file as valid.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("The tape robot was jammed.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
    ),
    absent=(
        Example("These things happen in complex systems.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example("Presumably an attack, although no traces were found.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("Lack of awareness.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("Too much complexity.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("Unknown; it went away by itself.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
    ),
)
