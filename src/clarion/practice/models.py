"""The tables of this app, by topic."""

from clarion.practice.attempts import Attempt
from clarion.practice.drills.drill import Drill, Participant, ShownInject
from clarion.practice.quiz.quiz_rounds import QuizAnswer, QuizRound

__all__ = ["Attempt", "Drill", "Participant", "QuizAnswer", "QuizRound", "ShownInject"]
