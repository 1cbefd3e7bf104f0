"""Fault laid on a person, a role or a team.

Who is the subject decides: "the engineer failed to check" is blame, "the health check failed to detect" is not.
"""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.classes import (
    BE,
    BEFALLEN,
    COORDINATORS,
    HAVE,
    MODALS,
    NEGATIONS,
    ORGANISATIONS,
    PERSONAL_PRONOUNS,
    PREPOSITIONS,
    RELATIVES,
)
from clarion.review.reading.grammar import (
    Nature,
    NounPhrase,
    agent_of,
    breaks_before,
    clause_span,
    dependent_if,
    is_adverb,
    is_human,
    is_name,
    modal,
    nature,
    negated,
    passive,
    phrase_after,
    phrase_before,
    possessor,
    subject_of,
    verb_group_start,
)
from clarion.review.reading.inflection import is_participle, is_past
from clarion.review.rule import Example, Rule, Source, Strictness

_HINT_FOR_NO_ONE = "Says that somebody did it without care; say what made it easy to do."


_SELF_EXPLAINING = frozenset(
    """
    not receive get have need want lose see hear find experience expect affect cause change touch require wait only
    belong happen exist arrive mean cost remain become
    """.split()
)
"""What people do not do without any fault: "the team did not receive the page"."""
_OTHER_CLAUSE = frozenset(
    "because due after since when while that which who if as where although though before until for".split()
)
_WITNESSED = frozenset(
    """
    received got saw had were was found noticed reported spotted discovered identified corrected fixed replaced removed
    reverted detected flagged showed told asked confirmed observed met caught raised mentioned described undid restored
    recognised recognized investigated suspected proved refunded returned realised realized experienced encountered
    """.split()
)
"""Verbs with which something wrong is met or mended, not done."""


_SOFTWARE = frozenset(
    """
    player players agent agents worker workers client clients driver drivers operator dispatcher broker brokers publisher subscriber
    subscribers guard builder builders installer supervisor coordinator reviewer host starter head
    """.split()
)
_MACHINERY = frozenset(
    """
    message messages request requests job jobs upgrade queue header headers config connection connections restart node
    nodes pod pods lock token retry retries cache kernel packet packets event events batch thread process partition
    offset heartbeat replica standby socket timeout memory process index limit container cluster update topic deadline format formats
    """.split()
)


def _is_software(match: Match, subject: NounPhrase) -> bool:
    """ "The worker skipped the message", "the agent failed after the upgrade": what follows tells that it is a program."""
    lower = match.reading.lower
    after = lower[match.first : min(match.last + 8, match.sentence.last)]
    return lower[subject.head] in _SOFTWARE and not _MACHINERY.isdisjoint(after)


def _from_subject(match: Match, subject: NounPhrase | None) -> Spot | None:
    """The fault from its subject on, when the subject is a person or a team."""
    if subject is None or not is_human(match.reading, subject) or _is_software(match, subject):
        return None
    return Spot(min(match.reading.starts[subject.first], match.start), match.end)


def fault(match: Match, _: Situation) -> Spot | None:
    """A verb of fault ("forgot to", "overlooked") whose subject is a person or a team, or done "by" one."""
    reading, sentence, verb = match.reading, match.sentence, match.first
    if dependent_if(reading, sentence, verb) or negated(reading, sentence, verb):
        return None
    if reading.lower[verb] == "missing" or not _accuses(match):
        return None  # "notice missing files", "should ignore the signs", "customers miss orders"
    if reading.lower[verb + 1 : verb + 2] == ["us"] and _is_a_company(match):
        return None  # "our carrier let us down": an excuse
    if passive(reading, sentence, verb):
        agent = agent_of(reading, sentence, match.last)
        return Spot(match.start, reading.ends[agent.last]) if agent and is_human(reading, agent) else None
    return _from_subject(match, subject_of(reading, sentence, verb))


