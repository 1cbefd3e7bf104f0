"""Names in a text, found by shape and position: people, teams, places, and what is left, which may be a product.

Shape: a capital inside a sentence, capitals or digits within a word (RoomMatrix, Swipe2Pay), a dotted name (ci.example.org).
A capital at the start of a sentence says nothing by itself: what follows decides.
"""

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from clarion.review.reading.classes import (
    AUXILIARIES,
    BE,
    DEPARTMENTS,
    DETERMINERS,
    GROUPS,
    HAVE,
    PREPOSITIONS,
    ROLES,
)
from clarion.review.reading.grammar import is_adverb, is_name
from clarion.review.reading.patterns import pattern
from clarion.review.reading.places import LONG_PLACES, PEOPLES
from clarion.review.reading.places import PLACES as _LONGER_PLACES
from clarion.review.reading.reading import Reading
from clarion.review.reading.sentences import Sentence
from clarion.review.reading.things import AREA_NOUNS, PEOPLE
from clarion.review.reading.times import MONTHS, WEEKDAYS
from clarion.review.reading.zones import OFFSETS


class NameSort(StrEnum):
    PERSON = "person"
    TEAM = "team"
    PLACE = "place"
    THING = "thing"
    """A product, a brand, a company: no other sort fits."""


class ProperName(NamedTuple):
    """The words first..last (inclusive)."""

    first: int
    last: int
    sort: NameSort


PLACES = _LONGER_PLACES | {"uk", "us", "eu"}
TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "sir", "madam"])
GREETINGS = frozenset("dear hello hi hey team morning afternoon evening regards sincerely".split())
TEAM_WORDS = (
    DEPARTMENTS
    | frozenset(
        """
    backend frontend mobile analytics communications comms pr press corporate customer care success content editorial logistics
    payments platform data research design purchasing treasury claims billing risk audit privacy quality broadcast studio field
    network storage identity payroll warehouse dispatch noc soc bridge board ciso dpo
    """.split()
    )
) - {"it"}
"""Words that name a department when they stand alone with a capital."""
_NO_NAMES = frozenset(
    """
    i i'm i'll i've utc gmt am pm ok faq faqs fyi eta asap ceo cto cio coo cfo ciso dba pin id ids url api apis sla slo vip tv atm atms
    pdf csv usb sms sim q a rca csm crm erp hr it cpu ram ssd ui ux http https ssh tls ssl dns tcp udp ip vpn cdn s3 db sql p0 p1
    p2 p3 p4 p5 sev sev0 sev1 sev2 sev3 sev4 sev5 s0 s1 s2 s3 s4 status state impact scope service services product products
    action actions cause next update updates start started end ended since from to until what who how when where why which
    affected current known note notes summary severity priority incident outage resolved identified investigating monitoring
    mitigated mitigating closed open ongoing fixed degraded correction correct corrected please sorry yes no thanks thank god
    android ios iphone ipad windows mac macos linux chrome safari firefox edge opera internet explorer christmas easter ramadan
    black friday english german french spanish italian portuguese euro euros pounds dollars error errors issue problem eod
    workaround owner owners lead commander scribe time team progress report reports post sheet section version release
    question questions answer answers talking points brief briefing alert good hello dear subject re fwd attention important
    today tomorrow yesterday tonight timeline background prevention root recovery customers users internal external public
    january q1 q2 q3 q4 sent received message messages save submit send cancel button draft final preliminary
    """.split()
)
"""Capitalised words that name no product: headings, initials, systems that everybody has."""
_BARE_SUBJECTS = frozenset(
    """
    access service services work repair recovery everything nothing something everybody everyone nobody someone traffic data
    performance investigation root cause impact latency availability capacity functionality operation operations normal
    engineering support management customers users we they he she it there here this that these those one two three four five six
    seven eight nine ten many several some most all both each every restoration mitigation rollback progress help other others
    power electricity water heating gas internet lines people half part parts what who which further more work full partial nobody none anyone another such hotline staff
    nodes servers disk memory software hardware
    """.split()
)
_SUBJECT_VERBS = frozenset(
    "is isn't was wasn't has hasn't had shows does doesn't gets got went keeps stays remains fails crashes".split()
)
"""After one bare word at the start of a sentence these show a name: "Trovo had an outage", "Pages is slow"."""
_NEVER_NAMES = (
    AUXILIARIES | BE | HAVE | DETERMINERS | frozenset("we you they he she it there here if".split())
)
_OPENERS = frozenset("\"“„'‘:")
_LABEL = pattern(r"\s?(?::|–|—|-(?=\s))")
_DOTTED = pattern(
    r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:io|com|org|net|dev|app|cloud|ai|co|eu|uk|de)\b(?![/@])"
)
_CAPITAL = pattern(r"[A-ZÀ-ÖØ-Þ]")


