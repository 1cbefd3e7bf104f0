"""Who is accused: the subject of a reproach, when it is a person or a team and no piece of software."""

from clarion.review.detectors import Spot
from clarion.review.message import Audience
from clarion.review.phrases import Match
from clarion.review.reading.grammar import NounPhrase, is_human

_SOFTWARE = frozenset(
    """
    player players agent agents worker workers client clients driver drivers operator dispatcher broker brokers publisher subscriber
    subscribers guard builder builders installer supervisor coordinator reviewer host starter head
    """.split()
)
_MACHINERY = frozenset(
    """
    message messages request requests job jobs upgrade queue header headers config connection connections restart node
    nodes pod pods lock token retry retries cache kernel packet packets event events batch thread process partition
    offset heartbeat replica standby socket timeout memory process index limit container cluster update topic deadline format formats
    """.split()
)


def _is_software(match: Match, subject: NounPhrase) -> bool:
    """ "The worker skipped the message", "the agent failed after the upgrade": what follows tells that it is a program."""
    lower = match.reading.lower
    after = lower[match.first : min(match.last + 8, match.sentence.last)]
    return lower[subject.head] in _SOFTWARE and not _MACHINERY.isdisjoint(after)


COLLEAGUES = frozenset({Audience.POSTMORTEM, Audience.ENGINEERING})
"""Among them an act may be told with the design that led to it; outside, no text points at staff."""


def from_subject(match: Match, subject: NounPhrase | None) -> Spot | None:
    """The fault from its subject on, when the subject is a person or a team."""
    if subject is None or not is_human(match.reading, subject) or _is_software(match, subject):
        return None
    return Spot(min(match.reading.starts[subject.first], match.start), match.end)


ANYBODY = frozenset("nobody somebody someone anyone anybody everyone everybody whoever".split())
