"""What became of an attempt to call somebody; the same for every way."""

from collections.abc import Sequence
from dataclasses import dataclass

from clarion.subscribers.call_rows import CallRow
from clarion.subscribers.channels.problem import Problem


@dataclass(frozen=True)
class Attempt:
    """The calls that one message carried, and what went wrong; None when it went out."""

    calls: Sequence[CallRow]
    problem: Problem | None = None
