"""Which words of a text carry something that could be looked up: a part, a figure, a name. Empty nouns do not."""

from clarion.review.reading.classes import (
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    NEGATIONS,
    NUMBER_WORDS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from clarion.review.reading.grammar import is_adverb
from clarion.review.reading.reading import Reading
from clarion.review.reading.times import MONTHS, WEEKDAYS
from clarion.review.reading.zones import OFFSETS

EMPTY_WORDS = frozenset(
    """
    thing things situation situations issue issues problem problems factor factors circumstance circumstances reason reasons cause
    causes root mix combination number lack lacking general overall insufficient inadequate poor bad better best good awareness
    maturity complexity complex complicated quality robustness robust resilience culture communication communicate coordination
    collaboration alignment transparency pressure stress luck unlucky unfortunate nature historical historically grown legacy landscape
    environment area areas department departments organisation organization company whole entire many much more less few several
    various different certain usual unusual normal strange weird unforeseeable unexpected unknown unclear clear something somewhere
    someone everyone everybody nobody nothing everything anything happen happens happened occur occurs occurred incident outage
    disruption failure event events matter matters story way ways kind sort type day days night time times week weeks month months
    morning evening afternoon noon hour while moment today yesterday monday update updates meeting call investigation analysis action
    activity activities work progress information info people team teams we us our they them it its this that these those he she
    improve improved improvement improvements improving optimise optimize optimisation strengthen increase reduce ensure consider look looks
    looking think thinks thinking discuss talk evaluate review keep eye follow follows care careful attention take takes make makes do
    does done doing get gets got go goes going went become became see sees seen learn learned lessons lesson measures measure
    appropriate possible necessary future again soon late early old new big small high low long short real really too very quite
    so such also just only even still yet already now then here there concept concepts idea ideas topic topics attempts attempt suspects
    mess chaos panic plan training train responsibility responsible behaviour attitude mindset discipline ownership focus knowledge
    experience expertise resources resource capacity budget technology technical system systems software infrastructure platform
    process processes simple simpler simplify easier easy stable stability stabilise effective efficient efficiently place exist exists
    part parts side end ends start starts begin begins cannot fully total totally complete completely lived live aligned stars
    somehow stuff lot bit little own other others another same both each every all any some none debt code base age aged
    """.split()
)
_GRAMMAR = (
    DETERMINERS
    | PREPOSITIONS
    | AUXILIARIES
    | COORDINATORS
    | SUBORDINATORS
    | RELATIVES
    | NEGATIONS
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
)


def substance(reading: Reading) -> list[int]:
    """Return the words that name something definite, by place; words of times and dates are left out."""
    taken = [(time.start, time.end) for time in reading.times]
    taken += [(date.start, date.end) for date in reading.dates]
    taken += [(duration.start, duration.end) for duration in reading.durations]
    found = []
    for word, lower in enumerate(reading.lower):
        if (
            lower in EMPTY_WORDS
            or lower in _GRAMMAR
            or lower in NUMBER_WORDS
            or lower.upper() in OFFSETS
            or len(lower) < 2
        ):
            continue
        if is_adverb(lower) or any(start <= reading.starts[word] < end for start, end in taken):
            continue
        found.append(word)
    return found
