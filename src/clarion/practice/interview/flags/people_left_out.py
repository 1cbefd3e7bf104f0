"""An answer about an incident in which nobody is hurt: systems, tools and calls, and no customer, patient or caller."""

import re

from clarion.practice.criteria import Span
from clarion.practice.interview.red_flag import RedFlag, Spoken

SHORTEST = 25
"""In words. A shorter answer has not come to the people yet."""

#: Whom an incident befalls, and words for anybody.
_PEOPLE = re.compile(
    r"\b(?:customer|client|user|patient|caller|passenger|traveller|player|student|pupil|teacher|parent|famil(?:y|ie)|guest|visitor|reader"
    r"|subscriber|member|merchant|shop|tenant|resident|citizen|fan|employer|employee|nurse|doctor|clinic|hospital|school|household"
    r"|partner|recipient|public|audience|branch|hotel|club|compan(?:y|ie)|council|town|station|office|complaint|depot)(?:e?s)?\b"
    r"|\b(?:people|children|men|women|man|woman|child|anyone|anybody|everyone|everybody|nobody|no one|those affected|utilit(?:y|ies))\b",
    re.IGNORECASE,
)  # fmt: skip
#: "Riders", "dentists": words of doing or being name people, where they name no machine and none of the responders.
_DOERS = re.compile(r"\b[a-z]{3,}(?:ers|ists|eurs)\b", re.IGNORECASE)
_NO_READERS = frozenset(
    """
    servers containers routers computers numbers letters others orders answers offers papers headers timers buffers parameters
    engineers developers managers leaders responders stakeholders commanders matters clusters powers checkers brokers
    layers filters registers triggers lists checklists adapters producers workers handlers
    """.split()
)


def _find(spoken: Spoken) -> list[Span] | None:
    if len(spoken.text.split()) < SHORTEST or _PEOPLE.search(spoken.text):
        return None
    doers = {word.lower() for word in _DOERS.findall(spoken.text)}
    return None if doers - _NO_READERS else []


FLAG = RedFlag(
    id="people_left_out",
    name="Forgets the people who were hurt",
    why="The reason for all of this is somebody who cannot pay, call or work. An answer without them shows that they were not on the speaker's mind.",
    instead="Say who could not do what, how you know, and what you did for them before the repair was ready.",
    find=_find,
    examples=(
        (
            "Last year a database failed over at night. I opened a call, assigned the tasks, watched the dashboards and closed the incident"
            " after 40 minutes, which was well within our target."
        ),
        (
            "I keep a checklist, open the channel within a minute, assign roles and write a line every ten minutes, and afterwards I"
            " file the report with all the timestamps."
        ),
    ),
    lookalikes=(
        (
            "Last year a database failed over at night, and 300 clinics could not open their calendars. I opened a call, assigned the"
            " tasks, and told the clinics how to work on paper."
        ),
        "I opened a call and assigned the tasks.",
        (
            "When callers heard nothing for ten seconds, I asked support what they were told, wrote it down in their words and put it into"
            " the first message, before anything about the exchange."
        ),
    ),
)
