"""The time of the next message: a clock time, an interval, "within two hours". Words such as "soon" are none."""

from collections.abc import Iterator

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.durations import Duration, Relation
from clarion.review.reading.times import ClockTime
from clarion.review.rule import Example, Source

_MESSAGE = frozenset(
    """
    update updates news info information report reports brief briefing sheet note notes post posts message summary bulletin word
    status statement more call meeting email mail letter sync syncs check-in checkin line lines answer answers points point sheets letter
    briefings bulletins posts notes reports calls results decision standup huddle follow-up plan talking
    """.split()
)
_NEXT = frozenset(
    "next new following further another second third fourth final follow-up follows later tomorrow fresh".split()
)
_TELL = frozenset(
    """
    expect     update post report inform tell write answer call share publish send comment notify brief meet sync speak ring contact reply
    mail phone message hear confirm receive ping touch email get present look check
    """.split()
)
_WILL = frozenset(
    "will 'll we'll i'll shall follows follow come comes due is are at again you'll going to".split()
)
_BACK = frozenset(["was", "were", "had", "since", "last", "yesterday", "until"])
_DONE = frozenset(
    ["posted", "updated", "reported", "informed", "sent", "wrote", "published", "told", "called", "met"]
)
_AHEAD = frozenset(["will", "is", "are", "be", "shall", "gets"])
_ANNOUNCING = _MESSAGE | _TELL | frozenset("next read come back again here touch".split())
"""One of these stands wherever `_speaks_of_next_message` says yes."""
_FUTURE = frozenset({Relation.EVERY, Relation.WITHIN, Relation.IN})


def promised(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A time or an interval in a stretch that speaks of the next message."""
    times: list[ClockTime | Duration] = [
        *reading.times,
        *(d for d in reading.durations if d.relation in _FUTURE),
    ]
    for time in sorted(times, key=lambda each: each.start):
        sentence = reading.sentence_at(time.start)
        if sentence and _speaks_of_next_message(reading, sentence, time):
            yield _proof(time)
    yield from _full_hours(reading)


def _proof(time: ClockTime | Duration) -> Spot:
    missing = isinstance(time, ClockTime) and (time.zone is None or not time.stated)
    return Spot(time.start, time.end, zone_missing=missing)


_RECOVERY = frozenset("recovery restoration fix resolution repair restored resolved fixed expected".split())
_NO_MESSAGE = frozenset(
    "release maintenance step train flight departure renewal run deployment window delivery course class batch match business".split()
)


def _stands_by_next(words: list[str], at: int) -> bool:
    """ "Next: 14:00 CET", "21:00 UTC next": "next" beside the time, and not the next train."""
    near = words[max(at - 4, 0) : at + 4]
    return "next" in near and _NO_MESSAGE.isdisjoint(near)


def _speaks_of_next_message(reading: Reading, sentence: Sentence, time: ClockTime | Duration) -> bool:
    """The words between the time and the nearest comma or semicolon, on both sides, announce a message."""
    first, last = _stretch(reading, sentence, time)
    words = reading.lower[first:last]
    before = words[: max(reading.word_at(time.start) - first, 0)]
    after = reading.lower[reading.word_at(time.end) : last]
    if "then" in after and not (_TELL.isdisjoint(after) or _WILL.isdisjoint(after)):
        return True  # "we watch until 23:00 and will then write again"
    if (
        before[-1:] == ["of"]
        or _looks_back(before)
        or (not _RECOVERY.isdisjoint(before[-8:]) and _MESSAGE.isdisjoint(before))
    ):
        return False
    if _stands_by_next(words, len(before)):
        return True
    if "expect" in before and not _MESSAGE.isdisjoint(before):
        return True
    if {"look", "check", "read", "come", "back", "touch"} & set(before[-10:]) and {
        "again",
        "back",
        "here",
        "touch",
    } & set(before[-8:]):
        return {"works", "work", "was", "is", "are", "available"}.isdisjoint(before)
    if not _MESSAGE.isdisjoint(words) and not (_NEXT | _WILL).isdisjoint(words):
        return True
    if not _MESSAGE.isdisjoint(words) and isinstance(time, Duration):
        return True
    return not _TELL.isdisjoint(words) and (not _WILL.isdisjoint(words) or bool({"we", "i"} & set(before)))


def _looks_back(before: list[str]) -> bool:
    """ "Posted at 10:00", "was told since"; a participle after "will be" or "is" looks ahead."""
    return not _BACK.isdisjoint(before) or (not _DONE.isdisjoint(before) and _AHEAD.isdisjoint(before))


def _stretch(reading: Reading, sentence: Sentence, time: ClockTime | Duration) -> tuple[int, int]:
    first = last = reading.word_at(time.start)
    while first > sentence.first and last - first < 20 and not _parts(reading.gap(first)):
        first -= 1
    last = min(reading.word_at(time.end), sentence.last)
    while last < sentence.last and last - first < 40 and not _parts(reading.gap(last)):
        last += 1
    return first, last


def _parts(gap: str) -> bool:
    return ";" in gap or "\n" in gap or "." in gap


_HOURLY = frozenset(["hour", "hourly"])


def _full_hours(reading: Reading) -> Iterator[Spot]:
    """ "At every full hour", "hourly" beside a word for a message."""
    for word in reading.where(_HOURLY):
        lower = reading.lower[word]
        sentence = reading.sentence_at(reading.starts[word])
        regular = lower == "hourly" or not {"every", "full", "each"}.isdisjoint(
            reading.lower[max(word - 3, 0) : word]
        )
        if (
            sentence
            and regular
            and not (_MESSAGE | _TELL).isdisjoint(reading.lower[sentence.first : sentence.last])
        ):
            yield Spot(reading.starts[word], reading.ends[word])


ELEMENT = ElementRule(
    asks="Say when the next update comes: a time with its zone, or an interval such as 'within 30 minutes'.",
    why="A reader who knows when the next word comes stops refreshing and calling; a promise can also be kept and counted.",
    sources=(
        Source(
            "PagerDuty Incident Response: External communication",
            "https://response.pagerduty.com/during/external_communication_guidelines/",
        ),
        Source(
            "Atlassian: Incident communication tips",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
    ),
    detectors=(Scan(promised, _ANNOUNCING),),
    present=(
        Example("Next update at 14:30 UTC.", quote="14:30 UTC"),
        Example("We will post again within 30 minutes.", quote="within 30 minutes"),
        Example("You will hear from us by noon CET.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY, "noon CET"),
        Example("Updates follow every half hour.", quote="every half hour"),
        Example("Sheet 3 follows at 9:00 CET.", Audience.SUPPORT, Kind.TALKING_POINTS, "9:00 CET"),
        Example("We are watching the queue until 23:00 UTC and will then write again.", quote="23:00 UTC"),
        Example("I'll call you on Monday at 10 AM EST.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY, "10 AM EST"),
    ),
    absent=(
        Example("We will post again shortly."),
        Example("Uploads have failed since 14:30 UTC."),
        Example("In our update of 10:15 UTC we named the wrong region.", Audience.PUBLIC, Kind.CORRECTION),
        Example("The fix should be live within two hours."),
        Example("We will let you know as soon as we know more."),
    ),
)
