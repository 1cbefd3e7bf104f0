"""Who does an action item: a named person, role or team."""

from collections.abc import Iterator

from clarion.review.causes import PROCESS_NOUNS
from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.classes import DETERMINERS, GROUPS, MODALS, PREPOSITIONS, ROLES
from clarion.review.reading.patterns import pattern
from clarion.review.reading.proper_names import NameSort, ProperName
from clarion.review.reading.repairs import LEMMAS
from clarion.review.rule import Example, Source

_VERBS = MODALS | {"has", "have", "is", "are", "to"}
_AFTER_NAME = pattern(r"\s?[:(–—]|\s-\s|,\s")
_NOT_OWNERS = frozenset(
    "customer customers user users client clients people everybody everyone everyone nobody vendor".split()
)
_NO_VERB = frozenset(
    "alerts alarms tests checks rules procedures fuses certificates accounts drills flags".split()
)


def owned(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A name before a verb, a colon or a bracket; after "by" or "owner"; or a role or team that acts."""
    for name in reading.proper_names:
        if _acts(reading, name) or _is_given_to(reading, name):
            yield Spot(reading.starts[name.first], reading.ends[name.last])
    yield from _opening_with_a_name(reading)
    for word in range(len(reading.lower) - 1):
        if (
            reading.lower[word] in _LABELS
            and ":" in reading.gap(word + 1)
            and reading.lower[word + 1] not in _OPEN
        ):
            yield Spot(reading.starts[word + 1], reading.ends[word + 1])
        lower = reading.lower[word]
        if (
            (lower in ROLES or lower in GROUPS)
            and lower not in _NOT_OWNERS
            and _follows_subject(reading, word)
        ):
            yield Spot(reading.starts[word], reading.ends[word])


def _opening_with_a_name(reading: Reading) -> Iterator[Spot]:
    """ "Tarik: limit each filter": an unknown name, a colon, and what is to be done in small letters."""
    lower = reading.lower
    if len(lower) < 4 or not reading.capitalised(0) or lower[0] in PROCESS_NOUNS | _HEADINGS:
        return
    last = 1 if reading.capitalised(1) and ":" not in reading.gap(1) else 0
    if (
        ":" in reading.gap(last + 1)
        and not reading.capitalised(last + 1)
        and lower[last + 1] in LEMMAS | _TO_DO
    ):
        yield Spot(reading.starts[0], reading.ends[last])


_HEADINGS = frozenset(
    "action actions todo task tasks goal step steps follow note due priority fix item next outcome done what".split()
)
_TO_DO = frozenset(
    "add introduce write document enforce require link show alert page move limit ask agree make automate define".split()
)


def _opening_name(reading: Reading) -> Iterator[Spot]:
    """ "Olu shortens the TTL": an unknown first word, a third person, an object; "Monitoring covers the" is a thing."""
    if len(reading.lower) < 4 or not reading.capitalised(0):
        return
    first, verb, following = reading.lower[:3]
    known = (
        first in PROCESS_NOUNS
        or first in DETERMINERS
        or first in PREPOSITIONS
        or first.endswith(("ing", "s", "ion", "ment"))
    )
    if not known and verb.endswith("s") and following in DETERMINERS:
        yield Spot(reading.starts[0], reading.ends[0])


_LABELS = frozenset("owner owners assignee assigned responsible lead dri who".split())
_OPEN = frozenset("tbd open none nobody unassigned unknown everyone all".split())


def _acts(reading: Reading, name: ProperName) -> bool:
    after = name.last + 1
    tail = reading.words.gaps[after]
    if name.sort is NameSort.PLACE:
        return False
    if _AFTER_NAME.match(tail + " ") and name.sort is not NameSort.THING:
        return True
    if (
        name.sort is NameSort.THING
        and name.first == name.last
        and name.first > 0
        and _in_sentence(reading, name)
    ):
        return False
    if _AFTER_NAME.match(tail + " ") and tail.strip() in {":", "("} and name.last > name.first:
        return True
    return _follows_subject(reading, name.last)


def _in_sentence(reading: Reading, name: ProperName) -> bool:
    """One unknown capitalised word inside a sentence is a product more often than a person."""
    sentence = reading.sentence_at(reading.starts[name.first])
    return sentence is None or "," not in reading.gap(name.first)


def _follows_subject(reading: Reading, last: int) -> bool:
    """A verb follows: a modal, or a third person that is not a plural noun."""
    after = last + 1
    if reading.lower[after : after + 1] == ["of"] and reading.lower[last] in ROLES:
        after += 2
    if after >= len(reading.lower) or reading.gap(after) not in {" ", "'s "}:
        return False
    following = reading.lower[after]
    return following in _VERBS or (
        following.endswith("s") and not following.endswith("ss") and following not in _NO_VERB
    )


_POINTERS = frozenset("(@—–→")
"""Before a name these hand the item to it: "Add an alert (Karol)", "@lena"."""


def _is_given_to(reading: Reading, name: ProperName) -> bool:
    before = reading.lower[max(name.first - 2, 0) : name.first]
    if name.sort in {NameSort.PERSON, NameSort.TEAM} and not _POINTERS.isdisjoint(reading.gap(name.first)):
        return True
    return bool({"owner", "assignee", "assigned", "responsible", "owned", "lead"} & set(before)) or (
        before[-1:] == ["by"] and name.sort in {NameSort.PERSON, NameSort.TEAM}
    )


ELEMENT = ElementRule(
    asks="Name who does it: a person, a role or a team.",
    why="An action item without a name belongs to everybody, and so to nobody.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(Scan(owned),),
    exempt=frozenset(),
    present=(
        Example("Tarik: limit each filter to 2 GB, due 12 June.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Karol adds an alert at 75% of the disk.", Audience.POSTMORTEM, Kind.ACTION_ITEM, "Karol"),
        Example(
            "Data Platform will put a gate in front of the import.", Audience.POSTMORTEM, Kind.ACTION_ITEM
        ),
        Example(
            "Beatriz Nunes: alarm texts are sent again until confirmed.",
            Audience.POSTMORTEM,
            Kind.ACTION_ITEM,
        ),
        Example("Owner: Payments. Add a check for empty files.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("The quality board simplifies the procedure.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
    absent=(
        Example("Add an alert at 75% of the disk.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("The import rejects empty files.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("We should look into the alarms.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Restore drills include increments.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("By 1 December, staging holds a masked copy.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
)
