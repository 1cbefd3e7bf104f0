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
    re.compile(r"(?<!not )(?<!never )(?<!n't )\b(?:stay|stayed|keep|kept|remain|remained|were|was) (?:silent|quiet) (?:until|till|for|as long as|while)\b", re.IGNORECASE),
    re.compile(rf"\b{_TELL} (?:\w+ ){{0,3}}?(?:when|once|after) (?:all|every) (?:the |of the )?(?:facts?|details?|answers?) (?:are|is|were|was)\b", re.IGNORECASE),
    re.compile(rf"\b(?:solve|fix|repair|work)(?:ed)? (?:\w+ ){{0,2}}?first\b(?:[^.!?]{{0,20}})\b{_TELL}\b", re.IGNORECASE),
    re.compile(rf"\bfirst (?:i|we|you) (?:\w+ )?(?:solve|fix|repair)(?:ed)?\b[^.!?]{{0,30}}\b(?:then|afterwards|later)\b[^.!?]{{0,12}}\b(?:talk|{_TELL})", re.IGNORECASE),
    re.compile(rf"\b(?:heard|learned|hear|learn|knew|know) (?:\w+ ){{0,3}}?(?:from us |about it |of it )(?:only )?(?:when|once|after) (?:it|everything|all|the (?:incident|outage|repair)) (?:was|is|had been) (?:\w+ )?{_DONE}\b", re.IGNORECASE),
    re.compile(rf"\b(?:not|n['’]t|never|nothing) (?:\w+ ){{0,2}}?(?:{_TELL} )?(?:\w+ ){{0,3}}?(?:during|in the middle of) (?:the|an|that|our) (?:\w+ )?(?:outage|incident|disruption|repair)\b", re.IGNORECASE),
    re.compile(r"\b(?:inform|informed|tell|told|write to|wrote to|contact|contacted|notify|notified) (?:\w+ ){0,2}?(?:customers|them|people|users|clients|everyone|everybody) (?:only )?after (?:the|an|each|every) (?:incident|outage|repair|fix)\b", re.IGNORECASE),
    re.compile(r"\bno (?:news|update|message|word|information|communication)s? (?:\w+ ){0,3}?(?:until|before) (?:\w+ ){0,5}?(?:fixed|solved|resolved|over|repaired|known|clear|sure|certain|end)\b", re.IGNORECASE),
    re.compile(rf"\b{_TELL} (?:\w+ )?(?:nothing|nobody|no one|not a word)(?! about)(?: \w+){{0,2}}? (?:until|till|before) (?:\w+ ){{0,5}}?(?:{_DONE}|cause)\b", re.IGNORECASE),
    re.compile(rf"\b{_TELL} (?:it|this|them|customers|people|users|clients|everybody|everyone) (?:only )?(?:once|when|after) (?:everything|it|all|the (?:repair|outage|incident)) (?:was|is|were) {_DONE}\b", re.IGNORECASE),
    re.compile(rf"\bonly (?:be |been |get |got )?(?:contacted|informed|told|notified|updated) (?:when|once|after) (?:\w+ ){{0,4}}?{_DONE}\b", re.IGNORECASE),
    re.compile(r"\bno (?:news|updates?|messages?) (?:before|until) (?:the|a) (?:fix|repair|end|solution|all-clear)\b", re.IGNORECASE),
    re.compile(r"\b(?:updates?|messages?|mails?) (?:during|in the middle of) (?:an?|the) (?:outage|incident)s? (?:\w+ )?(?:only |just )?(?:disturb|distract|annoy|confuse|cost|waste)", re.IGNORECASE),
    re.compile(rf"\bfirst (?:message|update|post|mail)\b[^.!?]{{0,40}}\b(?:when|once|after) (?:it|everything|all) (?:was|had been|is) {_DONE}\b", re.IGNORECASE),
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
