"""Reasons that lie in a thing: "..., since both consoles look alike", "... from a list that shows only eight letters".

A sentence that tells an act together with the design that led to it has looked behind the person.
"""

from clarion.review.reading.classes import BE, DETERMINERS, HUMAN, MODALS
from clarion.review.reading.grammar import is_name
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence

_REASONS = frozenset(["since", "because", "as"])
_RELATIVES = frozenset(["that", "which", "where", "whose"])
_IS_MADE = frozenset(
    """
    shows show names name looks look lists list does do allows allow accepts accept keeps keep ends end hides hide lacks lack offers
    offer counts count treats treat sorts sort prints print
    """.split()
)
"""How a thing is made, in the present tense: as it was then, it is still."""
_STATES = _IS_MADE | {"is", "are", "has", "have", "carry", "carries"}
_NOUN_OPENS = DETERMINERS | {"both", "two", "all", "no", "every", "each", "three"}
_FURTHEST = 40
_REACH = 7
"""Words after the joint among which the verb of the thing stands."""


def has_a_condition(reading: Reading, sentence: Sentence, word: int) -> bool:
    """Tell whether behind `word` the sentence names how a thing is made as the reason of what was done."""
    lower = reading.lower
    for joint in range(word + 1, min(word + _FURTHEST, sentence.last - 2)):
        if lower[joint] in _REASONS and lower[joint + 1] in _NOUN_OPENS:
            if _of_a_thing(reading, joint + 2, min(joint + 1 + _REACH, sentence.last)):
                return True
        elif lower[joint] in _RELATIVES and lower[joint + 1] in _IS_MADE:
            return True
    return False


def _of_a_thing(reading: Reading, first: int, stop: int) -> bool:
    """A verb of state whose subject is nobody."""
    for word in range(first, stop):
        text = reading.lower[word]
        if text in HUMAN or text in MODALS or is_name(reading, word) or text in BE - _STATES:
            return False
        if text in _STATES:
            return True
    return False
