"""Where grammar knows better than the scale: sentences that share the words of a fault and cannot have it.

"Why did no alarm fire?" reads like many a reproach, "people in Europe cannot pay" like many a complaint about people; the first
asks about a thing, the second tells what befell somebody. Asked only where the scale alone would make a finding. What is vetoed
here is narrow on purpose: the scale knows trades and wordings that no list does.
"""

from collections.abc import Callable

from clarion.review.causes import PROCESS_NOUNS
from clarion.review.detectors import Spot
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import (
    AUXILIARIES,
    BE,
    BEFALLEN,
    DETERMINERS,
    HAVE,
    HUMAN,
    MODALS,
    NEGATIONS,
    SMALL,
)
from clarion.review.reading.conditions import has_a_condition
from clarion.review.reading.grammar import is_human, subject_of
from clarion.review.reading.inflection import is_past
from clarion.review.reading.nobody import ILLS, OPENINGS, deprived
from clarion.review.reading.things import FEATURES, INNARDS, OBJECTS, PRODUCT_NOUNS


def borne_out(rule: str, reading: Reading, sentence: Sentence) -> bool:
    """Tell whether the sentence can have the fault of this rule, as far as grammar knows."""
    cannot_have_it = _CANNOT_HAVE_IT.get(rule)
    return cannot_have_it is None or not cannot_have_it(reading, sentence)


# -- blame


def _nobody_is_accused(reading: Reading, sentence: Sentence) -> bool:
    return (
        _asks_about_a_thing(reading, sentence)
        or _tells_what_befell_people(reading, sentence)
        or _hands_out_roles(reading, sentence)
        or _somebody_noticed(reading, sentence)
        or _names_a_condition(reading, sentence)
        or _lacked_the_means(reading, sentence)
        or _reports_a_question(reading, sentence)
        or _says_who_may(reading, sentence)
        or _acted_under_a_condition(reading, sentence)
    )


_ASKS = frozenset(["why", "how", "what", "when", "where", "which"])
_THINGS = (PROCESS_NOUNS | INNARDS | OBJECTS | FEATURES | PRODUCT_NOUNS) - {
    "desk",
    "host",
    "hosts",
    "owner",
    "owners",
}
_LONGEST_SUBJECT = 6
"""Words in which the subject of a question stands after its auxiliary."""


def _asks_about_a_thing(reading: Reading, sentence: Sentence) -> bool:
    """ "Why did no alarm fire?": the subject, the noun after the auxiliary, is a thing."""
    lower, first = reading.lower, sentence.first
    if lower[first] not in _ASKS or "?" not in reading.text[sentence.end - 2 : sentence.end]:
        return False
    if lower[first + 1] not in AUXILIARIES:
        return False
    for word in range(first + 2, min(first + 2 + _LONGEST_SUBJECT, sentence.last)):
        if lower[word] in _THINGS:
            return True
        if lower[word] in HUMAN or lower[word] in _PEOPLE or lower[word] in AUXILIARIES:
            return False
    return False


_PEOPLE = frozenset("one nobody noone anyone anybody somebody someone we you they he she i people".split())
_UNABLE = frozenset(["cannot", "can't", "couldn't", "unable"])


def _tells_what_befell_people(reading: Reading, sentence: Sentence) -> bool:
    """ "People in Europe cannot join": those who use a thing are the subject of what they cannot do."""
    lower = reading.lower
    subject = next(
        (w for w in range(sentence.first, min(sentence.first + 4, sentence.last)) if lower[w] in _USERS), None
    )
    if subject is None or not all(w in DETERMINERS or w in _SCOPING for w in lower[sentence.first : subject]):
        return False
    for word in range(subject + 1, min(subject + 9, sentence.last)):
        able = lower[word] in {"can", "could"} and lower[word + 1 : word + 2] == ["not"]
        if (
            lower[word] in _UNABLE
            or able
            or (lower[word] == "able" and not NEGATIONS.isdisjoint(lower[subject:word]))
        ):
            return _BOTHERED.isdisjoint(lower[word + 1 : word + 4])
    return False


