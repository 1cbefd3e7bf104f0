"""What a text says of the cause: known or not, and which, against the cause of the record and whether it is confirmed."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.cause_words import GENERIC, core_end, core_of
from clarion.review.grounding.causes import CUES, told_causes
from clarion.review.grounding.details import amounts, degrees, other_kinds, versions
from clarion.review.grounding.events import TELLING, events
from clarion.review.grounding.harm import HARM, blamed_parts
from clarion.review.grounding.likeness import content_of, likeness, opposed
from clarion.review.grounding.names import mentions, services_named
from clarion.review.grounding.same_cause import ALIKE, same_cause
from clarion.review.grounding.told import HEDGES, Told
from clarion.review.grounding.withdrawn import stated, stated_only
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.record import Cause, Record

_NOT_KNOWN = frozenset("unknown unclear undetermined unidentified unexplained mystery not".split())


def denied_knowledge(match: Match, situation: Situation) -> Spot | None:
    """ "The reason is not known": contradicted by a confirmed cause."""
    record = situation.record
    if record is None or not record.cause.confirmed:
        return None
    return Spot(match.start, match.end, recorded=record.cause.text)


def claimed_knowledge(match: Match, situation: Situation) -> Spot | None:
    """ "The cause is confirmed": contradicted while it is not."""
    record = situation.record
    inside = match.reading.lower[max(match.first - 4, match.sentence.first) : match.last + 1]
    if (
        record is None
        or record.cause.confirmed
        or not {"not", "no", "yet", "be", "once", "until", "when"}.isdisjoint(inside)
    ):
        return None
    return Spot(match.start, match.end, verdict=_verdict(record), recorded=_shown(record))


def explained(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Causes that the text tells outright: another than the recorded one, or told as fact while only suspected."""
    record = situation.record
    if record is None:
        return
    recorded = content_of(record.cause.text or "")
    found = [(told, _judged(reading, told, recorded, record)) for told in told_causes(reading)]
    if record.cause.confirmed and any(
        _resembles(reading, told, record) for told, spot in found if spot is None
    ):
        return  # the recorded cause is told; what else is called a cause belongs to its course
    for _, spot in found:
        if spot:
            yield spot


def _resembles(reading: Reading, told: Told, record: Record) -> bool:
    words = reading.text[reading.starts[told.first] : reading.ends[told.last]]
    clause = told.first > 0 and reading.lower[told.first - 1] in {"because", "that", "since", "as"}
    return record.cause.text is not None and same_cause(words, record.cause.text, by_head=not clause)


def _judged(reading: Reading, told: Told, recorded: AbstractSet[str], record: Record) -> Spot | None:
    start, end = reading.starts[told.first], reading.ends[told.last]
    words = content_of(reading.text[start:end])
    if not words - GENERIC - content_of(" ".join(record.services)):
        return None
    core = content_of(reading.text[start : reading.ends[core_end(reading, told)]]) - GENERIC
    alike = _resembles(reading, told, record) and (not core or not core.isdisjoint(recorded))
    if record.cause.confirmed:
        same = (alike and not opposed(words, recorded)) or not recorded
        return None if same or not told.outright else Spot(start, end, recorded=record.cause.text)
    if told.hedged and (alike or not told.outright):
        return None
    if not _NOT_KNOWN.isdisjoint(reading.lower[told.first : told.last + 1]):
        return (
            None  # "Cause: unknown so far", "the network was not the cause": true while nothing is confirmed
        )
    if not told.outright and not (alike and recorded):
        return None
    return Spot(start, end, verdict=_verdict(record), recorded=_shown(record))


def _verdict(record: Record) -> Verdict:
    return Verdict.CONTRADICTED if record.cause.text else Verdict.UNSUPPORTED


def _shown(record: Record) -> str:
    return f"not confirmed: {record.cause.text}" if record.cause.text else "not known"


