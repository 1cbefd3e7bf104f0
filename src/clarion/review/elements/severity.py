"""How bad it is, by the team's own scale: SEV1, P2, severity high, priority 1, major incident."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.rule import Example, Source

_SCALES = frozenset(f"{scale}{grade}" for scale in ("sev", "p", "prio") for grade in range(6))


def graded(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "SEV1", "P2": one word, written with a capital; a lower-case p1 is a variable."""
    for word in reading.where(_SCALES):
        if reading.lower[word].startswith("sev") or reading.capitalised(word):
            yield Spot(reading.starts[word], reading.ends[word])


_GRADES = frozenset(
    "critical high medium moderate low major minor highest urgent one two three four five i ii iii".split()
)


def labelled(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Severity: high", "Priority: 2", and "S2" as a label's value or as the very first word."""
    for word in reading.where(_LABELS):
        graded = word + 1 < len(reading.lower) and _is_grade(reading.lower[word + 1])
        if graded and ":" in reading.gap(word + 1):
            yield Spot(reading.starts[word], reading.ends[word + 1])
    if reading.lower[:1] and reading.lower[0] in _SHORT and reading.capitalised(0):
        yield Spot(reading.starts[0], reading.ends[0])


_LABELS = frozenset(["severity", "sev", "priority", "prio", "level"])
_SHORT = frozenset(["s0", "s1", "s2", "s3", "s4", "s5"])


def _is_grade(value: str) -> bool:
    return value in _GRADES or value in _SHORT or (value.isdigit() and len(value) == 1)


ELEMENT = ElementRule(
    asks="Name the severity: SEV1 to SEV4, or the scale your company uses.",
    why="The severity decides who gets out of bed and how often leadership hears; without it every reader guesses.",
    sources=(
        Source(
            "PagerDuty Incident Response: Severity levels",
            "https://response.pagerduty.com/before/severity_levels/",
        ),
        Source(
            "Atlassian: Understanding incident severity levels",
            "https://www.atlassian.com/incident-management/kpis/severity-levels",
        ),
    ),
    detectors=(
        Scan(graded, _SCALES),
        Scan(labelled, _LABELS | _SHORT),
        Phrases(
            """
            sev|severity|prio|priority level|grade|class? 0|1|2|3|4|5|one|two|three|four|i|ii|iii
            severity|priority level? is|of|now|remains|set? to|as|at? critical|high|medium|moderate|low|major|minor|highest|urgent|0|1|2|3|4|5
            severity|priority level? critical|high|medium|moderate|low|major|minor|highest|urgent
            critical|high|medium|moderate|low|major|minor|highest severity
            level|category|grade 1|2|3|4|5|one|two|three incident|outage|event|disruption
            major incident
            <be>|as|a|of critical|high|top priority incident|outage
            critical|minor|significant incident ~declare
            ~declare .. critical|major|minor|significant incident
            incident level|class|category 0|1|2|3|4|5|one|two|three
            """,
        ),
    ),
    present=(
        Example("SEV2 declared for checkout.", Audience.ENGINEERING, Kind.ALERT, "SEV2"),
        Example("Sev-1: no logins since 09:10 UTC.", Audience.ENGINEERING, Kind.ALERT, "Sev-1"),
        Example("This is a P1.", Audience.ENGINEERING, Kind.ALERT, "P1"),
        Example("Severity: high. Payments are declined.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example("We declared a major incident at 10:00 UTC.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
    ),
    absent=(
        Example("Several customers cannot pay.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example(
            "It is our highest priority to restore the shop.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY
        ),
        Example("High latency on two nodes.", Audience.ENGINEERING, Kind.ALERT),
        Example("A severe storm cut the line.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example("Set p1 to 40 before you restart the job.", Audience.ENGINEERING, Kind.ALERT),
    ),
)
