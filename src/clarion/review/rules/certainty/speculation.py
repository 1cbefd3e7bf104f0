"""A cause or a state that nobody has confirmed: guesses, beliefs, rumours, and hopeful good news ("should be back now").

What may befall the reader ("you may see errors") is no guess at a cause; a hypothesis that is called one is fine in the
engineering channel.
"""

from itertools import pairwise

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import RELATIVES
from clarion.review.reading.grammar import (
    Nature,
    breaks_before,
    dependent_if,
    is_adverb,
    nature,
    subject_of,
    verb_group_start,
)
from clarion.review.reading.inflection import is_participle, is_past
from clarion.review.rule import Example, Rule, Source, Strictness

_LABELS = frozenset(
    """
    hypothesis hypotheses theory theories unconfirmed unverified untested tbc candidate candidates hypothetical
    hypothetically testing verifying checking confirming
    """.split()
)
_REPORTED = frozenset(
    "report reports reported say says said complain complained tell told write wrote ask asks".split()
)
_AUDIENCE_NOUNS = frozenset(
    """
    you customer customers user users client clients guest guests caller callers member members passenger passengers
    subscriber subscribers visitor visitors merchant merchants patient patients player players reader readers driver
    drivers traveller travellers pupil pupils student students tenant tenants buyer buyers rider riders people parents
    """.split()
)
"""Whom the incident befalls: what they "may see" is impact, what they believe is a report."""


_WISHED = frozenset("spared saved prevented avoided averted helped shortened caught".split())
"""With these, "might have" looks back on what did not happen: the matter of another rule."""


def _labelled(reading: Reading, sentence: Sentence, situation: Situation) -> bool:
    """In the engineering channel, a guess that is called a hypothesis, or is put to the test, is how one works."""
    if situation.audience is not Audience.ENGINEERING:
        return False
    words = reading.lower[sentence.first : sentence.last]
    pairs = {"suspect list", "suspects list", "none confirmed", "not confirmed", "to verify", "to confirm"}
    return not _LABELS.isdisjoint(words) or any(f"{a} {b}" in pairs for a, b in pairwise(words))


def _spot(match: Match, situation: Situation, severity: Severity | None = None) -> Spot | None:
    if _labelled(match.reading, match.sentence, situation):
        return None
    return Spot(match.start, match.end, severity=severity)


def _relative(match: Match) -> bool:
    """Tell whether the clause is a relative one: "orders that may have failed", but not "That should be all"."""
    before = match.first - 1
    return before > match.sentence.first and match.reading.lower[before] in RELATIVES


def guess(match: Match, situation: Situation) -> Spot | None:
    """A word of guessing; not in a condition, nor about what the reader has seen or may like."""
    reading, sentence = match.reading, match.sentence
    near = reading.lower[max(match.first - 4, sentence.first) : match.first]
    accused = near[-1:] == ["you"] and is_past(
        reading.lower[match.last + 1 : match.last + 2][0] if match.last + 1 < sentence.last else ""
    )
    if ("you" in near and not accused) or "whether" in near or (near and near[-1] in {"if", "as"}):
        return None
    return _spot(match, situation)


def likely(match: Match, situation: Situation) -> Spot | None:
    """ "Likely a cable" guesses; "likely to be covered by the insurer" looks ahead; "more likely to" compares."""
    reading, sentence = match.reading, match.sentence
    rest = reading.lower[match.last + 1 : min(match.last + 4, sentence.last)]
    before = reading.lower[match.first - 1] if match.first > sentence.first else ""
    if before in {"less", "as", "how", "equally", "not"} or (
        rest[:1] == ["to"] and rest[1:3] != ["have", "been"]
    ):
        return None
    return guess(match, situation)


def belief(match: Match, situation: Situation) -> Spot | None:
    """A verb of belief whose subject is the writer's side or a colleague; a report of customers is none."""
    reading, sentence, verb = match.reading, match.sentence, match.anchor
    following = reading.lower[verb + 1] if verb + 1 < sentence.last else ""
    if following in {"of", "about", "in", "twice", "free", "responsibility", "over", "cost", "costs"}:
        return None
    bare = verb == sentence.first or breaks_before(reading, verb)
    if (
        bare
        and reading.lower[verb] in {"guess", "suspect", "think", "reckon"}
        and following not in {"list", ""}
    ):
        return _spot(match, situation)  # "guess the cron host was to blame": a note without its "I"
    subject = subject_of(reading, sentence, verb)
    if (
        subject is None
        or reading.lower[subject.head] in _AUDIENCE_NOUNS
        or dependent_if(reading, sentence, verb)
    ):
        return None
    if (
        nature(reading, subject) not in {Nature.SELF, Nature.PERSON, Nature.TEAM}
        and reading.lower[subject.head] != "they"
    ):
        return None
    if reading.lower[verb_group_start(reading, sentence, verb)] in {"should", "must", "to"}:
        return None
    spot = _spot(match, situation)
    return spot and spot._replace(start=reading.starts[subject.first])


