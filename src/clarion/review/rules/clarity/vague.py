"""Words where content is expected: "some issues", "working on it", "soon", "more to follow".

Most are fine with the content beside them: "shortly, at 15:30 UTC", "working on it with two teams: ...", "issues with card
payments". So every phrase here has a judge that looks for a time or for what comes after.
"""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading, Sentence
from clarion.review.reading.durations import Duration
from clarion.review.reading.grammar import breaks_before, clause_span
from clarion.review.reading.times import ClockTime, Date
from clarion.review.rule import Example, Rule, Source, Strictness

_NOT_AHEAD = frozenset(["since", "from", "between", "until", "till", "was", "were", "after"])
_PART_OF_TIME = frozenset(
    """
    morning afternoon evening night week weeks weekend month quarter year spring summer autumn winter
    """.split()
)
_FILLING = frozenset(
    ["by", "with", "through", "using", "via", "including", "such", "namely", "like", "where"]
)
_AFTER_SOON = frozenset(["after", "before", "thereafter", "afterwards", "following", "as", "enough"])
_CHATTER = 10
"""A message to engineers of more words than this has said something beside "on it"."""

_SAY_WHEN = "Promises news or an end without a time: say when, with the zone, or how often."
_SAY_WHAT = "Says that work goes on, not which: name the step that is being taken."
_SAY_WHICH = "Does not say what is affected: name it, and what no longer works."
_SAY_CHANGE = "Announces improvement without saying which: name what changes, or leave it out."