def proper_names_of(reading: Reading) -> list[ProperName]:
    """Return the names in `reading` by place, runs of capitalised words as one name."""
    found: list[ProperName] = []
    done = -1
    for word in _candidates(reading):
        sentence = reading.sentence_at(reading.starts[word])
        if word <= done or sentence is None or not _may_be_named(reading, sentence, word):
            continue
        last = _run(reading, sentence, word)
        if last >= word:
            found += _sorted_run(reading, sentence, word, last)
            done = last
    return found


def names_within(reading: Reading, first: int, last: int) -> list[ProperName]:
    """Return the names that share a word with first..last (inclusive)."""
    names = reading.proper_names
    stop = bisect_right(names, (last, len(reading.lower)))
    start = stop
    while start > 0 and names[start - 1].last >= first:
        start -= 1
    return names[start:stop]


def _candidates(reading: Reading) -> list[int]:
    """The words with a capital, and the first words of dotted names: one word in ten is looked at."""
    lower, cased = reading.lower, reading.words.cased
    words = [
        word
        for word in reading.raised
        if cased[word] != lower[word]
        and not (lower[word] in _NEVER_NAMES and cased[word][0].isupper())
        and _CAPITAL.search(cased[word])
    ]
    if "." not in reading.marks:
        return words
    dotted = [
        word for word, gap in enumerate(reading.words.gaps[1:]) if gap == "." and _dotted(reading, word)
    ]
    return sorted({*words, *dotted}) if dotted else words


def _may_be_named(reading: Reading, sentence: Sentence, word: int) -> bool:
    if not reading.capitalised(word):
        return _shaped(reading, word) or _dotted(reading, word)
    opens = word == sentence.first or not _OPENERS.isdisjoint(reading.gap(word))
    return not opens or _opens_with_name(reading, sentence, word)


def _shaped(reading: Reading, word: int) -> bool:
    """Capitals within the word, or letters, digit, letters: eBay, iCloud, Swipe2Pay."""
    cased = reading.cased(word)
    if len(cased) < 4 or cased.isupper() or cased[0].isdigit():
        return False
    inner = (
        cased[1:] != reading.lower[word][1:] and any(map(str.isupper, cased[1:])) and not cased[1:].isupper()
    )
    return (
        inner or (not cased.isalpha() and any(map(str.isdigit, cased[1:-1])))
    ) and "'" not in reading.lower[word]


def _dotted(reading: Reading, word: int) -> bool:
    start = reading.starts[word]
    following = reading.words.gaps[word + 1]
    return (
        following == "."
        and reading.text[start - 1 : start] not in {"/", "@", "."}
        and bool(_DOTTED.match(reading.text, start))
    )


_PEOPLE_DO = frozenset(
    """
    rolls rebuilds reruns restores replaces repairs fixes restarts rotates swaps reverts drains investigates adds disables negotiates
    cancels reroutes exchanges writes informs prepares presents owns answers decides escalates coordinates
    """.split()
)
"""After one bare word at the start of a sentence these show a person or team: "Wen rolls back build 611"."""
_ORDERS = frozenset(
    "tell ask inform advise remind thank let refer help call send give show connect transfer forward offer give".split()
)