_USERS = BEFALLEN | frozenset(
    "people shopper shoppers viewer viewers listener listeners reader readers teachers parents drivers residents households".split()
)
_SCOPING = frozenset("since today now currently all most many some few our european new other".split())
_BOTHERED = frozenset("be bothered read follow wait think understand handle cope".split())


def _hands_out_roles(reading: Reading, sentence: Sentence) -> bool:
    """ "IC @lena, comms @jonas": people are called by their handles and given their parts."""
    return sum(reading.gap(word).endswith("@") for word in range(sentence.first, sentence.last)) > 1


def _somebody_noticed(reading: Reading, sentence: Sentence) -> bool:
    """ "The nurse noticed the wrong label and called": a person who met or mended what was wrong, and did nothing else."""
    verbs = [w for w in range(sentence.first + 1, sentence.last) if is_past(reading.lower[w])]
    if not verbs or not all(reading.lower[word] in _WITNESSED for word in verbs):
        return False
    subject = subject_of(reading, sentence, verbs[0])
    if subject is None or subject.first != sentence.first or not is_human(reading, subject):
        return False
    return (NEGATIONS | MODALS | _LATE).isdisjoint(reading.lower[sentence.first : sentence.last])


_WITNESSED = frozenset(
    """
    noticed reported spotted discovered identified corrected detected flagged observed raised described called asked helped
    suggested proposed thanked joined wrote opened
    """.split()
)
_LATE = frozenset(
    "only late later finally should could would instead first again until but who whom been".split()
)
_REASONS = frozenset(["as", "because", "since"])


def _names_a_condition(reading: Reading, sentence: Sentence) -> bool:
    """ "..., as the rota does not pair newcomers": where somebody merely was or searched, and the process or tool that is the reason."""
    lower = reading.lower
    for word in range(sentence.first + 3, sentence.last - 3):
        if lower[word] in _REASONS and lower[word + 1] in {"the", "our", "no"}:
            reason = lower[word + 2] in PROCESS_NOUNS or lower[word + 3] in PROCESS_NOUNS
            acts = [lower[w] for w in range(sentence.first + 1, word) if lower[w] in BE or is_past(lower[w])]
            return reason and bool(acts) and all(act in BE or act in _NO_ACTS for act in acts)
    return False


_NO_ACTS = frozenset(["spent", "needed", "waited", "took", "searched", "looked"])


def _lacked_the_means(reading: Reading, sentence: Sentence) -> bool:
    """ "Nobody on the rota had the right to publish": what nobody was given is a matter of the process."""
    lower = reading.lower
    if lower[sentence.first] not in {"nobody", "noone"} and lower[sentence.first : sentence.first + 2] != [
        "no",
        "one",
    ]:
        return False
    had = next(
        (w for w in range(sentence.first + 1, min(sentence.first + 9, sentence.last)) if lower[w] in HAVE),
        None,
    )
    return had is not None and not _MEANS.isdisjoint(lower[had + 1 : had + 4])


_MEANS = frozenset(
    "right rights permission permissions access authority key keys account number list phone training manual".split()
)


def _reports_a_question(reading: Reading, sentence: Sentence) -> bool:
    """ "The board asked who is responsible": the question, not an answer."""
    words = reading.lower[sentence.first : sentence.last]
    asked = next((place for place, word in enumerate(words) if word in _ASKED), None)
    answered = "answer" in words or ":" in reading.text[sentence.start : sentence.end]
    return asked is not None and "who" in words[asked + 1 : asked + 4] and not answered


_ASKED = frozenset(["asks", "asked", "ask", "asking"])


def _says_who_may(reading: Reading, sentence: Sentence) -> bool:
    """ "Only regional managers call the desk": a rule of who speaks to whom, in the present tense."""
    words = reading.lower[sentence.first : sentence.last]
    return words[0] == "only" and NEGATIONS.isdisjoint(words) and not any(map(is_past, words))


