"""What a time of day is for: when it began, when it ended, or neither. Elements and claims ask here."""

from enum import StrEnum

from clarion.review.reading.grammar import breaks_before
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence
from clarion.review.reading.times import ClockTime


class Moment(StrEnum):
    START = "start"
    END = "end"
    OTHER = "other"


_BEGIN = frozenset(
    """
    since from between starting started starts start began begins begin beginning begun onset commencing commenced
    """.split()
)
_FINISH = frozenset(
    """
    until till ended ends end ending finished finish resolved restored recovered fixed corrected repaired over solved normal closed
    mitigated back again complete completed recovery resolution stopped returned online healthy available
    """.split()
)
_TROUBLE = frozenset(
    """
    failed fail fails failing failure failures lost dropped crashed stopped unavailable unreachable down error errors outage fault incident
    disruption alert alerts red unable cannot can't couldn't could declined rejected refused slow delayed degraded missing broke
    offline froze frozen timeouts hit disconnected rises rose spike problem problems detected triggered received experienced went
    affected empty paid see get saw got noticed first occurred reported wrong deleted expired took
    """.split()
)
_WE = frozenset("we we'll i i'll will next update updates post report news".split())
_EARLIER_TEXT = frozenset(
    "message update post report statement notice bulletin mail e-mail email note brief copy backup maintenance release".split()
)
_REACH = 9


def moment_of(reading: Reading, time: ClockTime) -> Moment:
    """Tell whether `time` says when the trouble began, when it ended, or something else."""
    sentence = reading.sentence_at(time.start)
    if sentence is None:
        return Moment.OTHER
    word = reading.word_at(time.start)
    leading = reading.lower[max(word - _REACH, sentence.first) : word]
    if not _EARLIER_TEXT.isdisjoint(leading[-3:]) and "of" in leading[-2:]:
        return Moment.OTHER
    if time.range_with is not None:
        return _of_range(time, leading)
    cue = _cue(leading)
    following = reading.lower[word : min(word + 14, sentence.last)]
    if cue is Moment.START and "again" in following and reading.lower[sentence.first] == "since":
        return Moment.END
    if cue is Moment.START and _restored_before(reading, sentence, word):
        return Moment.END
    return cue or _by_clause(reading, sentence, word)


def _of_range(time: ClockTime, leading: list[str]) -> Moment:
    if not _WE.isdisjoint(leading):
        return Moment.OTHER
    return Moment.START if time.range_with is not None and time.start < time.range_with else Moment.END


def _cue(leading: list[str]) -> Moment | None:
    """The nearest word before the time that speaks of a beginning or an end."""
    for place, word in enumerate(reversed(leading)):
        if word in _BEGIN and not (word == "from" and place > 3):
            return Moment.START
        if word in _FINISH:
            return Moment.END
        if word in _WE or (word in {"at", "on"} and place > 2):
            return None
    return None


def _restored_before(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "Works again since 15:10": a beginning of the good state is the end of the trouble."""
    first = word
    while (
        first > sentence.first
        and word - first < 20
        and (not breaks_before(reading, first) or reading.capitalised(first))
    ):
        first -= 1
    words = reading.lower[first:word]
    restored = not {
        "again",
        "back",
        "restored",
        "resolved",
        "fixed",
        "repaired",
        "normally",
        "over",
        "healthy",
    }.isdisjoint(words)
    return restored and {"not", "cannot", "can't", "isn't", "aren't", "down"}.isdisjoint(words)


def _by_clause(reading: Reading, sentence: Sentence, word: int) -> Moment:
    """ "At 11:40 GMT, branches lost their connection": by what the sentence tells."""
    near = reading.lower[max(word - 30, sentence.first) : min(word + 30, sentence.last)]
    if not _WE.isdisjoint(near):
        return Moment.OTHER
    near = reading.lower[max(word - 14, sentence.first) : min(word + 16, sentence.last)]
    if not _TROUBLE.isdisjoint(near):
        return Moment.OTHER if reading.lower[word - 1 : word] in (["by"], ["before"]) else Moment.START
    return Moment.OTHER
