"""Fault laid on a person, a role or a team.

Who is the subject decides: "the engineer failed to check" is blame, "the health check failed to detect" is not.
"""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading.classes import PERSONAL_PRONOUNS
from clarion.review.reading.grammar import (
    NounPhrase,
    agent_of,
    clause_span,
    dependent_if,
    is_human,
    is_name,
    modal,
    negated,
    passive,
    phrase_after,
    phrase_before,
    possessor,
    subject_of,
)
from clarion.review.rule import Example, Rule, Source, Strictness

_HINT_FOR_NO_ONE = "Says that somebody did it without care; say what made it easy to do."


def _from_subject(match: Match, subject: NounPhrase | None) -> Spot | None:
    """The fault from its subject on, when the subject is a person or a team."""
    if subject is None or not is_human(match.reading, subject):
        return None
    return Spot(min(match.reading.starts[subject.first], match.start), match.end)


def fault(match: Match, _: Situation) -> Spot | None:
    """A verb of fault ("forgot to", "overlooked") whose subject is a person or a team, or done "by" one."""
    reading, sentence, verb = match.reading, match.sentence, match.first
    if dependent_if(reading, sentence, verb) or negated(reading, sentence, verb):
        return None
    if passive(reading, sentence, verb):
        agent = agent_of(reading, sentence, match.last)
        return Spot(match.start, reading.ends[agent.last]) if agent and is_human(reading, agent) else None
    return _from_subject(match, subject_of(reading, sentence, verb))


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
    """ "Users failed to log in" tells what they met, not what they did wrong."""
    reading, last = match.reading, match.last
    following = reading.lower[last + 1] if last + 1 < match.sentence.last else ""
    return None if following in _CANNOT else fault(match, situation)


_CANNOT = frozenset(
    """
    log sign connect load open reach access receive see complete get pay download upload join
    authenticate
    """.split()
)


def undone(match: Match, _: Situation) -> Spot | None:
    """What people did not do ("did not check"), unless the sentence only tells what they were spared or could not do."""
    reading, sentence = match.reading, match.sentence
    if modal(reading, sentence, match.anchor) or dependent_if(reading, sentence, match.anchor):
        return None
    return _from_subject(match, subject_of(reading, sentence, match.first))


def nobody(match: Match, _: Situation) -> Spot | None:
    """ "Nobody bothered to", "somebody broke", "whoever set": the pronoun is the subject."""
    first, last = clause_span(match.reading, match.sentence, match.anchor)
    return Spot(match.start, match.reading.ends[min(last, match.last + 6)]) if first <= match.first else None


def owned_fault(match: Match, _: Situation) -> Spot | None:
    """A fault as a noun with its owner: "the operator's mistake", "her oversight", "an error by the contractor"."""
    reading, sentence = match.reading, match.sentence
    owner = possessor(reading, sentence, match.anchor)
    if owner and _may_be_blamed(reading.lower[owner.head].removesuffix("'s"), match, owner):
        return Spot(reading.starts[owner.first], match.end)
    following = match.last + 1
    if following + 1 < sentence.last and reading.lower[following] in {"by", "from"}:
        agent = phrase_after(reading, sentence, following + 1)
    elif reading.lower[following : following + 4] == ["on", "the", "part", "of"]:
        agent = phrase_after(reading, sentence, following + 4)
    elif following + 1 < sentence.last and reading.lower[following] in {"of", "in"}:
        agent = phrase_after(reading, sentence, following + 1)
        agent = (
            agent
            if agent and is_human(reading, agent) and reading.lower[agent.head] not in _VICTIMS
            else None
        )
    else:
        agent = None
    return Spot(match.start, reading.ends[agent.last]) if agent and is_human(reading, agent) else None


_VICTIMS = frozenset(["user", "users", "customer", "customers", "client", "clients"])
_THIRD_PERSON = frozenset({"his", "her", "their"})


