"""What somebody did or left out, and who it was: the part of a sentence that a rewrite takes the place of.

Ana forgot to renew the certificate        subject "Ana", act "forgot to renew", left out: renew
Nobody tested the script                   subject "Nobody", act "tested", left out: test
Ana accidentally deleted the table         subject "Ana", act "accidentally deleted"
"""

from functools import partial
from itertools import pairwise
from typing import NamedTuple

from clarion.postmortems.acts_in_words import CAUSES, LEAVING_OUT, LEMMAS, NO_SUBJECT, PROGRAMS
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import COORDINATORS, DETERMINERS, NEGATIONS, PREPOSITIONS, SUBORDINATORS
from clarion.review.reading.grammar import NounPhrase, breaks_before, is_adverb, is_name
from clarion.review.reading.inflection import is_past


class Act(NamedTuple):
    """Words first..last (inclusive) of the verb group; `left_out` is the lemma of what was not done, or empty.

    `nobody` is the subject where the word "nobody" makes it something that was not done.
    """

    first: int
    last: int
    left_out: str = ""
    nobody: NounPhrase | None = None


def act_at(reading: Reading, sentence: Sentence, word: int) -> Act | None:
    """ "forgot to renew", "did not renew", "never renewed", "nobody renewed", "accidentally deleted", "broke"."""
    lower = reading.lower
    following = [*lower[word + 1 : min(word + 3, sentence.last)], "", ""]
    first = word
    while first > sentence.first and is_adverb(lower[first - 1]) and lower[first - 1] not in NEGATIONS:
        first -= 1
    if lower[word] in LEAVING_OUT and following[0] == "to":
        return Act(first, word + 2, following[1]) if following[1] else None
    if lower[word] == "did" and following[0] == "not":
        return _not_done(reading, sentence, first, verb=word + 2)
    if lower[word] == "didn't":
        return _not_done(reading, sentence, first, verb=word + 1)
    if lower[word] == "never":
        return _not_done(reading, sentence, first, verb=word + 1, past=True)
    begins = word == sentence.first or breaks_before(reading, word)
    if lower[word] == "nobody" and (begins or lower[word - 1] in COORDINATORS | SUBORDINATORS):
        act = _not_done(reading, sentence, word + 1, verb=word + 1, past=True)
        return act and act._replace(nobody=NounPhrase(word, word, word))
    return Act(first, word) if lower[word] in CAUSES else None


def _not_done(
    reading: Reading, sentence: Sentence, first: int, *, verb: int, past: bool = False
) -> Act | None:
    """The act that was left out, also where somebody "did not bother to" do it. `past`: the verb tells the time itself."""
    lower = reading.lower
    if verb >= sentence.last or (past and not is_past(lower[verb])):
        return None
    bothered = lower[verb] in {"bother", "bothered"} and lower[verb + 1 : verb + 2] == ["to"]
    if bothered and verb + 2 < sentence.last:
        return Act(first, verb + 2, lower[verb + 2])
    return Act(first, verb, LEMMAS.get(lower[verb], "") if past else lower[verb])


def without_time(reading: Reading, subject: NounPhrase | None) -> NounPhrase | None:
    """ "At 10:02 UTC Ben restarted": the clock is no part of who did it."""
    first = subject.first if subject else 0
    while (
        subject
        and first < subject.last
        and (reading.lower[first][0].isdigit() or reading.lower[first] == "utc")
    ):
        first += 1
    return subject and NounPhrase(first, subject.last, max(first, subject.head))


def stands_before(reading: Reading, subject: NounPhrase, first: int) -> bool:
    """The subject stands right before the act, with nothing between them that the rewrite would lose."""
    words = reading.lower[subject.first : subject.last + 1]
    if words == ["nobody"]:
        return subject.last + 1 == first and reading.gap(first) == " "
    if not NO_SUBJECT.isdisjoint(words) or (len(words) == 1 and words[0] in PROGRAMS):
        return False
    if is_name(reading, subject.last) and not all(
        map(partial(is_name, reading), range(subject.first, subject.last))
    ):
        return False  # "the certificate Ana ignored": she is the subject of another clause
    if any(
        word in DETERMINERS and before not in COORDINATORS | PREPOSITIONS for before, word in pairwise(words)
    ):
        return False
    joined = all(reading.gap(word) in {" ", "-"} for word in range(subject.first + 1, first))
    return subject.last + 1 == first and reading.gap(first) == " " and joined
