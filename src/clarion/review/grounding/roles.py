"""What a time or a length of time in an account of an incident tells: its beginning, its end, or something else.

First by the words that lead up to it (since, until, from ... to), then by the nearest word that speaks of trouble, of
recovery, of a message or of work. Where no word decides, it tells nothing that the record could hold.
"""

from enum import StrEnum
from functools import lru_cache

from clarion.review.reading import Reading, Sentence
from clarion.review.reading.times import MONTHS, RELATIVE_DAYS, WEEKDAYS, ClockTime


class Role(StrEnum):
    START = "start"
    END = "end"
    OTHER = "other"
    """A message, a step of the work, a plan: nothing that the record holds."""


RECOVERY = frozenset(
    """
    restored restore restores recovered recover recovers recovery resolved resolve repaired fixed solved over ended ends end ending
    again normal normally normalised normalized back returned returns resumed resumes mitigated closed cleared
    operational healthy stable stabilised stabilized available reachable complete completed finished recovering corrected rectified
    right restoration resolution remedied cured lifted reopened reconnected working works subsided
    """.split()
)
TROUBLE = frozenset(
    """
    failed fail fails failing failure failures down outage outages error errors unavailable unreachable inaccessible unable cannot
    can't couldn't could not no slow slowly slower delayed delays delay late degraded degradation disrupted disruption interrupted
    interruption interruptions broken broke break breaks stopped stop stops missing missed lost losing wrong incorrect incorrectly
    rejected refused declined dropped dropping blocked stuck frozen froze offline crashed crashes timeouts timed affected affects
    impacted impact impaired problem problems issue issues incident fault trouble saw sees seen experienced experiencing experience
    suffered began begun begins begin beginning start started starting starts onset occurred happened unresponsive empty blank
    duplicate duplicated twice closed hit hung hangs hanging out neither nobody none nothing without ceased refuses rejects
    received showed shows shown displayed elevated increased pending malfunctioned faulty unusable intermittent intermittently
    never unstable unreliable partially kept mixed instead hidden vanished disappeared skipped limited overloaded full
    """.split()
)
MESSAGE = frozenset(
    """
    update updates updated post posted posts report reported reports write wrote written inform informed inform tell told announce
    announced announcement publish published message notice notify notified call briefing brief email e-mail mail statement said
    next bulletin newsletter meeting webinar status-page summary review postmortem post-mortem sheet advise advised hear follow
    """.split()
)
WORK = frozenset(
    """
    deployed deploy deploying rolled rollback reverted applied restarted rebooted switched replaced identified detected discovered
    found noticed alerted paged declared escalated opened contacted informed investigating investigation investigate engaged
    upgraded changed change released release installed scaled increased added disabled enabled maintenance migration migrated
    failover mitigation workaround moved rerouted isolated confirmed located acknowledged joined handed tested assembled convened
    invoked triggered drained purged flushed cleared patched patch scheduled planned plan expected expect estimate estimated aim
    target eta window backup snapshot
    """.split()
)
_PREPOSITIONS_OF_TIME = frozenset(
    """
    since from until till til through to between and at around about by on of after before starting beginning commencing
    approximately roughly approx circa ca some just shortly the as onwards
    """.split()
)
_TRIVIAL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "about",
        "around",
        "approximately",
        "roughly",
        "approx",
        "circa",
        "ca",
        "some",
        "just",
        "shortly",
        "exactly",
        "early",
        "late",
        "on",
        "day",
        "th",
        "st",
        "rd",
        "nd",
        "local",
        "time",
    ]
)
_TELLS_THE_DAY = frozenset({*MONTHS, *WEEKDAYS, *RELATIVE_DAYS})
_AHEAD = frozenset(
    "will we'll shall expect expected expects estimate estimated plan planned aim should would could may might hope target eta".split()
)
_REACH = 14
_CROSSING = 5
_JOINTS = frozenset(
    ["and", "but", "while", "before", "after", "when", "then", "so", "which", "as", "because"]
)


_MOST_IN_A_SENTENCE = 12
"""More times than this in one sentence are a table, not an account."""


