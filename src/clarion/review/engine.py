"""The review itself: read once, find the phrases of everything in one pass, then ask rules, elements and claims in turn.

Pure: no clock, no network, no settings; the same input gives the same review.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from clarion.review import registry
from clarion.review.claim import ClaimRule
from clarion.review.detectors import Detector, Phrases, Scan, Situation, Spot, exempt_for
from clarion.review.element import ElementRule
from clarion.review.elements import ELEMENTS, REQUIRED
from clarion.review.finding import Allowed, Claim, Element, Finding, Review, Severity, Verdict
from clarion.review.lexicon import EMPTY, Lexicon
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Anchors, Match
from clarion.review.reading import Reading, Region, read
from clarion.review.record import Record
from clarion.review.rule import Rule
from clarion.review.secrets import mask

type _Matches = dict[Detector, list[Match]]
type _Secrets = list[tuple[int, int]]
_NO_MATCHES: list[Match] = []


class _Asked[Wanted](NamedTuple):
    """One rule, element or claim, with what does not change from text to text."""

    name: str
    wanted: Wanted
    severity: Severity
    """Of a rule's findings; elements and claims have none."""
    exempt: frozenset[Region]
    always: tuple[Scan, ...]
    """The scans that look at every text."""


class _Plan(NamedTuple):
    """What is asked of a text for one audience and kind."""

    rules: tuple[_Asked[Rule], ...]
    elements: tuple[_Asked[ElementRule], ...]
    claims: tuple[_Asked[ClaimRule], ...]
    anchors: Anchors[Detector]
    woken: dict[str, list[Scan]]
    """Word -> the scans that look at a text because it holds that word."""
    woken_by_figures: _Matches
    """The scans that look at a text because it holds a digit."""
    always: _Matches
    """The scans that look at every text, each without matches."""
    owners: dict[Detector, int]
    """The id of the rule, element or claim that a detector belongs to."""


class _Awake(NamedTuple):
    """What has something to look at in a text."""

    matches: _Matches
    """The detectors: phrases with their matches, scans without."""
    stirred: set[int]
    """The ids of the rules, elements and claims of which a phrase was found or a scan woken."""


def review(
    text: str,
    *,
    audience: Audience | str,
    kind: Kind | str,
    record: Record | None = None,
    lexicon: Lexicon | None = None,
) -> Review:
    """Review a text for an audience. `record` switches the claims on; `lexicon` tells the workspace's own names.

    Raises ValueError for an audience or kind that does not exist. Never raises on account of the text.
    """
    situation = Situation(Audience(audience), Kind(kind), record, lexicon or EMPTY)
    plan = _plan(situation.audience, situation.kind, with_record=record is not None)
    reading = read(text, situation.lexicon)
    awake = _awake(plan, reading)
    secrets: _Secrets = []
    findings = _findings(plan, reading, situation, awake, secrets)
    allowed: tuple[Allowed, ...] = ()
    if "clarion:" in text:
        from clarion.review import suppression

        asked = frozenset(rule.name for rule in plan.rules)
        findings, allowed = suppression.settle(reading, findings, asked=asked, secrets=secrets)
    situation = Situation(situation.audience, situation.kind, record, situation.lexicon, findings)
    return Review(
        findings,
        tuple(_elements(plan, reading, situation, awake, secrets)),
        tuple(_claims(plan, reading, situation, awake, secrets)),
        allowed,
    )


# -- what is asked


@cache
def _plan(audience: Audience, kind: Kind, *, with_record: bool) -> _Plan:
    """Built once for each audience and kind."""
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
    anchors = Anchors[Detector]((d, source) for d in owners if isinstance(d, Phrases) for source in d.sources)
    scans = [detector for detector in owners if isinstance(detector, Scan)]
    woken: dict[str, list[Scan]] = {}
    for scan in scans:
        for word in scan.words or ():
            woken.setdefault(word, []).append(scan)
    woken_by_figures: _Matches = {scan: _NO_MATCHES for scan in scans if scan.figures}
    always: _Matches = {scan: _NO_MATCHES for scan in scans if scan.words is None}
    return _Plan(rules, elements, claims, anchors, woken, woken_by_figures, always, owners)


def _asked[Wanted: (Rule, ElementRule, ClaimRule)](
    name: str, wanted: Wanted, exempt: frozenset[Region], severity: Severity = Severity.HINT
) -> _Asked[Wanted]:
    always = tuple(d for d in wanted.detectors if isinstance(d, Scan) and d.words is None)
    return _Asked(name, wanted, severity, exempt, always)


