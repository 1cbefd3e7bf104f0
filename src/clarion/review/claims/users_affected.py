"""How many people or customers a text says are hit, against users affected."""

from collections.abc import Iterator

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.counts import COUNTING_WORDS, Counted, counted
from clarion.review.grounding.withdrawn import stated, stated_only
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.numbers import Bound
from clarion.review.record import Cause, Record


def heads(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Counts of those whom the record counts: people, customers, and what stands for them (schools, shops, flights)."""
    record = situation.record
    if record is None:
        return
    found = list(counted(reading, record))
    settled = record.users_affected is not None and any(
        _agrees(each, record.users_affected) for each in found
    )
    for each in found:
        if record.users_affected is None:
            if each.people:
                yield Spot(each.start, each.end, verdict=Verdict.UNSUPPORTED)
        elif not _agrees(each, record.users_affected) and (each.people or not settled):
            yield Spot(each.start, each.end, recorded=f"{record.users_affected:,}")


def nobody(match: Match, situation: Situation) -> Spot | None:
    """ "No customer was affected", while the record counts some."""
    record = situation.record
    if record is None or not (record.users_affected or record.percent_affected):
        return None
    if not {"other", "further", "longer", "more", "additional"}.isdisjoint(
        match.reading.lower[match.first : match.last + 1]
    ):
        return None
    recorded = f"{record.users_affected:,}" if record.users_affected else f"{record.percent_affected:g}%"
    return Spot(match.start, match.end, recorded=recorded)


def _agrees(told: Counted, recorded: int) -> bool:
    """Within a tenth of the recorded count; small counts must be exact; bounds are taken at their word."""
    room = 0.1 * recorded if recorded >= 10 else 0.4
    if told.bound is Bound.OVER:
        return told.low <= recorded + room and recorded <= 1.6 * told.low + room
    if told.bound is Bound.UNDER:
        return told.high >= recorded - room and recorded >= told.high / 1.6 - room
    if told.bound is Bound.ROUGH:
        room = max(0.15 * recorded, 0.9 if recorded > 2 else 0.4)
    return told.low - room <= recorded <= told.high + room


_FEW = Record(users_affected=22)
_MANY = Record(users_affected=17_000)

CLAIM = ClaimRule(
    checks="Counts of customers, users and what stands for them, against users affected; within about a tenth they agree.",
    detectors=(
        stated(heads, COUNTING_WORDS, figures=True),
        Phrases(
            """
            no|none|zero of? our|the? customer|customers|user|users|client|clients|people|person|patients|passengers|accounts was|were|is|are|has|have been? affected|impacted|hit|concerned
            nobody|none|noone was|is|were|are|has|have been? affected|impacted|hit|concerned
            """,
            stated_only(nobody),
        ),
    ),
    faulty=(
        GroundingExample("22,000 business customers got late readings.", _FEW, "22,000 business customers"),
        GroundingExample("It hit two dozen thousand riders.", Record(users_affected=2_000), "riders"),
        GroundingExample("About 1,700 riders were affected.", _MANY, "1,700 riders"),
        GroundingExample("Hundreds of riders could not start.", _MANY, "Hundreds of riders"),
        GroundingExample("Uploads fail for half a dozen schools.", _FEW, "half a dozen schools"),
        GroundingExample(
            "3,400 merchants see an empty list.", Record(users_affected=None), "3,400 merchants"
        ),
        GroundingExample("More than 40k accounts are locked.", _MANY, "40k accounts"),
        GroundingExample("No customers were affected.", _FEW, "No customers were affected"),
        GroundingExample("It affected 220 chapels.", _FEW, "220 chapels"),
        GroundingExample("A single customer was affected.", _FEW, "single customer"),
        GroundingExample(
            "Between two and three hundred riders were affected.", _FEW, "two and three hundred riders"
        ),
        GroundingExample("Ninety harvesters near the river are off the map.", _FEW, "Ninety harvesters"),
        GroundingExample("The screen stayed blank for 170 displays.", _MANY, "170 displays"),
    ),
    agreeing=(
        GroundingExample("Some 17k riders were affected.", _MANY),
        GroundingExample("Thousands of riders were affected.", _MANY),
        GroundingExample("Twenty-two schools could not print.", _FEW),
        GroundingExample("Just over 20 practices were hit.", _FEW),
        GroundingExample("Up to 25 shops see it.", _FEW),
        GroundingExample("Two of five servers restarted; 22 shops were offline.", _FEW),
        GroundingExample("Five storage nodes ran full.", Record(users_affected=380)),
        GroundingExample("No other customers were affected.", _FEW),
        GroundingExample("Contact our 3 offices if you need help.", _FEW),
        GroundingExample("Between sixteen and eighteen thousand riders were affected.", _MANY),
        GroundingExample("Two in a thousand riders were affected.", _FEW),
        GroundingExample("Riders in Ulm and Gotha are affected; these two cities use one gateway.", _FEW),
        GroundingExample("We have put 40 pumps to work.", _FEW),
        GroundingExample(
            "One of nine ledgers ran out of memory.",
            Record(users_affected=40, cause=Cause(True, "one of nine ledgers ran full")),
        ),
    ),
)

__all__ = ["CLAIM"]
