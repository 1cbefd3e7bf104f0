"""No story: opinions and qualities without a case, or a case without what was done and what came of it."""

from clarion.practice.criteria import Span
from clarion.practice.interview.red_flag import RedFlag, Spoken

ENOUGH_MISSING = 2
"""Of the four parts. One that is missing is told beside the answer; with two of them there is no story."""


def _find(spoken: Spoken) -> list[Span] | None:
    return [] if len(spoken.structure.missing) >= ENOUGH_MISSING else None


FLAG = RedFlag(
    id="no_structure",
    name="No structure",
    why="Without situation, task, action and result a listener cannot tell what was yours, and whether it helped.",
    instead="One case, four steps: when it was and for whom it was bad, what was yours, what you did, what came of it.",
    find=_find,
    examples=(
        "I am a very calm person and good with words. Communication is the most important thing in an incident.",
        "Last year our shop was down for a whole day, and everybody remembers it.",
    ),
    lookalikes=(
        (
            "Last year our shop was down for a day. As communications lead I wrote to customers every half hour, and as a result we got"
            " fewer calls than on a normal day."
        ),
        (
            "Last autumn callers could not reach us. I recorded a greeting that named another number. Within an hour 80 percent of calls"
            " were answered."
        ),
    ),
)
