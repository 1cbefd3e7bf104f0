"""Responsibility pushed away: to a supplier, to fate, to the trade, to what one had or was given."""

from clarion.review.detectors import Phrases, Situation, Spot
from clarion.review.finding import Severity
from clarion.review.message import Audience
from clarion.review.phrases import Match
from clarion.review.reading.classes import ORGANISATIONS
from clarion.review.reading.grammar import (
    Nature,
    NounPhrase,
    is_human,
    nature,
    phrase_after,
    possessor,
    subject_of,
)
from clarion.review.rule import Example, Rule, Source, Strictness

_OURS = frozenset(
    ["we", "us", "our", "ours", "i", "me", "my", "anyone's", "anybody's", "everyone's", "human"]
)


def _is_other(match: Match, phrase: NounPhrase | None) -> bool:
    """Tell whether the phrase names somebody else than the writer: a company, an authority, a named firm; no person."""
    reading = match.reading
    if phrase is None or nature(reading, phrase) in {Nature.SELF, Nature.READER}:
        return False
    head = reading.lower[phrase.head].removesuffix("'s")
    if head in ORGANISATIONS:
        return True
    named = reading.capitalised(phrase.head) and phrase.head != match.sentence.first
    return named and not is_human(reading, phrase)


def at_fault(match: Match, _: Situation) -> Spot | None:
    """ "The bank is to blame", "our supplier let us down": somebody else is the subject of the reproach."""
    subject = subject_of(match.reading, match.sentence, match.first)
    if not _is_other(match, subject) or subject is None:
        return None
    return Spot(match.reading.starts[subject.first], match.end)


def their_fault(match: Match, _: Situation) -> Spot | None:
    """ "The vendor's fault", "the fault of the bank", "the blame lies with the carrier"."""
    reading, sentence = match.reading, match.sentence
    owner = possessor(reading, sentence, match.anchor)
    if owner and _is_other(match, owner):
        return Spot(reading.starts[owner.first], match.end)
    return None


def on_others(match: Match, _: Situation) -> Spot | None:
    """ "Blame the bank": what follows is somebody else, or the rules, or the weather."""
    reading, sentence = match.reading, match.sentence
    if match.last + 1 >= sentence.last or (
        reading.capitalised(match.first) and match.first != sentence.first
    ):
        return None
    before = reading.lower[match.first - 1] if match.first > sentence.first else ""
    phrase = phrase_after(reading, sentence, match.last + 1)
    if phrase is None or before in {"not", "never", "the"} - (
        {"the"} if match.first != match.last else set()
    ):
        return None
    bids = match.first == match.last and (match.first == sentence.first or "," in reading.gap(match.first))
    if _is_other(match, phrase) or (bids and nature(reading, phrase) is Nature.THING):
        return Spot(match.start, reading.ends[phrase.last])
    return None


def ours(match: Match, _: Situation) -> Spot | None:
    """ "Out of our hands": what lies outside the writer's reach; "out of your control" is about the reader."""
    words = match.reading.lower[match.first : match.last + 1]
    return None if _OURS.isdisjoint(words) else Spot(match.start, match.end)


def beyond_control(match: Match, _: Situation) -> Spot | None:
    """ "Beyond control", with or without an owner, but "spiralling out of control" is alarm."""
    reading = match.reading
    words = reading.lower[match.first : match.last + 1]
    before = reading.lower[match.first - 1] if match.first > match.sentence.first else ""
    return None if before.endswith("ing") or {"your", "their"} & set(words) else Spot(match.start, match.end)


def not_us(match: Match, _: Situation) -> Spot | None:
    """ "..., not us" at the end of a clause."""
    reading = match.reading
    after = match.last + 1
    ends = after >= match.sentence.last or reading.gap(after).strip()[:1] in {
        ",",
        ";",
        ".",
        ":",
        "-",
        "–",
        "—",
    }
    return Spot(match.start, match.end) if ends and "," in reading.gap(match.first) else None


def fate(match: Match, _: Situation) -> Spot | None:
    """ "No system is perfect", "mistakes happen": a law of nature instead of a cause."""
    return Spot(match.start, match.end)


_SYSTEMS = "system|systems|software|technology|tech|platform|product|program|app|application|machine|computer|network|service|company|organisation|organization|infrastructure|process|website|site|solution|hardware|code|it|human|one|team|airline|bank|shop|provider|tool|device"

