"""The stage of the work is said: investigating, identified, repair under way, monitoring, still open, resolved."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.classes import NEGATIONS
from clarion.review.reading.grammar import clause_start, dependent_if, subject_of
from clarion.review.reading.repairs import GERUNDS, PAST, in_progress
from clarion.review.rule import Example, Source

_NOT_OURS = frozenset("you your customers callers they he she caller".split())


def stage(match: Match, _: Situation) -> Spot | None:
    """A stage as it is now: not one that may come ("will be resolved"), and not one under a condition."""
    reading, sentence = match.reading, match.sentence
    if dependent_if(reading, sentence, match.anchor) or _yet_to_come(match):
        return None
    return Spot(match.start, match.end)


_LATER = frozenset("will when until once we'll it'll should would could may might can't".split())


def _yet_to_come(match: Match) -> bool:
    """ "When it is resolved", "will be resolved": a word of the future or of a condition leads up to it."""
    first = clause_start(match.reading, match.sentence, match.first)
    leading = match.reading.lower[max(first - 1, match.sentence.first) : match.first]
    return not _LATER.isdisjoint(leading[-6:]) or "to" in leading[-2:]


def lasting(match: Match, situation: Situation) -> Spot | None:
    """What still goes on: "was degraded" is history, and so is a repair in a report on the end."""
    before = match.reading.lower[max(match.first - 1, match.sentence.first) : match.first + 1]
    return None if {"was", "were", "been"} & set(before) else stage(match, situation)


def going_on(match: Match, situation: Situation) -> Spot | None:
    return None if situation.kind is Kind.RESOLUTION else stage(match, situation)


def found_out(match: Match, situation: Situation) -> Spot | None:
    """A cause that was found is a stage while the incident lasts; at its end it is history."""
    return None if situation.kind is Kind.RESOLUTION else stage(match, situation)


def repairing(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """ "We are moving the mailboxes", "a second filter is being installed": a repair that goes on now."""
    if situation.kind is Kind.RESOLUTION:
        return
    for word in reading.where(_GOING_ON):
        sentence = reading.sentence_at(reading.starts[word])
        if sentence is None:
            continue
        if reading.lower[word] == "being":
            if reading.lower[word + 1 : word + 2] and reading.lower[word + 1] in PAST:
                yield Spot(reading.starts[word], reading.ends[word + 1])
        elif word > sentence.first:
            found = in_progress(reading, sentence, word)
            if found and found[0] < found[1] and not dependent_if(reading, sentence, word):
                yield Spot(reading.starts[found[0]], reading.ends[found[1]])


_GOING_ON = (GERUNDS | {"being"}) - {"sending", "asking", "calling", "writing", "giving"}


def labelled(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Status: monitoring", "Current state: fix in test": what follows the label is a stage."""
    for sentence in reading.sentences:
        colon = reading.text.find(":", sentence.start, min(sentence.start + 30, sentence.end))
        if colon < 0 or reading.word_at(colon) >= sentence.last:
            continue
        if not _LABELS.isdisjoint(reading.lower[sentence.first : reading.word_at(colon)]):
            yield Spot(sentence.start, sentence.end)


_LABELS = frozenset(["status", "state", "stage", "phase"])


_AGAIN = frozenset(["again"])


