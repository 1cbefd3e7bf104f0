"""Which services a text says are hit or spared, against the services of the record."""

from collections.abc import Iterator

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.names import Mention, mentions, services_named
from clarion.review.grounding.spared import SPARING, clause_after, excepted, past_tense, runs_as_usual, spared
from clarion.review.grounding.strangers import strangers
from clarion.review.grounding.withdrawn import stated
from clarion.review.lexicon import Lexicon
from clarion.review.reading import Reading, Sentence
from clarion.review.record import Record

_OVER = frozenset(["monitoring", "resolved"])


def exonerated(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Services of the record that the text calls untouched."""
    record = situation.record
    if record is None or not record.services:
        return
    for mention in services_named(reading, record.services):
        end = _end_of_denial(reading, mention, record)
        if end:
            yield Spot(reading.starts[mention.first], end, recorded=", ".join(record.services))


def _end_of_denial(reading: Reading, mention: Mention, record: Record) -> int | None:
    """Return where the words end that say this service is not hit; None where they do not."""
    sentence = reading.sentence_at(reading.starts[mention.first])
    if sentence is None:
        return None
    clause = clause_after(reading, sentence, mention.last)
    end = reading.ends[mention.last + len(clause)]
    if excepted(reading, sentence, mention.first):
        return reading.ends[mention.last]
    if spared(reading, sentence, mention.first, mention.last) and "longer" not in clause:
        return end
    if record.status not in _OVER and _alone_works(reading, sentence, mention, clause):
        return end
    if runs_as_usual(reading, sentence, mention.last) and (past_tense(clause) or record.status not in _OVER):
        return end
    return None


def _alone_works(reading: Reading, sentence: Sentence, mention: Mention, clause: list[str]) -> bool:
    """ "Only Chat works"."""
    before = reading.lower[max(mention.first - 2, sentence.first) : mention.first]
    works = not {"work", "works", "run", "runs", "available", "working"}.isdisjoint(clause[:3])
    return "only" in before and works and {"not", "again", "partly", "partially", "slowly"}.isdisjoint(clause)


def foreign(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Services that the text says are hit and the record does not list."""
    record = situation.record
    if record is None:
        return
    own = services_named(reading, record.services)
    for mention in (*_of_the_lexicon(reading, record, situation.lexicon), *strangers(reading, own, record)):
        sentence = reading.sentence_at(reading.starts[mention.first])
        if sentence is None or spared(reading, sentence, mention.first, mention.last):
            continue
        if runs_as_usual(reading, sentence, mention.last) or excepted(reading, sentence, mention.first):
            continue
        yield Spot(
            reading.starts[mention.first],
            reading.ends[mention.last],
            verdict=Verdict.UNSUPPORTED,
            recorded=", ".join(record.services) or None,
        )


def _of_the_lexicon(reading: Reading, record: Record, lexicon: Lexicon) -> Iterator[Mention]:
    """Services that the workspace knows and the record does not list."""
    if not lexicon.services:
        return
    listed = {service.casefold() for service in record.services}
    others = [
        (name, entry.name)
        for entry in lexicon.services
        if listed.isdisjoint(name.casefold() for name in entry.names)
        for name in entry.names
    ]
    yield from mentions(reading, others)


_BOTH = Record(status="identified", services=("Video Calls", "Chat"))
_DONE = Record(status="resolved", services=("Video Calls", "Chat"))
_ONE = Record(status="identified", services=("Lab Results",))

CLAIM = ClaimRule(
    checks="Services by their names and the lexicon's, against the services of the record: none of them may be called untouched, no other one hit.",
    detectors=(stated(exonerated, SPARING), stated(foreign)),
    faulty=(
        GroundingExample("Video Calls fail; Chat is not affected.", _BOTH, "Chat is not affected"),
        GroundingExample("Chat works as usual.", _BOTH, "Chat works as usual"),
        GroundingExample("All was slow except Chat.", _DONE, "Chat"),
        GroundingExample("Chat was running normally the whole time.", _DONE, "Chat was running normally"),
        GroundingExample("Lab Results and Vaccination Records are not visible.", _ONE, "Vaccination Records"),
        GroundingExample("Order History is read-only.", _ONE, "Order History"),
        GroundingExample("There was no impact on Chat.", _BOTH, "Chat"),
        GroundingExample("Chat can be used as ever.", _BOTH, "Chat can be used as ever"),
        GroundingExample("Video Calls failed. Chat kept running.", _DONE, "Chat kept running"),
        GroundingExample("Only Chat works at present.", _BOTH, "Chat works"),
        GroundingExample("Our Room Finder, Video Calls and Chat are down.", _BOTH, "Room Finder"),
    ),
    agreeing=(
        GroundingExample("Video Calls and Chat fail.", _BOTH),
        GroundingExample("Chat works normally again.", _BOTH),
        GroundingExample("Chat is working normally.", _DONE),
        GroundingExample("Lab Results fail. Vaccination Records are not affected.", _ONE),
        GroundingExample("Lab Results are down in New Zealand since Monday.", _ONE),
        GroundingExample("Chat is no longer affected.", _DONE),
        GroundingExample("Chat cannot be used.", _BOTH),
        GroundingExample("Chat is out of order.", _BOTH),
        GroundingExample("Chat, SEV2, is being watched.", _BOTH),
        GroundingExample("West Harbour has had no Chat all day.", _BOTH._replace(regions=("West Harbour",))),
        GroundingExample("Dear Reader, Video Calls and Chat fail.", _BOTH),
        GroundingExample("The Customer Care team answers questions on Lab Results.", _ONE),
    ),
)

__all__ = ["CLAIM"]
