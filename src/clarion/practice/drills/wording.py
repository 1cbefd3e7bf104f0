"""Were the words right: each message read by the review, against what was true when it went out. Pure.

| part | excellent | solid | needs work |
|---|---|---|---|
| what was said | no element missing | one for each message at most, none of those without which none goes out | more, or one of those |
| wording | no finding but hints | warnings | a finding that would have kept it in |
| truth | all statements agree with what was true | statements that the script bears out nowhere | contradictions |
| consistency | no two audiences heard two stories | - | a number or a state differed while nothing had changed |
| rumours | not passed on, and put right where it was heard | not passed on, or corrected within ten minutes | passed on and corrected later, or never |
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from clarion.practice.drills.course import EARLY, TO_WRITE, Course, Message
from clarion.practice.drills.marks import Mark, name_of, worst_of
from clarion.practice.drills.script import MINUTE, Inject
from clarion.practice.tiers import Tier
from clarion.review import Claim, Finding, Record, Review, Severity, Verdict
from clarion.review.reading import Reading, Sentence, read
from clarion.review.reading.numbers import numbers_of
from clarion.updates.remembered_review import remembered_review

#: How soon a rumour that was passed on has to be taken back once it is disproved.
TO_CORRECT = 10 * MINUTE
#: Elements without which the real composer lets no message out.
INDISPENSABLE = frozenset({"next_update", "correction_mark", "protocol"})
_FITS_NONE = Record(users_affected=10**15, percent_affected=0.0)
_COMPARED = {"percent_affected": "share of users", "users_affected": "number of users"}
_ORDER = ("investigating", "identified", "monitoring", "resolved")
#: Words that say that something is not so, or that it is not so yet, before or behind the words of a rumour.
_DENIES = frozenset(
    """
    no not never none nobody nothing neither nor without cannot isn't aren't wasn't weren't hasn't haven't don't doesn't
    didn't wrong false incorrect untrue unconfirmed rumour rumours rumor rumors excluded denied
    until till once when if whether
    """.split()
) | {"rule", "ruled", "ruling", "unfounded", "unrelated"}


@dataclass(frozen=True)
class ReadMessage:
    """A message with what the review says, and with the claims that nothing that was true at that time bears out."""

    message: Message
    review: Review
    contradicted: tuple[Claim, ...]
    unsupported: tuple[Claim, ...]
    rumours: tuple[Inject, ...] = ()
    """Those that it told as a fact while they were not so."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.review.telling

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not there; once it is resolved nobody owes a next time."""
        over = self.message.state == "resolved"
        return tuple(name for name in self.review.missing if not (over and name == "next_update"))

    @property
    def missing_in_words(self) -> list[str]:
        return [_in_words(name) for name in self.missing]

    @property
    def nothing_to_say(self) -> bool:
        return not (self.findings or self.missing or self.contradicted or self.unsupported or self.rumours)


def read_messages(course: Course) -> tuple[ReadMessage, ...]:
    told = [
        (rumour, passed_on_as_fact(course, rumour, disproof)) for rumour, disproof in course.script.rumours()
    ]
    return tuple(
        _read(course, message, tuple(rumour for rumour, messages in told if message in messages))
        for message in course.messages
    )


def _read(course: Course, message: Message, rumours: tuple[Inject, ...]) -> ReadMessage:
    said, *others = (
        remembered_review(
            message.text,
            audience=message.audience,
            kind=message.kind,
            record=record,
            lexicon=course.lexicon,
        )
        for record in _records(course, message)
    )
    # What agrees with one of the records of these minutes is right: the others hold what was or will be.
    claims = [
        claim
        for claim in said.claims
        if claim.quote not in message.wrong_words and all(_has(other, claim) for other in others)
    ]
    contradicted = tuple(claim for claim in claims if claim.verdict is Verdict.CONTRADICTED)
    unsupported = tuple(claim for claim in claims if claim.verdict is Verdict.UNSUPPORTED)
    return ReadMessage(message, said, contradicted, unsupported, rumours)


def _records(course: Course, message: Message) -> Iterator[Record]:
    """What was true when it went out, then what else was in the minutes before and just after."""
    passed = message.at - course.begins_at
    moments = (passed, passed - TO_WRITE, passed + EARLY)
    for truth in dict.fromkeys(course.script.truth_at(max(each, timedelta())) for each in moments):
        yield course.script.record_of(truth, begins_at=course.begins_at, at=message.at)


def _has(said: Review, claim: Claim) -> bool:
    return any((each.field, each.start) == (claim.field, claim.start) for each in said.claims)


def wording(
    course: Course, messages: Sequence[ReadMessage], apart: Sequence["Disagreement"]
) -> tuple[Mark, ...]:
    """`apart` is where two audiences heard two stories (`disagreements`)."""
    if not messages:
        return (Mark("Words", Tier.NEEDS_WORK, "Nothing was published.", _BEGIN),)
    return (
        _elements(messages),
        _findings(messages),
        _truth(messages),
        _consistency(apart),
        *(_rumour(course, rumour, disproof) for rumour, disproof in course.script.rumours()),
    )


_BEGIN = "Publish something short and true first; a text that waits to be perfect helps nobody."


def _elements(messages: Sequence[ReadMessage]) -> Mark:
    missing = [name for each in messages for name in each.missing]
    counted = sorted(dict.fromkeys(missing), key=lambda name: (-missing.count(name), name))
    said = ", ".join(f"{_in_words(name)} ({missing.count(name)} of {len(messages)})" for name in counted)
    first = _in_words(counted[0]) if counted else "next update"
    try_next = f"Before you publish, look for what is missing beside the text. Missing most often: {first}."
    if not missing:
        return Mark("What was said", Tier.EXCELLENT, "Every message said what its readers need.", try_next)
    bad = INDISPENSABLE & set(missing) or len(missing) > len(messages)
    return Mark(
        "What was said", Tier.NEEDS_WORK if bad else Tier.SOLID, f"Missing in messages: {said}.", try_next
    )


def _in_words(element: str) -> str:
    return element.replace("_", " ")


def _findings(messages: Sequence[ReadMessage]) -> Mark:
    found = [finding for each in messages for finding in each.findings]
    if not found:
        return Mark(
            "Wording", Tier.EXCELLENT, "Calm and plain: the review had nothing to say.", "Keep it plain."
        )
    blocks = [finding for finding in found if finding.severity is Severity.BLOCK]
    worst = (blocks or found)[0]
    names = ", ".join(dict.fromkeys(_in_words(finding.rule) for finding in (*blocks, *found)))
    return Mark(
        "Wording",
        Tier.NEEDS_WORK if blocks else Tier.SOLID,
        f"{len(found)} place{'' if len(found) == 1 else 's'} to reword: {names}.",
        f"Read it once aloud before you publish. “{_short(worst.quote)}”: {worst.message}",
    )


def _truth(messages: Sequence[ReadMessage]) -> Mark:
    wrong = [(each, claim) for each in messages for claim in each.contradicted]
    loose = [(each, claim) for each in messages for claim in each.unsupported]
    try_next = "Before each message compare its numbers, places, state and cause with the record, and change the record first."
    if wrong:
        each, claim = wrong[0]
        return Mark(
            "Truth", Tier.NEEDS_WORK,
            f"{len(wrong)} statement{'' if len(wrong) == 1 else 's'} contradicted what was true, the first at"
            f" {each.message.at:%H:%M} UTC: “{_short(claim.quote)}”; true was {claim.recorded or 'something else'}.",
            try_next,
        )  # fmt: skip
    if passed_on := next((each for each in messages if each.rumours), None):
        said = f"What was told at {passed_on.message.at:%H:%M} UTC was a rumour, and not so."
        return Mark(
            "Truth",
            Tier.NEEDS_WORK,
            said,
            "Pass on what somebody checked; say of the rest that you are checking it.",
        )
    if loose:
        each, claim = loose[0]
        return Mark(
            "Truth", Tier.SOLID,
            f"Nothing was wrong, but “{_short(claim.quote)}” at {each.message.at:%H:%M} UTC was known from nowhere.",
            "Write what the record holds. What you only suppose can wait for the next message.",
        )  # fmt: skip
    return Mark("Truth", Tier.EXCELLENT, "Every statement agreed with what was true when it went out.", try_next)  # fmt: skip


# -- one story for all


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


def _consistency(apart: Sequence[Disagreement]) -> Mark:
    try_next = "Change the record first and write all audiences from it; the short text for Support can go out with the public one."  # fmt: skip
    if not apart:
        return Mark("One story", Tier.EXCELLENT, "No audience heard another story than the others.", try_next)
    first = apart[0]
    reason = (
        f"At {first.later.at:%H:%M} UTC {name_of(first.later.audience).lower()} heard another {first.what}"
        f" ({name_of(first.earlier.audience).lower()}, {first.earlier.at:%H:%M} UTC)."
    )
    return Mark("One story", Tier.NEEDS_WORK, reason, try_next)


# -- rumours


def _rumour(course: Course, rumour: Inject, disproof: Inject) -> Mark:
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


def _short(quote: str, longest: int = 80) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= longest else f"{quote[: longest - 1]}…"