def _accuses(match: Match) -> bool:
    """Tell whether the verb says what was done: not a bare "-ing", not a request, not what somebody was deprived of."""
    reading, sentence, verb = match.reading, match.sentence, match.first
    start = verb_group_start(reading, sentence, verb)
    if reading.lower[verb].endswith("ing") and start == verb:
        return False
    if modal(reading, sentence, verb) and HAVE.isdisjoint(reading.lower[start:verb]):
        return False
    subject = subject_of(reading, sentence, verb)
    deprived = reading.lower[verb] in {"miss", "missed", "misses"}
    return not (deprived and subject is not None and reading.lower[subject.head] in BEFALLEN | _ANYBODY)


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


def done_wrong(match: Match, _: Situation) -> Spot | None:
    """ "The clerk typed the table wrongly", "sent the wrong file": a wrong act of a person, team or reader."""
    reading, sentence, wrong = match.reading, match.sentence, match.first
    following = reading.lower[match.last + 1] if match.last + 1 < sentence.last else ""
    if following in _THOUGHTS or reading.lower[wrong - 1] in {"nothing", "anything"}:
        return None  # "spent an hour on a wrong hypothesis": what made it hard
    verb = None
    for word in range(wrong - 1, max(wrong - 9, sentence.first), -1):
        if reading.lower[word] in BE and not is_past(reading.lower[word + 1]):
            return None  # "as you wrote, the invoice was wrong": the state of a thing
        if reading.lower[word] in _OTHER_CLAUSE or reading.lower[word] in NEGATIONS:
            return None
        if is_past(reading.lower[word]):
            verb = word
            break
    if verb is None or reading.lower[verb] in _WITNESSED or dependent_if(reading, sentence, verb):
        return None
    if negated(reading, sentence, verb) or reading.gap(match.last + 1).startswith("-"):
        return None
    if reading.lower[verb] in _PAID and _befell(reading, subject_of(reading, sentence, verb)):
        return None
    if passive(reading, sentence, verb) or modal(reading, sentence, verb) in {"may", "might", "could", "can"}:
        return None
    return _from_subject_or_reader(match, subject_of(reading, sentence, verb))


_PAID = frozenset("paid bought booked spent travelled drove waited came arrived".split())


def _befell(reading: Reading, subject: NounPhrase | None) -> bool:
    """ "Customers paid the wrong tax", "you paid 18 euros too much": what our fault made them do."""
    return subject is not None and (
        reading.lower[subject.head] in BEFALLEN or nature(reading, subject) is Nature.READER
    )


_THOUGHTS = frozenset("hypothesis hypotheses assumption assumptions theory theories lead trail track conclusion idea impression".split())


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
    return _from_subject(match, subject)


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


def omitted(match: Match, _: Situation) -> Spot | None:
    """ "The intern did not know", "the driver never called": of one person or of staff, not of those whom it befell."""
    reading, sentence = match.reading, match.sentence
    verb = match.last + 1
    while verb < sentence.last and is_adverb(reading.lower[verb]):
        verb += 1
    if verb >= sentence.last or reading.lower[verb] in _SELF_EXPLAINING:
        return None
    only_never = match.first == match.last and reading.lower[match.first] == "never"
    habit = only_never and reading.lower[verb].endswith("s") and reading.lower[match.first - 1] != "it"
    if (only_never and not habit and not is_past(reading.lower[verb])) or dependent_if(reading, sentence, match.first):
        return None
    subject = subject_of(reading, sentence, match.first)
    if (
        subject is None
        or nature(reading, subject) not in ({Nature.PERSON, Nature.TEAM} if habit else {Nature.PERSON})
        or reading.lower[subject.head] in BEFALLEN | _ANYBODY
    ):
        return None
    return Spot(reading.starts[subject.first], reading.ends[verb])


_ANYBODY = frozenset("nobody somebody someone anyone anybody everyone everybody whoever".split())


