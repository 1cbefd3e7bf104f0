"""How rules, elements and claims look at a text: by phrases with a judge, or by scanning.

A judge sees one match and answers with a `Spot`, or None when the match is fine after all. A scan sees the whole
reading. Both also get the `Situation`: who is addressed, with what, and what is known.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from clarion.review.finding import Finding, Severity, Verdict
from clarion.review.lexicon import Lexicon
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading, Region
from clarion.review.record import Record


class Situation(NamedTuple):
    audience: Audience
    kind: Kind
    record: Record | None
    lexicon: Lexicon
    findings: tuple[Finding, ...] = ()
    """What the rules found. Empty while rules run; elements and claims may look ("blameless" is: no blame found)."""

    def found(self, *rules: str) -> bool:
        """Tell whether one of these rules found something that is more than a hint."""
        return any(
            finding.rule in rules and finding.severity is not Severity.HINT for finding in self.findings
        )


class Spot(NamedTuple):
    """A place in the text that a judge or scan points at. What is None is taken from the rule."""

    start: int
    end: int
    message: str | None = None
    suggestion: str | None = None
    safe: bool = False
    severity: Severity | None = None
    secret: tuple[int, int] | None = None
    """The characters that no output may show."""
    zone_missing: bool = False
    verdict: Verdict | None = None
    """Of a claim; None means contradicted."""
    recorded: str | None = None
    weighed: float | None = None
    """How sure the scale is, from 0 to 1, where no rule found it (see `weighing`)."""


type Judge = Callable[[Match, Situation], Spot | None]
type Look = Callable[[Reading, Situation], Iterable[Spot]]


def whole(match: Match, _: Situation) -> Spot | None:
    """The judge of phrases that need none: the match as it stands."""
    return Spot(match.start, match.end, suggestion=match.suggestion)


class Phrases:
    """Phrases, one a line (see `clarion.review.phrases`), and the judge of their matches."""

    __slots__ = ("judge", "safe", "sources")

    def __init__(self, sources: str, judge: Judge = whole, *, safe: bool = False) -> None:
        self.sources = tuple(line.strip() for line in sources.strip().splitlines() if line.strip())
        self.judge = judge
        self.safe = safe
        """The rewrites given with "=>" never change what is said."""

    def spots(self, matches: Iterable[Match], situation: Situation) -> Iterator[Spot]:
        for match in matches:
            spot = self.judge(match, situation)
            if spot:
                yield spot._replace(safe=True) if self.safe and spot.suggestion is not None else spot


class Scan:
    """A look at the whole reading, for what no phrase can say: capitals, shapes of secrets, times, numbers."""

    __slots__ = ("figures", "look", "words")

    def __init__(self, look: Look, words: AbstractSet[str] | None = None, *, figures: bool = False) -> None:
        self.look = look
        self.words = words
        """The look finds nothing in a text that holds none of these, so it is spared. None: every text is looked at."""
        self.figures = figures
        """It may find something where there is a digit, too."""


type Detector = Phrases | Scan

NOT_OURS = frozenset({Region.CODE, Region.QUOTE, Region.SPOKEN, Region.LINK, Region.MARKUP})
"""What a rule leaves alone unless it says otherwise: code, quoted text, quoted words, addresses, markup."""
NOT_PROSE = frozenset({Region.CODE, Region.QUOTE, Region.LINK, Region.MARKUP})
"""What an element leaves alone: the words in quotation marks may be what the caller is told."""


def exempt_for(exempt: frozenset[Region], audience: Audience) -> frozenset[Region]:
    """Talking points put the words for the customer in quotation marks: there they are reviewed like prose."""
    return exempt - {Region.SPOKEN} if audience is Audience.SUPPORT else exempt