def may_be(match: Match, situation: Situation) -> Spot | None:
    """ "It may be a cable", "might be due to": a thing's nature or cause; not "it may be a few minutes"."""
    reading, sentence = match.reading, match.sentence
    subject = subject_of(reading, sentence, match.first)
    if subject and (reading.lower[subject.head] in _AUDIENCE_NOUNS or _relative(match)):
        return None
    rest = reading.lower[match.first : min(match.last + 3, sentence.last)]
    waits = {
        "few",
        "while",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "bit",
        "moment",
        "time",
        "good",
    }
    return None if not waits.isdisjoint(rest) else _spot(match, situation)


def may_have(match: Match, situation: Situation) -> Spot | None:
    """ "A certificate may have expired": an indefinite thing, or it and this, as the subject is a guess at a cause."""
    reading, sentence = match.reading, match.sentence
    done = match.last + 1
    while done < sentence.last and (is_adverb(reading.lower[done]) or reading.lower[done] == "been"):
        done += 1
    if done >= sentence.last or not (is_participle(reading.lower[done]) or reading.lower[match.last] == "be"):
        return None
    subject = subject_of(reading, sentence, match.first)
    if subject is None or _relative(match) or reading.lower[done] in _WISHED:
        return None
    head, opening = reading.lower[subject.head], reading.lower[subject.first]
    indefinite = opening in {"a", "an", "someone", "somebody", "something", "one"}
    if head in _AUDIENCE_NOUNS or not (
        indefinite or head in {"it", "this", "that", "cause", "attacker", "attackers"}
    ):
        return None
    return _spot(match, situation)


def must_be(match: Match, situation: Situation) -> Spot | None:
    """ "It must be the new kernel", "must have been a fuse": a deduction; "must be checked" is a rule."""
    reading, sentence = match.reading, match.sentence
    subject = subject_of(reading, sentence, match.first)
    heads = {
        "it",
        "this",
        "that",
        "there",
        "something",
        "cause",
        "reason",
        "culprit",
        "problem",
        "someone",
        "somebody",
    }
    if subject is None or not (reading.lower[subject.head] in heads or _got_lost(match)):
        return None
    return _spot(match, situation)


def _got_lost(match: Match) -> bool:
    """ "Must have got lost", "must have slipped through": what befell a thing, deduced."""
    after = match.reading.lower[match.last + 1 : match.last + 2]
    return match.reading.lower[match.last] == "have" and not _BEFELL.isdisjoint(after)


_BEFELL = frozenset(["got", "gotten", "gone", "slipped", "failed", "broken", "happened", "dropped"])


_SEEN = (["may"], ["might"], ["can"], ["will"])
"""Before "appear": what readers may see on their screens."""


def seeming(match: Match, situation: Situation) -> Spot | None:
    """ "Seems", "appears to": not what customers report or may see, what stands under a condition, or how it looked back then."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[sentence.first : match.first]
    if dependent_if(reading, sentence, match.first) or not _REPORTED.isdisjoint(before) or "when" in before:
        return None
    if before[-1:] in _SEEN:
        return None
    if reading.lower[match.anchor].endswith("ed") and situation.audience is Audience.POSTMORTEM:
        return None
    subject = subject_of(reading, sentence, match.first)
    if subject and reading.lower[subject.head] in {"something", "you"}:
        return None
    return _spot(match, situation)


def reasonless(match: Match, situation: Situation) -> Spot | None:
    """ "A potential problem": of what is going on; "to avoid potential problems" is about what may come."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[max(match.first - 6, sentence.first) : match.first]
    ahead = {
        "avoid", "prevent", "reduce", "any", "no", "future", "against", "identify", "detect", "minimise", "minimize",
        "mitigate", "marked", "for", "of", "all", "other", "every", "preventing", "avoiding", "reducing", "as", "catch",
    }  # fmt: skip
    return None if not ahead.isdisjoint(before) else _spot(match, situation)


_NORMS = frozenset([Kind.ACTION_ITEM, Kind.ROOT_CAUSE, Kind.WHY_ANSWER])


def hopeful(match: Match, situation: Situation) -> Spot | None:
    """ "Should be back now": good news without a look. In a post-mortem, "should be available" is a requirement."""
    reading, sentence = match.reading, match.sentence
    if situation.kind in _NORMS or dependent_if(reading, sentence, match.first):
        return None
    words = reading.lower[match.first : min(match.last + 6, sentence.last)]
    now = not {"now", "again", "already", "longer", "recovery", "end", "back", "by"}.isdisjoint(words)
    if (situation.audience is Audience.POSTMORTEM and not now) or _relative(match):
        return None
    return _spot(match, situation, Severity.WARN)


