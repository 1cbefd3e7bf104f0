"""A small quiz: four questions, one of each kind, in place of the shipped ones."""

import pytest

from clarion.practice.content import read_toml
from clarion.practice.quiz import playing, quiz_rounds
from clarion.practice.quiz.question import Question, read_questions
from clarion.web import quiz_page
from clarion.web.views import practice_quiz

FOUR = """
[[questions]]
id = "cadence"
kind = "vocabulary"
prompt = "What is a cadence?"
choices = ["How often readers hear of us", "How bad it is", "Who is <affected>"]
right = "How often readers hear of us"
explanation = "It is the rhythm of updates."

[[questions]]
id = "first-word"
kind = "scenario"
prompt = "Payments fail. What do you write first?"
choices = ["What fails for whom", "The cause", "Nothing yet"]
right = "What fails for whom"
explanation = "Readers need the symptom first."

[[questions]]
id = "tell-the-truth"
kind = "judgement"
prompt = "Your last update was wrong. What is best?"
choices = ["Correct it at once", "Edit it", "Wait for the end"]
right = "Correct it at once"
explanation = "Readers acted on the wrong text."

[[questions]]
id = "soon"
kind = "error"
prompt = "Mark what says nothing."
text = "Card payments fail since 10:00 UTC in <Checkout>. More information will follow soon."
audience = "public"
message = "progress"
rule = "vague"
wrong = "More information will follow soon."
explanation = "Soon is no time."
"""


def in_place_of_shipped(patch: pytest.MonkeyPatch, *more: Question) -> dict[str, Question]:
    """The four questions and more; what is taken out of the answer is no longer in the texts."""
    there = {**read_questions([read_toml(FOUR, name="four.toml")]), **{each.id: each for each in more}}
    for module in (playing, quiz_rounds, quiz_page, practice_quiz):
        patch.setattr(module, "questions", lambda: there)
    return there
