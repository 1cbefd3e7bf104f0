"""The share of users or requests that a text names, against the record's percent affected."""

from collections.abc import Iterator

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.counts import PEOPLE, STANDING_FOR_PEOPLE, told_of_the_cause
from clarion.review.grounding.roles import TROUBLE
from clarion.review.grounding.withdrawn import stated
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import BE, COORDINATORS, DO, HAVE, MODALS, PREPOSITIONS
from clarion.review.reading.grammar import breaks_before
from clarion.review.reading.numbers import Bound, Number, Sort
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.reading.things import OBJECTS
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
    yield from _all_of_them(reading, record)


def _all_of_them(reading: Reading, record: Record) -> Iterator[Spot]:
    """ "All customers are affected", "nobody can log in", while the record names a part."""
    if record.percent_affected is None or record.percent_affected >= _AS_GOOD_AS_ALL:
        return
    for word in reading.where(_WHOLE):
        sentence = reading.sentence_at(reading.starts[word])
        last = _last_of_everyone(reading, sentence, word) if sentence else None
        if sentence and last is not None and _told_to_suffer(reading, sentence, word, last):
            yield Spot(reading.starts[word], reading.ends[last], recorded=f"{record.percent_affected:g}%")


def _last_of_everyone(reading: Reading, sentence: Sentence, word: int) -> int | None:
    """Return the last word of "everyone", "all (of) our customers", "every retail customer"; not "all affected customers"."""
    if reading.lower[word] in {"everyone", "everybody"}:
        return word
    for place in range(word + 1, min(word + 5, sentence.last)):
        text = reading.lower[place]
        if text in _WHO:
            return place
        if text in _A_PART or (text in PREPOSITIONS and text != "of") or text in BE:
            return None
    return None


def _told_to_suffer(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """The whole is the subject and its verb tells trouble: "all customers who ..." and "for all customers" are parts or asides."""
    lower = reading.lower
    opens = first == sentence.first or breaks_before(reading, first) or lower[first - 1] in COORDINATORS
    following = lower[last + 1 : min(last + 6, sentence.last)]
    if not opens or following[:1] == [] or breaks_before(reading, last + 1):
        return False
    if following[0] not in BE | HAVE | MODALS | DO | {"lost", "lose", "see", "saw", "got", "get"}:
        return False
    return not TROUBLE.isdisjoint(following) and {"again", "longer", "now"}.isdisjoint(following)


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
_WHOLE = frozenset(["all", "every", "everyone", "everybody"])
_WHO = (PEOPLE | STANDING_FOR_PEOPLE) - OBJECTS
_AS_GOOD_AS_ALL = 85
_A_PART = frozenset(
    "affected impacted concerned other remaining these those such second third fourth fifth sixth tenth twentieth".split()
)
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
    start = max(first - 3, sentence.first if sentence else 0)
    around = set(reading.lower[number.next_word : stop]) | set(reading.lower[start:first])
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
    detectors=(stated(shares, QUANTITY_WORDS | _WHOLE, figures=True),),
    faulty=(
        GroundingExample("All clinics are offline.", Record(percent_affected=15), "All clinics"),
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
        GroundingExample(
            "Nine in every hundred calls fail.", Record(percent_affected=30), "Nine in every hundred"
        ),
        GroundingExample(
            "All of our tenants are affected.", Record(percent_affected=20), "All of our tenants"
        ),
        GroundingExample("We are sorry. Everyone lost access.", Record(percent_affected=12), "Everyone"),
    ),
    agreeing=(
        GroundingExample("All payments are delayed by a minute.", Record(percent_affected=15)),
        GroundingExample("About a quarter of sign-ins fail.", Record(percent_affected=24)),
        GroundingExample("One in three users is affected.", Record(percent_affected=33)),
        GroundingExample("41% of payments fail.", Record(percent_affected=40)),
        GroundingExample("The queue is back to 70% of its normal length.", Record(percent_affected=40)),
        GroundingExample("It lasted three quarters of an hour.", Record(percent_affected=10)),
        GroundingExample("Just under 30% of uploads fail.", Record(percent_affected=29)),
        GroundingExample("Three in a thousand calls fail.", Record(percent_affected=0.3)),
        GroundingExample("One in twenty-five tenants is affected.", Record(percent_affected=4)),
        GroundingExample("All affected tenants have been told.", Record(percent_affected=20)),
        GroundingExample("All customers can log in again.", Record(percent_affected=20)),
        GroundingExample("Not all customers are affected.", Record(percent_affected=20)),
        GroundingExample("We mean to reach all customers that are affected.", Record(percent_affected=20)),
    ),
)

__all__ = ["CLAIM"]
