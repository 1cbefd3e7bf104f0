"""What a text tells the reader to do meanwhile, against the workaround of the record."""

from collections.abc import Iterator

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.likeness import content, likeness, opposed, other_means
from clarion.review.grounding.withdrawn import stated, stated_only
from clarion.review.grounding.workarounds import OPENINGS, remedies
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.record import Record

_ALIKE = 0.3


def advised(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Things to do that the record does not hold."""
    record = situation.record
    if record is None:
        return
    recorded = content((record.workaround or "").lower().replace("-", " ").split())
    for remedy in remedies(reading):
        told = content(reading.lower[remedy.first : remedy.last + 1])
        start, end = reading.starts[remedy.first], reading.ends[remedy.last]
        if not recorded:
            yield Spot(start, end, verdict=Verdict.UNSUPPORTED)
        elif likeness(told, recorded) < _ALIKE or opposed(told, recorded) or other_means(told, recorded):
            yield Spot(start, end, recorded=record.workaround)


def denied(match: Match, situation: Situation) -> Spot | None:
    """ "There is no workaround", while the record holds one."""
    record = situation.record
    if record is None or record.workaround is None:
        return None
    return Spot(match.start, match.end, recorded=record.workaround)


_CALL = Record(status="identified", workaround="place orders by phone")
_NONE = Record(status="identified")

CLAIM = ClaimRule(
    checks="What the reader is told to do meanwhile, against the workaround; the words may differ as long as a third of them agree.",
    detectors=(
        Phrases(
            """
            no workaround|workarounds|alternative|alternatives|work
            workaround <be> not available|known|possible
            not|n't aware of a|any workaround
            without a workaround
            """,
            stated_only(denied),
        ),
        stated(advised, OPENINGS),
    ),
    faulty=(
        GroundingExample(
            "Customers can upload the readings by hand.", _NONE, "Customers can upload the readings by hand"
        ),
        GroundingExample("Please order in the branch instead.", _CALL, "order in the branch"),
        GroundingExample("There is no workaround.", _CALL, "no workaround"),
        GroundingExample("If the list is empty, reinstall the app.", _CALL, "reinstall the app"),
        GroundingExample("Restarting the router helps.", _NONE, "Restarting the router"),
        GroundingExample("Riders could pay in cash on the bus.", _NONE, "Riders could pay in cash"),
    ),
    agreeing=(
        GroundingExample("In the meantime, orders can be placed by phone.", _CALL),
        GroundingExample("You can call us to place an order.", _CALL),
        GroundingExample("There is no workaround.", _NONE),
        GroundingExample("Please contact support if you need help.", _NONE),
        GroundingExample("Please accept our apologies.", _NONE),
        GroundingExample("Orders cannot be placed by e-mail.", _NONE),
        GroundingExample("Customers can log in again.", _NONE),
        GroundingExample("Replies can take longer than usual.", _NONE),
        GroundingExample("No orders could be placed.", _NONE),
    ),
)

__all__ = ["CLAIM"]
