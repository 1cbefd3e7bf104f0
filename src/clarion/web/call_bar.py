"""The calls of the promise clock to one person, as every page shows them."""

import hashlib
from dataclasses import dataclass

from clarion.accounts.people import Person
from clarion.updates.notices import Notice
from clarion.updates.who_is_called import calls_to


@dataclass(frozen=True)
class CallBar:
    """`digest` changes when the bar would read differently; the page asks with the one it shows."""

    calls: list[Notice]
    digest: str


def call_bar(person: Person) -> CallBar:
    calls = calls_to(person)
    shown = ",".join(f"{call.pk}:{call.called_id}" for call in calls)  # type: ignore[attr-defined]
    return CallBar(calls, hashlib.sha256(shown.encode()).hexdigest()[:12])