@lru_cache(maxsize=2)
def roles(reading: Reading) -> list[tuple[ClockTime, Role, bool]]:
    """Return the times of a text with what they tell (see `role_of`)."""
    found: list[tuple[ClockTime, Role, bool]] = []
    sentence, seen = None, 0
    for time in reading.times:
        current = reading.sentence_at(time.start)
        seen = seen + 1 if current is sentence else 1
        sentence = current
        if seen <= _MOST_IN_A_SENTENCE:
            found.append((time, *role_of(reading, time)))
    return found


def role_of(reading: Reading, time: ClockTime) -> tuple[Role, bool]:
    """Return what `time` tells, and whether the words say so outright (not only by what stands nearest)."""
    sentence = reading.sentence_at(time.start)
    if sentence is None:
        return Role.OTHER, False
    first, last = reading.word_at(time.start), reading.word_at(time.end)
    if _of_a_message(reading, sentence, first):
        return Role.OTHER, False
    lead = _leading_preposition(reading, sentence, first)
    nearest = nearest_role(reading, sentence, first, last)
    if time.range_with is not None:
        return (Role.OTHER, False) if _to_come(reading, sentence, first) else _of_range(time, nearest)
    if lead == "since":
        return (
            Role.END if _good_since(reading, sentence, first, last) else Role.START
        ), nearest is not Role.OTHER
    if lead in {"from", "starting", "beginning", "commencing", "between"}:
        return (
            (Role.OTHER, False)
            if nearest is Role.OTHER and not _open_ended(reading, last)
            else (Role.START, True)
        )
    if lead in {"until", "till", "til", "through"}:
        before = reading.lower[max(first - 8, sentence.first) : first]
        unsure = planned(reading, sentence, first) or ("not" in before and "see" in before)
        unsure = unsure or "please" in before or reading.lower[sentence.first] in _ASKS
        return (Role.OTHER, False) if unsure else (Role.END, True)
    if lead in {"after", "before", "to", "and"}:
        return Role.OTHER, False
    if lead == "by":
        return (
            (Role.END, False)
            if nearest is Role.END and not planned(reading, sentence, first)
            else (Role.OTHER, False)
        )
    if planned(reading, sentence, first):
        return Role.OTHER, False
    return nearest, False


_ASKS = frozenset(["keep", "use", "stay", "please", "leave"])
"""A sentence that begins with one asks for something until a time."""


def _to_come(reading: Reading, sentence: Sentence, first: int) -> bool:
    """ "Will undergo maintenance from 17:00 to 19:00"."""
    return not _WILL.isdisjoint(reading.lower[sentence.first : first])


_WILL = frozenset(["will", "we'll", "shall", "scheduled", "planned"])


def _open_ended(reading: Reading, last: int) -> bool:
    return reading.lower[last : last + 1] in (["on"], ["onwards"], ["onward"])


def _of_range(time: ClockTime, nearest: Role) -> tuple[Role, bool]:
    if nearest is Role.OTHER or time.range_with is None:
        return Role.OTHER, False
    return (Role.START if time.start < time.range_with else Role.END), True


def _of_a_message(reading: Reading, sentence: Sentence, first: int) -> bool:
    """ "In our update of 10:15 UTC", "the 10:15 release", "the backup from 03:00"."""
    before = reading.lower[max(first - 4, sentence.first) : first]
    after = reading.lower[first + 1 : first + 4]
    if before[-1:] in (["of"], ["from"]) and not (
        MESSAGE | {"backup", "snapshot", "release", "deployment", "version", "data", "state"}
    ).isdisjoint(before):
        return True
    return before[-1:] == ["the"] and not {
        "release",
        "update",
        "deployment",
        "backup",
        "post",
        "run",
        "train",
        "call",
        "departure",
    }.isdisjoint(after)


