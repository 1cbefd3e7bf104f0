"""What an element is. One element is one file, `elements/<element>.py`; the file's name is its id."""

from typing import NamedTuple

from clarion.review.detectors import NOT_PROSE, Detector
from clarion.review.reading import Region
from clarion.review.rule import Example, Source


class ElementRule(NamedTuple):
    """What must be said. The first spot of the first detector that finds one is the proof."""

    asks: str
    """One sentence to the writer: what to add when it is missing."""
    why: str
    sources: tuple[Source, ...]
    detectors: tuple[Detector, ...]
    present: tuple[Example, ...]
    absent: tuple[Example, ...]
    """Look-alikes: texts that seem to say it and do not."""
    exempt: frozenset[Region] = NOT_PROSE