RULE = Rule(
    reason="Presents something unconfirmed as information: say what is known, and that the rest is being checked.",
    why=(
        "A guess is repeated as a fact and has to be taken back in public; each withdrawal costs more trust than a plain "
        '"the cause is not known yet". Hopeful good news sends people back into the error.'
    ),
    sources=(
        Source(
            "CDC: Crisis and Emergency Risk Communication, Be First, Be Right", "https://www.cdc.gov/cerc/"
        ),
        Source(
            "Atlassian: Incident communication best practices",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
    ),
    severity=Strictness(
        Severity.BLOCK, {Audience.ENGINEERING: Severity.WARN, Audience.POSTMORTEM: Severity.WARN}
    ),
    detectors=(
        Phrases(
            """
            probably
            presumably
            supposedly
            conceivably
            allegedly
            reportedly
            seemingly
            apparently
            perhaps
            maybe
            possibly
            hopefully
            almost certainly
            in all likelihood|probability
            """,
            guess,
        ),
        Phrases("likely", likely),
        Phrases(
            """
            think|thinks|thinking
            believe|believes|believing
            suspect|suspects|suspecting
            assume|assumes|assuming
            presume|presumes
            guess|guesses|guessing
            reckon|reckons
            suppose|supposes
            imagine|imagines
            gather|fear that
            have a hunch|suspicion|feeling|theory|inkling
            have reason|reasons|grounds to think|believe|suspect|assume
            """,
            belief,
        ),
        Phrases(
            """
            it is|'s believed|thought|suspected|assumed|presumed|rumoured|rumored|said|understood that?
            <be> ..1 believed|thought|suspected|assumed|presumed|rumoured|rumored|said|reported|supposed to ~be|~have|~come|~stem|~originate|~involve
            my|our|best|first|initial|early|educated|wild|informed guess|hunch|suspicion|assumption|conjecture|impression|bet|theory|instinct|belief
            guess|hunch|suspicion|theory|assumption|feeling|conjecture is|was that?
            gut feeling|feel|instinct
            my|our money is on
            working assumption|theory|hypothesis
            suspicion|suspicions ~fall|~rest on
            by the look|looks of it|things
            from what we|i ..1 see|hear|know|gather|tell
            as far as we|i ..1 tell|know|see|aware|judge
            so far as we|i ..1 tell|know|see
            to the best of our|my knowledge
            to our knowledge
            on the face of it
            at first glance|sight
            unless we are mistaken
            word is|has
            word on the street
            rumour|rumor|rumours|rumors has|have|say|says|is|are
            hearsay
            a little bird
            we|i ~hear that
            there are|is|'s ..1 sign|signs|indication|indications|hint|hints|suggestions|reason that|to|of
            signs|evidence|everything|indications|clues|symptoms|indicators ..1 ~point|~suggest|~hint|~indicate
            fingers ~point
            findings|analysis|data|logs|results|investigation|metrics|reports|tests ..1 ~suggest|~hint
            pretty|fairly|quite|reasonably|rather|relatively|nearly|virtually|99 sure|certain|confident
            chances|odds are
            i'd|we'd bet|say|guess|wager
            would|could not? be surprised if
            wouldn't be surprised
            there is|'s a|some|every ..1 chance|possibility|likelihood|probability|risk? that the|it|this|a|an|our|one
            it is|'s|seems ..1 possible|conceivable|plausible|probable|thinkable|imaginable that
            it may|might|could be that
            ^ who knows
            for some reason or other
            your guess
            anyone's guess
            has to be $
            have to be $
            got to be $
            we|i am|are|'m|'re convinced that
            no doubt that? the|a|an|it|our
            """,
            _spot,
        ),
        Phrases(
            """
            may|might|could|can well|also|just|simply|very|even|only|still|easily? well? be|have been? due|caused|related|linked|connected|down|because|triggered|tied|attributable|attributed|behind|rooted|traced|responsible
            may|might|could well|also|just|simply|even|still? be a|an|the|our|some|one ..2 <problem>
            may|might|could well|also|just|simply|even|still? be a|an|the|our|some|one|down ..2 cause|reason|culprit|source|trigger|origin|root|attack|fluke|coincidence|bottleneck|cable|fuse|disk|switch|server|cache|database|certificate|change|update|deploy|deployment|release|config|configuration|router|firewall|provider|network|upgrade|setting|storm|dns|table|kernel|driver
            """,
            may_be,
        ),
        Phrases(
            "may|might|could have\nmay|might|could well|also|possibly|easily have\nmay|might not have",
            may_have,
        ),
        Phrases(
            """
            must|has|have to? be the|a|an|our|some|one|something|due|because|down|related
            must|has|have to? have been
            must have
            can only be|have
            """,
            must_be,
        ),
        Phrases(
            """
            ~seem
            ~appear to be|have|work|affect|come|stem|originate|involve|lie|cause|point|result|function|recover|run|relate
            ~appear that
            ~appear as if|though
            ~appear normal|stable|fixed|resolved|restored|healthy|unaffected|likely|related
            looks|look|looking|looked as if|though
            looks|look|looking|looked to be|have
            looks|looked|looking like
            look like it|they|the
            looks fixed|resolved|restored|recovered|solved|related
            sounds|sound|sounded|smells|smell|smelled|feels like
            """,
            seeming,
        ),
        Phrases(
            """
            potential|possible|suspected|apparent|probable|presumed|supposed|alleged cause|causes|culprit|culprits|reason|reasons|source|origin|trigger|explanation|root
            potential|possible|suspected|apparent|probable|presumed ..1 issue|issues|problem|problems|outage|fault|attack|failure|disruption|degradation
            """,
            reasonless,
        ),
        Phrases(
            """
            should|ought to? now|already|soon|again|all|also|once? all? be|have now|all|fully|completely|mostly? back|working|fixed|resolved|restored|solved|ok|okay|fine|good|stable|normal|gone|operational|online|running|recovered|mitigated|healthy|over|functioning|repaired|complete|done|sorted|settled|cleared|available|visible|accessible|reachable|functional|usable|unaffected
            should now ..2 be|have|see|work|find|notice|get|receive|load|run|start|return|function|behave|open|reach
            should already|again be|have|see|work|load
            should no longer
            should not ..1 any|see longer|more|any
            should be|start|begin|already seeing|to|see recovery|improvement|improvements|improved|see|improving
            should see a? full|some|gradual|improved|improving|steady? recovery|improvement|improvements|performance|relief
            should work|recover|return|resume|function|load|stabilise|stabilize|clear|subside again|normally|now|fully|soon|fine|properly|automatically|shortly|to
            should be able to ..3 again|now|normally
            should be the end|it|all|that|everything
            should do|fix|solve|sort|cure the|it|this|that trick?
            should have ..1 recovered|cleared|subsided|returned|stabilised|stabilized|resumed|resolved
            hope|hopes|hoping that? this|it|that|the ..3 ~fix|~solve|~resolve|~cure|~help
            """,
            hopeful,
        ),
    ),
    flagged=(
        Example("You probably entered the wrong password.", Audience.CUSTOMER, quote="probably"),
        Example("Your parcel must have got lost on the way.", Audience.CUSTOMER, quote="must have"),
        Example("The delay is probably due to a full disk.", quote="probably"),
        Example("We suspect that a firewall rule was removed.", Audience.PARTNERS, quote="We suspect"),
        Example("A fuse may have blown in the north hall.", quote="may have"),
        Example("It looks like the carrier has cut a line.", Audience.SUPPORT, quote="looks like"),
        Example("There might be a problem at our telephone provider.", quote="might be"),
        Example("Rumour has it that a digger hit the cable.", Audience.LEADERSHIP, quote="Rumour"),
        Example(
            "must be the cache, it always is. It must be the cache.",
            Audience.ENGINEERING,
            quote="must be the cache.",
        ),
        Example("Search should be back to normal now.", quote="should be back"),
        Example("You should no longer see errors in the app.", quote="should no longer"),
        Example("Our best guess is a loose plug.", Audience.CUSTOMER, quote="best guess"),
        Example("The fault is believed to be in the router.", Audience.LEADERSHIP, quote="believed"),
        Example("Logins appear to be stable again.", quote="appear to be"),
    ),
    fine=(
        Example("Please avoid 'it seems' and 'we think' on the phone.", Audience.SUPPORT),
        Example("Suspect the new index; testing on a replica now.", Audience.ENGINEERING),
        Example("We have not confirmed the cause. Known so far: card payments fail since 10:02 UTC."),
        Example("The cause is confirmed: a certificate had expired."),
        Example("Hypothesis: the pool might be due to leak. Testing on one pod.", Audience.ENGINEERING),
        Example("You may see an error when you upload a file."),
        Example("Some users may have received the message twice."),
        Example("The payment appears twice on your statement.", Audience.CUSTOMER),
        Example("The run has ended but may appear to be waiting on your screen."),
        Example("Please answer this message if the page seems slow.", Audience.CUSTOMER),
        Example('Customers report that "the map seems frozen".'),
        Example("It is possible to travel without the app."),
        Example("The loss is likely to be covered by the insurer.", Audience.LEADERSHIP),
        Example("Each region should be available on its own.", Audience.POSTMORTEM, Kind.ACTION_ITEM),
        Example("Transactions marked as suspected fraud wait for a review."),
        Example("To avoid possible problems, please save your work first."),
        Example("It may be a few minutes before the list is complete."),
        Example("Please think of your own safety first."),
    ),
)