def _opens_with_name(reading: Reading, sentence: Sentence, word: int) -> bool:
    lower = reading.lower[word]
    if _shaped(reading, word) or is_name(reading, word) or lower in TITLES:
        return True
    after = reading.lower[word + 1] if word + 1 < sentence.last else ""
    if (
        lower.endswith("s")
        and after in {"is", "was", "has"}
        and lower not in _BARE_SUBJECTS
        and lower not in DETERMINERS
    ):
        return True  # "Pages is slow": a plural with a singular verb is a name
    if (
        after in PEOPLE
        and after.endswith("s")
        and lower not in _NO_NAMES
        and lower not in DETERMINERS
        and not is_adverb(lower)
    ):
        return lower not in _DEFINING
    if lower in _NO_NAMES or lower in _BARE_SUBJECTS or lower in DETERMINERS or lower in PREPOSITIONS:
        return lower in PLACES
    following = word + 1
    if following >= sentence.last:
        return lower in PLACES or lower in TEAM_WORDS
    after = reading.lower[following]
    if _LABEL.match(reading.text, reading.ends[word]) or (
        reading.capitalised(following) and after not in _NO_NAMES
    ):
        return True
    return (after in _SUBJECT_VERBS and not lower.endswith("ing")) or lower in TEAM_WORDS or lower in PLACES


def _run(reading: Reading, sentence: Sentence, word: int) -> int:
    """Return the last word of the run of capitalised words that begins at `word`, -1 where none does."""
    if not reading.capitalised(word):
        match = _DOTTED.match(reading.text, reading.starts[word])
        return max(reading.word_at(match.end() - 1), word) if match else word
    plural = (
        reading.lower[word].endswith("s")
        and word == sentence.first
        and reading.lower[word + 1 : word + 2] == ["is"]
    )
    if (reading.lower[word] in _NO_NAMES and not plural) or (
        reading.lower[word] in DETERMINERS and word == sentence.first
    ):
        return -1
    last = word
    while last + 1 < sentence.last and last - word < 5 and _goes_on(reading, last + 1):
        last += 1
    return last


def _goes_on(reading: Reading, word: int) -> bool:
    gap = reading.gap(word)
    return (
        gap in {" ", "-", "&", " & ", ". "}
        and reading.capitalised(word)
        and reading.lower[word] not in _NO_NAMES
        and (gap != ". " or reading.lower[word - 1] in TITLES)
    )


def _sorted_run(reading: Reading, sentence: Sentence, first: int, last: int) -> list[ProperName]:
    words = tuple([word.removesuffix("'s") for word in reading.lower[first : last + 1]])
    sort = _sort(reading, sentence, first, words)
    return [ProperName(first, last, sort)] if sort else []


def _tells_time(word: str) -> bool:
    return word in MONTHS or word in WEEKDAYS or word.upper() in OFFSETS


_WORDS_IN_TEAMS = TEAM_WORDS | {"and", "it", "team"}
_STREETS = frozenset("street road lane avenue square alley boulevard strasse station faculty".split())
_DEFINING = frozenset(
    "some many several few most other affected new existing prepaid business enterprise free paying our your these those dear good such".split()
)
_OFFICES = frozenset(["office", "desk", "board"])
"""Also the second word of many product names; a team is "the office", a product "Tallo Office"."""


def _area(reading: Reading, sentence: Sentence, first: int) -> bool:
    """ "The district of Gracia", "region Westland"."""
    before = reading.lower[max(first - 2, sentence.first) : first]
    return before[-1:] != [] and (
        before[-1] in AREA_NOUNS or (before[-1] == "of" and before[0] in AREA_NOUNS)
    )


def _sort(reading: Reading, sentence: Sentence, first: int, words: tuple[str, ...]) -> NameSort | None:
    before = reading.lower[first - 1] if first > sentence.first else ""
    if all(map(_tells_time, words)):
        return None
    if (
        words[0] in TITLES
        or before in TITLES
        or is_name(reading, first)
        or before in {"dear", "hi", "hello", "hey"}
    ):
        return NameSort.PERSON
    if words in LONG_PLACES or words[0] in PLACES or (len(words) == 1 and words[0] in PEOPLES):
        return NameSort.PLACE if len(words) < 3 or words in LONG_PLACES else NameSort.THING
    last = first + len(words) - 1
    if _area(reading, sentence, first) or words[-1] in _STREETS:
        return NameSort.PLACE
    if reading.lower[last].endswith("'s") and not {"team", "group", "desk"}.isdisjoint(
        reading.lower[last + 1 : last + 2]
    ):
        return NameSort.PERSON
    if (words[-1] in GROUPS or words[-1] in ROLES) and words[-1] not in _OFFICES:
        return NameSort.TEAM
    if _WORDS_IN_TEAMS.issuperset(words):
        return NameSort.TEAM
    if len(words) == 1 and (words[0] in PEOPLES or words[0] in ROLES):
        return None
    return NameSort.THING
