"""What the impact misses: a number of each kind that readers ask for, and where each number comes from."""

from collections.abc import Iterator

from clarion.postmortems.document import Document
from clarion.postmortems.impact import Side
from clarion.postmortems.lack import Missing


def missing_impact(document: Document) -> Iterator[Missing]:
    if not document.measures:
        yield Missing("impact", "The impact has no number; an informed estimate is better than none")
        return
    if not any(measure.side == Side.EXTERNAL for measure in document.measures):
        yield Missing(
            "impact", "The impact says nothing of those outside: users, duration, requests, tickets"
        )
    unsourced = [measure for measure in document.measures if not (measure.source or measure.source_url)]
    if unsourced:
        counted = "1 measure does" if len(unsourced) == 1 else f"{len(unsourced)} measures do"
        yield Missing("impact", f"{counted} not say where the number comes from")