RULE = Rule(
    reason="Pushes the responsibility away: say what your own part is and what you change.",
    why=(
        "Customers bought from you, not from your supplier. A sentence that only explains why it was not you tells them that nothing "
        "will change; naming the failure elsewhere as a fact, with your own part beside it, does not."
    ),
    sources=(
        Source("Google SRE Book: Managing Incidents", "https://sre.google/sre-book/managing-incidents/"),
        Source("CCADB: Incident Reporting Guidelines", "https://www.ccadb.org/cas/incident-report"),
    ),
    severity=Strictness(Severity.WARN),
    detectors=(
        Phrases(
            """
            should|must|ought never|not ..2 to? have? ~happen|~occur
            shouldn't|mustn't ..1 have? ..1 happen|happened|occur|occurred
            not|never ..1 supposed|meant|allowed|expected to ~happen|~occur|~exist
            no fault of our|ours
            force majeure event|situation|circumstances
            act|acts of god|nature
            our hands are|were tied
            ~bind our hands
            we|i ~have no choice|option|alternative
            we|i ~have no influence|control over|on
            we|i ..1 no idea ..2 would|could
            nothing ..1 we|i|anyone|anybody could|can|could've ..2 do|done
            nothing to do with us|our
            ~have nothing to do with it|that|this
            not|isn't|wasn't ..2 our|my ..1 fault|doing|mistake|error|responsibility|failure|problem|making|decision|choice|job|call
            none of our doing|fault
            no mistake|error|fault|failure|wrongdoing on|at our|my side|part|end
            not|never ..1 caused|triggered|created|produced|made by us|ourselves
            not|never on|at|from our side|end
            we|i|we're|i'm <be>? not|neither ..1 to|at blame|fault
            we|i|we're|i'm <be>? not|neither ..1 guilty|responsible|liable|accountable
            we|i aren't|weren't ..1 guilty|responsible|liable|accountable
            we|i aren't|weren't ..1 to|at blame|fault
            cannot|can't|could|couldn't|can|should|hardly not|hardly|never? be ..1 held|made responsible|liable|accountable|answerable
            cannot|can't|couldn't not? be ..1 blamed|expected to
            cannot|can't take|accept|bear|assume ..2 blame|responsibility|liability
            do|does|can not|never take|accept|bear|assume ..2 blame|responsibility|liability
            disclaim all|any
            we <be> ..3 victim|victims
            we're ..3 victim|victims
            fell victim to
            no|nobody|none|noone one|us? could|can ..2 have|be? ..1 foreseen|predicted|anticipated|known|expected|prevented|guessed|imagined|seen|foresee|predict
            could|can not|never|hardly ..1 have? ..1 been? foreseen|predicted|anticipated|foresee|predict|avoided
            could|can not|never|hardly ..1 have|be been? ..1 known|expected|prevented
            cannot|can't|couldn't ..1 have|be? ..1 been? foreseen|predicted|anticipated|known|prevented|foresee|predict
            impossible|unable to foresee|predict|anticipate|prevent|avoid
            <be> ..1 unforeseeable|unpredictable|unavoidable|inevitable
            unforeseeable|unavoidable ..1 circumstances|event|events
            unforeseen circumstances|event|events
            due|owing|because|thanks to|of circumstances
            """
        ),
        Phrases(
            """
            beyond|outside|out|outwith of? ..1 our|my|anyone's|anybody's|human|the|all? ..1 control|influence|hands|power|reach|remit|sphere|responsibility
            not|isn't|wasn't|nothing ..1 within|in|under our|my|anyone's|anybody's ..1 control|influence|hands|power|reach|remit
            ~lie|~be outside|beyond our|my ..1 control|influence|power|reach|responsibility
            """,
            beyond_control,
        ),
        Phrases(
            """
            <be> ..2 to blame
            <be> ..2 at fault
            did|do|does not do|done its|their ..1 homework|job|part|duty|bit
            didn't|doesn't|failed do|to? do? its|their ..1 homework|job|part|duty|bit
            alone ~have to
            <be> ..2 culprit|guilty
            <be> ..1 solely|fully|entirely|alone|wholly|completely|exclusively|clearly responsible
            alone|solely <be> responsible
            <be> to be? held|blamed|made? responsible|liable|accountable
            must|should|has|have to? answer|apologise|apologize|explain for|to
            ~bear|~carry|~hold the|all|full|sole ..1 blame|responsibility|fault
            ~let us ..1 down
            ~fail us
            ~leave us ..1 down|alone|stranded|hanging|lurch
            ~mess|~screw|~botch|~bungle|~muck it|this|things? up|over
            ~drop the ball
            ~break their|its promise|word|contract
            did not|never keep|honour|honor their|its|the promise|word|contract|deadline
            """,
            at_fault,
        ),
        Phrases("fault\nmistake\nblunder\nnegligence\nincompetence\nfailings\nsloppiness", their_fault),
        Phrases(
            """
            blame
            blame it|this|that on
            fault of
            blame|fault|responsibility|guilt ..7 ~lie|~rest|~sit|~be ..2 with|at|on
            reason|cause|problem|error|mistake ..5 ~lie|~rest|~sit ..2 with|at
            ~be ..1 down to
            blame|fault|responsibility belongs to
            """,
            on_others,
        ),
        Phrases("not us|ours|we|ourselves|me\nnot with|by|from|through|at us", not_us),
        Phrases(
            f"""
            no {_SYSTEMS} ..5 <be> ..3 perfect|infallible|flawless|immune|safe|secure|error|faultless|bulletproof|unbreakable|invulnerable
            no {_SYSTEMS} ..5 <be> ..3 free of|from
            nobody|nothing|noone <be> ..1 perfect|infallible|flawless
            no one <be> ..1 perfect|infallible|flawless
            {_SYSTEMS} <be> never|not|rarely ..2 perfect|infallible|flawless|faultless
            isn't|aren't ..1 infallible|faultless
            can|could never|not|hardly ..2 be ..3 free of|from
            cannot|can't ..2 be ..3 free of|from
            can|could never|not be ..3 excluded|avoided|prevented
            cannot|can't|never ..1 be ..2 excluded|avoided|prevented|ruled
            even|also the|our ..1 best|most|biggest|largest|greatest|finest|leading ..6 ~fail|~break|~have|~make|~lose|~go|~crash|~err|~stumble|~miss|~suffer|~slip
            happens|happen|happened to|with|at ..2 everyone|everybody|anyone|anybody|best
            things|mistakes|errors|accidents|bugs|outages|faults|failures|breakdowns|problems|glitches|mishaps|incidents|stuff|hiccups ..1 ~happen|~occur $
            things|mistakes|errors|accidents|bugs|outages|faults|failures|breakdowns|problems|glitches|mishaps|stuff|hiccups ..1 do|will|can|just|simply|always ..2 happen|occur
            these|such things|incidents ..2 happen
            to err is
            that's|such is? ..1 life
            that is ..1 life
            c'est la vie
            <be> ..2 bound|destined to ..1 happen|come|occur|fail|break|go
            ~be only a matter|question of time
            it was only a matter|question of time
            part and parcel|of ..2 business|trade|life|game|job
            comes|come with the territory|job
            nature of the|our business|beast|trade|game|technology|software
            every|any|all|other|most|many ..2 company|provider|supplier|bank|airline|vendor|business|firm|companies|providers|suppliers|banks|airlines|vendors|businesses|firms ..3 outage|outages|failures|problems|bugs|errors|incidents|downtime
            like|as|than|same ..2 every|everybody|everyone|all|any|most|other|others|rest else|others|other? ..2 in ..2 industry|sector|business|market|field|trade|branch
            competitors|competition ..3 same|worse|similar|too|better
            we|i|team ..2 ~inherit
            left|handed|given to? us by
            ~come like this|that from
            before our|my time
            """,
            fate,
        ),
        Phrases(
            """
            did|done everything|all ..1 right|possible|correctly|properly|could|conceivable|required|humanly
            did everything|all by|in our|the book|power
            did|have done|tried everything|all ..1 we|that|in ..1 could|can|our
            did|tried|done our ..1 best|utmost
            we ..1 followed|obeyed|observed|respected all|every|each ..3 rule|rules|procedure|procedures|process|processes|guideline|guidelines|standard|standards|instruction|instructions|protocol|step|steps
            only|merely|just|simply followed ..2 rules|instructions|orders|procedure|protocol|manual
            not enough|sufficient people|staff|money|budget|hands
            too few people|staff|engineers|hands|colleagues
            given|considering how few|little|small|short|stretched
            given|considering our|the ..1 staffing|headcount|budget|workload|means|few
            short|under staffed|funded|resourced|manned
            understaffed|underfunded|underresourced|short-staffed|undermanned|overworked
            lack|shortage|absence of ..1 budget|staff|personnel|funds|money|people|manpower
            limited budget|staff|means|manpower
            we|us|i powerless|helpless
            <be> powerless|helpless ..1 against|to|in
            ~leave us|me ..1 no|little|with
            no way to|of see|seeing|foresee|foreseeing|know|knowing|predict|predicting|anticipate this|it|that|what
            we|i did|do not ..1 make|choose|build|write|design|create|invent|pick ..2 rules|this|that|it|software|system|law|laws|network|product|format
            we are|'re not the ..2 manufacturer|operator|maker|owner|ones|publisher|author|producer|source
            we're not the ..2 manufacturer|operator|maker|owner|ones|publisher|author|producer|source
            we|i ..1 only|just|merely ~sell|~use|~print|~display|~buy|~rent|~host
            nothing ..5 lasts|perfect|eternal|forever
            anyone|anybody|everyone|everybody who ..8 knows|know|understands
            known ..1 weakness|problem|limitation of ..1 all|every|such|any
            can|could|may|might strike|hit|befall|affect|catch anybody|anyone|everybody|everyone
            statistically
            within the norm
            one has to expect
            have to expect|reckon such|this|that|it|delays
            in times like
            times like these
            breaking ..1 eggs
            such is the
            in the past and
            cannot|can't be ..1 changed|undone $
            no one|nobody ..2 can|could ..1 plan|prepare
            only as good|strong|fast as
            previous|former|old team|owner|owners|management|operator|administration|board|provider|company ..4 built|left|chose|bought|decided|made|wrote|it
            our predecessor|predecessors
            the predecessor|predecessors ..2 left|built|chose|bought|made
            simply|just|only|merely|really ..1 unlucky
            we were|are|had ..1 unlucky|misfortune
            our hands are ..1 clean
            came|arrived|reached|delivered to? us like|in ..1 this|that|state|condition
            errors|failures|faults|mistakes|actions of third|others
            responsibility|liability for ..4 third|others
            complaints|questions ..2 should|must|belong|go|are ..2 addressed|directed|sent|to to|airport|bank|supplier
            all that|which was asked|required|expected|demanded
            act of sabotage|vandalism|war|terrorism
            half of ..2 staff|team
            bad|poor|unfortunate timing
            we|i ..1 depend|rely on what|others|our|third|suppliers|partners
            at the mercy of
            in good faith
            to the best of our ..2 conscience|abilities|ability
            we|i ..1 only|just|merely ~pass|~follow|~forward|~do|~obey|~show|~repeat ..2 on|orders|what|instructions|told
            we|i can only pass|forward|offer|deliver|show ..2 what|on
            part of life
            part of doing|running|any business|a|such|large
            any|every other ..3 would|could|might ..2 have been? ..1 hit|failed|happened|affected|done|been|made|suffered
            by ..1 our predecessors|predecessor
            hardly|scarcely|barely ..1 our|my fault
            you will|must|surely ..1 understand|appreciate that we|this|such|it
            we|i cannot|can't|could|couldn't|can not? ..1 influence|control|command|steer the|it|that|this|what|others
            had ..4 told|informed|warned|notified us
            nobody|noone ..1 expected|expects|warned|told|guessed|imagined
            no one ..1 expected|expects|warned|told|guessed|imagined
            who could|would have ..1 known|guessed|thought|foreseen|expected|imagined
            the way computers|machines|technology are|is|work|works
            happens in the best
            happen|happens even? to|in ..1 best
            imposed|forced|thrust|foisted on|upon us
            forced|compelled us to
            we ~be forced|obliged|compelled to
            do not|don't shoot
            lot|much|enough on our|the plate
            never ..1 granted|approved|given|funded ..3 money|budget|funds
            money|budget|funds ..4 never|not ..1 granted|approved|available|given|there
            only ..1 follow|followed|following|obeyed the? ..1 orders|instructions|rules
            mistake|fault|error|responsibility|blame is|was|lies ..1 theirs|elsewhere
            theirs not ours
            it|that ~be not us|me|ours
            it|that wasn't|isn't us|me|ours
            somebody|someone|other|others else's mistake|error|fault|failure|negligence|people's
            always ..1 goes|go|breaks|breaks|fails|happens something? wrong|down
            something always goes|happens|breaks
            no such thing as ..1 perfect|flawless|error|bug|absolute|complete|hundred|100|total|zero
            be|everywhere everywhere at once
            can't|cannot ..1 be everywhere
            we|i|one can't|cannot ..1 know|think|prevent|foresee|plan ..1 of? everything|all
            not by|through|because|on us|ours|ourselves
            an outside|external|outsourced|third ..1 company|firm|party|contractor|supplier|provider ..1 ~make|~cause|~fail|~break|and
            we ..1 ~be|were ..1 given|supplied|sold|delivered|sent|handed wrong|false|bad|faulty|incorrect|defective|broken
            nobody|noone|one|company is|are ..1 safe|immune
            creep|creeps|slip|slips in anywhere|anytime|everywhere|sometimes|easily
            nothing ..1 to be done about|against
            nothing ..2 could be|have ..1 done|been|prevented
            other|different plans $
            do|please|don't not? look at us
            hard|difficult|challenging|turbulent times
            staff|team|colleague|colleagues|engineer|people ~be on holiday|vacation|leave
            to be fair
            in all fairness
            in our defence|defense
            to our defence|defense
            mitigating circumstances
            even the? big|large|bigger|larger|biggest|largest|major|leading|famous bank|banks|company|companies|provider|providers|names|players|firms|airlines|firm|ones
            even google|amazon|microsoft|apple|facebook|aws|netflix|nasa
            who ..1 hasn't|has|never not? ..1 had|made|seen|experienced ..2 mistake|error|outage|bug
            everybody|everyone ..1 makes mistakes|errors
            we|engineers|programmers are|'re ..1 only|just|all ..1 human
            we're|they're ..1 only|just|all human
            only human
            we are|'re only|just|merely a ..2 team|company|firm|shop|business|startup
            we're only|just|merely a ..2 team|company|firm|shop|business|startup
            what do|did you|people expect
            can|could|do not|hardly ..1 help it|that if|that?
            can't|couldn't help it|that if|that?
            there's|is only so much we|one|anyone can
            we were|are ..1 promised|assured by
            we were|had not|never ..2 told|warned|informed
            nobody|noone ..2 told|warned|informed us
            no one ..1 told|warned|informed us
            without telling|warning|informing|notifying us|anybody|anyone
            only|just|merely|simply ..2 messenger|middleman|intermediary|reseller
            we only|merely|just|simply ~resell|~pass|~forward|~host|~relay|~transmit|~distribute
            entirely|solely|exclusively|wholly|purely ..1 caused|due|attributable|down by|to
            murphy's law
            bad|hard|tough|rotten|sheer|pure luck
            unfortunate|unlucky|unhappy|pure|sheer chain|combination|coincidence|circumstances|timing
            perfect storm
            had no way of|to knowing|know|foresee|prevent|tell
            through no fault
            """
        ),
    ),
    flagged=(
        Example("This should never have happened.", quote="should never"),
        Example("The delay was outside our control.", Audience.CUSTOMER, quote="outside our control"),
        Example("Our hosting company is to blame for the empty pages.", quote="is to blame"),
        Example(
            "It was our vendor's fault, and we have told them so.", Audience.PARTNERS, quote="vendor's fault"
        ),
        Example(
            "The payment provider let us down on the busiest day.", Audience.LEADERSHIP, quote="let us down"
        ),
        Example("No software is ever completely free of bugs.", quote="No software"),
        Example("Nobody could have foreseen this load.", Audience.LEADERSHIP, quote="could have foreseen"),
        Example("It was the phone company, not us.", Audience.SUPPORT, quote="not us"),
        Example("These things happen to the best.", Audience.CUSTOMER, quote="happen"),
        Example("We did everything right; the file was wrong.", Audience.PARTNERS, quote="everything right"),
        Example("Please blame the airport for the queues.", Audience.CUSTOMER, quote="blame the airport"),
    ),
    fine=(
        Example("Never say that the weather is to blame; give the new time.", Audience.SUPPORT),
        Example("Avoid the phrases 'not our fault' and 'out of our hands'.", Audience.SUPPORT),
        Example(
            "Our carrier had an outage from 10:00 to 10:40 UTC. We had no second line, and that is our part."
        ),
        Example("The limit was within our control: we set it ourselves.", Audience.POSTMORTEM),
        Example("The contract has a force majeure clause; it does not apply here.", Audience.SUPPORT),
        Example("It was our mistake, and we apologise.", Audience.CUSTOMER),
        Example("The Blame view does not load since 10:30 UTC."),
        Example("The bank confirmed the fault at 09:10 UTC and repaired it at 10:00 UTC."),
        Example("Your data is in our hands and encrypted at rest."),
        Example("Refunds happen within two days, whatever the reason."),
        Example("The supplier is responsible for the delivery of spare parts.", Audience.PARTNERS),
        Example("You can be sure that no booking is lost if you do nothing.", Audience.CUSTOMER),
        Example("Each shop is responsible for its own till.", Audience.PARTNERS),
    ),
)
