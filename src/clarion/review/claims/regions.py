"""Where a text says that the trouble is, against the regions of the record."""

from collections.abc import Iterator
from functools import lru_cache

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.likeness import content
from clarion.review.grounding.names import mentions, services_named
from clarion.review.grounding.spared import excepted, runs_as_usual, spared, works_there
from clarion.review.grounding.withdrawn import stated
from clarion.review.grounding.workarounds import instructs
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.geography import WORLD, Place, lineage, places_of, related
from clarion.review.reading.patterns import pattern
from clarion.review.reading.times import MONTHS, WEEKDAYS
from clarion.review.record import Cause, Record

_ELSEWHERE = frozenset(
    """
    time supplier suppliers provider providers vendor vendors data datacentre datacenter datacenters office offices team teams
    engineers colleagues carrier bank authority authorities law government cable language version holiday public company operator
    server servers cluster node nodes
    """.split()
)
"""Nouns after a place that make it the place of somebody or something else."""
_MOST = 100
"""More places than this are a table, not an account."""
_LIMITS = frozenset(["only", "solely", "exclusively", "limited", "just", "alone", "restricted", "confined"])


def where(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Places of which the text says that they are hit, or spared."""
    record = situation.record
    if record is None:
        return
    places = _places(reading, record)
    if not places:
        return
    recorded = [_canonical(region) for region in record.regions]
    world_named = any(place.name == WORLD for place in places)
    for place in places[:_MOST]:
        if _belongs_to_the_incident(reading, place, record):
            spot = _judged(reading, place, recorded, world_named=world_named, places=places)
            if spot:
                yield spot._replace(recorded=", ".join(record.regions) or None)


def _canonical(region: str) -> str:
    """Return the place that a region means: what the gazetteer calls it, or where a cloud's region lies."""
    written = region.lower()
    if written in {"global", "worldwide", "world", "all regions", "all"}:
        return WORLD
    return next(iter(lineage(region)), None) or _of_a_cloud(written) or written


def _of_a_cloud(region: str) -> str | None:
    """ "eu-west-1", "us-central1", "northeurope": the part of the world, as readers there call themselves."""
    area = _CLOUD_REGION.fullmatch(region)
    return _CLOUD_AREAS[area["area"] or area["end"]] if area else None


_CLOUD_AREAS = {
    "eu": "europe", "europe": "europe", "us": "us", "ap": "apac", "asia": "asia", "sa": "south america", "southamerica": "south america",
    "ca": "canada", "af": "africa", "africa": "africa", "me": "middle east", "uk": "uk", "australia": "australia",
}  # fmt: skip
_SIDE = "(?:north|south|east|west|central){1,2}"
_CLOUD_REGION = pattern(
    rf"(?P<area>{'|'.join(_CLOUD_AREAS)})-?(?:gov-)?{_SIDE}-?\d?|{_SIDE}(?P<end>{'|'.join(_CLOUD_AREAS)})-?\d?"
)


@lru_cache(maxsize=64)
def _names_of(regions: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The regions as the record writes them, with the places that they mean."""
    return tuple((region, _canonical(region)) for region in regions)


def _places(reading: Reading, record: Record) -> list[Place]:
    """Known places, the record's own names, and unknown ones listed beside them; names of services are left out."""
    own = [Place(m.first, m.last, m.name) for m in mentions(reading, _names_of(record.regions))]
    known = [*places_of(reading), *_siblings(reading, record.regions)]
    if not (own or known):
        return []
    services = services_named(reading, record.services)
    taken = {word for service in services for word in range(service.first, service.last + 1)}
    taken |= {word for place in own for word in range(place.first, place.last + 1)}
    known = [place for place in known if taken.isdisjoint(range(place.first, place.last + 1))]
    found: list[Place] = sorted([*own, *known])
    return sorted([*found, *_listed_with(reading, found, taken)]) if found else found


def _siblings(reading: Reading, regions: tuple[str, ...]) -> Iterator[Place]:
    """ "Building D" and "Zone 4" beside the record's Building C and Zone 2: the same noun with another letter or number."""
    nouns = _numbered(regions)
    for word in reading.where(nouns):
        label = (
            reading.cased(word + 1) if word + 1 < len(reading.lower) and reading.gap(word + 1) == " " else ""
        )
        if len(label) <= _LONGEST_LABEL and (label.isdigit() or (len(label) == 1 and label.isupper())):
            yield Place(word, word + 1, f"{reading.lower[word]} {label.lower()}")


_LONGEST_LABEL = 3


@lru_cache(maxsize=64)
def _numbered(regions: tuple[str, ...]) -> frozenset[str]:
    """Return the nouns of regions that are told apart by a letter or a number."""
    pairs = [region.lower().split() for region in regions]
    return frozenset(
        words[0]
        for words in pairs
        if len(words) == _NOUN_AND_LABEL and (len(words[1]) == 1 or words[1].isdigit())
    )


_NOUN_AND_LABEL = 2


def _listed_with(reading: Reading, found: list[Place], taken: set[int]) -> Iterator[Place]:
    """ "In Leeds, Bradford and Hull": a capitalised word in a list of places is a place."""
    ends = {place.last for place in found}
    held = taken | {word for place in found for word in range(place.first, place.last + 1)}
    for last in sorted(ends):
        word = last + 1
        gap = reading.gap(word) if word < len(reading.lower) else ""
        joined = word < len(reading.lower) and reading.lower[word] in {"and", "or"} and gap in {" ", ", "}
        word += joined
        word += word < len(reading.lower) and reading.lower[word] in {"in", "the"}
        if word >= len(reading.lower) or word in held or not (joined or gap == ", "):
            continue
        if _looks_like_a_place(reading, word, after_comma=not joined):
            yield Place(word, word, reading.lower[word])


def _looks_like_a_place(reading: Reading, word: int, *, after_comma: bool) -> bool:
    if (
        not reading.capitalised(word)
        or reading.cased(word).isupper()
        or reading.lower[word] in MONTHS
        or reading.lower[word] in WEEKDAYS
    ):
        return False
    following = word + 1
    if following >= len(reading.lower):
        return True
    gap = reading.gap(following)
    if after_comma:
        return gap.startswith((",", ".", " and")) or reading.lower[following] in {"and", "or"}
    return gap != " " or (
        not reading.capitalised(following) and reading.lower[following] not in {"customers", "users"}
    )


def _belongs_to_the_incident(reading: Reading, place: Place, record: Record) -> bool:
    sentence = reading.sentence_at(reading.starts[place.first])
    if sentence is None:
        return False
    after = reading.lower[place.last + 1 : place.last + 3]
    if (
        reading.gap(place.last + 1) in {" ", "-"}
        and not _ELSEWHERE.isdisjoint(after[:2])
        and place.name != WORLD
    ):
        return False
    if place.name in _places_told(reading, sentence, record) or instructs(reading, sentence, place.first):
        return False
    if not record.regions and _names_a_clock(reading, place):
        return False
    before = reading.lower[max(place.first - 6, sentence.first) : place.first]
    return _OWNERS.isdisjoint(before)


def _names_a_clock(reading: Reading, place: Place) -> bool:
    """ "At 17:20 in Berlin": the place says by whose clock."""
    if place.first < _CLOCK_AND_IN or reading.lower[place.first - 1] != "in":
        return False
    end = reading.ends[place.first - 2]
    return any(end - 1 < time.end <= end + 1 for time in reading.times)


_CLOCK_AND_IN = 2
_OWNERS = frozenset(
    """
    team teams office offices provider providers supplier suppliers engineers colleagues hosted headquarters contact next facility
    supplier's provider's data datacentre datacenter cable specialists technicians experts based hotline
    """.split()
)
"""Nouns before "in Dublin" that make it their place, not that of the trouble."""


def _places_told(reading: Reading, sentence: Sentence, record: Record) -> set[str]:
    """Return the places of the recorded cause and workaround, where the sentence tells of these."""
    told: set[str] = set()
    for text in (record.cause.text, record.workaround):
        places = _places_in(text) if text else frozenset()
        if text and places:
            shared = content(reading.lower[sentence.first : sentence.last]) & content(text.lower().split())
            told |= places if len(shared) > 1 else set()
    return told


@lru_cache(maxsize=64)
def _places_in(text: str) -> frozenset[str]:
    """Return the places that a short text of the record names."""
    return frozenset(place.name for place in places_of(Reading(text)))


def _judged(
    reading: Reading, place: Place, recorded: list[str], *, world_named: bool, places: list[Place]
) -> Spot | None:
    sentence = reading.sentence_at(reading.starts[place.first])
    if sentence is None:
        return None
    start, end = reading.starts[place.first], reading.ends[place.last]
    if place.name == WORLD and not _is_about_the_world(reading, place):
        return None
    if works_there(reading, sentence, place.first):
        return None
    inside = WORLD in recorded or related(place.name, recorded) or (place.name == WORLD and WORLD in recorded)
    untouched = spared(reading, sentence, place.first, place.last) or runs_as_usual(
        reading, sentence, place.last
    )
    if untouched or excepted(reading, sentence, place.first):
        both = untouched and excepted(reading, sentence, place.first)
        return Spot(start, end) if place.name in recorded and not both else None
    if not recorded:
        return Spot(start, end, verdict=Verdict.UNSUPPORTED)
    if place.name == WORLD:
        return None if WORLD in recorded else Spot(start, end)
    if WORLD in recorded:
        return None if world_named else Spot(start, end)
    if not inside:
        return Spot(start, end)
    if _limited(reading, sentence, place) and _more_recorded(recorded, places):
        return Spot(start, end)
    return None


def _is_about_the_world(reading: Reading, place: Place) -> bool:
    """ "Global" before a name ("Global Payments") or "everywhere else" says nothing of the reach."""
    following = place.last + 1
    if following >= len(reading.lower) or reading.gap(following) != " ":
        return True
    return reading.lower[following] not in {"else", "other", "except"} and not (
        place.first == place.last
        and reading.lower[place.first] == "global"
        and reading.capitalised(following)
    )


def _limited(reading: Reading, sentence: Sentence, place: Place) -> bool:
    before = reading.lower[max(place.first - 3, sentence.first) : place.first]
    after = reading.lower[place.last + 1 : min(place.last + 2, sentence.last)]
    return not _LIMITS.isdisjoint(before) or not {"only", "alone", "exclusively"}.isdisjoint(after)


def _more_recorded(recorded: list[str], places: list[Place]) -> bool:
    named = [place.name for place in places]
    return any(not related(region, named) for region in recorded)


_UK = Record(status="identified", regions=("UK",))
_TWO = Record(status="identified", regions=("Spain", "Portugal"))
_ALL = Record(status="identified", regions=("Global",))

CLAIM = ClaimRule(
    checks="Countries, states, cities and their people, against the regions of the record; a place agrees with what holds it and what it holds.",
    detectors=(stated(where),),
    faulty=(
        GroundingExample(
            "Wing B and Wing F are dark.", Record(status="identified", regions=("Wing B",)), "Wing F"
        ),
        GroundingExample("Transfers are pending in France.", _UK, "France"),
        GroundingExample("Orders fail worldwide.", _UK, "worldwide"),
        GroundingExample("Orders fail in Spain, Portugal and Andorra.", _TWO, "Andorra"),
        GroundingExample("Only customers in Poland see the error.", _ALL, "Poland"),
        GroundingExample("Only Spain is affected.", _TWO, "Spain"),
        GroundingExample("Orders fail in Spain. Portugal was spared.", _TWO, "Portugal"),
        GroundingExample("Italian customers cannot log in.", _TWO, "Italian"),
        GroundingExample("Calls drop in Ohio.", Record(status="identified"), "Ohio"),
        GroundingExample("People in Asia cannot join meetings.", Record(regions=("eu-west-1",)), "Asia"),
        GroundingExample("Orders do not work in Italy.", _TWO, "Italy"),
        GroundingExample("The app works only in Italy.", _TWO, "Italy"),
        GroundingExample("Since 10:00 UTC calls drop in Ohio.", Record(status="identified"), "Ohio"),
    ),
    agreeing=(
        GroundingExample(
            "Wing B is dark; Wing F is not affected.", Record(status="identified", regions=("Wing B",))
        ),
        GroundingExample("Customers in Scotland cannot log in.", _UK),
        GroundingExample("British customers cannot log in since 3 PM London time.", _UK),
        GroundingExample("In Europe, orders fail.", _TWO),
        GroundingExample("Orders fail on the Iberian Peninsula. Italy is not affected.", _TWO),
        GroundingExample("Orders fail around the world, also in Germany.", _ALL),
        GroundingExample(
            "Our supplier's data centre in Ireland is offline, so UK orders fail.",
            Record(regions=("UK",), cause=Cause(True, "the site in Ireland lost power")),
        ),
        GroundingExample("Everywhere else, orders work.", _UK),
        GroundingExample(
            "Use the phone app; it works everywhere.",
            Record(regions=("Canada",), workaround="use the phone app"),
        ),
        GroundingExample(
            "You can pay by invoice, which is possible in all countries.",
            Record(regions=("Canada",), workaround="pay by invoice"),
        ),
        GroundingExample("People in Europe cannot join meetings.", Record(regions=("eu-west-1",))),
        GroundingExample("People in Japan cannot join meetings.", Record(regions=("ap-northeast-1",))),
        GroundingExample("Calls have dropped since 9:40 a.m. in Ohio.", Record(status="identified")),
        GroundingExample(
            "You can use the Tokyo region in the meantime.",
            Record(regions=("Osaka",), workaround="write to the Tokyo region"),
        ),
    ),
)

__all__ = ["CLAIM"]
