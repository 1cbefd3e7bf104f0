"""The structure of an answer in an interview: situation, task, action, result. Pure.

Sentence by sentence, by what people say there: a time and what went wrong; "my job was", "I had to"; "I" with what was done;
"as a result", and what became better afterwards. It finds the parts; whether they are good is for the listener.
What it finds and misses on labelled answers stands in docs/practice-scenarios.md.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from clarion.review.reading.inflection import is_past
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence


class Part(StrEnum):
    SITUATION = "situation"
    TASK = "task"
    ACTION = "action"
    RESULT = "result"

    @property
    def asks(self) -> str:
        return _ASKS[self]


_ASKS = {
    Part.SITUATION: "When was it, and what did not work for whom?",
    Part.TASK: "What was yours to do?",
    Part.ACTION: "What did you do, step by step?",
    Part.RESULT: "What came of it, for the people concerned, if possible in figures?",
}


@dataclass(frozen=True)
class Structure:
    """The sentence that first shows each part, as (start, end); a part that was not found is not in it."""

    found: dict[Part, tuple[int, int]]

    @property
    def missing(self) -> tuple[Part, ...]:
        return tuple(part for part in Part if part not in self.found)


_NUMBER_WORD = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|few|several|some|many)"
_PERIOD = (
    r"(?:minute|hour|day|night|week|weekend|month|quarter|year|term|season|winter|summer|spring|autumn)s?"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
#: Where a story begins: a time, a place, what was going on.
_FRAME = re.compile(
    rf"\b(?:last (?:{_PERIOD}|{_DAY}|{_MONTH}|christmas|easter)|{_NUMBER_WORD} {_PERIOD} ago|once|in (?:19|20)\d\d|in {_MONTH}"
    rf"|(?:at|in|with) my (?:previous|last|former|first|current|old) (?:company|job|employer|team|role|position)"
    rf"|one (?:{_DAY}|morning|afternoon|evening|night)|on an? {_DAY}|on the \w+ (?:{_PERIOD}|{_DAY})|during|while|when"
    r"|in the middle of|at (?:\w+ )?(?:in the (?:morning|afternoon|evening)|midnight|noon)|it was the|a time when)\b",
    re.IGNORECASE,
)
_PAST_TOO = frozenset(
    """
    was were had could couldn't couldn’t wasn't weren't hadn't didn't didn’t wouldn't i'd we'd i’d we’d ran told put brought drove rang came went
    """.split()
)
_SHORT_FORMS = tuple(
    (re.compile(rf"(?<=\w){short}\b", re.IGNORECASE), full)
    for short, full in (
        ("n['’]t", " not"), ("['’]d", " had"), ("['’]m", " am"), ("['’]ve", " have"), ("['’]ll", " will"), ("['’]re", " are"),
    )
)  # fmt: skip
#: A story that is told in the present begins with its scene.
_SCENE = re.compile(
    rf"(?:so )?(?:it(?: is|['’]s|) an? (?:\w+ )?(?:{_DAY}|{_PERIOD}|morning|evening|afternoon)|my first (?:{_PERIOD}|shift)|imagine|picture)\b",
    re.IGNORECASE,
)
_ABOUT_ME = re.compile(
    r"\W*(?:(?:so|well|then|first|and|but|there|here),? )*(?:i|my|we|our team|our job|our task)\b",
    re.IGNORECASE,
)
#: What goes wrong. Verbs stand in their past forms: a story is told in the past.
_TROUBLE = re.compile(
    r"\b(?:outages?|incident|failures?|errors?|faults?|disruptions?|delays?|breach|leak|rumou?rs?|wrong(?:ly)?|down|offline|unreachable"
    r"|failed|failing|fail|stopped|broke|broken|crashed|froze|frozen|lost|deleted|expired|delayed|slowed|slow|stuck|blocked|refused|declined"
    r"|cut|double(?:d)?|twice|missing|blank|empty|misrouted|overloaded|falling over|hacked|shouted|angry|furious|complained|upset|late"
    r"|could not|cannot|couldn't|did not work|didn't work|had not happened|unable|nobody could|no one could|migration"
    r"|conflict|disagreed|argued|blamed|overwhelmed|cancelled|leaked|published)\b",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:lead|leader|commander|manager|owner|facilitator|coordinator|officer|head|director|engineer|scribe|liaison|contact"
    r"|spokes(?:man|woman|person))"
)
_TASK = re.compile(
    rf"\b(?:(?:my|our) (?:\w+ )?(?:job|task|duty|responsibility|assignment|goal|aim|mission|challenge|part) (?:was|is|were)"
    rf"|my responsibility|my task|my job|in my role|i (?:was|am) (?:then |also |still )?(?:the |an? )?(?:\w+ ){{0,4}}?{_ROLE}\b"
    rf"|as (?:the |an? )?(?:\w+ ){{0,3}}?{_ROLE}\b|i (?:was|am) (?:\w+ )?(?:responsible|in charge|on duty|on call|accountable|asked|told"
    r"|supposed|expected|assigned|to)\b|i (?:had|have|needed|need|wanted) to\b|i (?:am|was) the (?:person|one) who"
    r"|i owned|i (?:led|volunteered|offered) (?:the|to)|(?:was|were|been) (?:put |placed )?(?:in charge|leading|running|handling|covering)"
    r"|the one who|as the person|i took over|(?:asked|told|wanted|expected|chose) (?:me|us) to|up to me|fell to me"
    r"|(?:it was|was|is|were) mine to|it was (?:my|our) (?:job|task|duty|turn)|i set myself)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(i|we)(?: (?:always|also|then|first|quickly|immediately|never|only|usually|often|at once|personally|calmly|and \w+))?( had| have)? ([a-z]+)\b",
    re.IGNORECASE,
)
#: What "I" goes with when nothing is done: states, wishes, views, and the words of a task.
_NOT_DONE = frozenset(
    """
    am was were is are be been have had has would will could can should might may must do did think thought believe believed feel
    felt like liked love enjoy enjoyed know knew need needed want wanted hope hoped lost feared understand understood work worked
    say mean guess prefer value tend owned got became remember admit consider see saw hear heard lack won to a an the some led volunteered
    never not once too care
    """.split()
)
_IN_THE_END = re.compile(
    r"\b(?:as a (?:result|consequence)|in the end|the (?:result|outcome|effect) (?:was|is)|since then|ever since|from then on|afterwards"
    r"|after (?:that|this)|thanks to (?:that|this|it)|because of (?:that|this)|to this day|it ended|the next \w+ (?:incidents?|outages?)"
    r"|in the next|from that day|this (?:led|meant|saved|gave)|consequently)\b",
    re.IGNORECASE,
)
_BECAME = re.compile(
    rf"\b(?:fell|dropped|rose|improved|halved|doubled|shrank|grew|went (?:up|down|quiet|out|from)|stayed|became|arrived|recovered"
    rf"|returned|thanked|praised|accepted|led to|kept|saved|renewed|signed|could (?:plan|log|pay|work|continue|go on|use)|works? again"
    rf"|worked again|were back|was back|was gone|is (?:now|still)|are (?:now|still)|now (?:runs?|takes?|goes|checks?|uses?|has|have"
    rf"|starts?)|used the same|is our|took (?:until|{_NUMBER_WORD} {_PERIOD}|only)|agreed to|no longer"
    rf"|not a single|nobody|no (?:customer|one)|instead of|{_NUMBER_WORD}(?: out)? of {_NUMBER_WORD}|\d+ ?(?:%|percent|per cent)"
    rf"|by half|within (?:the |{_NUMBER_WORD} )?{_PERIOD}|by (?:noon|midnight|the evening|evening)|after {_NUMBER_WORD} {_PERIOD}"
    rf"|told us that|in time|{_NUMBER_WORD} {_PERIOD} later|again within|(?:was|were) \w+ing again|peaked at|the number of|on average"
    r"|got (?:their|his|her|its|a|an)|were able to|made (?:it|this|that|them|those \w+ \w+) (?:our|a|the|part)|without changing)\b",
    re.IGNORECASE,
)
#: "Task: I was to ...": whoever names the parts is believed.
_NAMED = re.compile(r"\W*(situation|task|action|result)s?\W{0,3}:", re.IGNORECASE)


def structure_of(answer: str) -> Structure:
    """Which parts an answer has, and where."""
    reading = Reading(answer)
    found: dict[Part, tuple[int, int]] = {}
    acted = False
    for number, sentence in enumerate(reading.sentences):
        told = _in_full(answer[sentence.start : sentence.end])
        is_situation = _is_situation(reading, sentence, told, number)
        parts = [Part.SITUATION] if is_situation else []
        if named := _NAMED.match(told):
            parts.append(Part(named[1].lower()))
        if _TASK.search(told):
            parts.append(Part.TASK)
        if _does_something(told, situation=is_situation):
            parts.append(Part.ACTION)
        if _is_result(reading, sentence, told, acted=acted, situation=is_situation):
            parts.append(Part.RESULT)
        acted = acted or Part.ACTION in parts
        for part in parts:
            found.setdefault(part, (sentence.start, sentence.end))
    return Structure({part: found[part] for part in Part if part in found})


def _in_full(told: str) -> str:
    """Without the short forms of spoken English, so that they need no patterns of their own."""
    for short, full in _SHORT_FORMS:
        told = short.sub(full, told)
    return told


def _is_situation(reading: Reading, sentence: Sentence, told: str, number: int) -> bool:
    """At the start of the answer: a time, what went wrong, or something that others did; later both of the former."""
    if number > 1 or _IN_THE_END.search(told):
        return False
    framed, trouble = _FRAME.search(told), _TROUBLE.search(told)
    if number == 1:
        return bool(framed and trouble) and _is_past(reading, sentence)
    if _SCENE.match(told):
        return True
    return _is_past(reading, sentence) and bool(framed or trouble or not _ABOUT_ME.match(told))


def _is_past(reading: Reading, sentence: Sentence) -> bool:
    return any(is_past(word) or word in _PAST_TOO for word in reading.lower[sentence.first : sentence.last])


def _does_something(told: str, *, situation: bool) -> bool:
    """ "I wrote", "we asked": in the sentence that tells the situation, "we" had it happen to them."""
    for subject, auxiliary, verb in _SUBJECT.findall(told):
        if (situation and subject.lower() == "we") or (auxiliary and not is_past(verb.lower())):
            continue
        if verb.lower() not in _NOT_DONE and not verb.lower().endswith("ly"):
            return True
    return False


def _is_result(reading: Reading, sentence: Sentence, told: str, *, acted: bool, situation: bool) -> bool:
    """Said to be one, or after what was done: something that became better, or the last word, when it is about others."""
    if situation:
        return False
    if _IN_THE_END.search(told):
        return True
    is_last = sentence.index == len(reading.sentences) - 1
    of_others = is_last and not _ABOUT_ME.match(told) and _is_past(reading, sentence)
    return acted and bool(_BECAME.search(told) or of_others)