def _acted_under_a_condition(reading: Reading, sentence: Sentence) -> bool:
    """ "The clerk chose the wrong customer from a list that shows eight letters": an act told with the design behind it."""
    subject = next(
        (
            w
            for w in range(sentence.first, min(sentence.first + 4, sentence.last))
            if is_past(reading.lower[w])
        ),
        None,
    )
    return (
        subject is not None
        and _JUDGING.isdisjoint(reading.lower[sentence.first : sentence.last])
        and has_a_condition(reading, sentence, subject)
    )


_JUDGING = frozenset(
    """
    forgot ignored neglected refused overlooked careless carelessly lazy sloppy simply again despite although although never bothered
    blindly fault blame insisted pretended clearly obviously failed
    """.split()
)


# -- dismissive


def _apologises_to_all(reading: Reading, sentence: Sentence) -> bool:
    """ "We are sorry, above all to those who ...": an apology that names whom it is meant for most."""
    words = reading.lower[sentence.first : sentence.last]
    if _SORRY.isdisjoint(words[:4]) or not _TURNS.isdisjoint(words):
        return False
    return not _MOST_OF_ALL.isdisjoint(words)


_SORRY = frozenset(["sorry", "apologise", "apologize", "apologies"])
_TURNS = frozenset("but if however though although unless feel feels chose only just".split())
_MOST_OF_ALL = frozenset(
    ["above", "especially", "particularly", "particular", "everyone", "everybody", "all"]
)

# -- minimising


def _makes_nothing_small(reading: Reading, sentence: Sentence) -> bool:
    """ "This is not a minor problem": each word that could make the harm small is denied."""
    small = [word for word in range(sentence.first, sentence.last) if reading.lower[word] in SMALL]
    led_by = [reading.lower[max(word - 3, sentence.first) : word] for word in small]
    return bool(small) and all(not _NOT.isdisjoint(words) and words[-1:] != ["only"] for words in led_by)


_NOT = frozenset(["not", "isn't", "wasn't", "never", "hardly"])


# -- overpromise


def _promises_words(reading: Reading, sentence: Sentence) -> bool:
    """ "Next summary tomorrow at 9": a time at which there will be news, in a sentence of nothing else."""
    words = reading.lower[sentence.first : sentence.last]
    ours = words[:2] in (["we", "will"], ["i", "will"]) and words[2] in _WRITES
    return ours or (words[0] == "next" and words[1] in _NEWS and _RECOVERY.isdisjoint(words))


_WRITES = frozenset("write report post inform update tell message publish brief".split())
_NEWS = frozenset(
    "update summary brief briefing note notes news information report bulletin message call sheet post".split()
)
_RECOVERY = frozenset("fixed back resolved restored repaired will everything all solved".split())

_CANNOT_HAVE_IT: dict[str, Callable[[Reading, Sentence], bool]] = {
    "blame": _nobody_is_accused,
    "dismissive": _apologises_to_all,
    "minimising": _makes_nothing_small,
    "overpromise": _promises_words,
}


# -- elements


def says_so(element: str, reading: Reading, spot: Spot) -> bool:
    """Tell whether the words that weigh most for an element can say it, as far as grammar knows."""
    if element not in {"impact", "reader_action"} or OPENINGS.isdisjoint(reading.vocabulary):
        return True
    hardship = any(
        reading.starts[told.first] < spot.end and spot.start < reading.ends[told.last]
        for told in deprived(reading)
    )
    if element == "reader_action":
        return not hardship  # "nobody can pay" offers no way
    first, last = reading.word_at(spot.start), reading.word_at(spot.end)
    spared = reading.lower[first] == "no" and not ILLS.isdisjoint(reading.lower[first : last + 2])
    return hardship or not spared  # "no data is affected" hurts nobody
