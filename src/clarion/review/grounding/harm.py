"""Parts, suppliers and events that did harm, where no word for cause is said: "our exporter dropped a column"."""

from collections.abc import Iterator

from clarion.review.grounding.told import Told, ends_before, hedged_at
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import BE
from clarion.review.reading.grammar import breaks_before

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
        return Told(verb - len(subject), last, outright=True, hedged=hedged_at(reading, sentence, verb, last))
    if following == "by" and lower[verb - 1] in BE:
        last = _last_of_clause(reading, sentence, verb)
        if not PARTS.isdisjoint(lower[verb + 2 : last + 1]):
            return Told(verb, last, outright=True, hedged=hedged_at(reading, sentence, verb, last))
    return None


def _subject(reading: Reading, sentence: Sentence, verb: int) -> list[str]:
    first = verb
    while first > sentence.first and verb - first < 10 and not breaks_before(reading, first):
        first -= 1
    words = reading.lower[first:verb]
    return words if words and words[0] not in {"we", "you", "they", "it", "i", "customers", "users"} else []


def _last_of_clause(reading: Reading, sentence: Sentence, word: int) -> int:
    while word + 1 < sentence.last and not ends_before(reading, word + 1):
        word += 1
    return word
