"""The messages of a drill as the review reads them, held against what was true when each went out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from clarion.practice.drills.course import EARLY, TO_WRITE, Course, Message
from clarion.practice.drills.rumours import passed_on_as_fact
from clarion.practice.drills.script import Inject
from clarion.review import Claim, Finding, Record, Review, Verdict
from clarion.updates.remembered_review import remembered_review


@dataclass(frozen=True)
class ReadMessage:
    """A message with what the review says, and with the claims that nothing that was true at that time bears out."""

    message: Message
    review: Review
    contradicted: tuple[Claim, ...]
    unsupported: tuple[Claim, ...]
    rumours: tuple[Inject, ...] = ()
    """Those that it told as a fact while they were not so."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.review.telling

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there; once it is resolved nobody owes a next time."""
        over = self.message.state == "resolved"
        return tuple(name for name in self.review.missing if not (over and name == "next_update"))

    @property
    def missingin_words(self) -> list[str]:
        return [in_words(name) for name in self.missing]

    @property
    def nothing_to_say(self) -> bool:
        return not (self.findings or self.missing or self.contradicted or self.unsupported or self.rumours)


def read_messages(course: Course) -> tuple[ReadMessage, ...]:
    told = [
        (rumour, passed_on_as_fact(course, rumour, disproof)) for rumour, disproof in course.script.rumours()
    ]
    return tuple(
        _read(course, message, tuple(rumour for rumour, messages in told if message in messages))
        for message in course.messages
    )


def _read(course: Course, message: Message, rumours: tuple[Inject, ...]) -> ReadMessage:
    said, *others = (
        remembered_review(
            message.text,
            audience=message.audience,
            kind=message.kind,
            record=record,
            lexicon=course.lexicon,
        )
        for record in _records(course, message)
    )
    # What agrees with one of the records of these minutes is right: the others hold what was or will be.
    claims = [
        claim
        for claim in said.claims
        if claim.quote not in message.wrong_words and all(_has(other, claim) for other in others)
    ]
    contradicted = tuple(claim for claim in claims if claim.verdict is Verdict.CONTRADICTED)
    unsupported = tuple(claim for claim in claims if claim.verdict is Verdict.UNSUPPORTED)
    return ReadMessage(message, said, contradicted, unsupported, rumours)


def _records(course: Course, message: Message) -> Iterator[Record]:
    """What was true when it went out, then what else was in the minutes before and just after."""
    passed = message.at - course.begins_at
    moments = (passed, passed - TO_WRITE, passed + EARLY)
    for truth in dict.fromkeys(course.script.truth_at(max(each, timedelta())) for each in moments):
        yield course.script.record_of(truth, begins_at=course.begins_at, at=message.at)


def _has(said: Review, claim: Claim) -> bool:
    return any((each.field, each.start) == (claim.field, claim.start) for each in said.claims)


def in_words(element: str) -> str:
    return element.replace("_", " ")
