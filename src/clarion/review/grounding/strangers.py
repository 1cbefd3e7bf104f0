"""Names that look like products and are said to be hit, though the record does not list them."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from clarion.review.grounding.names import Mention, mentions
from clarion.review.grounding.roles import TROUBLE
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import BE, GROUPS, HAVE, ROLES
from clarion.review.reading.geography import lineage
from clarion.review.reading.grammar import is_name
from clarion.review.reading.times import MONTHS, RELATIVE_DAYS, WEEKDAYS
from clarion.review.reading.zones import OFFSETS
from clarion.review.record import Record

_NO_PRODUCT = frozenset(
    """
    team support status page care centre center desk office department service group customers users engineers incident update
    commander lead ltd gmbh inc corp severity resolved investigating identified monitoring next sorry thank dear please cause impact
    scope release version sev
    """.split()
)
_JOINS = (["and"], ["or"], ["as", "well", "as"], ["along", "with"], ["together", "with"], ["plus"])
_VERBS = (
    BE
    | HAVE
    | {
        "fails",
        "failed",
        "fail",
        "cannot",
        "can't",
        "could",
        "does",
        "did",
        "do",
        "stopped",
        "shows",
        "showed",
        "returns",
        "returned",
        "loads",
        "lost",
        "timed",
        "went",
        "keeps",
        "remains",
    }
)
_AS_WELL = frozenset(["well", "too", "also"])


def strangers(reading: Reading, own: list[Mention], record: Record) -> Iterator[Mention]:
    """Yield the names of other services than `own` (the mentions of the record's services) that are said to be hit."""
    ours = {word for mention in own for word in range(mention.first, mention.last + 1)}
    known, brands = _words_of(record.services)
    if not ours and not any(second == first + 1 for first, second in pairwise(reading.capitals)):
        return  # one word is told apart by the services beside it only
    apart = ours | _words_of_regions(reading, record)
    for opening, last in _runs(reading, apart):
        first = _after_opening(reading, opening, last)
        if first == last and not ours:
            continue
        sentence = reading.sentence_at(reading.starts[first])
        if sentence is None or not _may_be_a_product(reading, sentence, first, last):
            continue
        words = reading.lower[first : last + 1]
        if (
            (_of_the_brand(words, brands, known) and not _is_the_company(reading, sentence))
            or _listed_with(reading, first, last, ours)
            or (
                last > first
                and not known.issuperset(words)
                and _subject_of_trouble(reading, sentence, first, last)
            )
        ):
            yield Mention(first, last, " ".join(words))


def _words_of_regions(reading: Reading, record: Record) -> set[int]:
    regions = mentions(reading, [(region, region) for region in record.regions])
    return {word for mention in regions for word in range(mention.first, mention.last + 1)}


def _after_opening(reading: Reading, first: int, last: int) -> int:
    """ "Our Wish List": the name begins after the word that opens the sentence."""
    while first < last and reading.lower[first] in _OPENINGS and reading.gap(first + 1) == " ":
        first += 1
    return first


@lru_cache(maxsize=64)
def _words_of(services: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of the services' names, and the words with which longer names begin."""
    known = [word for service in services for word in service.lower().replace("-", " ").split()]
    brands = [service.split()[0].lower() for service in services if len(service.split()) > 1]
    return frozenset(known), frozenset(brands)


def _is_the_company(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether the sentence is an apology or thanks: then the name is that of who writes."""
    return not _COURTESY.isdisjoint(reading.lower[sentence.first : sentence.last])


_COURTESY = frozenset(
    "sorry apologise apologises apologize apologizes apologies regret regrets thank thanks".split()
)


def _runs(reading: Reading, ours: set[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words other than `ours`, that are no day, month or zone."""
    first = last = -1
    lower, cased = reading.lower, reading.words.cased
    for word in reading.capitals:
        if (
            word in ours
            or lower[word] in _OF_THE_CALENDAR
            or cased[word] in OFFSETS
            or _is_a_level(lower[word])
        ):
            continue
        if last >= 0 and word == last + 1 and reading.gap(word) in {" ", "-"}:
            last = word
            continue
        if first >= 0:
            yield first, last
        first = last = word
    if first >= 0:
        yield first, last


def _is_a_level(text: str) -> bool:
    """SEV2, P1: the severity."""
    return text[-1].isdigit() and text[:-1] in {"sev", "p"}


_OF_THE_CALENDAR = frozenset({*MONTHS, *WEEKDAYS, *RELATIVE_DAYS})


def _may_be_a_product(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    if first == last == sentence.first or reading.lower[first] in _GREETINGS:
        return False
    words = reading.lower[first : last + 1]
    if words[-1] in _NO_PRODUCT or words[0] in _OPENINGS:
        return False
    if (
        words[-1] in GROUPS
        or words[-1] in ROLES
        or is_name(reading, first)
        or lineage(" ".join(words))
        or lineage(words[0])
    ):
        return False
    return not any(text.endswith("'s") for text in words)


_GREETINGS = frozenset(["dear", "hello", "hi", "hey", "good"])
_OPENINGS = frozenset("we i our the a an no this in on at since from".split())


def _listed_with(reading: Reading, first: int, last: int, ours: set[int]) -> bool:
    """ "Lab Results and (the) X", "X and Lab Results", "A, X and B": listed with a service of the record."""
    start = first - (reading.lower[first - 1] == "the" if first else 0)
    for join in _JOINS:
        size = len(join)
        if (
            reading.lower[max(start - size, 0) : start] == join
            and start - size - 1 in ours
            and _joined(reading, start - size, start)
        ):
            return True
    following = reading.lower[last + 1 : last + 2]
    if following in (["and"], ["or"]) and (
        last + 2 in ours or (reading.lower[last + 2 : last + 3] == ["the"] and last + 3 in ours)
    ):
        return _joined(reading, last + 1, last + 2)
    if last + 1 in ours and reading.gap(last + 1) == ", " and _list_goes_on(reading, last + 1, ours):
        return True  # "our X, Lab Results and Chat"
    comma = first and reading.gap(first) == ", " and first - 1 in ours
    return bool(comma) and (
        reading.lower[last + 1 : last + 2] == ["and"] or reading.gap(last + 1).startswith(",")
    )


def _list_goes_on(reading: Reading, word: int, ours: set[int]) -> bool:
    """Tell whether another of `ours` follows the one at `word`, after a comma, "and" or "or"."""
    while word in ours and reading.gap(word + 1) in {" ", "-"}:
        word += 1
    joint = (
        word
        if reading.lower[word] in {"and", "or"}
        else word + 1
        if reading.gap(word + 1).startswith(",")
        else None
    )
    if joint is None or joint + 1 >= len(reading.lower):
        return False
    following = joint + (reading.lower[joint] in {"and", "or"})
    return following in ours or (reading.lower[following] == "the" and following + 1 in ours)


def _joined(reading: Reading, first: int, last: int) -> bool:
    return all(reading.gap(word) in {" ", ", "} for word in range(first, last + 1))


def _of_the_brand(words: list[str], brands: frozenset[str], known: frozenset[str]) -> bool:
    """ "HealthNear Chat" beside "HealthNear Visits"."""
    return len(words) > 1 and words[0] in brands and not known.issuperset(words)


def _subject_of_trouble(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """ "Order History is read-only", "Route Planner had gaps as well": at the head of a clause, before its verb."""
    opens = (
        first == sentence.first
        or reading.gap(first)[:1] in {",", ";", ":"}
        or reading.lower[first - 1] in {"and", "but", "the", "both"}
    )
    following = reading.lower[last + 1 : min(last + 9, sentence.last)]
    if not opens or not following or following[0] not in _VERBS | {"also"} or reading.gap(last + 1) != " ":
        return False
    return not (TROUBLE | _AS_WELL | {"read"}).isdisjoint(following)