def works_again(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Payments are flowing again": something, not we or you, does again what it should."""
    for word in reading.where(_AGAIN):
        if word == 0:
            continue
        sentence = reading.sentence_at(reading.starts[word])
        if sentence is None:
            continue
        first = max(clause_start(reading, sentence, word, over_comma=True), word - 12)
        if _NOT_AGAIN.isdisjoint(reading.lower[first:word]) and not dependent_if(reading, sentence, word):
            yield Spot(reading.starts[word - 1], reading.ends[word])


_NOT_AGAIN = frozenset(
    """
    we i you please not don't do cannot can't never will once until when update report write post sorry try order send call us
    fail fails failed down keep keeps asking retry start restart wrong lost happen happening if be to apologise tested checked
    """.split()
)


def restored(match: Match, situation: Situation) -> Spot | None:
    """ "Works again": the stage of the service, unless it is denied ("does not work again until")."""
    reading, sentence = match.reading, match.sentence
    window = reading.lower[max(match.first - 3, sentence.first) : match.last + 1]
    if "you" in window:
        return None  # "you can order again" tells what to do
    return None if not NEGATIONS.isdisjoint(window) else stage(match, situation)


def investigating(match: Match, situation: Situation) -> Spot | None:
    """Our side investigates; a customer who checks a setting does not."""
    subject = subject_of(match.reading, match.sentence, match.anchor)
    if subject and match.reading.lower[subject.head] in _NOT_OURS:
        return None
    return stage(match, situation)


ELEMENT = ElementRule(
    asks="Say where the work stands: investigating, cause found, repair under way, watching, or resolved.",
    why="The stage tells the reader whether to wait, to work around or to go on; without it every message reads like the first.",
    sources=(
        Source(
            "Atlassian Incident Management Handbook: Incident communication",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
        Source(
            "Statuspage: incident statuses",
            "https://support.atlassian.com/statuspage/docs/incident-statuses/",
        ),
    ),
    detectors=(
        Phrases(
            """
            we are|'re currently? investigating|analysing|analyzing|examining
            we're currently? investigating|analysing|analyzing|examining
            investigating
            <be> .. under|being investigation|investigated|analysis|analysed|analyzed
            are|is|am looking into
            are|is|am|we're|i'm looking into
            investigation <be> under way|underway|ongoing
            investigation continues|goes|ongoing
            ~continue|~keep to? investigate|investigating
            ~search for the cause
            searching for the cause
            ~look for the|a root? cause|reason|fault|source|error
            ~start|~begin to investigate|look|search|analyse
            started|begun|began investigating|analysing
            ~start|~begin ..2 investigation|analysis
            investigation|analysis|search ..6 under way
            investigation ..6 goes on
            investigation ..6 continues|ongoing|underway
            under investigation|examination|analysis
            investigations|investigation|analysis .. continuing|continue|continues|goes|go|going|running|ongoing|under
            team|teams|engineers|colleagues|technicians|specialists|experts|developers ..1 analyses|analyse|analyzes|analyze|investigates|investigate|examines|examine|checks|check the|this|it|what|why
            being looked into
            looked into
            incident opened|declared
            acknowledged|acked
            exploring
            """,
            investigating,
        ),
        Phrases(
            """
            ~identify|~find|~locate|~determine|~isolate the|a|an root? cause|fault|error|problem|source|issue|reason|bug
            the? cause|fault|error|problem|source|issue|bug has|have|was|is been? identified|found|located|known|isolated
            identified
            cause <be> known|clear|confirmed
            ~trace to|back
            ~find|~know|~understand|~see ..1 what|why|where
            narrowed down
            pinpointed
            know|knows the cause|reason
            diagnosed
            root? cause found|identified|known|located
            aware of the root? cause
            """,
            found_out,
        ),
        Phrases(
            """
            repair|fix|restore|restoration|recovery|rollback|work <be>? under way|underway|ongoing|running|progressing|continuing
            repair|fix|restoration|recovery|work .. goes on
            repair|fix|restoration|recovery|work .. continues
            work .. in progress
            in progress
            mitigating
            repair|recovery|restoration|rollback|work .. <have> started|begun
            still working
            troubleshooting|repairs|works|efforts|restoration ~continue|are|is|under|ongoing|goes|go
            investigation|investigations|repair|repairs|work|works has|have begun|started
            mitigation|workaround|fix|measure|measures ..2 in|is|are place|applied|deployed
            repair|rollback|rebuild|restore|copy|failover|restart is|are running|progressing
            repair|rollback|rebuild|restore|copy|failover|restart|rollout|migration|import|replay is|are ..3 done|through|complete $
            repair|fix|rollback|recovery|restart running|ongoing|started
            <be>|still under repair
            work|works at|on|in ..4 goes|continues|under|progress|progressing
            fix <be> out|ready|prepared|in|under|being|available
            have|has the|a fix ready
            process of fixing|restoring|repairing|rolling|deploying|applying|mitigating
            ~continue|continuing to? work|working|apply|applying|deploy|deploying|mitigate|mitigating|roll|repair|restore
            working on|to|with|towards a|an|the|mitigation|mitigating|mitigate|restore|fix|resolve|recover|rolling|getting
            ~deploy|~apply|~implement a|the? mitigation|mitigations|fix|fixes|change
            getting|~become better
            fully|completely usable|working|available|back
            on the case
            improving|improved|improvement|improvements
            seeing|see signs|full|improvement|improvements|recovery|gradual|limited|significant
            engaged on
            <be> being|gradually repaired|restored|replaced|fixed|rolled|recovering
            <be> rolling out
            ~implement|~deploy|~roll a fix
            fix|correction|patch <be>|has .. rolled|deployed|applied|implemented|place|live
            """,
            going_on,
        ),
        Phrases(
            """
            <be>|'re|we're|continue|continues|continuing|actively|keep|still|closely|now monitoring
            ~continue|~keep to? ..1 monitor
            ^ monitoring
            status|state|phase of? monitoring
            identified|mitigated|deployed|fixed|place|resolved monitoring
            being|actively|closely monitored|watched
            we are|'re|continue watching|observing|monitoring
            we're watching|observing
            ~watch the|its results|recovery|effect|system|situation
            under observation
            ~keep .. eye on
            keeping|keep watch
            watching|observing closely|how|whether|if
            """,
            stage,
        ),
        Phrases(
            """
            <be> still? open|ongoing|unavailable|down|unsolved|unresolved|degraded|disrupted
            still open|ongoing|unavailable|down|unresolved|offline|in|out|without
            not in order
            not ..2 removed|repaired|resolved|fixed|solved|over|restored|mitigated|closed yet?
            not ..1 over|resolved|solved|closed
            nothing has changed|new
            ~persist
            situation|state|status|picture ..2 unchanged|changed
            not changed
            unchanged
            as before
            experiencing
            remains|remain|stays|kept|keep|hold|holding|leave .. open
            incident|case|issue|problem|outage|ticket|fault .. open
            sev|severity|sev1|sev2|sev3|sev4|p1|p2|p3|p4 ..3 open|closed
            nothing has changed
            no news|change since|yet
            ~see|seeing|observe|observing signs|recovery|improvement|improvements
            resolving this|the incident|issue
            ~continue|~continuing ..2 work|effort|efforts
            <be>|not not? fixed|resolved|solved|closed|over yet
            incident|outage|disruption|problem|case <be> open|ongoing|active
            ongoing incident|outage|problem|disruption|issue|issues
            open|active|ongoing incident
            still missing|failing|broken|affected|wrong|late|delayed
            remains|stays|continues .. unavailable|down|closed|open|degraded
            """,
            lasting,
        ),
        Phrases(
            """
            resolved
            solved
            repaired
            restored
            <be>|has|have .. fixed|corrected|closed|over
            we've .. fixed|corrected|closed|solved
            we have .. fixed|corrected|closed|solved
            end of the incident|outage|disruption
            back to normal|online
            <be> back
            all clear
            return|returned|returns|returning to normal|service|operation|full|schedule|its|their
            has|have|is|was|been sorted|settled|cleared|lifted|remedied|cured|rectified|eliminated
            up and running
            normal service|operation|operations ..2 resumed|restored
            has|have resumed
            on schedule
            have|has stabilised|stabilized|normalised|normalized
            consider .. resolved|closed|over
            ~work|~run|~operate|~function normally|fully|correctly|again
            ~work|~run|~operate|~load|~open|~arrive|~appear as|again
            can .. again
            available|possible|reachable|usable|shown|up|complete again
            normal operation|operations|service
            mitigated
            recovered
            full|complete|declaring recovery
            fully|now operational|functional|available|recovered
            <be> functional|operational|healthy|stable|green|finished|right|well
            all is well|right
            completed without|successfully
            <be>|<have>|been|successfully completed
            went well
            incident|outage|disruption|problem|all|everything over|closed|done|solved|finished
            all|every|everything ..6 was|were|have been? delivered|sent|processed|imported|caught|restored|released
            closing|close this|the|now|it|thread
            delivers|plays|loads|works|opens|runs|arrives|sends|charges|prints .. again
            back since|up|online|in|to|on
            <be>|been reachable|available|usable|accessible|open since
            back
            finished
            in order again
            """,
            restored,
        ),
        Scan(repairing, _GOING_ON),
        Scan(labelled, _LABELS),
        Scan(works_again, _AGAIN),
        Phrases(
            "^ investigating|identified|monitoring|resolved|fixed|closed|solved|ongoing|recovered|mitigated|restored\nstatus|state resolved|open|ongoing|investigating|identified|monitoring|mitigating|closed|under"
        ),
    ),
    present=(
        Example("The rollback is 60% done."),
        Example("Our team analyses the situation."),
        Example("All delayed e-mail was delivered by 08:25 UTC.", kind=Kind.RESOLUTION),
        Example("Your domain has been reachable since 09:12 EET.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
        Example("We are testing a repair on two hotels."),
        Example("Glacier Mail is not in order yet."),
        Example("All services have fully recovered."),
        Example("We are investigating failed sign-ins on Atlas Mail."),
        Example("The fault has been identified in our address book."),
        Example("Repair is under way: two of five disks are exchanged."),
        Example("Orders can be placed again since 11:20 UTC.", Audience.PUBLIC, Kind.RESOLUTION),
        Example("A fix is in place and we are monitoring the results."),
        Example("The incident is still open.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
    ),
    absent=(
        Example("Customers cannot open their invoices."),
        Example("We restarted the second node at 10:02 UTC."),
        Example("We will tell you when the incident is resolved."),
        Example("If the page works again, please reload it.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
    ),
)
