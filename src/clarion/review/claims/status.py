"""The state that a text announces (looked into, found, watched, over), against the state of the record."""

from enum import IntEnum

from clarion.review.claim import ClaimRule, GroundingExample
from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Verdict
from clarion.review.grounding.withdrawn import stated_only
from clarion.review.phrases import Match
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.classes import NEGATIONS
from clarion.review.reading.grammar import clause_start
from clarion.review.record import Record


class Stage(IntEnum):
    INVESTIGATING = 0
    IDENTIFIED = 1
    MONITORING = 2
    RESOLVED = 3


_STAGES = {stage.name.lower(): stage for stage in Stage}
_AHEAD = frozenset(
    """
    will won't we'll when once until till unless if before whether should would could may might shall going to expect aim plan
    hope as soon being be not yet trying try working work next towards toward
    """.split()
)
_OTHER_INCIDENT = frozenset("similar previous earlier last older unrelated separate another other".split())
_OTHER_THINGS = frozenset(
    """
    complaint complaints dispute disputes request requests query queries ticket tickets refunds questions shop branch branches
    office offices road station stores shops counter they you your
    """.split()
)


def _told(stage: Stage, *, allowed: frozenset[Stage]) -> "_Judge":
    return _Judge(stage, allowed)


class _Judge:
    """Judges phrases that announce one stage; `allowed` are the recorded stages that it does not contradict."""

    __slots__ = ("allowed", "stage")

    def __init__(self, stage: Stage, allowed: frozenset[Stage]) -> None:
        self.stage = stage
        self.allowed = allowed

    def __call__(self, match: Match, situation: Situation) -> Spot | None:
        recorded = situation.record.status if situation.record else None
        known = _STAGES.get(recorded or "")
        if known in self.allowed or (recorded is not None and known is None):
            return None
        if _not_now(match) or _of_something_else(match, situation):
            return None
        if recorded is None:
            return Spot(match.start, match.end, verdict=Verdict.UNSUPPORTED)
        return Spot(match.start, match.end, recorded=recorded)


def _not_now(match: Match) -> bool:
    """ "Will be resolved", "once it is fixed", "not yet identified", "is being repaired"."""
    reading, sentence = match.reading, match.sentence
    if reading.lower[match.first] == "being":
        return True
    first = max(clause_start(reading, sentence, match.anchor), match.first - 7)
    leading = reading.lower[max(first - 1, sentence.first) : match.first]
    inside = reading.lower[match.first : match.last + 1]
    return not _AHEAD.isdisjoint(leading) or _denied(reading, sentence, match, inside)


def _denied(reading: Reading, sentence: Sentence, match: Match, inside: list[str]) -> bool:
    before = reading.lower[max(match.first - 3, sentence.first) : match.first]
    after = reading.lower[match.last + 1 : min(match.last + 3, sentence.last)]
    denied = (
        not NEGATIONS.isdisjoint(before)
        or "yet" in after
        or not {"not", "never", "yet", "be"}.isdisjoint(inside)
    )
    return denied and NO_FIX.isdisjoint(inside)


NO_FIX = frozenset(["no"])


_IMPROVEMENTS = frozenset(
    "methods ways how improvements options measures possibilities means prevent".split()
)


def _of_something_else(match: Match, situation: Situation) -> bool:
    """Another incident, a complaint, a branch that is closed."""
    reading, sentence = match.reading, match.sentence
    around = reading.lower[max(match.first - 5, sentence.first) : match.last + 1]
    if not _IMPROVEMENTS.isdisjoint(reading.lower[match.last + 1 : min(match.last + 4, sentence.last)]):
        return True
    services = situation.record.services if situation.record else ()
    others = _OTHER_THINGS.intersection(around).difference(" ".join(services).lower().split())
    return not _OTHER_INCIDENT.isdisjoint(around) or bool(others)