def ought_to(match: Match, _: Situation) -> Spot | None:
    """ "The person on shift should not have closed it": a missed duty of a person or team; "someone" accuses nobody."""
    reading, sentence = match.reading, match.sentence
    done = next(
        (
            w
            for w in range(match.last + 1, min(match.last + 4, sentence.last))
            if is_participle(reading.lower[w])
        ),
        None,
    )
    subject = subject_of(reading, sentence, match.first)
    if done is None or subject is None or reading.lower[subject.head] in BEFALLEN | _ANYBODY:
        return None
    spot = (
        None if reading.lower[done] in {"received", "got", "seen", "heard"} else _from_subject(match, subject)
    )
    return spot and spot._replace(end=reading.ends[done])


def had_they(match: Match, _: Situation) -> Spot | None:
    """ "Had your husband followed the steps": the duty of a person in an inverted condition."""
    reading, sentence = match.reading, match.sentence
    opens = match.first == sentence.first or breaks_before(reading, match.first)
    named = NounPhrase(match.first + 1, match.last - 1, match.last - 1)
    if not opens or match.last - match.first < 2:
        return None
    blamed = nature(reading, named) is Nature.READER or is_human(reading, named)
    return Spot(match.start, match.end) if blamed else None


def cleft(match: Match, _: Situation) -> Spot | None:
    """ "It was Karim who left the switch on": singles a person out, unless for thanks."""
    reading, sentence = match.reading, match.sentence
    person = phrase_before(reading, sentence, match.last)
    if any(breaks_before(reading, word) for word in range(match.first + 1, match.last + 1)):
        return None
    following = reading.lower[match.last + 1 : min(match.last + 4, sentence.last)]
    good = _WITNESSED | {
        "helped",
        "wrote",
        "opened",
        "called",
        "joined",
        "led",
        "suggested",
        "proposed",
        "built",
        "paged",
        "won",
        "saved",
    }
    if person is None or nature(reading, person) is Nature.SELF or not good.isdisjoint(following):
        return None
    return Spot(reading.starts[person.first], reading.ends[min(match.last + 2, sentence.last - 1)])


def by_person(match: Match, _: Situation) -> Spot | None:
    """ "Caused by a contractor", "due to a junior developer": the cause is a person; "due to user demand" is none."""
    reading, sentence = match.reading, match.sentence
    phrase = phrase_after(reading, sentence, match.last + 1) if match.last + 1 < sentence.last else None
    if phrase is None or phrase.head != phrase.last or reading.lower[phrase.head] in BEFALLEN:
        return None
    ends = phrase.last + 1 >= sentence.last or reading.gap(phrase.last + 1) != " "
    following = reading.lower[phrase.last + 1] if phrase.last + 1 < sentence.last else ""
    if not is_human(reading, phrase) or not (ends or following in PREPOSITIONS | RELATIVES | COORDINATORS):
        return None
    return Spot(match.start, reading.ends[phrase.last])


def role_error(match: Match, situation: Situation) -> Spot | None:
    """ "Contractor error", "developer oversight"; "user error rate" is a figure."""
    following = match.reading.lower[match.last + 1] if match.last + 1 < match.sentence.last else ""
    figures = {
        "rate",
        "rates",
        "message",
        "messages",
        "log",
        "logs",
        "page",
        "report",
        "reports",
        "code",
        "codes",
        "handling",
        "budget",
        "count",
    }
    return None if following in figures else human_error(match, situation)


def undone(match: Match, _: Situation) -> Spot | None:
    """What people did not do ("did not check"), unless the sentence only tells what they were spared or could not do."""
    reading, sentence = match.reading, match.sentence
    if modal(reading, sentence, match.anchor) or dependent_if(reading, sentence, match.anchor):
        return None
    subject = subject_of(reading, sentence, match.first)
    unable = not {"unable", "unwilling"}.isdisjoint(reading.lower[match.first : match.last + 1])
    if subject is not None and unable and reading.lower[subject.head] in BEFALLEN:
        return None
    return _from_subject(match, subject)


def nobody(match: Match, _: Situation) -> Spot | None:
    """ "Nobody bothered to", "somebody broke", "whoever set": the pronoun is the subject."""
    if not MODALS.isdisjoint(match.reading.lower[match.first : match.last]):
        return None
    first, last = clause_span(match.reading, match.sentence, match.anchor)
    return Spot(match.start, match.reading.ends[min(last, match.last + 6)]) if first <= match.first else None


