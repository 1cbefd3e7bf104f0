"""What became of the rumours of a drill: passed on as a fact, taken back, corrected in time. Pure."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from clarion.practice.drills.course import TO_WRITE, Course, Message
from clarion.practice.drills.marks import Mark, name_of, worst_of
from clarion.practice.drills.script import MINUTE, Inject
from clarion.practice.tiers import Tier
from clarion.review.reading import Reading, Sentence, read

#: How soon a rumour that was passed on has to be taken back once it is disproved.
TO_CORRECT = 10 * MINUTE
#: Words that say that something is not so, or that it is not so yet, before or behind the words of a rumour.
_DENIES = frozenset(
    """
    no not never none nobody nothing neither nor without cannot isn't aren't wasn't weren't hasn't haven't don't doesn't
    didn't wrong false incorrect untrue unconfirmed rumour rumours rumor rumors excluded denied
    until till once when if whether
    """.split()
) | {"rule", "ruled", "ruling", "unfounded", "unrelated"}


def rumour_mark(course: Course, rumour: Inject, disproof: Inject) -> Mark:
    heard, disproved = course.heard(rumour), course.heard(disproof)
    name = f"Rumour at {heard:%H:%M} UTC" if heard else "Rumour"
    try_next = "Pass on what somebody checked. When something wrong went out, send a correction at once: what you wrote, what is right."  # fmt: skip
    if heard is None:
        return Mark(name, Tier.EXCELLENT, "The drill ended before it was heard.", try_next)
    naming = _naming(course, rumour, since=heard)
    passed_on = passed_on_as_fact(course, rumour, disproof)
    taken_back = [each for each in naming if disproved and each.at >= disproved and _takes_back(each, rumour)]
    if not passed_on:
        return _not_passed_on(name, taken_back, try_next)
    marks = [_after_passing_on(each, taken_back, disproved) for each in _first_of_each_audience(passed_on)]
    worst = worst_of(tier for tier, _ in marks)
    return Mark(name, worst, next(reason for tier, reason in marks if tier is worst), try_next)


def _not_passed_on(name: str, taken_back: Sequence[Message], try_next: str) -> Mark:
    if taken_back:
        first = taken_back[0]
        said = f"It was not passed on, and {name_of(first.audience).lower()} heard at {first.at:%H:%M} UTC that it is wrong."
        return Mark(name, Tier.EXCELLENT, said, try_next)
    more = "Where others spread a rumour, say in your next message what is right."
    return Mark(name, Tier.SOLID, "It was not passed on; nobody was told that it is wrong.", more)


def _first_of_each_audience(messages: Sequence[Message]) -> list[Message]:
    first: dict[str, Message] = {}
    for each in messages:
        first.setdefault(each.audience, each)
    return list(first.values())


def _after_passing_on(
    message: Message, taken_back: Sequence[Message], disproved: datetime | None
) -> tuple[Tier, str]:
    who = name_of(message.audience)
    said = f"{who} heard it as a fact at {message.at:%H:%M} UTC"
    right = next((each for each in taken_back if each.audience == message.audience and each.at > message.at), None)  # fmt: skip
    if right is None:
        return Tier.NEEDS_WORK, f"{said} and no correction followed."
    since = max(message.at, disproved) if disproved else message.at
    quick = right.kind == "correction" and right.at - since <= TO_CORRECT
    how = "corrected" if right.kind == "correction" else "put right without calling it a correction"
    return (Tier.SOLID if quick else Tier.NEEDS_WORK), f"{said}; {how} at {right.at:%H:%M} UTC."


def passed_on_as_fact(course: Course, rumour: Inject, disproof: Inject) -> list[Message]:
    """The messages that told it as if it were so, while it was not."""
    heard, disproved = course.heard(rumour), course.heard(disproof)
    if heard is None:
        return []
    # Later the same words may be true: that it works again was a rumour once.
    until = min(disproved + TO_WRITE if disproved else course.ended_at, _recovered_at(course, heard))
    return [
        each
        for each in _naming(course, rumour, since=heard)
        if each.at <= until and _told_as_fact(each, rumour)
    ]


def _recovered_at(course: Course, since: datetime) -> datetime:
    """When it worked again, the end of the drill where it did not."""
    over = ("monitoring", "resolved")
    begins = (
        course.begins_at + truth.since * MINUTE
        for truth in course.script.truths
        if truth.status.value in over
    )
    return next((begin for begin in begins if begin > since), course.ended_at)


def _naming(course: Course, rumour: Inject, *, since: datetime) -> list[Message]:
    """The messages from then on that hold words of the rumour."""
    pattern = _pattern(rumour.words)
    return [each for each in course.messages if each.at >= since and pattern.search(each.text)]


@lru_cache(maxsize=128)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words, whatever their case and the spaces between them."""
    phrases = (r"\s+".join(map(re.escape, phrase.split())) for phrase in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


def _takes_back(message: Message, rumour: Inject) -> bool:
    return message.kind == "correction" or any(_denials(message.text, rumour))


def _told_as_fact(message: Message, rumour: Inject) -> bool:
    return message.kind != "correction" and not all(_denials(message.text, rumour))


def _denials(text: str, rumour: Inject) -> list[bool]:
    """Of each sentence that holds the rumour's words: whether it says that it is not so, not yet, or not confirmed.

    A plain rule that people can predict: some word of `_DENIES` stands in the sentence.
    """
    reading, pattern = read(text), _pattern(rumour.words)
    naming = [each for each in reading.sentences if pattern.search(text, each.start, each.end)]
    return [not _DENIES.isdisjoint(_words(reading, each)) for each in naming]


def _words(reading: Reading, sentence: Sentence) -> list[str]:
    return [word.replace("’", "'") for word in reading.lower[sentence.first : sentence.last]]
