"""Events that a text tells as what went before the trouble, without a word for cause: "the server room had lost power",
"since the supplier upgraded", "as the ribbon was put in backwards".

The pluperfect in an account of trouble looks behind its beginning; so does a clause with "since" or "as" that holds a
verb and no time.
"""

from collections.abc import Iterator
from typing import NamedTuple

from clarion.review.grounding.harm import HARM, PARTS
from clarion.review.grounding.roles import TROUBLE
from clarion.review.grounding.told import HEDGES
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import NEGATIONS, NUMBER_WORDS, PREPOSITIONS, SUBORDINATORS
from clarion.review.reading.grammar import breaks_before, is_adverb
from clarion.review.reading.inflection import IRREGULAR_PAST
from clarion.review.reading.things import FEATURES, INNARDS, OBJECTS, PEOPLE, PRODUCT_NOUNS

_PERFECT = frozenset(["had", "has", "have"])
_REASONS = frozenset(["since", "as"])
_MISHAPS = frozenset(
    "twice wrongly accidentally inadvertently mistakenly incorrectly unintentionally erroneously mistake accident backwards".split()
)
"""What is done to a part of the system in such a way goes before trouble."""
TELLING = _PERFECT | _REASONS | _MISHAPS
_REACH = 14
#: Words after which a clause is taken to end, so that a text without any stop is not read anew from each of its words.
_LONGEST = 60
_JOINTS = SUBORDINATORS | {"and", "but", "or", "which", "whose", "who", "because", "after", "before"}
_NO_CAUSE = (
    PEOPLE
    | frozenset(
        """
    we i it they he she you this that these those there which who everything all both some none nothing nobody everyone no
    team teams crew incident outage disruption trouble problem problems error errors fault issue issues impact
    repair fix correction remedy investigation cause reason status page message messages update
    """.split()
    )
) - frozenset(["supplier", "suppliers", "operator", "bank", "contractor"])
"""Subjects of what readers suffer and of what is done about it."""
_USED = OBJECTS | FEATURES | PRODUCT_NOUNS
_BEFALLS = frozenset(
    """
    failed stopped begun started ended lasted occurred happened become affected impacted delayed unavailable unreachable slow
    down offline late blank empty missing interrupted disrupted degraded noticed reported received resolved restored fixed repaired
    recovered announced planned confirmed seen hoped expected
    """.split()
)
"""What trouble does to what people use, and what is done about it; of a part of the system it may still be the cause."""


class Event(NamedTuple):
    """The words first..last (inclusive) of a clause; its subject ends before `verb`."""

    first: int
    verb: int
    last: int


def events(reading: Reading) -> Iterator[Event]:
    """Yield the clauses, subject and all, that tell what went before; at most one for each "had", "since", "as"."""
    for word in reading.where(TELLING):
        sentence = reading.sentence_at(reading.starts[word])
        if sentence is None:
            continue
        if reading.lower[word] in _REASONS:
            told = _reason(reading, sentence, word)
        elif reading.lower[word] in _MISHAPS:
            told = _mishap(reading, sentence, word)
        else:
            told = _perfect(reading, sentence, word)
        if told:
            yield told


def _perfect(reading: Reading, sentence: Sentence, had: int) -> Event | None:
    """ "A severed cable had kept ...": the subject and what it had done; "has" only of harm that a part has done."""
    first = _clause_start(reading, sentence, had)
    verb = _participle(reading, sentence, had + 1)
    if verb is None or first >= had or _hedged(reading, sentence, had):
        return None
    subject, last = reading.lower[first:had], _clause_end(reading, sentence, verb)
    parts = not PARTS.isdisjoint(subject)
    if reading.lower[had] != "had" and not (parts and reading.lower[verb] in HARM | {"put", "taken", "kept"}):
        return None
    return Event(first, had, last) if _may_be_a_cause(reading, first, had, last) else None


