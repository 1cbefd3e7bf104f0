"""Lengths of time that tell how long the trouble lasts or lasted, apart from delays, waits, limits and intervals."""

from clarion.review.grounding.roles import MESSAGE, RECOVERY, TROUBLE, planned
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.durations import Duration, Relation

_NOT_THE_INCIDENT = frozenset(
    """
    delay delays delayed late later behind wait waits waiting older old timeout timeouts expire expires expired retry retries cache
    cached queue queued backlog lag lags lagging takes took taking every each next within further another window interval
    sla data logs history read notice earlier refund refunds valid age retention keep kept stored store slower longer
    shift shifts reply replies respond response responses answer answered hold per average median typical typically
    usually slow loads load patience
    """.split()
)
_PERFECT = frozenset(["has", "have", "hasn't", "haven't", "we've", "they've", "it's"])
_NOW = frozenset(["now", "already", "ongoing", "currently", "still", "counting"])
_YET_TO_COME = frozenset(["will", "shall", "should", "would", "keep", "valid", "please", "must", "if", "can"])
_OUTAGES = frozenset("outage disruption interruption downtime incident blackout loss failure".split())
_LASTED = frozenset("lasted lasts duration downtime length totalled totaled totalling totaling".split())
_CLOSED = frozenset(
    "closed over resolved ended fixed restored solved repaired back again recovered mitigated".split()
)
_STEPS = frozenset(
    """
    rolled deployed applied restarted rebooted switched replaced identified detected found noticed started began opened informed
    contacted working worked work investigating investigated watched watching monitoring monitored observing observed fixed
    restored updated posted wrote reported resolved stopped
    """.split()
)
_OUR_SIDE = frozenset("we our engineers team teams specialists staff colleagues i".split())
_TELLING_OF_MESSAGES = MESSAGE - {"said", "told", "reported", "reports", "report"}


def counts_up_to_now(reading: Reading, duration: Duration) -> bool:
    """Tell whether the length reaches from the start of the trouble to now."""
    sentence = reading.sentence_at(duration.start)
    if sentence is None or duration.high < 1 or _is_something_else(reading, sentence, duration):
        return False
    return _reaches_to_now(reading, sentence, duration)


def _reaches_to_now(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    words = _around(reading, sentence, duration)
    if duration.relation in {Relation.AGO, Relation.PAST}:
        if _about_work(reading, sentence, duration):
            return False
        return not TROUBLE.isdisjoint(words) or _suffered(reading, sentence, duration)
    if duration.relation not in {Relation.FOR, Relation.BARE}:
        return False
    last = reading.word_at(duration.end)
    if not _NOW.isdisjoint(reading.lower[last : last + 2]):
        return True
    if _PERFECT.isdisjoint(words) or _about_work(reading, sentence, duration):
        return False
    return duration.relation is Relation.FOR and ("lasted" in words or not _PERFECT.isdisjoint(words))


def _suffered(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """ "Has been rejecting logins for the past hour": whatever it is that others than we have been doing all the time."""
    first, last = reading.word_at(duration.start), reading.word_at(duration.end)
    words = reading.lower[sentence.first : sentence.last]
    return (
        duration.relation is Relation.PAST
        and not _PERFECT.isdisjoint(words)
        and _OUR_SIDE.isdisjoint(
            reading.lower[max(first - 12, sentence.first) : min(last + 6, sentence.last)]
        )
    )


def incident_length(reading: Reading, duration: Duration) -> bool:
    """Tell whether the length is that of the whole incident, from its start to its end."""
    sentence = reading.sentence_at(duration.start)
    if sentence is None or duration.high < 1 or _is_something_else(reading, sentence, duration):
        return False
    if _reaches_to_now(reading, sentence, duration):
        return False
    words = _around(reading, sentence, duration)
    match duration.relation:
        case Relation.FOR:
            return not _about_work(reading, sentence, duration) and _YET_TO_COME.isdisjoint(words)
        case Relation.AFTER | Relation.IN:
            return not RECOVERY.isdisjoint(words) and _until_the_end(reading, sentence, duration)
        case Relation.BARE:
            return _names_the_length(reading, sentence, duration)
    return False


def _until_the_end(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """ "After 55 minutes, everything was back", "closed after half an hour"; not "40 minutes after the first alert"."""
    first, last = reading.word_at(duration.start), reading.word_at(duration.end)
    if reading.lower[last - 1] == "later":
        return False
    before = reading.lower[max(first - 4, sentence.first) : first]
    return first - sentence.first <= 1 or not _CLOSED.isdisjoint(before)


def _names_the_length(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """ "A 40-minute outage", "the outage of two hours", "duration: 55 minutes", "55 minutes in all"."""
    first, last = reading.word_at(duration.start), reading.word_at(duration.end)
    before = reading.lower[max(first - 4, sentence.first) : first]
    after = reading.lower[last : min(last + 4, sentence.last)]
    return (
        not _OUTAGES.isdisjoint(after[:3])
        or not _LASTED.isdisjoint(before)
        or _outage_took(reading, sentence, first)
        or (before[-1:] == ["of"] and not (_OUTAGES | {"total", "duration"}).isdisjoint(before))
        or after[:2] in (["in", "all"], ["in", "total"], ["from", "start"])
        or after[:1] in (["altogether"], ["overall"])
    )


def _outage_took(reading: Reading, sentence: Sentence, first: int) -> bool:
    """ "The outage on both lines took 45 minutes"; not "the repair of the outage took"."""
    if not {"took", "taken"} & set(reading.lower[max(first - 2, sentence.first) : first]):
        return False
    subject = reading.lower[sentence.first : first]
    return (
        not (_OUTAGES | _LAPSES).isdisjoint(subject[:4])
        and RECOVERY.isdisjoint(subject)
        and "repair" not in subject
    )


_LAPSES = frozenset("lapse breakdown fault trouble problem incident stoppage".split())


def _is_something_else(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """A delay, a wait, a limit, a plan, or the time to the next message."""
    first, last = reading.word_at(duration.start), reading.word_at(duration.end)
    before = reading.lower[max(first - 6, sentence.first) : first]
    near = before[-3:] + reading.lower[last : min(last + 3, sentence.last)]
    inner = reading.lower[first:last]
    if _outage_took(reading, sentence, first):
        return False
    if not _NOT_THE_INCIDENT.isdisjoint(near) or "next" in inner or "another" in inner:
        return True
    if before[-2:] == ["up", "to"] or planned(reading, sentence, first):
        return True
    return not _TELLING_OF_MESSAGES.isdisjoint(before)


def _about_work(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """ "We rolled back 20 minutes ago", "our engineers have worked on it for two hours"."""
    first = reading.word_at(duration.start)
    before = reading.lower[max(first - 7, sentence.first) : first]
    return not _STEPS.isdisjoint(before) and not _OUR_SIDE.isdisjoint(before)


def _around(reading: Reading, sentence: Sentence, duration: Duration) -> list[str]:
    first = reading.word_at(duration.start)
    return reading.lower[max(first - 16, sentence.first) : min(first + 20, sentence.last)]


def near_enough(duration: Duration, minutes: float) -> bool:
    """Tell whether a length agrees with `minutes`: within a tenth (a fifth where rough), never nearer than three minutes."""
    room = max(0.2 * minutes, 6) if duration.rough else max(0.1 * minutes, 3)
    if duration.low % 60 == 0:
        room = max(room, min(10, 0.15 * minutes))
    return duration.low - room <= minutes <= duration.high + room
