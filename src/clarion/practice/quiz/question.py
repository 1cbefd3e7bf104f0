"""A question of the quiz as it lies in `texts/*.toml`. Pure: no Django, no clock.

Three kinds are answered by choosing one of three or four texts. In the fourth, `error`, the learner marks the words
that are wrong; which rule of the review they break is part of the question, so that quiz and review never disagree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from clarion.practice.content import Fields, shipped
from clarion.practice.quiz.shuffled import shuffled
from clarion.review import Audience, Kind, registry

FEWEST_CHOICES, MOST_CHOICES = 3, 4


class QuestionKind(StrEnum):
    VOCABULARY = "vocabulary"
    SCENARIO = "scenario"
    ERROR = "error"
    JUDGEMENT = "judgement"

    @property
    def label(self) -> str:
        return "Find the error" if self is QuestionKind.ERROR else self.value.capitalize()


@dataclass(frozen=True)
class Passage:
    """A text with one span that is wrong: characters `start` to `end` (exclusive) break `rule`."""

    text: str
    audience: Audience
    message: Kind
    rule: str
    start: int
    end: int

    @property
    def wrong(self) -> str:
        return self.text[self.start : self.end]


@dataclass(frozen=True)
class Question:
    """Either `choices` with the `right` one of them, or a `passage` in which the wrong words are marked."""

    id: str
    kind: QuestionKind
    prompt: str
    explanation: str
    choices: tuple[str, ...] = ()
    right: str = ""
    passage: Passage | None = None

    def choices_for(self, seed: int) -> list[str]:
        """The choices in the order of this seed: their place says nothing about which one is right."""
        return shuffled(self.choices, seed=f"{seed} {self.id}")


@cache
def questions() -> Mapping[str, Question]:
    """Every shipped question by its id. Raises ContentError where a file is not in the documented shape."""
    return MappingProxyType(read_questions(fields for _, fields in shipped(__package__)))


def read_questions(files: Iterable[Fields]) -> dict[str, Question]:
    """Raises ContentError also for an id that stands twice, in whichever files."""
    found: dict[str, Question] = {}
    for file in files:
        for fields in file.tables("questions", least=1):
            question = _read_question(fields)
            if question.id in found:
                raise fields.error("id", f"“{question.id}” is taken; write another id")
            found[question.id] = question
        file.nothing_else()
    return found


def _read_question(fields: Fields) -> Question:
    kind: QuestionKind = fields.one_of("kind", QuestionKind)
    choices, right = _read_choices(fields) if kind is not QuestionKind.ERROR else ((), "")
    question = Question(
        id=fields.text("id"),
        kind=kind,
        prompt=fields.text("prompt"),
        explanation=fields.text("explanation"),
        choices=choices,
        right=right,
        passage=_read_passage(fields) if kind is QuestionKind.ERROR else None,
    )
    fields.nothing_else()
    return question


def _read_choices(fields: Fields) -> tuple[tuple[str, ...], str]:
    choices, right = fields.texts("choices", least=FEWEST_CHOICES), fields.text("right")
    if len(choices) > MOST_CHOICES:
        raise fields.error("choices", f"write {FEWEST_CHOICES} or {MOST_CHOICES} texts")
    if len(set(choices)) < len(choices):
        raise fields.error("choices", "write every text once")
    if right not in choices:
        raise fields.error("right", "write one of the choices, letter by letter")
    return choices, right


def _read_passage(fields: Fields) -> Passage:
    text, wrong, rule = fields.text("text"), fields.text("wrong"), fields.text("rule")
    if text.count(wrong) != 1:
        raise fields.error("wrong", "write words that stand in the text exactly once")
    if rule not in registry.rules():
        raise fields.error("rule", f"write one of {', '.join(sorted(registry.rules()))}")
    start = text.index(wrong)
    return Passage(
        text=text,
        audience=fields.one_of("audience", Audience),
        message=fields.one_of("message", Kind),
        rule=rule,
        start=start,
        end=start + len(wrong),
    )
