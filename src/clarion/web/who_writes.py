"""Who is writing in a section right now: kept for seconds, beside the database, because nothing depends on it.

An open editor says so with every pulse of its page. Two that say so in one instant may overwrite each other's line;
it is back with the next pulse.
"""

from collections.abc import Collection
from datetime import datetime

from django.core.cache import cache

from clarion.accounts.people import Person
from clarion.postmortems.postmortem import PostMortem

#: Seconds after its last pulse for which somebody still counts as writing.
STAYS = 10

#: A part and the key of a person -> their name and when they were last seen, in seconds since 1970.
type Seen = dict[tuple[str, int], tuple[str, float]]


def note_writing(postmortem: PostMortem, parts: Collection[str], *, by: Person, at: datetime) -> None:
    """The parts in which the person has an editor open now; those they have left are forgotten."""
    seen = _seen(postmortem, at=at)
    others = {place: each for place, each in seen.items() if place[1] != by.pk}
    if parts or len(others) != len(seen):
        now = {(part, by.pk): (by.name, at.timestamp()) for part in parts}
        cache.set(_key(postmortem), others | now, STAYS * 2)


def writers(postmortem: PostMortem, *, besides: Person, at: datetime) -> dict[str, list[str]]:
    """Part -> the names of the others who write in it now, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for (part, person), (name, _) in sorted(_seen(postmortem, at=at).items(), key=lambda each: each[1]):
        if person != besides.pk:
            found.setdefault(part, []).append(name)
    return found


def _seen(postmortem: PostMortem, *, at: datetime) -> Seen:
    kept: Seen = cache.get(_key(postmortem), {})
    return {place: each for place, each in kept.items() if at.timestamp() - each[1] < STAYS}


def _key(postmortem: PostMortem) -> str:
    return f"writing-{postmortem.pk}"
