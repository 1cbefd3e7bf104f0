"""Whether all audiences heard one story: each message beside the last word of every other audience. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from clarion.practice.drills.course import EARLY, TO_WRITE, Course, Message
from clarion.practice.drills.marks import Mark, name_of
from clarion.practice.tiers import Tier
from clarion.review import Record
from clarion.review.reading import read
from clarion.review.reading.numbers import numbers_of
from clarion.updates.remembered_review import remembered_review

_FITS_NONE = Record(users_affected=10**15, percent_affected=0.0)
_COMPARED = {"percent_affected": "share of users", "users_affected": "number of users"}
_ORDER = ("investigating", "identified", "monitoring", "resolved")


@dataclass(frozen=True)
class Disagreement:
    """Two messages to two audiences that do not agree; `later` is the one that went out last."""

    earlier: Message
    later: Message
    what: str


def disagreements(course: Course) -> list[Disagreement]:
    """Each message against the last word of every other audience, in the order of their times."""
    found = []
    for place, later in enumerate(course.messages):
        before = {each.audience: each for each in course.messages[:place] if each.kind != "customer_reply"}
        for audience, earlier in before.items():
            if audience != later.audience:
                found += [Disagreement(earlier, later, what) for what in _differences(course, earlier, later)]
    return found


def _differences(course: Course, earlier: Message, later: Message) -> Iterator[str]:
    if _ORDER.index(later.state) < _ORDER.index(earlier.state) and _same_truth(
        course, earlier, later, "status"
    ):
        yield f"state: {later.state} here, {earlier.state} there"
    for field, words in _COMPARED.items():
        told, was_told = _numbers(later, field), _numbers(earlier, field)
        if told and was_told and _same_truth(course, earlier, later, field.removesuffix("_affected")):
            apart = not any(_near(one, other) for one in told for other in was_told)
            if apart:
                yield f"{words}: {told[0]:,g} here, {was_told[0]:,g} there"


def _same_truth(course: Course, earlier: Message, later: Message, name: str) -> bool:
    """Whether that fact was the same all the time from the one message to the other: else the later one may be news."""
    first, last = earlier.at - course.begins_at - TO_WRITE, later.at - course.begins_at + EARLY
    values = {getattr(course.script.truth_at(max(moment, timedelta())), name) for moment in (first, last)}
    return len(values) == 1


def _numbers(message: Message, field: str) -> list[float]:
    """The numbers of people, or shares, that a message names: a record that no number fits contradicts each of them."""
    said = remembered_review(message.text, audience=message.audience, kind=message.kind, record=_FITS_NONE)
    quotes = [
        claim.quote
        for claim in said.claims
        if claim.field == field and claim.quote not in message.wrong_words
    ]
    return [number.low for quote in quotes for number in numbers_of(read(quote))]


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 0.15 * max(one, other)


def story_mark(apart: Sequence[Disagreement]) -> Mark:
    try_next = "Change the record first and write all audiences from it; the short text for Support can go out with the public one."  # fmt: skip
    if not apart:
        return Mark("One story", Tier.EXCELLENT, "No audience heard another story than the others.", try_next)
    first = apart[0]
    reason = (
        f"At {first.later.at:%H:%M} UTC {name_of(first.later.audience).lower()} heard another {first.what}"
        f" ({name_of(first.earlier.audience).lower()}, {first.earlier.at:%H:%M} UTC)."
    )
    return Mark("One story", Tier.NEEDS_WORK, reason, try_next)
