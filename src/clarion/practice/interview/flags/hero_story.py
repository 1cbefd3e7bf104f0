"""One person saves the day: the story is about the speaker, and the others are in the way."""

import re

from clarion.practice.criteria import Span
from clarion.practice.interview.red_flag import RedFlag, Spoken, places

_HERO = (
    re.compile(r"\b(?:single-?handed(?:ly)?|saved the (?:day|company|situation|customer|deal|launch|weekend)(?!['’])|the only (?:one|person) who"
               r"|i alone|all (?:by )?(?:myself|on my own)|completely (?:alone|by myself|on my own)|one-(?:man|woman|person) (?:show|army)"
               r"|(?:was|became|am) (?:a|the) hero)\b", re.IGNORECASE),
    re.compile(r"\bwithout me\b", re.IGNORECASE),
    re.compile(r"\b(?:nobody|no one|no-one|none of (?:them|the others)|no other person) else (?:knew|could|was able|had|would|dared|understood)\b", re.IGNORECASE),
    re.compile(r"\bi (?:did|do|handled|handle|fixed|solved|wrote|managed|took) (?:\w+ ){0,3}?(?:it all|all of it|everything(?= (?:myself|alone|on my own)|[.,;]|$))", re.IGNORECASE),
    re.compile(r"\bi (?:did not|didn't|do not|don't|never) (?:need|needed|ask|asked|wait|want) (?:\w+ ){0,2}?(?:help|anyone|anybody|approval|permission|the others|a team)\b", re.IGNORECASE),
    re.compile(r"\bi stayed (?:awake|up|online|at work) (?:for )?(?:\d+|\w+|\w+-\w+) (?:hours|nights|days)\b", re.IGNORECASE),
    re.compile(r"\b(?:everyone|everybody|the others|the rest(?: of the team)?) (?:else )?(?:\w+ )?(?:panicked|gave up|froze|had given up|stood around|was asleep|were asleep)\b", re.IGNORECASE),
    re.compile(r"\bif (?:i (?:hadn['’]t|had not|wasn['’]t|weren['’]t) (?:been |have been )?(?:there|around|on|awake)|it (?:hadn['’]t|had not|weren['’]t|wasn['’]t) (?:been )?for me)\b|\bhad i not (?:been|stepped|come|taken)\b", re.IGNORECASE),
    re.compile(r"\b(?:helpless|lost|clueless|stuck|paralysed|going nowhere|in chaos) (?:\w+ ){0,4}?(?:until|till|before) i\b", re.IGNORECASE),
    re.compile(r"\b(?:i (?:\w+ )?|and )(?:ran|carried|led|handled|did|managed|shouldered|saved|rescued) (?:the (?:whole|entire) (?:\w+ )?(?:thing|incident|show|call|outage|response|team|company))\b", re.IGNORECASE),
    re.compile(r"\b(?:on my (?:own )?shoulders|i (?:basically |practically |more or less )?carried the|(?:was|am) the one (?:who|that) (?:\w+ )?(?:saved|rescued|solved|fixed|brought)|rescued the (?:launch|company|day|team|project|situation|customer))\b", re.IGNORECASE),
    re.compile(r"\b(?:nobody|no one|none|not one)\b[^.!?]{0,50}\b(?:except|but|besides|apart from|other than) me\b", re.IGNORECASE),
    re.compile(r"\b(?:whom?|who) to thank\b|\bthanks to me\b|\bi alone\b|\b(?:my|the) boss (?:\w+ ){0,3}?called me (?:a|the) \w+", re.IGNORECASE),
    re.compile(r"\b(?:only|just) (?:\w+ )?because of me\b|\bi am the (?:person|one|man|woman) who (?:puts out|saves|solves|fixes)\b", re.IGNORECASE),
    re.compile(r"\bwhat (?:the (?:whole )?team|the others|nobody else|no one else) (?:had|could|did)(?: not|n['’]t)? (?:managed|manage|achieved|achieve|done|do|solved|solve)\b", re.IGNORECASE),
)  # fmt: skip


def _find(spoken: Spoken) -> list[Span] | None:
    return places(spoken.text, _HERO, "The story turns around one person.")


FLAG = RedFlag(
    id="hero_story",
    name="A hero story",
    why="Incidents are handled by roles that share the load. A hero is a single point of failure and leaves nothing behind for the next night.",
    instead="Say who did what, what you handed to others, and what works now when you are not there.",
    find=_find,
    examples=(
        "I stayed awake for 40 hours and fixed it all myself.",
        "Nobody else knew the system, so I took the keyboard.",
        "Everyone else panicked, but I saved the day.",
        "I single-handedly wrote to all 300 clients.",
        "Without me the company would be gone.",
        "I did not ask anybody and just published it.",
    ),
    lookalikes=(
        "I was on my own for the first ten minutes, so I called a second person in.",
        "Everyone knew their role, and I wrote everything down for the next shift.",
        "I did not need to decide alone: the commander and I agreed on the text.",
        "We saved the day's orders in a second list.",
        "Without my notes the next shift had nothing, so I now write them in the channel.",
    ),
)
