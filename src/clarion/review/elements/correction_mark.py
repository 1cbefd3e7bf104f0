"""A correction that is one: it says that it corrects, what was wrong and what is right. All three are needed."""

from collections.abc import Iterator
from itertools import pairwise

from clarion.review.detectors import Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.rule import Example, Source

_EARLIER = frozenset(
    """
    said wrote stated named told gave posted reported announced published sent called claimed mentioned listed showed quoted written given
    declared promised blamed saying told confirmed informed communicated closed put published described attributed
    """.split()
)
_TEXT = frozenset(
    """
    update updates post message report mail e-mail email notice statement note bulletin list summary announcement news brief letter figure
    figures time number cause sheet text version posting entry number previous earlier last yesterday's
    """.split()
)
_WRONG = frozenset(
    """
    correction correct corrected correcting corrects corrections wrong wrongly incorrect incorrectly error mistake mistaken false untrue
    inaccurate erratum errata retract retracted misstated mixed premature prematurely early outdated mistakenly amend amended
    amendment scratch slip typo strike ignore rectify rectified clarification clarify misleading revise revised erroneous erroneously withdraw withdrawn instead
    """.split()
)
_HIDDEN = frozenset("removed deleted disregard shortly soon later will".split())
_RIGHT_WORDS = (
    ("in", "fact"), ("in", "reality"), ("in", "truth"), ("actually",), ("not",), ("rather", "than"), ("instead",), ("right",), ("correctly",),
    ("correct", "is"), ("only",), ("should", "read"), ("should", "have"), ("it", "is"), ("it", "was"), ("they", "are"), ("there", "are"), ("the", "true"),
    ("really",), ("applies",), ("was", "in"), ("was", "a"), ("was", "our"), ("was", "the"), ("correct", "answer"), ("correct", "time"), ("correct", "number"), ("correct", "figure"), ("still",), ("isn't",), ("wasn't",), ("aren't",),
)  # fmt: skip


def corrects(reading: Reading, _: Situation) -> Iterator[Spot]:
    """A word of correction or an earlier statement, and what is right in its place."""
    words = set(reading.lower)
    earlier = (
        bool(words & {"correction", "correct"} and words & {"figure", "number", "time", "date", "note"})
        or bool(words & _EARLIER and words & (_TEXT | {"we", "i", "had"}))
        or _as_posted(reading)
    )
    marked = not _WRONG.isdisjoint(words)
    set_right = (marked or _update_of_update(reading)) and _sets_right(reading)
    contrasted = _contrasts(reading) or (marked and _two_figures(reading))
    if (earlier and (set_right or contrasted)) or _corrects_openly(reading):
        yield _proof(reading)


def _corrects_openly(reading: Reading) -> bool:
    """ "We got the date wrong. Maintenance is on 4 June": owned up to, and a fact in its place."""
    return _owns_up(reading) and (_two_figures(reading) or _states_a_fact(reading))


_OWNING_UP = (
    ("erratum",), ("mixed", "up"), ("confused",), ("by", "mistake"), ("correct", "ourselves"), ("wrong",), ("not", "true"), ("not", "correct"),
    ("was", "incorrect"), ("were", "incorrect"), ("our", "mistake"), ("in", "error"), ("misreported",), ("misstated",),
)  # fmt: skip
_OTHER_MATTERS = frozenset(
    "incident apologise apologize sorry apologies update next investigating removed shortly soon post will".split()
)


def _owns_up(reading: Reading) -> bool:
    words = reading.lower
    ours = {"we", "our", "us", "ourselves", "i", "my", "correction", "erratum"} & set(words)
    return bool(ours) and any(_holds(words, saying) for saying in _OWNING_UP)


_ASSERTING = frozenset("is are was were not began started affects".split())


def _states_a_fact(reading: Reading) -> bool:
    """A sentence after the first that asserts something of the matter itself."""
    for sentence in reading.sentences:
        words = reading.lower[sentence.first : sentence.last]
        later = sentence.index > 0 or ":" in reading.text[sentence.start : sentence.end]
        about_it = len(words) > 4 and _OTHER_MATTERS.isdisjoint(words) and _EARLIER.isdisjoint(words)
        if later and about_it and not _ASSERTING.isdisjoint(words):
            return True
    return False


