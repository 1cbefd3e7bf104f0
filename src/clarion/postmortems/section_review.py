"""What the review says of one section: blame, hindsight, guesses. It costs milliseconds and is remembered."""

from clarion.postmortems.sections import Part
from clarion.review import Audience, Finding, Kind, Lexicon
from clarion.updates.remembered_review import remembered_review

#: The rest is prose; a text about causes is asked what a root cause is asked.
KINDS = {Part.CAUSES: Kind.ROOT_CAUSE}


def findings_in(text: str, *, part: Part, lexicon: Lexicon) -> tuple[Finding, ...]:
    """In the order of the text. `lexicon` holds the workspace's words; who reviews all sections reads them once."""
    kind = KINDS.get(part, Kind.POSTMORTEM_TEXT)
    return remembered_review(text, audience=Audience.POSTMORTEM, kind=kind, lexicon=lexicon).findings
