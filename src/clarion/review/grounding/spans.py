"""Lengths of time that tell how long the trouble lasts or lasted, apart from delays, waits, limits and intervals."""

from clarion.review.grounding.roles import MESSAGE, RECOVERY, TROUBLE, planned
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.durations import Duration, Relation

_NOT_THE_INCIDENT = frozenset(
    """
    delay delays delayed late later behind wait waits waiting older old timeout timeouts expire expires expired retry retries cache
    cached queue queued backlog lag lags lagging takes took taking every each next within further another window interval
    sla data logs history read notice earlier refund refunds valid age retention keep kept stored store slower longer
    shift shifts notice reply replies respond response responses answer answered hold per average median typical typically
    usually normally slow takes loads load after before patience
    """.split()
)
_LASTING = frozenset(
    """
    lasted lasts lasting outage disruption incident interruption downtime total altogether all duration length long over out
    down unavailable offline unreachable start
    """.split()
)
_PERFECT = frozenset(["has", "have", "hasn't", "haven't", "we've", "they've", "it's"])
_NOW = frozenset(["now", "already", "ongoing", "currently", "still", "counting"])


def counts_up_to_now(reading: Reading, duration: Duration) -> bool:
    """Tell whether the length reaches from the start of the trouble to now."""
    sentence = reading.sentence_at(duration.start)
    if sentence is None or duration.high < 1 or _is_something_else(reading, sentence, duration):
        return False
    words = _around(reading, sentence, duration)
    if duration.relation in {Relation.AGO, Relation.PAST}:
        return not TROUBLE.isdisjoint(words) and not _about_work(reading, sentence, duration)
    last = reading.word_at(duration.end)
    if not _NOW.isdisjoint(reading.lower[last : last + 2]) and duration.relation in {
        Relation.FOR,
        Relation.BARE,
    }:
        return True
    return (
        duration.relation is Relation.FOR and not _PERFECT.isdisjoint(words) and not TROUBLE.isdisjoint(words)
    )


def incident_length(reading: Reading, duration: Duration) -> bool:
    """Tell whether the length is that of the whole incident, from its start to its end."""
    sentence = reading.sentence_at(duration.start)
    if (
        sentence is None
        or duration.high < 1
        or duration.relation not in {Relation.FOR, Relation.BARE, Relation.AFTER, Relation.IN}
    ):
        return False
    if counts_up_to_now(reading, duration) or _is_something_else(reading, sentence, duration):
        return False
    words = _around(reading, sentence, duration)
    if duration.relation is Relation.FOR:
        return not (TROUBLE | _LASTING).isdisjoint(words) and not _about_work(reading, sentence, duration)
    if duration.relation is Relation.AFTER:
        return (
            not RECOVERY.isdisjoint(words)
            and not TROUBLE.isdisjoint(["down"])
            and _first_words(reading, sentence, duration)
        )
    return _names_the_length(reading, sentence, duration)


def _first_words(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """ "After 55 minutes, everything was back"."""
    return reading.word_at(duration.start) - sentence.first <= 1 and not reading.text[
        : duration.end
    ].endswith("later")


def _names_the_length(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """ "A 40-minute outage", "the outage of two hours", "duration: 55 minutes", "55 minutes in all"."""
    first, last = reading.word_at(duration.start), reading.word_at(duration.end)
    before, after = (
        reading.lower[max(first - 4, sentence.first) : first],
        reading.lower[last : min(last + 4, sentence.last)],
    )
    return (
        not {"outage", "disruption", "interruption", "downtime", "incident", "blackout", "loss"}.isdisjoint(
            after[:3]
        )
        or not {
            "lasted",
            "lasts",
            "duration",
            "downtime",
            "length",
            "totalled",
            "totaled",
            "totalling",
            "totaling",
        }.isdisjoint(before)
        or (
            before[-1:] == ["of"]
            and not {"outage", "disruption", "interruption", "total", "duration"}.isdisjoint(before)
        )
        or after[:2] in (["in", "all"], ["in", "total"], ["from", "start"])
        or after[:1] in (["altogether"], ["overall"])
    )


def _is_something_else(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    first, last = reading.word_at(duration.start), reading.word_at(duration.end)
    before = reading.lower[max(first - 6, sentence.first) : first]
    near = before[-3:] + reading.lower[last : min(last + 3, sentence.last)]
    inner = reading.lower[first:last]
    if not _NOT_THE_INCIDENT.isdisjoint(near) or "next" in inner or "another" in inner:
        return True
    if before[-2:] == ["up", "to"] or planned(reading, sentence, first):
        return True
    return not (MESSAGE - {"said", "told", "reported", "reports", "report"}).isdisjoint(before)


def _about_work(reading: Reading, sentence: Sentence, duration: Duration) -> bool:
    """ "We rolled back 20 minutes ago", "our engineers have worked on it for two hours"."""
    first = reading.word_at(duration.start)
    before = set(reading.lower[max(first - 7, sentence.first) : first])
    worked = not before.isdisjoint(_STEPS)
    return worked and not {
        "we",
        "our",
        "engineers",
        "team",
        "teams",
        "specialists",
        "staff",
        "colleagues",
        "i",
    }.isdisjoint(before)


_STEPS = frozenset(
    """
    rolled deployed applied restarted rebooted switched replaced identified detected found noticed started began opened informed
    contacted working worked work investigating investigated watched watching monitoring monitored observing observed fixed
    restored updated posted wrote reported resolved stopped
    """.split()
)


def _around(reading: Reading, sentence: Sentence, duration: Duration) -> set[str]:
    first = reading.word_at(duration.start)
    return set(reading.lower[max(first - 16, sentence.first) : min(first + 20, sentence.last)])


def near_enough(duration: Duration, minutes: float) -> bool:
    """Tell whether a length agrees with `minutes`: within a tenth (a fifth where rough), never nearer than three minutes."""
    room = max(0.2 * minutes if duration.rough else 0.1 * minutes, 6 if duration.rough else 3)
    if duration.low % 60 == 0 or duration.low % 1440 == 0:
        room = max(room, min(10, 0.15 * minutes))
    return duration.low - room <= minutes <= duration.high + room
