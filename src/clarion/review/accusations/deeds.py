"""What somebody did wrong: forgot, sent the wrong file, ran it blindly. The subject of the verb decides whether it is blame."""

from clarion.review.accusations.people import ANYBODY, COLLEAGUES, from_subject
from clarion.review.detectors import Situation, Spot
from clarion.review.finding import Severity
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.classes import BE, BEFALLEN, HAVE, NEGATIONS, ORGANISATIONS, PERSONAL_PRONOUNS
from clarion.review.reading.conditions import has_a_condition
from clarion.review.reading.grammar import (
    Nature,
    NounPhrase,
    agent_of,
    dependent_if,
    is_human,
    is_name,
    modal,
    nature,
    negated,
    passive,
    subject_of,
    verb_group_start,
)
from clarion.review.reading.inflection import is_past

WITNESSED = frozenset(
    """
    received got saw had were was found noticed reported spotted discovered identified corrected fixed replaced removed
    reverted detected flagged showed told asked confirmed observed met caught raised mentioned described undid restored
    recognised recognized investigated suspected proved refunded returned realised realized experienced encountered
    """.split()
)
"""Verbs with which something wrong is met or mended, not done."""


_OTHER_CLAUSE = frozenset(
    "because due after since when while that which who if as where although though before until for".split()
)


def fault(match: Match, situation: Situation) -> Spot | None:
    """A verb of fault ("forgot to", "overlooked") whose subject is a person or a team, or done "by" one."""
    reading, sentence, verb = match.reading, match.sentence, match.first
    if dependent_if(reading, sentence, verb) or negated(reading, sentence, verb):
        return None
    if (
        reading.lower[match.last] == "wrong"
        and situation.audience in COLLEAGUES
        and has_a_condition(reading, sentence, match.last)
    ):
        return None
    if reading.lower[verb] == "missing" or not _accuses(match):
        return None  # "notice missing files", "should ignore the signs", "customers miss orders"
    if reading.lower[verb + 1 : verb + 2] == ["us"] and _is_a_company(match):
        return None  # "our carrier let us down": an excuse
    if passive(reading, sentence, verb):
        agent = agent_of(reading, sentence, match.last)
        return Spot(match.start, reading.ends[agent.last]) if agent and is_human(reading, agent) else None
    return from_subject(match, subject_of(reading, sentence, verb))


def _accuses(match: Match) -> bool:
    """Tell whether the verb says what was done: not a bare "-ing", not a request, not what somebody was deprived of."""
    reading, sentence, verb = match.reading, match.sentence, match.first
    start = verb_group_start(reading, sentence, verb)
    if reading.lower[verb].endswith("ing") and start == verb:
        return False
    if modal(reading, sentence, verb) and HAVE.isdisjoint(reading.lower[start:verb]):
        return False
    subject = subject_of(reading, sentence, verb)
    deprived = reading.lower[verb] in {"miss", "missed", "misses", "gave", "give", "gives"}
    return not (deprived and subject is not None and reading.lower[subject.head] in BEFALLEN | ANYBODY)


def _is_a_company(match: Match) -> bool:
    subject = subject_of(match.reading, match.sentence, match.first)
    return subject is not None and match.reading.lower[subject.head] in ORGANISATIONS


def personal_fault(match: Match, situation: Situation) -> Spot | None:
    """A verb that only people carry ("forgot", "neglected"): a bare capitalised subject is then a person's name."""
    spot = fault(match, situation)
    if spot:
        return spot
    reading, sentence = match.reading, match.sentence
    if negated(reading, sentence, match.first) or passive(reading, sentence, match.first):
        return None
    subject = subject_of(reading, sentence, match.first)
    bare = subject is not None and subject.first == subject.last and subject.first != sentence.first
    return (
        Spot(reading.starts[subject.first], match.end)
        if subject and bare and reading.capitalised(subject.head)
        else None
    )


def failure(match: Match, situation: Situation) -> Spot | None:
    """ "Users failed to log in" tells what they met, not what they did wrong; an agent that failed to start is software."""
    reading, last = match.reading, match.last
    following = reading.lower[last + 1] if last + 1 < match.sentence.last else ""
    return None if following in _CANNOT else fault(match, situation)


_CANNOT = frozenset(
    """
    log sign connect load open reach access receive see complete get pay download upload join
    authenticate start boot restart reconnect initialise initialize sync synchronise synchronize reconcile parse
    schedule launch deliver elect respawn mount bind resolve promote
    """.split()
)


