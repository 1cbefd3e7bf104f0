"""What is asked of a text for its audience and kind, and which of it has something to look at in one text."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from clarion.review import registry
from clarion.review.claim import ClaimRule
from clarion.review.detectors import Detector, Phrases, Scan, Situation, Spot, exempt_for
from clarion.review.element import ElementRule
from clarion.review.elements import ELEMENTS, REQUIRED
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Anchors, Match
from clarion.review.reading import Reading, Region
from clarion.review.rule import Rule
from clarion.review.weighing.second_look import Bars, bars

type _Matches = dict[Detector, list[Match]]
_NO_MATCHES: list[Match] = []


class Asked[Wanted](NamedTuple):
    """One rule, element or claim, with what does not change from text to text."""

    name: str
    wanted: Wanted
    severity: Severity
    """Of a rule's findings; elements and claims have none."""
    exempt: frozenset[Region]
    always: tuple[Scan, ...]
    """The scans that look at every text."""
    key: int
    """What the plan and the awake know it by."""


class Plan(NamedTuple):
    """What is asked of a text for one audience and kind."""

    rules: tuple[Asked[Rule], ...]
    elements: tuple[Asked[ElementRule], ...]
    claims: tuple[Asked[ClaimRule], ...]
    anchors: Anchors[Detector]
    woken: dict[str, list[Scan]]
    """Word -> the scans that look at a text because it holds that word."""
    woken_by_figures: _Matches
    """The scans that look at a text because it holds a digit."""
    always: _Matches
    """The scans that look at every text, each without matches."""
    owners: dict[Detector, int]
    """The key of the rule, element or claim that a detector belongs to."""
    bars: Bars
    """What it takes for the second look to believe a rule, or to doubt it."""


class Awake(NamedTuple):
    """What has something to look at in a text."""

    matches: _Matches
    """The detectors: phrases with their matches, scans without."""
    stirred: set[int]
    """The keys of the rules, elements and claims of which a phrase was found or a scan woken."""


@cache
def plan_for(audience: Audience, kind: Kind, *, with_record: bool) -> Plan:
    """Return what is asked of such a text. Built once for each audience and kind."""
    rules = tuple(
        _asked(name, rule, exempt_for(rule.exempt, audience), severity)
        for name, rule in registry.rules().items()
        if (severity := rule.severity.towards(audience, kind)) is not None
    )
    elements = tuple(
        _asked(name, element, element.exempt)
        for name in REQUIRED[kind]
        if name in ELEMENTS and (element := registry.element(name))
    )
    claims = tuple(
        _asked(name, claim, exempt_for(claim.exempt, audience))
        for name, claim in (registry.claims().items() if with_record else ())
    )
    wanted: list[Rule | ElementRule | ClaimRule] = [asked.wanted for asked in rules]
    wanted += [asked.wanted for asked in elements]
    wanted += [asked.wanted for asked in claims]
    owners = {detector: id(one) for one in wanted for detector in one.detectors}
    scans = [detector for detector in owners if isinstance(detector, Scan)]
    woken: dict[str, list[Scan]] = {}
    for scan in scans:
        for word in scan.words or ():
            woken.setdefault(word, []).append(scan)
    return Plan(
        rules,
        elements,
        claims,
        Anchors[Detector]((d, source) for d in owners if isinstance(d, Phrases) for source in d.sources),
        woken,
        woken_by_figures={scan: _NO_MATCHES for scan in scans if scan.figures},
        always={scan: _NO_MATCHES for scan in scans if scan.words is None},
        owners=owners,
        bars=bars(audience, ((asked.name, asked.severity, asked.exempt) for asked in rules)),
    )


def _asked[Wanted: (Rule, ElementRule, ClaimRule)](
    name: str, wanted: Wanted, exempt: frozenset[Region], severity: Severity = Severity.HINT
) -> Asked[Wanted]:
    always = tuple(d for d in wanted.detectors if isinstance(d, Scan) and d.words is None)
    return Asked(name, wanted, severity, exempt, always, id(wanted))


def awake_in(plan: Plan, reading: Reading) -> Awake:
    """Find the phrases of everything in one pass, and wake the scans that a word or digit of the text calls."""
    matches = plan.anchors.search(reading)
    for word in reading.vocabulary & plan.woken.keys():
        matches.update(dict.fromkeys(plan.woken[word], _NO_MATCHES))
    if reading.figures:
        matches |= plan.woken_by_figures
    stirred = {plan.owners[detector] for detector in matches}
    return Awake(matches | plan.always, stirred)


def spots_of(
    asked: Asked[Rule] | Asked[ElementRule] | Asked[ClaimRule],
    reading: Reading,
    situation: Situation,
    awake: Awake,
) -> Iterator[Spot]:
    """Yield what the detectors find, one after the other, that lies in the text, holds something and is not exempt."""
    matches = awake.matches
    for detector in asked.wanted.detectors if asked.key in awake.stirred else asked.always:
        found = matches.get(detector)
        if found is None:
            continue
        if isinstance(detector, Scan):
            spots = detector.look(reading, situation)
        else:
            spots = detector.spots(found, situation)
        for spot in spots:
            if 0 <= spot.start < spot.end and not reading.lies_in(asked.exempt, spot.start, spot.end):
                yield spot


def asleep(asked: Asked[Rule] | Asked[ElementRule] | Asked[ClaimRule], awake: Awake) -> bool:
    """Tell whether nothing of it has anything to look at."""
    return not asked.always and asked.key not in awake.stirred