def owned_fault(match: Match, _: Situation) -> Spot | None:
    """A fault as a noun with its owner: "the operator's mistake", "her oversight", "an error by the contractor"."""
    reading, sentence = match.reading, match.sentence
    owner = possessor(reading, sentence, match.first)
    if owner and _may_be_blamed(reading.lower[owner.head].removesuffix("'s"), match, owner):
        return Spot(reading.starts[owner.first], match.end)
    following = match.last + 1
    if following + 1 < sentence.last and reading.lower[following] in {"by", "from"}:
        agent = phrase_after(reading, sentence, following + 1)
    elif reading.lower[following : following + 4] == ["on", "the", "part", "of"]:
        agent = phrase_after(reading, sentence, following + 4)
    elif following + 1 < sentence.last and reading.lower[following] in _within(reading.lower[match.first]):
        agent = phrase_after(reading, sentence, following + 1)
        agent = (
            agent
            if agent and is_human(reading, agent) and reading.lower[agent.head] not in _VICTIMS | _DEVICES
            else None
        )
    else:
        agent = None
    return Spot(match.start, reading.ends[agent.last]) if agent and is_human(reading, agent) else None


def _within(noun: str) -> frozenset[str]:
    """ "Negligence in the night team" accuses; "a fault in a power unit" does not."""
    plain = noun in {"fault", "error", "failure", "slip", "mistake", "misunderstanding"}
    return frozenset(["of"] if plain else ["of", "in"])


