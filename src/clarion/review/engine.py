"""The review itself: read once, find the phrases of everything in one pass, then ask rules, elements and claims in turn.

Pure: no clock, no network, no settings; the same input gives the same review.
"""

from collections.abc import Iterable, Iterator
from functools import cache

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

type _Matches = dict[Phrases, list[Match]]
type _Secrets = list[tuple[int, int]]


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
    reading = read(text, situation.lexicon)
    matches = _anchors(situation.audience, situation.kind, with_record=record is not None).search(reading)
    secrets: _Secrets = []
    findings = _findings(reading, situation, matches, secrets)
    allowed: tuple[Allowed, ...] = ()
    if "clarion:" in text:
        from clarion.review import suppression

        asked = frozenset(name for name, _, _ in _rules(situation.audience, situation.kind))
        findings, allowed = suppression.settle(reading, findings, asked=asked, secrets=secrets)
    situation = Situation(situation.audience, situation.kind, record, situation.lexicon, findings)
    return Review(
        findings,
        tuple(_elements(reading, situation, matches, secrets)),
        tuple(_claims(reading, situation, matches, secrets)) if record else (),
        allowed,
    )


# -- which phrases to look for


@cache
def _anchors(audience: Audience, kind: Kind, *, with_record: bool) -> Anchors[Phrases]:
    """The phrases of all that is asked of such a text, by anchor. Built once for each audience and kind."""
    asked: list[Rule | ElementRule | ClaimRule] = [rule for _, rule, _ in _rules(audience, kind)]
    asked += [element for _, element in _required(kind)]
    if with_record:
        asked += registry.claims().values()
    return Anchors(
        (detector, source)
        for one in asked
        for detector in one.detectors
        if isinstance(detector, Phrases)
        for source in detector.sources
    )


@cache
def _rules(audience: Audience, kind: Kind) -> tuple[tuple[str, Rule, Severity], ...]:
    towards = ((name, rule, rule.severity.towards(audience, kind)) for name, rule in registry.rules().items())
    return tuple((name, rule, severity) for name, rule, severity in towards if severity is not None)


@cache
def _required(kind: Kind) -> tuple[tuple[str, ElementRule], ...]:
    return tuple((name, registry.element(name)) for name in REQUIRED[kind] if name in ELEMENTS)


# -- what was found


def _spots(
    detector: Detector, reading: Reading, situation: Situation, matches: _Matches, exempt: frozenset[Region]
) -> Iterator[Spot]:
    """Yield the spots of one detector that lie in the text, hold something and are not exempt."""
    spots: Iterable[Spot]
    if isinstance(detector, Scan):
        spots = detector.look(reading, situation)
    elif detector in matches:
        spots = detector.spots(matches[detector], situation)
    else:
        return
    for spot in spots:
        if 0 <= spot.start < spot.end and exempt.isdisjoint(reading.regions(spot.start, spot.end)):
            yield spot


def _findings(
    reading: Reading, situation: Situation, matches: _Matches, secrets: _Secrets
) -> tuple[Finding, ...]:
    """Return all findings by place. Quotes are cut at the end, when it is known what is secret."""
    found: list[tuple[Spot, str, Rule, Severity]] = []
    for name, rule, severity in _rules(situation.audience, situation.kind):
        exempt = exempt_for(rule.exempt, situation.audience)
        asked = [d for d in rule.detectors if d in matches or isinstance(d, Scan)]
        if not asked:
            continue
        spots = [s for d in asked for s in _spots(d, reading, situation, matches, exempt)]
        if len(spots) > 1 and not rule.overlaps:
            spots = _longest(spots)
        secrets += [spot.secret for spot in spots if spot.secret]
        found += [(spot, name, rule, severity) for spot in spots]
    found.sort(key=lambda each: (each[0].start, each[0].end, each[1]))
    return tuple(
        Finding(
            name,
            spot.start,
            spot.end,
            mask(reading.text, spot.start, spot.end, secrets),
            spot.severity or severity,
            spot.message or rule.reason,
            spot.suggestion,
            spot.safe,
            dismissible=spot.secret is None,
        )
        for spot, name, rule, severity in found
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
    reading: Reading, situation: Situation, matches: _Matches, secrets: _Secrets
) -> Iterator[Element]:
    for name, element in _required(situation.kind):
        asked = [d for d in element.detectors if isinstance(d, Scan) or d in matches]
        proof = next(
            (s for d in asked for s in _spots(d, reading, situation, matches, element.exempt)),
            None,
        )
        if proof is None:
            yield Element(name, present=False)
        else:
            quote = mask(reading.text, proof.start, proof.end, secrets)
            yield Element(name, True, proof.start, proof.end, quote, proof.zone_missing)


def _claims(reading: Reading, situation: Situation, matches: _Matches, secrets: _Secrets) -> list[Claim]:
    claims = []
    for name, rule in registry.claims().items():
        exempt = exempt_for(rule.exempt, situation.audience)
        for detector in rule.detectors:
            if not isinstance(detector, Scan) and detector not in matches:
                continue
            for spot in _spots(detector, reading, situation, matches, exempt):
                quote = mask(reading.text, spot.start, spot.end, secrets)
                verdict = spot.verdict or Verdict.CONTRADICTED
                claims.append(Claim(name, spot.start, spot.end, quote, verdict, spot.recorded))
    return sorted(claims, key=lambda claim: (claim.start, claim.end, claim.field))