def _may_be_blamed(word: str, match: Match, owner: NounPhrase) -> bool:
    """ "Our error" and "your error message" are not; "her error" and "the engineer's error" are."""
    if word in _THIRD_PERSON:
        return word != "their"
    after = match.reading.lower[match.last + 1] if match.last + 1 < match.sentence.last else ""
    return is_human(match.reading, owner) and after not in {
        "message",
        "messages",
        "log",
        "logs",
        "page",
        "rate",
    }


def human_error(match: Match, _: Situation) -> Spot | None:
    """ "Human error" as a cause; in a negation or as a thing to design for it is fine."""
    reading = match.reading
    first = max(match.first - 6, match.sentence.first)
    before = set(reading.lower[first : match.first])
    if before & {"not", "no", "never", "avoid", "prevent", "against", "tolerate", "catch", "rather", "risk"}:
        return None
    return Spot(match.start, match.end)


def accused(match: Match, _: Situation) -> Spot | None:
    """ "Anna is to blame", "the team was careless": a person or team is the subject of the reproach."""
    return _from_subject(match, subject_of(match.reading, match.sentence, match.anchor) or _before(match))


def _before(match: Match) -> NounPhrase | None:
    return phrase_before(match.reading, match.sentence, match.first)


def target(match: Match, _: Situation) -> Spot | None:
    """ "Blame the developers", "the fault of the night shift": the phrase after the match is a person or team."""
    reading, sentence = match.reading, match.sentence
    phrase = phrase_after(reading, sentence, match.last + 1) if match.last + 1 < sentence.last else None
    return Spot(match.start, reading.ends[phrase.last]) if phrase and is_human(reading, phrase) else None


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


