"""What a text tells the reader to do meanwhile, against the workaround of the record."""

from collections.abc import Iterator

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.likeness import content, likeness, opposed, other_means, switched_otherwise
from clarion.review.grounding.refusals import DENIALS, elsewhere, refusals
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
    written = (record.workaround or "").lower().replace("-", " ").split()
    recorded = content(written)
    for remedy in remedies(reading):
        words = reading.lower[remedy.first : remedy.last + 1]
        told = content(words)
        start, end = reading.starts[remedy.first], reading.ends[remedy.last]
        if not recorded:
            yield Spot(start, end, verdict=Verdict.UNSUPPORTED)
        elif (
            likeness(told, recorded) < _ALIKE
            or opposed(told, recorded)
            or other_means(told, recorded)
            or switched_otherwise(words, written)
        ):
            yield Spot(start, end, recorded=record.workaround)


def refused(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "Do not use the radio", "opening the app does not help", "nothing is sold at the counter": the recorded way, denied."""
    record = situation.record
    if record is None or record.workaround is None:
        return
    recorded = content(record.workaround.lower().replace("-", " ").split())
    services = content(" ".join(record.services).lower().replace("-", " ").split())
    for refusal in refusals(reading):
        told = content(reading.lower[refusal.first : refusal.last + 1])
        subject = content(reading.lower[refusal.first : refusal.verb])
        if refusal.forbids:
            denies = likeness(told, recorded) >= _MOSTLY and not (told & recorded) <= services
        else:
            denies = likeness(subject, recorded) >= _MOSTLY and not (subject & recorded) <= services
            denies = denies or bool((told & recorded & elsewhere()) - services)
        if denies:
            yield Spot(reading.starts[refusal.first], reading.ends[refusal.last], recorded=record.workaround)


_MOSTLY = 0.5


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
            no other|further|second way|ways|means|option|options
            no way|ways|means around|round|of
            nothing .. can do
            """,
            stated_only(denied),
        ),
        stated(advised, OPENINGS),
        stated(refused, DENIALS),
    ),
    faulty=(
        GroundingExample(
            "Spare keys have run out as well.",
            Record(workaround="Ask for a spare key"),
            "Spare keys have run out",
        ),
        GroundingExample(
            "Customers can upload the readings by hand.", _NONE, "Customers can upload the readings by hand"
        ),
        GroundingExample("Please order in the branch instead.", _CALL, "order in the branch"),
        GroundingExample("There is no workaround.", _CALL, "no workaround"),
        GroundingExample("If the list is empty, reinstall the app.", _CALL, "reinstall the app"),
        GroundingExample("Restarting the router helps.", _NONE, "Restarting the router"),
        GroundingExample("Riders could pay in cash on the bus.", _NONE, "Riders could pay in cash"),
        GroundingExample("Orders fail. Take the order on paper.", _NONE, "Take the order on paper"),
        GroundingExample("Rooms are handed over at the front desk.", _NONE, "handed over at the front desk"),
        GroundingExample("Uploads go through if the file is small.", _NONE, "if the file is small"),
        GroundingExample("Riders can read the fares on the poster.", _NONE, "read the fares on the poster"),
        GroundingExample("Please use the desk rather than placing orders by phone.", _CALL, "use the desk"),
        GroundingExample("Do not place orders by phone.", _CALL, "Do not place orders by phone"),
        GroundingExample("The phone does not work either.", _CALL, "phone does not work either"),
        GroundingExample("There is no other way to order.", _CALL, "no other way"),
        GroundingExample(
            "Leave the relay on for now.", Record(workaround="Switch the relay off"), "Leave the relay on"
        ),
    ),
    agreeing=(
        GroundingExample("In the meantime, orders can be placed by phone.", _CALL),
        GroundingExample("You can call us to place an order.", _CALL),
        GroundingExample("There is no workaround.", _NONE),
        GroundingExample("Please contact support if you need help.", _NONE),
        GroundingExample("Please accept our apologies.", _NONE),
        GroundingExample("Please send questions from customers to the press desk.", _CALL),
        GroundingExample("Keep this channel for the repair.", _CALL),
        GroundingExample("Please decide by 15:50 UTC whether the sale goes on.", _CALL),
        GroundingExample("Orders cannot be placed by e-mail.", _NONE),
        GroundingExample("Customers can log in again.", _NONE),
        GroundingExample(
            "The orders were late, but never lost.",
            Record(workaround="Missing orders can be entered by phone"),
        ),
        GroundingExample(
            "Money was never lost and cards were accepted.",
            Record(workaround="Pay by phone; no money is lost"),
        ),
        GroundingExample("Replies can take longer than usual.", _NONE),
        GroundingExample("No orders could be placed.", _NONE),
        GroundingExample("Print jobs in the queue are lost.", _NONE),
        GroundingExample("Order history does not load.", _CALL),
        GroundingExample("Play on older sets is interrupted.", _NONE),
        GroundingExample("Customers can see an error on the screen.", _NONE),
        GroundingExample("Orders are not taken in the app; call us to place orders.", _CALL),
        GroundingExample("Do not worry: no order is lost.", _CALL),
        GroundingExample("Meanwhile, orders are accepted over the phone.", _CALL),
    ),
)

__all__ = ["CLAIM"]
