"""Why it happened, confirmed and in plain words. "It is believed", "under review" are no cause."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import AFTER_THE_END, Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.classes import NEGATIONS
from clarion.review.reading.grammar import Nature, nature, subject_of
from clarion.review.reading.inflection import is_participle
from clarion.review.reading.moods import guessed, still_sought
from clarion.review.reading.sentences import Sentence
from clarion.review.reading.things import OBJECTS, PEOPLE
from clarion.review.rule import Example, Source

_NOT_OF_THE_INCIDENT = frozenset("apologise apologize sorry please ask thank call write because".split())
_BROUGHT_ABOUT = frozenset(
    "inconvenience trouble disruption frustration confusion this any alarm delay work you inconveniences".split()
)
_RESTORING = frozenset(
    "restored resolved replaced fixed repaired recovered mitigated rolled disabled reverted".split()
)


def explained(match: Match, _: Situation) -> Spot | None:
    """A statement of cause that is neither guessed nor still looked for, and not about an apology or a repair."""
    reading, sentence = match.reading, match.sentence
    if guessed(reading, sentence) and not _confirmed(reading, sentence):
        return None
    if still_sought(reading, sentence):
        return None
    before = reading.lower[max(match.first - 8, sentence.first) : match.first]
    after = reading.lower[match.last + 1 : match.last + 3]
    if (
        not _NOT_OF_THE_INCIDENT.isdisjoint(before)
        or not {"now", "please"}.isdisjoint(before[-2:])
        or not {"holiday", "holidays", "weekend"}.isdisjoint(after)
    ):
        return None
    if match.text.lower().startswith("caus") and not _BROUGHT_ABOUT.isdisjoint(after):
        return None
    return Spot(match.start, match.end)


def _confirmed(reading: Reading, sentence: Sentence) -> bool:
    return "confirmed" in reading.lower[sentence.first : sentence.last] and NEGATIONS.isdisjoint(
        reading.lower[sentence.first : sentence.last]
    )


def labelled(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Cause: a cable was cut", unless it says that nobody knows."""
    for sentence in reading.sentences:
        colon = reading.text.find(":", sentence.start, min(sentence.start + 40, sentence.end))
        if colon < 0 or {"cause", "reason", "background", "why"}.isdisjoint(
            reading.lower[sentence.first : reading.word_at(colon)]
        ):
            continue
        rest = reading.word_at(colon)
        if (
            sentence.last - rest > 1
            and not guessed(reading, sentence)
            and not still_sought(reading, sentence)
        ):
            yield Spot(sentence.start, sentence.end)