RULE = Rule(
    reason="Lays the fault on a person or a team: say which condition of the system or process allowed it.",
    why=(
        "Whoever expects blame holds back facts, and a text that stops at a person has not found what can be changed. "
        "Outside, it looks like a company that hides behind its staff or its customers."
    ),
    sources=(
        Source("Google SRE Book: Postmortem Culture", "https://sre.google/sre-book/postmortem-culture/"),
        Source("PagerDuty: The Blameless Postmortem", "https://postmortems.pagerduty.com/culture/blameless/"),
        Source(
            "Etsy: Blameless PostMortems and a Just Culture",
            "https://www.etsy.com/codeascraft/blameless-postmortems",
        ),
    ),
    severity=Strictness(
        Severity.BLOCK, {Audience.ENGINEERING: Severity.WARN}, {Kind.TIMELINE_ENTRY: Severity.WARN}
    ),
    detectors=(
        Phrases("~fail to\nfailure to", failure),
        Phrases(
            """
            ~forget
            ~forget to
            ~neglect to
            ~neglect
            ~overlook
            ~misread
            ~misunderstand
            ~mistype
            ~omit to
            ~disregard
            ~botch
            ~bungle
            """,
            personal_fault,
        ),
        Phrases(
            """
            ~ignore
            ~skip
            ~miss
            ~mishandle
            ~misconfigure
            ~mess|screw|screwed|messed up
            ~break the|our|production|prod|main|everything
            broke it
            mixed up
            ~misjudge
            ~slip up
            took down|out
            ~pull the wrong
            ~push|~deploy|~merge|~ship|~apply|~run|~type|~enter|~delete|~restart|~set .. wrong|wrongly|incorrectly|carelessly|blindly
            ~push|~deploy|~merge|~ship|~commit straight|directly to main|master|production|prod
            ~push|~deploy|~merge|~ship|~commit|~change|~run|~approve|~release .. without|before ~test|asking|review|approval|permission|telling|testing|checking|looking|reading
            slipped in
            left .. open|unlocked|exposed|running|unattended
            ~insist on
            """,
            fault,
        ),
        Phrases(
            """
            did|had|has|have not|never check|checked|test|tested|read|notice|noticed|follow|followed|verify|verified|review|reviewed|look|looked|ask|asked|tell|told|inform|informed|escalate|escalated|think|thought|care|bother|bothered|listen|listened|react|reacted
            didn't|hadn't|hasn't check|checked|test|tested|read|notice|noticed|follow|followed|verify|verified|review|reviewed|look|looked|ask|asked|tell|told|inform|informed|escalate|escalated|think|thought|care|bother|bothered|listen|listened|react|reacted
            did not|never do his|her|its|their job|homework
            did nothing
            do|does|did not|never pay attention
            was|were not|never paying attention
            was|were unable|unwilling to
            was|were not up to the
            was|were supposed to
            """,
            undone,
        ),
        Phrases(
            """
            nobody|somebody|someone ~bother to
            nobody|somebody|someone bothered
            nobody thought to|of
            whoever ~set|~deploy|~push|~merge|~break|~change|~approve|~write|~do|~run|~touch
            someone|somebody ~mess|~screw|~break|~forget|~delete|~push|~fat
            """,
            nobody,
        ),
        Phrases(
            """
            mistake
            mistakes
            oversight
            negligence
            carelessness
            incompetence
            ignorance
            inattention
            laziness
            sloppiness
            error
            fault
            blunder
            slip
            failure
            insufficient|lack|lacking care|diligence|attention
            """,
            owned_fault,
        ),
        Phrases(
            "human error\noperator error\nuser error\npilot error\nfat finger|fingers|fingered", human_error
        ),
        Phrases(
            """
            <be> to blame
            <be> at fault
            <be> responsible for the|this|our outage|incident|failure|breach|loss|error|mistake|damage|mess
            <be> .. careless|negligent|incompetent|reckless|sloppy|irresponsible|clueless|inattentive
            ~owe us|everyone an explanation
            should|ought|must|could not|have|to ~have|be closed|pushed|deployed|approved|merged|touched|known
            """,
            accused,
        ),
        Phrases("~blame\nfault of", target),
        Phrases(
            "accidentally|mistakenly|inadvertently|carelessly ~delete|~remove|~disable|~restart|~change|~overwrite|~drop|~deploy",
            agentless,
        ),
        Phrases(
            "inadvertently|accidentally|mistakenly ~push|~deploy|~delete|~remove|~disable|~commit|~merge",
            named,
        ),
    ),
    flagged=(
        Example(
            "The on-call engineer failed to check the dashboard before the restart.",
            Audience.POSTMORTEM,
            quote="failed",
        ),
        Example(
            "Payments stopped because a contractor forgot to renew the certificate.",
            quote="contractor forgot",
        ),
        Example(
            "The trainee, who was alone that night, ignored two pages.", Audience.POSTMORTEM, quote="ignored"
        ),
        Example(
            "The wrong file was overlooked by the release manager.",
            Audience.PARTNERS,
            quote="release manager",
        ),
        Example("The outage was caused by human error.", quote="human error"),
        Example("It was the DBA's mistake, and we fixed it.", Audience.LEADERSHIP, quote="DBA's mistake"),
        Example(
            "Exports were wrong due to an oversight by the data team.", quote="oversight by the data team"
        ),
        Example(
            "Networking did not test the rollback, although it was on the list.",
            Audience.POSTMORTEM,
            quote="did not test",
        ),
        Example(
            "Don't look at us, blame the marketing department.", Audience.SUPPORT, quote="blame the marketing"
        ),
        Example(
            "Whoever merged this at 17:00 can explain it to the customers.",
            Audience.ENGINEERING,
            quote="Whoever merged",
        ),
    ),
    fine=(
        Example("The health check failed to detect the stuck process.", Audience.POSTMORTEM),
        Example("The Redis operator failed to promote a replica.", Audience.ENGINEERING),
        Example("Users failed to log in between 09:00 and 09:20 UTC."),
        Example("The on-call engineer noticed the rising latency and rolled back.", Audience.POSTMORTEM),
        Example("The scheduler ignored the new limit because the file was cached.", Audience.POSTMORTEM),
        Example("It was our error, and we apologise.", Audience.CUSTOMER),
        Example("The form now shows an error message when the field is empty."),
        Example(
            "If an engineer forgets to close the session, the tool now closes it after an hour.",
            Audience.POSTMORTEM,
        ),
        Example("Thanks to Ana and the night shift for the quick report.", Audience.POSTMORTEM),
        Example('The old policy said: "the operator forgot the key" is no root cause.', Audience.POSTMORTEM),
    ),
)
