"""Causes as a text tells them: the words after "caused by", "because", "due to", or before "was the cause"."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from clarion.review.grounding.likeness import content_of, stem
from clarion.review.grounding.roles import TROUBLE
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import BE, PREPOSITIONS
from clarion.review.reading.grammar import breaks_before

HEDGES = frozenset(
    """
    may might could probably possibly perhaps maybe likely presumably apparently suspect suspected suspects believe believed think
    assume assumed assumption hypothesis theory unconfirmed potentially potential possible seems seem appears appear looks suggest
    suggests indicate indicates indications preliminary checking whether if examining verifying verify confirm why investigating not unclear unlikely
    """.split()
)
_AFTER = {
    "caused": ("by",), "because": (), "triggered": ("by",), "due": ("to",), "owing": ("to",), "resulted": ("from",),
    "results": ("from",), "resulting": ("from",), "stemmed": ("from",), "stems": ("from",), "originated": ("in", "from", "with"),
    "traced": ("to", "back"), "come": ("from",), "comes": ("from",), "came": ("from",), "goes": ("back",), "attributed": ("to",), "attributable": ("to",), "brought": ("by", "down"), "provoked": ("by",),
    "explained": ("by",), "blamed": ("on",), "thanks": ("to",), "introduced": ("by",), "induced": ("by",), "led": (), "result": ("of",), "consequence": ("of",), "behind": (), "confirmed": ("that",), "confirm": ("that",),
}  # fmt: skip
"""Word -> the words one of which must follow it; what comes then is the cause."""
_NOUNS = frozenset(["cause", "reason", "culprit", "trigger", "origin", "source", "explanation"])
_VERBS = frozenset(["caused", "causes", "causing", "triggered", "provoked"])
_EMPTY_SUBJECTS = frozenset(
    "this that it we we're it's they're i i'm which what they these those you problems inconvenience".split()
)
_NOT_OF_THE_INCIDENT = frozenset(
    """
    fix fixed recovered recovery resolved mitigated mitigation
    replies reply responses longer demand volume volumes calls holiday holidays interest your you inconvenience trouble
    """.split()
)
_REACH = 16
GENERIC = frozenset(
    map(
        stem,
        """
        rate latency latencies delay timeout degradation increase elevated high higher spike rise unavailability
        failure fault error problem issue defect malfunction lack shortage loss absence exhaustion outage breakdown crash overload
        combination series part bug mistake interruption disruption result effect number kind sort case consequence shortcoming
        """.split(),
    )
)
"""Stems of heads that say nothing by themselves: "a fault in ...", "a lack of ..."."""
PARTS = frozenset(
    """
    release update upgrade deployment deploy change configuration config setting server servers node nodes disk disks drive database
    job script exporter importer export import migration move backup supplier vendor provider carrier partner operator cable router
    switch certificate crawler bot query cache index gateway balancer firewall template rule filter batch clock patch attacker
    attackers competitor hacker digger excavator storm lightning fire flood rodent failover scheduler process library driver plugin
    module component cluster queue broker proxy resolver sensor valve battery generator ups contractor scanner parser converter
    synchronisation synchronization sync replication cleanup purge rollout test experiment flag model algorithm robot machine engine
    bank manufacturer subcontractor burst leak cut
    """.split()
)
"""Parts and events that can do harm."""
HARM = frozenset(
    """
    broke dropped overwrote deleted removed corrupted filled exhausted overloaded blocked locked crashed reduced changed misrouted
    disabled damaged flooded emptied doubled swapped mixed lost cut tore erased wiped duplicated truncated rejected exceeded
    flushed skipped revoked saturated consumed misread lowered raised closed stopped
    """.split()
)
_OBJECTS = frozenset("a an the our its it all every some too two three both one them their most".split())


class Told(NamedTuple):
    """The words first..last (inclusive) that name a cause."""

    first: int
    last: int
    outright: bool
    """The words around it call it the cause; False where only their order suggests it."""
    hedged: bool


def told_causes(reading: Reading) -> Iterator[Told]:
    """Yield the causes that a text names, by place."""
    seen = -1
    for word in reading.where(CUES):
        if word > seen and (sentence := reading.sentence_at(reading.starts[word])):
            told = _at(reading, sentence, word)
            if told:
                seen = told.last
                yield told


def _at(reading: Reading, sentence: Sentence, word: int) -> Told | None:
    text = reading.lower[word]
    if text == "led" and not _led_to_the_trouble(reading, word):
        return None
    if text == "behind":
        return (
            _before(reading, sentence, word)
            if reading.lower[word - 1] in BE and word > sentence.first
            else None
        )
    if text in _AFTER and text != "led" and (found := _after(reading, sentence, word)):
        return found
    if text in _NOUNS:
        return _beside_noun(reading, sentence, word)
    if text in {"responsible", "blame"}:
        return _before(reading, sentence, word) if _predicate(reading, sentence, word) else None
    if text in _VERBS or text == "led":
        if reading.lower[word - 1] in BE or (
            text == "triggered" and "not" in reading.lower[max(word - 3, 0) : word]
        ):
            return None
        return _before(reading, sentence, word)
    return None


def _led_to_the_trouble(reading: Reading, word: int) -> bool:
    return reading.lower[word + 1 : word + 2] == ["to"]


def _after(reading: Reading, sentence: Sentence, word: int) -> Told | None:
    """The cause that follows "caused by", "because of", "due to", up to the next comma or clause."""
    needed = _AFTER[reading.lower[word]]
    first = word + 1
    if reading.lower[word] in _OF_TROUBLE_ONLY and not _trouble_before(reading, sentence, word):
        return None
    if needed:
        if reading.lower[first : first + 1] == [] or reading.lower[first] not in needed:
            return None
        first += 1
        first += reading.lower[first : first + 1] in (["to"], ["by"])
    elif reading.lower[first : first + 1] == ["of"]:
        first += 1
    return _told(reading, sentence, first, word)


_OF_TROUBLE_ONLY = frozenset(["come", "comes", "came", "goes"])
_IT = frozenset(["this", "it", "these", "they", "all"])


def _trouble_before(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "The failures come from", "this came from"; messages and orders come from somewhere, too."""
    subject = reading.lower[max(word - 4, sentence.first) : word]
    return reading.lower[word - 1] in _IT or not TROUBLE.isdisjoint(subject)


