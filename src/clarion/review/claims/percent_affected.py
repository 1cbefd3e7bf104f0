"""The share of users or requests that a text names, against the record's percent affected."""

from collections.abc import Iterator

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.counts import told_of_the_cause
from clarion.review.grounding.withdrawn import stated
from clarion.review.reading import Reading
from clarion.review.reading.numbers import Bound, Number, Sort
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.record import Record

_OTHER_MEASURES = frozenset(
    """
    capacity cpu memory disk storage discount vat tax interest price prices credit credits traffic progress complete completed restored
    redelivered replayed backlog load utilisation utilization faster slower certain
    threshold limit confident bandwidth quorum compensation voucher margin
    recovered rollout uptime availability sla refund of-normal usual normal baseline battery quota
    """.split()
)


def shares(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Shares of people or of what they do. Of three and more, one of which agrees, the others are parts and peaks. A share of capacity, traffic or money is not about who is affected."""
    record = situation.record
    if record is None:
        return
    told = [
        each
        for each in reading.numbers[:_MOST]
        if each.sort is Sort.SHARE and not _measures_something_else(reading, each)
    ]
    if (
        record.percent_affected is None
        or len(told) < 3
        or not any(_agrees(each, record.percent_affected) for each in told)
    ):
        for number in told:
            spot = _compared(reading, number, record.percent_affected)
            if spot and not told_of_the_cause(number, record):
                yield spot
    yield from _every_second(reading, record)


def _every_second(reading: Reading, record: Record) -> Iterator[Spot]:
    """ "Every second ticket", "every third customer"."""
    for word in reading.where(_EVERY):
        if word + 2 >= len(reading.lower):
            return
        ordinal = _ORDINALS.get(reading.lower[word + 1])
        if ordinal is None or reading.lower[word + 2] in _OF_TIME:
            continue
        spot = _compared(
            reading,
            Number(reading.starts[word], reading.ends[word + 2], 100 / ordinal, 100 / ordinal, Sort.SHARE),
            record.percent_affected,
        )
        if spot:
            yield spot


_MOST = 400
"""More numbers than this are a table, not an account."""
_EVERY = frozenset(["every"])
_ORDINALS = {
    "second": 2,
    "other": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "tenth": 10,
    "twentieth": 20,
}
_OF_TIME = frozenset(
    "minute hour day week month second seconds of in to region time country is and or was monday tuesday wednesday thursday friday".split()
)


def _measures_something_else(reading: Reading, number: Number) -> bool:
    """Look at the noun that follows ("of the capacity") and at what is said to be back ("80% are restored")."""
    sentence = reading.sentence_at(number.start)
    stop = min(number.next_word + 5, sentence.last if sentence else number.next_word)
    first = reading.word_at(number.start)
    around = set(reading.lower[number.next_word : stop]) | set(reading.lower[max(first - 3, 0) : first])
    return not _OTHER_MEASURES.isdisjoint(around)


def _compared(reading: Reading, number: Number, recorded: float | None) -> Spot | None:
    start, end = number.start, number.end
    if recorded is None:
        return Spot(start, end, verdict=Verdict.UNSUPPORTED)
    if _agrees(number, recorded):
        return None
    return Spot(start, end, verdict=Verdict.CONTRADICTED, recorded=f"{recorded:g}%")


def _agrees(number: Number, recorded: float) -> bool:
    """Within a tenth of the recorded value (half a point for small shares); bounds are taken at their word."""
    room = max(0.1 * recorded, 0.5)
    if number.bound is Bound.OVER:
        return number.low <= recorded + room / 2 and recorded <= 1.5 * number.low + room
    if number.bound is Bound.UNDER:
        return number.high >= recorded - room / 2 and recorded >= number.high / 1.5 - room
    if number.bound is Bound.ROUGH:
        room = max(0.15 * recorded, 1)
    return number.low - room <= recorded <= number.high + room


CLAIM = ClaimRule(
    checks="A share of users, customers or requests, against percent affected. Within about a tenth it agrees; fractions in words count.",
    detectors=(stated(shares, QUANTITY_WORDS | _EVERY, figures=True),),
    faulty=(
        GroundingExample("45% of sign-ins fail.", Record(percent_affected=12), "45%"),
        GroundingExample(
            "Two thirds of our customers see an empty list.", Record(percent_affected=31), "Two thirds"
        ),
        GroundingExample(
            "One in ten calls is dropped.", Record(percent_affected=None, users_affected=900), "One in ten"
        ),
        GroundingExample(
            "More than 60 percent of requests time out.", Record(percent_affected=25), "60 percent"
        ),
    ),
    agreeing=(
        GroundingExample("About a quarter of sign-ins fail.", Record(percent_affected=24)),
        GroundingExample("One in three users is affected.", Record(percent_affected=33)),
        GroundingExample("41% of payments fail.", Record(percent_affected=40)),
        GroundingExample("The queue is back to 70% of its normal length.", Record(percent_affected=40)),
        GroundingExample("It lasted three quarters of an hour.", Record(percent_affected=10)),
        GroundingExample("Just under 30% of uploads fail.", Record(percent_affected=29)),
    ),
)

__all__ = ["CLAIM"]
