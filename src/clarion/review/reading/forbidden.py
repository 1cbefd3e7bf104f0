"""What people are told not to say: "never say that the weather is to blame", "avoid the phrase 'out of our hands'".

Whoever names a phrase in order to forbid it does not use it.
"""

from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence

_NEVER = frozenset(["never", "not", "don't"])
_SAY = frozenset("say tell use promise mention claim suggest repeat quote guess blame".split())
_AVOID = frozenset(["avoid", "avoiding"])
_PHRASES = frozenset(
    "phrase phrases word words wording sentence sentences term terms expression expressions saying".split()
)
_LEADING = frozenset(
    "please and also ever should must agents callers we you they may to just then do simply".split()
)
_QUOTES = frozenset("\"'“‘„«")
_REACH = 40
"""Words to either side, so that the cost does not grow with the text."""
FORBIDDING = _NEVER | _AVOID
"""One of these stands wherever something is forbidden."""


def forbidden(reading: Reading, sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether the sentence names text[start:end] as what must not be said."""
    first, last = reading.word_at(start), min(reading.word_at(end - 1), sentence.last - 1)
    for word in range(max(sentence.first, first - _REACH), min(last, first + _REACH)):
        if reading.lower[word] not in FORBIDDING or not _forbids(reading, word):
            continue
        opening = _opening(reading, sentence, word)
        if opening is not None and opening <= first and _reaches(reading, word + 1, last):
            return True
    return False


def _forbids(reading: Reading, word: int) -> bool:
    """ "Never say", "do not promise", "avoid the words", "avoid 'we think'"; not "do not tell us"."""
    following = reading.lower[word + 1 : word + 4]
    if reading.lower[word] in _NEVER:
        return not _SAY.isdisjoint(following[:1]) and following[1:2] not in (["us"], ["me"])
    return not _PHRASES.isdisjoint(following) or not _QUOTES.isdisjoint(reading.gap(word + 1))


def _opening(reading: Reading, sentence: Sentence, word: int) -> int | None:
    """Where the instruction begins: "please never say", "agents should not say"; None for "customers do not say"."""
    opening = word
    while opening > sentence.first and reading.lower[opening - 1] in _LEADING:
        opening -= 1
    if opening != sentence.first and _CLOSING.isdisjoint(reading.gap(opening)):
        return None
    told = reading.lower[opening:word]
    ours = not {"we", "you", "they"}.isdisjoint(told) and {"should", "must", "may"}.isdisjoint(told)
    return None if ours else opening


_CLOSING = frozenset(",;:")


def _reaches(reading: Reading, verb: int, last: int) -> bool:
    """Up to a semicolon, or a comma behind which something else is told: "avoid the word, call it a dip"."""
    for word in range(verb + 1, last + 1):
        gap = reading.gap(word)
        if ";" in gap or "(" in gap or ("," in gap and reading.lower[word] in _GOES_ON):
            return False
    return True


_GOES_ON = frozenset(
    "we it they he she this but since because as call say give offer tell use just simply instead".split()
)
