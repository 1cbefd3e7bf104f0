"""Remarks: what the review says of a line of the timeline, whose readers want facts."""

from functools import lru_cache

from clarion.incidents.amendments import why_not_reworded
from clarion.incidents.timeline import Entry
from clarion.review import Audience, Kind, review


def remark_of(entry: Entry) -> str:
    """What its writer should reword; empty for a fact, and for a line whose words stay."""
    return "" if why_not_reworded(entry) else remark_on(entry.text)


@lru_cache(maxsize=4096)
def remark_on(text: str) -> str:
    """What a reader of the timeline would stumble over first: blame, a guess, a judgement. Empty for a fact."""
    said = review(text, audience=Audience.POSTMORTEM, kind=Kind.TIMELINE_ENTRY)
    return f"“{said.telling[0].quote}”: {said.telling[0].message}" if said.telling else ""