def _proof(reading: Reading) -> Spot:
    for word, lower in enumerate(reading.lower):
        if lower in _WRONG or lower in _EARLIER:
            return Spot(reading.starts[word], reading.ends[word])
    return Spot(reading.starts[0], reading.ends[-1])


def _as_posted(reading: Reading) -> bool:
    return "before" in reading.lower or "earlier" in reading.lower or "previous" in reading.lower


def _update_of_update(reading: Reading) -> bool:
    return reading.lower[:1] == ["update"] and reading.lower.count("update") > 1


def _two_figures(reading: Reading) -> bool:
    """The wrong figure and the right one both stand in the text."""
    return len({number.low for number in reading.numbers}) > 1


def _contrasts(reading: Reading) -> bool:
    """ "In fact", "not 13:30": the contrast itself says that the earlier text was wrong."""
    pairs = set(pairwise(reading.lower))
    return (
        ("in", "fact") in pairs
        or ("are", "not") in pairs
        or ("is", "not") in pairs
        or "actually" in reading.lower
        or ("in", "reality") in pairs
        or ("in", "truth") in pairs
    )


def _sets_right(reading: Reading) -> bool:
    """A sentence that gives the right fact: by a word of contrast, or by a figure, time or name in place of the earlier one."""
    for sentence in reading.sentences:
        words = reading.lower[sentence.first : sentence.last]
        if not _HIDDEN.isdisjoint(words) and _WRONG.isdisjoint(words):
            continue
        for pattern in _RIGHT_WORDS:
            if _holds(words, pattern) and not _only_promises(words):
                return True
    return False


def _only_promises(words: list[str]) -> bool:
    """ "We will set it right", "has been removed": no right fact is given."""
    return bool({"will", "shortly", "removed", "set"} & set(words)) and not any(
        word[0].isdigit() for word in words
    )


def _holds(words: list[str], pattern: tuple[str, ...]) -> bool:
    width = len(pattern)
    for place in range(len(words) - width + 1):
        around = words[max(place - 2, 0) : place + width + 2]
        if tuple(words[place : place + width]) == pattern and not (
            pattern in _DENIED and not _NOT_RIGHT.isdisjoint(around)
        ):
            return True
    return False


_DENIED = {("not",), ("right",), ("correctly",), ("still",), ("only",)}
_NOT_RIGHT = frozenset("quite entirely fully exactly accurate".split())


ELEMENT = ElementRule(
    asks="Say that this corrects an earlier message, what was wrong there, and what is right.",
    why="A quiet change looks like a cover-up once somebody compares; an open one costs a sentence.",
    sources=(
        Source("Plain language guidelines", "https://www.plainlanguage.gov/guidelines/"),
        Source(
            "Society of Professional Journalists: Code of Ethics, be accountable",
            "https://www.spj.org/spj-code-of-ethics/",
        ),
    ),
    detectors=(Scan(corrects),),
    present=(
        Example(
            "Correction: we wrote that 300 accounts were affected. That was wrong; the right number is 3,000.",
            kind=Kind.CORRECTION,
        ),
        Example("Yesterday we named lines S1 and S2. Correct is S1 and S3.", kind=Kind.CORRECTION),
        Example(
            "Corrected time: it began at 16:30 EST, not at 13:30 EST as posted before.", kind=Kind.CORRECTION
        ),
        Example(
            "We stated that a supplier was the cause. In fact it was our own certificate.",
            kind=Kind.CORRECTION,
        ),
        Example(
            "Our last report said that mail is back. It is not: two regions still wait.",
            Audience.PARTNERS,
            Kind.CORRECTION,
        ),
    ),
    absent=(
        Example(
            "Please note that our previous post contained an error and has been removed.",
            kind=Kind.CORRECTION,
        ),
        Example("Our last update named the wrong city. We will set it right shortly.", kind=Kind.CORRECTION),
        Example("Customers cannot download payslips. We are sorry.", kind=Kind.CORRECTION),
        Example("We have corrected the fault and are monitoring.", kind=Kind.CORRECTION),
        Example("The incident is still open. Next update: 17:00 CET.", kind=Kind.CORRECTION),
    ),
)
