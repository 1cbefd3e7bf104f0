"""A common question of an interview (a question alone is one of the quiz), with a strong answer and weak ones. Pure: no Django, no clock.

They lie in `texts/*.toml`, several in a file (`[[questions]]`).
"""

from dataclasses import dataclass
from functools import lru_cache

from clarion.practice.content import ContentError, Fields, shipped
from clarion.practice.interview.red_flags import RED_FLAGS


@dataclass(frozen=True)
class Weak:
    """An answer that raises one red flag, and what is wrong with it in this case."""

    text: str
    flag: str
    why: str


@dataclass(frozen=True)
class InterviewQuestion:
    """`listens_for` is what the person who asks wants to learn."""

    id: str
    question: str
    listens_for: str
    strong: str
    why: str
    weak: tuple[Weak, ...]


@lru_cache(maxsize=1)
def interview_questions() -> dict[str, InterviewQuestion]:
    """All questions by id, in the order of their files. Raises ContentError where a text is not in shape."""
    read = [
        each
        for _, fields in shipped("clarion.practice.interview")
        for each in read_interview_questions(fields)
    ]
    if len(found := {each.id: each for each in read}) < len(read):
        raise ContentError("interview questions: two of them have one id; give each its own.")
    return found


def read_interview_questions(fields: Fields) -> list[InterviewQuestion]:
    """Raises ContentError."""
    read = [_question(each) for each in fields.tables("questions", least=1)]
    fields.nothing_else()
    return read


def _question(fields: Fields) -> InterviewQuestion:
    read = InterviewQuestion(
        id=fields.text("id"),
        question=fields.text("question"),
        listens_for=fields.text("listens_for"),
        strong=fields.text("strong"),
        why=fields.text("why"),
        weak=tuple(_weak(each) for each in fields.tables("weak", least=1)),
    )
    fields.nothing_else()
    return read


def _weak(fields: Fields) -> Weak:
    weak = Weak(text=fields.text("text"), flag=fields.text("flag"), why=fields.text("why"))
    if weak.flag not in RED_FLAGS:
        raise fields.error("flag", f"write one of {', '.join(RED_FLAGS)}")
    fields.nothing_else()
    return weak
