"""What is heard in an answer: its structure, its wording, its red flags, and the tier that follows. Pure.

| tier | when |
|---|---|
| needs work | a red flag is raised, a wording is blocked, or two of the four parts are missing |
| solid | three of the four parts, no red flag, nothing blocked |
| excellent | all four parts, no red flag, nothing blocked |

Warnings of the review are shown and do not count: they were made for documents, and a story is told by the people in it.
"""

from dataclasses import dataclass

from clarion.practice.interview.red_flag import Raised, Spoken
from clarion.practice.interview.red_flags import red_flags_in
from clarion.practice.interview.structure import Part, Structure
from clarion.practice.tiers import Tier
from clarion.review import Finding, Severity


@dataclass(frozen=True)
class Heard:
    structure: Structure
    findings: tuple[Finding, ...]
    flags: list[Raised]
    tier: Tier

    @property
    def met_ids(self) -> list[str]:
        return [part.value for part in self.structure.found]

    @property
    def unmet_ids(self) -> list[str]:
        """Parts that are missing, then red flags."""
        return [part.value for part in self.structure.missing] + [raised.flag.id for raised in self.flags]

    @property
    def parts(self) -> list[tuple[Part, bool]]:
        return [(part, part in self.structure.found) for part in Part]


def hear(text: str) -> Heard:
    spoken = Spoken(text)
    flags = red_flags_in(spoken)
    return Heard(spoken.structure, spoken.findings, flags, _tier(spoken, flags))


def _tier(spoken: Spoken, flags: list[Raised]) -> Tier:
    blocked = any(finding.severity is Severity.BLOCK for finding in spoken.findings)
    if not spoken.text.strip() or flags or blocked:
        return Tier.NEEDS_WORK
    return Tier.SOLID if spoken.structure.missing else Tier.EXCELLENT
