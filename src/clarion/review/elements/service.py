"""Which product or feature is meant, by a name the reader knows. "Our platform", "the site" name none."""

from collections.abc import Iterator
from functools import lru_cache

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.lexicon import Lexicon
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.classes import AUXILIARIES, COORDINATORS, DETERMINERS, PREPOSITIONS
from clarion.review.reading.grammar import breaks_before, is_adverb, is_number
from clarion.review.reading.proper_names import NameSort
from clarion.review.reading.things import FEATURES, GENERIC_MODIFIERS, PRODUCT_NOUNS
from clarion.review.rule import Example, Source

_NO_MODIFIERS = GENERIC_MODIFIERS | DETERMINERS | PREPOSITIONS | AUXILIARIES | COORDINATORS


@lru_cache(maxsize=64)
def _known(lexicon: Lexicon, recorded: tuple[str, ...]) -> tuple[str, ...]:
    """The names that the workspace or the record gives its services, lower case."""
    names = [name for service in lexicon.services for name in (service.name, *service.public)]
    return tuple(name.lower() for name in (*names, *recorded) if name.strip())


def registered(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """A name from the lexicon or the record."""
    names = _known(situation.lexicon, situation.record.services if situation.record else ())
    lowered = reading.text.lower() if names else ""
    for name in names:
        start = lowered.find(name)
        if start >= 0 and len(lowered) == len(reading.text):
            yield Spot(start, start + len(name))


def named(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A name by its shape that is no person, team or place."""
    for name in reading.proper_names:
        if name.sort is NameSort.THING:
            yield Spot(reading.starts[name.first], reading.ends[name.last])
        elif (
            name.sort is NameSort.TEAM
            and PRODUCT_NOUNS.intersection(reading.lower[name.last + 1 : name.last + 2])
            and _heads(reading, name.last + 1)
        ):
            yield Spot(reading.starts[name.first], reading.ends[name.last + 1])


_NOUNS_OF_FEATURES = PRODUCT_NOUNS | FEATURES


def featured(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A feature in lower case: one word that is enough ("checkout"), or a noun with a word that says which."""
    for word in reading.where(_NOUNS_OF_FEATURES):
        lower = reading.lower[word]
        if lower in PRODUCT_NOUNS and _heads(reading, word):
            yield Spot(reading.starts[word - 1], reading.ends[word])
        elif lower in FEATURES and not _in_passing(reading, word):
            yield Spot(reading.starts[word], reading.ends[word])


def _in_passing(reading: Reading, word: int) -> bool:
    """ "By e-mail", "in writing": a means of contact, not the service that is meant."""
    return word > 0 and reading.lower[word - 1] in {
        "by",
        "via",
        "per",
        "following",
        "no",
        "more",
        "further",
        "status",
    }


def _heads(reading: Reading, word: int) -> bool:
    """A product noun right after a word that tells which one."""
    if (
        word == 0
        or reading.gap(word) not in {" ", "-", "_"}
        or (reading.gap(word) == " " and breaks_before(reading, word))
    ):
        return False
    before = reading.lower[word - 1]
    return not (
        before in _NO_MODIFIERS
        or is_number(before)
        or is_adverb(before)
        or (
            before.endswith(("ing", "'s"))
            and before
            not in {
                "booking",
                "billing",
                "ticketing",
                "banking",
                "tracking",
                "reporting",
                "messaging",
                "sorting",
                "hosting",
            }
        )
        or len(before) < 3
    )


ELEMENT = ElementRule(
    asks="Name the product or feature as its users know it, for instance 'Checkout' or 'the booking calendar'.",
    why="A reader with ten products must see at once whether this is about theirs; 'our platform' makes all of them worry.",
    sources=(
        Source(
            "Atlassian Incident Management Handbook: Incident communication",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
        Source(
            "Statuspage: components", "https://support.atlassian.com/statuspage/docs/what-is-a-component/"
        ),
    ),
    detectors=(Scan(registered), Scan(named), Scan(featured, _NOUNS_OF_FEATURES)),
    present=(
        Example("RoomKeeper shows wrong prices.", quote="RoomKeeper"),
        Example("Sign-ins to Atlas fail.", quote="Atlas"),
        Example("The patient portal does not open.", quote="patient portal"),
        Example("Users cannot reach the booking calendar.", quote="booking calendar"),
        Example("docs.example.org is down.", quote="docs.example.org"),
        Example("Checkout is slow for buyers in Spain.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
        Example("Delays of webhooks continue.", quote="webhooks"),
    ),
    absent=(
        Example("Our platform is down. We are investigating."),
        Example("The site shows an error page to visitors from Canada."),
        Example("We continue to investigate this issue."),
        Example("If you see an empty page, please close the app."),
        Example(
            "Dear Ms Novak, we are sorry. Please write to Support on Monday.",
            Audience.CUSTOMER,
            Kind.CORRECTION,
        ),
        Example("Customers in Japan and New Zealand are affected."),
    ),
)
