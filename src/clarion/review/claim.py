"""What a claim field is. One field of the record is one file, `claims/<field>.py`; the file's name is the field."""

from typing import NamedTuple

from clarion.review.detectors import NOT_OURS, Detector
from clarion.review.reading import Region
from clarion.review.record import Record


class GroundingExample(NamedTuple):
    text: str
    record: Record
    quote: str | None = None
    """In a faulty example: the words that the claim must touch."""


class ClaimRule(NamedTuple):
    """What the record can confirm or contradict. Detectors run only when there is a record."""

    checks: str
    """One sentence: what is compared with what, and what still agrees."""
    detectors: tuple[Detector, ...]
    faulty: tuple[GroundingExample, ...]
    agreeing: tuple[GroundingExample, ...]
    exempt: frozenset[Region] = NOT_OURS
