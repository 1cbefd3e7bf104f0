"""A parcel: one delivery as a channel sees it, with all that it needs and nothing of the database.

Each folder of `channels/` that delivers has a `deliver.py` with

    deliver(parcels, *, at) -> Iterator[Handed]

It is given parcels of one update, renders once per language and format, and yields each parcel with what went wrong, as
soon as it knows. What it did not take in hand it does not yield: that waits for the next batch. When nothing at all can be carried (the mail server is
away, the password is wrong) it raises `ChannelDown`: then nobody's attempts are counted, and the channel pauses.
"""

from dataclasses import dataclass
from typing import NamedTuple

from clarion.subscribers.channels.problem import Problem
from clarion.updates.publication import IncidentUpdate

#: Seconds after which a channel takes nothing new in hand: what it did not yield then goes to the next batch.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """`key` is the same for every attempt; receivers recognise a repetition by it. `attempts` counts this one."""

    delivery: int
    key: str
    subscriber: str
    address: str
    language: str
    payload: str
    secret: str
    attempts: int
    update: IncidentUpdate


class Handed(NamedTuple):
    """`problem` None: the other side took it. `gone`: the other side says that there is no such address any more."""

    parcel: Parcel
    problem: Problem | None = None
    gone: bool = False


class ChannelDown(Exception):
    """Nothing can be carried by this channel now; what was not yielded waits, and its attempts are not counted."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
