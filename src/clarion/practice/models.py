"""The tables of this app, by topic."""

from clarion.practice.attempts import Attempt
from clarion.practice.drills.drill import Drill, Participant, ShownInject

__all__ = ["Attempt", "Drill", "Participant", "ShownInject"]
