"""What exactly: in an action item what changes and where, in a timeline entry which part and what happened."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.proper_names import NameSort
from clarion.review.reading.substance import substance
from clarion.review.rule import Example, Source

_HOLLOW = frozenset(
    """
    consider think thinks discuss discusses look looks follow follows improve improves better careful care communicate training
    simpler easier attention evaluate explore eye remind reminds optimise optimize strengthen enhance resilient robust reach
    """.split()
)
_ENOUGH = {Kind.ACTION_ITEM: 3, Kind.TIMELINE_ENTRY: 2}


def definite(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Enough words that name something; the owner's name is not what changes."""
    words = _without_owner(reading) if situation.kind is Kind.ACTION_ITEM else substance(reading)
    enough = _ENOUGH.get(situation.kind, 2)
    hollow = sum(word in _HOLLOW for word in reading.lower)
    if len(words) >= enough + (2 * hollow if situation.kind is Kind.ACTION_ITEM else 0):
        yield Spot(reading.starts[words[0]], reading.ends[words[-1]])


def _without_owner(reading: Reading) -> list[int]:
    owners = [(n.first, n.last) for n in reading.proper_names if n.sort is not NameSort.PLACE]
    return [word for word in substance(reading) if not any(first <= word <= last for first, last in owners)]


ELEMENT = ElementRule(
    asks="Say what exactly: which part, which change, which place.",
    why="'Improve monitoring' can be closed by anything, and 'update' tells the next reader nothing.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(Scan(definite),),
    exempt=frozenset(),
    present=(
        Example(
            "The import rejects empty files and keeps the previous timetable.",
            Audience.POSTMORTEM,
            Kind.ACTION_ITEM,
        ),
        Example("Order spare modems for the ticket machines.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("13:47 - A digger cuts the cable at Weir Road.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("09:31 Vendor names the defective batch.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("Link the tank alarms to their runbook pages.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
    absent=(
        Example("Communicate better.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Karol looks into monitoring.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("A better concept shall be in place before 1 July.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("10:20 BST - Update.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
        Example("15:30 UTC - Investigation.", Audience.POSTMORTEM, Kind.TIMELINE_ENTRY),
    ),
)
