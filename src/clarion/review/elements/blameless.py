"""A cause that lays the fault on nobody. Proved by an absence: no blame was found by the rule, none by this file."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.classes import GROUPS, NEGATIONS, ROLES
from clarion.review.reading.conditions import has_a_condition
from clarion.review.reading.grammar import is_human, subject_of
from clarion.review.reading.sentences import Sentence
from clarion.review.rule import Example, Source

_FAULT = frozenset(
    """
    refused insisted disregarded neglected ignored overlooked forgot failed missed wrong wrongly again careless carelessly lazy
    incompetent sloppy bothered disobeyed violated rushed hurried told-no-one hasty blindly although despite against
    incorrectly inattentive distracted unqualified inexperienced untrained deliberately knew
    """.split()
)
_FAULT_NOUNS = frozenset(
    "carelessness incompetence negligence laziness ignorance sloppiness inattention oversight mistake fault blunder misconduct error".split()
)
_CANNOT_BLAME = frozenset("nobody no-one it which that this".split())


def nobody_at_fault(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """The whole text, when neither the rule of blame nor a person's failing is found in it."""
    if not reading.lower or situation.found("blame", "loaded"):
        return
    if not any(_blames(reading, sentence) for sentence in reading.sentences):
        yield Spot(reading.starts[0], reading.ends[-1])


def _blames(reading: Reading, sentence: Sentence) -> bool:
    words = reading.lower[sentence.first : sentence.last]
    people = not (ROLES | GROUPS).isdisjoint(words)
    if people and not _FAULT_NOUNS.isdisjoint(words) and not {"by", "of", "in", "human"}.isdisjoint(words):
        return not {"message", "rate", "handling", "code"} & set(words)
    if {"down", "to"} <= set(words) and "who" in words:
        return True
    return any(_person_fails(reading, sentence, word) for word in range(sentence.first + 1, sentence.last))


def _person_fails(reading: Reading, sentence: Sentence, word: int) -> bool:
    """A person or team is the subject of what was not done, or done wrong."""
    lower = reading.lower[word]
    if (lower not in NEGATIONS and lower not in _FAULT) or lower in {"no", "without"}:
        return False
    if has_a_condition(reading, sentence, word):
        return False
    subject = subject_of(
        reading,
        sentence,
        word if lower in NEGATIONS else max(word - _since_verb(reading, word), sentence.first + 1),
    )
    if subject is None or not is_human(reading, subject) or reading.lower[subject.head] in _CANNOT_BLAME:
        return False
    return subject.first <= sentence.first + 3 and "because" not in reading.lower[subject.head : word]


def _since_verb(reading: Reading, word: int) -> int:
    """Steps back to the verb that the word of fault belongs to: "pressed the wrong button"."""
    for back in range(4):
        if reading.lower[word - back].endswith(("ed", "ght")) or reading.lower[word - back] in {
            "was",
            "were",
            "put",
            "set",
            "gave",
            "took",
        }:
            return back
    return 0


ELEMENT = ElementRule(
    asks="Say what in the process, tool or design let it happen, not who did it wrong.",
    why="Whoever expects blame holds back facts, and a cause that stops at a person leaves the next person in the same trap.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Etsy: Blameless PostMortems and a Just Culture",
            "https://codeascraft.com/2012/05/22/blameless-postmortems/",
        ),
    ),
    detectors=(Scan(nobody_at_fault),),
    exempt=frozenset(),
    present=(
        Example("An engineer unplugged the active uplink in rack 4.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example(
            "Nobody is notified when two flags contradict each other.", Audience.POSTMORTEM, Kind.WHY_ANSWER
        ),
        Example("The health check did not detect the stuck process.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example("An operator entered 1.5 in place of 15.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example(
            "The form does not stop a buyer from entering a past date.", Audience.POSTMORTEM, Kind.ROOT_CAUSE
        ),
    ),
    absent=(
        Example("The tester overlooked the case.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example("Drivers do not read what we send them.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example("Incompetence in the hosting team.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("Management refused to pay for a second link.", Audience.POSTMORTEM, Kind.ROOT_CAUSE),
        Example("The designers never think about colour-blind users.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
    ),
)
