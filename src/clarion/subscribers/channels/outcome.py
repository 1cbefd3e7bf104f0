"""What became of an attempt to call somebody; the same for every way."""

from dataclasses import dataclass

from clarion.subscribers.calls import Call
from clarion.subscribers.channels.problem import Problem


@dataclass(frozen=True)
class Attempt:
    """The calls that one message carried, and what went wrong; None when it went out."""

    calls: list[Call]
    problem: Problem | None = None
