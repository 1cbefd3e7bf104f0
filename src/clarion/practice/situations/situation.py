"""A situation with several possible answers, each annotated with why it works or falls short. Pure: no Django, no clock.

They lie in `texts/*.toml`, several in a file (`[[situations]]`), in three groups. An answer that is a text for readers
names audience and kind: then the review reads it as it would read a draft, and the tests hold that it agrees with the verdict.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from clarion.practice.content import ContentError, Fields, shipped
from clarion.practice.criteria import read_record
from clarion.practice.tiers import Tier
from clarion.review import Audience, Kind, Record, Review, review

FEWEST_ANSWERS, MOST_ANSWERS = 3, 4


class Group(StrEnum):
    IN_PRACTICE = "in_practice"
    COMMON_MISTAKES = "common_mistakes"
    WORKPLACE = "workplace"

    @property
    def label(self) -> str:
        return {"in_practice": "In practice", "common_mistakes": "Common mistakes"}.get(
            self, "Workplace scenarios"
        )


class Worth(StrEnum):
    """What an answer is worth."""

    WORKS = "works"
    PARTLY = "partly"
    FALLS_SHORT = "falls_short"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")

    @property
    def tier(self) -> Tier:
        """The tier of whoever chose it, for the progress of a person."""
        return {Worth.WORKS: Tier.EXCELLENT, Worth.PARTLY: Tier.SOLID}.get(self, Tier.NEEDS_WORK)


@dataclass(frozen=True)
class Answer:
    """`audience` and `kind` are set where the answer is a text for readers, None where it is something to do.

    `shows` names rules, elements and fields of the record that `why` speaks of; the review must find the same.
    """

    text: str
    worth: Worth
    why: str
    audience: Audience | None = None
    kind: Kind | None = None
    record: Record | None = None
    shows: tuple[str, ...] = ()

    @cached_property
    def review(self) -> Review | None:
        """None for something to do: there is no text to review."""
        if self.audience is None or self.kind is None:
            return None
        return review(self.text, audience=self.audience, kind=self.kind, record=self.record)

    @property
    def faults(self) -> tuple[str, ...]:
        """Names of what the review holds against it: rules (hints left out), then fields of the record that disagree."""
        if self.review is None:
            return ()
        rules = [found.rule for found in self.review.telling]
        return tuple(dict.fromkeys([*rules, *(claim.field for claim in self.review.claims)]))


@dataclass(frozen=True)
class Situation:
    id: str
    group: Group
    title: str
    situation: str
    question: str
    answers: tuple[Answer, ...]

    @property
    def record(self) -> Record | None:
        """What is known; the answers that are texts are reviewed with it."""
        return next((answer.record for answer in self.answers if answer.record), None)

    def in_order_for(self, seed: object) -> list[tuple[int, Answer]]:
        """The answers with their place in the file, in an order of the learner's own, the same at every visit."""

        def drawn(numbered: tuple[int, Answer]) -> bytes:
            return hashlib.sha256(f"{seed} {self.id} {numbered[0]}".encode()).digest()

        return sorted(enumerate(self.answers), key=drawn)


@lru_cache(maxsize=1)
def situations() -> dict[str, Situation]:
    """All situations by id, in the order of the groups. Raises ContentError where a text is not in shape."""
    read = [each for _, fields in shipped("clarion.practice.situations") for each in read_situations(fields)]
    if len(found := {each.id: each for each in read}) < len(read):
        raise ContentError("situations: two of them have one id; give each its own.")
    groups = list(Group)
    return {each.id: each for each in sorted(found.values(), key=lambda each: groups.index(each.group))}


def read_situations(fields: Fields) -> list[Situation]:
    """One file: `group` for all of it, and `[[situations]]`. Raises ContentError."""
    group = fields.one_of("group", Group)
    read = [_situation(each, group) for each in fields.tables("situations", least=1)]
    fields.nothing_else()
    return read


def _situation(fields: Fields, group: Group) -> Situation:
    record = read_record(fields)
    audience = fields.one_of("audience", Audience) if fields.has("audience") else None
    kind = fields.one_of("kind", Kind) if fields.has("kind") else None
    if (audience is None) != (kind is None):
        raise fields.error("audience", "name audience and kind together, or neither")
    read = Situation(
        id=fields.text("id"),
        group=group,
        title=fields.text("title"),
        situation=fields.text("situation"),
        question=fields.text("question"),
        answers=tuple(
            _answer(each, audience, kind, record) for each in fields.tables("answers", least=FEWEST_ANSWERS)
        ),
    )
    _must_be_a_choice(fields, read.answers)
    fields.nothing_else()
    return read


def _must_be_a_choice(fields: Fields, answers: tuple[Answer, ...]) -> None:
    if len(answers) > MOST_ANSWERS:
        raise fields.error("answers", f"write at most {MOST_ANSWERS}")
    if len({answer.text for answer in answers}) < len(answers):
        raise fields.error("answers", "two of them are the same text; write another one")
    worths = {answer.worth for answer in answers}
    if Worth.WORKS not in worths or Worth.FALLS_SHORT not in worths:
        raise fields.error("answers", "one must work and one must fall short")


def _answer(fields: Fields, audience: Audience | None, kind: Kind | None, record: Record | None) -> Answer:
    read = Answer(
        text=fields.text("text"),
        worth=fields.one_of("verdict", Worth),
        why=fields.text("why"),
        audience=audience,
        kind=kind,
        record=record,
        shows=fields.texts("shows"),
    )
    if read.shows and audience is None:
        raise fields.error(
            "shows", "only the review of a text shows something; name audience and kind of the situation"
        )
    fields.nothing_else()
    return read
