"""What a clause does: tells a fact, asks the reader for something, looks ahead, or only supposes."""

from clarion.review.reading.classes import NEGATIONS
from clarion.review.reading.grammar import clause_start, dependent_if
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence

_LATER = frozenset("will when until till once we'll it'll they'll shall would could should might may".split())
_GUESS = frozenset(
    """
    probably possibly perhaps maybe likely unlikely presumably apparently seemingly suspect suspected suspects believe believed
    believes assume assumed think thinks thought guess suspicion hypothesis theory rumour rumor may might could seems seem
    appears appear potentially unclear unconfirmed unsure conceivably
    """.split()
)
_OPEN = frozenset(
    """
    unknown unclear open pending undetermined unconfirmed ongoing
    """.split()
)
_STATES = frozenset("is are remains remain still yet cause reason".split())
_SETTLED = frozenset("yet confirmed know known clear finished certain".split())
_FINDING_OUT = frozenset(
    """
    investigating investigate investigated investigation analysis analysing analyzing analysed review reviewed examined examination
    determine determining establish looking searching whether why
    """.split()
)


def looks_ahead(reading: Reading, sentence: Sentence, word: int) -> bool:
    """Tell whether what stands at `word` is yet to come or supposed: "will be", "when it is", "if it is"."""
    if dependent_if(reading, sentence, word):
        return True
    first = clause_start(reading, sentence, word)
    return not _LATER.isdisjoint(reading.lower[max(first - 1, sentence.first) : word][-6:])


def guessed(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether the sentence holds a word of guessing: "probably", "is believed to", "may have"."""
    return not _GUESS.isdisjoint(reading.lower[sentence.first : sentence.last])


def still_sought(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether the sentence says that something is not known yet: "under review", "have not confirmed"."""
    words = reading.lower[sentence.first : sentence.last]
    if not _FINDING_OUT.isdisjoint(words):
        return True
    for place, word in enumerate(words):
        before = words[max(place - 4, 0) : place]
        if word in _OPEN and not _STATES.isdisjoint(before[-2:]):
            return True
        if word in _SETTLED and not NEGATIONS.isdisjoint(before):
            return True
    return False
