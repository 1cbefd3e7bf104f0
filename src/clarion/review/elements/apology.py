"""An apology in words: sorry, apologise, apologies, forgive. Regret and thanks for patience are none."""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading.classes import NEGATIONS
from clarion.review.rule import Example, Source

_OTHERS = frozenset("they he she you customer customers supplier vendor provider carrier bank sales".split())
_OUT_OF_PLACE = frozenset("state excuse sight tale".split())


def apologises(match: Match, _: Situation) -> Spot | None:
    """Ours, and not denied: "do not apologise", "no apology", "the vendor apologised" are none."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[max(match.first - 4, sentence.first) : match.first]
    after = reading.lower[match.last + 1 : min(match.last + 2, sentence.last)]
    if not NEGATIONS.isdisjoint(before) or _by_others(match, before) or not _OUT_OF_PLACE.isdisjoint(after):
        return None
    return (
        None
        if {"avoid", "without", "instead", "whether", "if"} & set(before[-2:])
        else Spot(match.start, match.end)
    )


def _by_others(match: Match, before: list[str]) -> bool:
    """ "The carrier apologised": not our apology. "We owe you an apology" is."""
    if match.reading.lower[match.anchor].startswith(("apolog", "sorry")) and match.reading.lower[
        match.anchor
    ] not in {"apology", "apologies"}:
        return not _OTHERS.isdisjoint(before[-2:])
    return False


ELEMENT = ElementRule(
    asks="Say sorry in plain words for what the reader went through: 'We apologise for the failed payments.'",
    why="Regret without the word reads as distance; a reader who was hurt looks for an apology first and listens afterwards.",
    sources=(
        Source(
            "Atlassian Incident Management Handbook: Incident communication",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
        Source(
            "PagerDuty Incident Response: External communication",
            "https://response.pagerduty.com/during/external_communication_guidelines/",
        ),
    ),
    detectors=(
        Phrases(
            """
            sorry
            ~apologise
            ~apologize
            apology
            apologies
            forgive us|me|this|the|our
            ~beg your|you pardon
            ~ask .. forgiveness
            """,
            apologises,
        ),
    ),
    present=(
        Example(
            "We are very sorry for the cancelled orders.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY, "sorry"
        ),
        Example("Please accept our sincere apologies.", kind=Kind.RESOLUTION, quote="apologies"),
        Example("We apologize to every shop that lost sales.", kind=Kind.RESOLUTION),
        Example('Say: "I apologise that you had to wait."', Audience.SUPPORT, Kind.TALKING_POINTS),
        Example("We owe you an apology: the refund was late.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
    ),
    absent=(
        Example("We regret the inconvenience and thank you for your patience.", kind=Kind.RESOLUTION),
        Example("Unfortunately, refunds took two days.", kind=Kind.RESOLUTION),
        Example("Do not apologise for the bank.", Audience.SUPPORT, Kind.TALKING_POINTS),
        Example("We appreciate your understanding.", kind=Kind.CORRECTION),
        Example("The carrier apologised to its own staff.", kind=Kind.RESOLUTION),
    ),
)
