"""How one can tell that an action item is done: a number, a threshold, a coverage, a test. A bare deliverable is none."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.numbers import Sort
from clarion.review.reading.quantities import QUANTITY_WORDS
from clarion.review.rule import Example, Source

_LABELS = frozenset(
    """
    door host sprint version release cabinet card hall type rack node port pier line step phase level tier stage item ticket
    chapter section part table figure week quarter plan server pump tank gate room floor building release build basin of
    """.split()
)


def quantified(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A count, share or length that is no label ("cabinet 7") and no date."""
    for number in reading.numbers:
        word = reading.word_at(number.start)
        before = reading.lower[word - 1] if word else ""
        year = (
            number.sort is Sort.COUNT
            and 1990 <= number.low <= 2100
            and before in {"of", "in", "since", "from"}
        )
        one = number.low == 1 and reading.lower[word] == "one"
        if (
            not year
            and not one
            and (before not in _LABELS or number.sort is Sort.SHARE or (before == "of" and not year))
        ):
            yield Spot(number.start, number.end)
    for duration in reading.durations:
        if duration.high < 60 * 24 * 400 and not reading.lower[reading.word_at(duration.start)].startswith(
            "within"
        ):
            yield Spot(duration.start, duration.end)


ELEMENT = ElementRule(
    asks="Say how one can tell that it is done: a number, a threshold, a coverage, or the test that must pass.",
    why="Without a measure an item is closed when people are tired of it.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian: Incident postmortems",
            "https://www.atlassian.com/incident-management/handbook/postmortems",
        ),
    ),
    detectors=(
        Scan(quantified, QUANTITY_WORDS, figures=True),
        Phrases(
            """
            must|shall|should|will show|return|report|pass|fail|find no|zero|none
            shows|show|returns|reports|finds no|zero|none
            covered by .. test|tests|check|alert
            all ..2 <be> covered
            test|tests|drill|check|query|comparison|audit passes|pass|succeeds|succeed|proves|confirms|shows
            verified|proven|proved|shown|measured|confirmed by|in|with a|an|the
            without a|any trip|error|errors|failure|alarm|loss
            none with|without|left|remains|remain
            no|zero <be>? left|remaining|remain|open
            """
        ),
    ),
    exempt=frozenset(),
    present=(
        Example("Add an alert at 75% of the disk.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Failover takes under 60 seconds.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Delete the 14,000 test accounts.", Audience.POSTMORTEM, Kind.ACTION_ITEM, "14,000"),
        Example("The daily comparison must show no difference.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Each field is covered by a test.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
    absent=(
        Example("Rewrite the label on cabinet door 3.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Until 15 March the runbook is to be rewritten.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Throw away the cable plan of 2016.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("The import rejects empty files.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Communicate better.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
    ),
)