def _timed(reading: Reading, sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether the words first..last (inclusive) name a time that is not only the beginning of the trouble."""
    start, end = reading.starts[first], reading.ends[last]
    times: list[ClockTime | Date | Duration] = [*reading.times, *reading.dates, *reading.durations]
    for each in times:
        if start <= each.start < end:
            word = reading.word_at(each.start)
            if _NOT_AHEAD.isdisjoint(reading.lower[max(word - 2, sentence.first) : word]):
                return True
    words = reading.lower[first : last + 1]
    return any(
        words[place] in _PART_OF_TIME and words[place - 1] in {"this", "next", "the", "tomorrow", "coming"}
        for place in range(1, len(words))
        if words[place - 2] not in {"from", "of", "since"}
    )


def _timed_beside(match: Match) -> bool:
    """A time in the same stretch between commas, or in the next one: "shortly, at 15:30", "by Friday, as soon as"."""
    reading, sentence = match.reading, match.sentence
    first, last = clause_span(reading, sentence, match.anchor)
    if first > sentence.first and reading.lower[first] not in _NEW_THOUGHT:
        first, _ = clause_span(reading, sentence, first - 1)
    if last + 1 < sentence.last and reading.lower[last + 1] not in _NEW_THOUGHT:
        _, last = clause_span(reading, sentence, last + 1)
    return _timed(reading, sentence, first, last)


_NEW_THOUGHT = frozenset(["but", "and", "so", "while", "although", "because", "however", "we"])


def _next(match: Match) -> str:
    return match.reading.lower[match.last + 1] if match.last + 1 < match.sentence.last else ""


def _explained(match: Match) -> bool:
    """A colon, or "by", "with", "through" after the match brings the content."""
    if match.last + 1 >= match.sentence.last:
        return match.reading.text[match.end : match.end + 2].lstrip("*_\"'”").startswith(":")
    return ":" in match.reading.gap(match.last + 1) or _next(match) in _FILLING


def no_time(match: Match, _: Situation) -> Spot | None:
    """A promise of news without a time, here or in the sentence after."""
    reading, sentence = match.reading, match.sentence
    if _timed_beside(match) or _to_the_reader(match):
        return None
    if sentence.index + 1 < len(reading.sentences):
        after = reading.sentences[sentence.index + 1]
        if after.first < after.last and _timed(reading, after, after.first, after.last - 1):
            return None
    return Spot(match.start, match.end, _SAY_WHEN)


def sometime(match: Match, _: Situation) -> Spot | None:
    """ "Soon", "as soon as possible": vague unless a time stands beside it, or the reader is asked to do something."""
    reading = match.reading
    if _next(match) in _AFTER_SOON or _timed_beside(match) or _to_the_reader(match):
        return None
    named = match.first != match.sentence.first and reading.capitalised(match.anchor)
    before = reading.lower[match.first - 1] if match.first > match.sentence.first else ""
    if named or before in {"as", "too", "so", "how"} or _happened(match):
        return None
    return Spot(match.start, match.end, _SAY_WHEN)


def _happened(match: Match) -> bool:
    """ "The line was soon restored" tells what was."""
    near = match.reading.lower[max(match.first - 2, match.sentence.first) : match.last + 2]
    return not {"was", "were", "had"}.isdisjoint(near)


def _to_the_reader(match: Match) -> bool:
    """ "Please save your work as soon as possible" asks, and promises nothing."""
    before = match.reading.lower[max(match.first - 12, match.sentence.first) : match.first]
    return "please" in before


def later(match: Match, _: Situation) -> Spot | None:
    """ "Please check back later": the reader is asked, and not told when."""
    return None if _timed_beside(match) else Spot(match.start, match.end, _SAY_WHEN)


def no_step(match: Match, situation: Situation) -> Spot | None:
    """Work without content, unless the sentence goes on to say what is done."""
    if _explained(match) or _asked_for_it(match) or _is_a_name(match):
        return None
    if situation.audience is Audience.ENGINEERING and len(match.reading.lower) > _CHATTER:
        return None
    if match.reading.lower[match.last] in {"this", "that", "these"} and not _ends(match):
        return None
    return Spot(match.start, match.end, _SAY_WHAT)


def _is_a_name(match: Match) -> bool:
    """ "We see that Actions take longer": a product that is called so."""
    inside = match.first != match.sentence.first and match.reading.gap(match.first) == " "
    return inside and match.reading.capitalised(match.first)


def _ends(match: Match) -> bool:
    """Tell whether the stretch ends with the match: "looking into this", not "looking into this display"."""
    following = match.last + 1
    return (
        following >= match.sentence.last
        or breaks_before(match.reading, following)
        or match.reading.lower[following]
        in {"and", "now", "right", "but", "at", "as", "for", "urgently", "currently"}
    )


def _asked_for_it(match: Match) -> bool:
    """ "While you are working on it", "nobody is working on it": not the writer's report."""
    reading = match.reading
    before = set(reading.lower[max(match.first - 3, match.sentence.first) : match.first])
    return not before.isdisjoint({"you", "you're", "nobody", "not", "if", "while", "when"})


def nothing_named(match: Match, _: Situation) -> Spot | None:
    """Trouble without a thing: "some issues" where nothing after it says which."""
    if _explained(match) or _next(match) in _SPECIFIC or _lists_after(match):
        return None
    return Spot(match.start, match.end, _SAY_WHICH)


_SPECIFIC = frozenset(
    """
    accessing affecting when in on at for loading logging connecting sending with to that which of around
    regarding concerning across between where relying
    """.split()
)


def _lists_after(match: Match) -> bool:
    return match.reading.words.gaps[match.last + 1].lstrip().startswith(("(", "[", ":", "—", "–"))


def anything(match: Match, _: Situation) -> Spot | None:
    """What names nothing by itself, whatever follows, short of a list."""
    if _next(match) in {"including", "such", "namely", "relying"} or _lists_after(match):
        return None
    return Spot(match.start, match.end, _SAY_WHICH)


def no_change(match: Match, _: Situation) -> Spot | None:
    """Improvement without content."""
    if _explained(match) or _next(match) in {"for", "so", "of"}:
        return None
    return Spot(match.start, match.end, _SAY_CHANGE)


def no_progress(match: Match, situation: Situation) -> Spot | None:
    """Progress without a figure or a thing."""
    sentence = match.sentence
    words = match.reading.lower[sentence.first : sentence.last]
    if any(word[0].isdigit() for word in words) or _next(match) in {"on", "in", "restoring", "moving"}:
        return None
    return no_step(match, situation)


def open_item(match: Match, situation: Situation) -> Spot | None:
    """In an action item "where needed" leaves open what is to be done."""
    if situation.kind is not Kind.ACTION_ITEM:
        return None
    return Spot(match.sentence.start, match.end, "Leaves open what is to be done: name it, and where.")


RULE = Rule(
    reason="Says nothing where the reader expects something: name the thing, the step or the time.",
    why=(
        "Readers of a status message want to know whether they are affected, what is done and when they hear more. A sentence "
        "without any of it reads as if nobody knew, and makes them call to find out."
    ),
    sources=(
        Source(
            "Atlassian: Incident communication best practices",
            "https://www.atlassian.com/incident-management/incident-communication",
        ),
        Source(
            "PagerDuty Incident Response: External communication",
            "https://response.pagerduty.com/during/external_communication_guidelines/",
        ),
    ),
    severity=Strictness(Severity.WARN),
    detectors=(
        Phrases(
            """
            ~keep .. you|users|customers|everyone|everybody|them|all|people|merchants|clients|partners|members posted|updated|informed|notified|abreast
            ~keep .. you|users|customers|everyone|everybody|them in the loop
            ~keep .. apprised|posted
            will|we'll|i'll|they'll|shall|can let .. know
            let you know
            will|we'll|i'll|they'll be in touch|contact
            will|we'll|i'll|they'll ..1 get|come|report|revert|circle|write back
            will|we'll|they'll revert
            will|we'll|i'll|they'll|shall ..1 update you|here|again|when|as|once|everyone|everybody|accordingly|with
            will update $
            will|we'll|i'll|they'll|shall ..2 inform|notify|tell you|everyone|customers|users|them
            will|we'll|i'll|they'll|shall ..3 provide|share|post|publish|send|issue|give|bring|communicate ..4 update|updates|information|info|news|details|insight|findings|rca|report|more
            will|we'll continue|keep providing|posting|sharing ..2 updates|information|news
            will|we'll ..2 monitor and update|report|inform|post
            monitor and provide updates|information|news
            will|we'll|shall|can say|know|report|tell ..2 more ..3 when|once|as
            will|we'll share|post|publish|announce it|them|this|findings|results
            more|further|additional .. details|information|info|updates|news|communication|communications|announcements|instructions ..2 follow|come|coming|provided|shared|posted|published|announced|available
            updates will|to ..1 follow|come
            details|information|news|update|updates|rca|analysis|report|announcement ..3 follow|follows
            more to come|follow|come
            more on|about this|that|it|these ..2 later|soon|shortly|time|course
            more later|soon|shortly
            to be announced|confirmed
            as soon as we|i know|have|can|learn|hear|get|find
            when|once we|i know|have more|news|something|anything|information|details|further
            when there's|there news|are|is .. news|more|information|something
            when we can
            as more information|details|news ~become available
            as|when|once it|they|information|details|news ~become|~be ..1 available
            as soon as it|they|this is|are|becomes ..1 available|ready|known|done
            once it's|it|we|that|this ready|is|have|has .. will|we'll ..2 update|inform|post|provide|let|tell
            will|shall be communicated|announced
            hear from us
            you will|you'll be contacted|notified|informed|updated
            someone|somebody|colleague|agent|advisor|representative|team|specialist|specialists will|shall ..1 contact|call|reach|get|be|write
            ~hope to ..1 share|have|give|provide|bring ..2 news|more|update|updates|information
            stay tuned for
            announced|communicated|shared|published ..1 in time|stages
            reach out to you
            news will|to follow
            hear back from
            ~notify|~inform|~update ..2 in due course|time
            until further notice
            """,
            no_time,
        ),
        Phrases(
            """
            check back|again|in later|soon|regularly|often|frequently|periodically
            refresh this page regularly|often|later
            try|come again|back later|soon
            """,
            later,
        ),
        Phrases(
            """
            soon
            shortly
            momentarily
            imminently
            in due course|time
            in good time
            in the near|nearest|foreseeable future
            in near future
            before long
            as soon as possible|practicable|feasible
            as quickly|fast|promptly|rapidly|early|timely as possible|practicable|feasible|we|they can?
            at your|our|the earliest convenience|opportunity|possible
            when|where|whenever possible $
            in a timely manner|fashion
            in a short|little|bit time|while
            ~take some|more|a|considerable ..1 time|while|longer|bit $
            at the earliest $
            as time permits
            when time allows
            down the line
            at a later point|time|stage|date|moment
            when|once ready|resolved|fixed|done|finished|solved|possible $
            in phases|stages $
            in the not too distant
            as and when possible
            by and by
            sometime soon|later|today
            presently $
            in a matter of time
            matter of time
            a little longer|while
            not much longer
            any day
            bit by bit
            little by little
            any time|moment|minute|second|day now
            very shortly|soon
            at some point
            some time soon|later
            one of these days
            not ..1 be too? long now?
            won't|shouldn't be too? long now?
            before you know it
            in a little? while|moment
            it will find its way
            over|in the coming|next few hours|days|weeks
            for some time
            """,
            sometime,
        ),
        Phrases(
            """
            ~work on it|this|that|things|these
            ~work on|at .. the|this|these|that|our? ..1 issue|issues|problem|problems|fault|incident|outage|matter|situation|case
            ~work hard|diligently|tirelessly|urgently|actively|feverishly|intensively|flat
            ~work around|round the clock
            working ..1 to ~fix|~resolve|~mitigate|~solve|~address|~remedy|~rectify|~correct|~sort|~clear ..1 it|this|that|things|issue|issues|problem|problems|incident|fault|outage|disruption|matter|situation|impact|error|errors|everything
            working ..1 to ~restore|~return|~bring|~get service|services|normal|everything|things|operation|operations|back
            work ..1 to ~fix|~resolve|~mitigate|~solve|~address ..1 it|this|issue|issues|problem|problems|incident|fault|outage
            working ..1 towards|toward ..1 full|complete|normal recovery|resolution|restoration|service|operation|operations
            working ..1 towards|toward a|the resolution|solution|fix
            are|is|be|i'm|we're|they're still? on it|this
            on it $
            ^ on it
            on the case
            looking|look|looks into|at it|this|that|things|matters|these
            ^ still looking
            still looking $
            still looking, will
            no|nothing news|new ..2 on
            ~do|doing ..2 what|everything|all|our|their ..1 we|they|i|best|utmost|can|possible
            ~do|doing ..1 our|their|its best|utmost|possible
            ~make every effort
            every effort is|~be
            all|our efforts are|is
            our people|teams|team|engineers|technicians|staff|experts|specialists are|is ..2 busy|engaged|involved|informed|aware|alerted|mobilised|mobilized
            ~deal|dealt with it|this|that|the
            has|have|is|was|been|being ..1 dealt with
            is|are|being|been|was ..1 handled|addressed|managed
            ~take care of it|this|that|things|the|everything
            taken care of
            actions|measures|works|work|activities|efforts|workstreams|investigations ..1 are|is ..1 ongoing|underway|progress
            workstreams|efforts|actions|measures are in progress
            measures|steps|actions|action ..2 ~take|~initiate|~start|~begin|~launch
            necessary|appropriate|required|corrective|suitable|relevant|various|certain|further|all steps|measures|actions|action
            we are|have aware .. and ..2 working|investigating|busy
            aware of the|this|an|it issue|problem|situation|matter and ..2 our|working|are
            ~pass|~forward|~escalate .. to the|our ..1 responsible|relevant|appropriate|right|competent|concerned|respective team|department|teams|departments|people|party|parties|colleagues|desk
            ~explore|~evaluate|~assess|~consider|~review ..1 options|possibilities|alternatives $
            best path forward
            no new? update|updates|news ..1 at this|the
            nothing new to report
            continuing|continue|continues its|our|their work|efforts
            ~continue to see ..1 impact|issues|problems|errors
            taking the? necessary
            fix|solution|repair|remedy|workaround|patch is|are ..2 coming|imminent|way|prepared|works
            fix|solution|repair|remedy is ..1 being ..1 worked|prepared|developed|looked|sought|found|created
            ~work ..1 at|with full|maximum|high|top speed|pressure|capacity|tilt|steam|force|strength|urgency|priority
            at full speed|pressure|tilt|stretch
            highest|top|utmost|absolute|high|number|maximum|first priority
            our|their|its full|undivided|complete|utmost|best attention|focus
            ~try ..1 our|their|its best|hardest|utmost
            being ..1 looked into|at|after
            being ..1 sorted|solved
            being worked on|upon
            ~sort it|this|things|everything ..1 out
            sorting it|this|things out
            teams|team|parties|people|experts|everyone|stakeholders|staff|colleagues|departments|suppliers|management|authorities|services ..2 informed|mobilised|mobilized|involved|notified|alerted|engaged|activated $
            ~escalate internally|accordingly|appropriately
            ~keep|continue ..2 monitoring|watching|observing the situation|things
            situation is|remains ..2 control|monitored|observation|review|watched|hand
            work is under|in way|progress
            work continues $
            work is ..1 underway|ongoing|continuing $
            relevant team|department|people|parties|colleagues|teams
            whatever is|it needed|necessary|takes|required
            ~coordinate|~liaise with all|stakeholders|everyone|relevant|various
            in contact|touch|talks|discussion|communication with all|relevant|various|everyone|stakeholders|them
            ~follow up on? it|this|that|things|internally
            ~remain vigilant|alert|committed
            on top of it|this|things|that
            while|as we ~resolve|~fix|~solve|~address|~work ..1 this|it|things|issue|issues|through
            it's|it is in progress|hand|process|underway $
            in hand $
            ~push forward|ahead $
            everything is|has ..2 done|initiated|taken
            all hands are
            needful
            as a matter of urgency
            with ..1 urgency|priority
            ~run|~carry|~make ..1 checks|tests|enquiries|inquiries $
            """,
            no_step,
        ),
        Phrases(
            """
            ~move|~head|~go|~point in the right direction
            ~make|making ..1 good|great|steady|some|significant|real progress
            ~make|making progress
            ~progress well|nicely
            things are|is ..1 improving|better|stabilising|stabilizing
            situation is ..1 improving|evolving|developing|fluid|stable
            """,
            no_progress,
        ),
        Phrases(
            """
            ~experience|~have|~face|~see|~encounter|~observe|~know|~be|~get|~suffer ..2 some|several|certain|a|an|various|few|technical|unexpected|intermittent|minor|ongoing|internal|currently ..1 issues|problems|difficulties|trouble|troubles|irregularities|disruptions|glitches|hiccups|challenges
            ~experience|~have|~face|~encounter an|a ..1 issue|problem $
            some|certain|various|miscellaneous ..1 issues|problems|difficulties|troubles|irregularities|errors|challenges
            technical|operational|unexpected|unforeseen difficulties|problems|reasons|circumstances|challenges|complications
            there|there's is|was|are|were ..1 a|an|some ..1 problem|issue|fault|issues|problems|error|disruption|incident $
            there's a|an ..1 problem|issue|fault|error|disruption $
            we have a|an problem|issue $
            ~deal|dealing with a|an|some ..1 situation|issue|problem|matter|incident $
            an|a incident|event|issue|problem|error|disruption has|have ..1 occurred|happened|arisen|appeared $
            technical hitch|hitches|fault|malfunction|defect|breakdown|glitch|glitches|issue|issues|problem|error|failure
            operational reasons|issues|constraints
            may|might|could|can|will|do ..1 experience|encounter|notice|see|face|have ..1 issues|problems|difficulties|irregularities|disruption|disruptions|anomalies $
            an|a unknown|unexpected|internal|technical|unspecified issue|problem|error|fault|event $
            """,
            nothing_named,
        ),
        Phrases(
            """
            something|things went|goes|gone|go wrong|amiss|awry|sideways
            something is|was|has|seems|appears ..3 wrong|off|amiss|broken|odd|strange|happened
            something has gone wrong
            not quite right
            many|multiple|various|numerous ..2 services|systems|functions|areas|features|components|functionalities|places
            ~impact|~affect ..1 segments|parts|portions|areas of
            certain|some|different|various|other parts|areas|aspects|portions|elements of|in
            some|certain functions|features|functionality|functionalities|services|things|pages ..1 may|might|could|do|does|are|is ..3 unexpectedly|strangely|oddly|correctly|properly|impacted|affected|unavailable|expected|intended|slow
            in one way or another|other
            in some way|ways|form|fashion
            under certain|some|specific circumstances|conditions
            problem|problems|issue|issues|something|trouble|fault on|at our|their end|side
            one of our systems|components|services|providers|suppliers|partners|products
            for various|internal|several|some|certain reasons|reason
            a component|subsystem|system of ours
            some kind|sort|form of issue|problem|error|disruption|fault|failure
            various|miscellaneous|sundry reasons|causes|factors
            parts|portions|areas|sections|elements of our|the|its service|services|system|systems|platform|site|offering|product|application|infrastructure
            some|many|several|certain|a things|thing|stuff are|is|do|does|may ..1 not|broken|wrong|off
            not|don't|doesn't ~work|~behave|~function ..1 as|like|way it|they|we|expected|intended ..1 should|expected|usual
            to some|a certain extent|degree
            ~behave unexpectedly|strangely|oddly|erratically|differently
            brief|certain|some infrastructure|technical|operational event|events
            and the like
            or something
            things like that
            """,
            anything,
        ),
        Phrases(
            """
            ~take this|it|these|that|such|the ..3 seriously
            ~learn from this|it|that|these|the
            lessons|lesson ..2 learned|learnt|drawn|taken
            ~improve ..1 things|processes|process|procedures|system|systems|communication|quality|stability|reliability|resilience|monitoring $
            ~improve ..1 the|our ..1 system|systems|service|platform|processes|procedures
            ~improve|~enhance|~strengthen|~increase detection|monitoring|resilience|stability|mitigation and detection|mitigation|response|alerting|monitoring|stability
            ~continue|~continuing to invest|improve in|our|the
            safeguards|controls|measures|steps|mechanisms|actions|automation|precautions ..3 to help? prevent|avoid|minimise|minimize ..3 similar|this|such|future|again|recurrence|happening|these|it|repeat|reoccurring|recurring
            ~take ..1 steps|measures|action|precautions to
            mechanisms|measures|safeguards|controls|steps|automation ..1 will|have|has|are|were|being ..1 be|been? implemented|introduced|added|taken|adopted|initiated|strengthened
            better|improved|robust solution|solutions for|to
            be more resilient|robust|careful|vigilant|stable|proactive|attentive|reliable
            ~make things|everything|it more stable|robust|reliable|resilient|better
            ~do|~be better next time
            improvements|changes|measures|adjustments are|is|will ..1 planned|made|coming|considered|follow
            ~review|~revise|~rethink|~revisit|~adapt|~optimise|~optimize ..1 our|the|all|these|internal processes|procedures|process|workflows|practices|approach
            ~draw ..1 our|the ..1 lessons|conclusions|consequences
            not happen|occur again $
            avoid ..2 repetition|repeat|recurrence $
            better next time
            will|we'll do better
            """,
            no_change,
        ),
        Phrases(
            """
            where|as|if|when|wherever|whenever needed|necessary|appropriate|applicable|required|possible|relevant
            in general
            overall
            etc
            more careful|vigilant|attention|awareness|aware
            ^ improve|enhance|strengthen|increase|better|optimise|optimize ..1 documentation|monitoring|communication|processes|process|alerting|testing|tests|quality|training|stability|reliability|resilience|performance|observability $
            communicate|collaborate|cooperate|coordinate ..1 better|more
            better communication|collaboration|coordination|cooperation|testing|tests|monitoring|documentation|alerting
            raise awareness
            ^ look into|at
            ^ investigate|explore|consider|evaluate options|ways|possibilities|alternatives
            ^ think about
            pay more attention
            be careful
            keep in mind
            """,
            open_item,
        ),
    ),
    flagged=(
        Example("Exports are late. We will keep you posted.", quote="keep you posted"),
        Example(
            "We are having technical difficulties and are working on it.", quote="technical difficulties"
        ),
        Example(
            "Orders from this morning will be sent soon.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY, "soon"
        ),
        Example("More details to follow.", Audience.PARTNERS, quote="More details to follow"),
        Example(
            "The team is working to resolve the problem.",
            Audience.LEADERSHIP,
            quote="working to resolve the problem",
        ),
        Example(
            "Something seems to be wrong with parts of our service.", quote="Something seems to be wrong"
        ),
        Example(
            "Appropriate measures have been taken.",
            Audience.CUSTOMER,
            Kind.RESOLUTION,
            "measures have been taken",
        ),
        Example("We have put safeguards in place to prevent this from happening again.", quote="safeguards"),
        Example("We will report back as soon as we know more.", quote="as soon as we know"),
        Example("on it, more later", Audience.ENGINEERING, quote="on it"),
        Example(
            "Improve the alarms where necessary.", Audience.POSTMORTEM, Kind.ACTION_ITEM, "where necessary"
        ),
    ),
    fine=(
        Example("We see recovery in Actions start times, from 9 minutes to 20 seconds."),
        Example("We will keep you posted here every 30 minutes."),
        Example("Shortly after 08:15 CET, two depots lost their lists."),
        Example("We are working on it with the carrier: calls go over a second line since 10:05 UTC."),
        Example("The title is in the Coming Soon row until Friday."),
        Example("We have issues with card payments in Ireland; cash works."),
        Example("We are investigating."),
        Example("We added a check that stops a rollout when errors rise above 2%."),
        Example("Please save your work as soon as possible."),
        Example("We rerouted the payments at 10:20 UTC to work around the closed gateway."),
        Example("Four of the six lines work again. The next update comes at 15:00 UTC."),
        Example(
            "As soon as the bank has confirmed the transfer, on Thursday at the latest, we send the goods."
        ),
        Example("The doctor sees you as usual; the work on the roof goes on until noon."),
        Example("Next note at 16:00 CET, or as soon as the second pump runs."),
    ),
)
