"""What the review says of an answer while it is typed, with questions that help: about conditions, never about who."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from clarion.postmortems.five_whys import WhyKind
from clarion.review import Audience, Finding, Kind, Review, review

#: Elements of an answer, with what they are called beside it.
ELEMENTS = {
    "systemic": "can be changed",
    "verifiable": "can be checked",
    "blameless": "blames nobody",
}
#: An event and what helped need no condition to be named; what made them possible stands below.
NEED_NO_CONDITION = frozenset({WhyKind.TRIGGER, WhyKind.MITIGATOR, WhyKind.LUCK})
#: What to ask while an element is missing (Allspaw, Etsy: ask how and what, not who and why).
QUESTIONS = {
    "systemic": "What made this possible? Name the process, the tool or the design that let it happen.",
    "verifiable": "What would show it? Name the part, the rule, the value or the moment, so that somebody could check it.",
    "blameless": "How did this look at the time? Say what the screen, the alert or the runbook showed, not who erred.",
}
#: What to ask next, by kind.
NEXT = {
    WhyKind.TRIGGER: "What made this possible? Put it below this answer.",
    WhyKind.CONTRIBUTOR: "What made this possible, and what else had to be true?",
    WhyKind.MITIGATOR: "Would it help again, or only this time?",
    WhyKind.DETECTION_GAP: "What would have shown it earlier?",
    WhyKind.DIFFICULTY: "What would have made it quicker: an alert, a tool, access, a runbook?",
    WhyKind.LUCK: "What if it had been otherwise? What would make sure of it?",
}


@dataclass(frozen=True)
class Element:
    """`question` is empty where the element is there."""

    name: str
    words: str
    present: bool
    question: str


@dataclass(frozen=True)
class AnswerReview:
    elements: tuple[Element, ...]
    findings: tuple[Finding, ...]
    next_question: str

    @property
    def questions(self) -> list[str]:
        """What to ask now, the most helpful first; what comes next only when nothing is missing."""
        missing = [each.question for each in self.elements if each.question]
        return missing or ([self.next_question] if self.next_question else [])


@lru_cache(maxsize=4096)
def review_of_answer(answer: str) -> Review:
    """The same words have the same review: it is asked once, however often the page is shown."""
    return review(answer, audience=Audience.POSTMORTEM, kind=Kind.WHY_ANSWER)


def has_element(answer: str, name: str) -> bool:
    return name not in review_of_answer(answer).missing


def reviewed(answer: str, kind: str) -> AnswerReview:
    """What to show beside the field; of no words the question for the kind, where the form does not ask it already."""
    asks_next = NEXT[WhyKind(kind)]
    if not answer.strip():
        return AnswerReview((), (), "" if kind in {WhyKind.TRIGGER, WhyKind.CONTRIBUTOR} else asks_next)
    return AnswerReview(tuple(_elements(answer, kind)), review_of_answer(answer).findings, asks_next)


def _elements(answer: str, kind: str) -> Iterator[Element]:
    for name, words in ELEMENTS.items():
        present = has_element(answer, name)
        if present or name != "systemic" or kind not in NEED_NO_CONDITION:
            yield Element(name, words, present, "" if present else QUESTIONS[name])