def _told(reading: Reading, sentence: Sentence, first: int, cue: int) -> Told | None:
    last = first - 1
    while (
        last + 1 < sentence.last
        and last - first < _REACH
        and not (last >= first and _ends(reading, last + 1))
    ):
        last += 1
    if last < first or reading.lower[first] in {
        "we",
        "be",
        "start",
        "end",
        "go",
        "arrive",
        "this",
        "that",
        "these",
    }:
        return None
    if not _NOT_OF_THE_INCIDENT.isdisjoint(reading.lower[first : last + 1]):
        return None
    return Told(first, last, outright=True, hedged=_hedged(reading, sentence, cue, last))


def _ends(reading: Reading, word: int) -> bool:
    gap = reading.gap(word)
    if "," in gap or ";" in gap or "(" in gap or "—" in gap or " – " in gap:
        return True
    return reading.lower[word] in {"but", "while", "so"} or (
        reading.lower[word] == "and"
        and reading.lower[word + 1 : word + 2] in (["we"], ["is"], ["it"], ["the"], ["has"], ["was"])
    )


def _hedged(reading: Reading, sentence: Sentence, cue: int, last: int) -> bool:
    """A "not" hedges only beside the word for the cause: "orders do not load because ..." is sure of it."""
    if "not" in reading.lower[max(cue - 3, sentence.first) : last + 1]:
        return True
    return not (HEDGES - {"not"}).isdisjoint(reading.lower[max(cue - 10, sentence.first) : last + 1])


def _beside_noun(reading: Reading, sentence: Sentence, noun: int) -> Told | None:
    """ "The cause was ...", "cause: ...", "..., which was the cause", "... is the reason"."""
    lower = reading.lower
    following = noun + 1
    if following < sentence.last and ":" in reading.gap(following):
        return _told(reading, sentence, following, noun)
    if following < sentence.last and lower[following] in {"of", "for", "behind"}:
        following = _over_phrase(reading, sentence, following)
    if following < sentence.last and (lower[following] in BE or lower[following] in _COPULAS):
        first = following + 1
        while first < sentence.last and lower[first] in _TO_THE_CAUSE:
            first += 1
        if first < sentence.last and lower[first] not in _STATES:
            return _told(reading, sentence, first, noun)
        return None
    if _predicate(reading, sentence, noun):
        return _before(reading, sentence, noun)
    return None


_TO_THE_CAUSE = frozenset("that now simply found to been therefore out in with be".split())
_COPULAS = frozenset(["lies", "lay", "turned", "proved", "has"])
_STATES = frozenset(
    """
    known unknown unclear open pending being not still being identified confirmed found under determined established located clear isolated as has have
    yet investigated fixed resolved corrected removed gone
    """.split()
)


def _over_phrase(reading: Reading, sentence: Sentence, word: int) -> int:
    """Step over "of the delay" and "for this outage" to the verb."""
    stop = min(word + 8, sentence.last)
    while (
        word < stop
        and reading.lower[word] not in BE
        and not breaks_before(reading, word + 1 if word + 1 < sentence.last else word)
    ):
        if reading.lower[word] in {"and", "or", "but"}:
            return sentence.last
        word += 1
    return word


