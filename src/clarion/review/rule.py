"""What a rule is. One rule is one file, `rules/<topic>/<rule>.py`; the file's name is the rule's id."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from clarion.review.detectors import NOT_OURS, Detector
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.reading import Region


class Example(NamedTuple):
    """A text that shows a rule, an element or a claim at work; a test runs each of them."""

    text: str
    audience: Audience = Audience.PUBLIC
    kind: Kind = Kind.PROGRESS
    quote: str | None = None
    """In a flagged example: the words that the finding must touch. None where any place will do."""


class Strictness(NamedTuple):
    """How severe a rule is for whom. None switches it off. A kind outranks an audience."""

    default: Severity | None
    audiences: Mapping[Audience, Severity | None] = MappingProxyType({})
    kinds: Mapping[Kind, Severity | None] = MappingProxyType({})

    def towards(self, audience: Audience, kind: Kind) -> Severity | None:
        if kind in self.kinds:
            return self.kinds[kind]
        return self.audiences.get(audience, self.default)


class Source(NamedTuple):
    """Where the guidance comes from."""

    title: str
    url: str


class Rule(NamedTuple):
    """What must not stand as written."""

    reason: str
    """One sentence to the writer: why this span is a problem. The message of a finding, unless the spot has its own."""
    why: str
    """Why it matters, for the documentation page."""
    sources: tuple[Source, ...]
    severity: Strictness
    detectors: tuple[Detector, ...]
    flagged: tuple[Example, ...]
    fine: tuple[Example, ...]
    """Look-alikes: texts that resemble the rule and must not be flagged."""
    exempt: frozenset[Region] = NOT_OURS
    overlaps: bool = False
    """Findings of this rule that overlap are all kept; otherwise the longest stands for them."""
