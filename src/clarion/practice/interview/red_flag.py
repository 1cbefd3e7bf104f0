"""What a red flag in an answer is: what makes an experienced listener doubt. Each has a file of its own in `flags/`. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from re import Pattern

from clarion.practice.criteria import Span
from clarion.practice.interview.structure import Structure, structure_of
from clarion.review import Audience, Finding, Kind, review

#: The rules that speak of people and of hindsight; what an interview may say freely (figures, promises, terms) is left alone.
BLAMELESS = frozenset({"blame", "loaded", "counterfactual", "excuse", "dismissive", "minimising"})


class Spoken:
    """An answer with what its detectors share; each part is made once."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def structure(self) -> Structure:
        return structure_of(self.text)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the review says of the wording, as of a post-mortem: about people alone."""
        whole = review(self.text, audience=Audience.POSTMORTEM, kind=Kind.POSTMORTEM_TEXT)
        return tuple(finding for finding in whole.findings if finding.rule in BLAMELESS)


@dataclass(frozen=True)
class RedFlag:
    """`find` gives the places that raise it, an empty list where something is missing, None where it is not raised.

    `examples` raise it; `lookalikes` resemble them and must not.
    """

    id: str
    name: str
    why: str
    instead: str
    find: Callable[[Spoken], list[Span] | None]
    examples: tuple[str, ...]
    lookalikes: tuple[str, ...]


@dataclass(frozen=True)
class Raised:
    flag: RedFlag
    spans: tuple[Span, ...]


def places(text: str, patterns: Iterable[Pattern[str]], message: str) -> list[Span] | None:
    """Where one of the patterns stands, in the order of the text; None where none does."""
    found = sorted({(match.start(), match.end()) for pattern in patterns for match in pattern.finditer(text)})
    return [Span(start, end, message) for start, end in found] or None
