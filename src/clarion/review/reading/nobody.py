"""Subjects that are none: "no one can join", "none of our customers is able to pay", "not a single order comes through".

What such a subject cannot do is what readers suffer, unless the deed is an ill: "no one was charged twice", "no order is lost".
"""

from collections.abc import Iterator
from typing import NamedTuple

from clarion.review.reading.classes import BE, DO, HAVE
from clarion.review.reading.grammar import breaks_before, clause_start, is_adverb
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence
from clarion.review.reading.things import FEATURES, OBJECTS, PEOPLE, PRODUCT_NOUNS

OPENINGS = frozenset(["no", "nobody", "noone", "none", "neither", "single"])
_COUNTED = (
    PEOPLE
    | OBJECTS
    | FEATURES
    | PRODUCT_NOUNS
    | frozenset(
        """
        people person one them these those us family shopper viewer train bus mail video videos photo text texts audio picture
        sound film films song songs letter letters
        """.split()
    )
)
_REACH = 7
"""Words that may stand between the noun and its verb: "no customer in Europe with an old phone can ..."."""
_VERBS = frozenset(["can", "could"]) | BE | HAVE | DO
ILLS = frozenset(
    """
    lost affected harmed hurt charged damaged deleted exposed leaked stolen missing gone changed billed touched removed fined
    impacted concerned disclosed accessed needed necessary required expected planned known reported due involved interrupted
    corrupted overwritten penalised penalized blamed hit ill worse open waiting doubled duplicated missed late delayed injured
    """.split()
)
"""What is good when it happens to nobody."""
_LOOKS_IN = frozenset("see read access open use view".split())
_OTHERS = frozenset("your yours their other others another else's private personal".split())


class Nobody(NamedTuple):
    """The words first..last (inclusive) say that nobody and nothing does what the verb from `verb` on tells."""

    first: int
    verb: int
    last: int


def deprived(reading: Reading) -> Iterator[Nobody]:
    """Yield what nobody can do, or nothing does, that is good to be done."""
    for word in reading.where(OPENINGS):
        sentence = reading.sentence_at(reading.starts[word])
        if sentence is None:
            continue
        noun = _noun(reading, sentence, word)
        verb = _verb(reading, sentence, noun) if noun is not None else None
        if verb is not None and (last := _deed(reading, sentence, verb)) is not None:
            yield Nobody(word, verb, last)


def of_nobody(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """Tell whether the subject of the verb is none: "no customer can", "none of our shops in Spain can"."""
    first = clause_start(reading, sentence, verb)
    return not OPENINGS.isdisjoint(reading.lower[first:verb])


def _noun(reading: Reading, sentence: Sentence, word: int) -> int | None:
    """Return the noun that is none: the pronoun itself, or the noun after "no", "none of our", "not a single"."""
    lower = reading.lower
    if lower[word] in {"nobody", "noone"}:
        return word
    if lower[word] == "single" and lower[max(word - 2, sentence.first) : word] != ["not", "a"]:
        return None
    if lower[word] in {"none", "neither"} and lower[word + 1 : word + 2] != ["of"]:
        return None
    for noun in range(word + 1, min(word + 6, sentence.last)):
        if breaks_before(reading, noun) or lower[noun] in _VERBS:
            return None
        if lower[noun] in _COUNTED and not (
            noun + 1 < sentence.last and lower[noun + 1] in _COUNTED and reading.gap(noun + 1) == " "
        ):
            return noun
    return None


def _verb(reading: Reading, sentence: Sentence, noun: int) -> int | None:
    """Return the verb of the noun: the first that can be one, over "in Europe" and "with an old phone"."""
    for word in range(noun + 1, min(noun + 1 + _REACH, sentence.last)):
        if breaks_before(reading, word) or reading.lower[word] in _PARTS:
            return None
        if reading.lower[word] in _VERBS or (word == noun + 1 and reading.lower[word] in _COMES):
            return word
    return None


_PARTS = (
    frozenset(
        "who that which and but or if when because to will would should must needs need may might has have".split()
    )
    - HAVE
)
_COMES = frozenset(
    "comes come arrives arrive reaches reach goes go gets get receives receive loads load opens open starts start plays works work came arrived reached got received".split()
)


def _deed(reading: Reading, sentence: Sentence, verb: int) -> int | None:
    """Return the last word of the deed, None where it is an ill or nothing that readers want."""
    lower = reading.lower
    deed = verb + 1
    while deed < sentence.last and (is_adverb(lower[deed]) or lower[deed] in _FILLERS):
        deed += 1
    if lower[verb] in _COMES:
        goes_on = deed < sentence.last and not breaks_before(reading, deed)
        if lower[verb] in _NEED_MORE:
            return deed if goes_on and lower[deed] in _ON else None
        return deed if goes_on else verb
    if deed >= sentence.last or breaks_before(reading, deed):
        return None
    if lower[deed] in ILLS and not (lower[deed] == "gone" and lower[verb] in HAVE):
        return None
    if lower[deed] in _LOOKS_IN and not _OTHERS.isdisjoint(lower[deed + 1 : deed + 5]):
        return None  # "no one can read your messages": a comfort
    if lower[verb] in {"can", "could"} or lower[deed] == "able":
        return deed
    if lower[verb - 1] in _PRONOUNS:
        return None  # "nobody has picked this up": what was not done, not what does not work
    done = lower[deed].endswith(("ed", "ing")) or lower[deed] in _DONE
    return deed if done else None


_PRONOUNS = frozenset(["nobody", "noone", "one"])
_FILLERS = frozenset(["be", "been", "being", "currently", "now", "still", "yet", "today", "also"])
_ON = frozenset(
    ["through", "in", "up", "on", "out", "back", "any", "an", "the", "a", "us", "you", "our", "their", "its"]
)
_NEED_MORE = frozenset(["comes", "come", "goes", "go", "came", "gets", "get", "works", "work"])
_DONE = frozenset(
    "gone come sent paid put shown made taken found seen read given sold held built heard possible available reachable visible".split()
)
