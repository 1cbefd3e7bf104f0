"""What people are told not to say: "never say that the weather is to blame", "avoid the phrase 'out of our hands'".

Whoever names a phrase in order to forbid it does not use it.
"""

from collections.abc import Set as AbstractSet

from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence

_NEVER = frozenset(["never", "not", "don't", "nobody"])
_SAY = frozenset("say tell use write promise mention claim suggest speak call repeat answer quote guess blame name give".split())
_AVOID = frozenset(["avoid", "avoiding"])
_PHRASES = frozenset("phrase phrases word words wording sentence sentences term terms expression expressions saying".split())
_LEADING = frozenset("please and but so also ever should must agents callers we you they nobody may to just then do simply".split())
FORBIDDING = _NEVER | _AVOID
"""One of these stands wherever something is forbidden."""


def forbidden(reading: Reading, sentence: Sentence, start: int) -> bool:
    """Tell whether what starts at `start` is named in the sentence as what must not be said."""
    lower = reading.lower
    words: AbstractSet[str] = frozenset(lower[sentence.first : sentence.last])
    if words.isdisjoint(FORBIDDING):
        return False
    stop = min(reading.word_at(start), sentence.last)
    for word in range(sentence.first, stop):
        if lower[word] in _NEVER and lower[word + 1 : word + 2] and lower[word + 1] in _SAY and _opens(reading, sentence, word):
            return _reaches(reading, word + 1, stop)
        if lower[word] in _AVOID and _opens(reading, sentence, word):
            spoken = not _PHRASES.isdisjoint(lower[word + 1 : word + 4]) or '"' in reading.gap(word + 1)
            return spoken or lower[word + 1] == "saying"
    return False


def _opens(reading: Reading, sentence: Sentence, word: int) -> bool:
    """An instruction opens its clause: "please never say", "agents should not say"; not "customers do not say"."""
    opening = word
    while opening > sentence.first and reading.lower[opening - 1] in _LEADING:
        opening -= 1
    if opening == sentence.first or ";" in reading.gap(opening) or ":" in reading.gap(opening) or "," in reading.gap(opening):
        leading = reading.lower[opening:word]
        return not {"we", "you", "they", "nobody"} & set(leading) or bool({"should", "must", "may"} & set(leading))
    return False


def _reaches(reading: Reading, verb: int, stop: int) -> bool:
    """Up to a semicolon, or a comma after which somebody acts: "do not say it, we think so ourselves"."""
    for word in range(verb + 1, stop + 1):
        gap = reading.gap(word) if word < len(reading.lower) else ""
        if ";" in gap or " – " in gap or "(" in gap:
            return False
        if "," in gap and reading.lower[word : word + 1] and reading.lower[word] in {"we", "it", "they", "but", "since", "because", "as", "this"}:
            return False
    return True