def looking_for_the_cause(match: Match, situation: Situation) -> Spot | None:
    """ "We are looking into the cause": the state before it is found. After the end, many go on looking: then it is no claim."""
    record = situation.record
    if record and record.status == "resolved" and not record.cause.confirmed:
        return None
    return _told(Stage.INVESTIGATING, allowed=frozenset([Stage.INVESTIGATING]))(match, situation)


def recovered(match: Match, situation: Situation) -> Spot | None:
    """ "Works again": good news that a state before the repair does not bear."""
    reading, sentence = match.reading, match.sentence
    around = reading.lower[max(match.first - 6, sentence.first) : match.last + 1]
    if not {"you", "partly", "partially", "some", "most", "gradually", "slowly", "please"}.isdisjoint(around):
        return None
    return _told(Stage.MONITORING, allowed=_REPAIRED)(match, situation)


_BEFORE_REPAIR = frozenset([Stage.INVESTIGATING, Stage.IDENTIFIED])
_FOUND = frozenset([Stage.IDENTIFIED, Stage.MONITORING, Stage.RESOLVED])
_REPAIRED = frozenset([Stage.MONITORING, Stage.RESOLVED])
_TROUBLE_NOUNS = (
    "incident|outage|disruption|problem|issue|fault|interruption|error|matter|case|situation|failure|bug"
)