_DEVICES = frozenset(["unit", "units", "board", "desk", "group", "groups"])
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
    return _from_subject(match, subject_of(match.reading, match.sentence, match.first) or _before(match))


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
            "https://codeascraft.com/2012/05/22/blameless-postmortems/",
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
            ~mess|~screw|~screwed|~messed up
            ~break the|our|production|prod|main|everything
            broke it
            mixed up
            ~misjudge
            ~slip up
            took down|out
            ~pull the wrong
            ~push|~deploy|~merge|~ship|~apply|~run|~type|~enter|~delete|~restart|~set .. wrong|wrongly|incorrectly|carelessly|blindly
            ~push|~deploy|~merge|~ship|~commit straight|directly to main|master|production|prod
            ~push|~deploy|~merge|~ship|~commit|~change|~run|~approve|~release .. without|before ~test|~asking|~review|~approval|~permission|~telling|~testing|~checking|~looking|~reading
            slipped in
            left .. open|unlocked|exposed|running|unattended
            ~insist on
            """,
            fault,
        ),
        Phrases(
            """
            ~let ..5 lapse|expire|slip|slide|run
            ~let a|an|the|this|that|it ..4 through
            fell|asleep|fallen asleep
            asleep|sleeping at|on the|his|her wheel|job|shift|desk
            ~drop the ball
            ~cut corners
            ~take a|the|some shortcut|shortcuts
            ~turn a blind
            ~look the other
            sat|sitting on the|this|it|a|her|his|our
            ~drag his|her|their feet
            ~lose track|sight|control|patience
            ~get it|this|that|things wrong
            ~get the ..4 wrong
            ~cock|~foul|~louse|~stuff|~goof|~muck|~fluff up
            ~fumble|~goof|~bodge|~fluff|~flub
            ~jump the gun
            ~trip over
            ~confuse
            ~mix ..4 up
            ~mix up
            ~mistake the|it|this|a ..3 for
            ~assume wrongly|incorrectly|without
            wrongly|incorrectly|simply|naively|just assumed|believed|thought
            ~misinterpret|~mislabel|~misplace|~misroute|~miscalculate|~miscount|~misinform|~mislead|~mismanage|~misdirect|~misuse|~misapply|~misspell|~misfile|~misdiagnose|~miscommunicate|~misplan|~misallocate
            ~bypass|~circumvent|~violate|~disobey|~defy|~flout|~breach|~override the|a|our|all|every|his|her|this|policy|policies|procedure|protocol|instructions|orders|safety
            ~break the|a|our ..1 rule|rules|policy|procedure|protocol
            ~rush|~hurry the|through|it|into|this
            ~panic
            ~hesitate
            ~procrastinate
            ~dither
            ~meddle|~tamper|~fiddle|~tinker|~fool|~mess|~play with|around|about
            ~guess
            ~improvise
            ~cause|~provoke the|this|an|a|our|all|these ..3 <problem>
            ~wipe|~destroy|~corrupt|~ruin|~clobber|~nuke|~trash|~sabotage|~wreck|~brick|~kill
            ~break prod|production|everything|it|main|master|checkout|staging|things
            ~break the|our ..2 again
            ~make a|an|the|several|many|some ..2 mistake|mistakes|error|errors|blunder|slip|typo
            ~commit a|an|the ..2 error|blunder|mistake
            ~take|~react|~respond|~wait|~act|~answer|~arrive|~come|~reply ..2 too late|long|slowly|slow
            ~overreact|~underestimate|~overestimate|~oversleep|~misplan|~miscommunicate
            ~quit without
            ~hand ..4 late
            ~ignore|~dismiss|~disregard ..2 warnings|warning|alert|alerts|alarm|alarms|pages|instructions|rules|advice|policy
            ~close|~silence|~mute|~dismiss|~acknowledge the|an|all|every|this alert|alarm|page|ticket without|unread
            ~refuse|~decline to
            ~insist that|on
            ~withhold|~conceal|~hide the|it|this|that
            ~let us ..1 down
            <be> ..2 drunk|distracted|inattentive|clueless|lazy|absent|late|unqualified|inexperienced|incompetent|unprepared|overconfident|unprofessional|lax|slow
            <be> in a ..1 hurry|rush
            <be> ..1 tired|exhausted|hungover|overconfident|sloppy|stubborn|impatient|ignorant|ill-prepared|oblivious|unaware|unfamiliar|overwhelmed|confused|mistaken|wrong
            ~have no idea|clue|business|right|excuse
            ~sleep through|on
            ~make a mess|hash|muddle
            ~turn a deaf
            ~pull the plug
            was|were|been ..1 asleep|sleeping|celebrating|drinking|partying|chatting|gossiping|daydreaming|napping|dozing|slacking|idling
            was|were on a? break|phone|his|her
            ~argue|~quarrel|~squabble|~bicker|~gossip|~chat|~party|~celebrate|~gamble instead|while|about|over|for
            could not be bothered
            couldn't be bothered
            other|better things on|to ..1 mind|minds|do
            ~swear that
            known for his|her|their
            ~keep ..4 to himself|herself|themselves
            ~give|~tell|~send ..4 false|misleading|incomplete|bad|faulty information|advice|instructions|figures|data|answers
            ~wave ..4 through
            ~rubber stamp
            ~walk away|off
            ~leave early|work|his|her
            ~turn off|~switch off|~disable|~unplug|~silence|~mute the ..2 alarm|alert|alerts|monitoring|safety|fuse|alarms|protection|checks
            ~give up
            ~cheat|~lie
            ~abandon|~desert the|his|her|their|post
            ~bury|~lose the ..3 note|ticket|key|report|list|document|letter|form|file
            ~spill
            ~play games|around|with
            ~show up late
            never showed up
            ~show no ..2 interest|care|understanding
            ~take no notice|care|responsibility
            ~pay no|little|scant ..1 attention|heed
            ~do a bad|poor|sloppy|lousy
            ~do nothing
            ~know better
            ~stand by
            ~look on
            ~put ..3 at risk
            ~allow|~let himself|herself|themselves
            ~believe|~think he|she|they ..1 knew|could
            ~gamble
            ~hope for the
            <be> too ..1 slow|lazy|busy|tired|late|inexperienced|proud|hasty
            """,
            fault,
        ),
        Phrases(
            """
            wrong
            wrongly
            incorrect
            incorrectly
            improperly
            prematurely
            by mistake|accident|error
            instead of
            out of habit|laziness|curiosity|boredom|haste|convenience|carelessness
            without ..1 looking|thinking|asking|reading|checking|testing|approval|permission|authorisation|authorization|telling|informing|backup|backups|care|consent|consulting|warning|hesitation|verifying|notice|running|trying|understanding|waiting|following|documenting|coordinating|saving|locking|closing
            against ..2 rule|rules|policy|advice|instructions|procedure|protocol|orders|process
            despite ..2 rule|rules|policy|advice|instructions|procedure|protocol|orders|process|warning|warnings|told|warned|being
            on his|her|their own
            too late|early|quickly|slowly|fast|soon|hastily|much
            upside down
            at random
            riskier|riskiest|cheapest|easiest|laziest|sloppiest|worst
            in the wrong
            """,
            done_wrong,
        ),
        Phrases("twice", twice_done),
        Phrases(
            """
            accidentally
            mistakenly
            inadvertently
            unintentionally
            erroneously
            carelessly
            blindly
            hastily
            recklessly
            negligently
            foolishly
            needlessly
            unthinkingly
            thoughtlessly
            """,
            carelessly_done,
        ),
        Phrases(
            """
            ~forget to|your|the
            ~neglect to|your|the
            ~overlook
            ~misread
            ~mistype
            ~misunderstand
            ~ignore the|our|your|all|this|these
            ~fail to ..1 follow|read|check|update|install|respond|provide|pay|renew|confirm|notice|heed|inform|tell|cancel|save|back
            did|have|had not|never ..1 follow|followed|read|check|checked|update|updated|pay|paid|listen|heed|bother|inform|informed|tell|told
            didn't|haven't|hadn't ..1 follow|followed|read|check|checked|update|updated|pay|paid|listen|heed|bother|inform|informed|tell|told
            ~make a|an|the ..1 mistake|error|typo
            ~mix up
            ~confuse the|two|your|it
            """,
            of_reader,
        ),
        Phrases("did|does|do|had|has not|never\nnever\ndidn't|doesn't|hadn't|hasn't", omitted),
        Phrases(
            """
            should|ought|must|shouldn't|mustn't not|never|simply? ..1 to? have not|never?
            should've|shoulda
            """,
            ought_to,
        ),
        Phrases(
            "had ..4 followed|checked|read|listened|asked|tested|waited|obeyed|paid|noticed|looked|told|informed|done|acted|called|used|kept|closed|saved|updated|reacted|thought|heeded",
            had_they,
        ),
        Phrases("it was|is|'s ..6 who", cleft),
        Phrases(
            """
            caused|triggered|introduced|provoked|created|made|done|broken|botched|delayed by
            due|attributable|owing|owed|down to
            because of
            fault|blame|responsibility|guilt ..3 ~lie|~rest|~sit|~be|~fall|~go ..2 with|on|to
            """,
            by_person,
        ),
        Phrases(
            """
            nobody|noone ..4 bothered|cared|dared
            no one ..4 bothered|cared|dared
            nobody|noone ..4 took|had|felt ..1 trouble|sense|time|responsible|decency|courage
            no one ..4 took|had|felt ..1 trouble|sense|time|responsible|decency|courage
            nobody|noone ..3 checked|tested|read|looked|asked|reviewed|verified|listened|questioned|lifted
            no one ..3 checked|tested|read|looked|asked|reviewed|verified|listened|questioned|lifted
            nobody|noone thought to|of|about
            no one thought to|of|about
            """,
        ),
        Phrases(
            """
            human failure|failing|failings|weakness|mistake|mistakes
            more|better experienced|careful|attentive|qualified|competent|skilled|diligent|trained|conscientious <human>
            operator|user|human|staff|employee|contractor|developer|engineer|admin|administrator|technician|clerk|cashier|trainee|analyst|personnel|customer|supplier|nurse|teacher|dba|devops|reviewer|driver error|mistake|oversight|negligence|carelessness|failure|incompetence|blunder|sloppiness|misconduct|inattention
            overzealous|hasty|nosy|greedy|sleepy|disgruntled|rogue|unwitting|unqualified|inexperienced|careless|negligent|incompetent|clueless|lazy|sloppy|reckless|irresponsible|overconfident|inattentive|ignorant|stubborn|arrogant|unskilled|unprofessional|drunk|forgetful|clumsy|distracted|useless|hapless <human>
            pebkac
            mistake|error|fault ..2 on|at your side|end|part
            what happens when ..2 <human>
            who on earth
            who the hell
            beyond me how|why
            one|ones to thank|blame for
            layer 8
            between keyboard|chair and
            finger trouble
            """,
            role_error,
        ),
        Phrases(
            """
            did|had|has|have not|never check|checked|test|tested|read|notice|noticed|follow|followed|verify|verified|review|reviewed|look|looked|ask|asked|tell|told|inform|informed|escalate|escalated|think|thought|care|bother|bothered|listen|listened|react|reacted
            didn't|hadn't|hasn't check|checked|test|tested|read|notice|noticed|follow|followed|verify|verified|review|reviewed|look|looked|ask|asked|tell|told|inform|informed|escalate|escalated|think|thought|care|bother|bothered|listen|listened|react|reacted
            did not|never do his|her|its|their job|homework
            did nothing $
            did nothing about|to|for|at|until|while|when|and|against
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
            someone|somebody ..5 switched|turned|disabled|unplugged|deleted|removed|left|closed|pulled|edited|ignored|forgot|misconfigured|overlooked|broke|skipped|mistyped
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
            arrogance
            inexperience
            stubbornness
            complacency
            indifference
            impatience
            misjudgement
            misjudgment
            thoughtlessness
            recklessness
            forgetfulness
            clumsiness
            overconfidence
            misunderstanding
            wrongdoing
            misconduct
            hesitation
            haste
            greed
            slowness
            inability
            refusal
            unwillingness
            reluctance
            laxness
            laxity
            decision ..8 cost|caused|meant|led|ruined|broke
            insufficient|lack|lacking|absence|want of? ..1 care|diligence|attention|discipline|experience|skill|skills|competence|expertise|judgement|judgment|concentration|responsibility|professionalism
            poor|bad judgement|judgment|work|workmanship|decision|decisions
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
            <be> ..1 guilty|culpable
            <be> the|a|one|our ..2 reason|cause|culprit|source|root|problem|weak for|behind|of|here|link
            <be> behind the|this|it|all
            <be> responsible for the|this|our outage|incident|failure|breach|loss|error|mistake|damage|mess
            <be> .. careless|negligent|incompetent|reckless|sloppy|irresponsible|clueless|inattentive
            ~owe us|everyone an explanation
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
        Example("Because the database team never answers its tickets.", Audience.POSTMORTEM, Kind.WHY_ANSWER),
        Example("QA let a broken build through.", Audience.POSTMORTEM, Kind.WHY_ANSWER, quote="QA let"),
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
        Example("Nobody on the rota had the right to publish, so the draft waited.", Audience.POSTMORTEM),
        Example("Our payment partner has let us down.", Audience.PARTNERS),
        Example("You did nothing wrong: the readers refused valid cards.", Audience.CUSTOMER),
        Example("Customers in two countries paid the wrong tax for three days."),
        Example("Why did no alarm fire?", Audience.POSTMORTEM),
        Example("People in Europe cannot join meetings."),
        Example("IC @lena, comms @jonas, scribe @gus.", Audience.ENGINEERING),
        Example("As you wrote, the invoice was wrong by 40 euros.", Audience.CUSTOMER),
        Example(
            "The team spent 25 minutes on a wrong hypothesis, because the dashboard showed old data.",
            Audience.POSTMORTEM,
        ),
        Example("The nurse on duty noticed the wrong label and called the laboratory.", Audience.POSTMORTEM),
        Example(
            "A new colleague was on shift alone, as the rota does not pair newcomers.", Audience.POSTMORTEM
        ),
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
