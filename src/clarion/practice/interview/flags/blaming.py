"""Fault laid on a person or a team. The review of post-mortems decides, as it does at work, where it would block the text.

What it only warns of is shown beside the answer and raises no flag: a story that somebody tells of themselves is full of people who
do things, and the warnings were made for documents.
"""

from clarion.practice.criteria import Span
from clarion.practice.interview.red_flag import RedFlag, Spoken
from clarion.review import Severity


def _find(spoken: Spoken) -> list[Span] | None:
    found = [
        Span(finding.start, finding.end, finding.message)
        for finding in spoken.findings
        if finding.rule == "blame" and finding.severity is Severity.BLOCK
    ]
    return found or None


FLAG = RedFlag(
    id="blaming",
    name="Blames somebody",
    why="Whoever blames a colleague in an interview will do it in a review, and people who expect blame stop telling what they saw.",
    instead="Say what the system allowed, and what was changed so that it cannot happen again.",
    find=_find,
    examples=(
        "The outage happened because a junior engineer forgot to renew the certificate.",
        "Honestly, the network team messed up and I had to explain it to the customers.",
        "It was human error: the operator pressed the wrong button.",
        "The supplier's technician was careless, so our customers had no telephone.",
    ),
    lookalikes=(
        "The certificate expired, because nothing reminded us of its date.",
        "An engineer restarted the service and I told the customers what to expect.",
        "The monitoring failed to notice the slow payments for twenty minutes.",
        "The review looked for no culprit; we asked what the screen had shown.",
    ),
)