def done_wrong(match: Match, situation: Situation) -> Spot | None:
    """ "The clerk typed the table wrongly", "sent the wrong file": a wrong act of a person, team or reader."""
    reading, sentence, wrong = match.reading, match.sentence, match.first
    following = reading.lower[match.last + 1] if match.last + 1 < sentence.last else ""
    if following in _THOUGHTS or reading.lower[wrong - 1] in {"nothing", "anything"}:
        return None  # "spent an hour on a wrong hypothesis": what made it hard
    verb = _verb_before(match)
    if verb is None or reading.lower[verb] in WITNESSED or dependent_if(reading, sentence, verb):
        return None
    if negated(reading, sentence, verb) or reading.gap(match.last + 1).startswith("-"):
        return None
    if situation.audience in COLLEAGUES and has_a_condition(reading, sentence, match.last):
        return None
    if reading.lower[verb] in _PAID and _befell(reading, subject_of(reading, sentence, verb)):
        return None
    if passive(reading, sentence, verb) or modal(reading, sentence, verb) in {"may", "might", "could", "can"}:
        return None
    return _from_subject_or_reader(match, subject_of(reading, sentence, verb))


def _verb_before(match: Match) -> int | None:
    """Return the past verb of the clause that "wrong" stands in; None for a state ("as you wrote, the invoice was wrong")."""
    reading, sentence = match.reading, match.sentence
    for word in range(match.first - 1, max(match.first - 9, sentence.first), -1):
        text = reading.lower[word]
        if text in BE and not is_past(reading.lower[word + 1]):
            return None
        if text in _OTHER_CLAUSE or text in NEGATIONS:
            return None
        if is_past(text):
            return word
    return None


_PAID = frozenset("paid bought booked spent travelled drove waited came arrived".split())


def _befell(reading: Reading, subject: NounPhrase | None) -> bool:
    """ "Customers paid the wrong tax", "you paid 18 euros too much": what our fault made them do."""
    return subject is not None and (
        reading.lower[subject.head] in BEFALLEN or nature(reading, subject) is Nature.READER
    )


_THOUGHTS = frozenset(
    "hypothesis hypotheses assumption assumptions theory theories lead trail track conclusion idea impression".split()
)


def carelessly_done(match: Match, _: Situation) -> Spot | None:
    """ "Accidentally deleted", "blindly ran": the adverb of a verb whose subject is a person or a team."""
    reading, sentence = match.reading, match.sentence
    verb = next(
        (w for w in range(match.last + 1, min(match.last + 3, sentence.last)) if is_past(reading.lower[w])),
        None,
    )
    if verb is None:
        return done_wrong(match, _)
    if dependent_if(reading, sentence, verb) or passive(reading, sentence, verb):
        return None
    spot = _from_subject_or_reader(match, subject_of(reading, sentence, verb))
    return spot and spot._replace(end=reading.ends[verb])


def twice_done(match: Match, situation: Situation) -> Spot | None:
    """ "Keyed the amount in twice": only of entries that are made once."""
    entered = {"keyed", "typed", "entered", "submitted", "clicked", "pressed"}
    before = match.reading.lower[max(match.first - 8, match.sentence.first) : match.first]
    return None if entered.isdisjoint(before) else done_wrong(match, situation)


def _from_subject_or_reader(match: Match, subject: NounPhrase | None) -> Spot | None:
    if subject is not None and nature(match.reading, subject) is Nature.READER:
        return Spot(match.reading.starts[subject.first], match.end)
    if subject is not None and match.reading.lower[subject.head] == "they":
        return None
    return from_subject(match, subject)


def of_reader(match: Match, _: Situation) -> Spot | None:
    """ "You forgot to", "you did not follow": the reader at fault, unless it is a condition or only possible."""
    reading, sentence = match.reading, match.sentence
    subject = subject_of(reading, sentence, match.first)
    if (
        subject is None
        or nature(reading, subject) is not Nature.READER
        or dependent_if(reading, sentence, match.first)
    ):
        return None
    if negated(reading, sentence, match.first) or modal(reading, sentence, match.first) in {
        "may",
        "might",
        "can",
        "could",
        "will",
        "would",
    }:
        return None
    return Spot(reading.starts[subject.first], match.end)


def agentless(match: Match, _: Situation) -> Spot | None:
    """A careless act without an actor is borderline: a hint."""
    reading, sentence = match.reading, match.sentence
    verb = match.last
    if not passive(reading, sentence, verb):
        return None
    agent = agent_of(reading, sentence, verb)
    if agent and is_human(reading, agent):
        return Spot(match.start, reading.ends[agent.last])
    return Spot(match.start, match.end, _HINT_FOR_NO_ONE, severity=Severity.HINT)


_HINT_FOR_NO_ONE = "Says that somebody did it without care; say what made it easy to do."


def named(match: Match, _: Situation) -> Spot | None:
    """ "Whoever deployed last, this one is yours"; "the one that Ravi slipped in": a person's name or pronoun acts."""
    subject = subject_of(match.reading, match.sentence, match.anchor)
    if subject is None:
        return None
    head = subject.head
    by_name = is_name(match.reading, head) or match.reading.lower[head] in PERSONAL_PRONOUNS
    return (
        Spot(match.reading.starts[subject.first], match.end)
        if by_name or is_human(match.reading, subject)
        else None
    )