def before_it_began(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "A certificate had expired": in a report on the past, the past perfect of a thing tells what led to it."""
    if situation.kind not in {Kind.RESOLUTION, Kind.EXECUTIVE_SUMMARY} | AFTER_THE_END:
        return
    for sentence in reading.sentences:
        words = reading.lower[sentence.first : sentence.last]
        if "had" not in words or guessed(reading, sentence) or still_sought(reading, sentence):
            continue
        place = sentence.first + words.index("had")
        following = reading.lower[place + 1 : min(place + 4, sentence.last)]
        if not following or (not NEGATIONS.isdisjoint(following[:1]) and following[0] != "not"):
            continue
        if any(is_participle(word) or word == "been" for word in following) and _of_a_thing(
            reading, sentence, place, following
        ):
            yield Spot(sentence.start, sentence.end)


def _of_a_thing(reading: Reading, sentence: Sentence, had: int, following: list[str]) -> bool:
    if not _RESTORING.isdisjoint(following) or {
        "down",
        "unavailable",
        "able",
        "unable",
        "seen",
        "shown",
        "received",
        "waited",
        "missed",
        "arrived",
        "off",
        "late",
    } & set(following):
        return False
    subject = subject_of(reading, sentence, had)
    if subject is None or nature(reading, subject) in {Nature.READER, Nature.PERSON, Nature.SELF}:
        return False
    head = reading.lower[subject.head]
    if head in OBJECTS - {"certificate", "file"} and ({"not", "been"} & set(following)):
        return False
    return head not in {"it", "this", "that", "they", "which", "who"} and not (
        head in PEOPLE and head.endswith("s")
    )


ELEMENT = ElementRule(
    asks="Say in plain words why it happened, once it is confirmed; otherwise say that the cause is not confirmed yet.",
    why="A cause that can be understood shows that the trouble is understood; a guess that fails later costs trust.",
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source(
            "Atlassian Incident Management Handbook: Incident communication",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
    ),
    detectors=(
        Phrases(
            """
            <be>|been ..2 caused by
            caused by
            caused it|them
            cause|causes|reason|trigger|culprit|fault|origin|source <be>|lay ..2 a|an|the|that|in|our|two|one|its|known|clear|wrong|missing|damaged|human
            root cause <be>|lay
            <be>|<have> ..2 cause|reason|trigger|culprit
            logs|traces|graphs|tests|records prove|show|confirm|proved|showed|confirmed
            which|as|we ..2 ~verify|~prove|verified|proven
            was|were full|exhausted|misconfigured|overloaded|overwhelmed|corrupt|corrupted|saturated|outdated
            confirmed by
            due to
            triggered by
            <be> triggered by|during|when
            because of? a|an|the|our|its|one|two|it|both|all|no|of
            because
            as|since a|an|the|our|one ..5 was|were|had|is|has
            as|since a|an|the|our|one ..6 lost|failed|broke|stopped|refused|rejected|dropped|expired|crashed|filled|ran|deleted|blocked
            as a result|consequence of
            resulted|resulting|stemmed|came|arose|originated from
            traced|attributed|tracked to|back
            attributable to
            led|leading to
            owing to
            thanks to a|an faulty|wrong|bad
            brought about by
            a|an|two|the wrong|false|bad|old|outdated ..2 file|list|entry|setting|value|rule|date|code|version|table|address|configuration|parameter|number|unit|template was|were|had|has|in
            ~change|~rename|~remove|~move ..4 without notice|warning
            hit|cut|damaged|destroyed|broke|severed|struck|burnt|flooded|killed a|the|our|both|two|one ..1 fibre|fiber|cable|cables|line|lines|router|mast|substation|pipe|switch|server|room|disk|power|link|feed
            ran full|out|hot|over|dry
            too many|few|little|much ..2 were|was|on|in|for|at|to
            power|voltage surge|failure|cut|outage|spike
            lightning|storm|flood|fire ~destroy|~hit|~damage|~cause|~strike
            blocked|overloaded|overwhelmed|broken|confused|filled by
            update|release|change|upgrade|patch of|to|in ..3 blocked|broke|removed|changed|deleted|overwrote|stopped|disabled
            result|consequence|outcome|effect of
            ~introduce the|a|this|an|two fault|error|bug|problem|issue|regression|mistake|defect
            ~follow a|an|the change|update|release|failure|maintenance|upgrade|switch|power
            a|an|one|our|the|two faulty|defective|damaged|corrupt|corrupted|misconfigured|erroneous|expired|burnt|overheated|leaking|worn ..2 fan|switch|disk|cable|valve|card|router|update|file|rule|script|setting|entry|certificate|key|part|pump|sensor|unit|configuration|import|record|release|power|module|licence|license|table|server|job|line|device|component|library|driver|patch|deployment|change|filter|battery|fuse
            <be> down to
            lies|lay|lie in|with
            sparked|prompted|provoked|set by|off
            by accident|mistake
            which ~mean|~lead|~cause|~overload|~block|~fill
            ~expire at|on|last|yesterday|overnight|before|and|without
            failed to renew|start|load|restart|switch
            broke|burst|burned|burnt|collapsed|jammed|overheated|flooded
            an|a|the|our .. caused|broke|blocked|overloaded|deleted|damaged|filled|removed|overwrote
            caused a|an|the|this|these|some|all|our|errors|delays|requests|failures
            ran|run out of
            ~confirm|confirmed a|an|the wrong|faulty|damaged|bad|broken|missing|cut|fault
            confirmed by
            responsible for
            """,
            explained,
        ),
        Scan(labelled),
        Scan(before_it_began),
    ),
    present=(
        Example(
            "Previews did not load, since one building of our supplier lost power.", kind=Kind.RESOLUTION
        ),
        Example("It was caused by a damaged zone file.", kind=Kind.RESOLUTION),
        Example("The cause was a certificate that had expired.", kind=Kind.RESOLUTION),
        Example("A rate table of last year had been loaded.", kind=Kind.RESOLUTION),
        Example("Orders were lost because the queue was full.", kind=Kind.RESOLUTION),
        Example("Cause: two schedulers started the same job.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
    ),
    absent=(
        Example("The cause is under review.", kind=Kind.RESOLUTION),
        Example(
            "It is believed to be the file store, but this is not confirmed.",
            Audience.LEADERSHIP,
            Kind.EXECUTIVE_SUMMARY,
        ),
        Example("We apologise for the trouble caused by this.", kind=Kind.RESOLUTION),
        Example("Why the queue filled up is under analysis.", Audience.LEADERSHIP, Kind.EXECUTIVE_SUMMARY),
        Example("It had been down from 06:20 CET.", kind=Kind.RESOLUTION),
    ),
)
