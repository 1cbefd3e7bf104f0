"""Counts of those who are hit: the number, its noun, and whether the noun names people or what stands for them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clarion.review.grounding.likeness import stem
from clarion.review.grounding.roles import TROUBLE
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import AUXILIARIES, DETERMINERS, PREPOSITIONS, RELATIVES
from clarion.review.reading.grammar import breaks_before, is_number
from clarion.review.reading.numbers import Bound, Number, Sort
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.record import Record

PEOPLE = frozenset(
    """
    customer customers user users client clients people person persons member members subscriber subscribers account accounts
    merchant merchants seller sellers buyer buyers shopper shoppers guest guests traveller travellers traveler travelers passenger
    passengers rider riders driver drivers patient patients student students pupil pupils teacher teachers parent parents family
    families household households citizen citizens resident residents tenant tenants viewer viewers listener listeners reader readers
    player players gamer gamers visitor visitors caller callers employee employees worker workers colleague colleagues agent agents
    broker brokers dealer dealers partner partners retailer retailers sender senders recipient recipients participant participants
    attendee attendees consumer consumers policyholder policyholders cardholder cardholders learner learners applicant applicants
    borrower borrowers investor investors trader traders advertiser advertisers creator creators developer developers researcher
    researchers nurse nurses doctor doctors physician physicians pharmacist pharmacists candidate candidates voter voters fan fans
    commuter commuters courier couriers farmer farmers landlord landlords host hosts donor donors volunteer volunteers professional
    professionals operator operators administrator administrators admin admins engineer engineers speaker speakers staff individual
    individuals buyers holder holders owner owners creditor debtors taxpayer taxpayers motorist motorists cyclist cyclists
    shipper shippers grower growers lawyer lawyers accountant accountants hotelier hoteliers publisher publishers author authors editor editors
    """.split()
)
"""Nouns for the people who are counted as users."""
STANDING_FOR_PEOPLE = frozenset(
    """
    school schools shop shops store stores branch branches practice practices clinic clinics hospital hospitals pharmacy pharmacies
    company companies business businesses firm firms agency agencies office offices restaurant restaurants hotel hotels workspace
    workspaces organisation organisations organization organizations institution institutions university universities college
    colleges library libraries bank banks tenant tenants team teams project projects customer-accounts site sites location locations
    warehouse warehouses depot depots station stations terminal terminals flight flights train trains bus buses vehicle vehicles car
    cars scooter scooters home homes building buildings apartment apartments device devices phone phones meter meters charger
    chargers machine machines order orders booking bookings reservation reservations parcel parcels shipment shipments payment
    payments transaction transactions invoice invoices bill bills prescription prescriptions appointment appointments subscription
    subscriptions ticket tickets session sessions call calls message messages repository repositories tenant-accounts club clubs
    municipality municipalities council councils authority authorities ward wards farm farms plant plants venue venues theatre
    theatres theater theaters cinema cinemas museum museums kitchen kitchens garage garages salon salons gym gyms studio studios
    supermarket supermarkets outlet outlets kiosk kiosks vendor vendors supplier suppliers carrier carriers charity charities
    lab labs laboratory laboratories surgery surgeries dentist dentists vet vets contract contracts policy policies claim claims
    delivery deliveries line lines number numbers address addresses endpoint endpoints installation installations
    instance instances facility facilities airport airports airline airlines ship ships ferry ferries
    """.split()
)
"""Nouns of what a record may count instead of people. They are compared, but never called unsupported."""
_VAGUE: dict[str, tuple[float, float]] = {
    "handful": (2, 12), "tens": (20, 150), "dozens": (20, 150), "scores": (30, 150), "hundreds": (150, 2_500), "thousands": (1_500, 60_000), "millions": (1_500_000, 9e8),
}  # fmt: skip
_SCALED = {"tens": 10, "dozens": 12, "hundreds": 100, "scores": 20}
_SINGLE = frozenset(["single", "only", "sole", "lone"])
_NOT_HIT = frozenset(
    """
    contact call write ask our other remaining unaffected total employ employs serve serves capacity world-wide
    """.split()
)
_REACH = 5
COUNTING_WORDS = QUANTITY_WORDS | _SINGLE | _VAGUE.keys()
"""One of these, or a digit, stands in every count."""


class Counted(NamedTuple):
    """text[start:end] with its noun: between `low` and `high` of them."""

    start: int
    end: int
    low: float
    high: float
    bound: Bound
    people: bool


def counted(reading: Reading, record: Record) -> Iterator[Counted]:
    """Yield the counts of people, or of what stands for people, that a text says are hit."""
    cause = _stems_of(record.cause.text or "")
    for number in reading.numbers:
        if (
            number.sort is Sort.COUNT
            and number.low > 0
            and not told_of_the_cause(number, record)
            and (found := _with_noun(reading, number, cause))
        ):
            yield found
    yield from _vague(reading)
    yield from _one(reading)


@lru_cache(maxsize=64)
def _stems_of(cause: str) -> frozenset[str]:
    return frozenset(stem(word) for word in cause.lower().split())


def _one(reading: Reading) -> Iterator[Counted]:
    """ "A single customer", "the only school that"."""
    if _SINGLE.isdisjoint(reading.vocabulary):
        return
    for word, text in enumerate(reading.lower[:-1]):
        if (
            text in {"single", "sole", "lone"}
            and reading.lower[word + 1] in PEOPLE
            and reading.lower[max(word - 1, 0)] in {"a", "one"}
        ):
            yield Counted(reading.starts[word], reading.ends[word + 1], 1, 1, Bound.EXACT, people=True)


def told_of_the_cause(number: Number, record: Record) -> bool:
    """Tell whether the recorded cause or workaround holds the same figure: "when the disk reached 90 %"."""
    return f"{number.low:g}" in _figures_of(record.cause.text or "", record.workaround or "")


@lru_cache(maxsize=64)
def _figures_of(*texts: str) -> frozenset[str]:
    return frozenset(
        word
        for text in texts
        for word in text.replace("%", " ").replace(",", "").split()
        if word[0].isdigit()
    )


def _with_noun(reading: Reading, number: Number, cause: frozenset[str]) -> Counted | None:
    sentence = reading.sentence_at(number.start)
    first = reading.word_at(number.start)
    if sentence is None or not _of_those_hit(reading, sentence, first, number.next_word):
        return None
    head = _head(reading, sentence, number.next_word)
    if head is None:
        return _without_known_noun(reading, sentence, number, cause)
    noun = reading.lower[head]
    if noun not in PEOPLE and (noun not in STANDING_FOR_PEOPLE or stem(noun) in cause):
        return None
    start = (
        reading.starts[first - 1]
        if first > sentence.first and reading.lower[first - 1] in _SINGLE
        else number.start
    )
    return Counted(start, reading.ends[head], number.low, number.high, number.bound, noun in PEOPLE)


_HIT = frozenset("affected impacted concerned hit touched".split())
_TECHNICAL = frozenset(
    """
    servers nodes disks drives requests errors minutes hours days seconds regions countries cities services products features versions
    updates reports attempts times percent euros dollars pounds queries jobs databases instances pods containers clusters zones
    datacenters datacentres routers switches cables certificates records rows files emails tables fields months weeks years points
    engineers people
    """.split()
)


_COUNTS_UP = frozenset("is was at to affected impacted hit total customers users number about around".split())


def _without_known_noun(
    reading: Reading, sentence: Sentence, number: Number, cause: frozenset[str]
) -> Counted | None:
    """ "1,130 were affected", "affected 40 chapels", "for 40 chapels": only what is said to be hit, and is nothing technical."""
    lower, word = reading.lower, number.next_word
    first = reading.word_at(number.start)
    leading = lower[max(first - 7, sentence.first) : first]
    if (
        not PEOPLE.isdisjoint(leading)
        and not (_HIT | {"number", "total"}).isdisjoint(leading)
        and leading[-1] in _COUNTS_UP
    ):
        return Counted(number.start, number.end, number.low, number.high, number.bound, people=True)
    if word < sentence.last and lower[word] in AUXILIARIES and not _HIT.isdisjoint(lower[word : word + 4]):
        return Counted(number.start, number.end, number.low, number.high, number.bound, people=True)
    noun = lower[word] if word < sentence.last else ""
    if not noun.endswith("s") or noun in _TECHNICAL or not noun.isalpha():
        return None
    if stem(noun) in cause and number.low < _A_MULTITUDE:
        return None
    follows, leads = lower[word + 1 : word + 4], lower[max(first - 3, sentence.first) : first]
    if (
        _HIT.isdisjoint(follows)
        and _HIT.isdisjoint(leads)
        and not _suffer(reading, sentence, number, first, word)
    ):
        return None
    return Counted(number.start, reading.ends[word], number.low, number.high, number.bound, people=False)


_A_MULTITUDE = 1000
"""So many are no part that failed, though the cause names one of them."""
_MANY = 10
"""Smaller counts of things nobody knows are more often parts than those who are hit."""
_SUFFERING = frozenset(["are", "were", "have", "had", "cannot", "can't", "could", "couldn't", "got", "lost"])


def _suffer(reading: Reading, sentence: Sentence, number: Number, first: int, noun: int) -> bool:
    """ "580 tractors in Alberta are off the map", "went dark for 31,000 sets": things in great number, in bad news."""
    if number.low < _MANY:
        return False
    leading = reading.lower[max(first - 2, sentence.first) : first]
    if not {"for", "on"}.isdisjoint(leading):
        return not (TROUBLE | {"dark"}).isdisjoint(reading.lower[sentence.first : first])
    following = reading.lower[noun + 1 : min(noun + 8, sentence.last)]
    verb = next((place for place, text in enumerate(following) if text in _SUFFERING), None)
    opens = first == sentence.first or breaks_before(reading, first) or leading[-1:] in (["some"], ["about"])
    return opens and verb is not None and not (TROUBLE | {"off"}).isdisjoint(following[verb:])


def _head(reading: Reading, sentence: Sentence, word: int) -> int | None:
    """Return the noun of people in the words after a number: "1,100 of our retail customers in ..."."""
    if word < sentence.last and reading.lower[word] == "of":
        word += 1
        if reading.lower[word - 2] in {"one", "1"} or (
            word < sentence.last and is_number(reading.lower[word])
        ):
            return None
        if word < sentence.last and reading.lower[word] in {"the", "these", "those"}:
            return None  # "one of the nine branches": a part, not a count of those hit
    found = None
    for place in range(word, min(word + _REACH, sentence.last)):
        text = reading.lower[place].removesuffix("'s")
        if place > word and breaks_before(reading, place):
            break
        if text in AUXILIARIES or text in RELATIVES or (text in PREPOSITIONS and place > word):
            break
        if text in DETERMINERS and place > word + 1:
            break
        if text in {"or", "and"} and found is not None:
            break
        if text in PEOPLE or text in STANDING_FOR_PEOPLE:
            found = place
    return found


def _of_those_hit(reading: Reading, sentence: Sentence, first: int, after: int) -> bool:
    """Not "our 40 agents answer calls", "the other 300 shops", "out of 5,000 customers", "a team of 12 engineers"."""
    before = reading.lower[max(first - 3, sentence.first) : first]
    if before[-1:] == ["of"] and not {"total", "some", "all", "impact"} & set(before[:-1]):
        return before[-2:-1] in (["majority"], ["number"])
    if not _NOT_HIT.isdisjoint(before[-2:]) or before[-1:] in (["these"], ["those"]):
        return False  # "from these two airports": named before, not counted
    following = reading.lower[after : min(after + 5, sentence.last)]
    return not {"unaffected", "helping", "answering", "investigating"} & set(
        following
    ) and "not" not in _verb_of_harm(reading, sentence, after)


def _verb_of_harm(reading: Reading, sentence: Sentence, after: int) -> list[str]:
    """ "300 shops were not affected": the words up to "affected"."""
    window = reading.lower[after : min(after + 8, sentence.last)]
    for place, word in enumerate(window):
        if word in {"affected", "impacted", "hit", "touched", "concerned"}:
            return window[max(place - 2, 0) : place]
    return []


def _vague(reading: Reading) -> Iterator[Counted]:
    """ "Hundreds of users", "tens of thousands of riders": a range of plausible counts."""
    for word in reading.where(_VAGUE.keys()):
        text = reading.lower[word]
        bounds = _VAGUE[text]
        sentence = reading.sentence_at(reading.starts[word])
        if sentence is None or (
            word and reading.lower[word - 1] == "of" and reading.lower[word - 2] in _SCALED
        ):
            continue
        last, (low, high) = word, bounds
        if reading.lower[word + 1 : word + 2] == ["of"] and (
            scaled := _VAGUE.get(reading.lower[word + 2] if word + 2 < len(reading.lower) else "")
        ):
            factor = _SCALED.get(text, 1)
            last, low, high = word + 2, 0.8 * factor * scaled[0] / 1.5, 12 * factor * scaled[0] / 1.5
        if reading.lower[last + 1 : last + 2] != ["of"] and text not in {
            "thousands",
            "hundreds",
            "dozens",
            "millions",
        }:
            continue
        head = _head(reading, sentence, last + 1)
        if head is not None and reading.lower[head] in PEOPLE:
            yield Counted(reading.starts[word], reading.ends[head], low, high, Bound.EXACT, people=True)
