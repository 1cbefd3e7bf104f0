"""What is being done about it, by whom or to what. "Working hard" and "giving it everything" say nothing."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.reading import Reading
from clarion.review.reading.classes import BE, HAVE, MODALS, NEGATIONS
from clarion.review.reading.grammar import Nature, dependent_if, is_adverb, nature, subject_of
from clarion.review.reading.inflection import is_participle
from clarion.review.reading.proper_names import NameSort, names_within
from clarion.review.reading.repairs import (
    GERUNDS,
    LEMMAS,
    PAST,
    REPAIR_NOUNS,
    RESPONDERS,
    THIRDS,
    in_progress,
)
from clarion.review.reading.sentences import Sentence
from clarion.review.rule import Example, Source

_DONE_COUNTS = frozenset(
    {
        Kind.CUSTOMER_REPLY,
        Kind.EXECUTIVE_SUMMARY,
        Kind.PARTNER_BRIEF,
        Kind.ALERT,
        Kind.ACKNOWLEDGEMENT,
        Kind.PROGRESS,
    }
)
_ENDS = frozenset(
    "fixed resolved restored repaired recovered closed corrected mended opened deployed started".split()
)
_OTHERS = frozenset("you customers users customer callers they it which that who".split())
_EMPTY_WORK = frozenset("hard it this around tirelessly diligently closely flat as everything".split())
_VERBS = GERUNDS | PAST | THIRDS | LEMMAS | {"being"}
_NOT_BEING_DONE = frozenset(["ending", "being", "working"])


def doing(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """A verb of repair with one of ours, a team or a supplier as its subject; or in the passive."""
    for word in reading.where(_VERBS):
        sentence = reading.sentence_at(reading.starts[word])
        if sentence is None:
            continue
        lower = reading.lower[word]
        if lower == "being" and word + 1 < sentence.last and is_participle(reading.lower[word + 1]):
            found = (word, word + 1) if reading.lower[word + 1] not in _NOT_REPAIRS else None
        elif lower in GERUNDS:
            found = in_progress(reading, sentence, word)
        elif lower in PAST and lower not in _NOT_REPAIRS:
            found = _past(reading, sentence, word, situation)
        elif lower in THIRDS or lower in LEMMAS:
            found = _present(reading, sentence, word)
        else:
            continue
        if found and not dependent_if(reading, sentence, word):
            yield Spot(reading.starts[found[0]], reading.ends[found[1]])


def _past(reading: Reading, sentence: Sentence, word: int, situation: Situation) -> tuple[int, int] | None:
    lower = reading.lower
    first = word
    while first > sentence.first and (
        is_adverb(lower[first - 1])
        or lower[first - 1] in BE
        or lower[first - 1] in HAVE
        or lower[first - 1] == "being"
    ):
        first -= 1
    auxiliaries = lower[first:word]
    if "being" in auxiliaries:
        return first, word
    if situation.kind not in _DONE_COUNTS or not NEGATIONS.isdisjoint(
        lower[max(first - 3, sentence.first) : word]
    ):
        return None
    if {"will", "to", "be"} & set(lower[max(first - 2, sentence.first) : word]):
        return None
    passive = bool(auxiliaries) and (auxiliaries[-1] in BE)
    if passive:
        ended = lower[word] in _ENDS and situation.kind is not Kind.EXECUTIVE_SUMMARY
        by_us = (
            situation.kind not in {Kind.ACKNOWLEDGEMENT, Kind.PROGRESS}
            or "been" in auxiliaries
            or auxiliaries[-1] in {"is", "are"}
            or situation.kind is Kind.PROGRESS
        )
        return (first, word) if by_us and not ended and _is_thing_of_ours(reading, sentence, first) else None
    if lower[word] in _ENDS and situation.kind in {Kind.PROGRESS, Kind.ACKNOWLEDGEMENT}:
        return None
    return (first, word) if _by_responder(reading, sentence, word) else None


_BEFALLS = frozenset(
    "orders order payments payment customers customer users card cards booking bookings account accounts money claim claims".split()
)


def _is_thing_of_ours(reading: Reading, sentence: Sentence, verb: int) -> bool:
    """What befalls the reader ("orders were cancelled") is no action of ours."""
    subject = subject_of(reading, sentence, verb)
    return subject is not None and reading.lower[subject.head] not in _BEFALLS


_NOT_REPAIRS = frozenset(
    "open close count ask give call connect connects handled handle treated prioritised prioritized affected impacted declined charged shown delayed seen felt rejected asked work worked called help support print ship".split()
)


def _present(reading: Reading, sentence: Sentence, word: int) -> tuple[int, int] | None:
    """ "The supplier restores the old service": the subject must be a person, a team or a supplier."""
    before = reading.lower[word - 1] if word > sentence.first else ""
    if reading.lower[word] in _NOT_REPAIRS or (
        reading.lower[word] in {"take", "takes"}
        and {"this", "it", "seriously"} & set(reading.lower[word + 1 : word + 4])
    ):
        return None
    if before in MODALS or before in {
        "to",
        "please",
        "the",
        "a",
        "an",
        "not",
        "don't",
        "our",
        "your",
        "of",
        "no",
        "and",
        "or",
        "next",
    }:
        continuing = reading.lower[max(word - 2, sentence.first) : word]
        return (
            (word - 1, word)
            if continuing
            in (
                ["continue", "to"],
                ["continuing", "to"],
                ["started", "to"],
                ["begun", "to"],
                ["trying", "to"],
                ["working", "to"],
            )
            else None
        )
    return (word, word) if _by_responder(reading, sentence, word) else None


def _by_responder(reading: Reading, sentence: Sentence, word: int) -> bool:
    if ")" in reading.gap(word):
        return _named_before_bracket(reading, sentence, word)
    subject = subject_of(reading, sentence, word)
    if subject is None or subject.head >= word:
        return False
    head = reading.lower[subject.head].removesuffix("'s")
    if reading.cased(subject.head) != "IT" and (head in _OTHERS or reading.lower[subject.first] in _OTHERS):
        return False
    kind = nature(reading, subject)
    if reading.cased(subject.head) == "IT":
        return True
    if kind is Nature.SELF and reading.lower[word] in {"write", "send", "call", "phone"}:
        return False
    if kind is Nature.SELF or kind is Nature.TEAM or head in RESPONDERS:
        return True
    names = names_within(reading, subject.head, subject.head)
    named = any(name.sort in {NameSort.PERSON, NameSort.TEAM} for name in names)
    return named or (kind is Nature.PERSON and head in RESPONDERS)


def _named_before_bracket(reading: Reading, sentence: Sentence, word: int) -> bool:
    """ "Integration (Imke) sends", "the supplier (Mr Holm) loads"."""
    near = range(max(word - 8, sentence.first), word)
    names = names_within(reading, near.start, word - 1)
    named = any(name.sort in {NameSort.PERSON, NameSort.TEAM} for name in names)
    return named or any(reading.lower[place] in RESPONDERS for place in near)


def labelled(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "What we are doing: ...", "Doing: ...", "Action: ...", "Current step: ..."."""
    for sentence in reading.sentences:
        colon = reading.text.find(":", sentence.start, min(sentence.start + 40, sentence.end))
        if colon < 0:
            continue
        label = set(reading.lower[sentence.first : reading.word_at(colon)])
        rest = reading.lower[reading.word_at(colon) : sentence.last]
        if not _LABELS.isdisjoint(label) and len(rest) > 1 and not {"you", "your"} & label:
            yield Spot(sentence.start, sentence.end)


