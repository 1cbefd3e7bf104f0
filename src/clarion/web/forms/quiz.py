"""What a learner sends for a question of the quiz: a choice, ticked words, or typed ones."""

from django.http import QueryDict

from clarion.practice.quiz.playing import Given
from clarion.practice.quiz.question import Question

LONGEST_TYPED = 2000


def given_in(sent: QueryDict, question: Question) -> Given:
    """Ticks count before typed words; whether the answer means anything is judged by the quiz."""
    if question.passage is None:
        return sent.get("choice", "")
    ticked = sent.getlist("word")
    typed = sent.get("typed", "")[:LONGEST_TYPED]
    return [_number(word) for word in ticked] if ticked or not typed.strip() else typed


def _number(word: str) -> int:
    """-1, which no word has, for what is no number."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 6 else -1