# -- what was found


def _awake(plan: _Plan, reading: Reading) -> _Awake:
    matches = plan.anchors.search(reading)
    for word in reading.vocabulary & plan.woken.keys():
        matches.update(dict.fromkeys(plan.woken[word], _NO_MATCHES))
    if reading.figures:
        matches |= plan.woken_by_figures
    stirred = {plan.owners[detector] for detector in matches}
    return _Awake(matches | plan.always, stirred)


def _spots(
    asked: _Asked[Rule] | _Asked[ElementRule] | _Asked[ClaimRule],
    reading: Reading,
    situation: Situation,
    awake: _Awake,
) -> Iterator[Spot]:
    """Yield what the detectors find, one after the other, that lies in the text, holds something and is not exempt."""
    for detector in _looking(asked, awake):
        if isinstance(detector, Scan):
            spots = detector.look(reading, situation)
        else:
            spots = detector.spots(awake.matches[detector], situation)
        for spot in spots:
            if 0 <= spot.start < spot.end and not reading.lies_in(asked.exempt, spot.start, spot.end):
                yield spot


def _looking(
    asked: _Asked[Rule] | _Asked[ElementRule] | _Asked[ClaimRule], awake: _Awake
) -> Sequence[Detector]:
    """Return the detectors that have something to look at, as they are written."""
    if id(asked.wanted) in awake.stirred:
        return [detector for detector in asked.wanted.detectors if detector in awake.matches]
    return asked.always


def _findings(
    plan: _Plan, reading: Reading, situation: Situation, awake: _Awake, secrets: _Secrets
) -> tuple[Finding, ...]:
    """Return all findings by place. Quotes are cut at the end, when it is known what is secret."""
    found: list[tuple[Spot, _Asked[Rule]]] = []
    for asked in plan.rules:
        if not asked.always and id(asked.wanted) not in awake.stirred:
            continue
        spots = list(_spots(asked, reading, situation, awake))
        if len(spots) > 1 and not asked.wanted.overlaps:
            spots = _longest(spots)
        secrets += [spot.secret for spot in spots if spot.secret]
        found += [(spot, asked) for spot in spots]
    found.sort(key=lambda each: (each[0].start, each[0].end, each[1].name))
    return tuple(
        Finding(
            asked.name,
            spot.start,
            spot.end,
            mask(reading.text, spot.start, spot.end, secrets),
            spot.severity or asked.severity,
            spot.message or asked.wanted.reason,
            spot.suggestion,
            spot.safe,
            dismissible=spot.secret is None,
        )
        for spot, asked in found
    )


def _longest(spots: list[Spot]) -> list[Spot]:
    """Keep one spot of those that overlap: a secret first, then the more severe, the longer, the earlier."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, spot.start - spot.end)):
        if kept and spot.start < kept[-1].end:
            kept[-1] = max(kept[-1], spot, key=_importance)
        else:
            kept.append(spot)
    return kept


def _importance(spot: Spot) -> tuple[bool, int, int]:
    rank = -1 if spot.severity is Severity.HINT else 0
    return spot.secret is not None, rank, spot.end - spot.start


def _elements(
    plan: _Plan, reading: Reading, situation: Situation, awake: _Awake, secrets: _Secrets
) -> Iterator[Element]:
    for asked in plan.elements:
        proof = next(_spots(asked, reading, situation, awake), None)
        if proof is None:
            yield _missing(asked.name)
        else:
            quote = mask(reading.text, proof.start, proof.end, secrets)
            yield Element(asked.name, True, proof.start, proof.end, quote, proof.zone_missing)


@cache
def _missing(name: str) -> Element:
    return Element(name, present=False)


def _claims(
    plan: _Plan, reading: Reading, situation: Situation, awake: _Awake, secrets: _Secrets
) -> list[Claim]:
    claims = []
    for asked in plan.claims:
        for spot in _spots(asked, reading, situation, awake):
            quote = mask(reading.text, spot.start, spot.end, secrets)
            verdict = spot.verdict or Verdict.CONTRADICTED
            claims.append(Claim(asked.name, spot.start, spot.end, quote, verdict, spot.recorded))
    return sorted(claims, key=lambda claim: (claim.start, claim.end, claim.field))
