"""What happened in a drill, as values: messages, promises and injects with their times on the drill's clock. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from clarion.practice.drills.marks import name_of
from clarion.practice.drills.script import MINUTE, Inject, Script
from clarion.review import Lexicon
from clarion.updates.cadence import Cadence

#: How long after the truth changed somebody may still write what held before, and how much before others know it.
TO_WRITE, EARLY = 3 * MINUTE, 1 * MINUTE


@dataclass(frozen=True)
class Message:
    """One published update. `state` is what it announced; `wrong_words` are those that a correction takes back."""

    audience: str
    kind: str
    text: str
    at: datetime
    state: str
    next_update_at: datetime | None = None
    wrong_words: str = ""
    by: str = ""

    @property
    def kind_words(self) -> str:
        return self.kind.replace("_", " ")

    @property
    def audience_words(self) -> str:
        return name_of(self.audience)


@dataclass(frozen=True)
class Owed:
    """One promise. `outcome` is kept, late, missed, ended or open; `kept_at` is when the update came, if it did."""

    audience: str
    due_at: datetime
    outcome: str
    kept_at: datetime | None = None

    @property
    def late_by(self) -> timedelta:
        return max((self.kept_at or self.due_at) - self.due_at, timedelta())


@dataclass(frozen=True)
class Heard:
    """An inject that was shown, and when."""

    inject: Inject
    at: datetime


@dataclass(frozen=True)
class Course:
    """A whole drill. Messages, promises and injects are in the order of their times; `ended_at` is on the drill's clock."""

    script: Script
    begins_at: datetime
    ended_at: datetime
    cadence: Cadence
    messages: tuple[Message, ...] = ()
    promises: tuple[Owed, ...] = ()
    injects: tuple[Heard, ...] = ()
    lexicon: Lexicon | None = None

    def to(self, audience: str) -> list[Message]:
        """What the audience heard; a letter to one customer is no word to all of them."""
        return [each for each in self.messages if each.audience == audience and each.kind != "customer_reply"]

    def audiences(self) -> list[str]:
        """Who waited for word by the script, then who else was written to."""
        named = [told.value for told in self.script.audiences]
        return [*named, *dict.fromkeys(each.audience for each in self.messages if each.audience not in named)]

    def over_at(self) -> datetime:
        """When nothing was owed any more: the end of the drill, or the first word that it is resolved once that was true.

        Who says so too early goes on to owe word.
        """
        true_after = self.script.resolved_after()
        if true_after is None:
            return self.ended_at
        since = self.begins_at + true_after - EARLY
        resolved = (each.at for each in self.messages if each.state == "resolved" and each.at >= since)
        return min([self.ended_at, *resolved])

    def heard(self, inject: Inject) -> datetime | None:
        return next((each.at for each in self.injects if each.inject.number == inject.number), None)

    def truths(self) -> Iterator[tuple[datetime, datetime, str]]:
        """What was true from when to when, as far as the drill went, in words."""
        begins = [self.begins_at + truth.since * MINUTE for truth in self.script.truths]
        for truth, begin, end in zip(self.script.truths, begins, [*begins[1:], self.ended_at], strict=True):
            if begin < self.ended_at:
                yield begin, min(end, self.ended_at), truth.in_words()