def _predicate(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "... was (found to be) the root cause", "were to blame"."""
    before = reading.lower[max(word - 6, sentence.first) : word]
    return not BE.isdisjoint(before) and "no" not in before


def _before(reading: Reading, sentence: Sentence, word: int) -> Told | None:
    """The subject of "was the cause" and "caused": the words of the clause before its verb."""
    stop = word
    while stop > sentence.first and (reading.lower[stop - 1] in _LINKS or (reading.lower[stop - 1] in BE)):
        stop -= 1
    first = stop
    while first > sentence.first and stop - first < _REACH and not breaks_before(reading, first):
        first -= 1
    last = stop - 1
    if last - first == 0 and reading.lower[first] in {"this", "that", "which", "it"}:
        return _antecedent(reading, sentence, first, word)
    while first < stop and reading.lower[first] in {
        "and",
        "but",
        "as",
        "so",
        "because",
        "that",
        "which",
        "when",
    }:
        first += 1
    if last < first or reading.lower[last] in _EMPTY_SUBJECTS or reading.lower[first] in _EMPTY_SUBJECTS:
        return None
    return Told(first, last, outright=True, hedged=_hedged(reading, sentence, word, word))


def _antecedent(reading: Reading, sentence: Sentence, pronoun: int, cue: int) -> Told | None:
    """ "The index is damaged, that is the cause", "A disk was full. This caused the errors.": the clause before."""
    if pronoun > sentence.first:
        first, last = sentence.first, pronoun - 1
    elif sentence.index and reading.lower[pronoun] in {"this", "that"}:
        before = reading.sentences[sentence.index - 1]
        first, last = before.first, before.last - 1
    else:
        return None
    if last < first or last - first > _REACH:
        return None
    return Told(
        first, last, outright=reading.lower[cue] in _NOUNS, hedged=_hedged(reading, sentence, cue, cue)
    )


_LINKS = frozenset(
    "the a root to main only likely probable found be been has have had also therefore thus directly our this".split()
)
CUES = frozenset({*_AFTER, *_NOUNS, *_VERBS, "responsible", "blame"})


def core_end(reading: Reading, told: Told) -> int:
    """Return the last word of what is named first, before "at", "in", "of": "a power cut | at the image store"."""
    if reading.lower[told.first] in PREPOSITIONS:
        return told.last
    for word in range(told.first + 1, told.last + 1):
        if reading.lower[word] in PREPOSITIONS or reading.lower[word] in {"beside", "next"}:
            return word - 1
    return told.last


@lru_cache(maxsize=64)
def core_of(recorded: str) -> frozenset[str]:
    """Return the telling stems of a recorded cause before it says where; all of them where there are none."""
    words = recorded.lower().split()
    stop = next((place for place, text in enumerate(words) if place and text in _WHERE), len(words))
    return content_of(" ".join(words[:stop])) - GENERIC or content_of(recorded)


_WHERE = frozenset("in at on near inside within between behind".split())


def blamed_parts(reading: Reading) -> Iterator[Told]:
    """Yield clauses in which a part, a supplier or an event did harm: "our exporter dropped a column"."""
    if PARTS.isdisjoint(reading.vocabulary):
        return
    for word in reading.where(HARM):
        if sentence := reading.sentence_at(reading.starts[word]):
            told = _harm_at(reading, sentence, word) if word > sentence.first else None
            if told:
                yield told


def _harm_at(reading: Reading, sentence: Sentence, verb: int) -> Told | None:
    """The subject of an active verb with its object, or a passive with its agent."""
    lower = reading.lower
    following = lower[verb + 1] if verb + 1 < sentence.last else ""
    subject = _subject(reading, sentence, verb)
    if following in _OBJECTS and lower[verb - 1] not in BE and not PARTS.isdisjoint(subject):
        last = _last_of_clause(reading, sentence, verb)
        return Told(verb - len(subject), last, outright=True, hedged=_hedged(reading, sentence, verb, last))
    if following == "by" and lower[verb - 1] in BE:
        last = _last_of_clause(reading, sentence, verb)
        if not PARTS.isdisjoint(lower[verb + 2 : last + 1]):
            return Told(verb, last, outright=True, hedged=_hedged(reading, sentence, verb, last))
    return None


def _subject(reading: Reading, sentence: Sentence, verb: int) -> list[str]:
    first = verb
    while first > sentence.first and verb - first < 10 and not breaks_before(reading, first):
        first -= 1
    words = reading.lower[first:verb]
    return words if words and words[0] not in {"we", "you", "they", "it", "i", "customers", "users"} else []


def _last_of_clause(reading: Reading, sentence: Sentence, word: int) -> int:
    while word + 1 < sentence.last and not _ends(reading, word + 1):
        word += 1
    return word
