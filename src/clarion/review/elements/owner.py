"""Who does an action item: a named person, role or team."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.classes import GROUPS, MODALS, ROLES
from clarion.review.reading.patterns import pattern
from clarion.review.reading.proper_names import NameSort, ProperName
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
    for word in range(len(reading.lower) - 1):
        lower = reading.lower[word]
        if (
            (lower in ROLES or lower in GROUPS)
            and lower not in _NOT_OWNERS
            and _follows_subject(reading, word)
        ):
            yield Spot(reading.starts[word], reading.ends[word])


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
    if after >= len(reading.lower) or reading.gap(after) not in {" ", "'s "}:
        return False
    following = reading.lower[after]
    return following in _VERBS or (
        following.endswith("s") and not following.endswith("ss") and following not in _NO_VERB
    )


def _is_given_to(reading: Reading, name: ProperName) -> bool:
    before = reading.lower[max(name.first - 2, 0) : name.first]
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