_LABELS = frozenset("doing action actions done measure measures step steps fix mitigation".split())
_RUNNING = frozenset(["running", "progressing", "rolling"])


def running(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "A copy to a larger disk is running", "test faxes are running", "fix in test"."""
    for sentence in reading.sentences:
        words = reading.lower[sentence.first : sentence.last]
        if REPAIR_NOUNS.isdisjoint(words):
            continue
        for place, word in enumerate(words[1:], start=1):
            if word in _RUNNING and words[place - 1] in BE and not REPAIR_NOUNS.isdisjoint(words[:place]):
                yield Spot(reading.starts[sentence.first + place - 1], reading.ends[sentence.first + place])


ELEMENT = ElementRule(
    asks="Say what is being done: 'we are moving traffic to the second site', not 'we are working hard'.",
    why="A named step shows that somebody understands the problem, and lets others judge whether it fits.",
    sources=(
        Source(
            "Atlassian Incident Management Handbook: Incident communication",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
        Source(
            "PagerDuty Incident Response: During an incident",
            "https://response.pagerduty.com/during/during_an_incident/",
        ),
    ),
    detectors=(
        Scan(doing, _VERBS),
        Scan(labelled, _LABELS),
        Scan(running, _RUNNING),
        Phrases(
            """
            looking into|at
            under investigation
            being investigated|analysed|analyzed|examined
            investigation continues|ongoing|underway
            investigation is ongoing|underway|continuing
            fix in test|testing|rollout
            we are|'re investigating|monitoring|mitigating
            continue|continues|continuing to investigate|monitor|watch|mitigate|work|assess
            currently investigating|mitigating|analysing|analyzing
            on their|the|its way
            going|go through the
            ~pass|~hand|~forward .. case|file|report|it|request|details to|on
            ~open a|an ticket|case|bridge|call|incident with|at
            have|has opened a|an ticket|case
            waiting for ..3 answer|reply|supplier|carrier|vendor|part|parts|technician
            working with|through|on|alongside our|the|a|an
            work|works <be>? under way
            work ..3 under way
            <have>|been asked ..4 to
            ~talk|~negotiate|~liaise to|with the|our
            being sorted|counted|searched
            investigating
            process of fixing|restoring|repairing|rolling|deploying|applying|mitigating
            work|works|repair|repairs at|on|in|to ..5 goes|continues|under|progress|progressing
            investigation|analysis goes|continues|is on|underway|under
            investigation|analysis ..4 under way
            begun|started|starting|beginning ..2 analysis|investigation
            begun|started to investigate|look|search|test|repair|replace|restore
            investigation ..6 goes on
            investigation|analysis|search ..6 under way
            investigation ..6 continues|ongoing|underway
            set to open|closed by
            rollback|rebuild|compaction|restore|copy|failover|repair|restart running
            technician|technicians|crew|crews|electrician|engineer|engineers|plumber|specialists ..4 is|are on site
            rollback|rebuild|restore|copy|failover|repair|restart|rollout|migration|import|replay is|are ..3 done|through|complete $
            """
        ),
    ),
    present=(
        Example("The rollback is 60% done."),
        Example("The technician of our provider is on site."),
        Example("We are investigating the reports."),
        Example("The supplier is restoring the old login service."),
        Example("Ravi is shifting traffic to the second provider.", Audience.ENGINEERING, Kind.ALERT),
        Example("The index is being rebuilt, 3 of 8 parts are done."),
        Example("I have cancelled the card and sent you a new one.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
        Example("Restarting the second node now.", Audience.ENGINEERING, Kind.ALERT),
        Example("What we are doing: the file store is copied to a new disk"),
    ),
    absent=(
        Example("We are working hard and giving it everything."),
        Example("The incident is still open and handled with the highest priority."),
        Example("We have identified the problem. Customers cannot log in."),
        Example("Please restart the app."),
        Example("Customers are checking their invoices."),
        Example("We will keep you posted."),
    ),
)
