"""The tables of this app, by topic."""

from clarion.problems.problem import Problem, ProblemIncident
from clarion.problems.search.texts import IndexedText

__all__ = ["IndexedText", "Problem", "ProblemIncident"]