CLAIM = ClaimRule(
    checks=(
        "The announced state, against the state of the record: looked into, found, repaired and watched, or over. To go on watching "
        "after the end agrees with resolved; before a repair it is contradicted, as readers take it that a repair is in place."
    ),
    detectors=(
        Phrases(
            f"""
            we are|'re still|currently|actively|now? investigating|analysing|analyzing|examining
            we're|i'm still|currently|actively|now? investigating|analysing|analyzing|examining
            ~investigate the|this|an|these|reports {_TROUBLE_NOUNS}|of
            investigation is|remains under way|underway|ongoing|running|continuing
            investigation is in progress
            <be> still? under investigation
            <be> being investigated
            status investigating
            ~begin|~start to? investigate|investigating
            ~look|~search for what made|caused|broke|led|happened|stops|stopped
            we|still ~continue to? investigate|investigating|analyse|analysing|analyze|analyzing
            investigation has|have just? begun|started
            cause|causes <be> being investigated|examined
            we are|'re|continue|keep still|currently|now|to? looking|look into the|this|it {_TROUBLE_NOUNS}|reports
            we're still|currently|now? looking into the|this|it {_TROUBLE_NOUNS}
            """,
            stated_only(_told(Stage.INVESTIGATING, allowed=frozenset([Stage.INVESTIGATING]))),
        ),
        Phrases(
            """
            ~look|~looking for|into the? root? cause|reason|source|origin
            ~search|~searching|~hunt for the? root? cause|reason|source|origin
            ~investigate|~analyse|~analyze|~examine|~trace the root? cause|reason|source|origin
            ~try|~work to find|identify|determine|establish|locate|understand the|what|why root? cause|reason|source|went|this|it
            """,
            stated_only(looking_for_the_cause),
        ),
        Phrases(
            """
            have|has|with no fix|solution|repair|remedy|correction yet|available|so|for
            there is no fix|solution|repair|remedy|correction yet|so|for|available
            no fix|solution|repair|remedy|correction is|has yet|available|been|in
            """,
            stated_only(_told(Stage.INVESTIGATING, allowed=_BEFORE_REPAIR)),
        ),
        Phrases(
            """
            the? root? cause|fault|error|problem|source|issue|reason|bug|origin has|have|was|is been? now? identified|found|located|isolated|determined|pinpointed
            we have|'ve now|since? ~identify|~find|~locate|~determine|~isolate|~pinpoint the|a|what root? cause|fault|error|problem|source|issue|reason|bug|causes|caused
            we've now? ~identify|~find|~locate|~determine|~isolate|~pinpoint the|a|what root? cause|fault|error|problem|source|issue|reason|bug|causes|caused
            we identified|located|isolated|pinpointed|found the|a root? cause|fault|error|problem|source|issue|reason|bug
            status identified
            """,
            stated_only(_told(Stage.IDENTIFIED, allowed=_FOUND)),
        ),
        Phrases(
            """
            keep|keeping a|an close|watchful? eye|watch on
            we are|'re|have|will now|still|closely|currently? monitoring|watching|observing the|it|this|closely|results|recovery|situation|service|services|all|now
            we're now|still|closely|currently? monitoring|watching|observing
            we|and|are|we're ~continue|~keep to? monitor|monitoring|watch|watching|observe|observing the|it|closely results|recovery|fix|repair|service|services
            we|and|are|we're ~continue|~keep to? monitor|monitoring|watch|watching|observe|observing closely? $
            monitoring is|remains|has under|in|started|begun|active
            <be> now|being|closely monitored|watched|observed
            under observation
            fix|correction|patch|repair|solution|remedy is|has|was been? now? in|implemented|deployed|applied|live|released|rolled|installed place|out?
            we have|'ve now? ~deploy|~apply|~implement|~release|~install a|the fix|correction|patch|repair|solution|remedy
            we've now? deployed|applied|implemented|released|installed|shipped a|the fix|correction|patch|repair|solution|remedy
            ~roll out a|the fix|correction|patch|repair|solution|remedy
            fix|correction|patch|repair|solution|remedy <be> out
            we deployed|applied|implemented|released|installed|shipped a|the fix|correction|patch|repair|solution|remedy
            status monitoring
            """,
            stated_only(_told(Stage.MONITORING, allowed=_REPAIRED)),
        ),
        Phrases(
            """
            ~work|~run|~operate|~function|~load|~open|~start|~finish again
            <be> working|running|available|reachable|up|online|possible|operational|back again|online|up
            <be>|has|have been? restored|recovered|repaired
            has|have returned|gone back? to normal|service
            back to normal
            back online
            <be> back since|after
            <be> back $
            can .. again
            """,
            stated_only(recovered),
        ),
        Phrases(
            f"""
            {_TROUBLE_NOUNS} is|was|has|have now|been|since|fully|completely|finally? now|been|fully? resolved|solved|closed|fixed|over|ended|cleared|rectified|remedied|concluded|finished
            {_TROUBLE_NOUNS} are|were now|all|fully? resolved|solved|closed|fixed|over|ended
            {_TROUBLE_NOUNS} stands? as? resolved|closed|solved
            <be> now|fully|completely|finally resolved|solved|fixed|over
            <be> resolved|over
            it is|was|has|'s been? now? fixed|solved|closed|repaired
            it's been|now? fixed|solved|closed|repaired|resolved|over
            this is|was|has been? now? fixed|solved|closed|repaired
            we have|'ve now|fully|completely|since? resolved|solved|fixed|closed|ended
            we've now|fully|completely|since? resolved|solved|fixed|closed|ended
            we resolved|solved|closed the|this {_TROUBLE_NOUNS}
            end of the|this {_TROUBLE_NOUNS}
            all clear
            we consider|declare|regard|mark|call .. resolved|closed|over|solved
            resolved|solved|closed|fixed ^
            ^ resolved
            status resolved
            <be>|has back|returned to normal
            fully|completely restored|recovered|operational|functional|repaired
            this|the matter|case|chapter|incident is|was|has been? closed|concluded
            fix|correction|repair .. worked|succeeded|successful
            """.replace("            resolved|solved|closed|fixed ^\n", ""),
            stated_only(_told(Stage.RESOLVED, allowed=frozenset([Stage.RESOLVED]))),
        ),
        Phrases(
            f"""
            {_TROUBLE_NOUNS} is|remains|stays still? open|ongoing|unresolved|unsolved|active
            {_TROUBLE_NOUNS} is|has not yet? been? fully? over|resolved|solved|fixed|closed
            {_TROUBLE_NOUNS} persists|continues
            a? fix|solution|repair|correction|remedy|patch is|are still|now|currently|being? prepared|tested|developed|built|written|worked
            a? fix|solution|repair|correction|remedy|patch is still|now|currently? being prepared|tested|developed|built|written|worked
            we are|'re still|currently? working on|towards a|the fix|solution|repair|resolution|remedy
            we're still|currently? working on|towards a|the fix|solution|repair|resolution|remedy
            still|remains|remain|stays unavailable|down|offline|unreachable|broken|failing|disrupted|degraded|inaccessible
            still cannot|can't|fails|fail|unable
            outage|incident|disruption goes on
            <be> still|now|currently? being repaired|fixed|restored|mended
            no end in sight
            """,
            stated_only(_told(Stage.IDENTIFIED, allowed=_BEFORE_REPAIR | {Stage.MONITORING})),
        ),
    ),
    faulty=(
        GroundingExample(
            "The Spare Parts Shop is still being repaired.",
            Record(status="resolved", services=("Spare Parts Shop",)),
            "still being repaired",
        ),
        GroundingExample(
            "We search for what broke the lift.", Record(status="identified"), "search for what broke"
        ),
        GroundingExample("We are still investigating.", Record(status="resolved"), "investigating"),
        GroundingExample("The incident is closed.", Record(status="monitoring"), "incident is closed"),
        GroundingExample("The problem has been fully resolved.", Record(status="identified"), "resolved"),
        GroundingExample("A fix has been deployed.", Record(status="investigating"), "fix has been deployed"),
        GroundingExample("We are now monitoring the results.", Record(status="identified"), "monitoring"),
        GroundingExample("We have no fix yet.", Record(status="monitoring"), "no fix"),
        GroundingExample("We continue to monitor.", Record(status="investigating"), "continue to monitor"),
        GroundingExample(
            "We keep monitoring the recovery.", Record(status="identified"), "keep monitoring the recovery"
        ),
        GroundingExample(
            "We are looking for the cause.", Record(status="identified"), "looking for the cause"
        ),
        GroundingExample(
            "We have identified the cause.", Record(status="investigating"), "identified the cause"
        ),
        GroundingExample("Check-in works again.", Record(status="identified"), "works again"),
        GroundingExample("Check-in is still unavailable.", Record(status="resolved"), "still unavailable"),
        GroundingExample("The outage is ongoing.", Record(status="resolved"), "outage is ongoing"),
        GroundingExample("The lift is still being mended.", Record(status="resolved"), "still being mended"),
        GroundingExample("Check-in and the kiosks are back.", Record(status="investigating"), "are back"),
        GroundingExample(
            "We continue to investigate.", Record(status="identified"), "continue to investigate"
        ),
    ),
    agreeing=(
        GroundingExample("We are investigating.", Record(status="investigating")),
        GroundingExample("The incident will be closed tomorrow.", Record(status="monitoring")),
        GroundingExample("Once it is resolved we will write again.", Record(status="identified")),
        GroundingExample("The problem is not yet resolved.", Record(status="identified")),
        GroundingExample("A similar incident was resolved last year.", Record(status="investigating")),
        GroundingExample("We have identified the cause and a fix is in place.", Record(status="monitoring")),
        GroundingExample("We continue to watch after the repair.", Record(status="resolved")),
        GroundingExample(
            "Resolved. We continue to monitor the network overnight.", Record(status="resolved")
        ),
        GroundingExample("We continue to monitor.", Record(status="resolved")),
        GroundingExample("We continue to monitor.", Record(status="monitoring")),
        GroundingExample(
            "We continue to monitor the error rate while we investigate.", Record(status="investigating")
        ),
        GroundingExample("The branch is closed.", Record(status="investigating")),
        GroundingExample("Once the kiosks are back, we will write again.", Record(status="identified")),
        GroundingExample("Check-in had to be mended.", Record(status="resolved")),
        GroundingExample("The lift is being repaired.", Record(status="identified")),
        GroundingExample("The problem is being resolved.", Record(status="identified")),
        GroundingExample("A fix is in place, and we're monitoring it.", Record(status="resolved")),
    ),
)

__all__ = ["CLAIM"]
