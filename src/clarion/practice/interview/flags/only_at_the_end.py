"""Silence, then one all-clear: nothing is told before everything is known or repaired."""

import re

from clarion.practice.criteria import Span
from clarion.practice.interview.red_flag import RedFlag, Spoken, places

_DONE = (
    r"(?:fixed|solved|resolved|repaired|over|clear|certain|known|sure|confirmed|restored|finished|back|done)"
)
_TELL = r"(?:tell|told|telling|write|wrote|writing|say|said|saying|inform|informed|informing|post|posted|posting|publish|published|publishing|communicate|communicated|communicating|announce|announced|send|sent|sending|speak|update|updating|contact|contacting)"
_LATE = (
    re.compile(rf"\b(?:wait|waited|waiting|hold back|held back) (?:\w+ ){{0,3}}?(?:until|till) (?:\w+ ){{0,6}}?(?:{_DONE}|root cause|cause)\b", re.IGNORECASE),
    re.compile(rf"\b(?:only|not|n't|never|nothing|no need|no point in|no reason to) (?:\w+ ){{0,3}}?{_TELL} (?:\w+ ){{0,4}}?(?:until|till|before|once|when|after) (?:\w+ ){{0,5}}?(?:{_DONE}|root cause|the cause)\b", re.IGNORECASE),
    re.compile(rf"\b{_TELL} (?:\w+ ){{0,3}}?only (?:once|when|after) (?:\w+ ){{0,5}}?{_DONE}\b", re.IGNORECASE),
    re.compile(r"\b(?:one|a single|one single|the only) (?:\w+ )?(?:message|update|e-?mail|post|announcement|text) (?:at the end|afterwards|once (?:it|everything) (?:was|is)|when (?:it|everything) (?:was|is))\b", re.IGNORECASE),
    re.compile(r"\bat the end (?:i|we) (?:sent|published|posted|wrote) (?:one|a single) (?:\w+ )?(?:message|update|e-?mail|post|announcement|text)\b", re.IGNORECASE),
    re.compile(r"\b(?:bother|worry|disturb|alarm)(?:ed|ing)? (?:\w+ ){0,3}?(?:before|until) (?:\w+ ){0,5}?(?:fixed|solved|resolved|over|repaired|known|clear|sure)\b", re.IGNORECASE),
)  # fmt: skip


def _find(spoken: Spoken) -> list[Span] | None:
    return places(spoken.text, _LATE, "Nobody hears anything before the end.")


FLAG = RedFlag(
    id="only_at_the_end",
    name="One message at the end",
    why="Silence is read as not knowing or hiding. Readers plan by what they hear, and can plan nothing with an all-clear.",
    instead="Say when the first message went out, how often the next ones came, and what they said while little was known.",
    find=_find,
    examples=(
        "We waited until the problem was fixed and then told everybody.",
        "I sent one message at the end, with all the details.",
        "There is no point in writing before you know the root cause.",
        "I do not tell customers anything until it is resolved.",
        "We only post once everything is fixed.",
        "I did not want to worry our customers before the repair was over.",
    ),
    lookalikes=(
        "We posted every twenty minutes until the problem was fixed.",
        "I did not name a cause until it was confirmed, and I said so in each update.",
        "I waited until the second engineer had joined, two minutes later.",
        "When it was resolved we told customers what would change.",
        "I never wait for the cause: the first message says what readers see.",
    ),
)