def _leading_preposition(reading: Reading, sentence: Sentence, first: int) -> str:
    """The word of time that governs the words before `first`, over dates and "about": "from (8 January, at about) 16:30"."""
    word, crossed = first - 1, 0
    fallback = ""
    while word >= sentence.first and crossed < 7:
        text = reading.lower[word]
        if text in {"at", "on", "as", "of"}:
            fallback = fallback or ("of" if text == "of" else "at")
        elif text in _PREPOSITIONS_OF_TIME and text not in _TRIVIAL:
            return text
        elif not (text in _TRIVIAL or text in _TELLS_THE_DAY or text[0].isdigit()):
            break
        word, crossed = word - 1, crossed + 1
    return fallback


def _good_since(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """ "Works again since 18:20": a beginning of the good state is the end of the trouble."""
    return nearest_role(reading, sentence, first, last) is Role.END


def planned(reading: Reading, sentence: Sentence, word: int) -> bool:
    """Tell whether the stretch around `word` speaks of what is to come."""
    low, high = max(word - 10, sentence.first), min(word + 6, sentence.last)
    return not _AHEAD.isdisjoint(reading.lower[low:high])


def nearest_role(reading: Reading, sentence: Sentence, first: int, last: int) -> Role:
    """Return the role of the nearest telling word; a comma or a joint on the way counts as several words."""
    lower = reading.lower
    best, cost = Role.OTHER, _REACH + 3 * _CROSSING
    for step in (-1, 1):
        word, spent = (first - 1 if step < 0 else last), 0
        edge = lower[word] if sentence.first <= word < sentence.last else ""
        while sentence.first <= word < sentence.last and spent < cost:
            text = lower[word]
            role = _role_of_word(reading, sentence, word, text) if text in _TELLING else None
            if role is not None:
                best, cost = role, spent
                break
            spent += 1 + (
                _CROSSING if _crosses(reading, word, step, text) and not (text == edge and spent == 0) else 0
            )
            word += step
    return best


def _crosses(reading: Reading, word: int, step: int, text: str) -> bool:
    gap = reading.gap(word if step < 0 else word + 1)
    return text in _JOINTS or (gap != " " and not _MARKS.isdisjoint(gap))


_MARKS = frozenset(",;:—–(")


def _role_of_word(reading: Reading, sentence: Sentence, word: int, text: str) -> Role | None:
    if text in MESSAGE or text in WORK:
        return Role.OTHER
    if text in _GOOD_STATES and denied(reading, sentence, word):
        return Role.START
    if text == "order" and reading.lower[word - 1] == "in" and reading.lower[word + 1 : word + 2] != ["to"]:
        return Role.START if denied(reading, sentence, word) else Role.END
    if text == "out" and reading.lower[word + 1 : word + 2] == ["of"]:
        return Role.START if reading.lower[word + 2 : word + 3] in _OUT_OF else None
    if text == "out" and reading.lower[word + 1 : word + 2] not in (["of"], []):
        return (
            Role.START
            if reading.lower[word - 1] in {"was", "were", "is", "are", "been", "went", "timed"}
            else None
        )
    if text in {"working", "work", "works"} and "on" in reading.lower[word + 1 : word + 2]:
        return Role.OTHER
    if text in RECOVERY and not (text == "closed" and _shut(reading, word)):
        return Role.END
    return Role.START if text in TROUBLE else None


_OUT_OF = (["order"], ["service"], ["action"], ["reach"], ["use"], ["operation"])
_GOOD_STATES = frozenset("working works available right reachable normal normally back operational".split())
_TELLING = MESSAGE | WORK | RECOVERY | TROUBLE | _GOOD_STATES | {"order", "out", "work"}
"""No other word has a role."""


def _shut(reading: Reading, word: int) -> bool:
    """A shop that is closed is in trouble; an incident that is closed is over."""
    return {"incident", "case", "ticket", "issue", "this", "it", "problem"}.isdisjoint(
        reading.lower[max(word - 12, 0) : word]
    )


_DENIALS = frozenset(
    """
    not no never isn't wasn't aren't weren't cannot can't couldn't doesn't didn't don't won't hasn't haven't neither nor nobody none
    stopped without unable
    """.split()
)


def denied(reading: Reading, sentence: Sentence, word: int) -> bool:
    return not _DENIALS.isdisjoint(reading.lower[max(word - 4, sentence.first) : word])