def _reason(reading: Reading, sentence: Sentence, joint: int) -> Event | None:
    """ "Since the supplier upgraded", "as our own update broke the display"; not "since Monday", "as planned"."""
    first = joint + 1
    if first + 1 >= sentence.last or reading.lower[first] not in _NOUN_OPENS:
        return None
    last = _clause_end(reading, sentence, first)
    verb = next((word for word in range(first + 1, last + 1) if _is_past(reading, word)), None)
    if verb is None or _hedged(reading, sentence, joint):
        return None
    return Event(first, verb, last) if _may_be_a_cause(reading, first, verb, last) else None


def _mishap(reading: Reading, sentence: Sentence, word: int) -> Event | None:
    """ "The discount table was loaded twice"; not "orders were sent twice", which is what readers see."""
    first = _clause_start(reading, sentence, word)
    verb = next((place for place in range(word - 1, first, -1) if reading.lower[place] in _WAS), None)
    if (
        verb is None
        or (PARTS | INNARDS).isdisjoint(reading.lower[first:verb])
        or _hedged(reading, sentence, word)
    ):
        return None
    last = _clause_end(reading, sentence, word)
    return Event(first, verb, last) if NEGATIONS.isdisjoint(reading.lower[first : last + 1]) else None


_WAS = frozenset(["was", "were", "been"])
_NOUN_OPENS = frozenset("the a an our their its his her your somebody someone one two three".split())


def _may_be_a_cause(reading: Reading, first: int, verb: int, last: int) -> bool:
    """Weigh the subject: a part of the system may have done anything, what people use only what is no mere suffering."""
    subject = reading.lower[first:verb]
    if not NEGATIONS.isdisjoint(reading.lower[verb : last + 1]):
        return False
    if not PARTS.isdisjoint(subject):
        return _NO_CAUSE.isdisjoint(subject[:1])
    head = _head(subject)
    if (
        head in _NO_CAUSE
        or head in TROUBLE
        or subject[0] in _NO_CAUSE
        or subject[0][:1].isdigit()
        or subject[0] in NUMBER_WORDS
    ):
        return False
    told = reading.lower[verb : last + 1]
    if head in _USED:
        return False
    return _BEFALLS.isdisjoint(told[:4])


def _head(subject: list[str]) -> str:
    """The noun before the first preposition: "a power cut | in the hosting centre"."""
    for place, text in enumerate(subject):
        if text in PREPOSITIONS and place:
            return subject[place - 1]
    return subject[-1]


def _clause_start(reading: Reading, sentence: Sentence, word: int) -> int:
    first = word
    while first > sentence.first and word - first < _REACH:
        names = reading.capitalised(first) and reading.capitalised(first - 2)
        if breaks_before(reading, first) or (reading.lower[first - 1] in _JOINTS and not names):
            break
        first -= 1
    return first


def _clause_end(reading: Reading, sentence: Sentence, word: int) -> int:
    last = word
    while last + 1 < sentence.last and last - word < _LONGEST and not breaks_before(reading, last + 1):
        if reading.lower[last + 1] in {"but", "while", "so", "and", "which"}:
            break
        last += 1
    return last


def _participle(reading: Reading, sentence: Sentence, word: int) -> int | None:
    """Return the participle after "had", over "been", "already" and the like."""
    been = None
    while word < sentence.last and (reading.lower[word] == "been" or is_adverb(reading.lower[word])):
        been = word if reading.lower[word] == "been" else been
        word += 1
    return word if word < sentence.last and _is_participle(reading.lower[word]) else been


def _is_participle(text: str) -> bool:
    return (text.endswith("ed") and len(text) > 4) or text in IRREGULAR_PAST


def _is_past(reading: Reading, word: int) -> bool:
    text = reading.lower[word]
    return (
        text in HARM
        or text in {"was", "were", "had"}
        or (text.endswith("ed") and reading.lower[word - 1] not in _BEFORE_NOUN)
    )


_BEFORE_NOUN = frozenset(["a", "an", "the", "our", "their", "its"])


def _hedged(reading: Reading, sentence: Sentence, word: int) -> bool:
    return not (HEDGES - {"not"}).isdisjoint(
        reading.lower[max(word - 10, sentence.first) : min(word + 10, sentence.last)]
    )
