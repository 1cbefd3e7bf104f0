"""What does not work, in the reader's terms: "customers cannot pay", not "elevated 5xx on the ingest tier"."""

from collections.abc import Iterator

from clarion.review.detectors import Phrases, Scan, Situation, Spot
from clarion.review.element import ElementRule
from clarion.review.message import Audience, Kind
from clarion.review.phrases import Match
from clarion.review.reading import Reading
from clarion.review.reading.classes import BE, NEGATIONS
from clarion.review.reading.grammar import clause_span, dependent_if
from clarion.review.reading.misfortune import misfortune
from clarion.review.reading.nobody import ILLS, OPENINGS, deprived
from clarion.review.reading.sentences import Sentence
from clarion.review.reading.things import INNARDS, OBJECTS, PEOPLE
from clarion.review.rule import Example, Source

_OURS = frozenset("we i we're we've i'm please don't contact promise estimate let us statement".split())
_CAUSES = frozenset("cause causes caused because due reason root triggered trigger resulted".split())
_OF_CHANGE = frozenset(
    "removed removing replaced replacing repaired exchanged fixed corrected corrects excludes prevents prevent avoid".split()
)
_UNHURT = frozenset("work works working fine normal normally unaffected again".split())


def felt(match: Match, _: Situation) -> Spot | None:
    """A failure as people meet it: not ours to do, not the cause, not inside the machine, not under a condition."""
    reading, sentence = match.reading, match.sentence
    first, last = clause_span(reading, sentence, match.first)
    leading = _last_clause(reading.lower[first : match.first])
    if dependent_if(reading, sentence, match.first) or not _OURS.isdisjoint(leading):
        return None
    if not _CAUSES.isdisjoint(reading.lower[max(match.first - 12, sentence.first) : match.first]):
        return None
    if {"part", "influence", "effect", "impact"} & set(
        reading.lower[match.last + 1 : match.last + 2]
    ) or "now" in leading:
        return None
    if _is_inside(reading, first, last, match) or not _OF_CHANGE.isdisjoint(leading):
        return None
    return Spot(match.start, match.end)


def lacking(match: Match, situation: Situation) -> Spot | None:
    """ "No data" is a lack, "no data is affected" is none."""
    after = match.reading.lower[match.last : min(match.last + 4, match.sentence.last)]
    return None if not (ILLS.isdisjoint(after[1:]) or BE.isdisjoint(after[:3])) else felt(match, situation)


_FOR_COLLEAGUES = frozenset({Kind.TALKING_POINTS, Kind.PARTNER_BRIEF})


def suffered(reading: Reading, situation: Situation) -> Iterator[Spot]:
    """Whatever else is told about what readers use, when it is nothing good and nothing of ours."""
    if situation.kind is Kind.CORRECTION:
        return
    for sentence in reading.sentences:
        told = misfortune(reading, sentence)
        if told and situation.kind in _FOR_COLLEAGUES and reading.lower[told[0]] in PEOPLE:
            continue  # "guests give their number at the pier": what they are to do
        if told and _CAUSES.isdisjoint(reading.lower[sentence.first : sentence.last]):
            yield Spot(reading.starts[told[0]], reading.ends[told[1]])