def implied(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "Our exporter dropped a column": a part that did harm, in a text that does not tell the recorded cause."""
    record = situation.record
    if record is None:
        return
    blamed = [told for told in blamed_parts(reading) if not told.hedged]
    recorded = content_of(record.cause.text or "")
    if not blamed or (record.cause.confirmed and (not recorded or _tells(reading, recorded, blamed))):
        return
    services = mentions(reading, [(service, service) for service in record.services])
    named = {mention.first for mention in services}
    for told in blamed:
        if _resembles(reading, told, record) or not named.isdisjoint(_subject(reading, told)):
            continue  # the recorded cause; or what a service did, which is the impact
        start, end = reading.starts[told.first], reading.ends[told.last]
        if record.cause.confirmed:
            yield Spot(start, end, recorded=record.cause.text)
        else:
            yield Spot(start, end, verdict=_verdict(record), recorded=_shown(record))


def _subject(reading: Reading, told: Told) -> range:
    """Return the words up to the harm that is done: "a burst pipe | stopped the booking servers"."""
    verb = next((word for word in range(told.first, told.last + 1) if reading.lower[word] in HARM), told.last)
    return range(told.first, told.last + 1 if verb == told.first else verb)


def asserted(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "A line card in the exchange is broken", while that is only suspected: the suspicion told as fact."""
    record = situation.record
    if record is None or record.cause.confirmed or not record.cause.text:
        return
    recorded = content_of(record.cause.text) - _OF_SUSPICION
    if len(recorded) < 2 or not _UNKNOWN.isdisjoint(record.cause.text.lower().split()):
        return
    for sentence in reading.sentences[:_MOST]:
        following = reading.sentences[sentence.index + 1 : sentence.index + 2]
        last = following[0].last if following else sentence.last
        shared = content_of(reading.text[sentence.start : sentence.end]) & recorded
        if (
            len(shared) >= max(2, 0.5 * len(recorded))
            and HEDGES.isdisjoint(reading.lower[sentence.first : sentence.last])
            and _DOUBTS.isdisjoint(reading.lower[sentence.last : last])
        ):
            yield Spot(sentence.start, sentence.end, recorded=_shown(record))


_MOST = 200
_DOUBTS = HEDGES - {"investigating", "not", "why"}
"""In the next sentence: "we are investigating" doubts nothing of what was said before."""
_UNKNOWN = frozenset("unknown unclear unexplained".split())
_OF_SUSPICION = content_of(
    "suspected suspect may might possibly probably possible likely believed could assumed"
)


def _tells(reading: Reading, recorded: AbstractSet[str], blamed: list[Told]) -> bool:
    """Tell whether a sentence other than those in `blamed` holds a good part of the recorded cause."""
    places = {reading.sentence_at(reading.starts[told.first]) for told in blamed}
    return any(
        len(content_of(reading.text[each.start : each.end]) & recorded) >= ALIKE * len(recorded)
        for each in reading.sentences
        if each not in places
    )


def departing(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "Five storage nodes" for two, "release 3.2" for 2.3, "too high" for too low: the recorded cause but for a detail."""
    record = situation.record
    if record is None or not record.cause.text:
        return
    for details in (amounts, versions, degrees, other_kinds):
        for start, end in details(reading, record.cause.text):
            yield Spot(start, end, recorded=record.cause.text)


def preceding(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "The server room had lost power": what went before the trouble, in a text that does not tell the recorded cause."""
    record = situation.record
    if record is None:
        return
    found = list(events(reading))
    if not found:
        return
    recorded = content_of(record.cause.text or "")
    if record.cause.confirmed and (not recorded or _told_at_all(reading, recorded, record)):
        return
    named = {
        word
        for mention in services_named(reading, record.services)
        for word in range(mention.first, mention.last + 1)
    }
    for told in found:
        words = content_of(reading.text[reading.starts[told.first] : reading.ends[told.last]])
        if not named.isdisjoint(range(told.first, told.verb)) or not words - GENERIC:
            continue
        if (
            record.cause.confirmed
            and likeness(words, recorded) >= ALIKE
            and not words.isdisjoint(_core(record))
        ):
            continue
        start, end = reading.starts[told.first], reading.ends[told.last]
        if record.cause.confirmed:
            yield Spot(start, end, recorded=record.cause.text)
        else:
            yield Spot(start, end, verdict=_verdict(record), recorded=_shown(record))


def _told_at_all(reading: Reading, recorded: AbstractSet[str], record: Record) -> bool:
    """Tell whether some sentence holds a good part of the recorded cause, names of services and places apart."""
    telling = recorded - content_of(" ".join((*record.services, *record.regions))) or recorded
    core = _core(record)
    return any(
        len(words & telling) >= max(_HALF * len(telling), 1) and not words.isdisjoint(core)
        for words in (content_of(reading.text[each.start : each.end]) for each in reading.sentences[:_MOST])
    )


def _core(record: Record) -> AbstractSet[str]:
    """Return what the recorded cause is, apart from where: "a cooling failure | in the hosting centre"."""
    return core_of(record.cause.text or "")


_HALF = 0.5


_SUSPECTED = Record(status="investigating", cause=Cause(False, "a release of the mobile app"))
_KNOWN = Record(status="identified", cause=Cause(True, "two storage nodes ran out of index space"))
_NONE = Record(status="investigating")

CLAIM = ClaimRule(
    checks="Whether the cause is said to be known, which cause is told as fact, and the figures in it, against the recorded cause.",
    detectors=(
        Phrases(
            """
            cause|reason|origin|source .. is|was|remains|has not|never|still|yet .. known|confirmed|identified|found|clear|established|determined
            cause|reason|origin|source .. isn't|wasn't|hasn't .. known|confirmed|identified|found|clear|established|determined
            cause|reason|origin|source .. is|was|remains|stays still|yet|as|so? unknown|unclear|undetermined|unidentified|open|unexplained
            cause|reason|origin|source .. is|remains still? under investigation|review
            cause|reason|origin|source .. is|are still|being investigated
            unknown cause|reason|causes|reasons
            unclear|unknown why|what
            nobody|noone|nor|not .. know|knows|say|explain why|what
            why .. is|remains anybody's|anyone's guess
            no explanation|idea why|what|yet|so|for
            cannot|can't yet|still? say|explain why|what
            what|why .. is|are|remains not|un|yet|still .. understood|known|clear|certain|established|explained
            what|why .. isn't .. understood|known|clear|certain|established|explained
            is|are a|still mystery|puzzle|open
            we do|did not|n't yet? know|understand why|what|the
            we don't yet? know|understand why|what|the cause|reason?
            not|no yet|further? known|clear|understood what|why|whether
            not yet|been? identified|found|confirmed|determined|established|located the? root? cause|reason
            haven't|hasn't yet|been? identified|found|confirmed|determined|established|located the? root? cause|reason
            """,
            stated_only(denied_knowledge),
        ),
        Phrases(
            """
            cause|reason .. is|was|has been|now? known|confirmed|established|proven|certain
            cause|reason .. is|was|has been|now? identified|found|determined
            we have|'ve|can now? ~confirm the? root? cause
            confirmed root? cause
            we|now know|understand now? why
            we|now know|understand the root? cause|reason
            we|now know|understand what broke|caused|happened|failed|triggered
            """,
            stated_only(claimed_knowledge),
        ),
        stated(explained, CUES),
        stated(implied, HARM),
        stated(asserted),
        stated(preceding, TELLING),
        stated(departing),
    ),
    faulty=(
        GroundingExample("Uploads fail. The quota table was filled in backwards.", _KNOWN, "quota table"),
        GroundingExample(
            "The relay clock in the depot ran fast.",
            Record(cause=Cause(True, "a relay clock that ran slow")),
            "fast",
        ),
        GroundingExample("Uploads are back. Road works had cut the cable.", _KNOWN, "had cut the cable"),
        GroundingExample("The cause is still unknown.", _KNOWN, "cause is still unknown"),
        GroundingExample(
            "The reason has not been confirmed so far.", _KNOWN, "reason has not been confirmed"
        ),
        GroundingExample("It was caused by a cut cable in the street.", _KNOWN, "a cut cable"),
        GroundingExample("Five storage nodes ran out of index space.", _KNOWN, "Five"),
        GroundingExample(
            "A release of our mobile app caused the errors.", _SUSPECTED, "A release of our mobile app"
        ),
        GroundingExample("The last release of the app was faulty.", _SUSPECTED, "release of the app"),
        GroundingExample("The cause has been confirmed.", _SUSPECTED, "cause has been confirmed"),
        GroundingExample(
            "Sign-ins fail because a certificate has expired.", _NONE, "a certificate has expired"
        ),
        GroundingExample("The root cause: a full disk on the mail server.", _NONE, "full disk"),
        GroundingExample("A power cut in Lyon was to blame.", _KNOWN, "power cut"),
        GroundingExample(
            "It was caused by a failed update of the card terminals.",
            Record(cause=Cause(True, "a failed disk in the card terminal gateway")),
            "failed update",
        ),
        GroundingExample(
            "The cause was a wrong setting of the load balancer.",
            Record(cause=Cause(True, "a wrong certificate on the load balancer")),
            "wrong setting",
        ),
        GroundingExample(
            "A change of the tax table for Norway was the reason.",
            Record(cause=Cause(True, "a change of the sign-in page for Norway")),
            "tax table",
        ),
        GroundingExample(
            "A burst pipe in the data centre stopped the booking servers.",
            Record(services=("Booking",), cause=Cause(True, "the cooling in the data centre failed")),
            "burst pipe",
        ),
        GroundingExample("A fire beside the storage nodes was the reason.", _KNOWN, "A fire"),
        GroundingExample("Our exporter dropped a column.", _KNOWN, "exporter dropped a column"),
        GroundingExample(
            "Uploads are back. The cellar had been under water.", _KNOWN, "cellar had been under water"
        ),
        GroundingExample(
            "Uploads failed since a lorry rammed the building.", _KNOWN, "a lorry rammed the building"
        ),
        GroundingExample(
            "Uploads fail as our own update removed the buckets.", _NONE, "update removed the buckets"
        ),
        GroundingExample("These errors came from a broken fan.", _KNOWN, "broken fan"),
        GroundingExample("We know what broke the uploads.", _NONE, "know what broke"),
        GroundingExample("Nobody can say why uploads fail.", _KNOWN, "say why"),
        GroundingExample(
            "We are taking release 4.6 back.", Record(cause=Cause(True, "release 6.4")), "release 4.6"
        ),
        GroundingExample(
            "The lease had been set too long.",
            Record(cause=Cause(True, "a lease that was too short")),
            "too long",
        ),
        GroundingExample(
            "A pressure gauge sent readings in feet.",
            Record(cause=Cause(True, "a water gauge that sent readings in feet")),
            "pressure gauge",
        ),
        GroundingExample(
            "A release of the mobile app is faulty. We are investigating.",
            _SUSPECTED,
            "release of the mobile app",
        ),
        GroundingExample(
            "The move to the new server broke it.", _NONE, "The move to the new server broke it"
        ),
    ),
    agreeing=(
        GroundingExample(
            "It was caused by a bad configuration push to the edge.",
            Record(cause=Cause(True, "a wrong setting was rolled out to the edge servers")),
        ),
        GroundingExample(
            "A cooling failure in the data centre stopped the booking servers.",
            Record(services=("Booking",), cause=Cause(True, "the cooling in the data centre failed")),
        ),
        GroundingExample("Some orders were sent twice.", _KNOWN),
        GroundingExample("Customers were wrongly told that their server was full.", _KNOWN),
        GroundingExample(
            "A clock ran slow. We were fast to set it right.",
            Record(cause=Cause(True, "a relay clock that ran slow")),
        ),
        GroundingExample(
            "Sales failed; the exchange had no power.",
            Record(cause=Cause(True, "a power failure at the exchange")),
        ),
        GroundingExample("The cause is still unknown.", _NONE),
        GroundingExample("Cause: unknown so far.", _SUSPECTED),
        GroundingExample("The network was not the cause.", _SUSPECTED),
        GroundingExample("We suspect a release of our mobile app.", _SUSPECTED),
        GroundingExample("It may have been caused by a release of the app.", _SUSPECTED),
        GroundingExample("Index space had run out on two of our storage nodes.", _KNOWN),
        GroundingExample("Because two storage nodes were full, uploads failed.", _KNOWN),
        GroundingExample("Due to high demand, our replies may take longer.", _KNOWN),
        GroundingExample("Payments due on Friday are late.", _NONE),
        GroundingExample("We are sorry for the trouble this caused.", _NONE),
        GroundingExample("A lack of index space on two storage nodes was the reason.", _KNOWN),
        GroundingExample("Our server dropped new files, as two storage nodes had no index space.", _KNOWN),
        GroundingExample("The provider repaired the cable.", _NONE),
        GroundingExample("We cannot say what caused the errors.", _NONE),
        GroundingExample("We know why: two storage nodes were full.", _KNOWN),
        GroundingExample("The index space of two storage nodes had been used up.", _KNOWN),
        GroundingExample("Uploads had failed since Monday.", _KNOWN),
        GroundingExample("Customers had noticed it first.", _NONE),
        GroundingExample("As planned, we write again at noon.", _NONE),
        GroundingExample("Since the start of the day, uploads fail.", _NONE),
        GroundingExample("Messages that came from abroad are late.", _NONE),
        GroundingExample("We are going back to release 6.3.", Record(cause=Cause(True, "release 6.4"))),
        GroundingExample(
            "A gauge sent readings in feet.",
            Record(cause=Cause(True, "a water gauge that sent readings in feet")),
        ),
    ),
)

__all__ = ["CLAIM"]
