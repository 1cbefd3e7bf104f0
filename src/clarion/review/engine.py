"""The review itself: read once, find the phrases of everything in one pass, then ask rules, elements and claims in turn.

Pure: no clock, no network, no settings; the same input gives the same review.
"""

from functools import cache

from clarion.review import registry
from clarion.review.detectors import Situation, Spot
from clarion.review.finding import Allowed, Claim, Element, Finding, Review, Severity, Verdict
from clarion.review.lexicon import EMPTY, Lexicon
from clarion.review.message import INTERNAL, POSTMORTEM_KINDS, Audience, Kind
from clarion.review.plan import Awake, Plan, asleep, awake_in, plan_for, spots_of
from clarion.review.reading import Reading, read
from clarion.review.reading.forbidden import FORBIDDING, forbidden
from clarion.review.record import Record
from clarion.review.secrets import mask
from clarion.review.weighing.second_look import Found, Weighed, at_elements, at_rules, weighed_sentences

type _Secrets = list[tuple[int, int]]
type Proofs = dict[str, Spot | None]
"""Where each element that is asked for is said; None where it is not."""


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
    plan = plan_for(situation.audience, situation.kind, with_record=record is not None)
    reading = read(text, situation.lexicon)
    awake = awake_in(plan, reading)
    weighed = weighed_sentences(reading)
    findings, secrets = findings_in(reading, plan, situation, awake, weighed)
    allowed: tuple[Allowed, ...] = ()
    if "clarion:" in text:
        from clarion.review import suppression

        asked = frozenset(rule.name for rule in plan.rules)
        findings, allowed = suppression.settle(reading, findings, asked=asked, secrets=secrets)
    situation = situation._replace(findings=findings)
    proofs = proofs_by_elements(reading, plan, situation, awake)
    proofs = _weighed_proofs(reading, situation, weighed, proofs)
    return Review(
        findings,
        tuple(_element(reading, name, proof, secrets) for name, proof in proofs.items()),
        tuple(_claims(reading, plan, situation, awake, secrets)),
        allowed,
    )


# -- rules


def findings_in(
    reading: Reading, plan: Plan, situation: Situation, awake: Awake, weighed: list[Weighed]
) -> tuple[tuple[Finding, ...], _Secrets]:
    """Return the findings by place, and the characters that no output may show."""
    found = found_by_rules(reading, plan, situation, awake)
    found = at_rules(reading, weighed, plan.bars, found)
    if found and situation.audience in INTERNAL and not FORBIDDING.isdisjoint(reading.vocabulary):
        found = [each for each in found if not _named_to_forbid(reading, each)]
    found.sort(key=lambda each: (each.spot.start, each.spot.end, each.rule))
    # Quotes are cut at the end, when it is known what is secret.
    secrets = [each.spot.secret for each in found if each.spot.secret]
    return tuple(_finding(reading, each, secrets) for each in found), secrets


def _named_to_forbid(reading: Reading, found: Found) -> bool:
    """ "Never say that it is the carrier's fault". What colleagues may not understand or take calmly stays: jargon, alarm, tone."""
    if found.rule not in _STATEMENTS:
        return False
    sentence = reading.sentence_at(found.spot.start)
    return sentence is not None and forbidden(reading, sentence, found.spot.start, found.spot.end)


_STATEMENTS = frozenset("excuse speculation overpromise blame minimising dismissive vague".split())
"""Rules about what is stated, as opposed to the words in which it is."""


def found_by_rules(reading: Reading, plan: Plan, situation: Situation, awake: Awake) -> list[Found]:
    """Return what the rules find by themselves, rule by rule."""
    found: list[Found] = []
    for asked in plan.rules:
        if asleep(asked, awake):
            continue
        spots = list(spots_of(asked, reading, situation, awake))
        if len(spots) > 1 and not asked.wanted.overlaps:
            spots = _longest(spots)
        found += [Found(asked.name, spot, spot.severity or asked.severity) for spot in spots]
    return found


def _finding(reading: Reading, found: Found, secrets: _Secrets) -> Finding:
    rule, spot, severity = found
    message = spot.message or registry.rules()[rule].reason
    if spot.weighed is not None:
        message = f"{message} (By its wording, {spot.weighed:.0%} sure.)"
    quote = mask(reading.text, spot.start, spot.end, secrets)
    if quote != reading.text[spot.start : spot.end]:
        spot = spot._replace(suggestion=None, safe=False)  # a rewrite of what is masked would show it
    return Finding(
        rule, spot.start, spot.end, quote, severity, message, spot.suggestion, spot.safe, spot.secret is None
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


# -- elements


def proofs_by_elements(reading: Reading, plan: Plan, situation: Situation, awake: Awake) -> Proofs:
    """Return where each element that the kind asks for is said, as the elements find it by themselves."""
    return {
        asked.name: None if asleep(asked, awake) else next(spots_of(asked, reading, situation, awake), None)
        for asked in plan.elements
    }


def _weighed_proofs(reading: Reading, situation: Situation, weighed: list[Weighed], proofs: Proofs) -> Proofs:
    if not weighed:
        return proofs
    if situation.kind in POSTMORTEM_KINDS:
        from clarion.review.weighing.whole_texts import at_whole_text

        return at_whole_text(reading, weighed, situation, proofs)
    return at_elements(reading, weighed, situation.kind, proofs)


def _element(reading: Reading, name: str, proof: Spot | None, secrets: _Secrets) -> Element:
    if proof is None:
        return _missing(name)
    quote = mask(reading.text, proof.start, proof.end, secrets)
    return Element(name, True, proof.start, proof.end, quote, proof.zone_missing)


@cache
def _missing(name: str) -> Element:
    return Element(name, present=False)


# -- claims


def _claims(
    reading: Reading, plan: Plan, situation: Situation, awake: Awake, secrets: _Secrets
) -> list[Claim]:
    """Return the claims by place: one for the same words and field, a contradiction before what is only not held."""
    claims: dict[tuple[str, int, int], Claim] = {}
    for asked in plan.claims:
        for spot in spots_of(asked, reading, situation, awake):
            quote = mask(reading.text, spot.start, spot.end, secrets)
            claim = Claim(
                asked.name, spot.start, spot.end, quote, spot.verdict or Verdict.CONTRADICTED, spot.recorded
            )
            key = (claim.field, claim.start, claim.end)
            if key not in claims or claims[key].verdict is not Verdict.CONTRADICTED:
                claims[key] = claim
    return sorted(claims.values(), key=lambda claim: (claim.start, claim.end, claim.field))