def nobody_can(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "No one can join", "none of our customers is able to pay", unless it is supposed."""
    for told in deprived(reading):
        sentence = reading.sentence_at(reading.starts[told.first])
        if sentence and not dependent_if(reading, sentence, told.verb):
            yield Spot(reading.starts[told.first], reading.ends[told.last])


def quoted_error(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Customers get "internal error"": words of the screen in quotation marks after a verb of meeting them."""
    for word in reading.where(_MEETS):
        if word + 1 < len(reading.lower) and not _QUOTATION.isdisjoint(reading.gap(word + 1)):
            yield Spot(reading.starts[word], reading.ends[word + 1])


_MEETS = frozenset(
    "get gets got see sees saw receive receives received shows show showed with says said read reads".split()
)
_QUOTATION = frozenset("\"“„'‘«")


def _last_clause(leading: list[str]) -> list[str]:
    """ "I am sorry that you could not": what stands before "that" belongs to another clause."""
    for place in range(len(leading) - 1, -1, -1):
        if leading[place] in {"that", "so", "but", "why", "because", "and"}:
            return leading[place + 1 :]
    return leading


def _is_inside(reading: Reading, first: int, last: int, match: Match) -> bool:
    """Only the machine is named, nobody and nothing that a reader uses."""
    near = reading.lower[max(first, match.first - 8) : min(last + 1, match.last + 10)]
    if INNARDS.isdisjoint(near):
        return False
    return PEOPLE.isdisjoint(near) and (OBJECTS - INNARDS).isdisjoint(near) and "you" not in near


_EARLIER = frozenset(
    "update post message report statement named wrote said figure number note mail that this it".split()
)


def stated(match: Match, situation: Situation) -> Spot | None:
    """A word that is a failure by itself ("missing", "late"), unless it is denied: "no order was lost"."""
    reading, sentence = match.reading, match.sentence
    before = reading.lower[max(match.first - 4, sentence.first) : match.first]
    if (
        situation.kind is Kind.CORRECTION
        and match.text.lower() in {"wrong", "incorrect", "wrong with"}
        and _EARLIER.intersection(reading.lower[sentence.first : match.first])
    ):
        return None
    if {"incident", "case", "issue", "ticket", "matter"} & set(before) and match.text.lower().endswith(
        "closed"
    ):
        return None
    if not NEGATIONS.isdisjoint(before) or {"be", "being", "investigate"} & set(before[-1:]):
        return None
    return felt(match, situation)


def trouble(match: Match, situation: Situation) -> Spot | None:
    """A noun of failure ("delays", "errors") counts with what it befalls: "delays of parcels"."""
    reading, sentence = match.reading, match.sentence
    after = reading.lower[match.last + 1 : min(match.last + 3, sentence.last)]
    before = reading.lower[max(match.first - 5, sentence.first) : match.first]
    if {"message", "page", "log", "rate", "rates", "budget", "code", "codes"} & set(after[:1]) or {
        "number",
        "any",
        "not",
        "no",
    } & set(before):
        return None
    if {"last", "this", "yesterday", "today"} & set(after[:1]) or not NEGATIONS.isdisjoint(before[-3:]):
        return None
    if dependent_if(reading, sentence, match.first) or {"cause", "prevent", "avoid", "any"} & set(before):
        return None
    first, last = clause_span(reading, sentence, match.first)
    return None if _is_inside(reading, first, last, match) else Spot(match.start, match.end)


def labelled(reading: Reading, _: Situation) -> Iterator[Spot]:
    """ "Impact: ...", "What customers see: ...": what follows the colon, unless it is a figure of the machine."""
    for sentence in reading.sentences:
        colon = reading.text.find(":", sentence.start, min(sentence.start + 45, sentence.end))
        if colon < 0:
            continue
        label = reading.lower[sentence.first : reading.word_at(colon)]
        if label and _is_impact_label(label) and _says_something(reading, sentence, colon):
            yield Spot(sentence.start, sentence.end)


def _is_impact_label(label: list[str]) -> bool:
    return not _LABELS.isdisjoint(label)


_LABELS = frozenset("impact see sees notice symptom symptoms effect effects happens".split())


def _says_something(reading: Reading, sentence: Sentence, colon: int) -> bool:
    words = reading.lower[reading.word_at(colon) : sentence.last]
    if len(words) < 2 or words[0] in {"none", "no", "unknown"}:
        return False
    return (
        INNARDS.isdisjoint(words) or not PEOPLE.isdisjoint(words) or not (OBJECTS - INNARDS).isdisjoint(words)
    )


_DOES = "load|open|start|work|play|arrive|appear|show|reach|respond|answer|update|save|send|receive|see|get|print|sync|connect|display|ring|accept|complete|finish|go|come|run|find|move|log|sign|ship|react|return|record|charge|ingest|refresh|render|deliver|process|build|let|allow|recognise|recognize|count|match|add|include|contain|reflect|scan|dispense|heat|cool|lock|unlock|register|pay|book|issue|carry"
_DONE = "shown|visible|delivered|processed|saved|sorted|displayed|sent|received|updated|accepted|found|paid|available|reachable|reached|recorded|booked|passed|loading|working|opening|responding|charging|starting|arriving|syncing|playing|sending|printed|printing|confirmed|credited|counted|usable|accessible|served|loaded|stored|synchronised|synced|created|triggered|appearing|completing|possible|connected|recognised|recognized|scanned|dispatched|forwarded|answered|generated|published|refreshed|running|readable|billed|calculated|showing|displaying|receiving|able|complete|correct|included|opened|executed|posted|registered|transmitted|signed|unlocked|shipped|heated|issued|carried|ready|returning|delivering|processing|accepting|reaching|connecting|recording|saving|updating|printing|registering|transmitting"

ELEMENT = ElementRule(
    asks="Say what does not work for the reader: 'customers cannot pay by card', not what fails inside.",
    why="Readers look for their own trouble; if they do not find it in the first lines, they call.",
    sources=(
        Source(
            "PagerDuty Incident Response: External communication",
            "https://response.pagerduty.com/during/external_communication_guidelines/",
        ),
        Source("Google SRE Book: Example postmortem", "https://sre.google/sre-book/example-postmortem/"),
    ),
    detectors=(
        Phrases(
            f"""
            cannot
            can't
            can not
            can neither
            can no longer
            can only
            can hardly
            could not|only|neither
            couldn't
            unable to
            not be|been? able to
            picture|pictures|image|screen|video <be> green|red|purple|pink|upside|distorted|dark|gone
            must|had|have|has ..5 by hand|manually
            fell|fallen|dropped|rose to|below|above
            ~reset every|by|to
            not passed|forwarded|handed on|to
            ~keep asking|spinning|loading|restarting|closing|crashing|showing
            ~loop
            cuts|cut off
            over and over
            shown as full|closed|offline|sold
            last month's|week's|year's
            ~continue to error|fail
            impossible
            isn't|aren't|wasn't|weren't|not able to
            not possible
            do|does|did|will|would not|never|neither|hardly|only ..1 {_DOES}
            don't|doesn't|didn't|won't|wouldn't|never ..1 {_DOES}
            <be>|has|have|had|been|isn't|aren't|wasn't|weren't not|no|never ..2 {_DONE}
            isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't been? {_DONE}
            no|any longer|more {_DONE}
            not yet {_DONE}
            not found|shown|visible|delivered|processed|received|saved|sorted
            get|gets|got|receive|receives|received|have|has|had|find|finds|found|gives|give|gave|shows|show|showed|see|sees|saw|lack|lacks|lacked|missing|shown|seen|given no|neither|nothing
            without a|any? power|television|tv|internet|water|connection|sound|picture|service|access|confirmation|code|total|discount|electricity|heating|signal|phone|light|data|network|heat|gas|broadband
            """,
            felt,
        ),
        Phrases(
            """
            no booking|order|payment|message|reservation|call|mail|parcel|ticket|data|file|entry|letter|claim|card|transfer|upload|request ..6 reach|reaches|arrive|arrives|goes|go|can|could|is|are|was|were|leaves|passes
            no data|connection|television|access|sound|picture|service|signal|results|confirmation|internet|power|water|response|answer|dial
            """,
            lacking,
        ),
        Phrases(
            """
            ~fail
            failing
            <be>|get|gets|getting|been|being|<have> declined|rejected|refused|cancelled|canceled|interrupted|blocked|delayed|queued|duplicated|cut|dropped|closed|turned
            missing
            empty
            blank
            grey|gray|black picture|screen|page|image|window|map|tiles|pages
            stays|stay|stayed|remain|remains|remained|goes|go|went|turns|turned|is|are|was|were white|grey|gray|black|dark|silent|dead|frozen
            wrong
            incorrect
            incorrectly
            outdated
            stale
            late
            later than
            delayed
            slow|slowly|slower
            sluggish
            stuck
            <be>|went|go|goes|been|completely|currently down|offline|out
            unavailable
            unreachable
            inaccessible
            unusable
            unresponsive
            out of order|service|reach
            frozen
            ~freeze
            freezes|froze
            ~crash
            ~disconnect
            hangs|hang|hung|hanging
            ~time out
            timing out
            lose|loses|lost|losing
            lacks|lack|lacked
            twice
            double|duplicate orders|order|charges|charge|payments|bookings|messages|e|emails|invoices|debits|entries|bills
            charged|billed|debited|paid|booked|invoiced|counted|sent|received double|twice|again|wrongly
            ~stop|~cease working|arriving|loading|playing|charging|responding|printing|ringing|updating|sending
            has|have|had ..1 stopped
            ~break off
            drops|drop|dropped|dropping after|out|calls|every
            calls|call|voice|video|connection|connections|sessions ~drop
            error page|pages
            see|sees|saw|get|gets|got|receive|received|show|shows|showed|shown|with|returns|return|returned|encounter|encountered|experience|experienced error|errors
            <be> wait|waiting|waited
            wait|waits|waited for|up|more|longer|minutes|hours
            stand|stood in line|queue|queues
            takes|take|took|taking much|far|several|up|longer|minutes|hours|ten|too
            garbled
            distorted
            broken
            show|shows|showed|shown|see|sees|saw|get|gets|got|receive|receives|received ..6 instead of
            offline
            silence
            login|line|lines|phone|phones|screen|screens|page|site|app|lamp|button dead|off
            receive|received|got|get|gets|paid|sent ..1 two|three|several|both ..1 invoices|invoice|bills|messages|mails|tickets|charges|emails|copies|debits
            <be>|been|left without
            no ..1 for|on|to patients|users|customers|viewers|callers|players|students|teachers|passengers|drivers|subscribers|members|guests|readers
            experience|experiences|experienced|experiencing|saw|see|sees|seeing|encounter|encountered|encountering|observed|had ..2 errors|error|delays|delay|timeouts|failures|latency|disconnects|interruptions|slowness|outage|outages|difficulty|difficulties|wait
            see|sees|saw|seen|get|got|gets|receive|received|read .. of another|other|others|someone|somebody|strangers
            neither .. nor
            hear|hears|heard|see|sees|saw nothing
            print|prints|printed|give|gives|gave|show|shows|showed|receive|receives nothing
            nobody can|could
            refuse|refuses|refused ..1 <det>|card|cards|orders|payments|tickets|all
            <be>|been|had|went off|dead
            <be> on hold
            stands|stood|standing still
            end|ends|ended early|without|too
            carry|carries|carried|contain|contains|bear no
            used up
            ~overheat
            ~shift|~jump by|to
            not|never in order
            accepts|accept|accepted|takes|take no
            carried no
            mixed up
            see|saw|sees|shown|show|shows|showed|displays|displayed|received|receives|receive|got|get|gets another|other|foreign|someone|old|false|different|strange
            prices|price|amounts|amount|dates|times|names|texts|photos|images|labels are|were|is|was mixed|swapped|off|too|in
            <be>|were|was|has|have overcharged|undercharged|logged|signed|locked|kicked|thrown|disconnected out|off
            overcharged
            locked out
            logged out
            not <be>? usable
            too high|low|early|late|long|short|often|many|slow
            burns|burnt|burned|took|takes one|two|an|another attempt|attempts|credit|credits
            <be> only partly|partially
            partly|partially works|work|available|shown|visible
            times|time out
            turned away
            only works|work|partially
            disappear|disappeared|disappears|vanished|vanish
            ~skip
            rejects|rejected|rejecting|declines|refuses|refusing
            ~interrupt
            unexpectedly
            """,
            stated,
        ),
        Phrases(
            """
            delay|delays in|of|for|to|when|with
            delays
            ~delay
            failed|failing|duplicate|missing|broken|declined|wrong|blank ..1 payments|orders|logins|messages|uploads|calls|deliveries|bookings|transactions|requests|notifications|transfers|builds|jobs|searches
            issue|issues|problem|problems|trouble|difficulty|difficulties ..1 ~load|~create|~upload|~download|~log|~sign|~pay|~authorize|~access|~connect|~view|~open|~deliver|~receive|~send|~start|~print|~search|~book|~order
            timeout
            creation|login|upload|download|delivery|payment|search|build|deployment|job|sync|request|call|connection failures|errors|failure|delays
            outage of|on|for|in|at
            disruption of|to|in
            loss of
            failures
            failure of|to|in
            timeouts
            errors
            interruptions|interruption of|to|in
            wait|waiting times|time
            """,
            trouble,
        ),
        Scan(labelled, _LABELS),
        Scan(quoted_error, _MEETS),
        Scan(nobody_can, OPENINGS),
        Scan(suffered),
    ),
    present=(
        Example("Customers cannot pay by card."),
        Example("RoomKeeper shows wrong prices on hotel pages."),
        Example("Parents at six schools see the timetable of another class."),
        Example("Messages arrive up to 40 minutes late."),
        Example("In the district of Oldham, 410 homes have no television."),
        Example("Calls drop after a minute.", Audience.SUPPORT, Kind.TALKING_POINTS),
        Example("Prescriptions do not reach the pharmacies.", Audience.ENGINEERING, Kind.ALERT),
        Example("Impact: teachers lose their marks when they press Save"),
        Example("No one can join meetings.", quote="No one can join"),
        Example(
            "None of our customers in Spain is able to pay.", quote="None of our customers in Spain is able"
        ),
        Example("Since 09:10 UTC not a single order comes through.", quote="single order comes through"),
        Example("No calls are being put through to the wards."),
    ),
    absent=(
        Example("Elevated 5xx on the ingest tier.", Audience.PARTNERS, Kind.PARTNER_BRIEF),
        Example("We are investigating the incident. We cannot name a time yet."),
        Example("The incident is still open."),
        Example("The cause was a certificate that had not been renewed.", kind=Kind.RESOLUTION),
        Example("No orders were lost. We will report again at 14:00 UTC."),
        Example("No one was charged twice, no data is affected, and no one can read your messages."),
        Example("No customer needs to order again. If no one can come to the door, we try again."),
        Example("If you cannot log in, please try the browser.", Audience.CUSTOMER, Kind.CUSTOMER_REPLY),
    ),
)
