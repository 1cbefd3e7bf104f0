"""Sentences about what readers use that tell nothing good: neither that it works, nor what we do, nor what to do.

Nobody can list all the ways in which things go wrong. What can be listed is what else a sentence of a message does:
it tells the stage, an action, a request, a promise, or that something works. What is left, about something that
people use, tells what they suffer.
"""

from clarion.review.reading.classes import BE, DETERMINERS, HAVE, MODALS, PREPOSITIONS
from clarion.review.reading.grammar import breaks_before
from clarion.review.reading.moods import guessed
from clarion.review.reading.proper_names import NameSort, names_within
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence
from clarion.review.reading.things import FEATURES, INNARDS, OBJECTS, PEOPLE, PRODUCT_NOUNS

_USED = (
    (
        PEOPLE
        | OBJECTS
        | FEATURES
        | PRODUCT_NOUNS
        | frozenset(
            """
    audio sound picture pictures video videos subtitle subtitles comment comments price prices salary salaries name names text texts
    e-mail sms code codes slot slots train trains bus buses door doors lift lifts elevator gate gates water heating light lights
    balance balances figure figures total totals timetable address addresses link links button buttons screen screens label labels
    receipt receipts voucher vouchers coupon coupons reading readings score scores signal attendance history draft drafts exam exams
    loading sign-in sign vehicle prescription subtitle tills till atm reminder reminders feed menu keyboard cursor attachments attachment
    """.split()
        )
    )
    - INNARDS
    - frozenset(
        "case cases number numbers team teams office offices event events result match claim service services staff engineers".split()
    )
)
_TALK = frozenset(
    """
    we i we're we've we'll i'm i'll i've us our please thank thanks sorry apologise apologize apologies apology incident incidents issue
    issues problem fix cause reason update updates news investigation repair repairs review status state restoration recovery next
    will shall should let's summary brief note sheet post engineers engineering developers supplier vendor technician
    technicians provider carrier crew script desk compensation cause root report reports patience understanding inconvenience feedback
    workaround instead tell ask offer say call if unless until contact questions press journalists mitigation rollback
    regulator progress case state stage newspaper newspapers manager managers director board lead commander answers replacement spare
    """.split()
)
_WISHES = MODALS - {"cannot", "can't", "couldn't", "won't"}
_GOOD = frozenset(
    """
    again back restored resolved fixed normal normally fine ok okay safe unaffected valid stored correct works work working available
    recovered repaired possible open complete completed succeed succeeded successful successfully continue continues move moving planned
    experiencing mitigated green reachable concerned affected given refunded credited informed served helped now running play runs operational functional healthy
    improving better stable visible usable credited called free own usual kept keep untouched secure cash
    """.split()
)
_DENIES = frozenset(
    "not no never n't nothing nobody none neither without isn't aren't wasn't weren't don't doesn't didn't cannot can't hardly".split()
)


def misfortune(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    """Return the words first..last of a clause that tells what befell readers or what they use, None where there is none."""
    if sentence.last - sentence.first < 4 or reading.text[sentence.end - 1] == "?":
        return None
    words = reading.lower[sentence.first : sentence.last]
    if not (_TALK.isdisjoint(words) and _WISHES.isdisjoint(words)):
        return None
    if not INNARDS.isdisjoint(words) or words[0] in {"no", "nothing", "none"} or guessed(reading, sentence):
        return None
    names = names_within(reading, sentence.first, sentence.last - 1)
    if any(name.sort is NameSort.PERSON for name in names):
        return None
    good = not _GOOD.isdisjoint(words)
    if good and _DENIES.isdisjoint(words):
        return None
    return _about(reading, sentence)


def _about(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    """The first noun of use among the first words, with a verb after it."""
    for word in range(sentence.first, min(sentence.first + 7, sentence.last - 2)):
        lower = reading.lower[word].removesuffix("'s")
        if word > sentence.first and breaks_before(reading, word) and ":" not in reading.gap(word):
            continue
        if lower in _USED or _is_product(reading, word):
            return (word, sentence.last - 1) if _says_something(reading, sentence, word) else None
    return None


def _says_something(reading: Reading, sentence: Sentence, subject: int) -> bool:
    """Words that may be a verb follow, before a comma: "Claims portal, all brokers" has none."""
    for word in range(subject + 1, sentence.last):
        if breaks_before(reading, word):
            break
        lower = reading.lower[word]
        if not (
            lower in _USED
            or lower in PREPOSITIONS
            or lower in DETERMINERS
            or lower in {"and", "as", "or"}
            or reading.capitalised(word)
            or lower[0].isdigit()
        ):
            return True
    return any(word in BE or word in HAVE for word in reading.lower[subject : sentence.last])


def _is_product(reading: Reading, word: int) -> bool:
    return any(name.sort is NameSort.THING for name in names_within(reading, word, word))
